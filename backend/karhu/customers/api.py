"""The operations on customers."""

from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers import service
from karhu.customers.ledger import hold, look
from karhu.customers.reading import Wanted, one, read
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import unfit
from karhu.kit.records import answered, made


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
    name_order, customer_id = read_cursor(cursor, str, UUID)
    after = (name_order, customer_id)
    rows = await read(
        call.connection, ledger, wanted, after=after, limit=limit + 1, with_count=with_count
    )
    shown, has_more = cut(rows, limit)
    following: str | msgspec.UnsetType = msgspec.UNSET
    if has_more:
        following = cursor_of(shown[-1]["name_order"], shown[-1]["id"])
        call.more_behind(following)
    total = rows[0]["total_count"] if rows else 0
    return types.CustomerPage(
        items=[answered(types.Customer, row) for row in shown],
        next_cursor=following,
        total_count=total if with_count else msgspec.UNSET,
    )


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
    if body.external_id not in (msgspec.UNSET, external_id):
        detail = f"The address says {external_id}. Leave it out of the body, or put it there."
        raise unfit("/external_id", "external_id_differs", detail)
    record = msgspec.structs.replace(body, external_id=external_id)
    [outcome] = await service.upsert(
        call.connection, call.company_id, [record],
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
