"""Weekends, public holidays and banking days of a country."""

from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def _holidays(country: str, year: int) -> frozenset[date]:
    if country not in holidays.list_supported_countries(include_aliases=False):
        return frozenset()
    # the Swedish eves are holidays in practice only, and nobody wants a letter on them
    kinds = ("public", "de_facto") if country == "SE" else ("public",)
    return frozenset(holidays.country_holidays(country, years=year, categories=kinds))


def is_quiet(country: str, day: date) -> bool:
    """Whether a day is a Saturday, a Sunday or a public holiday."""
    return day.weekday() >= SATURDAY or day in _holidays(country, day.year)


def next_working_day(country: str, day: date) -> date:
    """The first day after this one that is not quiet."""
    return banking_day(country, day + ONE_DAY)


@lru_cache(maxsize=10_000)
def banking_day(country: str, day: date) -> date:
    """The first day from this one on which a payment can be made (622/1947 5 § 2 mom.).

    The quiet days of Finland and Sweden include the days on which TARGET is closed, and more: the
    sixth of December, Ascension and the eves are no banking days there, though TARGET is open.
    """
    while is_quiet(country, day):
        day += ONE_DAY
    return day
