"""The quarantine: pull cases in at a chosen step, leave them out for good, put them back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.backlog.start import Refusal, start_of
from karhu.cases import quarantine
from karhu.cases import service as cases
from karhu.cases.quarantine import Start
from karhu.dispatch import service as outbox
from karhu.evaluation import service as evaluation
from karhu.events import service as log
from karhu.invoices.service import tell_reminded
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.rules.rule import StepKind

sql = Statements(__file__)
NOT_WAITING = Refusal(
    code="not_in_quarantine", detail="This case does not wait in quarantine any more."
)
NOT_TAKEN = Refusal(
    code="not_taken_out", detail="Nobody took this case out of quarantine, so it cannot go back."
)
SENT = Refusal(
    code="letter_sent", detail="A letter of this case went out already, so it cannot go back."
)


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases were changed, and why the others were not."""

    done_ids: list[UUID]
    refused: list[tuple[UUID, str | None, Refusal]]


async def pull_in(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    step: StepKind | None,
    reminded_on: date | None,
    actor: str,
    today: date,
    now: datetime,
) -> Outcome:
    """Pull cases into the automation, each at its start step; what cannot start there stays."""
    rows = await _found(connection, company_id, case_ids)
    company = await evaluation.load_company(connection, company_id)
    waiting = {row["invoice_id"]: row for row in rows.values() if row["state"] == "quarantined"}
    starts: list[Start] = []
    refused = _strangers(case_ids, rows, waiting.values(), NOT_WAITING)
    telling: list[UUID] = []
    for facts in await evaluation.facts_of(connection, company, list(waiting)):
        row = waiting[facts.invoice_id]
        start = start_of(facts, step, reminded_on=reminded_on)
        if isinstance(start, Refusal):
            refused.append((row["id"], row["number"], start))
            continue
        starts.append(start)
        if reminded_on is not None and reminded_on > facts.due_on:
            telling.append(facts.invoice_id)
    if reminded_on is not None and step in (None, "reminder", "notice"):
        await tell_reminded(connection, company_id, telling, reminded_on, now=now)
    events = await quarantine.take_out(
        connection, company_id, starts, actor=actor, today=today, reminded_on=reminded_on
    )
    await log.append(connection, company_id, events, now=now)
    return Outcome(done_ids=[one.case_id for one in starts], refused=refused)


async def leave_out(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> Outcome:
    """Leave quarantined cases out for good; each is closed as ignored backlog."""
    rows = await _found(connection, company_id, case_ids)
    waiting = [row for row in rows.values() if row["state"] == "quarantined"]
    ids = [row["id"] for row in waiting]
    events = await quarantine.leave_out(connection, company_id, ids, actor=actor, today=today)
    await log.append(connection, company_id, events, now=now)
    return Outcome(done_ids=ids, refused=_strangers(case_ids, rows, waiting, NOT_WAITING))


async def put_back(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> Outcome:
    """Put cases back into quarantine; a letter in its undo window is taken back with them."""
    rows = await _found(connection, company_id, case_ids)
    taken = [row for row in rows.values() if _was_taken_out(row)]
    refused = _strangers(case_ids, rows, taken, NOT_TAKEN)
    waiting = [id for row in taken if not row["is_sent"] for id in row["waiting_ids"] or ()]
    stuck: set[UUID] = set()
    if waiting:
        choice = await outbox.take_back(
            connection, company_id, waiting, actor=actor, today=today, now=now
        )
        stuck = {id for id, _ in choice.refused}
    sent = [row for row in taken if row["is_sent"] or stuck & set(row["waiting_ids"] or ())]
    refused += [(row["id"], row["number"], SENT) for row in sent]
    ids = [row["id"] for row in taken if row not in sent]
    events = await quarantine.put_back(connection, company_id, ids, actor=actor, today=today)
    company = await evaluation.load_company(connection, company_id)
    invoices = [rows[id]["invoice_id"] for id in ids]
    again = await evaluation.facts_of(connection, company, invoices)
    await cases.look_again(connection, company_id, again)
    await log.append(connection, company_id, events, now=now)
    return Outcome(done_ids=ids, refused=refused)


def _was_taken_out(row: Any) -> bool:
    is_left_out = row["state"] == "closed" and row["close_reason"] == "backlog_ignored"
    return row["quarantined_at_step"] is not None and (row["state"] == "open" or is_left_out)


async def _found(
    connection: Connection, company_id: UUID, case_ids: Sequence[UUID]
) -> dict[UUID, Any]:
    rows = await connection.fetch(sql.find_quarantined, company_id, case_ids)
    return {row["id"]: row for row in rows}


def _strangers(
    case_ids: Sequence[UUID], rows: dict[UUID, Any], fitting: Any, refusal: Refusal
) -> list[tuple[UUID, str | None, Refusal]]:
    fit = {row["id"] for row in fitting}
    return [
        (id, rows[id]["number"] if id in rows else None, refusal)
        for id in dict.fromkeys(case_ids)
        if id not in fit
    ]
