"""Months in the life of an invoice whose rule ends in a collection letter."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.dispatch import service as outbox
from karhu.kit import db
from karhu.rules.rule import Step
from tests.possession import decided_by_the_board
from tests.world import World

PATH = (
    Step(kind="reminder", offset_days=14, fee=Decimal("5.00")),
    Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("5.00")),
    Step(kind="collection_letter", anchor="after_previous_sent", offset_days=14),
)
WARNING = Step(kind="possession_warning", anchor="after_previous_sent", offset_days=30)
POST: dict[str, Any] = {"street": "Metsätie 1", "postcode": "00100", "city": "Helsinki"}


async def a_customer(world: World, *steps: Step, kind: str = "business", **more: Any) -> Any:
    await world.settings(active_channels=["email", "einvoice", "print"])
    await world.rule("path", *(steps or PATH), kind=kind, mode=more.pop("mode", "send"))
    return await world.customer(rule="path", kind=kind, **{**POST, **more})


async def path(world: World) -> list[tuple[str, str, str]]:
    return [
        (d["step"], d["channel"], d["decided_on"].isoformat()[5:])
        for d in await world.dispatches()
        if d["state"] != "cancelled"
    ]


async def test_a_finnish_consumer_has_fifteen_days_before_the_collection_letter(
    world: World,
) -> None:
    """Due on a Sunday, 1 February: the reminder may cost something from the sixteenth only."""
    invoice = await world.invoice(await a_customer(world, kind="consumer"), due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-03-15")
    assert await path(world) == [("reminder", "email", "02-15"), ("notice", "email", "03-01")]
    waiting = await world.explain(invoice, date(2026, 3, 15))
    assert (waiting.codes, waiting.first_change_on) == (("law_wait",), date(2026, 3, 16))
    await world.live(until="2026-04-30")
    assert (await path(world))[2:] == [("collection_letter", "print", "03-16")]
    assert (await world.explain(invoice)).codes == ("rule_finished",)


async def test_a_finnish_business_gets_it_by_einvoice_on_the_rules_day(world: World) -> None:
    customer = await a_customer(world, email=None, einvoice_address="003712345678")
    await world.invoice(customer, due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-03-31")
    assert await path(world) == [
        ("reminder", "einvoice", "02-15"),
        ("notice", "einvoice", "03-01"),
        ("collection_letter", "einvoice", "03-15"),
    ]
    [case] = await world.fetch("select * from cases where company_id = $1")
    assert case["collection_sent_on"] == date(2026, 3, 15)
    [price] = await world.fetch(
        """select count(*) as letters from dispatches
           where company_id = $1 and step = 'collection_letter' and transaction_price is not null"""
    )
    assert price["letters"] == 1


async def test_a_swedish_consumer_pays_180_kronor_for_the_demand_and_not_60_more(
    world: World,
) -> None:
    await world.settings(
        bank_accounts=[{"currency": "SEK", "iban": "SE4550000000058398257466"}],
        reminder_fee_is_agreed=True,
    )
    steps = (
        Step(kind="reminder", offset_days=5, fee=Decimal("60.00")),
        Step(
            kind="collection_letter",
            anchor="after_previous_sent",
            offset_days=10,
            fee=Decimal("200.00"),
        ),
    )
    customer = await a_customer(world, *steps, kind="consumer", country="SE")
    await world.invoice(customer, due="2026-02-02", currency="SEK")
    world.on("2026-02-02")
    await world.live(until="2026-03-31")
    assert await path(world) == [
        ("reminder", "email", "02-07"),
        ("collection_letter", "print", "02-17"),
    ]
    [slot] = await world.fetch("select fee, fee_basis from claims where company_id = $1")
    assert slot["fee"] == Decimal("180.00")
    assert "1981:739 3, 4 §§" in slot["fee_basis"]


async def owed_of(world: World, invoice: UUID) -> Owed:
    async with db.transaction(world.company_id) as connection:
        return (await read_owed(connection, world.company_id, [invoice]))[invoice]


@pytest.mark.parametrize(("fee", "statute"), [(Decimal("180.00"), "3, 4 §§"), (None, "2, 4 §§")])
async def test_a_fee_within_the_law_rests_on_the_statute_of_the_letter_that_wrote_it(
    world: World, fee: Decimal | None, statute: str
) -> None:
    await world.settings(
        bank_accounts=[{"currency": "SEK", "iban": "SE4550000000058398257466"}],
        reminder_fee_is_agreed=True,
    )
    steps = (
        Step(kind="reminder", offset_days=5, fee=Decimal("60.00")),
        Step(kind="collection_letter", anchor="after_previous_sent", offset_days=10, fee=fee),
    )
    customer = await a_customer(world, *steps, country="SE")
    invoice = await world.invoice(customer, due="2026-02-02", currency="SEK")
    world.on("2026-02-02")
    await world.live(until="2026-02-10")
    assert (await owed_of(world, invoice)).heaviest_step == "reminder"
    await world.live(until="2026-03-10")
    owed = await owed_of(world, invoice)
    assert owed.heaviest_step == "collection_letter"
    assert statute in (claim_of(owed, date(2026, 3, 10)).fee.basis or "")


@pytest.mark.parametrize("told", ["reminded_on", "noticed_on"])
async def test_a_letter_sent_outside_karhu_counts_before_the_collection_letter(
    world: World, told: str
) -> None:
    """A notice told stands for the reminder too; a reminder told still wants its notice."""
    customer = await a_customer(world, kind="consumer")
    await world.invoice(customer, due="2026-02-01", **{told: date(2026, 2, 10)})
    world.on("2026-02-01")
    await world.live(until="2026-04-30")
    steps = [step for step, _, _ in await path(world)]
    expected = ["notice", "collection_letter"] if told == "reminded_on" else ["collection_letter"]
    assert steps == expected


async def test_a_collection_letter_told_at_import_ends_the_whole_cadence(world: World) -> None:
    customer = await a_customer(world)
    invoice = await world.invoice(customer, due="2026-02-01", collected_on=date(2026, 1, 20))
    world.on("2026-02-01")
    await world.live(until="2026-04-30")
    assert await path(world) == []
    decisions = await world.fetch(
        "select reasons from decisions where company_id = $1 order by step_number"
    )
    assert [row["reasons"] for row in decisions] == [
        ["already_reminded"],
        ["already_noticed"],
        ["already_collected"],
    ]
    assert (await world.explain(invoice)).codes == ("rule_finished",)


async def test_a_backlog_of_two_hundred_days_begins_with_the_reminder(world: World) -> None:
    """A final letter is never a first contact, however late it is (T9)."""
    await world.settings(backlog_policy="start_at_first_step")
    await world.invoice(await a_customer(world, kind="consumer"), due="2025-08-15")
    world.on("2026-03-02")
    await world.live(until="2026-04-30")
    assert await path(world) == [
        ("reminder", "email", "03-02"),
        ("notice", "email", "03-16"),
        ("collection_letter", "print", "03-31"),
    ]


async def test_a_payment_between_the_decision_and_the_print_house_stops_it(world: World) -> None:
    invoice = await world.invoice(await a_customer(world), due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-03-14")
    await world.run("2026-03-15")
    await world.pay(invoice)
    await world.drain()
    letter = (await world.dispatches())[-1]
    assert (letter["step"], letter["state"]) == ("collection_letter", "cancelled")
    assert letter["failure_code"] == "principal_paid_costs_open"


async def test_runs_repeated_on_one_day_write_one_collection_letter(world: World) -> None:
    await world.invoice(await a_customer(world), due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-03-14")
    world.on("2026-03-15")
    for _ in range(10):
        await world.run()
    assert [step for step, _, _ in await path(world)].count("collection_letter") == 1


class TestPossessionWarning:
    """Whatever the rule's mode, the automation only prepares it."""

    async def prepared(self, world: World) -> Any:
        await world.settings(is_housing_company=True)
        customer = await a_customer(world, *PATH, WARNING, kind="consumer")
        await world.invoice(customer, due="2026-02-01")
        world.on("2026-02-01")
        await world.live(until="2026-06-30")
        dispatches = await world.dispatches()
        assert [(d["step"], d["state"]) for d in dispatches] == [
            ("reminder", "sent"),
            ("notice", "sent"),
            ("collection_letter", "sent"),
            ("possession_warning", "proposed"),
        ]
        return dispatches[-1]

    async def approved(self, world: World, ids: list[Any] | None) -> str:
        async with db.transaction(world.company_id) as connection:
            await outbox.approve(
                connection, world.company_id, ids, actor="user:test", today=world.today,
                now=world.now,
            )  # fmt: skip
        return (await world.dispatches())[-1]["state"]

    async def test_a_rule_that_sends_leaves_it_proposed_for_months(self, world: World) -> None:
        warning = await self.prepared(world)
        assert warning["channel"] == "print"
        [case] = await world.fetch("select * from cases where company_id = $1")
        assert (case["step_number"], case["warning_sent_on"]) == (4, None)

    async def test_letting_all_go_leaves_it_and_naming_it_lets_it_go(self, world: World) -> None:
        warning = await self.prepared(world)
        assert await self.approved(world, None) == "proposed"
        await decided_by_the_board(world, warning["case_id"])
        assert await self.approved(world, [warning["id"]]) == "queued"
        await world.drain()
        [case] = await world.fetch("select * from cases where company_id = $1")
        assert case["warning_sent_on"] == world.today


@pytest.mark.req("R105")
async def test_a_channel_deactivated_in_the_undo_window_leaves_an_exception(world: World) -> None:
    """What was queued goes on hold, nothing goes elsewhere, and somebody is told."""
    invoice = await world.invoice(await world.customer(**POST), due="2026-02-01")
    await world.run("2026-02-08")
    await world.settings(active_channels=["print"])
    await world.drain()
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["failure_code"]) == ("cancelled", "channel_deactivated")
    await world.run("2026-02-09")
    [noted] = await world.fetch("select cause, mended_at from exceptions where company_id = $1")
    assert (noted["cause"], noted["mended_at"]) == ("channel_deactivated", None)
    assert (await world.explain(invoice)).codes == ("channel_deactivated",)
    await world.settings(active_channels=["email"])
    await world.run("2026-02-10")
    await world.drain()
    assert len(world.mail) == 1
