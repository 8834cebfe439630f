"""The sample company's customers: who they are, and how they pay."""

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import product
from random import Random
from typing import Any, Literal

import msgspec
from stdnum import luhn

from karhu.contract import types
from karhu.demo import words

Habit = Literal["prompt", "slow", "late", "very_late", "never"]

HABITS: dict[Habit, int] = {"prompt": 62, "slow": 16, "late": 13, "very_late": 6, "never": 3}
REGULARS, CHECKED = "Kanta-asiakkaat", "Tarkistettavat"
BUSINESS_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
DOMAINS = ("example.com", "example.net", "example.org")


class Debtor(msgspec.Struct, frozen=True, kw_only=True):
    """A customer as the ledger tells of it, with what only the story knows."""

    record: types.CustomerWrite
    habit: Habit
    weight: float
    currency: str = "EUR"

    @property
    def number(self) -> str:
        """The customer number."""
        return str(self.record.number)


def make_debtors(count: int, chance: Random) -> list[Debtor]:
    """So many customers: half Finnish businesses, a third consumers, the rest from Sweden."""
    swedish = count * 15 // 100
    consumers = count * 30 // 100
    makers = [
        *[_swedish_business] * (swedish * 2 // 3),
        *[_swedish_consumer] * (swedish - swedish * 2 // 3),
        *[_consumer] * consumers,
        *[_business] * (count - swedish - consumers),
    ]
    chance.shuffle(makers)
    names = Names(chance)
    return [make(1001 + place, names, chance) for place, make in enumerate(makers)]


class Names:
    """Names that come once each."""

    def __init__(self, chance: Random) -> None:
        self.businesses = _mixed(words.PREFIXES, words.TRADES, chance)
        self.swedish_businesses = _mixed(words.SWEDISH_PREFIXES, words.SWEDISH_TRADES, chance)
        self.people = _mixed(words.FIRST_NAMES, words.LAST_NAMES, chance)
        self.swedish_people = _mixed(words.SWEDISH_FIRST_NAMES, words.SWEDISH_LAST_NAMES, chance)


def _mixed(first: Sequence[str], second: Sequence[str], chance: Random) -> Iterator[str]:
    pairs = [" ".join(pair) for pair in product(first, second)]
    chance.shuffle(pairs)
    return iter(pairs)


def _business(number: int, names: Names, chance: Random) -> Debtor:
    name = next(names.businesses)
    speaks_swedish = chance.random() < 0.07
    place = chance.choice(words.SWEDISH_SPEAKING if speaks_swedish else words.CITIES)
    street = chance.choice(words.SWEDISH_STREETS if speaks_swedish else words.STREETS)
    business_id = finnish_business_id(chance)
    more: dict[str, Any] = {}
    if chance.random() < 0.12:
        more["einvoice_address"] = "0037" + business_id.replace("-", "")
        more["einvoice_operator"] = "003799990001"
    if chance.random() < (0.7 if more else 0.15):
        more["rule_name"] = REGULARS
    elif not more and chance.random() < 0.06:
        more["rule_name"] = CHECKED
    record = types.CustomerWrite(
        kind="business",
        number=str(number),
        name=f"{name} Oy",
        business_id=business_id,
        country="FI",
        language="sv" if speaks_swedish else "fi",
        **_address(street, place, chance),
        **_email("laskut", name, chance),
        **more,
    )
    return _debtor(record, chance, weight=chance.paretovariate(1.5))


def _consumer(number: int, names: Names, chance: Random) -> Debtor:
    name = next(names.people)
    place, street = chance.choice(words.CITIES), chance.choice(words.STREETS)
    record = types.CustomerWrite(
        kind="consumer",
        number=str(number),
        name=name,
        country="FI",
        language="fi",
        has_direct_debit=chance.random() < 0.03,
        has_consumer_einvoice=chance.random() < 0.04,
        **_address(street, place, chance),
        **_email(name, chance.choice(("posti", "kotisivu", "sahkoposti")), chance),
    )
    return _debtor(record, chance, weight=0.5)


def _swedish_business(number: int, names: Names, chance: Random) -> Debtor:
    name = next(names.swedish_businesses)
    street = chance.choice(words.SWEDISH_STREETS)
    record = types.CustomerWrite(
        kind="business",
        number=str(number),
        name=f"{name} AB",
        business_id=swedish_business_id(chance),
        country="SE",
        language="sv",
        **_address(street, chance.choice(words.SWEDISH_CITIES), chance),
        **_email("faktura", name, chance),
    )
    return _debtor(record, chance, weight=chance.paretovariate(2), currency="SEK")


def _swedish_consumer(number: int, names: Names, chance: Random) -> Debtor:
    name = next(names.swedish_people)
    street = chance.choice(words.SWEDISH_STREETS)
    record = types.CustomerWrite(
        kind="consumer",
        number=str(number),
        name=name,
        country="SE",
        language="sv",
        **_address(street, chance.choice(words.SWEDISH_CITIES), chance),
        **_email(name, "brev", chance),
    )
    return _debtor(record, chance, weight=0.4, currency="SEK")


def _debtor(
    record: types.CustomerWrite, chance: Random, *, weight: float, currency: str = "EUR"
) -> Debtor:
    [habit] = chance.choices(list(HABITS), list(HABITS.values()))
    return Debtor(record=record, habit=habit, weight=weight, currency=currency)


def _address(street: str, place: tuple[str, str], chance: Random) -> dict[str, Any]:
    postcode, city = place
    return {"street": f"{street} {chance.randint(1, 90)}", "postcode": postcode, "city": city}


def _email(local: str, domain: str, chance: Random) -> dict[str, Any]:
    if chance.random() < 0.04:
        return {}
    return {"email": f"{_plain(local, '.')}@{_plain(domain, '-')}.{chance.choice(DOMAINS)}"}


def _plain(text: str, joint: str) -> str:
    letters = unicodedata.normalize("NFKD", text.casefold())
    return joint.join("".join(c for c in letters if c.isascii()).split())


def finnish_business_id(chance: Random) -> str:
    """A Finnish business id with its check digit, from numbers that were never given out."""
    while True:
        digits = f"9{chance.randrange(10**6):06}"
        total = sum(int(d) * w for d, w in zip(digits, BUSINESS_WEIGHTS, strict=True))
        if total % 11 != 1:  # such a number has no check digit
            return f"{digits}-{-total % 11}"


def swedish_business_id(chance: Random) -> str:
    """A Swedish organisation number with its check digit, from the end of the series."""
    digits = f"5599{chance.randrange(10**5):05}"
    digits += luhn.calc_check_digit(digits)
    return f"{digits[:6]}-{digits[6:]}"
