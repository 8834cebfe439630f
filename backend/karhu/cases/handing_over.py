"""Cases given to an agency by hand, and taken back from it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def hand_over(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    agency: str,
    actor: str,
    today: date,
    now: datetime,
) -> list[UUID]:
    """Mark open cases as handed over; returns which were. Their steps rest while they are there."""
    rows = await connection.fetch(sql.hand_over, company_id, case_ids, today)
    events = [_event("case_handed_over", row, actor, today, {"agency": agency}) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return [row["id"] for row in rows]


async def take_from_agency(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> list[UUID]:
    """Take cases back as they were when they were handed over; returns which were."""
    rows = await connection.fetch(sql.take_from_agency, company_id, case_ids)
    events = [_event("hand_over_undone", row, actor, today, {}) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return [row["id"] for row in rows]


def _event(kind: str, row: Any, actor: str, today: date, detail: dict[str, str]) -> Event:
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=today,
        rule_id=row["rule_id"],
        case_id=row["id"],
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        detail=detail,
    )
