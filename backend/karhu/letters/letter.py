"""A rendered message: what a debtor reads. Immutable once it was sent."""

from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

import msgspec
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from karhu.channels.address import ascii_domain
from karhu.kit.money import LOCALES, spoken

DAYS = {"fi": "d.M.y", "sv": "short", "en": "d MMMM y"}
TEMPLATES = Path(__file__).with_name("templates")
SPOKEN = 10_000  # amounts and days kept as text: a letter says each of its own several times

# control characters, and the marks that turn the direction of what follows them
CONTROLS = (range(0x20), range(0x7F, 0xA0), range(0x202A, 0x202F), range(0x2066, 0x206A))
UNPRINTABLE = dict.fromkeys((code for codes in CONTROLS for code in codes), " ")


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
    creditor = one_line(sender_name)
    values = {"letter": _in_lines(facts), "creditor": creditor}
    subject, text, html = _templates(facts.language)
    domain = ascii_domain(sender_email.rpartition("@")[2]) or "localhost"
    return Letter(
        subject=one_line(subject.render(values)),
        text=text.render(values),
        html=html.render(values),
        sender_name=creditor,
        sender_email=sender_email,
        recipient=recipient,
        message_id=f"<{dispatch_id}@{domain}>",
    )


def one_line(text: str) -> str:
    """The text on one line: no control characters, and none that reverse what follows."""
    return " ".join(text.translate(UNPRINTABLE).split())


def _in_lines(facts: LetterFacts) -> LetterFacts:
    return msgspec.structs.replace(
        facts,
        company_name=one_line(facts.company_name),
        customer_name=one_line(facts.customer_name),
        invoice_number=one_line(facts.invoice_number),
        reference=one_line(facts.reference),
    )


@lru_cache
def _templates(language: str) -> tuple[Template, Template, Template]:
    """Subject, text and HTML."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    kept = lru_cache(maxsize=SPOKEN)
    day = partial(format_date, format=DAYS[language], locale=LOCALES[language])
    environment.filters["day"] = kept(day)
    environment.globals["money"] = kept(partial(spoken, language=language))
    return (
        environment.get_template(f"{language}/subject.txt"),
        environment.get_template(f"{language}/body.txt"),
        environment.get_template(f"{language}/body.html"),
    )
