"""Documents for tests of channels: one line to make one, and strategies for random ones."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from hypothesis import strategies as st

from karhu.channels.parcel import Parcel
from karhu.kit.ids import uuid7
from karhu.letters.calculation import Calculation, Term
from karhu.letters.document import Account, Basis, Credit, Document, Item, Line, Party
from karhu.letters.letter import Letter

CREDITOR = Party(
    name="Karhula Oy",
    street="Paahtimonkatu 1",
    postcode="48600",
    city="Kotka",
    country="FI",
    business_id="1234567-1",
    email="laskut@example.com",
    phone="+358 5 123 4567",
    website="karhula.example.com",
    einvoice_address="003712345671",
    einvoice_operator="003721291126",
)
DEBTOR = Party(
    name="Asiakas Oy",
    street="Kujakatu 2",
    postcode="00100",
    city="Helsinki",
    country="FI",
    business_id="1234567-1",
    einvoice_address="003776543217",
    einvoice_operator="BAWCFI22",
)
ACCOUNT = Account(iban="FI21 1234 5600 0007 85", bic="NDEAFIHH")
DUE = date(2026, 2, 1)
CALCULATION = Calculation(
    terms=(
        Term(
            first_on=date(2026, 2, 2),
            last_on=date(2026, 2, 15),
            day_count=14,
            principal=Decimal("100.00"),
            percent=Decimal("9.5"),
        ),
    ),
    divisor="365",
)


def line(**more: Any) -> Line:
    """A claim of 100.00 with a fee, interest and its calculation."""
    given = {
        "step": "reminder",
        "invoice_number": "5001",
        "invoice_on": DUE - timedelta(days=14),
        "due_on": DUE,
        "reference": "5001 9",
        "total": Decimal("124.00"),
        "open": Decimal("100.00"),
        "fee": Decimal("5.00"),
        "interest": Decimal("0.36"),
        "interest_until": date(2026, 2, 15),
        "calculation": CALCULATION,
        "pay_by_on": date(2026, 3, 1),
    }
    return Line(**{**given, **more})


def item(**more: Any) -> Item:
    """Two bags of coffee at 10.00 with Finnish VAT."""
    given = {
        "text": "Kahvia",
        "quantity": Decimal(2),
        "unit": "kg",
        "unit_price": Decimal("10.00"),
        "vat_percent": Decimal("13.5"),
        "net": Decimal("20.00"),
        "vat": Decimal("2.70"),
    }
    return Item(**{**given, **more})


def document(kind: str = "reminder", **more: Any) -> Document:
    """A Finnish document between two businesses; letters have a line, invoices an item."""
    is_invoice = kind in ("invoice", "credit_note", "interest_invoice")
    sign = -1 if kind == "credit_note" else 1
    sold = item(quantity=Decimal(2 * sign), net=Decimal(20 * sign), vat=Decimal("2.70") * sign)
    given = {
        "kind": kind,
        "id": str(uuid7()),
        "number": "7001" if is_invoice else "",
        "language": "fi",
        "country": "FI",
        "sent_on": date(2026, 2, 15),
        "due_on": date(2026, 3, 1),
        "creditor": CREDITOR,
        "debtor": DEBTOR,
        "currency": "EUR",
        "title": "Maksumuistutus",
        "text": "Hei,\n\nlaskunne on maksamatta.\n\nTerveisin Karhula Oy",
        "reference": "1232",
        "account": ACCOUNT,
        "lines": () if is_invoice else (line(step=kind),),
        "items": (sold,) if is_invoice else (),
    }
    return Document(**{**given, **more})


def letter(**more: Any) -> Letter:
    """A reminder as mail."""
    given = {
        "subject": "Maksumuistutus",
        "text": "Hei,\nlaskunne on maksamatta.\n",
        "html": "<p>Hei, laskunne on maksamatta.</p>\n",
        "sender_name": "Karhula Oy",
        "sender_email": "laskut@example.com",
        "recipient": "asiakas@example.com",
        "message_id": "<x@example.com>",
    }
    return Letter(**{**given, **more})


def parcel(kind: str = "reminder", *, id: UUID | None = None, **more: Any) -> Parcel:
    """A parcel with that document; `pdf`, `mail` and `channel` are its own."""
    own = {name: more.pop(name) for name in ("pdf", "mail", "channel") if name in more}
    made = id or uuid7()
    return Parcel(id=made, company_id=uuid7(), document=document(kind, id=str(made), **more), **own)


def with_debtor(one: Document, **changes: Any) -> Document:
    """The same document to somebody else."""
    return msgspec.structs.replace(one, debtor=msgspec.structs.replace(one.debtor, **changes))


AMOUNTS = st.decimals("0.00", "999999999.99", places=2)
NUMBERS = st.text("0123456789ABC-/", min_size=1, max_size=20)
NAMES = st.text(min_size=0, max_size=250).map(lambda text: f"Oy {text}")
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
PARTIES = st.builds(
    Party,
    name=NAMES,
    street=st.text(max_size=100),
    postcode=st.sampled_from(["", "00100", "114 55"]),
    city=st.sampled_from(["", "Kotka", "Å" * 60]),
    country=st.sampled_from(["FI", "SE"]),
    business_id=st.sampled_from(["", "1234567-1", "556016-0680", "x" * 100]),
    email=st.sampled_from(["", "a@example.com", f"{'a' * 90}@example.com"]),
    phone=st.text(max_size=60),
    website=st.text(max_size=100),
    einvoice_address=st.sampled_from(["003712345671", "FI2112345600000785"]),
    einvoice_operator=st.sampled_from(["003721291126", "BAWCFI22"]),
)
LINES = st.builds(
    Line,
    step=st.just("reminder"),
    ordinal=st.integers(1, 9),
    invoice_number=NUMBERS,
    invoice_on=DAYS,
    due_on=DAYS,
    reference=st.sampled_from(["", "13", "RF18539007547034", "x" * 60]),
    total=AMOUNTS,
    open=AMOUNTS,
    fee=AMOUNTS,
    interest=AMOUNTS,
    interest_until=st.none() | DAYS,
    calculation=st.none() | st.just(CALCULATION),
    compensation=AMOUNTS,
    pay_by_on=DAYS,
)
ITEMS = st.builds(
    Item,
    text=st.text(max_size=1000),
    quantity=st.decimals("-9999.999", "9999.999", places=3),
    unit=st.text(max_size=20),
    unit_price=st.none() | st.decimals("-99999", "99999", places=5),
    vat_percent=st.sampled_from([Decimal(0), Decimal("13.5"), Decimal("25.5")]),
    net=AMOUNTS,
    vat=AMOUNTS,
)
CREDITS = st.builds(
    Credit,
    kind=st.sampled_from(["credit_note", "payment"]),
    number=st.text(max_size=40),
    on=DAYS,
    amount=AMOUNTS,
)
DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(
        ["reminder", "notice", "collection_letter", "interest_invoice", "invoice", "credit_note"]
    ),
    id=st.uuids().map(str),
    number=st.just("") | NUMBERS.filter(lambda text: bool(text.strip())),
    language=st.sampled_from(["fi", "sv", "en"]),
    country=st.sampled_from(["FI", "SE"]),
    sent_on=DAYS,
    due_on=DAYS,
    creditor=PARTIES,
    debtor=PARTIES,
    currency=st.sampled_from(["EUR", "SEK"]),
    title=st.text(max_size=60),
    text=st.text(max_size=3000),
    reference=st.sampled_from(["", "1232", "RF18539007547034", "12345674", "x" * 100]),
    account=st.sampled_from([ACCOUNT, Account(iban="SE4550000000058398257466")])
    | st.just(Account(bankgiro="9912346")),
    lines=st.lists(LINES, min_size=1, max_size=4).map(tuple),
    credits=st.lists(CREDITS, max_size=2).map(tuple),
    items=st.lists(ITEMS, max_size=3).map(tuple),
    bases=st.just((Basis(part="interest", statute="Korkolaki 4 §"),)),
)
