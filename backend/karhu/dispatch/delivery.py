"""Carrying messages out: claim, look again, keep the letters; send; record. Crash-safe.

The row locks of the first transaction are the claim. Until it commits nothing has happened; after
it every message has its letter, its lease and the token by which this worker knows it again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

import msgspec
import structlog

from karhu.cases import service as cases
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.claims.recognising import recognise
from karhu.dispatch.charging import claims_costs
from karhu.dispatch.mates import (
    LIVING,
    WAITING,
    Mates,
    hand_over,
    has_mate,
    mates_of,
    others_had_it,
)
from karhu.dispatch.preparing import Held, Packed, prepare
from karhu.dispatch.second_look import Ready
from karhu.dispatch.service import event_of, noted
from karhu.evaluation import service as evaluation
from karhu.events import service as events_log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.kit import clock, db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

log = structlog.get_logger()
sql = Statements(__file__)
Send = Callable[[Parcel], Awaitable[Receipt]]

CHANNELS = ("email",)  # what an installation with nothing but a mail server has
BATCH = 30  # debtors claimed at once; a killed worker leaves at most AT_ONCE such batches unknown
LEASE = timedelta(minutes=5)
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LAST_ATTEMPT = 8
RECORDING_PAUSES_S = (0.1, 0.5, 1, 2, 4, 8, 15, 30)  # a server that restarts is back by then


async def deliver(
    send: Send, *, now: datetime, lease: timedelta = LEASE, channels: Collection[str] = CHANNELS
) -> int:
    """Carry out one batch of due messages; returns how many were claimed.

    Only the channels that the installation has are looked at: what goes by another waits. What a
    worker was sending when it died is settled by `end_leases` once the lease has ended.
    """
    token = uuid4()
    packed: list[Packed] = []
    async with db.transaction_over_all() as connection:
        claimed = await connection.fetch(sql.claim_dispatches, now, BATCH, list(channels))
        for company_id, rows in groupby(sorted(claimed, key=_company), key=_company):
            await db.narrow(connection, company_id)
            held = Held(token=token, until=now + lease)
            packed += await _prepared(connection, company_id, list(rows), held, now)
    receipts = await asyncio.gather(*(_hand_over(send, one.parcel) for one in packed))
    answered = list(zip(packed, receipts, strict=True))
    for company_id, pairs in groupby(answered, key=lambda pair: pair[0].parcel.company_id):
        await _recorded(company_id, _by_message(list(pairs)), token, now)
    return len(claimed)


_company = itemgetter("company_id")


async def _hand_over(send: Send, parcel: Parcel) -> Receipt:
    try:
        return await send(parcel)
    except (
        Exception
    ) as error:  # a channel that breaks its word and raises: who knows how far it came
        log.exception("channel_raised")
        return Receipt(verdict="unknown", text=repr(error)[:500])


async def _prepared(
    connection: Connection, company_id: UUID, rows: list[Any], held: Held, now: datetime
) -> list[Packed]:
    """Prepare one company's messages, without a say in what becomes of the others'."""
    try:
        async with connection.transaction():
            return await prepare(connection, company_id, rows, held, now)
    except Exception as error:
        log.exception("letters_not_prepared", company_id=str(company_id), count=len(rows))
        ids = [row["id"] for row in rows]
        await connection.execute(sql.put_off, company_id, ids, now + RETRIES[1], repr(error)[:500])
        return []


class Answered(msgspec.Struct, frozen=True):
    """A message, the letter it went in, and what the channel said of that."""

    item: Ready
    letter_id: UUID
    receipt: Receipt


def _by_message(answered: Sequence[tuple[Packed, Receipt]]) -> list[Answered]:
    return [
        Answered(item, one.letter_id, receipt) for one, receipt in answered for item in one.items
    ]


async def _recorded(
    company_id: UUID, answered: Sequence[Answered], token: UUID, now: datetime
) -> None:
    """Record one company's receipts, and try again: what is not recorded ends as unknown."""

    async def record() -> None:
        async with db.transaction(company_id) as connection:
            await _record(connection, company_id, answered, token, now)

    for pause_s in RECORDING_PAUSES_S:
        try:
            await db.apart(record())
            return
        except Exception as error:
            log.warning("receipts_not_recorded", company_id=str(company_id), error=repr(error))
            await asyncio.sleep(pause_s)
    log.error("receipts_lost", company_id=str(company_id), count=len(answered))


