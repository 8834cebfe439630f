"""What a company's text may say of a case: each variable by a Finnish and an English name."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from operator import attrgetter

import msgspec

from karhu.kit.money import ZERO
from karhu.letters.document import Document, Line
from karhu.letters.liquid import ABSENT
from karhu.letters.plain import one_line
from karhu.letters.saying import day, in_fours, money

LONGEST_VALUE = 300  # characters of one value, longer than any name should be
MOST_NUMBERS = 6  # invoice numbers written out in a sentence
INVOICED, DUE = attrgetter("invoice_on"), attrgetter("due_on")
OTHERS = {"fi": "ja {count} muuta", "sv": "och {count} andra", "en": "and {count} others"}
STEPS = {
    "reminder": {"fi": "Muistutus", "sv": "Påminnelse", "en": "Reminder"},
    "notice": {"fi": "Huomautus", "sv": "Anmärkning", "en": "Notice"},
    "collection_letter": {"fi": "Maksuvaatimus", "sv": "Betalningskrav", "en": "Demand"},
    "possession_warning": {
        "fi": "Haltuunottovaroitus",
        "sv": "Varning om besittningstagande",
        "en": "Warning of taking possession",
    },
    "interest_invoice": {"fi": "Korkolasku", "sv": "Räntefaktura", "en": "Interest invoice"},
    "account_statement": {"fi": "Tiliote", "sv": "Kontoutdrag", "en": "Statement of account"},
    "invoice": {"fi": "Lasku", "sv": "Faktura", "en": "Invoice"},
    "credit_note": {"fi": "Hyvityslasku", "sv": "Kreditfaktura", "en": "Credit note"},
}


class Past(msgspec.Struct, frozen=True, kw_only=True):
    """What went before a letter: the days earlier ones were sent, and the invoice's trade name."""

    reminder_on: date | None = None
    demand_on: date | None = None
    last_on: date | None = None
    trade_name: str = ""


NO_PAST = Past()


class Variable(msgspec.Struct, frozen=True, kw_only=True):
    """One variable: both names, of which the English one is also the code of its meaning."""

    name: str
    finnish: str
    says: Callable[[Document, Past], str]


def _day(document: Document, on: date | None) -> str:
    return day(document.language, on) if on else ""


def _money(document: Document, amount: Decimal) -> str:
    return money(document.language, document.currency, amount) if amount else ""


def _sum(document: Document, part: Callable[[Line], Decimal]) -> str:
    return _money(document, sum((part(line) for line in document.lines), ZERO))


def _numbers(document: Document, past: Past) -> str:
    numbers = [one_line(line.invoice_number) for line in document.lines]
    numbers = numbers or [one_line(document.number)]
    if len(numbers) <= MOST_NUMBERS:
        return ", ".join(numbers)
    more = len(numbers) - MOST_NUMBERS + 1
    others = OTHERS[document.language].format(count=more)
    return f"{', '.join(numbers[: MOST_NUMBERS - 1])} {others}"


def _address(document: Document, past: Past) -> str:
    creditor = document.creditor
    town = " ".join(filter(None, (creditor.postcode, creditor.city)))
    return one_line(", ".join(filter(None, (creditor.street, town))))


def _contact(document: Document, past: Past) -> str:
    return one_line(", ".join(filter(None, (document.creditor.email, document.creditor.phone))))


def _iban(document: Document, past: Past) -> str:
    account = document.account
    return (in_fours(account.iban) or account.bankgiro) if account else ""


def _first(document: Document, which: Callable[[Line], date], other: date) -> str:
    return _day(document, min((which(line) for line in document.lines), default=other))


def _variable(name: str, finnish: str, says: Callable[[Document, Past], str]) -> Variable:
    return Variable(name=name, finnish=finnish, says=says)


VARIABLES: tuple[Variable, ...] = (
    _variable("customer_name", "ASIAKAS", lambda d, p: one_line(d.debtor.name)),
    _variable("creditor_name", "VELKOJA", lambda d, p: one_line(d.creditor.name)),
    _variable("creditor_address", "VELKOJAN_OSOITE", _address),
    _variable("creditor_contact", "VELKOJAN_YHTEYS", _contact),
    _variable("trade_name", "APUTOIMINIMI", lambda d, p: one_line(p.trade_name)),
    _variable("step_name", "VAIHE", lambda d, p: STEPS[d.kind][d.language]),
    _variable("invoice_number", "LASKUNUMERO", _numbers),
    _variable("several", "USEITA", lambda d, p: str(len(d.lines)) if len(d.lines) > 1 else ""),
    _variable("invoice_date", "LASKU_PVM", lambda d, p: _first(d, INVOICED, d.sent_on)),
    _variable("due_date", "ERA_PVM", lambda d, p: _first(d, DUE, d.due_on)),
    _variable("open_amount", "AVOINNA", lambda d, p: _sum(d, attrgetter("open"))),
    _variable("fee", "PERINTAKULU", lambda d, p: _sum(d, attrgetter("fee"))),
    _variable("interest", "VIIVASTYSKORKO", lambda d, p: _sum(d, attrgetter("interest"))),
    _variable("compensation", "VAKIOKORVAUS", lambda d, p: _sum(d, attrgetter("compensation"))),
    _variable("total", "YHTEENSA", lambda d, p: money(d.language, d.currency, d.payable)),
    _variable("pay_by_date", "MAKSU_PVM", lambda d, p: _day(d, d.due_on)),
    _variable("today", "PVM", lambda d, p: _day(d, d.sent_on)),
    _variable("reference", "VIITE", lambda d, p: one_line(d.reference)),
    _variable("iban", "IBAN", _iban),
    _variable("reminder_date", "MUISTUTUS_PVM", lambda d, p: _day(d, p.reminder_on)),
    _variable("demand_date", "VAATIMUS_PVM", lambda d, p: _day(d, p.demand_on)),
    _variable("last_letter_date", "EDELLINEN_PVM", lambda d, p: _day(d, p.last_on)),
    _variable("consumer", "KULUTTAJA", lambda d, p: "1" if d.is_consumer else ""),
    _variable("country", "MAA", lambda d, p: one_line(d.country)),
)  # fmt: skip
BY_NAME = {name: one for one in VARIABLES for name in (one.name, one.finnish)}
KNOWN = frozenset(BY_NAME)


def values_of(document: Document, past: Past, names: frozenset[str] = KNOWN) -> Mapping[str, str]:
    """What the named variables say of a document; what it has not is an absent text."""
    return {
        name: BY_NAME[name].says(document, past)[:LONGEST_VALUE].strip() or ABSENT for name in names
    }
