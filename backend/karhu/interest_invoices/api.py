"""The operations on interest that waits for an interest invoice, and on the orders made of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.interest_invoices import service
from karhu.interest_invoices.order import line_of
from karhu.interest_invoices.service import Wanted
from karhu.kit.money import ZERO, written
from karhu.kit.pages import read_cursor
from karhu.kit.problems import missing, unfit
from karhu.kit.records import answered, sheet
from karhu.kit.sql import Statements

sql = Statements(__file__)
ALL = 1_000_000  # orders that one request made: as many as there are


async def list_interest_due(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    search: str | None = None,
    is_below_limit: bool,
) -> types.InterestDuePage:
    """Customers whose interest waits for an interest invoice, by name; never over currencies."""
    rows = await call.connection.fetch(
        sql.list_dues, call.company_id, is_below_limit, search and search.lower(), with_count,
        *read_cursor(cursor, str, UUID, str), limit + 1,
    )  # fmt: skip
    page = sheet(
        types.InterestDuePage, types.InterestDue, rows,
        limit=limit, order=("name_order", "customer_id", "currency"), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not UNSET:
        call.more_behind(page.next_cursor)
    return page


async def get_interest_due(call: Call, *, customer_id: UUID, currency: str) -> types.InterestLines:
    """The invoices of a customer whose interest waits, and how each was counted."""
    wanted = Wanted(pairs=((customer_id, currency),))
    dues = await service.read_dues(call.connection, call.company_id, wanted)
    return types.InterestLines(
        currency=currency,
        amount=written(sum((due.amount for due in dues), ZERO)),
        lines=msgspec.convert([line_of(due) for due in dues], list[types.InterestLine]),
    )


async def list_interest_orders(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    state: str | None = None,
    customer_id: UUID | None = None,
) -> types.InterestOrderPage:
    """Interest orders, newest first."""
    rows = await call.connection.fetch(
        sql.read_orders, call.company_id, None, None, state, customer_id,
        *read_cursor(cursor, int), limit + 1, False, with_count,
    )  # fmt: skip
    page = sheet(
        types.InterestOrderPage, types.InterestOrder, rows,
        limit=limit, order=("key",), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not UNSET:
        call.more_behind(page.next_cursor)
    return page


async def create_interest_orders(
    call: Call, *, body: types.InterestOrderCreate
) -> types.InterestOrdersMade:
    """Order interest invoices of interest that waits."""
    wanted = _wanted(body)
    if not wanted.invoice_ids and not wanted.pairs:
        raise unfit("/invoice_ids", "nothing_chosen", "Name invoices or customers to order for.")
    ids = await service.create(
        call.connection, call.company_id, wanted, actor=call.actor.label, now=call.now
    )
    rows = await call.connection.fetch(
        sql.read_orders, call.company_id, None, ids, None, None, None, ALL, False, False
    )
    return types.InterestOrdersMade(
        items=[answered(types.InterestOrder, row) for row in rows[::-1]]
    )


async def get_interest_order(call: Call, *, interest_order_id: UUID) -> types.InterestOrder:
    """An interest order with its lines."""
    return await _one(call, interest_order_id)


async def cancel_interest_order(call: Call, *, interest_order_id: UUID) -> types.InterestOrder:
    """Cancel an order; its interest waits again."""
    await service.cancel(
        call.connection, call.company_id, interest_order_id,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await _one(call, interest_order_id)


async def mark_interest_order_invoiced(
    call: Call, *, interest_order_id: UUID, body: types.InterestOrderInvoiced
) -> types.InterestOrder:
    """Note the interest invoice that the ledger of record made of an order."""
    number = body.invoice_number.strip()
    if not number:
        raise unfit("/invoice_number", "number_missing", "Give the number of the interest invoice.")
    await service.mark_invoiced(
        call.connection, call.company_id, interest_order_id, number,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await _one(call, interest_order_id)


def _wanted(body: types.InterestOrderCreate) -> Wanted:
    ids: Sequence[str] = () if body.invoice_ids is UNSET else body.invoice_ids
    dues: Sequence[Any] = () if body.dues is UNSET else body.dues
    return Wanted(
        invoice_ids=tuple(dict.fromkeys(UUID(id) for id in ids)),
        pairs=tuple(dict.fromkeys((UUID(due.customer_id), due.currency) for due in dues)),
        grouping=body.grouping,
        comment=None if body.comment is UNSET else body.comment.strip(),
    )


async def _one(call: Call, order_id: UUID) -> types.InterestOrder:
    row = await call.connection.fetchrow(
        sql.read_orders, call.company_id, order_id, None, None, None, None, 1, True, False
    )
    if row is None:
        raise missing("interest order")
    lines = msgspec.convert(row["lines"], list[types.InterestLine])
    return msgspec.structs.replace(
        answered(types.InterestOrder, {**row, "lines": None}), lines=lines
    )
