"""What a channel answered, and where that leads: sent, the next channel, later, or failed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec

from karhu.channels.receipt import Receipt
from karhu.customers import ledger
from karhu.events import service as events_log
from karhu.events.log import Event
from karhu.first_dispatch.chain import Refusal
from karhu.first_dispatch.service import event_of
from karhu.invoices import service as invoices
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

if TYPE_CHECKING:
    from karhu.first_dispatch.sending import Ready

sql = Statements(__file__)

Row = Mapping[str, Any]
RETRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
LAST_ATTEMPT = 8


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """The state that a receipt leads to."""

    id: UUID
    state: str
    refusals: tuple[Refusal, ...]
    reason: str | None = None
    detail: str | None = None
    receipt: str | None = None
    send_after: datetime | None = None
    attempt_count: int | None = None


class Answered(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice, what became of it, and whether a paper is to follow it (R245)."""

    row: Row
    channel: str
    recipient: str
    today: date
    outcome: Outcome
    notice: str | None = None


def answer_of(item: "Ready", receipt: Receipt, now: datetime) -> Answered:
    """What the channel's answer means for an invoice."""
    outcome = _outcome(item, receipt, now)
    return Answered(
        row=item.row,
        channel=item.way.channel,
        recipient=item.recipient,
        today=item.today,
        outcome=outcome,
        notice=_notice(item) if outcome.state == "sent" else None,
    )


def _outcome(item: "Ready", receipt: Receipt, now: datetime) -> Outcome:
    id, text, before = item.row["id"], receipt.text, item.way.refusals
    attempt = item.row["attempt_count"] + 1
    match receipt.verdict:
        case "sent":
            return Outcome(id=id, state="sent", receipt=text, refusals=before)
        case "refused":  # the chain goes on from here, or ends, when its turn comes again
            refusal = Refusal(channel=item.way.channel, code="refused", detail=text[:500])
            return Outcome(
                id=id, state="queued", refusals=(*before, refusal), send_after=now, attempt_count=0
            )
        case "deferred" if attempt < LAST_ATTEMPT:
            pause = RETRIES[min(attempt, len(RETRIES)) - 1]
            return Outcome(
                id=id, state="queued", detail=text, refusals=before, send_after=now + pause
            )
        case "deferred":  # a channel that is away is no reason to print ten thousand letters
            reason = "channel_unavailable"
        case "unknown":
            reason = "outcome_unknown"
    return Outcome(id=id, state="failed", reason=reason, detail=text, refusals=before)


def _notice(item: "Ready") -> str | None:
    """Whether the paper of a direct payment goes after its e-invoice: `queued` or `ignored`."""
    is_paid_directly = item.subject["has_direct_debit"] and item.way.channel == "einvoice"
    is_wanted = item.scheme.sends_direct_payment_notices and item.row["what"] == "invoice"
    if not is_paid_directly or not is_wanted or item.subject["total"] <= 0:
        return None
    return "queued" if {"einvoice", "print"} <= item.scheme.channels else "ignored"


NEEDS_BOTH = "The notice of a direct payment needs both the e-invoice and the print channel."


async def record(
    connection: Connection,
    company_id: UUID,
    answers: Sequence[Answered],
    *,
    token: UUID,
    now: datetime,
) -> None:
    """Record what became of every invoice that this worker still holds; what went out is sent."""
    books = await ledger.hold(connection, company_id, now=now)
    outcomes = rows_as_json([answer.outcome for answer in answers])
    held = await connection.fetch(sql.record_answers, company_id, token, now, outcomes)
    mine = {row["id"] for row in held}
    done = [answer for answer in answers if answer.row["id"] in mine]
    sent = [answer for answer in done if answer.outcome.state == "sent"]
    ids = [answer.row["invoice_id"] for answer in sent if answer.row["what"] == "invoice"]
    if ids:
        await invoices.note_sent(connection, books, ids)
    events = [_told(answer) for answer in done if answer.outcome.state != "queued"]
    events += await _add_notices(connection, company_id, sent, now)
    await events_log.append(connection, company_id, events, now=now)


def _told(answer: Answered) -> Event:
    outcome = answer.outcome
    detail = {
        "channel": answer.channel,
        "recipient": answer.recipient,
        "answer": outcome.receipt or outcome.detail,
    }
    kind = f"first_dispatch_{outcome.state}"
    return event_of(answer.row, kind, today=answer.today, reason=outcome.reason, detail=detail)


async def _add_notices(
    connection: Connection, company_id: UUID, sent: Sequence[Answered], now: datetime
) -> list[Event]:
    """Add the papers that follow; returns the events of those that do not go."""
    events: list[Event] = []
    for state in ("queued", "ignored"):
        wanted = [
            {name: answer.row[name] for name in ("invoice_id", "customer_id", "batch_id", "actor")}
            for answer in sent
            if answer.notice == state
        ]
        if not wanted:
            continue
        why = ("direct_payment_needs_both", NEEDS_BOTH) if state == "ignored" else (None, None)
        rows = await connection.fetch(
            sql.add_notices, company_id, now, state, *why, rows_as_json(wanted)
        )
        if state == "ignored":
            events += [
                event_of(row, "first_dispatch_ignored", today=sent[0].today, reason=why[0],
                         detail={"detail": NEEDS_BOTH})
                for row in rows
            ]  # fmt: skip
    return events
