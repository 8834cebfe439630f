"""Putting cases back where they stood before a person chose their letters, many at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from karhu.cases import service as cases
from karhu.claims import service as claims
from karhu.dispatch.charging import claims_costs
from karhu.evaluation.places import restore_decisions
from karhu.kit.db import Connection

CANCEL = """
    update dispatches set state = 'cancelled', failure_code = 'cancelled_by_person',
        lease_token = null, lease_until = null
    where company_id = $1 and id = any($2::uuid[])
"""


async def undo_by_hand(connection: Connection, company_id: UUID, rows: Sequence[Any]) -> None:
    """Cancel letters that a person chose: claims, decisions and cases are as they were before.

    The number of statements does not depend on how many letters there are.
    """
    if not rows:
        return
    await connection.execute(CANCEL, company_id, [row["id"] for row in rows])
    befores = [
        claims.Before(
            invoice_id=row["invoice_id"], dispatch_id=row["id"], before=row["claim_before"]
        )
        for row in rows
        if claims_costs(row)
    ]
    await claims.put_many_back(connection, company_id, befores)
    await put_where_they_stood(connection, company_id, rows)


async def put_where_they_stood(
    connection: Connection, company_id: UUID, rows: Sequence[Any]
) -> None:
    """Put the cases of messages back at the places that the messages remember."""
    places = {row["case_id"]: row["place_before"] for row in rows}
    stood = {
        id: (place["step_number"], date.fromisoformat(on) if (on := place["next_on"]) else None)
        for id, place in places.items()
    }
    await restore_decisions(connection, company_id, places)
    await cases.put_at_steps(connection, company_id, stood)
