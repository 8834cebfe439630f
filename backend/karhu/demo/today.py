"""Today in the sample company: the run and its letters, by the workers, at once."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime
from uuid import UUID

from karhu.cases import service as cases
from karhu.demo.company import ACCOUNTANT, set_undo_window
from karhu.demo.faults import DemoError
from karhu.demo.sample import UNDO_MINUTES
from karhu.identity import service as identity
from karhu.kit import clock, db, doorbell
from karhu.replay.nights import ZONE
from karhu.runs import service as runs

PULLED_IN = 5  # cases that the accountant lets out of quarantine, so that the queue holds letters
WITHIN_S = 120.0
POLL_S = 0.1
OPEN_ENDS = """
    select count(*) filter (where state not in ('queued', 'sending') or send_after > $2) as done,
           count(*) as total
    from dispatches where company_id = $1 and decided_on = $3 and state <> 'proposed'
"""

Advance = Callable[[int, int], None]  # how many letters have found their end, of how many


async def prepare_today(company_id: UUID) -> None:
    """Let today's letters go at once, and keep the timetable from running it first."""
    now = clock.now()
    await set_undo_window(company_id, 0, now=now)
    async with db.transaction(company_id) as connection:
        await identity.schedule_next_run(connection, company_id, after=now)


async def run_today(company_id: UUID, redis_url: str | None, *, advance: Advance) -> None:
    """Run today and send; then let some backlog in, which keeps its undo window."""
    doorbell.listen_at(redis_url)
    try:
        await _run_today(company_id, clock.date_in(ZONE, clock.now()), advance)
    finally:
        await doorbell.hang_up()


async def _run_today(company_id: UUID, today: date, advance: Advance) -> None:
    await _run(company_id, today)
    await _sent(company_id, today, advance)
    await set_undo_window(company_id, UNDO_MINUTES, now=clock.now())
    await _pull_in(company_id, today, now=clock.now())
    await _run(company_id, today)


async def _run(company_id: UUID, today: date) -> None:
    async with db.transaction(company_id) as connection:
        run_id = await runs.request(
            connection, company_id, as_of=today, is_dry_run=False, now=clock.now()
        )
    await doorbell.ring("execute_run", company_id, run_id)

    async def is_over() -> bool:
        async with db.transaction(company_id) as connection:
            row = await connection.fetchrow(
                "select state, failure from runs where company_id = $1 and id = $2",
                company_id, run_id,
            )  # fmt: skip
        if row["state"] == "failed":
            raise DemoError(f"Today's run failed: {row['failure']}")
        return bool(row["state"] == "finished")

    await _until(is_over, "Today's run is not over")


async def _sent(company_id: UUID, today: date, advance: Advance) -> None:
    async def is_over() -> bool:
        async with db.transaction(company_id) as connection:
            row = await connection.fetchrow(OPEN_ENDS, company_id, clock.now(), today)
        advance(row["done"], row["total"])
        return bool(row["done"] == row["total"])

    await _until(is_over, "Some of today's letters are still on their way")


async def _until(is_over: Callable[[], Awaitable[bool]], what: str) -> None:
    try:
        async with asyncio.timeout(WITHIN_S):
            while not await is_over():  # noqa: ASYNC110 - the workers are other programs
                await asyncio.sleep(POLL_S)
    except TimeoutError:
        raise DemoError(f"{what} after {WITHIN_S:g} s; see what the workers say above.") from None


async def _pull_in(company_id: UUID, today: date, *, now: datetime) -> None:
    async with db.transaction(company_id) as connection:
        rows = await connection.fetch(
            """select id from cases where company_id = $1 and state = 'quarantined'
               order by id limit $2""",
            company_id, PULLED_IN,
        )  # fmt: skip
        await cases.release(
            connection, company_id, [row["id"] for row in rows],
            actor=ACCOUNTANT, today=today, now=now,
        )  # fmt: skip
