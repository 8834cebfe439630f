"""Before a letter goes it can be stopped; after it failed or got lost it can be put right."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.dispatch import service as outbox
from karhu.dispatch.delivery import deliver
from karhu.kit import db
from karhu.rules.rule import Step
from tests.world import World

REFUSED = Receipt(verdict="refused", text="550 No such user")
SENT = Receipt(verdict="sent", text="250 OK")
LOST = Receipt(verdict="unknown", text="no answer after DATA")


async def live(world: World, *days: str) -> None:
    """The run of each day, and everything sent."""
    for day in days:
        await world.run(day)
        await world.drain()


async def states(world: World) -> list[str]:
    return [dispatch["state"] for dispatch in await world.dispatches()]


async def causes(world: World) -> list[str]:
    rows = await world.fetch(
        "select cause from exceptions where company_id = $1 and mended_at is null order by cause"
    )
    return [row["cause"] for row in rows]


async def refused_once(world: World, **more: Any) -> tuple[UUID, UUID]:
    """A customer whose reminder was refused by the mail server on 8 February."""
    customer = await world.customer(email="old@example.com", **more)
    invoice = await world.invoice(customer, due="2026-02-01")
    world.answer = REFUSED
    await live(world, "2026-02-08")
    world.answer = SENT
    assert await states(world) == ["failed"]
    return customer, invoice


async def test_a_refused_letter_waits_until_the_address_is_corrected_and_goes_once(
    world: World,
) -> None:
    customer, _ = await refused_once(world)
    await live(world, "2026-02-09", "2026-02-10")
    assert (world.mail, await states(world)) == ([], ["failed"])
    await world.change("customers", customer, email="new@example.com")
    await live(world, "2026-02-11", "2026-02-12", "2026-02-13")
    assert [letter.recipient for letter in world.mail] == ["new@example.com"]
    assert await states(world) == ["failed", "sent"]
    assert await causes(world) == []


async def test_a_corrected_letter_that_fails_again_waits_for_a_person(world: World) -> None:
    customer, _ = await refused_once(world)
    await world.change("customers", customer, email="new@example.com")
    world.answer = REFUSED
    await live(world, "2026-02-09")
    world.answer = SENT
    await world.change("customers", customer, email="newer@example.com")
    await live(world, "2026-02-10", "2026-02-11")
    assert (world.mail, await states(world)) == ([], ["failed", "failed"])
    assert "delivery_failed" in await causes(world)


async def test_with_resuming_off_only_a_person_sends_a_corrected_letter(world: World) -> None:
    await world.settings(resumes_corrected=False)
    customer, _ = await refused_once(world)
    await world.change("customers", customer, email="new@example.com")
    await live(world, "2026-02-09", "2026-02-10")
    assert (world.mail, await states(world)) == ([], ["failed"])
    await resolve(world, outbox.resend)
    await world.drain()
    assert [letter.recipient for letter in world.mail] == ["new@example.com"]
    assert (await states(world), await causes(world)) == (["sent"], [])
    await live(world, "2026-02-11")
    assert len(world.mail) == 1


async def test_a_corrected_letter_that_is_stopped_can_go_on_later(world: World) -> None:
    customer, invoice = await refused_once(world)
    await world.change("customers", customer, email="new@example.com")
    await world.run("2026-02-09")
    await world.change("invoices", invoice, disputed_since=date(2026, 2, 9))
    await world.drain()
    assert await states(world) == ["failed", "cancelled"]
    await world.change("invoices", invoice, disputed_since=None)
    await live(world, "2026-02-10")
    assert [letter.recipient for letter in world.mail] == ["new@example.com"]


async def test_a_failed_letter_whose_case_a_person_releases_goes_on(world: World) -> None:
    await world.settings(resumes_corrected=False)
    customer, _ = await refused_once(world)
    await world.change("customers", customer, email="new@example.com")
    await release(world)
    await live(world, "2026-02-09")
    assert [letter.recipient for letter in world.mail] == ["new@example.com"]


async def test_a_missing_address_is_an_exception_until_it_is_there(world: World) -> None:
    customer = await world.customer(email=None)
    await world.invoice(customer, due="2026-02-01")
    await live(world, "2026-02-08", "2026-02-09")
    assert await causes(world) == ["missing_contact_data"]
    await world.change("customers", customer, email="new@example.com")
    await live(world, "2026-02-10")
    assert (len(world.mail), await causes(world)) == (1, [])


# what became of a letter whose answer was lost -------------------------------------------------

Act = Callable[..., Awaitable[None]]


async def lost(world: World) -> None:
    await world.invoice(due="2026-02-01")
    world.answer = LOST
    await live(world, "2026-02-08")
    world.answer = SENT
    assert (await states(world), await causes(world)) == (["unknown"], ["outcome_unknown"])


async def resolve(world: World, act: Act) -> None:
    [dispatch] = await world.dispatches()
    async with db.transaction(world.company_id) as connection:
        await act(
            connection, world.company_id, dispatch,
            actor="user:test", today=world.today, now=world.now,
        )  # fmt: skip


async def release(world: World) -> None:
    from karhu.cases import service as cases

    rows = await world.fetch("select id from cases where company_id = $1")
    async with db.transaction(world.company_id) as connection:
        await cases.release(
            connection, world.company_id, [row["id"] for row in rows],
            actor="user:test", today=world.today, now=world.now,
        )  # fmt: skip


async def test_a_lost_letter_that_a_person_saw_arrive_moves_its_case(world: World) -> None:
    await lost(world)
    await resolve(world, outbox.mark_sent)
    assert (await states(world), await causes(world)) == (["sent"], [])
    await live(world, "2026-02-09", "2026-02-22")
    assert [d["step"] for d in await world.dispatches()] == ["reminder", "notice"]


async def test_a_lost_letter_that_a_person_resends_keeps_its_message_id(world: World) -> None:
    await lost(world)
    [before] = await world.dispatches()
    await resolve(world, outbox.resend)
    await world.drain()
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], await causes(world)) == ("sent", [])
    assert dispatch["message_id"] == before["message_id"] is not None
    await live(world, "2026-02-09")
    assert len(world.mail) == 1


async def test_a_lost_letter_that_a_person_gives_up_waits_for_release(world: World) -> None:
    await lost(world)
    await resolve(world, outbox.give_back)
    await live(world, "2026-02-09", "2026-02-10")
    assert (await states(world), world.mail) == (["cancelled"], [])
    await release(world)
    await live(world, "2026-02-11")
    assert (await states(world), len(world.mail)) == (["cancelled", "sent"], 1)


async def test_a_payment_before_a_resent_letter_goes_stops_it(world: World) -> None:
    await lost(world)
    await resolve(world, outbox.resend)
    [invoice] = await world.fetch("select id from invoices where company_id = $1")
    await world.pay(invoice["id"])
    await world.drain()
    assert (await states(world), world.mail) == (["cancelled"], [])


# taking back -----------------------------------------------------------------------------------


async def standing(world: World) -> list[list[str]]:
    """Cases, claims and invoices, byte for byte."""
    tables = ("cases", "claims", "invoices")
    return [
        [r["line"] for r in await world.fetch(
            f"select t::text as line from {table} t where company_id = $1 order by 1"
        )]
        for table in tables
    ]  # fmt: skip


async def with_fees(world: World, *, count: int = 3) -> None:
    """Invoices whose notice, with a fee over the reminder's, is queued on 22 February."""
    await world.rule(
        "fees",
        Step(kind="reminder", offset_days=7, fee=Decimal("5.00")),
        Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("9.00")),
    )
    for _ in range(count):
        await world.invoice(await world.customer(rule="fees"), due="2026-02-01")
    await live(world, "2026-02-08")
    world.mail.clear()


