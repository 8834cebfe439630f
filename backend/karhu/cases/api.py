"""Operations on cases, and the change of a rule, which open cases may follow."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.cases import service
from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers.ledger import hold
from karhu.evaluation.facts import SENT_ON
from karhu.identity.today import today_of
from karhu.kit.money import written
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.sql import Statements
from karhu.rules import service as rules
from karhu.rules.shown import rule_shown

sql = Statements(__file__)


async def list_cases(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    state: str | None = None,
    rule_id: UUID | None = None,
    next_step: str | None = None,
    customer_id: UUID | None = None,
) -> types.CasePage:
    """Cases, oldest due date first."""
    due_on, after = read_cursor(cursor, date, UUID)
    pattern = f"%{_escaped(search)}%" if search else None
    filters = (call.company_id, state, rule_id, next_step, customer_id, pattern)
    rows = await call.connection.fetch(sql.list_cases, *filters, due_on, after, limit + 1)
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["due_on"], page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(sql.count_cases, *filters)
    return types.CasePage(
        items=[_shown(row) for row in page], next_cursor=following, total_count=total
    )


async def release_cases(call: Call, *, body: types.CaseRelease) -> types.CaseReleased:
    """Let cases that wait for a person go on; each continues at the step it stands on."""
    count = await service.release(
        call.connection,
        call.company_id,
        [UUID(id) for id in body.case_ids],
        actor=call.actor.label,
        today=await today_of(call.connection, call.company_id, call.now),
        now=call.now,
    )
    return types.CaseReleased(released_count=count)


async def update_rule(call: Call, *, rule_id: UUID, body: types.RuleChanges) -> types.Rule:
    """Change a rule; open cases stay on their version, or follow if the request says so."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    rule = await rules.find_rule(call.connection, call.company_id, rule_id)
    call.edits(rule["etag"])
    actor, edit = call.actor.label, rules.edit_from(body)
    await rules.change_rule(call.connection, ledger, rule, edit, actor=actor)
    if body.moves_open_cases is True:
        await service.move_to_version(
            call.connection, call.company_id, rule_id,
            actor=actor, today=ledger.today, now=call.now,
        )  # fmt: skip
    row = await rules.find_rule(call.connection, call.company_id, rule_id)
    call.etag(row["etag"])
    return rule_shown(row, on=ledger.today)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _shown(row: Any) -> types.Case:
    sent = [row[column] for column in SENT_ON.values() if row[column]]
    return types.Case(
        id=str(row["id"]),
        state=row["state"],
        invoice_id=str(row["invoice_id"]),
        invoice_number=row["number"],
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        rule_id=str(row["rule_id"]),
        rule_name=row["rule_name"],
        rule_version=row["rule_version"],
        currency=row["currency"],
        open=written(row["open"]),
        due_on=row["due_on"],
        opened_on=row["opened_on"],
        closed_on=row["closed_on"] or UNSET,
        close_reason=row["close_reason"] or UNSET,
        step_number=row["step_number"],
        next_step=row["next_step"] or UNSET,
        next_step_on=row["next_on"] or UNSET,
        last_sent_on=max(sent) if sent else UNSET,
    )
