"""A forecast for a day is what the run of that day then does, on ledgers of every kind."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import pytest

from karhu.evaluation import service as evaluation
from karhu.evaluation.reasons import CLASS_OF
from karhu.kit import db
from karhu.rules.cadence import faults_of
from karhu.rules.rule import KINDS, Channel, Step, StepKind
from karhu.runs import service as runs
from tests.world import World, new_world

TODAY = date(2026, 6, 1)
SEEDS = range(8)
CHANNELS: tuple[Channel, ...] = ("email", "einvoice", "print")
TO_THE_END = ("to the end, business", "to the end, consumer")
RULES = ("business", "consumer", "own", "blocked", *TO_THE_END)


async def a_random_ledger(chance: random.Random, rules: Sequence[str] = RULES) -> World:
    """Some 60 invoices of 15 customers, with anything that can stand in their way."""
    world = await new_world(f"Karhula {chance.random()}")
    await world.settings(
        backlog_policy=chance.choice(["quarantine", "start_at_first_step", "ignore"]),
        rests_on_quiet_days=chance.random() < 0.3,
        undo_window_minutes=0,
        active_channels=chance.choice([["email"], ["email", "print"], list(CHANNELS)]),
        is_housing_company=(is_housing := chance.random() < 0.3),
    )
    await world.rule(
        "own",
        Step(kind="reminder", offset_days=3, fee=Decimal("5.00"), minimum_open=Decimal("50")),
        Step(kind="notice", anchor="after_previous_due", offset_days=5),
        mode=chance.choice(["send", "propose", "off"]),
    )
    for kind in ("business", "consumer"):
        cadence = a_cadence(chance, kind, is_housing=is_housing)
        await world.rule(f"to the end, {kind}", *cadence, kind=kind)
    customers = [await a_customer(world, chance, chance.choice(rules)) for _ in range(15)]
    for _ in range(60):
        await an_invoice(world, chance, chance.choice(customers))
    return world


def a_cadence(chance: random.Random, customer_kind: str, *, is_housing: bool) -> list[Step]:
    """Any sound cadence, from a single letter to all kinds of them twice."""
    for _ in range(1_000):
        kinds = [kind for kind in KINDS for _ in range(chance.choice([0, 1, 1, 2]))]
        steps = [a_step(chance, kind, is_first=n == 0) for n, kind in enumerate(kinds)]
        if not faults_of(steps, customer_kind, is_housing_company=is_housing):
            return steps
    raise AssertionError("no sound cadence in a thousand")


def a_step(chance: random.Random, kind: StepKind, *, is_first: bool) -> Step:
    return Step(
        kind=kind,
        anchor="after_due"
        if is_first
        else chance.choice(["after_previous_sent", "after_previous_due"]),
        offset_days=chance.randint(1, 20),
        channel=chance.choice(["default", "default", *CHANNELS]),
        fee=None if kind == "possession_warning" else chance.choice([None, Decimal("5.00")]),
        days_to_pay=chance.randint(1, 14),
    )


async def a_customer(world: World, chance: random.Random, rule: str) -> UUID:
    return await world.customer(
        rule=rule,
        kind="consumer" if "consumer" in rule else "business",
        street=chance.choice([None, "Metsätie 1"]),
        postcode="00100",
        city="Helsinki",
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
        reminded_on=chance.choice([None] * 6 + [due + timedelta(days=4)]),
        collected_on=chance.choice([None] * 9 + [due + timedelta(days=6)]),
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


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_letter_jumps_over_a_step_or_over_a_wait_of_the_law(
    database: str, seed: int
) -> None:
    """What went out stands in the rule's order, and a consumer's demand has its fifteen days."""
    chance = random.Random(100 + seed)
    world = await a_random_ledger(chance, TO_THE_END)
    await world.settings(backlog_policy="start_at_first_step", active_channels=list(CHANNELS))
    day = TODAY - timedelta(days=60)
    while day <= TODAY + timedelta(days=60):
        await world.run(day)
        await world.drain()
        day += timedelta(days=chance.randint(1, 6))
    sent = await world.fetch(
        """select d.*, c.kind as customer_kind, c.country, i.reminded_on
           from dispatches d join customers c on c.company_id = $1 and c.id = d.customer_id
           join invoices i on i.company_id = $1 and i.id = d.invoice_id
           where d.company_id = $1 order by d.invoice_id, d.id""",
    )
    [company] = await world.fetch("select * from companies where id = $1")
    for invoice_id in {row["invoice_id"] for row in sent}:
        letters = [row for row in sent if row["invoice_id"] == invoice_id]
        ranks = [KINDS.index(row["step"]) for row in letters]
        assert ranks == sorted(ranks)
        for before, letter in pairwise(letters):
            assert before["state"] == "sent"  # one step at a time
            if letter["step"] == "collection_letter":
                assert letter["channel"] != "email"
            if _has_the_wait(letter, is_housing=company["is_housing_company"]):
                assert (letter["decided_on"] - before["sent_at"].date()).days >= 15
    assert not [r for r in sent if r["step"] == "possession_warning" and r["state"] != "proposed"]


def _has_the_wait(letter: Any, *, is_housing: bool) -> bool:
    is_finnish_consumer = letter["customer_kind"] == "consumer" and letter["country"] == "FI"
    return letter["step"] == "collection_letter" and is_finnish_consumer and not is_housing
