"""The operations on the log."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.events.service import verify
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.sql import Statements

sql = Statements(__file__)

Seq: Any = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]

# by filter: its condition, with the number of its parameter in place of {n}
CONDITIONS = {
    "rule_id": "e.rule_id = ${n}",
    "invoice_id": "e.invoice_id = ${n}",
    "invoice_number": "e.invoice_id = "
    "(select id from invoices where company_id = $1 and number = ${n})",
    "customer_id": "e.customer_id = ${n}",
    # a case is of one customer, and customers have an index
    "case_id": "e.case_id = ${n} and e.customer_id = "
    "(select customer_id from cases where company_id = $1 and id = ${n})",
    "kind": "e.kind = ${n}",
    "outcome": "e.outcome = ${n}",
    "from_": "e.occurred_on >= ${n}",
    "to": "e.occurred_on <= ${n}",
}

OPTIONAL = (
    "outcome", "step", "rule_id", "rule_name", "case_id", "invoice_id", "invoice_number",
    "customer_id", "customer_name", "dispatch_id",
)  # fmt: skip


async def list_events(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    rule_id: UUID | None = None,
    invoice_id: UUID | None = None,
    invoice_number: str | None = None,
    customer_id: UUID | None = None,
    case_id: UUID | None = None,
    kind: str | None = None,
    outcome: str | None = None,
    from_: date | None = None,
    to: date | None = None,
) -> types.EventPage:
    """The log, newest first; asked for days, by day first."""
    before = read_cursor(cursor, date, Seq)
    wanted = {
        "rule_id": rule_id,
        "invoice_id": invoice_id,
        "invoice_number": invoice_number,
        "customer_id": customer_id,
        "case_id": case_id,
        "kind": kind,
        "outcome": outcome,
        "from_": from_,
        "to": to,
    }
    rows, is_more = cut(await _rows(call, wanted, before, limit + 1), limit)
    page = types.EventPage(items=[_shown(row) for row in rows])
    if is_more:
        following = cursor_of(rows[-1]["occurred_on"], rows[-1]["seq"])
        call.more_behind(following)
        page = msgspec.structs.replace(page, next_cursor=following)
    if with_count:
        page = msgspec.structs.replace(page, total_count=await _count(call, wanted))
    return page


async def verify_events(call: Call) -> types.EventVerification:
    """Whether the chain of the log is whole; reads all of it."""
    verdict = await verify(call.connection, call.company_id)
    broken = verdict.broken_at_seq
    return types.EventVerification(
        is_intact=broken is None,
        event_count=verdict.event_count,
        broken_at_seq=UNSET if broken is None else broken,
    )


async def _rows(
    call: Call, wanted: Mapping[str, Any], before: tuple[Any, ...], limit: int
) -> Sequence[Any]:
    # days lie together in their own order only: by number, an old day is far behind the newest
    is_by_day = wanted["from_"] is not None or wanted["to"] is not None
    key = ("e.occurred_on", "e.seq") if is_by_day else ("e.seq",)
    filters, values = _filters(wanted, first=3)
    if before[-1] is not None:
        places = ", ".join(f"${n}" for n in range(3 + len(values), 3 + len(values) + len(key)))
        filters += f"and ({', '.join(key)}) < ({places})"
        values += before[-len(key) :]
    order = ", ".join(f"{column} desc" for column in key)
    query = sql.list_events.replace("{filters}", filters).replace("{order}", order)
    return await call.connection.fetch(query, call.company_id, limit, *values)


async def _count(call: Call, wanted: Mapping[str, Any]) -> int:
    filters, values = _filters(wanted, first=2)
    query = sql.count_events.replace("{filters}", filters)
    return await call.connection.fetchval(query, call.company_id, *values)


def _filters(wanted: Mapping[str, Any], *, first: int) -> tuple[str, list[Any]]:
    asked = {name: value for name, value in wanted.items() if value is not None}
    numbered = enumerate(asked, start=first)
    conditions = [CONDITIONS[name].replace("{n}", str(n)) for n, name in numbered]
    return "".join(f"and {condition} " for condition in conditions), list(asked.values())


def _shown(row: Any) -> types.Event:
    optional: dict[str, Any] = {
        name: UNSET if row[name] is None else str(row[name]) for name in OPTIONAL
    }
    return types.Event(
        seq=row["seq"],
        recorded_at=row["recorded_at"],
        occurred_on=row["occurred_on"],
        kind=row["kind"],
        actor=row["actor"],
        reasons=list(row["reasons"]),
        detail=msgspec.json.decode(row["detail"]) or UNSET,
        hash=row["hash"].hex(),
        **optional,
    )
