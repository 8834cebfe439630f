"""Taking a change of status back, as one: what has not gone out returns to what it was."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import handing_over
from karhu.dispatch import proposals
from karhu.dispatch import service as outbox
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.worklist.changing import Refused

sql = Statements(__file__)
UNDONE = """
    update status_change_rows set undone_at = $4
    where company_id = $1 and status_change_id = $2 and case_id = any($3::uuid[])
"""
CLOSED = """
    update status_changes c set undone_at = $3, undone_by = $4
    where company_id = $1 and id = $2 and not exists (
        select from status_change_rows r
        where r.company_id = $1 and r.status_change_id = $2 and r.undone_at is null)
"""


class Undone(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows returned, and which could not."""

    count: int
    refused: list[Refused]


class Undoing(msgspec.Struct, frozen=True, kw_only=True):
    """Who takes back which change, and when."""

    company_id: UUID
    change_id: UUID
    actor: str
    today: date
    now: datetime


async def undo(connection: Connection, asked: Undoing) -> Undone:
    """Take back every row of a change that still can be; the others are answered one by one."""
    rows = await connection.fetch(sql.rows_to_undo, asked.company_id, asked.change_id)
    can = [row for row in rows if _hindrance(row) is None]
    acts = {act: [row for row in can if row["act"] == act] for act in ACTS}
    for act, carry_out in ACTS.items():
        if acts[act]:
            await carry_out(connection, asked, acts[act])
    aside = [row["set_aside_id"] for row in can if row["set_aside_id"] is not None]
    if aside:
        await proposals.bring_back(connection, asked.company_id, aside)
    ids = [row["case_id"] for row in can]
    await connection.execute(UNDONE, asked.company_id, asked.change_id, ids, asked.now)
    await connection.execute(CLOSED, asked.company_id, asked.change_id, asked.now, asked.actor)
    return Undone(count=len(can), refused=_refused(rows))


def _refused(rows: Sequence[Any]) -> list[Refused]:
    found = []
    for row in rows:
        if (code := _hindrance(row)) is not None:
            found.append(
                Refused(
                    case_id=row["case_id"],
                    code=code,
                    invoice_id=row["invoice_id"],
                    invoice_number=row["number"],
                    customer_name=row["customer_name"],
                )
            )
    return found


def _hindrance(row: Any) -> str | None:
    if row["act"] == "handed_over":
        if row["case_state"] == "closed":
            return "case_closed"
        return None if row["handed_over_on"] is not None else "already_taken_back"
    state: str = row["letter_state"]
    is_waiting = state == "queued" or (state == "proposed" and row["act"] == "sent")
    return None if is_waiting else f"is_{state}"


async def _take_back(connection: Connection, asked: Undoing, rows: Sequence[Any]) -> None:
    await outbox.take_back(
        connection, asked.company_id, [row["dispatch_id"] for row in rows],
        actor=asked.actor, today=asked.today, now=asked.now,
    )  # fmt: skip


async def _propose_again(connection: Connection, asked: Undoing, rows: Sequence[Any]) -> None:
    await proposals.propose_again(
        connection, asked.company_id,
        {row["dispatch_id"]: row["send_after_before"] for row in rows},
        actor=asked.actor, today=asked.today, now=asked.now,
    )  # fmt: skip


async def _take_from_agency(connection: Connection, asked: Undoing, rows: Sequence[Any]) -> None:
    await handing_over.take_from_agency(
        connection, asked.company_id, [row["case_id"] for row in rows],
        actor=asked.actor, today=asked.today, now=asked.now,
    )  # fmt: skip


ACTS = {"sent": _take_back, "approved": _propose_again, "handed_over": _take_from_agency}
