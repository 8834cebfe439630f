"""The operations on the first dispatch of invoices."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from msgspec import UNSET

from karhu.channels.carriers import configured_by
from karhu.contract import types
from karhu.contract.call import Call
from karhu.first_dispatch import papers, service
from karhu.first_dispatch.chain import CHAIN, reached
from karhu.identity.service import find_company, today
from karhu.kit.doorbell import ring
from karhu.kit.pages import read_cursor
from karhu.kit.problems import missing, unfit
from karhu.kit.records import answered, sheet
from karhu.kit.sql import Statements
from karhu.letters.choosing import dress_of
from karhu.letters.invoice import KINDS, read_invoices
from karhu.letters.typesetting import typeset

sql = Statements(__file__)


async def get_first_dispatch_settings(call: Call) -> types.FirstDispatchSettings:
    """How created invoices are sent out, and what the next night takes."""
    row = await service.find_settings(call.connection, call.company_id)
    return await _shown(call, row)


async def update_first_dispatch_settings(
    call: Call, *, body: types.FirstDispatchChanges
) -> types.FirstDispatchSettings:
    """Change settings; raises 412 and 428 as If-Match asks, 422 for what cannot be."""
    await find_company(call.connection, call.company_id, locks=True)
    row = await service.find_settings(call.connection, call.company_id)
    call.edits(row["version"])
    fields = msgspec.structs.asdict(body)
    changes = {name: value for name, value in fields.items() if value is not UNSET}
    row = await service.change_settings(
        call.connection, call.company_id, changes, actor=call.actor.label, now=call.now
    )
    return await _shown(call, row)


async def activate_first_dispatch(
    call: Call, *, body: types.FirstDispatchActivation
) -> types.FirstDispatchSettings:
    """Turn the automatic dispatch on (R226)."""
    row = await service.activate(
        call.connection, call.company_id, includes_earlier=body.includes_earlier is True,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await _shown(call, row)


async def deactivate_first_dispatch(call: Call) -> types.FirstDispatchSettings:
    """Turn the automatic dispatch off; what it has queued is ignored when its turn comes."""
    row = await service.deactivate(
        call.connection, call.company_id, actor=call.actor.label, now=call.now
    )
    return await _shown(call, row)


async def list_dispatch_batches(
    call: Call, *, limit: int, cursor: str | None = None, with_count: bool = False
) -> types.DispatchBatchPage:
    """Nights, newest first."""
    (after,) = read_cursor(cursor, date)
    rows = await call.connection.fetch(
        sql.list_batches, call.company_id, after, limit + 1, with_count
    )
    page = sheet(
        types.DispatchBatchPage, types.DispatchBatch, rows,
        limit=limit, order=("night_of",), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not UNSET:
        call.more_behind(page.next_cursor)
    return page


async def request_first_dispatches(
    call: Call, *, body: types.DispatchRequest
) -> types.DispatchRequested:
    """Send invoices by hand (R252, R254)."""
    requested = await service.request(
        call.connection, call.company_id, [UUID(id) for id in body.invoice_ids],
        channel=None if body.channel is UNSET else body.channel,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    call.after_commit.append(lambda: ring("send_invoices"))
    refused = [{"invoice_id": str(id), "code": code} for id, code in requested.refused]
    return msgspec.convert(
        {"done_count": requested.done_count, "refused": refused}, types.DispatchRequested
    )


async def list_first_dispatches(call: Call, *, invoice_id: UUID) -> types.FirstDispatchList:
    """How an invoice was sent out, and the paper of its direct payment."""
    await _check_exists(call, invoice_id)
    rows = await call.connection.fetch(sql.list_attempts, call.company_id, invoice_id)
    return types.FirstDispatchList(items=[answered(types.FirstDispatch, row) for row in rows])


async def get_invoice_document(call: Call, *, invoice_id: UUID) -> Response[bytes]:
    """The invoice as a PDF: what was sent, and before that what would be sent now."""
    number = await _check_exists(call, invoice_id)
    pdf = await call.connection.fetchval(sql.find_paper, call.company_id, invoice_id)
    if pdf is None:
        pdf = await _drafted(call, invoice_id)
    safe = "".join(one if one.isascii() and one.isalnum() else "-" for one in number)
    headers = {"Content-Disposition": f'inline; filename="{safe}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers={**call.headers, **headers})


async def _check_exists(call: Call, invoice_id: UUID) -> str:
    number: str | None = await call.connection.fetchval(
        "select number from invoices where company_id = $1 and id = $2",
        call.company_id, invoice_id,
    )  # fmt: skip
    if number is None:
        raise missing("invoice")
    return number


async def _drafted(call: Call, invoice_id: UUID) -> bytes:
    company = await find_company(call.connection, call.company_id)
    settings = await service.find_settings(call.connection, call.company_id)
    [subject] = await read_invoices(call.connection, call.company_id, [invoice_id])
    dress = await dress_of(call.connection, call.company_id, KINDS)
    on = subject["sent_on"] or today(company, call.now)
    document = papers.document_for(
        company, settings, dress, subject, id=str(invoice_id), sent_on=on
    )
    try:
        return typeset(document).pdf
    except ValueError as error:
        raise unfit("/", "cannot_be_written", f"The invoice cannot be set: {error}.") from None


async def _shown(call: Call, row: Mapping[str, Any]) -> types.FirstDispatchSettings:
    call.etag(row["version"])
    waiting = await service.count_waiting(call.connection, call.company_id, row)
    selected = frozenset(row["channels"])
    connected = configured_by(call.request.app.state.settings)
    company = await find_company(call.connection, call.company_id)
    incomplete = service.incomplete_for(company)
    chain = [
        types.ChainLink(
            channel=channel,
            is_selected=channel in selected,
            is_reached=channel in reached(selected),
            is_connected=channel in connected,
            is_ready=channel not in incomplete,
        )
        for channel in CHAIN
    ]
    counts = {"unsent_count": waiting.unsent, "waiting_count": waiting.waiting, "chain": chain}
    return answered(types.FirstDispatchSettings, {**row, **counts})
