"""The operations on payments."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.claims.recognising import COSTS
from karhu.contract import types
from karhu.contract.call import Call
from karhu.kit.money import ZERO, written
from karhu.kit.pages import read_cursor
from karhu.kit.problems import missing
from karhu.kit.records import addressed, answered, made, sheet
from karhu.payments import service, write_offs
from karhu.payments.allocation import Part
from karhu.payments.reading import Wanted, read


async def list_payments(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    search: str | None = None,
    invoice_id: UUID | None = None,
    is_unallocated: bool | None = None,
    paid_from: date | None = None,
    paid_to: date | None = None,
) -> types.PaymentPage:
    """Payments, newest first."""
    wanted = Wanted(
        invoice_id=invoice_id,
        is_unallocated=is_unallocated,
        paid_from=paid_from,
        paid_to=paid_to,
        search=search.strip().lower() if search is not None else None,
    )
    rows = await read(
        call.connection, call.company_id, wanted,
        after=read_cursor(cursor, date, UUID), limit=limit + 1, with_count=with_count,
    )  # fmt: skip
    page = sheet(
        types.PaymentPage, types.Payment, rows,
        limit=limit, order=("paid_on", "id"), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


async def get_payment(call: Call, *, payment_id: UUID) -> types.Payment:
    """A payment and how it was split."""
    rows = await read(call.connection, call.company_id, Wanted(payment_id=payment_id))
    if not rows:
        raise missing("payment")
    return answered(types.Payment, rows[0])


async def create_payment(call: Call, *, body: types.PaymentWrite) -> types.Payment:
    """Record a payment and allocate it."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [body],
        actor=call.actor.label, now=call.now, matching="create",
    )  # fmt: skip
    payment_id = made(outcome)
    call.located_at(f"payments/{payment_id}")
    return await get_payment(call, payment_id=payment_id)


async def allocate_payment(
    call: Call, *, payment_id: UUID, body: types.AllocationWrite
) -> types.Payment:
    """Put money that waits unallocated where a person says; raises 422 with every fault."""
    wanted = [
        Part(invoice_id=UUID(part.invoice_id), part=part.part, amount=Decimal(part.amount))
        for part in body.parts
    ]
    await service.allocate(
        call.connection, call.company_id, payment_id, wanted,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await get_payment(call, payment_id=payment_id)


async def take_allocation_back(call: Call, *, payment_id: UUID, invoice_id: UUID) -> types.Payment:
    """Let what a payment paid of an invoice wait unallocated again."""
    await service.take_back(
        call.connection, call.company_id, payment_id, invoice_id,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await get_payment(call, payment_id=payment_id)


async def put_payment(call: Call, *, external_id: str, body: types.PaymentWrite) -> types.Payment:
    """Record a payment once, whatever number of times it is sent."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [addressed(body, external_id)],
        actor=call.actor.label, now=call.now, matching="external_id",
    )  # fmt: skip
    return await get_payment(call, payment_id=made(outcome))


async def undo_payment(call: Call, *, payment_id: UUID) -> None:
    """Take back a write-off or a matching; raises 409 for money."""
    await write_offs.undo(
        call.connection, call.company_id, payment_id, actor=call.actor.label, now=call.now
    )


async def write_off_invoice(
    call: Call, *, invoice_id: UUID, body: types.WriteOffWrite
) -> types.WriteOff:
    """Give up what is open of an invoice."""
    wanted = write_offs.WriteOff(
        amount=Decimal(body.amount) if body.amount else None,
        on=body.written_off_on or None,
        waives_costs=None if body.waives_costs is msgspec.UNSET else body.waives_costs,
        reports_to_agency=body.reports_to_agency is True,
    )
    done = await write_offs.write_off(
        call.connection, call.company_id, invoice_id, wanted,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return types.WriteOff(
        payment_id=str(done.payment_id) if done.payment_id else msgspec.UNSET,
        currency=done.currency,
        principal=written(done.principal),
        **{cost: written(done.waived.get(cost, ZERO)) for cost in COSTS},
    )


async def match_credit_note(
    call: Call, *, invoice_id: UUID, body: types.MatchesWrite
) -> types.Payment:
    """Set a credit note against invoices."""
    matches = [
        write_offs.Match(invoice_id=UUID(match.invoice_id), amount=Decimal(match.amount))
        for match in body.matches
    ]
    payment_id = await write_offs.match_credit_note(
        call.connection, call.company_id, invoice_id, matches,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await get_payment(call, payment_id=payment_id)
