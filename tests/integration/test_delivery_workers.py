"""Workers that are slow, that meet, that die, and letters that cannot be written."""

import asyncio
from collections import Counter
from datetime import date, timedelta
from typing import Any

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.dispatch import service as outbox
from karhu.dispatch.delivery import deliver, end_leases
from karhu.events import service as log
from karhu.kit import db
from tests.world import World, new_world

SENT = Receipt(verdict="sent", text="250 OK")
MINUTE = timedelta(minutes=1)


async def remind(world: World, *, count: int = 1) -> None:
    """Queue so many reminders, due to go at once."""
    for _ in range(count):
        await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    world.now += 30 * MINUTE


async def standing(world: World) -> list[tuple[str, str | None]]:
    return [(d["state"], d["failure_code"]) for d in await world.dispatches()]


async def causes(world: World) -> list[str]:
    rows = await world.fetch(
        "select cause from exceptions where company_id = $1 and mended_at is null order by cause"
    )
    return [row["cause"] for row in rows]


async def test_workers_that_meet_send_each_letter_once(world: World) -> None:
    await remind(world, count=100)

    async def one_worker() -> None:
        while await deliver(world.send, now=world.now):
            pass

    await asyncio.gather(*(db.apart(one_worker()) for _ in range(4)))
    ids = Counter(letter.message_id for letter in world.mail)
    assert (len(ids), max(ids.values())) == (100, 1)
    assert set(await standing(world)) == {("sent", None)}


async def test_a_worker_that_outlives_its_lease_says_later_what_it_did(world: World) -> None:
    await remind(world)
    seen = []

    async def slowly(parcel: Parcel) -> Receipt:
        await db.apart(_end(world, later=6 * MINUTE))
        seen.append((await standing(world), await causes(world)))
        return SENT

    await deliver(slowly, now=world.now)
    assert seen == [([("unknown", "outcome_unknown")], ["outcome_unknown"])]
    assert (await standing(world), await causes(world)) == ([("sent", None)], [])
    [case] = await world.fetch("select * from cases where company_id = $1")
    assert case["step_number"] == 2


async def _end(world: World, *, later: timedelta) -> int:
    return await end_leases(now=world.now + later)


async def test_a_lost_letter_resent_by_a_person_is_not_touched_by_the_worker_that_lost_it(
    world: World,
) -> None:
    await remind(world)

    async def resend() -> None:
        await _end(world, later=6 * MINUTE)
        [row] = await world.dispatches()
        async with db.transaction(world.company_id) as connection:
            await outbox.resend(
                connection, world.company_id, row,
                actor="user:test", today=world.today, now=world.now,
            )  # fmt: skip

    async def slowly(parcel: Parcel) -> Receipt:
        await db.apart(resend())
        return Receipt(verdict="refused", text="550 No")

    await deliver(slowly, now=world.now)
    assert await standing(world) == [("queued", None)]
    await deliver(world.send, now=world.now)
    assert (await standing(world), len(world.mail)) == ([("sent", None)], 1)


async def test_messages_that_one_worker_looks_at_are_passed_over_by_others(world: World) -> None:
    await remind(world, count=3)
    async with db.transaction(world.company_id) as stalling:
        # the worker waits for this lock when it reads the company's settings again
        await stalling.execute("lock table rule_versions in access exclusive mode")
        first = db.apart(deliver(world.send, now=world.now))
        await db.apart(until_somebody_waits())
        assert await db.apart(deliver(world.send, now=world.now)) == 0
        assert await db.apart(_end(world, later=6 * MINUTE)) == 0
        assert set(await db.apart(standing(world))) == {("queued", None)}
    assert (await first, len(world.mail)) == (3, 3)


async def until_somebody_waits() -> None:
    for _ in range(200):
        async with db.transaction_over_all() as connection:
            if await connection.fetchval("select count(*) from pg_locks where not granted"):
                return
        await asyncio.sleep(0.02)
    raise AssertionError("Nobody came so far.")


