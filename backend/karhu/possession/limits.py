"""The time limits of taking possession of an apartment, as the law pack has them on a day."""

from datetime import date, timedelta

import msgspec

from karhu.jurisdictions.calendar import banking_day
from karhu.jurisdictions.figures import Deadline, TimeLimit, in_force
from karhu.jurisdictions.law import LawPack


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What the law of the housing company's country says; None where it says nothing."""

    country: str
    registered_post: Deadline | None = None
    possession: Deadline | None = None
    decision_service: Deadline | None = None
    challenge: Deadline | None = None


def limits_of(law: LawPack, on: date) -> Limits:
    """The limits in force on a day."""

    def one(of: TimeLimit) -> Deadline | None:
        rows = [row for row in law.deadlines if row.of == of]
        return in_force(rows, on, "housing_charge")

    return Limits(
        country=law.country,
        registered_post=one("registered_post"),
        possession=one("possession"),
        decision_service=one("decision_service"),
        challenge=one("challenge"),
    )


def end_of(limit: Deadline | None, since: date, *, country: str) -> date | None:
    """The last day of a limit: as many calendar days or years after a day, moved if it moves."""
    if limit is None:
        return None
    last = years_later(since, limit.years) + timedelta(days=limit.days)
    return banking_day(country, last) if limit.moves else last


def years_later(day: date, years: int) -> date:
    """The same day in a later year; the last of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
