"""Months in the life of a late invoice: letters, the late payment, the interest invoice."""

from decimal import Decimal
from uuid import UUID

import pytest

from karhu.contract import types
from karhu.interest_invoices import service as interest
from karhu.interest_invoices.service import Wanted
from karhu.kit import db
from karhu.payments import service as payments
from tests.world import World


async def pay(world: World, number: str, amount: str) -> None:
    """Money comes in today."""
    record = types.PaymentWrite(
        currency="EUR", amount=amount, paid_on=world.today, invoice_number=number
    )
    async with db.transaction(world.company_id) as connection:
        [outcome] = await payments.upsert(
            connection, world.company_id, [record], actor="test", now=world.now
        )
    assert outcome.result == "created", outcome.faults


async def order(world: World, invoice_id: UUID) -> UUID:
    """Order an interest invoice today."""
    async with db.transaction(world.company_id) as connection:
        [order_id] = await interest.create(
            connection, world.company_id, Wanted(invoice_ids=(invoice_id,)),
            actor="user:test", now=world.now,
        )  # fmt: skip
        return order_id


@pytest.mark.req("R088")
@pytest.mark.req("R150")
@pytest.mark.req("R160")
async def test_late_payment_interest_order_interest_invoice_and_never_a_reminder_of_it(
    world: World,
) -> None:
    customer = await world.customer()
    invoice = await world.invoice(customer, due="2026-02-02", total="1000.00", number="L-1")
    await world.live("2026-03-20")
    letters = len(world.mail)
    assert letters == 2  # the reminder and the notice
    await pay(world, "L-1", "1000.00")
    paid_on = world.today
    [claim] = await world.fetch("select * from claims where company_id = $1")
    assert claim["interest_final_on"] == paid_on
    assert claim["interest_final"] > Decimal(10)
    await world.live("2026-03-25")
    order_id = await order(world, invoice)
    [made] = await world.fetch("select * from interest_orders where company_id = $1")
    assert (made["total"], made["state"]) == (claim["interest_final"], "open")
    # the ledger of record makes the invoice, mirrors it here, and it is not paid for months
    mirrored = await world.invoice(
        customer, due="2026-04-10", total=str(made["total"]), number="K-1", kind="interest_invoice"
    )
    async with db.transaction(world.company_id) as connection:
        await interest.mark_invoiced(
            connection, world.company_id, order_id, "K-1", actor="user:test", now=world.now
        )
    await world.live("2026-07-10")
    assert len(world.mail) == letters
    assert not [row for row in await world.dispatches() if row["invoice_id"] == mirrored]
    told = [event for event in await world.events() if event["invoice_id"] == mirrored]
    assert "interest_invoice" in {reason for event in told for reason in event["reasons"] or ()}
    [claim] = await world.fetch(
        "select * from claims where company_id = $1 and invoice_id = $2", invoice
    )
    assert claim["interest_final"] == claim["interest_invoiced"]


async def test_money_from_the_ledger_of_record_is_counted_by_the_nightly_run(world: World) -> None:
    invoice = await world.invoice(due="2026-02-02", total="1000.00")
    await world.live("2026-02-20")
    await world.pay(invoice)
    assert await counted(world) == []
    await world.run("2026-02-22")
    [(amount, on)] = await counted(world)
    assert (amount, on.isoformat()) == (Decimal("5.47"), "2026-02-21")  # 19 days at 10.5 %
    await world.change("invoices", invoice, open=Decimal(1000), settled_on=None)
    await world.run("2026-02-23")
    assert await counted(world) == []


async def counted(world: World) -> list[tuple[Decimal, object]]:
    rows = await world.fetch(
        """select interest_final, interest_final_on from claims
           where company_id = $1 and interest_final is not null"""
    )
    return [(row["interest_final"], row["interest_final_on"]) for row in rows]
