"""What a debtor reads in a mail: all that the document says, and nothing that acts."""

from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from itertools import product
from typing import Any

import pytest

from karhu.letters.calculation import Calculation, Term
from karhu.letters.document import Account, Basis, Credit, Document, Item, Look, Party
from karhu.letters.letter import Letter, mail_of
from karhu.letters.variables import STEPS
from karhu.letters.wording import LANGUAGES
from tests.builders import a_document, a_line

HOSTILE = 'A\nBcc: x@example.com\r\n<b onclick="x">{{ total }}</b>{% if %}#panic()\u202e\u2066&amp;'
RUN = Calculation(
    terms=(
        Term(
            first_on=date(2026, 2, 2), last_on=date(2026, 2, 8), day_count=7,
            principal=Decimal("100.00"), percent=Decimal("10.5"),
        ),
    ),
    divisor="actual_year",
)  # fmt: skip


def mailed(document: Document) -> Letter:
    return mail_of(
        document, sender_email="laskut@example.com", recipient="d@example.com", dispatch_id="1"
    )


class Page(HTMLParser):
    """The texts, tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


TAGS = {
    "html", "head", "meta", "title", "body", "table", "tr", "td", "th", "p", "h1", "br", "span",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "name", "content", "style", "role", "cellpadding", "cellspacing", "border",
    "width", "align", "scope",
}  # fmt: skip


def full(language: str, *, many: bool = False) -> Document:
    """A document with everything that a letter may claim."""
    line = a_line(
        reference="13", fee=Decimal("5.00"), interest=Decimal("0.20"),
        interest_until=date(2026, 2, 8),
        calculation=RUN, compensation=Decimal("40.00"),
    )  # fmt: skip
    other = a_line(step="notice", invoice_number="5002", open=Decimal("1234.50"), reference="26")
    return a_document(
        line, *([other] if many else []), language=language, reference="" if many else "13",
        credits=(
            Credit(kind="credit_note", number="77", on=date(2026, 1, 9), amount=Decimal("10.00")),
        ),
        bases=(Basis(part="fee", statute="513/1999 10 e §"),),
        account=Account(iban="FI2112345600000785", bic="NDEAFIHH", bankgiro="123-4567"),
    )  # fmt: skip


@pytest.mark.parametrize(("language", "many"), list(product(LANGUAGES, (False, True))))
def test_text_and_html_say_the_same(language: str, many: bool) -> None:
    document = full(language, many=many)
    letter = mailed(document)
    page = Page(letter.html)
    said = " ".join(" ".join(page.texts).split())
    words = {one for one in letter.text.replace("\xa0", "_").split() if any(map(str.isdigit, one))}
    for word in words:
        assert word.strip("(),:;").replace("_", " ") in said, word
    for said_first in (document.title, document.debtor.name, document.creditor.name):
        assert said_first in said


def test_one_invoice_is_claimed_part_by_part() -> None:
    text = mailed(full("fi")).text
    for line in (
        "Lasku: 5001", "Eräpäivä: 1.2.2026", "Avoinna: 100,00\xa0€", "Muistutuskulu: 5,00\xa0€",
        "Viivästyskorko 8.2.2026 asti: 0,20\xa0€", "Vakiokorvaus: 40,00\xa0€",
        "Yhteensä: 145,20\xa0€", "Hyvityslasku 77, 9.1.2026: -10,00\xa0€",
        "Maksettava: 135,20\xa0€", "Viite: 13", "Tilinumero: FI21 1234 5600 0007 85",
        ("Korkolaskelma: 2.2.2026 – 8.2.2026: 7 pv, 10,5 % pääomalle 100,00\xa0€; "
        "vuosi 365 päivää, karkausvuosi 366"),
    ):  # fmt: skip
        assert line in text.replace("−", "-").split("\n"), line


def test_many_invoices_stand_each_at_its_own_step() -> None:
    text = mailed(full("en", many=True)).text
    assert "Invoice 5001 (Reminder, reference 13)" in text
    assert "Invoice 5002 (Notice, reference 26)" in text
    assert "To pay: €1,369.70" in text
    assert "Reference: 13" not in text
    assert "Pay each invoice with its own reference." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [False, True])
def test_a_subject_tells_no_amount(language: str, many: bool) -> None:
    document = full(language, many=many)
    subject = mailed(document).subject
    assert "€" not in subject
    assert ("2" if many else "5001") in subject
    assert document.creditor.name in subject


@pytest.mark.parametrize("kind", STEPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_document_can_be_mailed(kind: str, language: str) -> None:
    items = (Item(text="Työ", net=Decimal("100.00"), vat=Decimal("25.50")),)
    for more in ({"lines": ()}, {"lines": (), "items": items, "number": "9001"}, {}):
        letter = mailed(a_document(kind=kind, language=language, **more))
        assert letter.subject
        assert letter.text.endswith("\n")
        assert Page(letter.html).tags <= TAGS


def hostile() -> Document:
    """A document where every name is an attack."""
    party = Party(
        name=HOSTILE, street=HOSTILE, city=HOSTILE, email=HOSTILE, phone=HOSTILE, website=HOSTILE
    )
    line = a_line(invoice_number=HOSTILE, reference=HOSTILE)
    other = a_line(invoice_number=HOSTILE, reference=HOSTILE, fee=Decimal("5.00"))
    credit = Credit(kind="payment", number=HOSTILE, on=date(2026, 1, 1), amount=Decimal("1.00"))
    return a_document(
        line, other, creditor=party, debtor=party, title=" ".join(HOSTILE.split()), text=HOSTILE,
        credits=(credit,), items=(Item(text=HOSTILE, net=Decimal("1.00")),), reference=HOSTILE,
        look=Look(colour="#8a182b"),
    )  # fmt: skip


def test_hostile_names_and_texts_are_only_text() -> None:
    letter = mailed(hostile())
    page = Page(letter.html)
    assert page.tags <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert "{{ total }}" in letter.text  # said, not filled
    for header in (letter.subject, letter.sender_name):
        assert header.isprintable(), header
    kept = letter.subject + letter.sender_name
    assert not set(kept) & set("\r\n\u202e\u2066")


def test_the_companys_colour_is_in_the_mail() -> None:
    assert "border-top:4px solid #8a182b" in mailed(a_document(look=Look(colour="#8a182b"))).html


def test_nothing_is_asked_for_when_nothing_is_owed() -> None:
    credit = Credit(kind="payment", number="1", on=date(2026, 1, 1), amount=Decimal("100.00"))
    assert "FI21" not in mailed(a_document(credits=(credit,))).text
