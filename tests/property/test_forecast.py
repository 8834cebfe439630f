"""A forecast for a day is what the run of that day then does, on ledgers of every kind."""

import random
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from karhu.evaluation import service as evaluation
from karhu.evaluation.reasons import CLASS_OF
from karhu.kit import db
from karhu.rules.rule import Step
from karhu.runs import service as runs
from tests.world import World, new_world

TODAY = date(2026, 6, 1)
SEEDS = range(6)


async def a_random_ledger(chance: random.Random) -> World:
    """Some 60 invoices of 15 customers, with anything that can stand in their way."""
    world = await new_world(f"Karhula {chance.random()}")
    await world.settings(
        backlog_policy=chance.choice(["quarantine", "start_at_first_step", "ignore"]),
        rests_on_quiet_days=chance.random() < 0.3,
        undo_window_minutes=0,
    )
    await world.rule(
        "own",
        Step(kind="reminder", offset_days=3, fee=Decimal("5.00"), minimum_open=Decimal("50")),
        Step(kind="notice", anchor="after_previous_due", offset_days=5),
        mode=chance.choice(["send", "propose", "off"]),
    )
    customers = [await a_customer(world, chance) for _ in range(15)]
    for _ in range(60):
        await an_invoice(world, chance, chance.choice(customers))
    return world


async def a_customer(world: World, chance: random.Random) -> UUID:
    return await world.customer(
        rule=chance.choice(["business", "consumer", "own", "blocked"]),
        email=chance.choice([None, "debtor@example.com", "other@example.com"]),
        einvoice_address=chance.choice([None, None, "003712345678"]),
        has_collection_ban=chance.random() < 0.1,
        has_consumer_einvoice=chance.random() < 0.1,
        country=chance.choice(["FI", "FI", "SE"]),
    )


async def an_invoice(world: World, chance: random.Random, customer: UUID) -> None:
    due = TODAY + timedelta(days=chance.randint(-90, 10))
    total = Decimal(chance.randint(1, 20000)) / 100
    settled = chance.random() < 0.2
    await world.invoice(
        customer,
        due=due.isoformat(),
        total=total,
        open=Decimal(0) if settled else total,
        settled_on=due if settled else None,
        currency=chance.choice(["EUR", "EUR", "EUR", "SEK"]),
        has_payment_plan=chance.random() < 0.1,
        promised_on=chance.choice([None, None, due + timedelta(days=chance.randint(1, 60))]),
        disputed_since=chance.choice([None, None, None, due]),
        received_on=due - timedelta(days=chance.choice([14, 14, 14, -3])),
    )


async def outcomes(world: World, day: date) -> Counter[tuple[UUID, str, tuple[str, ...]]]:
    """What a run on a day would do, by invoice; nothing is stored."""
    async with db.transaction(world.company_id) as connection:
        company = await evaluation.load_company(connection, world.company_id)
        return Counter(
            [
                (facts.invoice_id, decision.outcome, decision.codes)
                async for facts, decision in runs.foreseen(connection, company, day)
                if decision.outcome in ("act", "hold", "forfeit") and facts.case_state == "open"
            ]
        )


async def stored(world: World, day: date) -> Counter[tuple[UUID, str, tuple[str, ...]]]:
    """What the run of a day did, by invoice."""
    rows = await world.fetch(
        """select k.invoice_id, d.outcome, d.reasons from decisions d
           join cases k on k.company_id = $1 and k.id = d.case_id
           where d.company_id = $1 and d.decided_on = $2""",
        day,
    )
    return Counter((row["invoice_id"], row["outcome"], tuple(row["reasons"])) for row in rows)


@pytest.mark.parametrize("seed", SEEDS)
async def test_a_forecast_equals_what_the_run_then_does(database: str, seed: int) -> None:
    chance = random.Random(seed)
    world = await a_random_ledger(chance)
    day = TODAY - timedelta(days=40)
    while day <= TODAY:
        world.on(day)
        before = await stored(world, day)
        foreseen = await outcomes(world, day)
        await world.run()
        held_already = await _unchanged_holds(world, day)
        assert foreseen - held_already == (await stored(world, day)) - before
        await world.drain()
        day += timedelta(days=chance.randint(1, 9))


async def _unchanged_holds(world: World, day: date) -> Counter[tuple[UUID, str, tuple[str, ...]]]:
    rows = await world.fetch(
        """select k.invoice_id, d.outcome, d.reasons from decisions d
           join cases k on k.company_id = $1 and k.id = d.case_id
           where d.company_id = $1 and d.decided_on < $2 and d.outcome = 'hold'""",
        day,
    )
    return Counter((row["invoice_id"], row["outcome"], tuple(row["reasons"])) for row in rows)


@pytest.mark.parametrize("seed", SEEDS)
async def test_every_invoice_has_exactly_one_outcome_with_a_reason(
    database: str, seed: int
) -> None:
    world = await a_random_ledger(random.Random(seed))
    await world.run(TODAY)
    ids = [row["id"] for row in await world.fetch("select id from invoices where company_id = $1")]
    async with db.transaction(world.company_id) as connection:
        company = await evaluation.load_company(connection, world.company_id)
        facts = await evaluation.facts_of(connection, company, ids)
    decisions = [evaluation.look(one, TODAY)[1] for one in facts]
    assert len(decisions) == len(ids) == 60
    assert all(decision.reasons for decision in decisions)
    assert all(CLASS_OF[code] for decision in decisions for code in decision.codes)
