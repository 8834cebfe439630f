"""Sending invoices out: claim, look again, keep the papers; send; record. Crash-safe.

The row locks of the first transaction are the claim. Until it commits nothing has happened; after
it every invoice has its paper, its lease and the token by which this worker knows it again.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

import msgspec
import structlog

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.events import service as events_log
from karhu.first_dispatch import papers
from karhu.first_dispatch.answers import Answered, answer_of, record
from karhu.first_dispatch.chain import Ended, Refusal, Scheme, Way, next_way
from karhu.first_dispatch.papers import Paper
from karhu.first_dispatch.service import event_of, find_settings, scheme_of
from karhu.identity.service import find_company
from karhu.kit import clock, db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.letters.choosing import Dress, dress_of
from karhu.letters.invoice import KINDS, read_invoices

log = structlog.get_logger()
sql = Statements(__file__)

Row = Mapping[str, Any]
Send = Callable[[Parcel], Awaitable[Receipt]]

CHANNELS = ("email",)  # what an installation with nothing but a mail server has
BATCH = 20  # invoices claimed at once; a killed worker leaves at most AT_ONCE such batches unknown
LEASE = timedelta(minutes=10)  # an operator may take its time with twenty
PUT_OFF = timedelta(minutes=5)
RECORDING_PAUSES_S = (0.1, 0.5, 1, 2, 4, 8, 15, 30)  # a server that restarts is back by then

_company = itemgetter("company_id")


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """By what this worker knows its invoices again, and until when nobody else settles them."""

    token: UUID
    until: datetime


class Ready(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice that was looked at again and may go, with its paper."""

    row: Row
    subject: Row
    scheme: Scheme
    way: Way
    paper: Paper
    recipient: str
    today: date


async def carry_out(
    send: Send, *, now: datetime, lease: timedelta = LEASE, channels: Collection[str] = CHANNELS
) -> int:
    """Send one batch of invoices that are due; returns how many were claimed.

    `channels` are those that the installation has. What a worker was sending when it died is
    settled by `end_lost` once the lease has ended.
    """
    connected = frozenset(channels)
    token = uuid4()
    ready: list[Ready] = []
    async with db.transaction_over_all() as connection:
        claimed = await connection.fetch(sql.claim_first_dispatches, now, BATCH)
        for company_id, rows in groupby(sorted(claimed, key=_company), key=_company):
            await db.narrow(connection, company_id)
            held = Held(token=token, until=now + lease)
            ready += await _prepared(connection, company_id, list(rows), connected, held, now)
    receipts = await asyncio.gather(*(_hand_over(send, item) for item in ready))
    answers = [answer_of(item, receipt, now) for item, receipt in zip(ready, receipts, strict=True)]
    for company_id, some in groupby(answers, key=lambda answer: _company(answer.row)):
        await _recorded(company_id, list(some), token, now)
    return len(claimed)


async def _hand_over(send: Send, item: Ready) -> Receipt:
    try:
        return await send(parcel_of(item))
    except Exception as error:  # who knows how far a channel came that breaks its word
        log.exception("channel_raised")
        return Receipt(verdict="unknown", text=repr(error)[:500])


def parcel_of(item: Ready) -> Parcel:
    """What the channel is given; an e-invoice carries its own rows and no picture of itself."""
    channel = item.way.channel
    return Parcel(
        id=item.row["id"],
        company_id=item.row["company_id"],
        channel=channel,
        document=item.paper.document,
        mail=item.paper.mail,
        pdf=b"" if channel == "einvoice" else item.paper.pdf,
    )


async def _prepared(
    connection: Connection,
    company_id: UUID,
    rows: list[Row],
    connected: frozenset[str],
    held: Held,
    now: datetime,
) -> list[Ready]:
    """Prepare one company's invoices, without a say in what becomes of the others'."""
    try:
        async with connection.transaction():
            return await _prepare(connection, company_id, rows, connected, held, now)
    except Exception as error:
        log.exception("invoices_not_prepared", company_id=str(company_id), count=len(rows))
        ids = [row["id"] for row in rows]
        await connection.execute(
            sql.put_off_dispatches, company_id, ids, now + PUT_OFF, repr(error)[:500]
        )
        return []


async def _prepare(
    connection: Connection,
    company_id: UUID,
    rows: list[Row],
    connected: frozenset[str],
    held: Held,
    now: datetime,
) -> list[Ready]:
    """Look again at the very moment of sending; what has no way gets its result here."""
    company = await find_company(connection, company_id)
    settings = await find_settings(connection, company_id)
    scheme = scheme_of(settings, company, connected=connected)
    wanted = [row["invoice_id"] for row in rows]
    found = await read_invoices(connection, company_id, wanted)
    dress = await dress_of(connection, company_id, KINDS)
    subjects = {subject["invoice_id"]: subject for subject in found}
    today = clock.date_in(company["time_zone"], now)
    ready: list[Ready] = []
    ended: list[tuple[Row, Ended]] = []
    for row in rows:
        subject = subjects[row["invoice_id"]]
        way = look_again(company, settings, scheme, row, subject)
        if isinstance(way, Ended):
            ended.append((row, way))
            continue
        try:
            paper, recipient = await _write(company, settings, dress, row, subject, way, today)
        except Exception as error:  # one that cannot be written must not hold up the others
            log.exception("invoice_not_written", first_dispatch_id=str(row["id"]))
            ended.append((row, _unwritten(error)))
        else:
            ready.append(Ready(row=row, subject=subject, scheme=scheme, way=way, paper=paper,
                               recipient=recipient, today=today))  # fmt: skip
    await _end(connection, company_id, ended, today=today, now=now)
    await _keep(connection, company_id, ready, held)
    return ready


