"""A rendered message: what a debtor reads. Immutable once it was sent."""

from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import msgspec
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from karhu.kit.money import LOCALES, spoken

DAYS = {"fi": "d.M.y", "sv": "short", "en": "d MMMM y"}
TEMPLATES = Path(__file__).with_name("templates")


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Subject and both bodies, from whom and to whom."""

    subject: str
    text: str
    html: str
    sender_name: str
    sender_email: str
    recipient: str
    message_id: str


class LetterFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the templates may say; amounts in the invoice's currency."""

    step: str
    language: str
    company_name: str
    customer_name: str
    invoice_number: str
    invoice_on: date
    due_on: date
    pay_by_on: date
    open: Decimal
    fee: Decimal
    currency: str
    iban: str
    reference: str
    sent_on: date

    @property
    def total(self) -> Decimal:
        """The open principal and the fee together."""
        return self.open + self.fee


def render(
    facts: LetterFacts, *, sender_name: str, sender_email: str, recipient: str, dispatch_id: str
) -> Letter:
    """Render the reminder or notice in the debtor's language; names are never read as markup."""
    environment = _environment(facts.language)
    values = {"letter": facts, "creditor": sender_name}
    subject = environment.get_template(f"{facts.language}/subject.txt").render(values)
    domain = sender_email.rpartition("@")[2] or "localhost"
    return Letter(
        subject=" ".join(subject.split()),
        text=environment.get_template(f"{facts.language}/body.txt").render(values),
        html=environment.get_template(f"{facts.language}/body.html").render(values),
        sender_name=sender_name,
        sender_email=sender_email,
        recipient=recipient,
        message_id=f"<{dispatch_id}@{domain}>",
    )


_ENVIRONMENTS: dict[str, Environment] = {}


def _environment(language: str) -> Environment:
    if language not in _ENVIRONMENTS:
        made = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=lambda name: bool(name and name.endswith(".html")),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        made.filters["day"] = partial(format_date, format=DAYS[language], locale=LOCALES[language])
        made.globals["money"] = partial(spoken, language=language)
        _ENVIRONMENTS[language] = made
    return _ENVIRONMENTS[language]