@pytest.mark.req("R303")
@pytest.mark.req("R304")
async def test_taking_everything_back_restores_every_byte(world: World) -> None:
    await with_fees(world)
    before = await standing(world)
    await world.run("2026-02-22")
    assert await standing(world) != before
    choice = await world.take_back()
    assert (choice.done_count, choice.refused) == (3, [])
    assert await standing(world) == before
    await world.drain()
    assert world.mail == []


async def test_taking_one_back_leaves_the_others(world: World) -> None:
    await with_fees(world)
    await world.run("2026-02-22")
    queued = [d for d in await world.dispatches() if d["state"] == "queued"]
    choice = await world.take_back([queued[0]["id"]])
    assert (choice.done_count, choice.refused) == (1, [])
    await world.drain()
    assert len(world.mail) == 2
    await live(world, "2026-02-23")
    assert len(world.mail) == 2
    await release(world)
    await live(world, "2026-02-24")
    assert len(world.mail) == 3


async def test_a_letter_on_its_way_cannot_be_taken_back(world: World) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    [dispatch] = await world.dispatches()
    choices = []

    async def slowly(parcel: Parcel) -> Receipt:
        choices.append(await db.apart(world.take_back([dispatch["id"]])))
        choices.append(await db.apart(world.take_back()))
        return SENT

    await deliver(slowly, now=world.now + timedelta(minutes=30))
    assert [(c.done_count, c.refused) for c in choices] == [
        (0, [(dispatch["id"], "is_sending")]),
        (0, []),
    ]
    choice = await world.take_back([dispatch["id"]])
    assert choice.refused == [(dispatch["id"], "is_sent")]
    assert await states(world) == ["sent"]


