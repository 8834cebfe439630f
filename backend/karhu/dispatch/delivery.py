"""Carrying messages out: claim, look again, keep the letter, send, record. Crash-safe."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

import msgspec

from karhu.cases import service as cases
from karhu.channels.receipt import Receipt
from karhu.dispatch import service as outbox
from karhu.dispatch.composing import compose, names_of
from karhu.dispatch.service import event_of
from karhu.evaluation import service as evaluation
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.events import service as log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.exceptions.service import Noted
from karhu.kit import clock, db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.letter import Letter

sql = Statements(__file__)
Send = Callable[[Letter], Awaitable[Receipt]]

BATCH = 40  # messages claimed at once: the most that a killed worker can leave as unknown
LEASE = timedelta(minutes=5)
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LAST_ATTEMPT = 8


async def deliver(send: Send, *, now: datetime) -> int:
    """Carry out one batch of due messages; returns how many were claimed."""
    token = uuid4()
    async with db.transaction_over_all() as connection:
        claimed = await connection.fetch(sql.claim_dispatches, token, now, LEASE, BATCH)
    by_company = sorted(claimed, key=itemgetter("company_id"))
    for company_id, rows in groupby(by_company, key=itemgetter("company_id")):
        await _deliver_for(company_id, list(rows), token, send, now)
    return len(claimed)


async def _deliver_for(
    company_id: UUID, rows: list[Any], token: UUID, send: Send, now: datetime
) -> None:
    async with db.transaction(company_id) as connection:
        ready = await _prepare(connection, company_id, rows, token, now)
    receipts = await asyncio.gather(*(send(item.letter) for item in ready))
    async with db.transaction(company_id) as connection:
        await _record(connection, company_id, ready, receipts, token, now)


class Ready(msgspec.Struct, frozen=True):
    """A message that was looked at again and may go."""

    row: Any
    facts: Facts
    letter: Letter
    sent_on: date


async def _prepare(
    connection: Connection, company_id: UUID, rows: list[Any], token: UUID, now: datetime
) -> list[Ready]:
    """Look again at the very moment of sending; what must not go any more is cancelled."""
    company = await evaluation.load_company(connection, company_id)
    details = await connection.fetchrow("select * from companies where id = $1", company_id)
    today = clock.date_in(details["time_zone"], now)
    wanted = [row["invoice_id"] for row in rows]
    facts = {f.invoice_id: f for f in await evaluation.facts_of(connection, company, wanted)}
    names = await names_of(connection, company_id, wanted)
    ready, stopped = [], []
    for row in rows:
        found, decision = _look_again(facts[row["invoice_id"]], row, today)
        if decision.outcome == "act" or _only_waits(decision):
            letter = compose(details, names[row["invoice_id"]], row, today)
            ready.append(Ready(row, found, letter, today))
        else:
            stopped.append((row, found, decision))
    await _stop(connection, company, stopped, now=now, today=today)
    kept = await connection.fetch(
        sql.keep_letters,
        company_id,
        [item.row["id"] for item in ready],
        [msgspec.json.encode(item.letter).decode() for item in ready],
        token,
    )
    mine = {row["id"] for row in kept}
    return [item for item in ready if item.row["id"] in mine]


def _look_again(facts: Facts, row: Any, today: date) -> tuple[Facts, Decision]:
    again = msgspec.structs.replace(facts, decided_outcome=None, decided_reasons=None)
    if facts.case_state == "open" and facts.step_number != row["step_number"]:
        again = msgspec.structs.replace(again, case_state="closed")
    return evaluation.look(again, today)


def _only_waits(decision: Decision) -> bool:
    """A step sent by a person's hand may go before its day; nothing else may stand against it."""
    return decision.outcome == "wait" and all(r.reason_class == "wait" for r in decision.reasons)


async def _stop(
    connection: Connection,
    company: CompanyFacts,
    stopped: Sequence[tuple[Any, Facts, Decision]],
    *,
    now: datetime,
    today: date,
) -> None:
    """Cancel messages whose reason has gone; the step is decided again by the next run."""
    for row, _, decision in stopped:
        code = decision.codes[0]
        await outbox.undo(connection, company.id, row, code=code, reason=code)
    events = [
        event_of(row, "dispatch_stopped", actor="automation", today=today, reasons=decision.codes)
        for row, _, decision in stopped
    ]
    await log.append(connection, company.id, events, now=now)


