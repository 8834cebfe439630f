"""Cases in quarantine: taken out to a step, left out for good, put back."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation import service as evaluation
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)


class Start(msgspec.Struct, frozen=True, kw_only=True):
    """At which step a case begins, and the first day on which that step can be reached."""

    case_id: UUID
    step_number: int
    next_on: date | None
    step: str | None = None


async def take_out(
    connection: Connection,
    company_id: UUID,
    starts: Sequence[Start],
    *,
    actor: str,
    today: date,
    reminded_on: date | None = None,
) -> list[Event]:
    """Let quarantined cases go on, each at its start step; returns what the log should say."""
    rows = await connection.fetch(
        sql.take_out,
        company_id,
        [one.case_id for one in starts],
        [one.step_number for one in starts],
        [one.next_on for one in starts],
    )
    await evaluation.forget(connection, company_id, [row["id"] for row in rows])
    steps = {one.case_id: one.step for one in starts}
    told = {} if reminded_on is None else {"reminded_on": reminded_on.isoformat()}
    return [
        _event("case_released", row, actor, today, step=steps[row["id"]], detail=told)
        for row in rows
    ]


async def leave_out(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
) -> list[Event]:
    """Close quarantined cases as ignored backlog; returns what the log should say."""
    rows = await connection.fetch(sql.leave_out, company_id, case_ids, today)
    return [_event("backlog_ignored", row, actor, today) for row in rows]


async def put_back(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
) -> list[Event]:
    """Put cases that were taken or left out back; returns what the log should say."""
    rows = await connection.fetch(sql.put_back, company_id, case_ids)
    return [_event("case_quarantined", row, actor, today) for row in rows]


def _event(
    kind: str,
    row: Any,
    actor: str,
    today: date,
    *,
    step: str | None = None,
    detail: dict[str, Any] | None = None,
) -> Event:
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=today,
        step=step,
        rule_id=row["rule_id"],
        case_id=row["id"],
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        detail=detail or {},
    )
