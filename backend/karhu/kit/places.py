"""Countries and time zones that exist."""

from functools import cache
from zoneinfo import available_timezones

from babel import Locale

# what babel knows beyond ISO 3166-1: unions, groups of islands, test and unknown regions
_NO_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)
_NO_ZONES = frozenset({"Factory", "localtime", "posixrules"})


@cache
def countries() -> frozenset[str]:
    """Every country code of ISO 3166-1 alpha-2, and XK for Kosovo."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code.isalpha()) - _NO_COUNTRIES


@cache
def time_zones() -> frozenset[str]:
    """Every name of the time zone database, such as `Europe/Helsinki`."""
    return frozenset(available_timezones()) - _NO_ZONES