async def test_a_worker_that_dies_while_it_looks_leaves_everything_as_it_was(
    world: World,
) -> None:
    await remind(world, count=3)
    async with db.transaction(world.company_id) as stalling:
        await stalling.execute("lock table rule_versions in access exclusive mode")
        first = db.apart(deliver(world.send, now=world.now))
        await db.apart(until_somebody_waits())
        first.cancel()
        await asyncio.wait({first})
    assert set(await standing(world)) == {("queued", None)}
    assert {d["attempt_count"] for d in await world.dispatches()} == {0}
    assert (await deliver(world.send, now=world.now), len(world.mail)) == (3, 3)


async def test_a_letter_that_cannot_be_written_holds_up_no_other(world: World) -> None:
    await world.invoice(await world.customer(language="tlh"), due="2026-02-01")
    await remind(world, count=2)
    await deliver(world.send, now=world.now)
    assert len(world.mail) == 2
    assert sorted(await standing(world)) == [
        ("cancelled", "manual_review"), ("sent", None), ("sent", None)
    ]  # fmt: skip
    assert await causes(world) == ["manual_review"]
    await world.run("2026-02-09")
    await world.drain()
    assert len(world.mail) == 2


async def test_a_company_in_disorder_holds_up_no_other(world: World) -> None:
    other = await new_world("Toinen Oy")
    for each in (world, other):
        await remind(each, count=2)
    await other.settings(time_zone="Nowhere/Land")
    await deliver(world.send, now=world.now)
    assert set(await standing(world)) == {("sent", None)}
    assert set(await standing(other)) == {("queued", None)}
    assert all("Nowhere/Land" in d["failure"] for d in await other.dispatches())
    assert await deliver(world.send, now=world.now) == 0
    await other.settings(time_zone="Europe/Helsinki")
    await deliver(world.send, now=world.now + 5 * MINUTE)
    assert set(await standing(other)) == {("sent", None)}


async def test_a_channel_that_raises_leaves_its_letter_unknown_and_sends_the_others(
    world: World,
) -> None:
    await remind(world, count=3)

    async def moody(parcel: Parcel) -> Receipt:
        if not world.mail:
            world.mail.append(parcel.mail)
            raise RuntimeError("what now")
        return SENT

    await deliver(moody, now=world.now)
    assert Counter(await standing(world)) == {
        ("unknown", "outcome_unknown"): 1, ("sent", None): 2
    }  # fmt: skip
    assert await causes(world) == ["outcome_unknown"]


async def test_a_letter_that_goes_weeks_later_leaves_its_full_time_to_pay(world: World) -> None:
    await remind(world)
    world.answer = Receipt(verdict="refused", text="550 No such user")
    await deliver(world.send, now=world.now)
    world.answer = SENT
    world.on("2026-03-20")
    [row] = await world.dispatches()
    async with db.transaction(world.company_id) as connection:
        await outbox.resend(
            connection, world.company_id, row,
            actor="user:test", today=world.today, now=world.now,
        )  # fmt: skip
    await world.drain()
    [dispatch] = await world.dispatches()
    assert dispatch["pay_by_on"] == date(2026, 4, 3)
    assert "3.4.2026" in world.mail[0].text
    [case] = await world.fetch("select last_pay_by_on from cases where company_id = $1")
    assert case["last_pay_by_on"] == date(2026, 4, 3)


async def test_the_log_stays_whole_through_all_of_this(world: World) -> None:
    answers: list[Any] = ["sent", "refused", "deferred", "unknown"] * 10

    async def mixed(parcel: Parcel) -> Receipt:
        return Receipt(verdict=answers.pop(), text="answer")

    await remind(world, count=40)
    await asyncio.gather(*(db.apart(deliver(mixed, now=world.now)) for _ in range(3)))
    await end_leases(now=world.now + 6 * MINUTE)
    async with db.transaction(world.company_id) as connection:
        verdict = await log.verify(connection, world.company_id)
    assert verdict.broken_at_seq is None
    kinds = Counter(event["kind"] for event in await world.events())
    assert (kinds["dispatch_sent"], kinds["dispatch_failed"], kinds["dispatch_unknown"]) == (
        10, 10, 10
    )  # fmt: skip
