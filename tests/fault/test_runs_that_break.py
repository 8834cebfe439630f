"""A run is killed before every one of its writes, started twice, repeated: it counts once."""

import asyncio
import itertools
import time
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from karhu.dispatch.delivery import deliver
from karhu.events import service as log
from karhu.kit import db
from karhu.rules.rule import Step
from karhu.runs import service as runs
from tests.fault import mortal
from tests.fault.mortal import Orders
from tests.fault.stage import crowd
from tests.world import World, new_world

WRITTEN = {
    "decisions": "outcome <> ''",
    "dispatches": "state <> ''",
    "claims": "fee > 0",
    "events": "kind = 'decided'",
    "exceptions": "cause <> ''",
    "cases": "step_number = 2",
}


async def mixed_world() -> World:
    """Acts with fees, a hold with an exception, a forfeit, and invoices that wait."""
    world = await new_world()
    await world.rule(
        "fees",
        Step(kind="reminder", offset_days=7, fee=Decimal("5.00")),
        Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("9.00")),
    )
    for more in ({}, {}, {"email": None}, {"has_direct_debit": True}):
        await world.invoice(await world.customer(rule="fees", **more), due="2026-02-01")
    await world.invoice(await world.customer(rule="fees"), due="2026-02-05")
    return world.on("2026-02-08")


async def standing(world: World) -> dict[str, int]:
    """How many rows each table has of what one batch of decisions writes."""
    counts = {}
    for table, condition in WRITTEN.items():
        query = f"select count(*) from {table} where company_id = $1 and {condition}"
        counts[table] = (await world.fetch(query))[0][0]
    return counts


WHOLE = {
    "decisions": 4, "dispatches": 2, "claims": 2, "events": 4, "exceptions": 1, "cases": 1
}  # fmt: skip
NOTHING = dict.fromkeys(WRITTEN, 0)


async def test_a_run_killed_before_any_of_its_writes_leaves_all_of_a_batch_or_nothing(
    database: str,
) -> None:
    numbers = itertools.count(1)
    exit_codes: list[int | None] = []
    while 0 not in exit_codes:
        assert len(exit_codes) < 100
        several = [next(numbers) for _ in range(8)]
        exit_codes += await asyncio.gather(*(killed_run(database, number) for number in several))
    assert exit_codes.index(0) > 20
    assert set(exit_codes[: exit_codes.index(0)]) == {-9}


async def killed_run(database: str, number: int) -> int | None:
    """A run killed before its n-th statement and then taken over; returns how it ended."""
    world = await mixed_world()
    orders = Orders(
        database_url=database, company_id=world.company_id, now=world.now, dies_before=number
    )
    process = mortal.start(mortal.execute_run, orders)
    await asyncio.to_thread(process.join, 30)
    assert await standing(world) in (NOTHING, WHOLE), f"died before its statement {number}"
    await take_over(world)
    assert await standing(world) == WHOLE
    await sound(world)
    return process.exitcode


async def take_over(world: World) -> None:
    """Another worker resumes the run once its lease has ended; then the next night comes."""
    await resume(world, later=timedelta(minutes=6))
    await world.run()


async def sound(world: World) -> None:
    async with db.transaction(world.company_id) as connection:
        assert (await log.verify(connection, world.company_id)).broken_at_seq is None
    slots = await world.fetch(
        """select f.fee, d.fee as claimed, f.fee_count from claims f
           join dispatches d on d.company_id = $1 and d.id = f.fee_dispatch_id
           where f.company_id = $1"""
    )
    assert [tuple(slot) for slot in slots] == [(Decimal("5.00"), Decimal("5.00"), 1)] * 2


async def test_a_run_started_by_two_processes_at_once_decides_and_queues_once(
    world: World, database: str
) -> None:
    await crowd(world, count=500)
    orders = Orders(
        database_url=database, company_id=world.company_id, now=world.now,
        begins_at=time.time() + 1.5,
    )  # fmt: skip
    processes = [mortal.start(mortal.execute_run, orders) for _ in range(2)]
    for process in processes:
        await asyncio.to_thread(process.join, 30)
    assert [process.exitcode for process in processes] == [0, 0]
    assert await once_each(world) == [500, 500, 500]


