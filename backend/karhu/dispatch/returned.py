"""What comes back after a message was sent: it was delivered, it waits, or it did not arrive.

Operators and mail servers repeat themselves; the same answer twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import service as cases
from karhu.channels.answer import FAILURES, Answer
from karhu.claims import service as claims
from karhu.claims.recognising import derecognise
from karhu.customers.ledger import hold
from karhu.dispatch import service as outbox
from karhu.dispatch.charging import claims_costs
from karhu.dispatch.mates import LIVING, hand_over, has_mate, mates_of
from karhu.dispatch.service import event_of, noted
from karhu.evaluation import service as evaluation
from karhu.events import service as events_log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.kit import clock, db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)

RANK = ("accepted", "delayed", "delivered")  # what is known better replaces what is known less
KEEP_CURSOR = """
    insert into answer_cursors (channel, cursor, read_at) values ($1, $2, $3)
    on conflict (channel) do update set cursor = excluded.cursor, read_at = excluded.read_at
"""
LATER_STEPS = """
    select * from dispatches where company_id = $1 and case_id = $2 and step_number > $3
      and state <> 'cancelled' for update
"""


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """How many messages an answer changed, and how many it came too early for."""

    changed_count: int
    early_count: int


async def take_everywhere(answers: Iterable[Answer], *, now: datetime) -> bool:
    """Take answers about messages of any company, each company's in a transaction of its own.

    Returns whether all is done: what is said of a letter whose sending is not recorded yet has to
    be said again. What is about no message of ours is left out.
    """
    by_id: dict[UUID, list[Answer]] = {}
    for answer in answers:
        by_id.setdefault(answer.dispatch_id, []).append(answer)
    if not by_id:
        return True
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(sql.find_companies, list(by_id))
    by_company: dict[UUID, list[Answer]] = {}
    for row in rows:
        by_company.setdefault(row["company_id"], []).extend(by_id[row["id"]])
    early = 0
    for company_id, theirs in by_company.items():
        async with db.transaction(company_id) as connection:
            taken = await take(connection, company_id, theirs, actor="automation", now=now)
        early += taken.early_count
    return early == 0


async def take(
    connection: Connection, company_id: UUID, answers: Sequence[Answer], *, actor: str,
    now: datetime,
) -> Taken:  # fmt: skip
    """Take what was said of a company's messages; whatever is known already changes nothing."""
    said = _decisive(answers)
    if any(answer.outcome in FAILURES for answer in said.values()):
        await hold(connection, company_id, now=now)  # before the claims, in the order of payments
    rows = await connection.fetch(sql.find_answered, company_id, list(said))
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    today = clock.date_in(company["time_zone"], now)
    changed = 0
    for row in rows:
        answer = said[row["answered_id"]]
        if answer.outcome in FAILURES and row["state"] in ("sent", "unknown"):
            await _fail(connection, company, row, answer, actor=actor, today=today, now=now)
            changed += 1
        elif row["state"] == "unknown" and answer.outcome in ("accepted", "delivered"):
            await outbox.mark_sent(
                connection, company_id, row, actor=actor, today=today, now=now
            )  # fmt: skip
            changed += 1
    good = [(row, said[row["answered_id"]]) for row in rows]
    changed += await _note_good(connection, company_id, good, actor=actor, today=today, now=now)
    early = sum(row["state"] == "sending" for row in rows)
    return Taken(changed_count=changed, early_count=early)


def _decisive(answers: Iterable[Answer]) -> dict[UUID, Answer]:
    """Of several answers about one message the one that counts: a failure, else the furthest."""
    found: dict[UUID, Answer] = {}
    for answer in answers:
        before = found.get(answer.dispatch_id)
        if before is None or _weight(answer) > _weight(before):
            found[answer.dispatch_id] = answer
    return found


def _weight(answer: Answer) -> int:
    return len(RANK) if answer.outcome in FAILURES else RANK.index(answer.outcome)


async def _note_good(
    connection: Connection, company_id: UUID, answered: Sequence[tuple[Any, Answer]], *,
    actor: str, today: date, now: datetime,
) -> int:  # fmt: skip
    told = [
        {"id": row["id"], "outcome": answer.outcome, "text": answer.text, "at": answer.at or now}
        for row, answer in answered
        if answer.outcome not in FAILURES
    ]
    rows = await connection.fetch(sql.note_answers, company_id, rows_as_json(told)) if told else []
    events = [_told(row, row["answer"], row["answer_text"], actor, today) for row in rows]
    await events_log.append(connection, company_id, events, now=now)
    return len(rows)


