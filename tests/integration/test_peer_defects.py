"""Defects that other systems of this kind have had, each as what Karhu does instead."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.dispatch import service as outbox
from karhu.kit import db
from karhu.rules.rule import Step
from tests.world import World

DUE, REMINDED_ON = "2026-02-01", "2026-02-08"
FEE = Decimal("5.00")
ACCOUNTS = {
    "EUR": "FI2112345600000785", "SEK": "SE4550000000058398257466", "NOK": "NO9386011117947",
}  # fmt: skip


async def rule_with_fee(world: World, name: str = "fees", **more: Any) -> None:
    await world.rule(name, Step(kind="reminder", offset_days=7, fee=FEE), **more)


async def slots(world: World) -> list[tuple[Decimal, int]]:
    """The fee of each invoice that has one, and how many letters cost something."""
    rows = await world.fetch("select fee, fee_count from claims where company_id = $1")
    return [(row["fee"], row["fee_count"]) for row in rows]


async def resolution(world: World) -> dict[UUID, bool]:
    """Whether what was noted about each invoice is mended."""
    rows = await world.fetch(
        """select invoice_id, mended_at is not null as is_mended
           from exceptions where company_id = $1"""
    )
    return {row["invoice_id"]: row["is_mended"] for row in rows}


# a fee that was booked before a crash is not booked again: see tests/fault too -------------------


async def test_a_letter_sent_after_its_worker_died_costs_its_fee_once(world: World) -> None:
    await rule_with_fee(world)
    await world.invoice(await world.customer(rule="fees"), due=DUE)
    await world.run(REMINDED_ON)
    [dispatch] = await world.dispatches()
    await world.change("dispatches", dispatch["id"], state="unknown")
    async with db.transaction(world.company_id) as connection:
        await outbox.resend(
            connection, world.company_id, dispatch, actor="user:test", today=world.today,
            now=world.now,
        )  # fmt: skip
    await world.drain()
    await world.run("2026-02-09")
    assert (len(world.mail), await slots(world)) == (1, [(FEE, 1)])


# each row of a list is judged alone --------------------------------------------------------------


@pytest.mark.parametrize("corrected", [0, 1, 2], ids=["first", "middle", "last"])
async def test_one_corrected_customer_resolves_no_other_customers_exception(
    world: World, corrected: int
) -> None:
    customers = [await world.customer(email=None) for _ in range(3)]
    invoices = [await world.invoice(customer, due=DUE) for customer in customers]
    await world.run(REMINDED_ON)
    await world.change("customers", customers[corrected], email="found@example.com")
    await world.run("2026-02-09")
    assert await resolution(world) == {
        invoice: number == corrected for number, invoice in enumerate(invoices)
    }


@pytest.mark.parametrize("settled", [0, 1, 2], ids=["first", "middle", "last"])
async def test_one_paid_invoice_of_a_customer_leaves_the_others_to_be_reminded(
    world: World, settled: int
) -> None:
    customer = await world.customer()
    invoices = [await world.invoice(customer, due=DUE) for _ in range(3)]
    await world.run(DUE)
    await world.pay(invoices[settled])
    await world.run(REMINDED_ON)
    reminded = {dispatch["invoice_id"] for dispatch in await world.dispatches()}
    assert reminded == {*invoices} - {invoices[settled]}


@pytest.mark.parametrize("gone", [0, 1, 2], ids=["first", "middle", "last"])
async def test_a_choice_of_several_letters_answers_for_each_of_them(
    world: World, gone: int
) -> None:
    for _ in range(3):
        await world.invoice(due=DUE)
    await world.run(REMINDED_ON)
    ids = [dispatch["id"] for dispatch in await world.dispatches()]
    await world.change("dispatches", ids[gone], state="sent")
    choice = await world.take_back(ids)
    assert (choice.done_count, choice.refused) == (2, [(ids[gone], "is_sent")])
    states = [dispatch["state"] for dispatch in await world.dispatches()]
    assert states == ["sent" if n == gone else "cancelled" for n in range(3)]


# a step that does not act costs nothing ----------------------------------------------------------

IDLE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "held for an address": ({"email": None}, {}),
    "held by a dispute": ({}, {"disputed_since": date(2026, 2, 3)}),
    "held by a promise": ({}, {"promised_on": date(2026, 3, 1)}),
    "forfeited by a ban": ({"has_collection_ban": True}, {}),
    "forfeited by direct payment": ({"has_direct_debit": True}, {}),
    "forfeited by a plan": ({}, {"has_payment_plan": True}),
    "forfeited by choice": ({}, {"reminds_automatically": False}),
}


@pytest.mark.parametrize("why", IDLE)
async def test_a_step_that_is_held_or_forfeited_writes_no_fee(world: World, why: str) -> None:
    of_customer, of_invoice = IDLE[why]
    await rule_with_fee(world)
    customer = await world.customer(rule="fees", **of_customer)
    await world.invoice(customer, due=DUE, **of_invoice)
    for day in (DUE, REMINDED_ON, "2026-02-20"):
        await world.run(day)
        await world.drain()
    [decision] = await world.fetch("select outcome from decisions where company_id = $1")
    assert decision["outcome"] == why.split()[0].replace("held", "hold").removesuffix("ed")
    assert (await slots(world), world.mail) == ([], [])


async def test_a_rule_that_is_off_writes_no_fee(world: World) -> None:
    await rule_with_fee(world, mode="off")
    await world.invoice(await world.customer(rule="fees"), due=DUE)
    await world.execute("update rule_versions set mode = 'off' where company_id = $1")
    for day in (DUE, REMINDED_ON, "2026-02-20"):
        await world.run(day)
        await world.drain()
    assert (await slots(world), await world.dispatches()) == ([], [])


async def test_a_step_without_a_fee_leaves_the_fee_as_it_stands(world: World) -> None:
    free = Step(kind="notice", anchor="after_previous_sent", offset_days=14)
    await world.rule("fees", Step(kind="reminder", offset_days=7, fee=FEE), free)
    await world.rule("free", Step(kind="reminder", offset_days=7), free)
    for rule in ("fees", "free"):
        await world.invoice(await world.customer(rule=rule), due=DUE)
    for day in (DUE, REMINDED_ON, "2026-02-23"):
        await world.run(day)
        await world.drain()
    assert (len(world.mail), await slots(world)) == (4, [(FEE, 1)])


async def test_a_proposed_letter_costs_nothing_until_a_person_approves_it(world: World) -> None:
    await rule_with_fee(world, "asks", mode="propose")
    for _ in range(2):
        await world.invoice(await world.customer(rule="asks"), due=DUE)
    await world.run(REMINDED_ON)
    first, second = await world.dispatches()
    assert (first["state"], first["fee"], await slots(world)) == ("proposed", FEE, [])
    await world.take_back([second["id"]])
    assert await _approve(world, first["id"]) == 1
    assert await slots(world) == [(FEE, 1)]
    await world.drain()
    assert "5,00" in world.mail[0].text
    assert await slots(world) == [(FEE, 1)]


async def test_an_approved_letter_taken_back_leaves_the_fee_of_that_moment(world: World) -> None:
    await rule_with_fee(world, "asks", mode="propose")
    invoice = await world.invoice(await world.customer(rule="asks"), due=DUE)
    await world.run(REMINDED_ON)
    await world.execute(
        "insert into claims (company_id, invoice_id, fee) values ($1, $2, 3)", invoice
    )
    [dispatch] = await world.dispatches()
    await _approve(world, dispatch["id"])
    assert await slots(world) == [(FEE, 1)]
    await world.take_back()
    assert await slots(world) == [(Decimal("3.00"), 0)]


# a letter names the account of its invoice's currency --------------------------------------------


async def test_each_letter_names_the_account_of_its_invoices_currency_or_waits(
    world: World,
) -> None:
    accounts = [{"currency": c, "iban": ACCOUNTS[c]} for c in ("SEK", "EUR")]
    await world.settings(bank_accounts=accounts)
    customer = await world.customer()
    invoices = {c: await world.invoice(customer, due=DUE, currency=c) for c in ACCOUNTS}
    await world.run(REMINDED_ON)
    await world.drain()
    printed = [_accounts_in(letter) for letter in world.mail]
    assert sorted(printed) == [["EUR"], ["SEK"]]
    decision = await world.explain(invoices["NOK"])
    assert (decision.outcome, decision.codes) == ("hold", ("no_bank_account_for_currency",))


async def test_an_account_that_changes_before_sending_is_the_one_printed(world: World) -> None:
    await world.invoice(due=DUE, currency="SEK")
    await world.settings(bank_accounts=[{"currency": "SEK", "iban": ACCOUNTS["NOK"]}])
    await world.run(REMINDED_ON)
    await world.settings(bank_accounts=[{"currency": c, "iban": i} for c, i in ACCOUNTS.items()])
    await world.drain()
    assert [_accounts_in(letter) for letter in world.mail] == [["SEK"]]


def _accounts_in(letter: Any) -> list[str]:
    said = letter.text.replace(" ", "") + letter.html.replace(" ", "")
    return [currency for currency, iban in ACCOUNTS.items() if iban in said]


async def _approve(world: World, dispatch_id: UUID) -> int:
    async with db.transaction(world.company_id) as connection:
        choice = await outbox.approve(
            connection, world.company_id, [dispatch_id], actor="user:test", today=world.today,
            now=world.now,
        )  # fmt: skip
    return choice.done_count
