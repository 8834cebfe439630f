"""While a hold stands no letter goes, whatever else happens to the invoices."""

import random
from contextlib import suppress
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.holds import service as holds
from karhu.holds.hold import Held, Instalment
from karhu.holds.service import NewHold
from karhu.kit import db
from karhu.kit.problems import Problem
from tests.world import World

FIRST = date(2026, 2, 8)
KINDS = ("dispute", "promise_to_pay", "payment_plan", "bankruptcy", "deceased", "manual_review")


async def set_any(world: World, chance: random.Random, customer: UUID, invoice: UUID) -> None:
    kind = chance.choice(KINDS)
    until = world.today + timedelta(days=chance.randint(0, 12))
    wanted: dict[str, Any] = {"kind": kind}
    wanted |= {"invoice_id": invoice} if chance.random() < 0.6 else {"customer_id": customer}
    if kind == "payment_plan":
        owed = await world.fetch(
            """select sum(open) as owed from invoices
               where company_id = $1 and (id = $2 and $3::uuid is null or customer_id = $3)""",
            invoice, wanted.get("customer_id"),
        )  # fmt: skip
        half = Instalment(due_on=until, amount=owed[0]["owed"] / 2)
        rest = Instalment(due_on=until + timedelta(days=4), amount=owed[0]["owed"] / 2)
        wanted |= {"instalments": (half, rest), "grace_days": chance.randint(0, 3)}
    elif kind == "promise_to_pay" or chance.random() < 0.7:
        wanted |= {"until_on": until, "afterwards": chance.choice(["resume", "resume", "review"])}
    if kind != "payment_plan" and chance.random() < 0.3:
        wanted["from_on"] = min(until, world.today + timedelta(days=2))
    async with db.transaction(world.company_id) as connection:
        await holds.create(
            connection, world.company_id, NewHold(**wanted), actor="user:test", now=world.now
        )


async def lift_any(world: World, chance: random.Random) -> None:
    rows = await world.fetch("select id from holds where company_id = $1 and state = 'active'")
    if not rows:
        return
    async with db.transaction(world.company_id) as connection:
        row = await holds.find(connection, world.company_id, chance.choice(rows)["id"])
        await holds.lift(connection, world.company_id, row, actor="user:test", now=world.now)


@pytest.mark.parametrize("seed", range(2))
async def test_no_letter_goes_while_a_hold_stands(world: World, seed: int) -> None:
    chance = random.Random(seed)
    customers = [await world.customer() for _ in range(4)]
    owned = [
        (customer, await world.invoice(customer, due=(FIRST - timedelta(days=n)).isoformat()))
        for customer in customers
        for n in (0, 3, 7, 9)
    ]
    world.on(FIRST)
    for _ in range(24):
        await world.run()
        for _ in range(2):  # within the undo window, as often as not
            with suppress(Problem):  # one of its kind stands there already
                await set_any(world, chance, *chance.choice(owned))
        if chance.random() < 0.3:
            await lift_any(world, chance)
        if chance.random() < 0.3:
            await world.change("invoices", chance.choice(owned)[1], open=Decimal("50.00"))
        standing = await _standing(world)
        await world.drain()
        for row in await world.dispatches():
            if row["state"] == "sent" and row["sent_at"].date() == world.today:
                held = [k for k, ids in standing if ids & {row["invoice_id"], row["customer_id"]}]
                assert held == [], (world.today, held)
        world.on(world.today + timedelta(days=1))
    assert any(row["state"] == "sent" for row in await world.dispatches())


async def _standing(world: World) -> list[tuple[str, set[UUID]]]:
    """What stands today, with whom or what it is on, told without the code under test."""
    rows = await world.fetch(
        """select h.*, array(select p.invoice_id from held_invoices p
                             where p.company_id = $1 and p.hold_id = h.id) as planned
           from holds h where h.company_id = $1 and h.state = 'active'"""
    )
    found = []
    for row in rows:
        hold = Held(
            kind=row["kind"], from_on=row["from_on"], until_on=row["until_on"],
            is_reviewed=row["afterwards"] == "review",
        )  # fmt: skip
        on = set(row["planned"]) or {row["invoice_id"] or row["customer_id"]}
        if hold.stands_on(world.today):
            found.append((row["kind"], on))
    return found
