"""Redis is emptied and stopped, PostgreSQL is restarted, in the middle of everything."""

import asyncio
import contextlib
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import datetime, timedelta

import asyncpg
import msgspec
import pytest
from redis.asyncio import Redis

from karhu import up
from karhu.dispatch.delivery import BATCH, end_leases
from karhu.dispatch.jobs import AT_ONCE
from karhu.first_dispatch.jobs import AT_ONCE as POSTED_AT_ONCE
from karhu.first_dispatch.sending import BATCH as POSTED
from karhu.first_dispatch.sending import LEASE, end_lost
from karhu.kit import clock, db, doorbell
from karhu.kit.supervise import Running, Supervision
from karhu.migrate import migrate
from karhu.runs import service as runs
from karhu.settings import Settings
from tests.fault.night import queued, states
from tests.fault.stage import Sink, crowd, reckoned, running_sink, unsettled
from tests.homes import fresh_home
from tests.world import World, new_world

PATIENCE_S = 60


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as made:
        yield made


class Machine:
    """A whole machine: PostgreSQL, Redis and, when asked for, workers, each kept running."""

    def __init__(self, tree: Supervision, settings: Settings, said: list[str]) -> None:
        self.tree, self.settings, self.said = tree, settings, said
        self.workers: list[Running] = []

    async def start_workers(self, count: int) -> None:
        settings = msgspec.structs.replace(self.settings, worker_count=count)
        self.workers = await self.tree.start(*up.worker_children(settings))

    def kill(self, name: str, number: signal.Signals) -> None:
        stages = [*self.tree._stages]
        [found] = [one for stage in stages for one in stage if one.child.name == name]
        os.kill(found.pid or 0, number)

    def restart_postgres(self) -> None:
        """As `pg_ctl stop -m immediate` does; its supervisor starts it again."""
        self.kill("postgres", signal.SIGQUIT)

    def ends(self, *, code: int) -> int:
        """How many workers ended with a code."""
        return sum(1 for line in self.said if "worker" in line and f"ended with {code};" in line)

    async def has_let_one_go(self) -> bool:
        """Whether a worker that was asked to stop has finished what it had claimed."""
        return self.ends(code=0) == 1


@pytest.fixture
async def machine(sink: Sink) -> AsyncIterator[Machine]:
    said: list[str] = []
    with fresh_home() as home:
        settings = Settings(home=home, smtp_url=sink.url, log_level="warning")
        async with up.servers(settings, write=said.append) as (tree, connected):
            await migrate(connected.database_url or "")
            await db.open_pool(connected.database_url or "")
            doorbell.listen_at(connected.redis_url)
            try:
                yield Machine(tree, connected, said)
            finally:
                await doorbell.hang_up()
                doorbell.listen_at(None)
                with contextlib.suppress(Exception):
                    await asyncio.wait_for(db.close_pool(), 2)


async def eventually(is_so: Callable[[], Awaitable[bool]], *, what: str) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while True:
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            if await db.apart(is_so()):  # type: ignore[arg-type]
                return
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.1)


async def all_settled(world: World) -> None:
    async def is_so() -> bool:
        return await unsettled(world) == 0

    await eventually(is_so, what="The outbox never came to rest.")


async def arrived(sink: Sink, count: int) -> None:
    async def is_so() -> bool:
        return sink.count() >= count

    await eventually(is_so, what=f"{count} letters never arrived.")


async def test_redis_emptied_and_stopped_delays_and_loses_nothing(
    machine: Machine, sink: Sink
) -> None:
    world = await new_world()
    await crowd(world, count=1000)
    await world.run()
    before = sink.count()
    sink.slow_down(250)
    await machine.start_workers(4)
    await arrived(sink, before + 100)
    machine.kill("worker-1", signal.SIGTERM)
    redis = Redis.from_url(machine.settings.redis_url or "")
    await redis.flushall()
    await redis.aclose()
    await eventually(machine.has_let_one_go, what="The worker never ended in peace.")
    await arrived(sink, before + 300)
    machine.kill("redis", signal.SIGKILL)
    await arrived(sink, before + 500)
    sink.slow_down(0)
    await all_settled(world)
    assert await reckoned(world, sink, count=1000) == {"sent": 1000}
    assert machine.ends(code=0) == 1
    assert machine.ends(code=1) >= 3
    await ringing_at_a_hanging_server_is_brief(machine)


