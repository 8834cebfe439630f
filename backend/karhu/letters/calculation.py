"""How a letter tells an interest: each period's days, principal and rate, and the day count."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec
from babel.dates import format_date
from babel.numbers import format_decimal

from karhu.kit.money import LOCALES, ZERO, spoken

DAYS = {"fi": "d.M.y", "sv": "short", "en": "d MMMM y"}
PERIOD = {
    "fi": "{first} – {last}: {count} pv, {percent} % pääomalle {principal}",
    "sv": "{first} – {last}: {count} dagar, {percent} % på {principal}",
    "en": "{first} – {last}: {count} days, {percent} % on {principal}",
}
DIVISORS = {
    "actual_year": {
        "fi": "vuosi 365 päivää, karkausvuosi 366",
        "sv": "år om 365 dagar, skottår 366",
        "en": "year of 365 days, leap year 366",
    },
    "365": {
        "fi": "vuosi 365 päivää",
        "sv": "år om 365 dagar",
        "en": "year of 365 days",
    },
}
LESS = {"fi": "maksettu {paid}", "sv": "betalt {paid}", "en": "paid {paid}"}


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both included, with one principal and one rate (percent a year)."""

    first_on: date
    last_on: date
    day_count: int
    principal: Decimal
    percent: Decimal


class Calculation(msgspec.Struct, frozen=True, kw_only=True):
    """An interest as it was counted, and what of it was paid or invoiced before."""

    terms: tuple[Term, ...]
    divisor: str
    paid: Decimal = ZERO


def told(calculation: Calculation, *, currency: str, language: str) -> str:
    """The calculation in `fi`, `sv` or `en` on one line, its periods parted by semicolons."""
    said = [*_periods(calculation.terms, currency, language)]
    if calculation.paid:
        paid = spoken(calculation.paid, currency, language)
        said.append(LESS[language].format(paid=paid))
    said.append(DIVISORS[calculation.divisor][language])
    return "; ".join(said)


def _periods(terms: Sequence[Term], currency: str, language: str) -> list[str]:
    locale, pattern = LOCALES[language], DAYS[language]
    return [
        PERIOD[language].format(
            first=format_date(term.first_on, format=pattern, locale=locale),
            last=format_date(term.last_on, format=pattern, locale=locale),
            count=term.day_count,
            percent=format_decimal(term.percent, format="0.0#", locale=locale),
            principal=spoken(term.principal, currency, language),
        )
        for term in terms
    ]