async def _fail(
    connection: Connection, company: Mapping[str, Any], row: Any, answer: Answer, *, actor: str,
    today: date, now: datetime,
) -> None:  # fmt: skip
    """The letter did not arrive: its step is given back, where its case has not moved on since."""
    company_id, text = company["id"], answer.text or answer.outcome
    await connection.execute(
        sql.note_return, company_id, row["id"], answer.outcome, text, answer.at or now
    )
    mates = await mates_of(connection, company_id, [row])
    if has_mate(mates, row, LIVING):  # somebody else has the letter: its step stays done
        await hand_over(connection, company_id, [row], mates)
    else:
        await _give_step_back(connection, company, row, actor=actor, today=today, now=now)
    await outbox.mend(connection, company_id, row, now=now)
    found = [noted(row, "delivery_failed", text)]
    await exceptions.note(connection, company_id, found, now=now, today=today)
    event = _told(row, answer.outcome, text, actor, today, kind="dispatch_returned")
    await events_log.append(connection, company_id, [event], now=now)


async def _give_step_back(
    connection: Connection, company: Mapping[str, Any], row: Any, *, actor: str, today: date,
    now: datetime,
) -> None:  # fmt: skip
    company_id, was_sent = company["id"], row["state"] == "sent"
    is_back = not was_sent or await _step_back(connection, company, row, actor, today, now)
    if not is_back and row["is_collective"]:  # another of the letter's invoices took it back
        is_back = await outbox.is_at_its_step(connection, company_id, row)
    if not is_back:
        return
    if was_sent and claims_costs(row):
        await _uncharge(connection, company_id, row, actor=actor, today=today, now=now)
    # only of an e-mail address is it known that it is not the one that failed
    is_known = row["channel"] == "email" and row["round"] == 1
    resumes = company["resumes_corrected"] and is_known
    await evaluation.hold_again(
        connection,
        company_id,
        case_id=row["case_id"],
        step_number=row["step_number"],
        reason="missing_contact_data" if resumes else "manual_review",
        failed_recipient=row["recipient"],
    )


async def _step_back(
    connection: Connection, company: Mapping[str, Any], row: Any, actor: str, today: date,
    now: datetime,
) -> bool:  # fmt: skip
    """Put the case back to the letter's step; what waits for a later step is stopped first."""
    company_id, case_id, step_number = company["id"], row["case_id"], row["step_number"]
    later = await connection.fetch(LATER_STEPS, company_id, case_id, step_number)
    if any(one["state"] not in ("queued", "proposed") for one in later):
        return False
    if not await cases.take_back_letter(
        connection, company_id, case_id=case_id, step_number=step_number
    ):
        return False
    known = await evaluation.company_facts(connection, company)
    facts = await evaluation.facts_of(connection, known, [row["invoice_id"]])
    await cases.look_again(connection, company_id, facts)
    reason = "previous_step_missing"
    for one in later:
        await outbox.undo(connection, company_id, one, code=reason, reason=reason)
    events = [
        event_of(one, "dispatch_stopped", actor=actor, today=today, reasons=(reason,))
        for one in later
    ]
    await events_log.append(connection, company_id, events, now=now)
    return True


async def _uncharge(
    connection: Connection, company_id: UUID, row: Any, *, actor: str, today: date, now: datetime
) -> None:
    """Return the claim to what it was before the letter, and take back income booked for it."""
    await claims.put_back(
        connection,
        company_id,
        invoice_id=row["invoice_id"],
        dispatch_id=row["id"],
        before=row["claim_before"],
    )
    await derecognise(connection, company_id, [row["invoice_id"]], on=today, actor=actor, now=now)


def _told(
    row: Any, outcome: str, text: str | None, actor: str, today: date,
    *, kind: str = "dispatch_answered",
) -> Event:  # fmt: skip
    detail = {"recipient": row["recipient"], "channel": row["channel"], "outcome": outcome}
    if text:
        detail["answer"] = text
    return event_of(row, kind, actor=actor, today=today, detail=detail)


async def cursor_of(channel: str) -> str:
    """From where a channel's speaker is to be asked; empty at the first time."""
    query = "select cursor from answer_cursors where channel = $1"
    async with db.transaction_over_all() as connection:
        return await connection.fetchval(query, channel) or ""


async def keep_cursor(channel: str, cursor: str, *, now: datetime) -> None:
    """Remember until where a channel's speaker was asked."""
    async with db.transaction_over_all() as connection:
        await connection.execute(KEEP_CURSOR, channel, cursor, now)