async def ringing_at_a_hanging_server_is_brief(machine: Machine) -> None:
    await doorbell.ring("deliver_due")
    machine.kill("redis", signal.SIGSTOP)
    began = time.monotonic()
    await doorbell.ring("deliver_due")
    assert time.monotonic() - began < doorbell.RING_SECONDS + 1
    machine.kill("redis", signal.SIGCONT)


async def test_postgresql_restarted_while_letters_go_sends_each_once(
    machine: Machine, sink: Sink
) -> None:
    world = await new_world()
    await crowd(world, count=1000)
    await world.run()
    before = sink.count()
    sink.slow_down(250)
    await machine.start_workers(4)
    await arrived(sink, before + 300)
    machine.restart_postgres()
    await arrived(sink, before + 600)
    sink.slow_down(0)

    async def only_leases_are_left() -> bool:
        rows = await world.fetch(
            "select count(*) from dispatches where company_id = $1 and state = 'queued'"
        )
        return bool(rows[0][0] == 0)

    await eventually(only_leases_are_left, what="The outbox never came to rest.")
    await end_leases(now=clock.now() + timedelta(minutes=6))
    await doorbell.ring("deliver_due")
    await all_settled(world)
    assert machine.ends(code=1) >= 4
    states = await reckoned(world, sink, count=1000)
    assert states["unknown"] <= 4 * AT_ONCE * BATCH  # what the four workers had claimed
    assert states["sent"] + states["unknown"] == 1000


async def test_postgresql_restarted_while_invoices_go_out_sends_each_once(
    machine: Machine, sink: Sink
) -> None:
    world = await new_world()
    await queued(world, 100)
    sink.slow_down(50)
    await machine.start_workers(2)
    await arrived(sink, 10)
    machine.restart_postgres()

    async def at_rest() -> bool:
        await end_lost(now=clock.now() + LEASE)
        found = await states(world)
        return not found["queued"] + found["sending"]

    await eventually(at_rest, what="The night never came to rest.")
    found = await states(world)
    assert found["sent"] + found["failed"] == 100
    assert found["failed"] <= 2 * POSTED_AT_ONCE * POSTED
    counts = sink.counts()
    assert set(counts.values()) == {1}
    # whether one of an unknown outcome arrived nobody can say, and nobody sends it again
    assert found["sent"] <= len(counts) <= 100


async def test_postgresql_restarted_during_the_run_decides_everything_once(
    machine: Machine,
) -> None:
    world = await new_world()
    await crowd(world, count=20_000)
    await world.settings(undo_window_minutes=60)
    async with db.transaction(world.company_id) as connection:
        run_id = await runs.request(
            connection, world.company_id, as_of=world.today, is_dry_run=False, now=world.now
        )
    await machine.start_workers(2)
    await eventually(lambda: decided(world, 5000), what="The run never began.")
    before = await started_at(world)
    machine.restart_postgres()

    async def has_come_back() -> bool:
        return await started_at(world) > before

    await eventually(has_come_back, what="PostgreSQL did not come back.")
    assert not await decided(world, 20_000)
    # as time does
    await world.execute("update runs set lease_until = $2 where company_id = $1", clock.now())

    async def is_finished() -> bool:
        await doorbell.ring("resume_runs")
        rows = await world.fetch("select state from runs where company_id = $1 and id = $2", run_id)
        return bool(rows[0]["state"] == "finished")

    await eventually(is_finished, what="The run was never resumed.")
    rows = await world.fetch(
        """select count(*), count(distinct case_id),
               (select count(*) from decisions where company_id = $1 and outcome = 'act'),
               (select count(*) from events where company_id = $1 and outcome = 'act')
           from dispatches where company_id = $1"""
    )
    assert list(rows[0]) == [20_000] * 4


async def started_at(world: World) -> datetime:
    """When the server that answers was started."""
    [row] = await world.fetch("select pg_postmaster_start_time() from companies where id = $1")
    return row[0]


async def decided(world: World, count: int) -> bool:
    rows = await world.fetch("select count(*) from decisions where company_id = $1")
    return bool(rows[0][0] >= count)
