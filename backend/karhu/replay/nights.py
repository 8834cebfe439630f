"""A company's nights on a movable clock: the run, the undo window, the sending."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from karhu.channels.standing import CHANNELS
from karhu.dispatch.delivery import BATCH, Send, deliver
from karhu.kit import db
from karhu.runs import service as runs
from karhu.runs.tally import Tally

ZONE = "Europe/Helsinki"
RUN_AT = time(2, 0)
WINDOW_ENDS_AT = time(2, 31)  # after the undo window of 30 minutes
MOST_BATCHES = 1000


def instant(day: date, at: time) -> datetime:
    """The instant at which the clock in Helsinki shows a time on a day (UTC)."""
    return datetime.combine(day, at, ZoneInfo(ZONE)).astimezone(UTC)


def days(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


async def run_night(company_id: UUID, day: date) -> Tally:
    """The run of a day, at its hour, as the worker does it."""
    now = instant(day, RUN_AT)
    async with db.transaction(company_id) as connection:
        run_id = await runs.request(connection, company_id, as_of=day, is_dry_run=False, now=now)
    tally = await runs.execute(company_id, run_id, clock=lambda: now)
    assert tally is not None  # nobody else works on this company
    return tally


async def send_night(send: Send, day: date) -> int:
    """Carry out what the undo window of a day's run has let pass; returns how many were due."""
    now, count = instant(day, WINDOW_ENDS_AT), 0
    for _ in range(MOST_BATCHES):
        claimed = await deliver(send, now=now, channels=CHANNELS)
        count += claimed
        if claimed < BATCH:
            break
    return count


async def make_room_for_events(first: date, last: date) -> None:
    """Make the log's partitions for a span of the past; call it before anything is logged."""
    async with db.transaction_over_all() as connection:
        await connection.execute(
            """select make_event_partitions(month::date)
               from generate_series(date_trunc('month', $1::date), $2::date, '1 month') month""",
            first, last,
        )  # fmt: skip
