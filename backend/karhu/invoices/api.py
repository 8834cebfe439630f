"""The operations on invoices."""

from datetime import date
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers.ledger import hold, look
from karhu.invoices import service
from karhu.invoices.reading import Wanted, one, read
from karhu.kit.pages import read_cursor
from karhu.kit.records import addressed, made, sheet


async def list_invoices(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    search: str | None = None,
    customer_id: UUID | None = None,
    state: str | None = None,
    is_open: bool | None = None,
    kind: str | None = None,
    first_dispatch: str | None = None,
    currency: str | None = None,
    due_from: date | None = None,
    due_to: date | None = None,
    number: str | None = None,
    external_id: str | None = None,
) -> types.InvoicePage:
    """Invoices, newest due date first."""
    wanted = Wanted(
        external_id=external_id,
        number=number,
        customer_id=customer_id,
        state=state,
        is_open=is_open,
        kind=kind,
        currency=currency,
        due_from=due_from,
        due_to=due_to,
        first_dispatch=first_dispatch,
    )
    ledger = await look(call.connection, call.company_id, now=call.now)
    rows = await read(
        call.connection, ledger, wanted, search=search, after=read_cursor(cursor, date, UUID),
        limit=limit + 1, with_count=with_count,
    )  # fmt: skip
    page = sheet(
        types.InvoicePage, types.Invoice, rows,
        limit=limit, order=("due_on", "id"), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


async def get_invoice(call: Call, *, invoice_id: UUID) -> types.Invoice:
    """An invoice and where it stands."""
    return await _one(call, Wanted(invoice_id=invoice_id))


async def get_invoice_by_external_id(call: Call, *, external_id: str) -> types.Invoice:
    """An invoice by the integrator's id."""
    return await _one(call, Wanted(external_id=external_id))


async def create_invoice(call: Call, *, body: types.InvoiceWrite) -> types.Invoice:
    """Add an invoice."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [body],
        actor=call.actor.label, now=call.now, matching="create",
    )  # fmt: skip
    invoice_id = made(outcome)
    call.located_at(f"invoices/{invoice_id}")
    return await _one(call, Wanted(invoice_id=invoice_id))


async def put_invoice(call: Call, *, external_id: str, body: types.InvoiceWrite) -> types.Invoice:
    """Add an invoice or bring it up to date."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [addressed(body, external_id)],
        actor=call.actor.label, now=call.now, matching="external_id",
    )  # fmt: skip
    return await _one(call, Wanted(invoice_id=made(outcome)))


async def update_invoice(
    call: Call, *, invoice_id: UUID, body: types.InvoiceChanges
) -> types.Invoice:
    """Change what may change on an invoice."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    _, version = await one(call.connection, ledger, Wanted(invoice_id=invoice_id))
    call.edits(version)
    outcome = await service.change(
        call.connection, call.company_id, invoice_id, body,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await _one(call, Wanted(invoice_id=made(outcome)))


async def _one(call: Call, wanted: Wanted) -> types.Invoice:
    ledger = await look(call.connection, call.company_id, now=call.now)
    invoice, version = await one(call.connection, ledger, wanted)
    call.etag(version)
    return invoice
