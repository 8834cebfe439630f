"""Operations on exceptions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.exceptions.service import AGE_OUT_DAYS, CURES
from karhu.identity.today import today_of
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import missing
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def list_exceptions(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    cause: str | None = None,
    is_acknowledged: bool = False,
) -> types.ExceptionPage:
    """What a person should look at; it leaves by itself after 30 days (R119)."""
    today = await today_of(call.connection, call.company_id, call.now)
    gone = today - timedelta(days=AGE_OUT_DAYS)
    found_on, after = read_cursor(cursor, date, UUID)
    rows = await call.connection.fetch(
        sql.list_exceptions, call.company_id, gone, is_acknowledged, cause, None,
        found_on, after, limit + 1,
    )  # fmt: skip
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["found_on"], page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: int | Any = UNSET
    if with_count:
        total = await call.connection.fetchval(
            sql.count_exceptions, call.company_id, gone, is_acknowledged, cause
        )
    return types.ExceptionPage(
        items=[_shown(row, today) for row in page], next_cursor=following, total_count=total
    )


async def acknowledge_exception(call: Call, *, exception_id: UUID) -> types.Exception:
    """Take an exception off the list; its cause stays until it is mended."""
    await call.connection.execute(
        """update exceptions set acknowledged_at = coalesce(acknowledged_at, $3)
           where company_id = $1 and id = $2 and mended_at is null""",
        call.company_id, exception_id, call.now,
    )  # fmt: skip
    today = await today_of(call.connection, call.company_id, call.now)
    row = await call.connection.fetchrow(
        sql.list_exceptions, call.company_id, today - timedelta(days=AGE_OUT_DAYS), True, None,
        exception_id, None, None, 1,
    )  # fmt: skip
    if row is None:
        raise missing("exception")
    return _shown(row, today)


def _shown(row: Any, today: date) -> types.Exception:
    return types.Exception(
        id=str(row["id"]),
        cause=row["cause"],
        cure=CURES.get(row["cause"], "review"),
        detail=row["detail"] or UNSET,
        age_days=(today - row["found_on"]).days,
        found_at=row["found_at"],
        leaves_on=row["found_on"] + timedelta(days=AGE_OUT_DAYS),
        acknowledged_at=row["acknowledged_at"] or UNSET,
        step=row["step"] or UNSET,
        dispatch_id=str(row["dispatch_id"]) if row["dispatch_id"] else UNSET,
        rule_id=str(row["rule_id"]),
        invoice_id=str(row["invoice_id"]),
        invoice_number=row["number"],
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
    )
