"""The run: missed nights, backlog, two at once, and a log that cannot be changed unseen."""

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import asyncpg
import pytest

from karhu.cases import service as cases
from karhu.events import service as log
from karhu.kit import db
from karhu.rules.rule import Step
from karhu.runs import service as runs
from karhu.runs.jobs import start_due_runs
from tests.world import World


@pytest.mark.parametrize("missed", [1, 5, 30])
async def test_missed_nights_are_caught_up_one_step_a_run(world: World, missed: int) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-01")
    world.on(date(2026, 2, 8) + timedelta(days=missed))
    await world.run()
    await world.drain()
    assert [d["step"] for d in await world.dispatches()] == ["reminder"]
    sent_on = world.today
    await world.live(until="2026-04-30")
    assert [(d["step"], d["decided_on"]) for d in await world.dispatches()] == [
        ("reminder", sent_on),
        ("notice", sent_on + timedelta(days=14)),
    ]


async def test_a_backlog_of_200_days_waits_in_quarantine_until_a_person_pulls_it_in(
    world: World,
) -> None:
    await world.invoice(due="2025-08-01", received_on=date(2026, 2, 1))
    await world.run("2026-02-20")
    await world.drain()
    assert world.mail == []
    [case] = await world.fetch("select * from cases where company_id = $1")
    assert case["state"] == "quarantined"
    async with db.transaction(world.company_id) as connection:
        await cases.release(
            connection,
            world.company_id,
            [case["id"]],
            actor="user:a",
            today=world.today,
            now=world.now,
        )
    await world.run("2026-02-21")
    await world.drain()
    assert [d["step"] for d in await world.dispatches()] == ["reminder"]


async def test_a_backlog_that_starts_at_the_first_step_is_reminded_first(world: World) -> None:
    await world.settings(backlog_policy="start_at_first_step")
    await world.invoice(due="2025-08-01", received_on=date(2026, 2, 1))
    await world.run("2026-02-20")
    await world.drain()
    assert [d["step"] for d in await world.dispatches()] == ["reminder"]


async def test_a_backlog_that_is_ignored_is_never_reminded_and_the_log_says_so(
    world: World,
) -> None:
    await world.settings(backlog_policy="ignore")
    await world.invoice(due="2025-08-01", received_on=date(2026, 2, 1))
    await world.live(until="2026-01-20")
    assert world.mail == []
    assert len(await world.events("backlog_ignored")) == 1


@pytest.mark.req("R085")
async def test_a_payment_plan_that_is_removed_sends_nothing_retroactively(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01", has_payment_plan=True)
    world.on("2026-02-01")
    await world.live(until="2026-02-10")
    await world.change("invoices", invoice, has_payment_plan=False)
    await world.live(until="2026-02-20")
    assert world.mail == []
    [decision] = await world.fetch(
        "select * from decisions where company_id = $1 and step_number = 1"
    )
    assert (decision["outcome"], decision["reasons"]) == ("forfeit", ["payment_plan"])


async def test_two_runs_at_once_send_one_letter_an_invoice(world: World) -> None:
    customer = await world.customer()
    for _ in range(30):
        await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-01")
    world.on("2026-02-08")
    async with db.transaction(world.company_id) as connection:
        ids = {
            await runs.request(
                connection, world.company_id, as_of=world.today, is_dry_run=False, now=world.now
            )
            for _ in range(2)
        }
    assert len(ids) == 1
    [run_id] = ids
    both = [
        db.apart(runs.execute(world.company_id, run_id, clock=lambda: world.now)) for _ in range(2)
    ]
    assert sorted(tally is None for tally in await asyncio.gather(*both)) == [False, True]
    assert len(await world.dispatches()) == 30


async def test_a_run_of_a_dead_worker_is_taken_over(world: World) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-01")
    world.on("2026-02-08")
    async with db.transaction(world.company_id) as connection:
        run_id = await runs.request(
            connection, world.company_id, as_of=world.today, is_dry_run=False, now=world.now
        )
        await connection.execute(
            "update runs set state = 'running', lease_until = $3 where company_id = $1 and id = $2",
            world.company_id, run_id, world.now + timedelta(minutes=5),
        )  # fmt: skip
    assert await runs.execute(world.company_id, run_id, clock=lambda: world.now) is None
    world.now += timedelta(minutes=6)
    tally = await runs.execute(world.company_id, run_id, clock=lambda: world.now)
    assert tally is not None
    assert tally.outcomes["act"] == 1


async def test_a_dry_run_changes_nothing(world: World) -> None:
    await world.invoice(due="2026-02-01")
    tally = await runs.survey(world.company_id, as_of=date(2026, 2, 8))
    assert tally.outcomes["act"] == 1
    assert await world.fetch("select * from cases where company_id = $1") == []
    assert await world.events() == []


async def test_the_nightly_run_comes_at_the_companys_local_time_once(world: World) -> None:
    await world.execute(
        "update companies set next_run_at = now() - interval '3 days' where id = $1"
    )
    await start_due_runs({})
    await start_due_runs({})
    assert len(await world.fetch("select * from runs where company_id = $1")) == 1
    [company] = await world.fetch(
        """select next_run_at > now() as is_ahead,
               to_char(next_run_at at time zone time_zone, 'HH24:MI') as local
           from companies where id = $1"""
    )
    assert (company["is_ahead"], company["local"]) == (True, "02:00")


@pytest.mark.req("R061")
async def test_a_rules_fee_replaces_a_fee_set_by_hand(world: World) -> None:
    await world.rule("fees", Step(kind="reminder", offset_days=7, fee=Decimal("5.00")))
    invoice = await world.invoice(await world.customer(rule="fees"), due="2026-02-01")
    await world.execute(
        "insert into claims (company_id, invoice_id, fee) values ($1, $2, 8)", invoice
    )
    await world.run("2026-02-01")
    await world.run("2026-02-08")
    [slot] = await world.fetch("select fee from claims where company_id = $1")
    assert slot["fee"] == Decimal("5.00")
    await world.take_back()
    [slot] = await world.fetch("select fee, fee_count from claims where company_id = $1")
    assert (slot["fee"], slot["fee_count"]) == (Decimal("8.00"), 0)


async def test_letters_that_cost_something_are_counted(world: World) -> None:
    first = Step(kind="reminder", offset_days=7, fee=Decimal("5.00"))
    second = Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("12.00"))
    await world.rule("fees", first, second)
    await world.invoice(await world.customer(rule="fees"), due="2026-02-02")
    for day in ("2026-02-02", "2026-02-09", "2026-02-23"):
        await world.run(day)
        await world.drain()
    [slot] = await world.fetch("select fee, fee_count from claims where company_id = $1")
    assert (slot["fee"], slot["fee_count"]) == (Decimal("12.00"), 2)


