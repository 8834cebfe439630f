"""Who else a customer's letters go to: the owners of a unit, a guardian."""

from collections.abc import Sequence
from typing import Any, Literal
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.customer import country_faults
from karhu.customers.ledger import Ledger
from karhu.events import service as log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import Fault, missing, refused
from karhu.kit.records import changed_fields, given
from karhu.kit.sql import Statements

sql = Statements(__file__)
Role = Literal["owner", "tenant", "guardian", "other"]
NO_DEBTOR = (
    "A tenant owes nothing to the housing company and may not be told of the shareholder's debt. "
    "Leave receives_letters false, or give another role."
)


class Recipient(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `recipients`."""

    id: UUID
    customer_id: UUID
    name: str
    role: Role
    email: str | None = None
    phone: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str
    receives_letters: bool


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """One to whom a customer's letters go; without an id it is the customer itself.

    `has_address` is about a whole postal address.
    """

    id: UUID | None = None
    name: str
    role: Role | None = None
    email: str | None = None
    has_address: bool = False


async def recipients_of(
    connection: Connection, company_id: UUID, customer_id: UUID
) -> list[Recipient]:
    """A customer's recipients in the order in which they were added; raises 404 for no customer."""
    await _refuse_unknown(connection, company_id, customer_id)
    rows = await connection.fetch(sql.list_recipients, company_id, customer_id)
    return [Recipient(**row) for row in rows]


async def addressees_of(
    connection: Connection, company_id: UUID, customer_ids: Sequence[UUID]
) -> dict[UUID, tuple[Addressee, ...]]:
    """To whom letters go, by customer: the customer first, if it has an address of any kind.

    Where nobody has one it is the customer alone, so that its letter says what is missing.
    """
    found: dict[UUID, tuple[Addressee, ...]] = {}
    for row in await connection.fetch(sql.read_addressees, company_id, customer_ids):
        customer_id, *fields = row
        one = Addressee(**dict(zip(Addressee.__struct_fields__, fields, strict=True)))
        found[customer_id] = (*found.get(customer_id, ()), one)
    return found


async def add(
    connection: Connection,
    ledger: Ledger,
    customer_id: UUID,
    wanted: types.RecipientWrite,
    *,
    actor: str,
) -> Recipient:
    """Add a recipient; a tenant gets no letters, anybody else does unless it is said."""
    await _refuse_unknown(connection, ledger.company_id, customer_id)
    fields = given(wanted)
    role: Role = fields.get("role") or "owner"
    blank = Recipient(
        id=uuid7(),
        customer_id=customer_id,
        name="",
        role=role,
        country=ledger.country,
        receives_letters=role != "tenant",
    )
    added = _described(blank, fields)
    await _write(connection, ledger, added, "recipient_added", actor, {})
    return added


async def change(
    connection: Connection,
    ledger: Ledger,
    customer_id: UUID,
    recipient_id: UUID,
    wanted: types.RecipientChanges,
    *,
    actor: str,
) -> Recipient:
    """Change a recipient; who becomes a tenant gets no letters any more."""
    before = await _found(connection, ledger, customer_id, recipient_id)
    fields = given(wanted)
    if fields.get("role") == "tenant":
        fields.setdefault("receives_letters", False)
    after = _described(before, fields)
    if changed := sorted(changed_fields(before, after)):
        detail = {"fields": changed}
        await _write(connection, ledger, after, "recipient_changed", actor, detail)
    return after


async def remove(
    connection: Connection, ledger: Ledger, customer_id: UUID, recipient_id: UUID, *, actor: str
) -> None:
    """Remove a recipient; the letters they got stay as they were."""
    gone = await _found(connection, ledger, customer_id, recipient_id)
    await connection.execute(
        "update recipients set removed_at = $3 where company_id = $1 and id = $2",
        ledger.company_id, recipient_id, ledger.now,
    )  # fmt: skip
    await _log(connection, ledger, gone, "recipient_removed", actor, {})


async def _refuse_unknown(connection: Connection, company_id: UUID, customer_id: UUID) -> None:
    found = await connection.fetchval(
        "select 1 from customers where company_id = $1 and id = $2", company_id, customer_id
    )
    if not found:
        raise missing("customer")


async def _found(
    connection: Connection, ledger: Ledger, customer_id: UUID, recipient_id: UUID
) -> Recipient:
    rows = await connection.fetch(sql.list_recipients, ledger.company_id, customer_id)
    for row in rows:
        if row["id"] == recipient_id:
            return Recipient(**row)
    raise missing("recipient")


def _described(recipient: Recipient, fields: dict[str, Any]) -> Recipient:
    required = ("name", "role", "country", "receives_letters")
    told = {
        name: value for name, value in fields.items() if value is not None or name not in required
    }
    after = msgspec.structs.replace(recipient, **told)
    faults = country_faults(after.country)
    if not after.name:
        faults.append(Fault(pointer="/name", code="required", detail="Give the name."))
    if after.role == "tenant" and after.receives_letters:
        pointer = "/receives_letters"
        faults.append(Fault(pointer=pointer, code="tenant_gets_no_letters", detail=NO_DEBTOR))
    if faults:
        raise refused(faults)
    return after


async def _write(
    connection: Connection,
    ledger: Ledger,
    recipient: Recipient,
    kind: str,
    actor: str,
    detail: dict[str, Any],
) -> None:
    fields = [getattr(recipient, name) for name in Recipient.__struct_fields__]
    await connection.execute(sql.write_recipient, ledger.company_id, ledger.now, *fields)
    await _log(connection, ledger, recipient, kind, actor, detail)


async def _log(
    connection: Connection,
    ledger: Ledger,
    recipient: Recipient,
    kind: str,
    actor: str,
    detail: dict[str, Any],
) -> None:
    event = Event(
        kind=kind,
        actor=actor,
        occurred_on=ledger.today,
        customer_id=recipient.customer_id,
        detail={"recipient_id": str(recipient.id), **detail},
    )
    await log.append(connection, ledger.company_id, [event], now=ledger.now)
    ids = [recipient.customer_id]
    await exceptions.mend_recipients(connection, ledger.company_id, ids, now=ledger.now)
