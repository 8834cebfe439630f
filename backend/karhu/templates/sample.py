"""A letter of a company that has no invoice yet: everything a text may speak of has a value."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from karhu.letters.document import Document, DocumentKind, Item, Language, Line, Party
from karhu.letters.variables import Past

DEBTOR = {"fi": "Maija Mallikas", "sv": "Maja Modell", "en": "Mary Sample"}
WORK = {"fi": "Työ", "sv": "Arbete", "en": "Work"}
ITEMIZED = frozenset(("invoice", "credit_note", "interest_invoice"))


def sample(
    company: Mapping[str, Any],
    creditor: Party,
    *,
    kind: DocumentKind,
    language: Language,
    today: date,
) -> Document:
    """A document of the kind about one made-up invoice of 250.00, due four weeks ago."""
    due_on, pay_by_on = today - timedelta(days=28), today + timedelta(days=14)
    line = Line(
        step=kind,
        invoice_number="1001",
        invoice_on=due_on - timedelta(days=14),
        due_on=due_on,
        reference="10016",
        total=Decimal("250.00"),
        open=Decimal("250.00"),
        fee=Decimal("5.00"),
        interest=Decimal("1.82"),
        interest_until=today,
        pay_by_on=pay_by_on,
    )
    item = Item(text=WORK[language], net=Decimal("250.00"))
    return Document(
        kind=kind,
        id="sample",
        number="1001" if kind in ITEMIZED else "",
        language=language,
        country=company["country"],
        sent_on=today,
        due_on=pay_by_on,
        creditor=creditor,
        debtor=Party(name=DEBTOR[language], country=company["country"]),
        currency=company["currency"],
        title="",
        text="",
        reference="10016",
        lines=() if kind in ITEMIZED else (line,),
        items=(item,) if kind in ITEMIZED else (),
        is_consumer=True,
    )


def past_of_sample(today: date) -> Past:
    """What went before the sample letter."""
    return Past(
        reminder_on=today - timedelta(days=21),
        demand_on=today - timedelta(days=7),
        last_on=today - timedelta(days=7),
    )
