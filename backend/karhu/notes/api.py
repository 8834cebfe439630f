"""Operations on the notes of invoices."""

from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.events import service as log
from karhu.events.log import Event
from karhu.identity.today import today_of
from karhu.kit.ids import uuid7
from karhu.kit.problems import Problem, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def list_notes(call: Call, *, invoice_id: UUID) -> types.NotePage:
    """What people wrote down about an invoice, newest first."""
    rows = await call.connection.fetch(sql.list_notes, call.company_id, invoice_id)
    return types.NotePage(items=[_shown(call, row) for row in rows])


async def create_note(call: Call, *, invoice_id: UUID, body: types.NoteWrite) -> types.Note:
    """Write a note about an invoice."""
    row = await call.connection.fetchrow(
        sql.insert_note, call.company_id, uuid7(), invoice_id, body.text.strip(), call.actor.id,
        call.actor.name, call.now,
    )  # fmt: skip
    if row is None:
        raise missing("invoice")
    await _log(call, row, "note_written")
    return _shown(call, row)


async def update_note(call: Call, *, note_id: UUID, body: types.NoteWrite) -> types.Note:
    """Change a note of one's own."""
    row = await _own(call, note_id)
    changed = await call.connection.fetchrow(
        """update notes set text = $3, edited_at = $4
           where company_id = $1 and id = $2 returning *""",
        call.company_id, note_id, body.text.strip(), call.now,
    )  # fmt: skip
    if row["text"] != changed["text"]:
        await _log(call, row, "note_changed")
    return _shown(call, changed)


async def delete_note(call: Call, *, note_id: UUID) -> None:
    """Delete a note of one's own."""
    row = await _own(call, note_id)
    await call.connection.execute(
        "delete from notes where company_id = $1 and id = $2", call.company_id, note_id
    )
    await _log(call, row, "note_deleted")


async def _own(call: Call, note_id: UUID) -> Any:
    row = await call.connection.fetchrow(sql.find_note, call.company_id, note_id)
    if row is None:
        raise missing("note")
    if row["author_id"] != call.actor.id:
        detail = "Only its author may change a note. Write one of your own beside it."
        raise Problem(403, "not_your_note", detail)
    return row


async def _log(call: Call, row: Any, kind: str) -> None:
    event = Event(
        kind=kind,
        actor=call.actor.label,
        occurred_on=await today_of(call.connection, call.company_id, call.now),
        invoice_id=row["invoice_id"],
        detail={"note_id": str(row["id"])},
    )
    await log.append(call.connection, call.company_id, [event], now=call.now)


def _shown(call: Call, row: Any) -> types.Note:
    return types.Note(
        id=str(row["id"]),
        invoice_id=str(row["invoice_id"]),
        text=row["text"],
        author=row["author"],
        is_own=row["author_id"] == call.actor.id,
        created_at=row["created_at"],
        edited_at=row["edited_at"] or UNSET,
    )
