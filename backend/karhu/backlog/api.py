"""The operations on the quarantine."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.backlog import service
from karhu.backlog.service import Outcome
from karhu.backlog.start import AGES
from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.kit.money import written
from karhu.kit.pages import cursor_of, cut, pattern_of, read_cursor
from karhu.kit.problems import unfit
from karhu.kit.records import answered
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def list_quarantine(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    customer_id: UUID | None = None,
    currency: str | None = None,
    age: str | None = None,
) -> types.QuarantinePage:
    """What waits in quarantine; a customer's together, the oldest due date first."""
    today = await today_of(call.connection, call.company_id, call.now)
    first_on, before_on = _span(age, today)
    filters = (customer_id, currency, first_on, before_on, pattern_of(search))
    after = read_cursor(cursor, str, UUID, date, UUID)
    rows = await call.connection.fetch(
        sql.list_quarantine, call.company_id, today, *filters, *after, limit + 1
    )
    page, has_more = cut(rows, limit)
    following: Any = UNSET
    if has_more:
        last = page[-1]
        following = cursor_of(
            last["name_order"], last["customer_id"], last["due_on"], last["case_id"]
        )
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(sql.count_quarantine, call.company_id, *filters)
    return types.QuarantinePage(
        items=[answered(types.QuarantinedCase, row) for row in page],
        next_cursor=following,
        total_count=total,
    )


def _span(age: str | None, today: date) -> tuple[date | None, date | None]:
    """The first due date of an age, and the day after its last."""
    if age is None:
        return None, None
    days = list(AGES.values())
    if age == "over_365":
        return None, today - timedelta(days=days[-1])
    place = list(AGES).index(age)
    first_on = today - timedelta(days=days[place])
    return first_on, today - timedelta(days=days[place - 1]) if place else None


async def get_quarantine_summary(call: Call) -> types.QuarantineSummary:
    """How much waits in quarantine, by currency and age."""
    today = await today_of(call.connection, call.company_id, call.now)
    rows = await call.connection.fetch(sql.sum_quarantine, call.company_id, today)
    whole = next(row for row in rows if row["currency"] is None)
    return types.QuarantineSummary(
        invoice_count=whole["invoice_count"],
        customer_count=whole["customer_count"],
        sums=[
            types.QuarantineSum(
                currency=row["currency"],
                age=row["age"],
                invoice_count=row["invoice_count"],
                open=written(row["open"]),
            )
            for row in rows
            if row["currency"] is not None
        ],
    )


async def pull_in_cases(call: Call, *, body: types.PullIn) -> types.QuarantineOutcome:
    """Pull cases out of quarantine into the automation, at the step chosen."""
    today = await today_of(call.connection, call.company_id, call.now)
    reminded_on = None if body.reminded_on is UNSET else body.reminded_on
    if reminded_on is not None and reminded_on > today:
        detail = "A reminder that was sent was not sent in the future."
        raise unfit("/reminded_on", "in_the_future", detail)
    outcome = await service.pull_in(
        call.connection,
        call.company_id,
        [UUID(id) for id in body.case_ids],
        step=None if body.start_step is UNSET else body.start_step,
        reminded_on=reminded_on,
        actor=call.actor.label,
        today=today,
        now=call.now,
    )
    return _shown(outcome)


async def leave_out_cases(call: Call, *, body: types.LeaveOut) -> types.QuarantineOutcome:
    """Leave cases out of the automation for good."""
    today = await today_of(call.connection, call.company_id, call.now)
    outcome = await service.leave_out(
        call.connection, call.company_id, [UUID(id) for id in body.case_ids],
        actor=call.actor.label, today=today, now=call.now,
    )  # fmt: skip
    return _shown(outcome)


async def put_back_cases(call: Call, *, body: types.PutBack) -> types.QuarantineOutcome:
    """Put cases back into quarantine, as long as nothing was sent."""
    today = await today_of(call.connection, call.company_id, call.now)
    outcome = await service.put_back(
        call.connection, call.company_id, [UUID(id) for id in body.case_ids],
        actor=call.actor.label, today=today, now=call.now,
    )  # fmt: skip
    return _shown(outcome)


def _shown(outcome: Outcome) -> types.QuarantineOutcome:
    return types.QuarantineOutcome(
        done_count=len(outcome.done_ids),
        done_ids=[str(id) for id in outcome.done_ids],
        refused=[
            types.QuarantineRefusal(
                case_id=str(id),
                invoice_number=number or UNSET,
                code=refusal.code,
                detail=refusal.detail,
            )
            for id, number, refusal in outcome.refused
        ],
    )
