"""Proposals that a person's other choice sets aside, and approvals that are taken back."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from karhu.claims import service as claims
from karhu.dispatch.charging import claims_costs
from karhu.dispatch.service import event_of
from karhu.events import service as log
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


async def set_aside(connection: Connection, company_id: UUID, ids: Sequence[UUID]) -> None:
    """Set proposals aside: they wait for nobody, and can be brought back as they were."""
    await connection.execute(sql.set_aside, company_id, ids)


async def bring_back(connection: Connection, company_id: UUID, ids: Sequence[UUID]) -> None:
    """Bring back proposals that were set aside."""
    await connection.execute(sql.bring_back, company_id, ids)


async def propose_again(
    connection: Connection,
    company_id: UUID,
    approved: Mapping[UUID, datetime],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> list[UUID]:
    """Turn approved messages that have not begun to go back into proposals; returns which were.

    `approved` says by message when the proposal was to go. What they claimed is claimed no more.
    """
    told = [{"id": id, "send_after": at} for id, at in approved.items()]
    rows = await connection.fetch(sql.propose_again, company_id, rows_as_json(told))
    await claims.put_many_back(
        connection,
        company_id,
        [
            claims.Before(
                invoice_id=row["invoice_id"], dispatch_id=row["id"], before=row["was_claimed"]
            )
            for row in rows
            if claims_costs(row)
        ],
    )
    events = [event_of(row, "dispatch_proposed_again", actor=actor, today=today) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return [row["id"] for row in rows]
