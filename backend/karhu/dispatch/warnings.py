"""Possession warnings in the outbox: which of them the board has not decided on."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from karhu.kit.db import Connection
from karhu.kit.problems import Fault, Problem
from karhu.kit.sql import Statements

sql = Statements(__file__)

WARNING = "possession_warning"
GOING_OUT = frozenset({"queued", "sending", "unknown", "sent"})
MISSING = "board_decision_missing"
DETAIL = (
    "The board decides on a possession warning before it goes (1599/2009 8:3). "
    "Record its decision on the case, with the paragraph of the minutes, and approve it then."
)


def round_of(states: Sequence[str], decided: Sequence[int]) -> int:
    """Which warning of a case is spoken of: one that has gone stays it until a further one is due.

    `states` are those of its letters that were not cancelled, `decided` the rounds that the board
    has decided on. A letter that did not arrive and is sent again is the same warning.
    """
    sent_count = sum(state == "sent" for state in states)
    is_coming = sent_count < len(states)
    return max(1, sent_count + is_coming, *decided)


async def undecided(
    connection: Connection, company_id: UUID, case_ids: Sequence[UUID]
) -> frozenset[UUID]:
    """Those of the cases on whose next warning no decision of the board is recorded."""
    rows = await connection.fetch(sql.find_undecided, company_id, list(case_ids))
    return frozenset(row["case_id"] for row in rows)


async def undecided_among(
    connection: Connection, company_id: UUID, rows: Sequence[Any]
) -> frozenset[UUID]:
    """The cases of proposed warnings among rows of dispatches that lack the board's decision."""
    proposed = [
        row["case_id"] for row in rows if (row["step"], row["state"]) == (WARNING, "proposed")
    ]
    return await undecided(connection, company_id, proposed) if proposed else frozenset()


async def require_decisions(connection: Connection, company_id: UUID, ids: Sequence[UUID]) -> None:
    """Raise 409 that names each of these messages that is a warning without a decision.

    The decisions that are found stay until the transaction ends.
    """
    rows = await connection.fetch(
        """select id, case_id, step, state from dispatches
           where company_id = $1 and id = any($2::uuid[]) and step = $3 order by id for update""",
        company_id, list(ids), WARNING,
    )  # fmt: skip
    if not rows:
        return
    await connection.execute(  # whoever withdraws a decision meanwhile waits, or has been faster
        "select from cases where company_id = $1 and id = any($2::uuid[]) order by id for share",
        company_id, [row["case_id"] for row in rows],
    )  # fmt: skip
    lacking = await undecided_among(connection, company_id, rows)
    if refused := {row["id"] for row in rows if row["case_id"] in lacking}:
        faults = [
            Fault(pointer=f"/dispatch_ids/{at}", code=MISSING, detail=DETAIL)
            for at, id in enumerate(ids)
            if id in refused
        ]
        raise Problem(409, MISSING, DETAIL, faults=faults)