def look_again(company: Row, settings: Row, scheme: Scheme, row: Row, subject: Row) -> Way | Ended:
    """By which way an invoice goes now, or why it does not."""
    is_notice = row["what"] == "direct_payment_notice"
    if stop := None if is_notice else _stopped(scheme, row, subject):
        return stop
    if not is_notice and not papers.has_account(company, settings, subject):
        detail = f"The company has no bank account in {subject['currency']}."
        return Ended(state="failed", reason="no_bank_account_for_currency", detail=detail)
    tried = msgspec.convert(row["refusals"], list[Refusal])
    return next_way(scheme, papers.addressee_of(subject), tried, asked=row["asked_channel"])


def _stopped(scheme: Scheme, row: Row, subject: Row) -> Ended | None:
    """What has come between the queue and the door; a person's word outweighs the switches."""
    if subject["sent_on"] is not None:
        return _ignored("already_sent", f"It was sent on {subject['sent_on']}.")
    if row["actor"] != "automation":
        return None
    if not scheme.is_on:
        return _ignored("service_off", "The automatic dispatch was turned off.")
    if not subject["dispatches_automatically"]:
        return _ignored("switched_off", "Automatic invoicing was taken off this invoice.")
    if subject["source"] not in scheme.sources:
        return _ignored("source_not_selected", f"The source {subject['source']} is not selected.")
    if subject["financing"] == "factoring" and not scheme.sends_factoring_notices:
        detail = "It is financed, and notices of transfer are not sent automatically."
        return _ignored("factoring_notices_off", detail)
    return None


def _ignored(reason: str, detail: str) -> Ended:
    return Ended(state="ignored", reason=reason, detail=detail)


def _unwritten(error: Exception) -> Ended:
    return Ended(state="failed", reason="cannot_be_written", detail=repr(error)[:500])


async def _write(
    company: Row, settings: Row, dress: Dress, row: Row, subject: Row, way: Way, today: date
) -> tuple[Paper, str]:
    recipient = papers.recipient_of(subject, way.channel)
    document = papers.document_for(
        company, settings, dress, subject, id=str(row["id"]), sent_on=today,
        is_notice=row["what"] == "direct_payment_notice",
    )  # fmt: skip
    # setting a page takes tens of milliseconds, which others should not wait for
    paper = await asyncio.to_thread(
        papers.written, document, channel=way.channel,
        sender_email=company["sender_email"], recipient=recipient,
    )  # fmt: skip
    return paper, recipient


async def _end(
    connection: Connection,
    company_id: UUID,
    ended: Sequence[tuple[Row, Ended]],
    *,
    today: date,
    now: datetime,
) -> None:
    if not ended:
        return
    results = [
        {"id": row["id"], "state": end.state, "reason": end.reason, "detail": end.detail,
         "refusals": end.refusals}
        for row, end in ended
    ]  # fmt: skip
    await connection.execute(sql.end_dispatches, company_id, now, rows_as_json(results))
    events = [
        event_of(row, f"first_dispatch_{end.state}", today=today, reason=end.reason,
                 detail={"detail": end.detail})
        for row, end in ended
    ]  # fmt: skip
    await events_log.append(connection, company_id, events, now=now)


async def _keep(
    connection: Connection, company_id: UUID, ready: Sequence[Ready], held: Held
) -> None:
    """Keep the papers that are about to be sent; from here on a lost answer means unknown."""
    if not ready:
        return
    going = [
        {"id": item.row["id"], "channel": item.way.channel, "recipient": item.recipient,
         "refusals": item.way.refusals}
        for item in ready
    ]  # fmt: skip
    await connection.execute(
        sql.keep_paper, company_id, [item.row["id"] for item in ready],
        [item.paper.pdf for item in ready], [item.paper.page_count for item in ready],
        [item.paper.mail for item in ready],
    )  # fmt: skip
    await connection.execute(
        sql.begin_sending, company_id, held.token, held.until, rows_as_json(going)
    )


async def _recorded(
    company_id: UUID, answers: Sequence[Answered], token: UUID, now: datetime
) -> None:
    """Record one company's answers, and try again: what is not recorded ends as unknown."""

    async def write() -> None:
        async with db.transaction(company_id) as connection:
            await record(connection, company_id, answers, token=token, now=now)

    for pause_s in RECORDING_PAUSES_S:
        try:
            await db.apart(write())
            return
        except Exception as error:
            log.warning("answers_not_recorded", company_id=str(company_id), error=repr(error))
            await asyncio.sleep(pause_s)
    log.error("answers_lost", company_id=str(company_id), count=len(answers))


async def end_lost(*, now: datetime) -> int:
    """Settle what dead workers were sending: nobody knows; returns how many invoices."""
    async with db.transaction_over_all() as connection:
        rows = sorted(await connection.fetch(sql.end_lost, now), key=_company)
        await connection.execute(sql.end_lost_alerts, now)
        for company_id, lost in groupby(rows, key=_company):
            zone = await connection.fetchval(
                "select time_zone from companies where id = $1", company_id
            )
            today = clock.date_in(zone, now)
            events = [
                event_of(row, "first_dispatch_failed", today=today, reason="outcome_unknown",
                         detail={"channel": row["channel"], "recipient": row["recipient"]})
                for row in lost
            ]  # fmt: skip
            await events_log.append(connection, company_id, events, now=now)
    return len(rows)
