"""Interest and compensation that letters claim: told, paid, undone, booked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.contract import types
from karhu.dispatch import service as outbox
from karhu.kit import db
from karhu.payments import service as payments
from karhu.rules.rule import Step
from tests.world import World

STEPS = (
    Step(kind="reminder", offset_days=14, fee=Decimal("12.00"), claims_interest=True),
    Step(kind="notice", anchor="after_previous_sent", offset_days=14, claims_interest=True),
)


async def overdue(world: World, **more: Any) -> UUID:
    """A business invoice of 10,000 EUR, due on 2 February 2026, in a rule that claims interest."""
    await world.settings(interest_basis="statutory", **more.pop("settings", {}))
    await world.rule("strict", *STEPS)
    owner = await world.customer(rule="strict", language=more.pop("language", "fi"))
    return await world.invoice(owner, due="2026-02-02", total="10000.00", **more)


async def claim(world: World) -> dict[str, Any]:
    [row] = await world.fetch("select * from claims where company_id = $1")
    return dict(row)


async def pay(world: World, invoice_id: UUID, amount: str, on: str) -> Any:
    async with db.transaction(world.company_id) as connection:
        [outcome] = await payments.upsert(
            connection, world.company_id,
            [types.PaymentWrite(invoice_id=str(invoice_id), currency="EUR", amount=amount,
                                paid_on=date.fromisoformat(on))],
            actor="test", now=world.now,
        )  # fmt: skip
    return {
        row["part"]: row["amount"]
        for row in await world.fetch(
            "select part, amount from allocations where company_id = $1 and payment_id = $2",
            outcome.id,
        )
    }


async def test_a_letter_tells_the_interest_and_how_it_was_counted(world: World) -> None:
    await overdue(world, language="en", settings={"claims_compensation": True})
    await world.run("2026-02-16")
    await world.drain()
    [letter] = world.mail
    assert "Late interest until 16 February 2026: €40.27" in letter.text
    assert "Standard compensation: €28.00" in letter.text  # 40 less the reminder fee it contains
    assert "To pay: €10,080.27" in letter.text
    assert (
        "3 February 2026 – 16 February 2026: 14 days, 10.5 % on €10,000.00; "
        "year of 365 days, leap year 366"
    ) in letter.text
    assert "€40.27" in letter.html
    now = await claim(world)
    assert (now["interest"], str(now["interest_until"])) == (Decimal("40.27"), "2026-02-16")
    assert now["compensation"] == Decimal("28.00")


async def test_the_next_letter_claims_all_that_has_run_and_adds_nothing_up(world: World) -> None:
    await overdue(world)
    world.on("2026-02-16")
    await world.live("2026-03-04")
    first, second = world.mail
    assert "40,27" in first.text
    assert "80,55" in second.text  # 28 days of 10,000.00 at 10.5 %
    assert (await claim(world))["interest"] == Decimal("80.55")


@pytest.mark.req("R296")
async def test_a_letter_that_claims_no_new_interest_still_asks_for_the_old(world: World) -> None:
    await world.settings(interest_basis="statutory")
    notice = Step(kind="notice", anchor="after_previous_sent", offset_days=14)
    await world.rule("once", STEPS[0], notice)
    owner = await world.customer(rule="once", language="en")
    await world.invoice(owner, due="2026-02-02", total="10000.00")
    world.on("2026-02-16")
    await world.live("2026-03-03")
    _, second = world.mail
    assert "Late interest until 16 February 2026: €40.27" in second.text
    assert "Reminder fee: €12.00" in second.text
    assert "To pay: €10,052.27" in second.text


async def test_a_letter_that_waited_claims_the_interest_of_the_day_it_goes(world: World) -> None:
    await overdue(world)
    await world.run("2026-02-16")
    assert (await claim(world))["interest"] == Decimal("40.27")
    await world.drain(later=timedelta(days=2))
    assert (await claim(world))["interest"] == Decimal("46.03")
    [dispatch] = await world.dispatches()
    assert (dispatch["interest"], dispatch["state"]) == (Decimal("46.03"), "sent")
    assert "46,03" in world.mail[0].text


async def test_taking_a_letter_back_returns_the_claim_exactly(world: World) -> None:
    await overdue(world, settings={"claims_compensation": True})
    await world.run("2026-02-16")
    await world.take_back()
    assert await world.fetch("select * from claims where company_id = $1") == []


async def test_taking_the_second_letter_back_leaves_the_first_ones_claim(world: World) -> None:
    await overdue(world)
    await world.run("2026-02-16")
    await world.drain()
    before = await claim(world)
    await world.run("2026-03-04")
    assert (await claim(world))["interest"] > before["interest"]
    await world.take_back()
    assert await claim(world) == before


@pytest.mark.req("R259")
@pytest.mark.parametrize(
    ("order", "parts"),
    [
        ("principal_first", {"principal": Decimal("5000.00")}),
        ("interest_first", {"interest": Decimal("40.27"), "principal": Decimal("4959.73")}),
        (
            "costs_first",
            {
                "fee": Decimal("12.00"),
                "interest": Decimal("40.27"),
                "principal": Decimal("4947.73"),
            },
        ),
    ],
)
async def test_money_pays_in_the_companys_order(
    world: World, order: str, parts: dict[str, Decimal]
) -> None:
    invoice_id = await overdue(world, settings={"allocation_order": order})
    await world.run("2026-02-16")
    await world.drain()
    assert await pay(world, invoice_id, "5000.00", "2026-02-20") == parts


async def test_a_finnish_consumers_costs_come_last_whatever_the_company_wants(
    world: World,
) -> None:
    await world.settings(interest_basis="statutory", allocation_order="costs_first")
    await world.rule("strict", STEPS[0], kind="consumer")
    owner = await world.customer(rule="strict", kind="consumer")
    invoice_id = await world.invoice(owner, due="2026-02-02", total="1000.00")
    await world.execute("update invoices set sent_on = due_on - 20 where company_id = $1")
    await world.run("2026-02-16")
    await world.drain()
    assert (await claim(world))["fee"] == Decimal("5.00")
    assert await pay(world, invoice_id, "100.00", "2026-02-20") == {
        "interest": Decimal("3.64"), "principal": Decimal("96.36"),
    }  # fmt: skip


async def test_money_that_came_before_the_letter_pays_no_interest_of_later_days(
    world: World,
) -> None:
    invoice_id = await overdue(world, settings={"allocation_order": "interest_first"})
    await world.run("2026-02-16")
    await world.drain()
    parts = await pay(world, invoice_id, "5000.00", "2026-02-09")
    assert parts == {"interest": Decimal("20.14"), "principal": Decimal("4979.86")}
    now = await claim(world)  # seven days on 10,000.00, seven on what was left
    assert (now["interest"], now["interest_paid"]) == (Decimal("30.25"), Decimal("20.14"))


async def test_a_paid_principal_with_interest_open_gets_no_further_letter(world: World) -> None:
    invoice_id = await overdue(world)
    await world.run("2026-02-16")
    await world.drain()
    await pay(world, invoice_id, "10000.00", "2026-02-20")
    decision = await world.explain(invoice_id, world.today + timedelta(days=30))
    assert decision.codes == ("principal_paid_costs_open",)
    await world.live("2026-04-01")
    assert len(world.mail) == 1


async def booked(world: World) -> dict[str, Decimal]:
    """The balance of each role."""
    rows = await world.fetch(
        "select role, sum(amount) as sum from voucher_lines where company_id = $1 group by role"
    )
    return {row["role"]: row["sum"] for row in rows if row["sum"]}


@pytest.mark.req("R055")
async def test_costs_are_income_when_paid_unless_the_company_wants_otherwise(
    world: World,
) -> None:
    invoice_id = await overdue(world)
    await world.run("2026-02-16")
    await world.drain()
    assert await booked(world) == {}
    await pay(world, invoice_id, "10052.27", "2026-02-16")
    assert await booked(world) == {
        "bank": Decimal("10052.27"), "receivables": Decimal("-10000.00"),
        "interest_income": Decimal("-40.27"), "fee_income": Decimal("-12.00"),
    }  # fmt: skip


@pytest.mark.req("R258")
async def test_costs_are_income_when_the_letter_is_sent_if_the_company_wants_that(
    world: World,
) -> None:
    invoice_id = await overdue(world, settings={"recognises_income": "when_sent"})
    await world.run("2026-02-16")
    assert await booked(world) == {}
    await world.drain()
    assert await booked(world) == {
        "receivables": Decimal("52.27"), "interest_income": Decimal("-40.27"),
        "fee_income": Decimal("-12.00"),
    }  # fmt: skip
    await world.run("2026-03-02")
    await world.drain()
    await pay(world, invoice_id, "10092.55", "2026-03-02")
    assert await booked(world) == {
        "bank": Decimal("10092.55"), "receivables": Decimal("-10000.00"),
        "interest_income": Decimal("-80.55"), "fee_income": Decimal("-12.00"),
    }  # fmt: skip


async def test_a_receipt_recorded_twice_books_once(world: World) -> None:
    """T8: fee booked, crash, booked again."""
    await overdue(world, settings={"recognises_income": "when_sent"})
    await world.run("2026-02-16")
    await world.drain()
    before = await booked(world)
    await world.execute(
        """update dispatches set state = 'queued', letter_id = null, transaction_price = null,
           delivery_price = null where company_id = $1"""
    )
    await world.execute("update cases set step_number = 1 where company_id = $1")
    await world.execute("update decisions set outcome = 'act' where company_id = $1")
    await world.drain()
    assert len(world.mail) == 2
    assert await booked(world) == before
    kinds = await world.fetch("select kind from vouchers where company_id = $1")
    assert [row["kind"] for row in kinds] == ["costs_sent"]


async def test_a_proposed_letter_claims_nothing_until_it_is_approved(world: World) -> None:
    await overdue(world)
    await world.execute("update rules set mode = 'propose' where company_id = $1")
    await world.run("2026-02-16")
    assert await world.fetch("select * from claims where company_id = $1") == []
    async with db.transaction(world.company_id) as connection:
        await outbox.approve(
            connection, world.company_id, None, actor="user:test", today=world.today, now=world.now
        )
    now = await claim(world)
    assert (now["fee"], now["interest"]) == (Decimal("12.00"), Decimal("40.27"))
    await world.take_back()
    assert await world.fetch("select * from claims where company_id = $1") == []
