"""The operations on customers."""

from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers import recipients, service
from karhu.customers.ledger import hold, look
from karhu.customers.reading import Wanted, one, read
from karhu.kit.pages import read_cursor
from karhu.kit.records import addressed, answered, made, sheet


async def list_customers(
    call: Call,
    *,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    search: str | None = None,
    rule_id: UUID | None = None,
    kind: str | None = None,
    country: str | None = None,
    external_id: str | None = None,
    number: str | None = None,
    is_overdue: bool | None = None,
) -> types.CustomerPage:
    """Customers by name."""
    ledger = await look(call.connection, call.company_id, now=call.now)
    wanted = Wanted(
        external_id=external_id,
        number=number,
        rule_id=rule_id,
        kind=kind,
        country=country,
        search=search,
        is_overdue=is_overdue,
    )
    after = read_cursor(cursor, str, UUID)
    rows = await read(
        call.connection, ledger, wanted, after=after, limit=limit + 1, with_count=with_count
    )
    page = sheet(
        types.CustomerPage, types.Customer, rows,
        limit=limit, order=("name_order", "id"), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


async def get_customer(call: Call, *, customer_id: UUID) -> types.Customer:
    """A customer with balances."""
    return await _one(call, Wanted(customer_id=customer_id))


async def get_customer_by_external_id(call: Call, *, external_id: str) -> types.Customer:
    """A customer by the integrator's id."""
    return await _one(call, Wanted(external_id=external_id))


async def create_customer(call: Call, *, body: types.CustomerWrite) -> types.Customer:
    """Add a customer."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [body],
        actor=call.actor.label, now=call.now, matching="create",
    )  # fmt: skip
    customer_id = made(outcome)
    call.located_at(f"customers/{customer_id}")
    return await _one(call, Wanted(customer_id=customer_id))


async def put_customer(
    call: Call, *, external_id: str, body: types.CustomerWrite
) -> types.Customer:
    """Add a customer or bring it up to date."""
    [outcome] = await service.upsert(
        call.connection, call.company_id, [addressed(body, external_id)],
        actor=call.actor.label, now=call.now, matching="external_id",
    )  # fmt: skip
    return await _one(call, Wanted(customer_id=made(outcome)))


async def update_customer(
    call: Call, *, customer_id: UUID, body: types.CustomerChanges
) -> types.Customer:
    """Change a customer."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    _, version = await one(call.connection, ledger, Wanted(customer_id=customer_id))
    call.edits(version)
    outcome = await service.change(
        call.connection, call.company_id, customer_id, body,
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await _one(call, Wanted(customer_id=made(outcome)))


async def move_customers(call: Call, *, body: types.CustomerMove) -> types.CustomerMoved:
    """Move customers to another rule, or block them."""
    count = await service.move(
        call.connection, call.company_id, body, actor=call.actor.label, now=call.now
    )
    return types.CustomerMoved(moved_count=count)


async def _one(call: Call, wanted: Wanted) -> types.Customer:
    ledger = await look(call.connection, call.company_id, now=call.now)
    customer, version = await one(call.connection, ledger, wanted)
    call.etag(version)
    return customer


async def list_recipients(call: Call, *, customer_id: UUID) -> types.RecipientList:
    """Who else a customer's letters go to."""
    found = await recipients.recipients_of(call.connection, call.company_id, customer_id)
    return types.RecipientList(items=[_shown(one) for one in found])


async def create_recipient(
    call: Call, *, customer_id: UUID, body: types.RecipientWrite
) -> types.Recipient:
    """Add a recipient."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    added = await recipients.add(call.connection, ledger, customer_id, body, actor=call.actor.label)
    call.located_at(f"customers/{customer_id}/recipients/{added.id}")
    return _shown(added)


async def update_recipient(
    call: Call, *, customer_id: UUID, recipient_id: UUID, body: types.RecipientChanges
) -> types.Recipient:
    """Change a recipient."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    changed = await recipients.change(
        call.connection, ledger, customer_id, recipient_id, body, actor=call.actor.label
    )
    return _shown(changed)


async def delete_recipient(call: Call, *, customer_id: UUID, recipient_id: UUID) -> None:
    """Remove a recipient."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    await recipients.remove(
        call.connection, ledger, customer_id, recipient_id, actor=call.actor.label
    )


def _shown(recipient: recipients.Recipient) -> types.Recipient:
    return answered(types.Recipient, msgspec.structs.asdict(recipient))