async def once_each(world: World) -> Sequence[int]:
    """How many dispatches, cases with one, and acts in the log."""
    [row] = await world.fetch(
        """select count(*), count(distinct case_id),
               (select count(*) from events where company_id = $1 and outcome = 'act')
           from dispatches where company_id = $1"""
    )
    return list(row)


async def test_a_run_taken_over_from_a_worker_that_only_stalled_decides_once(
    world: World,
) -> None:
    await crowd(world, count=200)
    async with db.transaction(world.company_id) as connection:
        run_id = await runs.request(
            connection, world.company_id, as_of=world.today, is_dry_run=False, now=world.now
        )
    later = world.now + timedelta(minutes=6)

    async def execute(now: Any) -> None:
        await runs.execute(world.company_id, run_id, clock=lambda: now)

    async with db.transaction(world.company_id) as stalling:
        # both wait here, each having decided the same cases
        await stalling.execute("lock table decisions in share mode")
        first = db.apart(execute(world.now))
        await asyncio.sleep(1)
        second = db.apart(execute(later))
        await asyncio.sleep(1)
    ends = await asyncio.gather(first, second, return_exceptions=True)
    assert all(end is None or isinstance(end, runs.Overtaken) for end in ends)
    assert await once_each(world) == [200, 200, 200]


async def test_a_run_whose_connections_break_is_carried_on_by_another_worker(
    world: World, database: str
) -> None:
    await crowd(world, count=50)
    async with db.transaction(world.company_id) as connection:
        run_id = await runs.request(
            connection, world.company_id, as_of=world.today, is_dry_run=False, now=world.now
        )
    watcher = await asyncpg.connect(database)
    async with watcher.transaction():
        await watcher.execute("lock table decisions in share mode")
        run = db.apart(runs.execute(world.company_id, run_id, clock=lambda: world.now))
        await asyncio.sleep(0.5)
        await watcher.execute(
            """select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and pid <> pg_backend_pid()"""
        )
    [end] = await asyncio.gather(run, return_exceptions=True)
    assert isinstance(end, Exception)
    await watcher.close()
    await resume(world, later=timedelta(minutes=6))
    assert await once_each(world) == [50, 50, 50]


async def resume(world: World, *, later: timedelta) -> None:
    """What the worker's sweep does some minutes later."""
    world.now += later
    rows = await world.fetch(
        """select id from runs where company_id = $1
           and (state = 'queued' or state = 'running' and lease_until < $2)""",
        world.now,
    )
    for row in rows:
        await runs.execute(world.company_id, row["id"], clock=lambda: world.now)


async def test_a_run_repeated_a_hundred_times_in_a_day_sends_one_letter(world: World) -> None:
    await world.rule("fees", Step(kind="reminder", offset_days=7, fee=Decimal("5.00")))
    await world.settings(undo_window_minutes=0)
    await world.invoice(await world.customer(rule="fees"), due="2026-02-01")
    world.on("2026-02-08")
    for _ in range(100):
        await world.run()
        await deliver(world.send, now=world.now)
        world.now += timedelta(minutes=14)
    assert (world.today, len(world.mail)) == (date(2026, 2, 8), 1)
    [slot] = await world.fetch("select fee, fee_count from claims where company_id = $1")
    assert (slot["fee"], slot["fee_count"]) == (Decimal("5.00"), 1)


@pytest.mark.parametrize("missed", [1, 7, 30])
async def test_nights_missed_are_made_up_for_by_one_letter_of_the_first_step(
    world: World, missed: int
) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-07")
    await world.run(date(2026, 2, 8) + timedelta(days=missed))
    await world.drain()
    assert [(d["step"], d["state"]) for d in await world.dispatches()] == [("reminder", "sent")]
