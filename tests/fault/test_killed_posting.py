"""Workers die while they send invoices out: none comes twice, none is lost, each has an end."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from karhu.first_dispatch.sending import BATCH
from tests.fault import mortal
from tests.fault.mortal import Orders
from tests.fault.night import queued, states
from tests.fault.stage import Sink, running_sink
from tests.world import World

COUNT = 100
PATIENCE_S = 60


@pytest.fixture
def sink() -> Iterator[Sink]:
    with running_sink() as made:
        yield made


async def finish(world: World, orders: Orders) -> Counter[str]:
    """Let one worker work until every invoice has a result."""
    worker, deadline = mortal.start(mortal.post, orders), time.monotonic() + PATIENCE_S
    while (found := await states(world))["queued"] + found["sending"]:
        assert time.monotonic() < deadline, "The night never came to rest."
        if not worker.is_alive():
            worker = mortal.start(mortal.post, orders)
        await asyncio.sleep(0.2)
    worker.kill()
    worker.join()
    return found


MOMENTS = {
    "after the claim": "from companies where id",
    "before the papers are kept": "insert into first_dispatch_papers",
    "before the answers": "n.receipt",
    "before the invoice is sent": "set sent_on",
    "before the log": "into event_chains",
}


@pytest.mark.parametrize(("moment", "fragment"), MOMENTS.items(), ids=MOMENTS)
async def test_a_worker_killed_between_two_writes_sends_nothing_twice(
    world: World, database: str, sink: Sink, moment: str, fragment: str
) -> None:
    await queued(world, COUNT)
    orders = Orders(database_url=database, smtp_url=sink.url, lease_s=2)
    dying = Orders(
        database_url=database, smtp_url=sink.url, lease_s=2, dies_before=1, dies_at=fragment
    )
    first = mortal.start(mortal.post, dying)
    first.join(timeout=30)
    assert first.exitcode == -9
    before = await states(world)
    after = await finish(world, orders)
    is_kept = moment in ("before the answers", "before the invoice is sent", "before the log")
    assert before["sending"] == after["failed"] == (BATCH if is_kept else 0)
    assert after["sent"] + after["failed"] == COUNT
    counts = sink.counts()
    assert set(counts.values()) == {1}
    assert len(counts) == COUNT


async def test_workers_killed_in_the_middle_of_a_dialogue_send_nothing_twice(
    world: World, database: str, sink: Sink
) -> None:
    await queued(world, COUNT)
    sink.kill_clients("letter", 47)
    orders = Orders(database_url=database, smtp_url=sink.url, lease_s=2)
    after = await finish(world, orders)
    assert after["sent"] + after["failed"] == COUNT
    assert after["failed"] >= 1
    assert set(sink.counts().values()) == {1}


async def test_a_night_waits_for_a_mail_server_that_is_down(world: World, database: str) -> None:
    await queued(world, 5)
    orders = Orders(database_url=database, smtp_url="smtp://127.0.0.1:9", lease_s=2)
    worker = mortal.start(mortal.post, orders)
    deadline = time.monotonic() + 30
    rows: list[object] = []
    while len(rows) < 5:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.2)
        rows = await world.fetch(
            """select 1 from first_dispatches where company_id = $1 and state = 'queued'
               and attempt_count = 1 and send_after > $2""",
            datetime.now(UTC),
        )
    worker.kill()
    worker.join()
    await world.execute(
        "update first_dispatches set send_after = $2 where company_id = $1", datetime.now(UTC)
    )
    with running_sink() as sink:
        found = await finish(world, Orders(database_url=database, smtp_url=sink.url))
        assert (found["sent"], sink.count()) == (5, 5)
