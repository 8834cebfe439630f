"""The operations on vouchers."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from karhu.contract import types
from karhu.contract.call import Call
from karhu.events import service as log
from karhu.events.log import Event
from karhu.identity.today import today_of
from karhu.kit.pages import read_cursor
from karhu.kit.problems import missing, unfit
from karhu.kit.records import answered, sheet
from karhu.kit.spreadsheet import csv_line
from karhu.kit.sql import Statements

sql = Statements(__file__)
COLUMNS = (
    "voucher", "booked_on", "kind", "line", "account", "role", "debit", "credit", "currency",
    "vat_code", "invoice_number", "customer_number", "customer_name", "reports_to_agency",
)  # fmt: skip
AT_A_TIME = 1_000


async def list_vouchers(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    kind: str | None = None,
    invoice_id: UUID | None = None,
    payment_id: UUID | None = None,
    booked_from: date | None = None,
    booked_to: date | None = None,
    is_without_account: bool | None = None,
) -> types.VoucherPage:
    """Vouchers, newest first."""
    after = read_cursor(cursor, date, int)
    rows = await call.connection.fetch(
        sql.read_vouchers, call.company_id, None, kind, invoice_id, payment_id, booked_from,
        booked_to, is_without_account, *after, limit + 1, with_count,
    )  # fmt: skip
    page = sheet(
        types.VoucherPage, types.Voucher, [_plain(row) for row in rows],
        limit=limit, order=("booked_on", "key"), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


async def get_voucher(call: Call, *, voucher_id: UUID) -> types.Voucher:
    """A voucher and its lines."""
    rows = await call.connection.fetch(
        sql.read_vouchers, call.company_id, voucher_id, *[None] * 8, 1, False
    )
    if not rows:
        raise missing("voucher")
    return answered(types.Voucher, _plain(rows[0]))


async def change_voucher_line(
    call: Call, *, voucher_id: UUID, ordinal: int, body: types.VoucherLineChanges
) -> types.Voucher:
    """Say whether an agency may read a line (R139); nothing else of it changes."""
    row = await call.connection.fetchrow(
        """update voucher_lines set reports_to_agency = $4
           where company_id = $1 and voucher_id = $2 and ordinal = $3
           returning invoice_id, customer_id""",
        call.company_id, voucher_id, ordinal, body.reports_to_agency,
    )  # fmt: skip
    if row is None:
        raise missing("line")
    event = Event(
        kind="voucher_line_changed",
        actor=call.actor.label,
        occurred_on=await today_of(call.connection, call.company_id, call.now),
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        detail={
            "voucher_id": str(voucher_id),
            "line": ordinal,
            "reports_to_agency": body.reports_to_agency,
        },
    )
    await log.append(call.connection, call.company_id, [event], now=call.now)
    return await get_voucher(call, voucher_id=voucher_id)


async def export_vouchers(call: Call, *, booked_from: date, booked_to: date) -> Response[bytes]:
    """The voucher lines of a span of days as a CSV file."""
    if booked_to < booked_from:
        detail = f"{booked_to} is before {booked_from}. Turn them round."
        raise unfit("booked_to", "ends_before_it_begins", detail)
    rows = call.connection.cursor(
        sql.list_lines, call.company_id, booked_from, booked_to, prefetch=AT_A_TIME
    )
    lines = [csv_line(COLUMNS)]
    async for row in rows:
        *cells, reports = row
        lines.append(csv_line([*cells, "yes" if reports else "no"]))
    name = f"vouchers-{booked_from}-{booked_to}.csv"
    return Response(
        "".join(lines).encode(),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _plain(row: Any) -> dict[str, Any]:
    """The row with its lines as the contract has them: what is null is absent."""
    lines = [{k: v for k, v in line.items() if v is not None} for line in row["lines"]]
    return {**row, "lines": msgspec.convert(lines, list[types.VoucherLine])}
