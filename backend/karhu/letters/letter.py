"""A rendered message: what a debtor reads. Immutable once it was sent."""

from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from pathlib import Path

import msgspec
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from karhu.channels.address import ascii_domain
from karhu.kit.money import LOCALES, ZERO, spoken
from karhu.letters.calculation import DAYS, Calculation, told
from karhu.letters.document import Document

TEMPLATES = Path(__file__).with_name("templates")
SPOKEN = 10_000  # amounts and days kept as text, for they recur

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
    interest: Decimal = ZERO
    interest_until: date | None = None
    calculation: Calculation | None = None
    compensation: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """All that the letter asks for."""
        return self.open + self.fee + self.interest + self.compensation


def render(
    facts: LetterFacts, *, sender_name: str, sender_email: str, recipient: str, dispatch_id: str
) -> Letter:
    """Render the reminder or notice in the debtor's language; names are never read as markup."""
    creditor = one_line(sender_name)
    words = _words(facts, creditor)
    form = _form(facts.language, facts.step, frozenset(name for name in OPTIONAL if words[name]))
    domain = ascii_domain(sender_email.rpartition("@")[2]) or "localhost"
    return Letter(
        subject=one_line(_filled(form.subject, words)),
        text=_filled(form.text, words),
        html=_filled(form.html, {name: _escaped(word) for name, word in words.items()}),
        sender_name=creditor,
        sender_email=sender_email,
        recipient=recipient,
        message_id=f"<{dispatch_id}@{domain}>",
    )


def mail_of(document: Document, *, sender_email: str, recipient: str, dispatch_id: str) -> Letter:
    """The document as a mail: subject, text and HTML."""
    line = document.lines[0]
    account = document.account.iban if document.account else ""
    facts = LetterFacts(
        step=document.kind,
        language=document.language,
        company_name=document.creditor.name,
        customer_name=document.debtor.name,
        invoice_number=line.invoice_number,
        invoice_on=line.invoice_on,
        due_on=line.due_on,
        pay_by_on=line.pay_by_on,
        open=line.open,
        fee=line.fee,
        currency=document.currency,
        iban=" ".join(account[start : start + 4] for start in range(0, len(account), 4)),
        reference=line.reference,
        sent_on=document.sent_on,
        interest=line.interest,
        interest_until=line.interest_until,
        calculation=line.calculation,
        compensation=line.compensation,
    )
    return render(
        facts,
        sender_name=document.creditor.name,
        sender_email=sender_email,
        recipient=recipient,
        dispatch_id=dispatch_id,
    )


def one_line(text: str) -> str:
    """The text on one line: no control characters, and none that reverse what follows."""
    return " ".join(text.translate(UNPRINTABLE).split())


def _words(facts: LetterFacts, creditor: str) -> dict[str, str]:
    """What a letter says of its own, as it is read in the letter's language."""
    day, money = partial(_day, facts.language), partial(_money, facts.language, facts.currency)
    return {
        "creditor": creditor,
        "company_name": one_line(facts.company_name),
        "customer_name": one_line(facts.customer_name),
        "invoice_number": one_line(facts.invoice_number),
        "invoice_on": day(facts.invoice_on),
        "due_on": day(facts.due_on),
        "pay_by_on": day(facts.pay_by_on),
        "sent_on": day(facts.sent_on),
        "open": money(facts.open),
        "fee": money(facts.fee) if facts.fee else "",
        "interest": money(facts.interest) if facts.interest else "",
        "interest_until": day(facts.interest_until) if facts.interest_until else "",
        "calculation": _calculated(facts),
        "compensation": money(facts.compensation) if facts.compensation else "",
        "total": money(facts.total),
        "iban": facts.iban,
        "reference": one_line(facts.reference),
    }


def _calculated(facts: LetterFacts) -> str:
    if facts.calculation is None or not facts.interest:
        return ""
    return told(facts.calculation, currency=facts.currency, language=facts.language)


@lru_cache(maxsize=SPOKEN)
def _escaped(word: str) -> str:
    return str(escape(word))


@lru_cache(maxsize=SPOKEN)
def _day(language: str, day: date) -> str:
    return format_date(day, format=DAYS[language], locale=LOCALES[language])


@lru_cache(maxsize=SPOKEN)
def _money(language: str, currency: str, amount: Decimal) -> str:
    return spoken(amount, currency, language)


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The three parts of a letter with gaps: text and the names of gaps take turns."""

    subject: list[str]
    text: list[str]
    html: list[str]


@lru_cache
def _form(language: str, step: str, has: frozenset[str]) -> Form:
    """The templates rendered once for every letter of a kind, which is ten times as fast as each.

    So templates ask only which step it is and which of the optional words there are, and leave
    everything else as it comes.
    """
    gaps = {name: f"{GAP}{name}{GAP}" for name in WORDS}
    facts = {**gaps, "step": step, "language": language, "currency": ""}
    facts |= {name: "" for name in OPTIONAL if name not in has}
    values = {"letter": facts, "creditor": gaps["creditor"]}

    def rendered(name: str) -> list[str]:
        return ENVIRONMENT.get_template(f"{language}/{name}").render(values).split(GAP)

    return Form(
        subject=rendered("subject.txt"),
        text=rendered("body.txt"),
        html=rendered("body.html"),
    )


def _filled(parts: list[str], words: dict[str, str]) -> str:
    filled = parts.copy()
    filled[1::2] = [words[name] for name in parts[1::2]]
    return "".join(filled)


WORDS = (
    "creditor", "company_name", "customer_name", "invoice_number", "invoice_on", "due_on",
    "pay_by_on", "sent_on", "open", "fee", "interest", "interest_until", "calculation",
    "compensation", "total", "iban", "reference",
)  # fmt: skip
OPTIONAL = ("fee", "interest", "calculation", "compensation", "reference")
GAP = (
    "\ue000"  # of the private use area: no template holds it, and what fills a gap is not searched
)
ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=lambda name: bool(name and name.endswith(".html")),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["day"] = lambda gap: gap
ENVIRONMENT.globals["money"] = lambda gap, currency: gap
