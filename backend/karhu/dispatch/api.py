"""Operations on outward messages."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any
from uuid import UUID

from litestar import Response
from msgspec import UNSET

from karhu.channels.answer import Answer, message_of
from karhu.contract import types
from karhu.contract.call import Call
from karhu.dispatch import reading, service
from karhu.dispatch.returned import take
from karhu.dispatch.service import Choice
from karhu.dispatch.warnings import MISSING, WARNING, undecided_among
from karhu.identity.today import today_of
from karhu.kit.doorbell import ring
from karhu.kit.money import written
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import Fault, Problem, conflict, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def list_dispatches(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    state: str | None = None,
    invoice_id: UUID | None = None,
    customer_id: UUID | None = None,
    rule_id: UUID | None = None,
    step: str | None = None,
) -> types.DispatchPage:
    """Outward messages, newest first."""
    (after,) = read_cursor(cursor, UUID)
    escaped = (search or "").replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{escaped}%" if search else None
    filters = (call.company_id, state, invoice_id, customer_id, rule_id, step, pattern)
    rows = await call.connection.fetch(sql.list_dispatches, *filters, after, limit + 1)
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await call.connection.fetchval(sql.count_dispatches, *filters)
    lacking = await undecided_among(call.connection, call.company_id, page)
    return types.DispatchPage(
        items=[_shown(row, lacking) for row in page], next_cursor=following, total_count=total
    )


async def get_dispatch(call: Call, *, dispatch_id: UUID) -> types.Dispatch:
    """A message and its receipt."""
    row = await _found(call, dispatch_id)
    return _shown(row, await undecided_among(call.connection, call.company_id, [row]))


async def get_letter(call: Call, *, dispatch_id: UUID) -> types.Letter:
    """What was sent; before that, what would be sent now."""
    row = await _found(call, dispatch_id)
    return await reading.shown_letter(call.connection, call.company_id, row, now=call.now)


async def get_letter_pdf(call: Call, *, dispatch_id: UUID) -> Response[bytes]:
    """The letter on paper: what was sent, or as it would be set now."""
    row = await _found(call, dispatch_id)
    content = await reading.pdf_of(call.connection, call.company_id, row, now=call.now)
    name = f"{row['step'].replace('_', '-')}-{dispatch_id}.pdf"
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


async def resolve_dispatch(
    call: Call, *, dispatch_id: UUID, body: types.DispatchResolution
) -> types.Dispatch:
    """Say what became of a failed or unknown message."""
    row = await _found(call, dispatch_id)
    allowed = {"failed": ("resend", "give_up"), "unknown": ("resend", "give_up", "sent")}
    if body.verdict not in allowed.get(row["state"], ()):
        detail = f"A dispatch that is {row['state']} cannot be resolved as {body.verdict}."
        raise conflict("cannot_be_resolved", detail, pointer="/verdict")
    today = await today_of(call.connection, call.company_id, call.now)
    rows = await service.letter_of(call.connection, call.company_id, row)
    said: dict[str, Any] = {"actor": call.actor.label, "today": today, "now": call.now}
    if body.verdict == "resend" and row["sent_at"] is not None:
        # what came back was a letter of its own
        await service.send_anew(call.connection, call.company_id, rows, **said)
    else:
        act = {"resend": service.resend, "give_up": service.give_back, "sent": service.mark_sent}
        for one in rows:
            await act[body.verdict](call.connection, call.company_id, one, **said)
    call.after_commit.append(lambda: ring("deliver_due"))
    return await get_dispatch(call, dispatch_id=dispatch_id)


async def report_bounce(call: Call, *, body: types.BounceReport) -> types.Dispatch:
    """Take what a mail provider or an operator says of a message; said twice it changes nothing."""
    dispatch_id = _reported(body)
    await _found(call, dispatch_id)
    answer = Answer(
        dispatch_id=dispatch_id,
        outcome=body.outcome,
        text=body.text or "",
        at=body.occurred_at or None,
    )
    taken = await take(
        call.connection, call.company_id, [answer], actor=call.actor.label, now=call.now
    )
    if taken.early_count:
        detail = "This message is being sent right now. Report it again in a minute."
        raise conflict("is_sending", detail)
    return await get_dispatch(call, dispatch_id=dispatch_id)


def _reported(body: types.BounceReport) -> UUID:
    if (body.dispatch_id is UNSET) == (body.message_id is UNSET):
        detail = "Name the message by dispatch_id, or by the message_id of its mail."
        fault = Fault(pointer="/dispatch_id", code="choose_one", detail=detail)
        raise Problem(422, "choose_one", detail, faults=[fault])
    if body.dispatch_id is not UNSET:
        return UUID(body.dispatch_id)
    found = message_of(str(body.message_id).strip().strip("<>"))
    if found is None:
        raise missing("dispatch")
    return found


async def cancel_dispatches(call: Call, *, body: types.DispatchChoice) -> types.DispatchChoiceDone:
    """Take back messages within their undo window."""
    return await _chosen(call, body, service.take_back)


async def approve_dispatches(call: Call, *, body: types.DispatchChoice) -> types.DispatchChoiceDone:
    """Let proposed messages go."""
    call.after_commit.append(lambda: ring("deliver_due"))
    return await _chosen(call, body, service.approve)


async def _chosen(
    call: Call, body: types.DispatchChoice, act: Callable[..., Awaitable[Choice]]
) -> types.DispatchChoiceDone:
    if (body.dispatch_ids is UNSET) == (not body.all):
        detail = "Send either dispatch_ids, or all: true."
        fault = Fault(pointer="/dispatch_ids", code="choose_one", detail=detail)
        raise Problem(422, "choose_one", detail, faults=[fault])
    chosen = None if body.dispatch_ids is UNSET else [UUID(id) for id in body.dispatch_ids]
    choice = await act(
        call.connection,
        call.company_id,
        chosen,
        actor=call.actor.label,
        today=await today_of(call.connection, call.company_id, call.now),
        now=call.now,
    )
    return types.DispatchChoiceDone(
        done_count=choice.done_count,
        refused=[types.RefusedItem(dispatch_id=str(id), code=code) for id, code in choice.refused],
    )


async def _found(call: Call, dispatch_id: UUID) -> Any:
    row = await call.connection.fetchrow(sql.find_dispatch, call.company_id, dispatch_id)
    if row is None:
        raise missing("dispatch")
    return row


def _shown(row: Any, undecided: Collection[UUID] = ()) -> types.Dispatch:
    return types.Dispatch(
        id=str(row["id"]),
        state=row["state"],
        step=row["step"],
        case_id=str(row["case_id"]),
        remarks=_remarks(row, undecided),
        channel=row["channel"],
        invoice_id=str(row["invoice_id"]),
        invoice_number=row["number"],
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        rule_id=str(row["rule_id"]),
        recipient=row["recipient"],
        recipient_id=str(row["recipient_id"]) if row["recipient_id"] else UNSET,
        recipient_name=row["recipient_name"] or UNSET,
        is_copy=row["is_copy"],
        currency=row["currency"],
        open=written(row["open"]),
        invoice_count=row["invoice_count"],
        fee=written(row["fee"]) if row["fee"] is not None else UNSET,
        pay_by_on=row["pay_by_on"],
        attempt_count=row["attempt_count"],
        send_after=row["send_after"],
        sent_at=row["sent_at"] or UNSET,
        created_at=row["created_at"],
        failure=row["failure"] or UNSET,
        failure_code=row["failure_code"] or UNSET,
        receipt=row["receipt"] or UNSET,
        answer=row["answer"] or UNSET,
        answer_text=row["answer_text"] or UNSET,
        answered_at=row["answered_at"] or UNSET,
        message_id=row["message_id"] or UNSET,
    )


def _remarks(row: Any, undecided: Collection[UUID]) -> list[str]:
    is_lacking = row["case_id"] in undecided and row["step"] == WARNING
    return [MISSING] if is_lacking and row["state"] == "proposed" else []