async def test_excluding_three_of_four_invoices_leaves_the_fourth(world: World) -> None:
    customer = await world.customer()
    invoices = [await world.invoice(customer, due="2026-02-01") for _ in range(4)]
    for invoice in invoices[:3]:
        await world.change("invoices", invoice, reminds_automatically=False)
    await world.run("2026-02-01")
    await world.run("2026-02-08")
    assert [d["invoice_id"] for d in await world.dispatches()] == [invoices[3]]


async def test_a_reversed_payment_opens_the_case_again(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    await world.run("2026-02-01")
    await world.on("2026-02-03").pay(invoice)
    await world.run("2026-02-04")
    [case] = await world.fetch("select state, close_reason from cases where company_id = $1")
    assert (case["state"], case["close_reason"]) == ("closed", "settled")
    await world.change("invoices", invoice, open=Decimal("100.00"), settled_on=None)
    await world.live(until="2026-02-20")
    assert [d["step"] for d in await world.dispatches()] == ["reminder"]


@pytest.mark.req("R077")
async def test_the_log_tells_what_was_decided_and_not_decided(world: World) -> None:
    await world.invoice(due="2026-02-01")
    await world.invoice(due="2026-02-01", has_payment_plan=True)
    await world.live(until="2026-02-10")
    told = [(e["kind"], e["outcome"], e["reasons"]) for e in await world.events()]
    assert ("decided", "act", ["step_reached"]) in told
    assert ("decided", "forfeit", ["payment_plan"]) in told
    assert ("dispatch_sent", None, []) in told


class TestLog:
    """Append-only, chained."""

    async def test_a_whole_log_is_whole(self, world: World) -> None:
        await world.invoice(due="2026-02-01")
        await world.live(until="2026-03-01")
        async with db.transaction(world.company_id) as connection:
            verdict = await log.verify(connection, world.company_id)
        assert verdict.broken_at_seq is None
        assert verdict.event_count == len(await world.events())

    @pytest.mark.parametrize(
        "change",
        [
            "update events set outcome = 'hold' where seq = 2",
            "update events set reasons = '{settled}' where seq = 2",
            "delete from events where seq = 2",
            "delete from events where seq = (select max(seq) from events)",
        ],
    )
    async def test_one_changed_row_is_found(self, world: World, database: str, change: str) -> None:
        await world.invoice(due="2026-02-01")
        await world.live(until="2026-02-10")
        owner = await asyncpg.connect(database)
        await owner.execute(change)
        await owner.close()
        async with db.transaction(world.company_id) as connection:
            verdict = await log.verify(connection, world.company_id)
        assert verdict.broken_at_seq is not None

    @pytest.mark.parametrize("change", ["update events set kind = 'x'", "delete from events"])
    async def test_the_application_can_only_append(self, world: World, change: str) -> None:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await world.execute(f"{change} where company_id = $1")


async def test_a_case_closes_however_late_its_payment_becomes_known(world: World) -> None:
    invoice = await world.invoice(due="2026-02-01")
    world.on("2026-02-01")
    await world.live(until="2026-02-20")
    await world.change("invoices", invoice, open=Decimal(0), settled_on=date(2026, 2, 2))
    await world.run("2026-02-21")
    [case] = await world.fetch("select state from cases where company_id = $1")
    assert case["state"] == "closed"


@pytest.mark.req("R086")
async def test_an_invoice_of_a_blocked_customer_says_so(world: World) -> None:
    invoice = await world.invoice(await world.customer(rule="blocked"), due="2026-02-01")
    await world.run("2026-02-01")
    assert (await world.explain(invoice)).codes == ("customer_blocked", "outside_automation")


async def test_a_reminder_told_later_brings_the_notice_on_its_own_day(world: World) -> None:
    customer = await world.customer(rule="blocked")
    invoice = await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-01")
    rule = {"rule_id": world.rules["business"], "automation_since": date(2026, 2, 2)}
    await world.change("customers", customer, **rule)
    world.on("2026-02-02")
    await world.live(until="2026-02-10")
    told = {"reminded_on": date(2026, 2, 3), "updated_at": world.now}
    await world.change("invoices", invoice, **told)
    await world.live(until="2026-03-10")
    [notice] = await world.dispatches()
    assert (notice["step"], notice["decided_on"]) == ("notice", date(2026, 2, 17))
