"""Days and amounts as a person reads them; those that recur are kept."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from karhu.kit.money import LOCALES, spoken
from karhu.letters.calculation import DAYS

KEPT = 10_000


@lru_cache(maxsize=KEPT)
def day(language: str, on: date) -> str:
    """A date, such as `8.2.2026`."""
    return format_date(on, format=DAYS[language], locale=LOCALES[language])


@lru_cache(maxsize=KEPT)
def money(language: str, currency: str, amount: Decimal) -> str:
    """An amount with its currency, such as `1 234,50 €`."""
    return spoken(amount, currency, language)


@lru_cache(maxsize=KEPT)
def number(language: str, amount: Decimal, least: int = 0) -> str:
    """A number with at least so many decimals, and six at most."""
    pattern = f"#,##0.{'0' * least}{'#' * (6 - least)}"
    return format_decimal(amount, format=pattern, locale=LOCALES[language])


def in_fours(iban: str) -> str:
    """An account number in groups of four, as banks print it."""
    compact = "".join(iban.split())
    return " ".join(compact[start : start + 4] for start in range(0, len(compact), 4))


def in_fives(reference: str) -> str:
    """A reference as it is printed: digits in groups of five from the right, RF in fours."""
    compact = "".join(reference.split())
    if compact.upper().startswith("RF"):
        return in_fours(compact)
    if not compact.isdigit():
        return reference
    first = len(compact) % 5
    groups = [compact[:first], *(compact[at : at + 5] for at in range(first, len(compact), 5))]
    return " ".join(filter(None, groups))
