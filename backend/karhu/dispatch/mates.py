"""The letters to a case's other recipients: one claims the costs, the others are its copies.

Whoever claims goes first, and the copies follow, so that all say the same. If its letter does not
go, or comes back, the next one claims in its place: the costs are claimed once, for as long as one
letter stands.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims import service as claims
from karhu.dispatch.charging import claims_costs
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)
Row = Mapping[str, Any]

LIVING = ("queued", "proposed", "sending", "sent", "unknown")  # the best heir first
WAITING = ("queued", "proposed")
STANDING = (*LIVING, "failed")  # what a person has not given up


class Mate(msgspec.Struct, frozen=True, kw_only=True):
    """A message to another recipient, of the same letter."""

    id: UUID
    invoice_id: UUID
    state: str
    is_copy: bool
    was_sent: bool

    def is_in(self, states: Sequence[str]) -> bool:
        """Whether it is in one of these states; what came back has failed for good."""
        return self.state in states and not (self.state == "failed" and self.was_sent)


Mates = Mapping[UUID, Sequence[Mate]]


async def mates_of(connection: Connection, company_id: UUID, rows: Sequence[Row]) -> Mates:
    """The mates of messages that are not cancelled, by message: one statement, however many."""
    ids = [row["id"] for row in rows if row["is_collective"]]
    found: dict[UUID, list[Mate]] = {}
    if not ids:
        return found
    for row in await connection.fetch(sql.find_mates, company_id, ids):
        mate_of, *fields = row
        mate = Mate(**dict(zip(Mate.__struct_fields__, fields, strict=True)))
        found.setdefault(mate_of, []).append(mate)
    return found


def has_mate(mates: Mates, row: Row, states: Sequence[str]) -> bool:
    """Whether a letter to another recipient is in one of these states."""
    return any(mate.is_in(states) for mate in mates.get(row["id"], ()))


def others_had_it(mates: Mates, row: Row) -> bool:
    """Whether the letter was sent to another recipient, even if it came back: its case moved on."""
    return any(mate.was_sent for mate in mates.get(row["id"], ()))


async def hand_over(
    connection: Connection, company_id: UUID, rows: Sequence[Row], mates: Mates,
    states: Sequence[str] = LIVING,
) -> set[UUID]:  # fmt: skip
    """Let mates claim what these messages claimed; returns the messages that found an heir."""
    pairs = [
        {"invoice_id": row["invoice_id"], "giver": row["id"], "heir": heir}
        for row in rows
        if _is_first(row) and (heir := _heir(row, mates, states)) is not None
    ]
    if pairs:
        told = rows_as_json(pairs)
        await connection.execute(sql.hand_over, company_id, told)
        await claims.hand_over(connection, company_id, told)
    return {pair["giver"] for pair in pairs}


def _is_first(row: Row) -> bool:
    return claims_costs(row) or not row["is_copy"]


def _heir(row: Row, mates: Mates, states: Sequence[str]) -> UUID | None:
    theirs = [mate for mate in mates.get(row["id"], ()) if mate.invoice_id == row["invoice_id"]]
    order = {state: n for n, state in enumerate(states)}
    able = [mate for mate in theirs if mate.is_in(states) and mate.is_copy]
    return min(able, key=lambda mate: (order[mate.state], mate.id)).id if able else None
