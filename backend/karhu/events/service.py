"""Appending to the log in the caller's transaction, and proving that it is whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.events.log import GENESIS, Event, chained, detail_text
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import FEW, rows_as_json, stage

sql = Statements(__file__)

LOCK_HEAD = """
    insert into event_chains as c (company_id, seq, hash) values ($1, 0, $2)
    on conflict (company_id) do update set seq = c.seq returning seq, hash
"""
MOVE_HEAD = "update event_chains set seq = $2, hash = $3 where company_id = $1"


COLUMNS = (
    "seq bigint",
    "occurred_on date",
    "kind text",
    "actor text",
    "outcome text",
    "reasons text[]",
    "step text",
    "rule_id uuid",
    "case_id uuid",
    "invoice_id uuid",
    "customer_id uuid",
    "dispatch_id uuid",
    "detail text",
    "hash bytea",
)
NAMES = [column.split()[0] for column in COLUMNS]


async def append(
    connection: Connection, company_id: UUID, events: Sequence[Event], *, now: datetime
) -> None:
    """Append events in order. The company's chain is locked until the transaction ends."""
    if not events:
        return
    head = await connection.fetchrow(LOCK_HEAD, company_id, GENESIS)
    seq, before = head["seq"], head["hash"]
    rows = []
    for event in events:
        seq += 1
        before = chained(before, seq, now, event)
        rows.append(_row(seq, event, before))
    if len(rows) <= FEW:
        few = [dict(zip(NAMES, row, strict=True), hash=row[-1].hex()) for row in rows]
        await connection.execute(sql.append_few, company_id, now, rows_as_json(few))
    else:
        await stage(connection, "staged_events", COLUMNS, rows)
        await connection.execute(sql.append_staged, company_id, now)
    await connection.execute(MOVE_HEAD, company_id, seq, before)


def _row(seq: int, event: Event, digest: bytes) -> tuple[Any, ...]:
    return (
        seq,
        event.occurred_on,
        event.kind,
        event.actor,
        event.outcome,
        event.reasons,
        event.step,
        event.rule_id,
        event.case_id,
        event.invoice_id,
        event.customer_id,
        event.dispatch_id,
        detail_text(event),
        digest,
    )


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the chain holds; otherwise the number of the first event that does not fit."""

    event_count: int
    broken_at_seq: int | None = None


HEAD = "select seq, hash from event_chains where company_id = $1"
BEYOND = """
    select seq from events
    where company_id = $1
      and seq > coalesce((select seq from event_chains where company_id = $1), 0)
    order by seq limit 1
"""


async def verify(connection: Connection, company_id: UUID) -> Verdict:
    """Recompute the whole chain; reads it through a cursor in constant memory.

    What is appended meanwhile does not matter: the chain is proven up to the head that was read
    first, and what lies beyond a head is looked for in one glance.
    """
    head = await connection.fetchrow(HEAD, company_id)
    end, last = (head["seq"], head["hash"]) if head else (0, GENESIS)
    before, expected = GENESIS, 0
    query = "select * from events where company_id = $1 and seq <= $2 order by seq"
    async for row in connection.cursor(query, company_id, end, prefetch=2000):
        expected += 1
        seq = row["seq"]
        if seq != expected or chained(before, seq, row["recorded_at"], _event(row)) != row["hash"]:
            return Verdict(event_count=expected, broken_at_seq=expected)
        before = row["hash"]
    if (expected, before) != (end, last):
        return Verdict(event_count=expected, broken_at_seq=expected + 1)
    beyond = await connection.fetchval(BEYOND, company_id)
    return Verdict(event_count=expected, broken_at_seq=beyond)


def _event(row: Any) -> Event:
    fields = {name: row[name] for name in Event.__struct_fields__ if name in row.keys()}  # noqa: SIM118
    fields["reasons"] = tuple(row["reasons"])
    fields["detail"] = msgspec.json.decode(row["detail"])
    return Event(**fields)
