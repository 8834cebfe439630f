"""Reading a list: its tabs with their counts and sums, and a page of rows with their standing."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.contract import types
from karhu.evaluation import service as evaluation
from karhu.evaluation.reasons import CLASS_OF, Reason
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.worklist.filters import Filter, Worked, statement
from karhu.worklist.standing import Look, standing_of
from karhu.worklist.tabs import HANDOVER, Tab, tab_of, tabs_of

WAITING = "select count(*) from cases where company_id = $1 and state = 'quarantined'"


async def shown_list(connection: Connection, worked: Worked) -> types.Worklist:
    """The tabs of a rule's list: their counts and sums come of one statement."""
    rows = await connection.fetch(statement("count_tabs"), *worked.scope)
    tabs = tabs_of(worked.rule.steps, has_agency=bool(worked.agency))
    known = {tab.key for tab in tabs} | {HANDOVER}
    former = sorted({row["tab"] for row in rows} - known)
    at = len(tabs) - (tabs[-1].key == HANDOVER)
    tabs[at:at] = [tab_of(key) for key in former]
    return types.Worklist(
        rule_id=str(worked.rule.id),
        rule_name=worked.rule.name,
        postal_days=worked.postal_days,
        collection_agency=worked.agency,
        waiting_count=await connection.fetchval(WAITING, worked.company.id),
        tabs=[_tab(tab, [row for row in rows if row["tab"] == tab.key]) for tab in tabs],
    )


def _tab(tab: Tab, rows: Sequence[Any]) -> types.Tab:
    return types.Tab(
        key=tab.key,
        step=tab.step or UNSET,
        ordinal=tab.ordinal or UNSET,
        is_repeated=tab.is_repeated if tab.step else UNSET,
        count=sum(row["count"] for row in rows),
        reached_count=sum(row["reached_count"] for row in rows),
        sums=[types.TabSum(currency=row["currency"], open=written(row["open"])) for row in rows],
    )


async def count(connection: Connection, worked: Worked, chosen: Filter) -> int:
    """How many rows a list shows in all."""
    found: int = await connection.fetchval(
        statement("count_rows"), *worked.scope, *chosen.parameters
    )
    return found


async def matching(
    connection: Connection, worked: Worked, chosen: Filter, *, limit: int
) -> list[UUID]:
    """The cases of the rows that a list shows, oldest due date first."""
    rows = await connection.fetch(
        statement("find_matching"), *worked.scope, *chosen.parameters, limit
    )
    return [row["id"] for row in rows]


async def page(
    connection: Connection,
    worked: Worked,
    chosen: Filter,
    *,
    after: tuple[date | None, UUID | None],
    limit: int,
) -> list[types.WorklistRow]:
    """Rows with their standing: two statements, however many there are."""
    rows = await connection.fetch(
        statement("list_rows"), *worked.scope, *chosen.parameters, *after, limit
    )
    ids = [row["invoice_id"] for row in rows]
    facts = await evaluation.facts_of(connection, worked.company, ids)
    by_invoice = {one.invoice_id: one for one in facts}
    look = Look(as_of=worked.today, postal_days=worked.postal_days)
    return [_row(row, by_invoice[row["invoice_id"]], look) for row in rows]


def _row(row: Any, facts: Any, look: Look) -> types.WorklistRow:
    target = row["tab"] or HANDOVER
    standing, move = standing_of(facts, target, row["letter_state"], look)
    days = [reason.changes_on for reason in move.refusals]
    number, steps = facts.step_number or 1, facts.rule.steps
    has_step = row["tab"] not in (None, HANDOVER) and number <= len(steps)
    return types.WorklistRow(
        case_id=str(row["case_id"]) if row["case_id"] else UNSET,
        invoice_id=str(row["invoice_id"]),
        invoice_number=row["number"],
        invoice_kind=facts.kind,
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        currency=facts.currency,
        total=written(facts.total),
        open=written(facts.open),
        costs_open=written(facts.costs_open),
        due_on=row["due_on"],
        overdue_days=(look.as_of - row["due_on"]).days,
        tab=row["tab"] or UNSET,
        next_step=steps[number - 1].kind if has_step else UNSET,
        standing=standing,
        movable_on=max(day for day in days if day) if days and None not in days else UNSET,
        obstacles=[_reason(one) for one in move.refusals if one.code != "not_reached"],
        letter=_letter(row),
        last_step=row["sent_step"] or UNSET,
        last_sent_on=row["sent_on"] or UNSET,
        last_dispatch_id=str(row["sent_id"]) if row["sent_id"] else UNSET,
        handed_over_on=row["handed_over_on"] or UNSET,
        note_count=row["note_count"],
        note=row["note"] or UNSET,
    )


def _reason(reason: Reason) -> types.Reason:
    return types.Reason(
        code=reason.code,
        reason_class=CLASS_OF.get(reason.code, "hold"),
        detail=reason.detail or UNSET,
        changes_on=reason.changes_on or UNSET,
    )


def _letter(row: Any) -> Any:
    if row["letter_id"] is None:
        return UNSET
    return types.RowLetter(
        dispatch_id=str(row["letter_id"]),
        state=row["letter_state"],
        step=row["letter_step"],
        send_after=row["send_after"],
    )
