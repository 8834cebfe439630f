"""A year of a company that works its list by hand, every Monday, as 24SevenOffice's users do."""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.integration.worklist.asking import (
    a_list,
    an_invoice,
    change,
    change_all,
    rows,
    tabs,
    taken_back,
)
from tests.world import World

DUE = ["2026-01-15", "2026-02-15", "2026-03-15", "2026-04-15", "2026-05-15", "2026-06-15"]
STEPPED = ("collection_letter-1", "reminder-2", "reminder-1")  # the gravest first: none goes twice


async def letters(world: World) -> dict[UUID, list[tuple[str, date]]]:
    """The letters that went, by invoice."""
    found: dict[UUID, list[tuple[str, date]]] = defaultdict(list)
    for row in await world.dispatches():
        if row["state"] == "sent":
            found[row["invoice_id"]].append((row["step"], row["sent_at"].date()))
    return found


async def mondays_until(world: World, last: str) -> None:
    """Work through the tabs every Monday, from the last tab to the first."""
    while world.today <= date.fromisoformat(last):
        await world.run()
        if world.today.weekday() == 0:
            for tab in STEPPED:
                await change_all(world, tab, tab)
            await world.drain()
        world.on(world.today + timedelta(days=7 - world.today.weekday()))


@pytest.mark.req("R121")
@pytest.mark.req("R123")
@pytest.mark.req("R131")
@pytest.mark.req("R137")
@pytest.mark.req("R147")
@pytest.mark.req("R148")
async def test_nothing_goes_but_what_a_person_lets_go_and_each_step_once(world: World) -> None:
    await a_list(world, postal_days=2, collection_agency="Perijä Oy")
    unpaid, paid, disputed, credited, wronged, straight = [
        await an_invoice(world, due=due, total="250.00") for due in DUE
    ]
    world.on("2026-01-05")
    await mondays_until(world, "2026-02-16")
    sent = await letters(world)
    assert sent[unpaid] == [("reminder", date(2026, 1, 26)), ("reminder", date(2026, 2, 9))]
    assert sent[paid] == []

    await world.pay(paid)  # at once: it never gets a letter, and leaves
    await world.change("invoices", disputed, disputed_since=date(2026, 3, 20))
    await world.change("invoices", credited, kind="credit_note", total=-250, open=-250)
    await mondays_until(world, "2026-05-24")
    sent = await letters(world)
    assert [step for step, _ in sent[unpaid]] == ["reminder", "reminder", "collection_letter"]
    assert sent[paid] == sent[disputed] == sent[credited] == []
    standing = {UUID(row.invoice_id): row.standing for row in await rows(world)}
    assert standing[credited] == "negative"
    assert standing[disputed] == "stopped"
    assert paid not in standing

    # what went nowhere: a Monday's change taken back within the window leaves no trace
    await taken_back_on(world, "2026-05-25")
    assert (await letters(world))[wronged] == []
    await mondays_until(world, "2026-06-21")

    # to collection: one after its last letter, one straight, over all the steps between
    await world.run("2026-06-22")
    finished = [one.case_id for one in await rows(world, "handover") if one.standing == "movable"]
    [at_once] = [one.case_id for one in await rows(world) if one.invoice_id == str(straight)]
    done = await change(world, "handover", [*finished, at_once])
    assert (done["changed_count"], done["refused"]) == (2, [])
    await mondays_until(world, "2026-07-27")
    await world.run("2026-12-28")
    sent = await letters(world)
    assert len(sent[unpaid]) == 3  # the agency has it: no letter more
    assert {on.weekday() for told in sent.values() for _, on in told} == {0}
    for told in sent.values():
        assert [step for step, _ in told] == [
            "reminder", "reminder", "collection_letter",
        ][: len(told)]  # fmt: skip
    there = [one for one in await rows(world, "handover") if one.standing == "at_agency"]
    assert {one.invoice_id for one in there} == {str(unpaid), str(straight)}
    assert sent[straight] == []
    await world.pay(unpaid)
    await world.run("2026-12-29")
    assert str(unpaid) not in {one.invoice_id for one in await rows(world)}
    shown = await tabs(world)
    assert (shown["reminder-2"].count, shown["collection_letter-1"].count) == (0, 0)


async def taken_back_on(world: World, monday: str) -> None:
    await world.run(monday)
    done: Any = await change_all(world, "reminder-1", "reminder-1")
    assert done["changed_count"] == 1
    undone = await taken_back(world, done["id"])
    assert (undone.count, undone.refused) == (1, [])
    world.on(date.fromisoformat(monday) + timedelta(days=1))
