"""Months of an invoice that somebody holds."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.holds import service as holds
from karhu.holds.hold import Instalment
from karhu.holds.service import NewHold
from karhu.kit import db
from tests.world import World


async def hold(world: World, kind: str, **more: Any) -> UUID:
    async with db.transaction(world.company_id) as connection:
        return await holds.create(
            connection, world.company_id, NewHold(kind=kind, **more),  # type: ignore[arg-type]
            actor="user:test", now=world.now,
        )  # fmt: skip


async def lift(world: World, hold_id: UUID) -> None:
    async with db.transaction(world.company_id) as connection:
        row = await holds.find(connection, world.company_id, hold_id)
        await holds.lift(connection, world.company_id, row, actor="user:test", now=world.now)


def instalments(*told: tuple[str, str]) -> tuple[Instalment, ...]:
    return tuple(
        Instalment(due_on=date.fromisoformat(day), amount=Decimal(amount)) for day, amount in told
    )


async def ends(world: World) -> list[tuple[str, date]]:
    rows = await world.fetch(
        """select end_reason, ended_on from holds
           where company_id = $1 and state = 'ended' order by id"""
    )
    return [(row["end_reason"], row["ended_on"]) for row in rows]


async def sent(world: World) -> list[tuple[str, date]]:
    return [
        (row["step"], row["sent_at"].date())
        for row in await world.dispatches()
        if row["state"] == "sent"
    ]


async def test_a_broken_promise_is_told_and_the_case_goes_on_by_itself(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.on("2026-02-05").run()
    await hold(world, "promise_to_pay", invoice_id=invoice, until_on=date(2026, 2, 20))
    assert (await world.explain(invoice, date(2026, 2, 10))).first_change_on == date(2026, 2, 21)
    await world.live(until="2026-03-20")
    assert await sent(world) == [("reminder", date(2026, 2, 21)), ("notice", date(2026, 3, 7))]
    assert await ends(world) == [("broken", date(2026, 2, 21))]
    [event] = await world.events("hold_ended")
    assert '"broken"' in event["detail"]
    assert event["invoice_id"] == invoice


async def test_a_kept_promise_ends_with_the_payment(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.on("2026-02-05").run()
    await hold(world, "promise_to_pay", invoice_id=invoice, until_on=date(2026, 2, 20))
    await world.on("2026-02-18").pay(invoice)
    await world.live(until="2026-02-19")
    assert (await sent(world), await ends(world)) == ([], [("kept", date(2026, 2, 18))])


@pytest.mark.req("R084")
@pytest.mark.req("R085")
@pytest.mark.req("X7")
async def test_what_came_due_during_a_plan_is_never_sent_after_it_broke(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.on("2026-02-05").run()
    plan = instalments(("2026-02-10", "40.00"), ("2026-03-10", "60.00"))
    await hold(world, "payment_plan", invoice_id=invoice, instalments=plan)
    await world.live(until="2026-02-08")  # the reminder comes due, and is given up
    await world.on("2026-02-09").change("invoices", invoice, open=Decimal("60.00"))
    await world.live(until="2026-03-15")  # the first instalment is kept, the second late
    assert await ends(world) == []
    await world.live(until="2026-04-20")
    assert await ends(world) == [("broken", date(2026, 3, 16))]
    # the notice came due on 22 February, fourteen days after the reminder that was given up
    assert await sent(world) == []
    given_up = [e["reasons"][0] for e in await world.events("decided") if e["outcome"] == "forfeit"]
    assert given_up == ["payment_plan", "payment_plan"]
    [left] = await world.fetch("select cause from exceptions where company_id = $1")
    assert left["cause"] == "plan_broken"


async def test_after_a_short_plan_the_next_step_waits_its_days_anew(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.live(until="2026-02-10")  # reminded on 8 February, the notice would be on the 22nd
    plan = instalments(("2026-02-12", "50.00"), ("2026-06-12", "50.00"))
    await hold(world, "payment_plan", invoice_id=invoice, instalments=plan)
    await world.live(until="2026-04-01")
    assert await ends(world) == [("broken", date(2026, 2, 18))]
    assert await sent(world) == [("reminder", date(2026, 2, 8)), ("notice", date(2026, 3, 4))]


async def test_a_plan_of_a_customer_is_about_what_was_open_then_and_ends_once_it_is_paid(
    world: World,
) -> None:
    customer = await world.customer()
    first = await world.invoice(customer, due="2026-02-01")
    second = await world.invoice(customer, due="2026-02-15")
    await world.on("2026-02-05").run()
    plan = instalments(("2026-03-01", "150.00"), ("2026-04-01", "50.00"))
    await hold(world, "payment_plan", customer_id=customer, instalments=plan)
    later = await world.invoice(customer, due="2026-03-01")
    await world.live(until="2026-02-28")
    await world.pay(first)
    await world.change("invoices", second, open=Decimal("50.00"))
    await world.live(until="2026-03-20")
    assert [row["invoice_id"] for row in await world.dispatches()] == [later]
    await world.pay(second)
    await world.run()
    assert await ends(world) == [("kept", date(2026, 3, 21))]


async def test_the_bankruptcy_of_a_customer_stops_all_its_invoices_and_no_others(
    world: World,
) -> None:
    customer = await world.customer()
    await world.invoice(customer, due="2026-02-01")
    other = await world.invoice(due="2026-02-01")
    await world.on("2026-02-05").run()
    hold_id = await hold(world, "bankruptcy", customer_id=customer)
    await world.invoice(customer, due="2026-02-10")
    await world.live(until="2026-03-10")
    assert {row["invoice_id"] for row in await world.dispatches()} == {other}
    await lift(world, hold_id)
    await world.live(until="2026-03-12")
    assert len({row["invoice_id"] for row in await world.dispatches()}) == 3


@pytest.mark.parametrize(
    ("kind", "code"),
    [("dispute", "disputed"), ("manual_review", "manual_review"), ("deceased", "deceased")],
)
async def test_a_hold_set_in_the_undo_window_stops_the_letter(
    world: World, kind: str, code: str
) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    hold_id = await hold(world, kind, invoice_id=invoice)
    await world.drain()
    [stopped] = await world.dispatches()
    assert (stopped["state"], stopped["failure_code"]) == ("cancelled", code)
    await world.live(until="2026-02-10")
    assert world.mail == []
    await lift(world, hold_id)
    await world.live(until="2026-02-12")
    assert len(world.mail) == 1


async def test_a_review_by_a_hold_ends_when_it_is_lifted_and_not_by_being_forgotten(
    world: World,
) -> None:
    invoice = await world.invoice(due="2026-02-01")
    hold_id = await hold(
        world.on("2026-02-05"), "manual_review", invoice_id=invoice,
        until_on=date(2026, 2, 20), afterwards="review",
    )  # fmt: skip
    await world.live(until="2026-02-28")
    assert (world.mail, await ends(world)) == ([], [])
    causes = [row["cause"] for row in await world.fetch(
        "select cause from exceptions where company_id = $1 and mended_at is null order by cause"
    )]  # fmt: skip
    assert causes == ["hold_expired", "manual_review"]
    await lift(world, hold_id)
    await world.live(until="2026-03-01")
    assert len(world.mail) == 1
    left = "select cause from exceptions where company_id = $1 and mended_at is null"
    assert await world.fetch(left) == []
