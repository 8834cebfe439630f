"""Months in the life of an invoice."""

from datetime import date
from decimal import Decimal

import pytest

from karhu.rules.rule import Step
from tests.world import World


async def test_an_unpaid_invoice_is_reminded_then_noticed_then_left_alone(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    world.on("2026-01-25")
    await world.live(until="2026-04-30")
    sent = [(d["step"], d["sent_at"].date()) for d in await world.dispatches()]
    assert sent == [("reminder", date(2026, 2, 8)), ("notice", date(2026, 2, 22))]
    assert (await world.explain(invoice)).codes == ("rule_finished",)


async def test_a_paid_invoice_is_never_reminded(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.run("2026-02-01")
    await world.on("2026-02-05").pay(invoice)
    await world.live(until="2026-03-31")
    assert world.mail == []
    assert (await world.explain(invoice)).codes == ("case_closed", "settled")


async def test_a_payment_during_the_undo_window_stops_the_letter(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.pay(invoice)
    await world.drain()
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["failure_code"]) == ("cancelled", "settled")
    assert world.mail == []


@pytest.mark.req("R096")
@pytest.mark.req("R097")
@pytest.mark.req("R098")
@pytest.mark.req("R099")
async def test_a_customer_who_joins_after_the_due_date_is_reminded_by_hand_and_then_noticed(
    world: World,
) -> None:
    customer = await world.customer(rule="blocked")
    invoice = await world.invoice(customer, due="2026-04-15")
    await world.run("2026-04-15")
    world.on("2026-04-16")
    await world.change(
        "customers", customer, rule_id=world.rules["business"], automation_since=world.today
    )
    await world.live(until="2026-05-31")
    assert world.mail == []
    await world.change("invoices", invoice, reminded_on=date(2026, 6, 1))
    await world.live(until="2026-06-30")
    assert [d["step"] for d in await world.dispatches()] == ["notice"]


@pytest.mark.req("R062")
@pytest.mark.req("R063")
async def test_the_fee_of_the_notice_replaces_the_fee_of_the_reminder(world: World) -> None:
    await world.rule(
        "fees",
        Step(kind="reminder", offset_days=7, fee=Decimal("5.00")),
        Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("12.00")),
    )
    await world.invoice(await world.customer(rule="fees"), due="2026-02-01")
    await world.live(until="2026-03-31")
    [slot] = await world.fetch("select fee, fee_paid from claims where company_id = $1")
    assert (slot["fee"], slot["fee_paid"]) == (Decimal("12.00"), Decimal(0))


async def test_a_cancelled_reminder_leaves_stage_and_fee_as_they_were(world: World) -> None:
    await world.rule("fees", Step(kind="reminder", offset_days=7, fee=Decimal("5.00")))
    await world.invoice(await world.customer(rule="fees"), due="2026-02-01")
    await world.run("2026-02-01")
    before = await _standing(world)
    await world.run("2026-02-08")
    assert (await world.take_back()).done_count == 1
    assert await _standing(world) == before


async def _standing(world: World) -> list[list[str]]:
    tables = ("invoices", "cases", "claims")
    return [
        [str(dict(row)) for row in await world.fetch(f"select * from {t} where company_id = $1")]
        for t in tables
    ]


async def test_a_run_repeated_a_hundred_times_sends_one_letter(world: World) -> None:
    await world.invoice(due="2026-02-01")
    world.on("2026-02-08")
    for _ in range(20):
        await world.run()
        await world.drain(later=world.now - world.now)
    await world.drain()
    assert len(world.mail) == 1


@pytest.mark.req("R124")
@pytest.mark.req("R125")
async def test_a_rule_may_remind_twice_before_the_notice(world: World) -> None:
    await world.rule(
        "patient",
        Step(kind="reminder", offset_days=5),
        Step(kind="reminder", anchor="after_previous_sent", offset_days=10),
        Step(kind="notice", anchor="after_previous_due", offset_days=3),
    )
    await world.invoice(await world.customer(rule="patient"), due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-03-31")
    assert [(d["step"], d["decided_on"]) for d in await world.dispatches()] == [
        ("reminder", date(2026, 2, 6)),
        ("reminder", date(2026, 2, 16)),
        ("notice", date(2026, 3, 5)),
    ]