async def _record(
    connection: Connection,
    company_id: UUID,
    ready: list[Ready],
    receipts: Sequence[Receipt],
    token: UUID,
    now: datetime,
) -> None:
    """Record what became of every message that this worker still holds."""
    outcomes = [_outcome(item, receipt, now) for item, receipt in zip(ready, receipts, strict=True)]
    held = await connection.fetch(
        sql.record_receipts, company_id, token, now,
        [item.row["id"] for item in ready],
        [o.state for o in outcomes], [o.receipt for o in outcomes],
        [o.failure_code for o in outcomes], [o.failure for o in outcomes],
        [o.send_after for o in outcomes],
    )  # fmt: skip
    mine = {row["id"] for row in held}
    done = [(i, o) for i, o in zip(ready, outcomes, strict=True) if i.row["id"] in mine]
    sent = [item for item, outcome in done if outcome.state == "sent"]
    await _move_on(connection, company_id, sent, now)
    for item, outcome in done:
        if outcome.state == "failed":
            await _note_failure(connection, company_id, item)
    await _note(connection, company_id, done, now)
    await log.append(
        connection, company_id, [_told(i, o) for i, o in done if o.state != "queued"], now=now
    )


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """The state a receipt leads to."""

    state: str
    receipt: str | None = None
    failure_code: str | None = None
    failure: str | None = None
    send_after: datetime | None = None


def _outcome(item: Ready, receipt: Receipt, now: datetime) -> Delivered:
    match receipt.verdict:
        case "sent":
            return Delivered(state="sent", receipt=receipt.text)
        case "refused":
            return Delivered(state="failed", failure_code="delivery_failed", failure=receipt.text)
        case "unknown":
            return Delivered(state="unknown", failure_code="outcome_unknown", failure=receipt.text)
        case "deferred":
            attempt = item.row["attempt_count"]
            if attempt >= LAST_ATTEMPT:
                return Delivered(
                    state="failed", failure_code="delivery_failed", failure=receipt.text
                )
            pause = RETRIES[min(attempt, len(RETRIES)) - 1]
            return Delivered(state="queued", failure=receipt.text, send_after=now + pause)


async def _move_on(
    connection: Connection, company_id: UUID, sent: Sequence[Ready], now: datetime
) -> None:
    if not sent:
        return
    letters = [
        cases.after_letter(
            item.facts,
            step_number=item.row["step_number"],
            step=item.facts.rule.steps[item.row["step_number"] - 1],
            sent_on=item.sent_on,
            pay_by_on=item.row["pay_by_on"],
        )
        for item in sent
    ]
    await cases.record_letters(connection, company_id, letters, sent_on=sent[0].sent_on)
    await exceptions.mend(connection, company_id, [letter.case_id for letter in letters], now=now)


async def _note_failure(connection: Connection, company_id: UUID, item: Ready) -> None:
    """A refused letter does not use up its step: it waits until the address is corrected."""
    resumes = item.facts.company.resumes_corrected and item.row["round"] == 1
    await evaluation.hold_again(
        connection,
        company_id,
        case_id=item.row["case_id"],
        step_number=item.row["step_number"],
        reason="missing_contact_data" if resumes else "manual_review",
        failed_recipient=item.row["recipient"],
    )


async def _note(
    connection: Connection, company_id: UUID, done: list[tuple[Ready, Delivered]], now: datetime
) -> None:
    found = [
        Noted(
            cause=outcome.failure_code,
            detail=outcome.failure or "",
            case_id=item.row["case_id"],
            step_number=item.row["step_number"],
            invoice_id=item.row["invoice_id"],
            customer_id=item.row["customer_id"],
            rule_id=item.row["rule_id"],
            dispatch_id=item.row["id"],
        )
        for item, outcome in done
        if outcome.failure_code is not None
    ]
    today = done[0][0].sent_on if done else now.date()
    await exceptions.note(connection, company_id, found, now=now, today=today)


def _told(item: Ready, outcome: Delivered) -> Event:
    detail: dict[str, Any] = {"recipient": item.row["recipient"], "channel": item.row["channel"]}
    answer = outcome.receipt or outcome.failure
    if answer:
        detail["answer"] = answer
    return event_of(
        item.row,
        f"dispatch_{outcome.state}",
        actor="automation",
        today=item.sent_on,
        detail=detail,
    )


async def end_leases(*, now: datetime) -> int:
    """Settle what dead workers left behind; returns how many messages that were."""
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(sql.end_leases, now)
        unknown = sorted(
            (row for row in rows if row["state"] == "unknown"), key=itemgetter("company_id")
        )
        for company_id, lost in groupby(unknown, key=itemgetter("company_id")):
            await _tell_lost(connection, company_id, list(lost), now)
    return len(rows)


async def _tell_lost(
    connection: Connection, company_id: UUID, rows: list[Any], now: datetime
) -> None:
    time_zone = await connection.fetchval(
        "select time_zone from companies where id = $1", company_id
    )
    today = clock.date_in(time_zone, now)
    found = [
        Noted(
            cause="outcome_unknown",
            detail="the worker stopped while sending",
            case_id=row["case_id"],
            step_number=row["step_number"],
            invoice_id=row["invoice_id"],
            customer_id=row["customer_id"],
            rule_id=row["rule_id"],
            dispatch_id=row["id"],
        )
        for row in rows
    ]
    await exceptions.note(connection, company_id, found, now=now, today=today)
    events = [event_of(r, "dispatch_unknown", actor="automation", today=today) for r in rows]
    await log.append(connection, company_id, events, now=now)
