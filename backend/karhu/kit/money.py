"""Money is a Decimal with its currency beside it, two places, half up."""

from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, list_currencies

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
CURRENCIES = frozenset(list_currencies("en"))
LOCALES = {"fi": "fi_FI", "sv": "sv_SE", "en": "en_GB"}


def rounded(amount: Decimal) -> Decimal:
    """Two places, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def written(amount: Decimal) -> str:
    """The amount as the contract writes it, such as `124.00`."""
    return f"{amount:.2f}"


def exact(amount: Decimal) -> str:
    """The amount to its last place, two at least and four at most, such as `0.25` or `0.0851`."""
    whole, places = f"{amount:.4f}".split(".")
    return f"{whole}.{places[:2]}{places[2:].rstrip('0')}"


def percent_shown(percent: Decimal) -> str:
    """Percent a year without needless zeros, such as `11.5`."""
    return f"{percent.normalize():f}"


def spoken(amount: Decimal, currency: str, language: str) -> str:
    """The amount as a person reads it in `fi`, `sv` or `en`, such as `1 234,50 €`."""
    return format_currency(amount, currency, locale=LOCALES[language])
