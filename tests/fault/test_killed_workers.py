"""Workers are killed while they send: no letter comes twice, none is lost, each has an end."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from karhu.dispatch.delivery import BATCH
from karhu.dispatch.jobs import AT_ONCE
from tests.fault import mortal
from tests.fault.mortal import ForkServerProcess, Orders
from tests.fault.stage import Sink, crowd, reckoned, running_sink, unsettled
from tests.world import World

WORKER_COUNT = 4
PATIENCE_S = 60
DEADLY = 47  # shares nothing with BATCH: the last letter of a batch may be recorded before the kill


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as made:
        yield made


class Crew:
    """Four workers, always; the dead are counted and replaced."""

    def __init__(self, orders: Orders) -> None:
        self.orders = orders
        self.death_count = 0
        self.workers = [mortal.start(mortal.send, orders) for _ in range(WORKER_COUNT)]

    def replace_dead(self, orders: Orders | None = None) -> None:
        for worker in [worker for worker in self.workers if not worker.is_alive()]:
            self.death_count += 1
            self.workers.remove(worker)
            self.workers.append(mortal.start(mortal.send, orders or self.orders))

    def kill(self, worker: ForkServerProcess) -> None:
        worker.kill()
        worker.join()
        self.replace_dead()

    async def finish(self, world: World) -> None:
        """Let them work until every message has an end."""
        deadline = time.monotonic() + PATIENCE_S
        while await unsettled(world):
            assert time.monotonic() < deadline, "The outbox never came to rest."
            self.replace_dead()
            await asyncio.sleep(0.2)
        self.dismiss()

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.kill()
            worker.join()


async def queued(world: World, count: int) -> None:
    await crowd(world, count=count)
    await world.run()


async def test_workers_killed_at_random_send_a_thousand_letters_once(
    world: World, database: str, sink: Sink
) -> None:
    await queued(world, 1000)
    chance = random.Random(20261122)
    crew = Crew(Orders(database_url=database, smtp_url=sink.url))
    for _ in range(40):
        await asyncio.sleep(chance.uniform(0.05, 0.3))
        if not await unsettled(world):
            break
        crew.kill(chance.choice(crew.workers))
    await crew.finish(world)
    states = await reckoned(world, sink, count=1000)
    print(f"{crew.death_count} deaths: {dict(states)}")
    assert crew.death_count >= 5
    assert states["unknown"] <= crew.death_count * AT_ONCE * BATCH
    assert states["sent"] + states["unknown"] == 1000


@pytest.mark.parametrize("point", ["data", "letter", "answered"])
async def test_workers_killed_in_the_middle_of_a_dialogue_leave_few_letters_unknown(
    world: World, database: str, sink: Sink, point: str
) -> None:
    await queued(world, 300)
    sink.kill_clients(point, DEADLY)
    crew = Crew(Orders(database_url=database, smtp_url=sink.url))
    await crew.finish(world)
    states = await reckoned(world, sink, count=300)
    assert crew.death_count >= 2
    assert 1 <= states["unknown"] <= crew.death_count * AT_ONCE * BATCH
    assert states["sent"] + states["unknown"] == 300


MOMENTS = {
    "after the claim": "from companies where id",
    "before the letters are kept": "letter_id = n.letter_id",
    "before the receipts": "n.receipt",
    "before the case moves": "set step_number = n.step_number + 1",
    "before the log": "into event_chains",
}


@pytest.mark.parametrize(("moment", "fragment"), MOMENTS.items(), ids=MOMENTS)
async def test_a_worker_killed_between_two_writes_loses_nothing(
    world: World, database: str, sink: Sink, moment: str, fragment: str
) -> None:
    await queued(world, 100)
    orders = Orders(database_url=database, smtp_url=sink.url, lease_s=2)
    dying = Orders(
        database_url=database, smtp_url=sink.url, lease_s=2, dies_before=1, dies_at=fragment
    )
    first = mortal.start(mortal.send, dying)
    first.join(timeout=20)
    assert first.exitcode == -9
    before = Counter(row["state"] for row in await world.dispatches())
    crew = Crew(orders)
    await crew.finish(world)
    states = await reckoned(world, sink, count=100)
    is_kept = moment in ("before the receipts", "before the case moves", "before the log")
    assert before["sending"] == states["unknown"] == (BATCH if is_kept else 0)
