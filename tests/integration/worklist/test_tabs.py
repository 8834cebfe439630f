"""The tabs of the list, and where each row stands."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from karhu.kit import db
from karhu.worklist import reading
from karhu.worklist.filters import Filter, worked
from tests.integration.worklist.asking import a_list, an_invoice, rows, tabs
from tests.world import World


@pytest.mark.req("R122")
@pytest.mark.req("R123")
@pytest.mark.req("R124")
@pytest.mark.req("R125")
@pytest.mark.req("R126")
@pytest.mark.req("R127")
@pytest.mark.req("R129")
@pytest.mark.req("R135")
async def test_tabs_follow_the_steps_of_the_rule(world: World) -> None:
    await a_list(world)
    first = [await an_invoice(world, due="2026-02-01", total=f"{n}00.00") for n in (1, 2)]
    second = await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-05")
    for step_number, next_on in ((2, date(2026, 2, 6)),):
        await world.execute(
            """update cases set step_number = $3, next_on = $4, reminder_sent_on = '2026-02-04'
               where company_id = $1 and invoice_id = $2""",
            second, step_number, next_on,
        )  # fmt: skip
    shown = await tabs(world)
    counts = {key: (tab.count, tab.reached_count) for key, tab in shown.items()}
    assert counts == {
        "list": (3, 0), "reminder-1": (2, 0), "reminder-2": (1, 0), "collection_letter-1": (0, 0),
    }  # fmt: skip
    assert [one.open for one in shown["reminder-1"].sums] == ["300.00"]
    assert shown["reminder-2"].is_repeated
    assert {row.invoice_id for row in await rows(world, "reminder-1")} == set(map(str, first))
    await world.settings(collection_agency="Perijä Oy")
    assert list(await tabs(world))[-1] == "handover"


@pytest.mark.req("R130")
@pytest.mark.req("R132")
async def test_a_row_comes_after_its_postal_days_and_is_grey_until_its_step(world: World) -> None:
    await a_list(world, postal_days=3)
    await an_invoice(world, due="2026-02-01")
    await world.run("2026-02-04")
    assert await rows(world) == []
    world.on("2026-02-05")
    [row] = await rows(world)
    assert (row.standing, row.movable_on, row.overdue_days) == ("too_early", date(2026, 2, 8), 4)
    world.on("2026-02-08")
    [row] = await rows(world)
    assert row.standing == "movable"


@pytest.mark.req("R136")
@pytest.mark.req("R137")
@pytest.mark.req("R142")
@pytest.mark.req("R143")
async def test_what_is_negative_zero_or_at_an_agency_is_told_apart_and_the_paid_leave(
    world: World,
) -> None:
    await a_list(world)
    customer = await world.customer(rule="by hand")
    credit = await world.invoice(customer, kind="credit_note", total="-20.00")
    zero = await world.invoice(customer, total="0.00")
    away = await world.invoice(customer, is_at_agency=True)
    paid = await world.invoice(customer)
    await world.run("2026-02-08")
    await world.pay(paid)
    await world.run("2026-02-09")
    standings = {row.invoice_id: row.standing for row in await rows(world)}
    assert standings == {str(credit): "negative", str(zero): "zero", str(away): "at_agency"}
    shown = await tabs(world)
    assert shown["list"].count == 3
    assert shown["reminder-1"].count == 0


async def test_a_held_row_says_what_holds_it(world: World) -> None:
    await a_list(world)
    await an_invoice(world, disputed_since=date(2026, 2, 2))
    await world.run("2026-02-08")
    [row] = await rows(world, "reminder-1")
    assert row.standing == "stopped"
    assert [one.code for one in row.obstacles] == ["disputed"]


async def test_a_page_takes_as_many_statements_however_many_its_rows(world: World) -> None:
    await a_list(world)
    for day in range(1, 6):
        await an_invoice(world, due=f"2026-02-0{day}", total="10.00")
    await world.run("2026-02-20")

    async def counted(limit: int) -> tuple[int, list[Any]]:
        count = 0

        def note(_: object) -> None:
            nonlocal count
            count += 1

        async with db.transaction(world.company_id) as connection:
            connection.add_query_logger(note)
            listed = await worked(connection, world.company_id, None, world.now)
            found = await reading.page(
                connection, listed, Filter(), after=(None, None), limit=limit
            )
            connection.remove_query_logger(note)
        return count, found

    one, five = await counted(1), await counted(5)
    assert (one[0], len(one[1]), len(five[1])) == (five[0], 1, 5)
    assert sum(Decimal(row.open) for row in five[1]) == 50


async def test_a_case_keeps_the_tab_of_the_version_it_began_on(world: World) -> None:
    rule_id = await a_list(world)
    await an_invoice(world)
    await world.run("2026-02-01")
    await world.execute(
        """insert into rule_versions (company_id, rule_id, version, mode, steps, created_by)
           values ($1, $2, 2, 'propose', $3, 'test')""",
        rule_id, [{"kind": "notice", "offset_days": 3}],
    )  # fmt: skip
    await world.execute("update rules set version = 2 where company_id = $1 and id = $2", rule_id)
    world.on("2026-02-03")
    assert {key: tab.count for key, tab in (await tabs(world)).items()} == {
        "list": 1, "notice-1": 0, "reminder-1": 1,
    }  # fmt: skip
    [row] = await rows(world, "reminder-1")
    assert row.tab == "reminder-1"