async def _record(
    connection: Connection,
    company_id: UUID,
    answered: Sequence[Answered],
    token: UUID,
    now: datetime,
) -> None:
    """Record what became of every message that this worker still holds."""
    outcomes = [(one.item, _delivered(one, now)) for one in answered]
    held = await connection.fetch(
        sql.record_receipts, company_id, token, now, rows_as_json([o for _, o in outcomes])
    )
    mine = {row["id"] for row in held}
    done = [(item, outcome) for item, outcome in outcomes if item.row["id"] in mine]
    mates = await mates_of(connection, company_id, [item.row for item, _ in done])
    spared = [mate.id for theirs in mates.values() for mate in theirs]
    case_ids = [item.row["case_id"] for item, _ in done]
    await exceptions.mend(connection, company_id, case_ids, now=now, spared=spared)
    sent = [item for item, outcome in done if outcome.state == "sent"]
    await _move_on(connection, company_id, sent)
    await _recognise(connection, company_id, sent, now)
    await _settle_failed(connection, company_id, done, mates)
    await _note(connection, company_id, done, now)
    events = [_told(item, outcome) for item, outcome in done if outcome.state != "queued"]
    await events_log.append(connection, company_id, events, now=now)


class Delivered(msgspec.Struct, frozen=True, kw_only=True):
    """The state a receipt leads to."""

    id: UUID
    letter_id: UUID
    state: str
    receipt: str | None = None
    failure_code: str | None = None
    failure: str | None = None
    send_after: datetime | None = None


def _delivered(one: Answered, now: datetime) -> Delivered:
    attempt, text = one.item.row["attempt_count"], one.receipt.text
    delivered = partial(Delivered, id=one.item.row["id"], letter_id=one.letter_id)
    match one.receipt.verdict:
        case "sent":
            return delivered(state="sent", receipt=text)
        case "unknown":
            return delivered(state="unknown", failure_code="outcome_unknown", failure=text)
        case "deferred" if attempt < LAST_ATTEMPT:
            pause = RETRIES[min(attempt, len(RETRIES)) - 1]
            return delivered(state="queued", failure=text, send_after=now + pause)
        case "refused" | "deferred":
            return delivered(state="failed", failure_code="delivery_failed", failure=text)


async def _move_on(connection: Connection, company_id: UUID, sent: Sequence[Ready]) -> None:
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


async def _recognise(
    connection: Connection, company_id: UUID, sent: Sequence[Ready], now: datetime
) -> None:
    ids = [
        item.row["invoice_id"]
        for item in sent
        if claims_costs(item.row) and recognised_when(item) == "when_sent"
    ]
    if ids:
        await recognise(
            connection, company_id, ids, on=sent[0].sent_on, actor="automation", now=now
        )


def recognised_when(item: Ready) -> str:
    """When a letter's costs are income: as its sender chose (R311), else as the company does."""
    chosen: str | None = item.row["recognises_income"]
    return chosen or item.facts.company.recognises_income


async def _settle_failed(
    connection: Connection, company_id: UUID, done: Sequence[tuple[Ready, "Delivered"]],
    mates: Mates,
) -> None:  # fmt: skip
    """What was not sent, or may not have been, leaves its costs to a letter that still goes."""
    lost = [item.row for item, outcome in done if outcome.state == "unknown"]
    await hand_over(connection, company_id, lost, mates, WAITING)
    failed = [item for item, outcome in done if outcome.state == "failed"]
    await hand_over(connection, company_id, [item.row for item in failed], mates)
    for item in failed:
        if has_mate(mates, item.row, LIVING):
            continue
        if others_had_it(mates, item.row):  # it came back from them: nobody has the letter
            await cases.take_back_letter(
                connection, company_id, case_id=item.row["case_id"],
                step_number=item.row["step_number"],
            )  # fmt: skip
        await _note_failure(connection, company_id, item)


async def _note_failure(connection: Connection, company_id: UUID, item: Ready) -> None:
    """A refused letter does not use up its step: it waits until the address is corrected.

    Of an e-mail address one can tell that it was; what an operator refused a person looks at.
    """
    is_mail = item.row["channel"] == "email"
    resumes = is_mail and item.facts.company.resumes_corrected and item.row["round"] == 1
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
        noted(item.row, outcome.failure_code, outcome.failure or "")
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
    """Settle what dead workers were sending: nobody knows; returns how many messages."""
    async with db.transaction_over_all() as connection:
        rows = sorted(await connection.fetch(sql.end_leases, now), key=_company)
        for company_id, lost in groupby(rows, key=_company):
            await _tell_lost(connection, company_id, list(lost), now)
    return len(rows)


async def _tell_lost(
    connection: Connection, company_id: UUID, rows: list[Any], now: datetime
) -> None:
    time_zone = await connection.fetchval(
        "select time_zone from companies where id = $1", company_id
    )
    today = clock.date_in(time_zone, now)
    mates = await mates_of(connection, company_id, rows)
    await hand_over(connection, company_id, rows, mates, WAITING)
    found = [noted(row, "outcome_unknown", row["failure"]) for row in rows]
    await exceptions.note(connection, company_id, found, now=now, today=today)
    events = [event_of(r, "dispatch_unknown", actor="automation", today=today) for r in rows]
    await events_log.append(connection, company_id, events, now=now)
