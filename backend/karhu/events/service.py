"""Appending to the log in the caller's transaction, and proving that it is whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.events.log import GENESIS, Event, chained, detail_text
from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)

LOCK_HEAD = """
    insert into event_chains as c (company_id, seq, hash) values ($1, 0, $2)
    on conflict (company_id) do update set seq = c.seq returning seq, hash
"""
MOVE_HEAD = "update event_chains set seq = $2, hash = $3 where company_id = $1"


async def append(
    connection: Connection, company_id: UUID, events: Sequence[Event], *, now: datetime
) -> None:
    """Append events in order. The company's chain is locked until the transaction ends."""
    if not events:
        return
    head = await connection.fetchrow(LOCK_HEAD, company_id, GENESIS)
    numbers = range(head["seq"] + 1, head["seq"] + 1 + len(events))
    hashes, before = [], head["hash"]
    for seq, event in zip(numbers, events, strict=True):
        before = chained(before, seq, now, event)
        hashes.append(before)
    await connection.execute(
        sql.append_events, company_id, now, list(numbers), *_columns(events), hashes
    )
    await connection.execute(MOVE_HEAD, company_id, numbers[-1], before)


def _columns(events: Sequence[Event]) -> list[list[Any]]:
    return [
        [e.occurred_on for e in events],
        [e.kind for e in events],
        [e.actor for e in events],
        [e.outcome for e in events],
        [",".join(e.reasons) for e in events],
        [e.step for e in events],
        [e.rule_id for e in events],
        [e.case_id for e in events],
        [e.invoice_id for e in events],
        [e.customer_id for e in events],
        [e.dispatch_id for e in events],
        [detail_text(e) for e in events],
    ]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the chain holds; otherwise the number of the first event that does not fit."""

    event_count: int
    broken_at_seq: int | None = None


async def verify(connection: Connection, company_id: UUID) -> Verdict:
    """Recompute the whole chain; reads it through a cursor in constant memory."""
    before, expected = GENESIS, 0
    query = "select * from events where company_id = $1 order by seq"
    async for row in connection.cursor(query, company_id, prefetch=2000):
        expected += 1
        seq = row["seq"]
        if seq != expected or chained(before, seq, row["recorded_at"], _event(row)) != row["hash"]:
            return Verdict(event_count=expected, broken_at_seq=expected)
        before = row["hash"]
    head = await connection.fetchrow(
        "select seq, hash from event_chains where company_id = $1", company_id
    )
    is_whole = head is None or (head["seq"] == expected and head["hash"] == before)
    return Verdict(event_count=expected, broken_at_seq=None if is_whole else expected + 1)


def _event(row: Any) -> Event:
    fields = {name: row[name] for name in Event.__struct_fields__ if name in row.keys()}  # noqa: SIM118
    fields["reasons"] = tuple(row["reasons"])
    fields["detail"] = msgspec.json.decode(row["detail"])
    return Event(**fields)
