"""A calendar month on a company's own clock."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Month(msgspec.Struct, frozen=True):
    """A month by its first day."""

    first_on: date

    @property
    def name(self) -> str:
        """The month as the contract writes it, such as `2026-11`."""
        return f"{self.first_on:%Y-%m}"

    @property
    def next(self) -> "Month":
        """The month after."""
        return month_of(self.first_on + timedelta(days=31))

    @property
    def last_on(self) -> date:
        """Its last day."""
        return self.next.first_on - timedelta(days=1)

    def span(self, time_zone: str) -> tuple[datetime, datetime]:
        """The instants at which it and the next month begin in a time zone (UTC)."""
        return midnight(self.first_on, time_zone), midnight(self.next.first_on, time_zone)


def month_of(day: date) -> Month:
    """The month that a day is in."""
    return Month(day.replace(day=1))


def read_month(name: str) -> Month:
    """The month that the contract writes as `2026-11`."""
    return Month(date.fromisoformat(f"{name}-01"))


def midnight(day: date, time_zone: str) -> datetime:
    """The instant at which a day begins in a time zone (UTC)."""
    return datetime.combine(day, time(), ZoneInfo(time_zone)).astimezone(UTC)
