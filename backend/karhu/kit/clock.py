"""The only place that asks the machine what time it is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """The instant, with its offset (UTC)."""
    return datetime.now(UTC)


def date_in(time_zone: str, instant: datetime) -> date:
    """The calendar date of an instant in a time zone, such as `Europe/Helsinki`."""
    return instant.astimezone(ZoneInfo(time_zone)).date()
