"""The operations on holds."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers.ledger import hold as hold_ledger
from karhu.holds import service
from karhu.holds.hold import GRACE_DAYS, Instalment, paid_in_order
from karhu.holds.service import NewHold, awaits_person, instalments_of
from karhu.identity.today import today_of
from karhu.kit.money import ZERO, written
from karhu.kit.pages import cursor_of, cut, pattern_of, read_cursor
from karhu.kit.problems import unfit
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def list_holds(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    customer_id: UUID | None = None,
    invoice_id: UUID | None = None,
    kind: str | None = None,
    state: str | None = None,
) -> types.HoldPage:
    """Holds, newest first."""
    (after,) = read_cursor(cursor, UUID)
    filters = (customer_id, invoice_id, kind, state, pattern_of(search))
    today = await today_of(call.connection, call.company_id, call.now)
    rows = await call.connection.fetch(
        sql.read_holds, call.company_id, None, *filters, after, limit + 1
    )
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(sql.count_holds, call.company_id, *filters)
    return types.HoldPage(
        items=[_shown(row, today) for row in page], next_cursor=following, total_count=total
    )


async def get_plan_basis(
    call: Call, *, invoice_id: UUID | None = None, customer_id: UUID | None = None
) -> types.PlanBasis:
    """What a payment plan would be about, were it set now: one sum a currency."""
    if (invoice_id is None) == (customer_id is None):
        detail = "Send either `invoice_id` or `customer_id`: a plan is on one of the two."
        raise unfit("invoice_id", "choose_one", detail)
    rows = await call.connection.fetch(
        sql.find_owed, call.company_id, invoice_id, customer_id, None
    )
    owed: dict[str, list[Decimal]] = {}
    for row in rows:
        owed.setdefault(row["currency"], []).append(row["open"] + row["costs_open"])
    return types.PlanBasis(
        items=[
            types.PlanOwed(
                currency=currency, owed=written(sum(parts, ZERO)), invoice_count=len(parts)
            )
            for currency, parts in sorted(owed.items())
        ]
    )


async def create_hold(call: Call, *, body: types.HoldCreate) -> types.Hold:
    """Hold an invoice, or all of a customer's."""
    fields = _given(body)
    hold_id = await service.create(
        call.connection, call.company_id, NewHold(**fields), actor=call.actor.label, now=call.now
    )
    call.located_at(f"holds/{hold_id}")
    return await get_hold(call, hold_id=hold_id)


async def get_hold(call: Call, *, hold_id: UUID) -> types.Hold:
    """A hold as it is now."""
    row = await service.find(call.connection, call.company_id, hold_id)
    call.etag(row["version"])
    return _shown(row, await today_of(call.connection, call.company_id, call.now))


async def update_hold(call: Call, *, hold_id: UUID, body: types.HoldChanges) -> types.Hold:
    """Change an active hold."""
    await hold_ledger(call.connection, call.company_id, now=call.now)
    before = await service.find(call.connection, call.company_id, hold_id)
    call.edits(before["version"])
    await service.change(
        call.connection, call.company_id, before, _given(body),
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await get_hold(call, hold_id=hold_id)


async def lift_hold(call: Call, *, hold_id: UUID) -> types.Hold:
    """Lift a hold; what it held goes on in the next run."""
    row = await service.find(call.connection, call.company_id, hold_id)
    await service.lift(call.connection, call.company_id, row, actor=call.actor.label, now=call.now)
    return await get_hold(call, hold_id=hold_id)


def _given(body: msgspec.Struct) -> dict[str, Any]:
    named = ((name, getattr(body, name)) for name in body.__struct_fields__)
    return {name: _plain(name, value) for name, value in named if value is not UNSET}


def _plain(name: str, value: Any) -> Any:
    match name:
        case "invoice_id" | "customer_id":
            return UUID(value)
        case "disputed_amount":
            return None if value is None else Decimal(value)
        case "reason":
            return value.strip()
        case "instalments":
            return tuple(Instalment(due_on=one.due_on, amount=Decimal(one.amount)) for one in value)
        case _:
            return value


def _shown(row: Any, today: date) -> types.Hold:
    amount = row["disputed_amount"]
    return types.Hold(
        id=str(row["id"]),
        kind=row["kind"],
        scope=row["scope"],
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        invoice_id=str(row["invoice_id"]) if row["invoice_id"] else UNSET,
        invoice_number=row["invoice_number"] or UNSET,
        from_on=row["from_on"],
        until_on=row["until_on"] or UNSET,
        afterwards=row["afterwards"],
        reason=row["reason"],
        disputed_amount=UNSET if amount is None else written(amount),
        currency=row["currency"] or UNSET,
        plan=_plan(row, today) if row["kind"] == "payment_plan" else UNSET,
        state=row["state"],
        awaits_person=awaits_person(row, today),
        ended_on=row["ended_on"] or UNSET,
        end_reason=row["end_reason"] or UNSET,
        set_by=row["set_by"],
        ended_by=row["ended_by"] or UNSET,
        created_at=row["created_at"],
    )


def _plan(row: Any, today: date) -> types.PaymentPlan:
    grace = GRACE_DAYS if row["grace_days"] is None else row["grace_days"]
    counted = paid_in_order(instalments_of(row), row["paid"])
    as_of = min(today, row["ended_on"] or today)
    return types.PaymentPlan(
        currency=row["currency"],
        grace_days=grace,
        total=written(sum((one.amount for one in counted), ZERO)),
        paid=written(max(row["paid"], ZERO)),
        open=written(row["open"]),
        instalments=[
            types.Instalment(
                due_on=one.due_on,
                amount=written(one.amount),
                paid=written(one.paid),
                state=one.state_on(as_of, grace_days=grace),
            )
            for one in counted
        ],
        invoices=msgspec.convert(row["invoices"], list[types.HeldInvoice]),
    )
