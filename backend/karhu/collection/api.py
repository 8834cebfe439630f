"""Operations on the collection view: what may be moved, and the cases of all that customers owe."""

from datetime import date
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.collection import service
from karhu.collection.refusals import cure_of
from karhu.collection.service import Wanted
from karhu.collection.shown import case_shown, details_shown, invoice_shown
from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.kit.pages import cursor_of, cut, read_cursor

sql = service.sql


async def list_collection_invoices(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    customer_id: UUID | None = None,
    is_in_collection: bool | None = None,
) -> types.CollectionInvoicePage:
    """Overdue invoices of customers whose rule looks at all that they owe (R281)."""
    today = await today_of(call.connection, call.company_id, call.now)
    filters = (customer_id, is_in_collection, _pattern(search))
    after = read_cursor(cursor, date, UUID)
    rows, refusals = await service.invoices_of(
        call.connection, call.company_id, today, filters, *after, limit + 1
    )
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["due_on"], page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await service.count_invoices(call.connection, call.company_id, today, filters)
    return types.CollectionInvoicePage(
        items=[invoice_shown(row, refusals.get(row["id"])) for row in page],
        next_cursor=following,
        total_count=total,
    )


async def transfer_invoices(
    call: Call, *, body: types.CollectionTransfer
) -> types.CollectionTransferDone:
    """Move invoices into collection, or out of it (R282)."""
    moved = await service.transfer(
        call.connection, call.company_id, body.direction, [UUID(id) for id in body.invoice_ids],
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    numbers: dict[UUID, str] = {}
    if moved.refused:
        left = [id for id, _ in moved.refused]
        numbers = await service.numbers_of(call.connection, call.company_id, left)
    return types.CollectionTransferDone(
        done=[str(id) for id in moved.done],
        refused=[
            types.RefusedTransfer(
                invoice_id=str(id),
                invoice_number=numbers.get(id, UNSET),
                code=code,
                detail=cure_of(code),
            )
            for id, code in moved.refused
        ],
    )


async def list_collection_cases(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    state: str | None = None,
    customer_id: UUID | None = None,
) -> types.CollectionCasePage:
    """The cases of all that customers owe, by the customer's name (R283)."""
    today = await today_of(call.connection, call.company_id, call.now)
    name, id = read_cursor(cursor, str, UUID)
    pattern = _pattern(search)
    wanted = Wanted(
        state=state, customer_id=customer_id, pattern=pattern, after=(name, id), limit=limit + 1
    )
    found = await service.cases_of(call.connection, call.company_id, today, wanted)
    page, has_more = cut(found, limit)
    following: Any = UNSET
    if has_more:
        following = cursor_of(page[-1].row["name_order"], page[-1].row["id"])
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(
            sql.count_cases, call.company_id, state, customer_id, pattern
        )
    return types.CollectionCasePage(
        items=[case_shown(one) for one in page], next_cursor=following, total_count=total
    )


async def get_collection_case(call: Call, *, case_id: UUID) -> types.CollectionCaseDetails:
    """A case with its debts, letters, steps to come and payments (R305 to R307)."""
    today = await today_of(call.connection, call.company_id, call.now)
    return details_shown(await service.find_case(call.connection, call.company_id, case_id, today))


async def close_collection_case(call: Call, *, case_id: UUID) -> types.CollectionCaseDetails:
    """Close a case; its open invoices leave collection (R314, R316)."""
    await service.close(
        call.connection, call.company_id, case_id, actor=call.actor.label, now=call.now
    )
    return await get_collection_case(call, case_id=case_id)


def _pattern(search: str | None) -> str | None:
    escaped = (search or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%" if search else None
