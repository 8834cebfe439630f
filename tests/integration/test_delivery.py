"""A letter meets a real mail server: what it answers, and what becomes of the step."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest

from karhu.channels.email import Outlet
from karhu.dispatch.delivery import deliver
from tests.fault.post import Post, after, hang_up, serving
from tests.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture(params=[[], ["PIPELINING"]], ids=["one by one", "pipelining"])
async def post(request: pytest.FixtureRequest) -> AsyncIterator[Post]:
    async with serving(Post()) as made:
        made.extensions = request.param
        yield made


@pytest.fixture
async def outlet(post: Post) -> AsyncIterator[Outlet]:
    made = Outlet(post.url)
    yield made
    await made.close()


@pytest.fixture
async def hasty(post: Post) -> AsyncIterator[Outlet]:
    made = Outlet(post.url, answer_s=0.5, letter_s=0.5)
    yield made
    await made.close()


async def remind(world: World, *, count: int = 1, **customer: Any) -> None:
    """Queue a reminder for so many customers, due to go at once."""
    for _ in range(count):
        await world.invoice(await world.customer(**customer), due="2026-02-01")
    await world.run("2026-02-08")
    world.now += timedelta(minutes=30)


async def carry(world: World, outlet: Outlet, *, later: timedelta = timedelta(0)) -> None:
    """Carry out everything that is due after a while."""
    world.now += later
    for _ in range(20):
        if not await deliver(outlet.send, now=world.now):
            return
    raise AssertionError("The outbox never came to rest.")


async def only(world: World) -> Any:
    [dispatch] = await world.dispatches()
    return dispatch


async def causes(world: World) -> list[str]:
    rows = await world.fetch(
        "select cause from exceptions where company_id = $1 and mended_at is null order by cause"
    )
    return [row["cause"] for row in rows]


async def test_a_letter_that_the_server_takes_is_sent_and_moves_its_case(
    world: World, post: Post, outlet: Outlet
) -> None:
    await remind(world)
    await carry(world, outlet)
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["receipt"]) == ("sent", "250 OK")
    assert dispatch["sent_at"] == world.now
    assert [e["kind"] for e in await world.events()][-1] == "dispatch_sent"
    [case] = await world.fetch("select * from cases where company_id = $1")
    assert (case["step_number"], case["reminder_sent_on"]) == (2, world.today)
    [letter] = post.letters
    assert letter["Message-ID"] == f"<{dispatch['id']}@example.com>"
    assert letter["To"] == dispatch["recipient"]


async def test_an_unknown_mailbox_fails_the_letter_and_not_the_step(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_rcpt = ["550 5.1.1 No such user"]
    await remind(world)
    await carry(world, outlet)
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["failure_code"]) == ("failed", "delivery_failed")
    assert dispatch["failure"] == "550 5.1.1 No such user"
    assert await causes(world) == ["delivery_failed"]
    [case] = await world.fetch("select * from cases where company_id = $1")
    assert (case["step_number"], case["reminder_sent_on"]) == (1, None)


async def test_a_letter_refused_for_its_content_fails(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_data = ["554 5.7.1 Looks like spam"]
    await remind(world)
    await carry(world, outlet)
    assert (await only(world))["state"] == "failed"
    assert await causes(world) == ["delivery_failed"]


async def test_a_greylisted_letter_goes_later_under_the_same_message_id(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_rcpt = ["451 4.7.1 Come back later"]
    post.at_data = ["451 4.3.0 Still not"]
    await remind(world)
    await carry(world, outlet)
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["attempt_count"]) == ("queued", 1)
    assert dispatch["failure"] == "451 4.7.1 Come back later"
    await carry(world, outlet, later=MINUTE)
    assert (await only(world))["state"] == "queued"
    await carry(world, outlet, later=5 * MINUTE)
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["attempt_count"], dispatch["failure"]) == ("sent", 3, None)
    assert post.id_counts == {f"<{dispatch['id']}@example.com>": 1}
    assert await causes(world) == []


async def test_a_server_that_never_takes_a_letter_ends_in_a_failure(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.refused["debtor4@example.com"] = "450 4.2.1 Busy"
    await remind(world)
    for _ in range(8):
        await carry(world, outlet, later=timedelta(hours=2))
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["attempt_count"]) == ("failed", 8)
    assert await causes(world) == ["delivery_failed"]


async def test_a_server_that_refuses_the_sender_blames_no_debtor(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_mail = ["553 5.7.1 Sender not allowed"]
    await remind(world)
    await carry(world, outlet)
    assert (await only(world))["state"] == "queued"
    await world.settings(sender_email="laskut at example")
    await carry(world, outlet, later=MINUTE)
    assert (await only(world))["failure"] == "no sender's address: laskut at example"
    await world.settings(sender_email="laskut@example.com")
    await carry(world, outlet, later=5 * MINUTE)
    assert ((await only(world))["state"], await causes(world)) == ("sent", [])


async def test_a_connection_lost_after_the_letter_leaves_the_outcome_unknown(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_data = [hang_up]
    await remind(world)
    await carry(world, outlet)
    dispatch = await only(world)
    assert (dispatch["state"], dispatch["failure_code"]) == ("unknown", "outcome_unknown")
    assert await causes(world) == ["outcome_unknown"]
    for day in range(9, 20):
        await world.run(f"2026-02-{day:02}")
        await carry(world, outlet, later=timedelta(minutes=31))
    assert post.mail == []
    assert (await only(world))["state"] == "unknown"


@pytest.mark.parametrize("answer", ["garbage", "050 What", b"25", "354 Go on", "199 Hm"])
async def test_an_answer_that_nobody_understands_leaves_the_outcome_unknown(
    world: World, post: Post, hasty: Outlet, answer: str | bytes
) -> None:
    post.at_data = [answer]
    await remind(world)
    await carry(world, hasty)
    assert (await only(world))["state"] == "unknown"


@pytest.mark.parametrize("answer", ["garbage", "050 What", hang_up])
async def test_whatever_goes_wrong_before_the_letter_is_tried_again(
    world: World, post: Post, outlet: Outlet, answer: Any
) -> None:
    post.at_rcpt = [answer]
    await remind(world)
    await carry(world, outlet)
    assert (await only(world))["state"] == "queued"
    await carry(world, outlet, later=MINUTE)
    assert (await only(world))["state"] == "sent"


async def test_an_answer_in_another_encoding_is_recorded_readably(
    world: World, post: Post, outlet: Outlet
) -> None:
    post.at_rcpt = ["550 Käyttäjä\x00 tuntematon".encode("latin-1")]
    post.at_data = ["250 Tack så mycket".encode("latin-1")]
    await remind(world, count=2)
    await carry(world, outlet)
    found = {d["state"]: d["failure"] or d["receipt"] for d in await world.dispatches()}
    assert found == {
        "failed": "550 K\ufffdytt\ufffdj\ufffd\ufffd tuntematon",
        "sent": "250 Tack s\ufffd mycket",
    }


async def test_a_server_that_is_away_delays_and_loses_nothing(world: World) -> None:
    async with serving(Post()) as gone:
        pass
    outlet = Outlet(gone.url)
    await remind(world, count=3)
    await carry(world, outlet)
    assert {d["state"] for d in await world.dispatches()} == {"queued"}
    assert all("no connection" in d["failure"] for d in await world.dispatches())
    async with serving(Post(), port=int(gone.url.rpartition(":")[2])) as back:
        await carry(world, outlet, later=MINUTE)
        assert len(back.mail) == 3
        await outlet.close()
    assert {d["state"] for d in await world.dispatches()} == {"sent"}


async def test_a_slow_server_is_waited_for(world: World, post: Post, outlet: Outlet) -> None:
    post.at_data = [after(0.2)] * 25
    await remind(world, count=25)
    await carry(world, outlet)
    assert {d["state"] for d in await world.dispatches()} == {"sent"}


async def test_a_server_that_never_answers_is_given_up_within_its_time(
    world: World, post: Post, hasty: Outlet
) -> None:
    post.at_rcpt = [after(60)] * 40
    await remind(world, count=40)
    began = time.monotonic()
    await carry(world, hasty)
    assert time.monotonic() - began < 30
    assert {d["state"] for d in await world.dispatches()} == {"queued"}


async def test_a_letter_whose_answer_never_comes_is_unknown(
    world: World, post: Post, hasty: Outlet
) -> None:
    post.at_data = [after(60)]
    await remind(world)
    await carry(world, hasty)
    assert (await only(world))["state"] == "unknown"


async def test_letters_share_kept_connections(world: World, post: Post, outlet: Outlet) -> None:
    await remind(world, count=60)
    await carry(world, outlet)
    assert (len(post.mail), max(post.id_counts.values())) == (60, 1)
    assert post.session_count <= 10


async def test_a_connection_that_the_server_closed_meanwhile_costs_no_delay(
    world: World,
) -> None:
    async with serving(Post(), timeout=0.2) as post:
        outlet = Outlet(post.url)
        await remind(world)
        await carry(world, outlet)
        await asyncio.sleep(0.4)
        await world.run("2026-02-22")
        await carry(world, outlet, later=timedelta(minutes=30))
        assert {d["state"] for d in await world.dispatches()} == {"sent"}
        assert len(post.mail) == 2
        await outlet.close()


async def test_a_server_that_takes_few_letters_a_connection_costs_no_delay(
    world: World, post: Post, outlet: Outlet
) -> None:
    taken = 0

    async def leave(server: Any) -> str:
        nonlocal taken
        taken += 1
        server.transport.set_write_buffer_limits()
        if getattr(server.session, "taken", 0) >= 2:
            await server.push("421 4.7.0 Enough for this connection")
            server.transport.close()
            return b""  # type: ignore[return-value]
        server.session.taken = getattr(server.session, "taken", 0) + 1
        return "250 OK"

    post.at_rcpt = [leave] * 200
    await remind(world, count=40)
    await carry(world, outlet)
    assert {(d["state"], d["failure"]) for d in await world.dispatches()} == {("sent", None)}
    assert post.session_count >= 20
