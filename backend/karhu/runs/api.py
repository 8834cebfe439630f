"""Operations on the automation: the switch, runs, forecasts, explanations."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.evaluation import service as evaluation
from karhu.evaluation.collective import collect, decide_collected
from karhu.events import service as log
from karhu.events.log import Event
from karhu.identity.service import find_company, switch_automation
from karhu.identity.today import today_of
from karhu.kit.doorbell import ring
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import conflict, missing, unfit
from karhu.runs import service
from karhu.runs.automation import preconditions, standing
from karhu.runs.forecast import Wanted, forecast
from karhu.runs.shown import shown_as_part, shown_day, shown_explanation, shown_item, shown_run

LIST = """
    select * from runs where company_id = $1 and ($2::uuid is null or id < $2)
    order by id desc limit $3
"""
NAMES = """
    select i.id, i.number, c.name from invoices i
    join customers c on c.company_id = $1 and c.id = i.customer_id
    where i.company_id = $1 and i.id = any($2::uuid[])
"""
INSIDE = """
    select count(*) from customers c join rules r on r.company_id = $1 and r.id = c.rule_id
    where c.company_id = $1 and r.built_in is distinct from 'automation_blocked'
"""


async def get_automation(call: Call) -> types.Automation:
    """The switch, what it needs, and what goes out this week."""
    today = await today_of(call.connection, call.company_id, call.now)
    return await standing(call.connection, call.company_id, today=today)


async def activate_automation(call: Call, *, body: types.Activation) -> types.Automation:
    """Turn the automation on once everything it needs is there (R006, R007)."""
    company = await find_company(call.connection, call.company_id, locks=True)
    inside = await call.connection.fetchval(INSIDE, call.company_id)
    lacking = [p.code for p in preconditions(company, inside) if not p.is_met]
    if lacking:
        detail = f"Before the automation can be on, this is needed: {', '.join(lacking)}."
        raise conflict("preconditions_not_met", detail)
    policy = None if body.backlog_policy is UNSET else body.backlog_policy
    await switch_automation(
        call.connection, call.company_id, is_on=True, backlog_policy=policy, now=call.now
    )
    return await _switched(call, "automation_activated", {"accepts_costs": True})


async def deactivate_automation(call: Call) -> types.Automation:
    """Turn the automation off; what is queued stops at the moment of sending."""
    await switch_automation(call.connection, call.company_id, is_on=False, now=call.now)
    return await _switched(call, "automation_deactivated", {})


async def _switched(call: Call, kind: str, detail: dict[str, Any]) -> types.Automation:
    today = await today_of(call.connection, call.company_id, call.now)
    event = Event(kind=kind, actor=call.actor.label, occurred_on=today, detail=detail)
    await log.append(call.connection, call.company_id, [event], now=call.now)
    return await standing(call.connection, call.company_id, today=today)


async def list_runs(
    call: Call, *, limit: int, cursor: str | None = None, with_count: bool = False
) -> types.RunPage:
    """Runs, newest first."""
    (after,) = read_cursor(cursor, UUID)
    rows = await call.connection.fetch(LIST, call.company_id, after, limit + 1)
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(
            "select count(*) from runs where company_id = $1", call.company_id
        )
    return types.RunPage(
        items=[shown_run(row) for row in page], next_cursor=following, total_count=total
    )


async def start_run(call: Call, *, body: types.RunStart) -> types.Run:
    """Ask for a run; while one is under way, that one is answered."""
    today = await today_of(call.connection, call.company_id, call.now)
    as_of = today if body.as_of is UNSET else body.as_of
    if as_of > today and not body.is_dry_run:
        detail = "A run of a later day is a dry run: set is_dry_run, or leave as_of out."
        raise unfit("/as_of", "day_not_come", detail)
    run_id = await service.request(
        call.connection,
        call.company_id,
        as_of=as_of,
        is_dry_run=body.is_dry_run is True,
        now=call.now,
    )
    call.located_at(f"runs/{run_id}")
    call.after_commit.append(lambda: ring("execute_run", call.company_id, run_id))
    return await get_run(call, run_id=run_id)


async def get_run(call: Call, *, run_id: UUID) -> types.Run:
    """How a run went."""
    row = await call.connection.fetchrow(
        "select * from runs where company_id = $1 and id = $2", call.company_id, run_id
    )
    if row is None:
        raise missing("run")
    return shown_run(row)


async def get_forecast(
    call: Call,
    *,
    on: date,
    limit: int,
    cursor: str | None = None,
    customer_id: UUID | None = None,
    invoice_id: UUID | None = None,
    outcome: str | None = None,
) -> types.Forecast:
    """What a run on a day would do, without doing it."""
    today = await today_of(call.connection, call.company_id, call.now)
    if on < today:
        raise unfit("on", "day_is_past", f"A forecast begins today, {today}.")
    (after,) = read_cursor(cursor, UUID)
    wanted = Wanted(
        customer_id=customer_id, invoice_id=invoice_id, outcome=outcome, after=after, limit=limit
    )
    company = await evaluation.load_company(call.connection, call.company_id)
    tally, listed = await forecast(call.connection, company, today=today, on=on, wanted=wanted)
    page, has_more = cut(listed, limit)
    following = cursor_of(page[-1].facts.invoice_id) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    ids = [item.facts.invoice_id for item in page]
    names = {r["id"]: r for r in await call.connection.fetch(NAMES, call.company_id, ids)}
    return types.Forecast(
        on=on,
        outcomes=[types.OutcomeCount(**count) for count in tally.reason_counts()],  # type: ignore[arg-type]
        days=[shown_day(day) for day in tally.day_counts(sorted({d for d, _ in tally.days}))],
        items=[shown_item(item, names[item.facts.invoice_id]) for item in page],
        next_cursor=following,
    )


async def explain_invoice(
    call: Call, *, invoice_id: UUID, as_of: date | None = None
) -> types.Explanation:
    """Why this invoice is, or is not, reminded."""
    company = await evaluation.load_company(call.connection, call.company_id)
    found = await evaluation.facts_of(call.connection, company, [invoice_id])
    if not found:
        raise missing("invoice")
    day = as_of or await today_of(call.connection, call.company_id, call.now)
    past = await evaluation.history(call.connection, call.company_id, invoice_id)
    if found[0].is_in_collection and (case_id := found[0].case_id):
        items = await evaluation.items_of(call.connection, company, [case_id])
        collected = collect(items[case_id], day)
        decision = decide_collected(collected, day)
        answer = shown_explanation(collected.facts, decision, day, past)
        return shown_as_part(answer, found[0], collected)
    facts, decision = evaluation.look(found[0].outside_collection(), day)
    return shown_explanation(facts, decision, day, past)