async def test_a_letter_taken_back_while_it_waits_for_a_second_attempt_stays_back(
    world: World,
) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    world.answer = Receipt(verdict="deferred", text="451 later")
    await world.drain()
    assert (await world.take_back()).done_count == 1
    world.answer = SENT
    await world.drain(later=timedelta(hours=1))
    assert (world.mail, await states(world)) == ([], ["cancelled"])


# what changed between decision and sending ------------------------------------------------------

Change = Callable[[World, UUID, UUID], Awaitable[None]]


async def _pay(world: World, customer: UUID, invoice: UUID) -> None:
    await world.pay(invoice)


async def _block(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("customers", customer, rule_id=world.rules["blocked"])


async def _dispute(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("invoices", invoice, disputed_since=world.today)


async def _postpone(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("invoices", invoice, due_on=date(2026, 3, 15))


async def _promise(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("invoices", invoice, promised_on=date(2026, 3, 1))


async def _opt_out(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("invoices", invoice, reminds_automatically=False)


async def _switch_off(world: World, customer: UUID, invoice: UUID) -> None:
    await world.settings(automation_is_on=False)


async def _lose_account(world: World, customer: UUID, invoice: UUID) -> None:
    await world.settings(bank_accounts=[])


async def _lose_address(world: World, customer: UUID, invoice: UUID) -> None:
    await world.change("customers", customer, email=None)


CHANGES = {
    "settled": _pay,
    "customer_blocked": _block,
    "disputed": _dispute,
    "not_due": _postpone,
    "promise_to_pay": _promise,
    "invoice_opted_out": _opt_out,
    "automation_off": _switch_off,
    "no_bank_account_for_currency": _lose_account,
    "missing_contact_data": _lose_address,
}


@pytest.mark.parametrize(("code", "change"), CHANGES.items(), ids=CHANGES)
async def test_what_changes_before_sending_stops_the_letter(
    world: World, code: str, change: Change
) -> None:
    await with_fees(world, count=0)
    customer = await world.customer(rule="fees")
    invoice = await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    assert await states(world) == ["queued"]
    await change(world, customer, invoice)
    await world.drain()
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["failure_code"], world.mail) == ("cancelled", code, [])
    assert await world.fetch("select 1 from claims where company_id = $1") == []
    [told] = await world.events("dispatch_stopped")
    assert code in told["reasons"]


async def test_an_address_corrected_before_sending_is_the_one_written_to(world: World) -> None:
    customer = await world.customer(email="old@example.com")
    await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    await world.change("customers", customer, email="new@example.com")
    await world.drain()
    [dispatch] = await world.dispatches()
    assert (world.mail[0].recipient, dispatch["recipient"]) == ("new@example.com",) * 2


async def test_a_part_payment_before_sending_changes_what_the_letter_asks_for(
    world: World,
) -> None:
    invoice = await world.invoice(due="2026-02-01", total="124.00")
    await world.run("2026-02-08")
    await world.change("invoices", invoice, open=Decimal("24.50"))
    await world.drain()
    assert "24,50" in world.mail[0].text
    assert "124" not in world.mail[0].text


# proposals -------------------------------------------------------------------------------------


async def test_what_a_rule_proposes_goes_only_once_a_person_approves(world: World) -> None:
    await world.rule("asks", Step(kind="reminder", offset_days=7), mode="propose")
    for _ in range(2):
        await world.invoice(await world.customer(rule="asks"), due="2026-02-01")
    await live(world, "2026-02-08", "2026-02-09", "2026-02-20")
    assert (world.mail, await states(world)) == ([], ["proposed", "proposed"])
    first = (await world.dispatches())[0]
    async with db.transaction(world.company_id) as connection:
        choice = await outbox.approve(
            connection, world.company_id, [first["id"]],
            actor="user:test", today=world.today, now=world.now,
        )  # fmt: skip
    assert choice.done_count == 1
    await world.drain(later=timedelta(minutes=29))
    assert world.mail == []
    await world.drain(later=timedelta(minutes=2))
    assert (len(world.mail), await states(world)) == (1, ["sent", "proposed"])
    assert (await world.take_back()).done_count == 1
    assert await states(world) == ["sent", "cancelled"]
