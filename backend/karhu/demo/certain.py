"""Customers with one invoice each, so that no screen of the sample company is empty today."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from karhu.contract import types
from karhu.demo.addresses import BUSY, REFUSED
from karhu.demo.debtors import CHECKED, Debtor

WEEK = timedelta(days=7)
FORTNIGHT = timedelta(days=14)

EINVOICED: dict[str, Any] = {
    "business_id": "9765432-5",
    "street": "Kuusikuja 7",
    "postcode": "48600",
    "city": "Kotka",
    "einvoice_address": "003797654325",
    "einvoice_operator": "003799990001",
}

# What it shows, the name, what the card lacks or says.
REMINDED_TODAY: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Saunalahden Lounastupa Oy", {"email": REFUSED}),
    ("Merituulen Hotelli Oy", {"email": BUSY}),
    ("Tuulikellon Juhlatalo Oy", {}),  # neither e-mail nor address
    ("Vanhan Myllyn Puoti Oy", {"street": "Myllytie 3", "postcode": "48100", "city": "Kotka"}),
    ("Kesäpihan Kahvila Oy", {"email": "laskut@kesapiha.example.com", "has_collection_ban": True}),
    ("Rajakosken Majatalo Oy", {"email": "laskut@rajakoski.example.com"}),
    ("Ruukinrannan Pitopalvelu Oy", {"email": "laskut@ruukinranta.example.com"}),
    ("Kuusikon Konttori Oy", EINVOICED),
)
PROPOSED = (
    "Kultakiven Kokoushotelli Oy", "Sinisiiven Päiväkoti Oy", "Pohjanportin Liikenneasema Oy",
    "Hopeahaan Ratsutila Oy",
)  # fmt: skip
BACKLOG = (
    "Lammaskallion Grilli Oy", "Eteläsataman Kioski Oy", "Metsäkulman Saha Oy",
    "Keltaisen Talon Galleria Oy", "Kivisillan Autokoulu Oy", "Naavakuusen Erätarvike Oy",
    "Myötätuulen Purjeet Oy", "Luotsin Satamaravintola Oy",
)  # fmt: skip

Certain = tuple[Debtor, date, Decimal, str]


def certain_invoices(today: date, activated_on: date, *, first_number: int) -> list[Certain]:
    """Each customer with the due date, amount and currency of the one unpaid invoice."""
    listed = [*_reminded_today(today), *_proposed(today), *_abroad(today), *_backlog(activated_on)]
    return [
        (_debtor(first_number + place, name, card), due_on, amount, currency)
        for place, (name, card, due_on, amount, currency) in enumerate(listed)
    ]


Row = tuple[str, dict[str, Any], date, Decimal, str]


def _reminded_today(today: date) -> Iterator[Row]:
    for place, (name, card) in enumerate(REMINDED_TODAY):
        yield name, card, today - WEEK, Decimal(180 + 35 * place), "EUR"


def _proposed(today: date) -> Iterator[Row]:
    for place, name in enumerate(PROPOSED):
        card = {"email": f"talous{place}@yritys.example.net", "rule_name": CHECKED}
        yield name, card, today - WEEK + timedelta(days=place), Decimal(240 + 60 * place), "EUR"


def _abroad(today: date) -> Iterator[Row]:
    card = {"email": "regnskap@fjordkaffe.example.org", "country": "NO", "language": "en"}
    yield "Fjordkaffe AS", card | {"rule_name": CHECKED}, today - FORTNIGHT, Decimal(990), "NOK"


def _backlog(activated_on: date) -> Iterator[Row]:
    for place, name in enumerate(BACKLOG):
        card = {"email": f"toimisto{place}@vanha.example.com"}
        due_on = activated_on - timedelta(days=1 + place % 7)
        yield name, card, due_on, Decimal(95 + 20 * place), "EUR"


def _debtor(number: int, name: str, card: dict[str, Any]) -> Debtor:
    fields = {"country": "FI", "language": "fi", **card}
    record = types.CustomerWrite(kind="business", number=str(number), name=name, **fields)
    return Debtor(record=record, habit="never", weight=0)
