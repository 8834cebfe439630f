"""Weekends and public holidays of a country."""

from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5


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
    following = day + timedelta(days=1)
    while is_quiet(country, following):
        following += timedelta(days=1)
    return following
