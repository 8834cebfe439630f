"""Changing the status of many rows at once, and taking it back as one."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from karhu.kit import db
from karhu.rules.rule import Step
from tests.integration.worklist.asking import (
    ADDRESS,
    STEPS,
    a_list,
    an_invoice,
    change,
    change_all,
    rows,
    tabs,
    taken_back,
)
from tests.world import World

PRICED = (
    Step(kind="reminder", offset_days=7, fee=Decimal("5.00"), claims_interest=True),
    *STEPS[1:],
)
KEPT = ("cases", "decisions", "claims", "dispatches")


async def everything(world: World) -> dict[str, list[Any]]:
    """What a change may touch, to the letter; what it wrote and cancelled is history."""
    found = {}
    for table in KEPT:
        where = "and state <> 'cancelled'" if table == "dispatches" else ""
        found[table] = [
            row["whole"]
            for row in await world.fetch(
                f"""select to_jsonb(t)::text as whole from {table} t
                    where company_id = $1 {where} order by 1"""
            )
        ]
    return found


@pytest.mark.req("R131")
@pytest.mark.req("R145")
async def test_rows_change_status_and_their_letters_go(world: World) -> None:
    await a_list(world, PRICED[0], *STEPS[1:])
    for _ in range(3):
        await an_invoice(world, due="2026-02-01")
    world.on("2026-02-01")
    await world.run()
    world.on("2026-02-08")
    done = await change_all(world, "reminder-1", "reminder-1")
    assert (done["changed_count"], done["refused"]) == (3, [])
    standings = {row.standing for row in await rows(world, "reminder-1")}
    assert standings == {"in_sending"}
    await world.drain()
    assert len(world.mail) == 3
    shown = await tabs(world)
    assert (shown["reminder-1"].count, shown["reminder-2"].count) == (0, 3)
    assert {row.standing for row in await rows(world, "reminder-2")} == {"too_early"}


@pytest.mark.req("R132")
async def test_a_grey_row_is_refused_with_its_day(world: World) -> None:
    await a_list(world, postal_days=10)
    await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-08")
    [case] = await world.fetch("select id from cases where company_id = $1")
    done = await change(world, "reminder-1", [str(case["id"])])
    assert done["changed_count"] == 0
    [refused] = done["refused"]
    assert (refused["code"], refused["changes_on"]) == ("not_reached", "2026-02-12")


async def test_a_proposal_is_approved_and_is_a_proposal_again_after_undo(world: World) -> None:
    await a_list(world, *PRICED)
    await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-08")
    before = await everything(world)
    [proposed] = await world.dispatches()
    assert proposed["state"] == "proposed"
    done = await change_all(world, "reminder-1", "reminder-1")
    [approved] = await world.dispatches()
    assert (approved["id"], approved["state"]) == (proposed["id"], "queued")
    world.now = world.now.replace(minute=10)
    undone = await taken_back(world, done["id"])
    assert (undone.count, undone.refused) == (1, [])
    assert await everything(world) == before


@pytest.mark.req("R147")
@pytest.mark.req("R148")
async def test_straight_to_a_later_step_passes_over_the_steps_between(world: World) -> None:
    await a_list(world, *PRICED)
    await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-08")
    before = await everything(world)
    done = await change_all(world, "collection_letter-1", "reminder-1")
    assert done["changed_count"] == 1
    decisions = await world.fetch(
        "select step_number, outcome, reasons from decisions where company_id = $1 order by 1"
    )
    told = [(row["step_number"], row["outcome"], row["reasons"]) for row in decisions]
    assert told == [
        (1, "forfeit", ["passed_over"]),
        (2, "forfeit", ["passed_over"]),
        (3, "act", ["sent_by_hand"]),
    ]
    await taken_back(world, done["id"])
    assert await everything(world) == before
    await change_all(world, "collection_letter-1", "reminder-1")
    await world.drain()
    [letter] = [d for d in await world.dispatches() if d["state"] == "sent"]
    assert (letter["step"], letter["channel"]) == ("collection_letter", "print")


async def test_the_law_of_the_debtor_is_not_jumped(world: World) -> None:
    await a_list(world)
    await world.execute(
        "update rules set customer_kind = 'consumer' where company_id = $1 and name = 'by hand'"
    )
    customer = await world.customer(rule="by hand", kind="consumer", **ADDRESS)
    await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-20")
    found = await rows(world)
    done = await change(world, "collection_letter-1", [row.case_id for row in found])
    [refused] = done["refused"]
    assert refused["code"] == "previous_step_missing"
    assert done["changed_count"] == 0


async def test_what_went_out_cannot_be_undone_and_is_named(world: World) -> None:
    await a_list(world)
    await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-08")
    done = await change_all(world, "reminder-1", "list")
    await world.drain()
    undone = await taken_back(world, done["id"])
    assert undone.count == 0
    assert [one.code for one in undone.refused] == ["is_sent"]


@pytest.mark.req("R127")
@pytest.mark.req("R135")
@pytest.mark.req("R136")
@pytest.mark.req("R137")
@pytest.mark.req("R149")
async def test_a_case_handed_over_rests_until_it_is_taken_back_or_paid(world: World) -> None:
    await a_list(world, *PRICED, collection_agency="Perijä Oy")
    first = await an_invoice(world, due="2026-02-01")
    without = await world.invoice(await world.customer(rule="by hand"), due="2026-02-01")
    await world.run("2026-02-08")
    before = await everything(world)
    found = await rows(world)
    done = await change(world, "handover", [row.case_id for row in found])
    assert done["changed_count"] == 1
    [refused] = done["refused"]
    assert (refused["invoice_id"], refused["code"]) == (str(without), "missing_billing_address")
    [row] = await rows(world, "handover")
    assert (row.standing, row.handed_over_on) == ("at_agency", date(2026, 2, 8))
    assert [e["detail"] for e in await world.events("case_handed_over")]
    await world.run("2026-02-09")
    assert "at_agency" in (await world.explain(first)).codes
    await taken_back(world, done["id"])
    assert await everything(world) == before
    done = await change(world, "handover", [row.case_id])
    await world.pay(first)
    await world.run("2026-02-10")
    assert await rows(world, "handover") == []
    undone = await taken_back(world, done["id"])
    assert [one.code for one in undone.refused] == ["case_closed"]


async def test_a_thousand_rows_change_in_as_many_statements_as_one_and_are_undone_as_one(
    world: World,
) -> None:
    await a_list(world, *PRICED)
    customers = [await world.customer(rule="by hand", **ADDRESS) for _ in range(3)]
    await world.invoice(customers[0], due="2026-02-01")
    await world.execute(
        """insert into invoices (company_id, key, number, customer_id, currency, total, open,
               invoice_on, due_on, sent_on, received_on, reference)
           select $1, 100 + n, (7000 + n)::text, ($2::uuid[])[1 + n % 3], 'EUR', 100, 100,
                  '2026-01-18', '2026-02-01', '2026-01-18', '2026-01-18', '13'
           from generate_series(1, 999) n""",
        customers,
    )
    await world.run("2026-02-01")
    world.on("2026-02-08")
    cases = [
        str(row["id"])
        for row in await world.fetch("select id from cases where company_id = $1 order by id")
    ]
    before = await everything(world)
    counts = []
    for chosen in (cases[:1], cases):
        count, done = await counted(world, chosen)
        undone = await taken_back(world, done["id"])
        assert undone.count == done["changed_count"] == len(chosen)
        assert await everything(world) == before
        counts.append(count)
    assert counts[0] == counts[1] < 40


async def counted(world: World, case_ids: list[str]) -> tuple[int, Any]:
    """How many statements a change of status takes, and the change."""
    count = 0

    def note(_: object) -> None:
        nonlocal count
        count += 1

    async with db.transaction(world.company_id) as connection:
        connection.add_query_logger(note)
        try:
            done = await change(world, "reminder-1", case_ids)
        finally:
            connection.remove_query_logger(note)
    return count, done
