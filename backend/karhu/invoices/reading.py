"""Reading invoices as the contract shows them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.customer import sort_key
from karhu.customers.ledger import Ledger
from karhu.invoices.reference import reference_key
from karhu.kit.db import Connection
from karhu.kit.problems import missing
from karhu.kit.records import answered
from karhu.kit.sql import Statements

sql = Statements(__file__)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which invoices to read, in the order that the statement takes; None does not restrict."""

    invoice_id: UUID | None = None
    external_id: str | None = None
    number: str | None = None
    customer_id: UUID | None = None
    state: str | None = None
    is_open: bool | None = None
    kind: str | None = None
    currency: str | None = None
    due_from: date | None = None
    due_to: date | None = None
    first_dispatch: str | None = None


async def read(
    connection: Connection,
    ledger: Ledger,
    wanted: Wanted,
    *,
    search: str | None = None,
    after: tuple[Any, ...] = (None, None),
    limit: int = 1,
    with_count: bool = False,
) -> Sequence[Any]:
    """Invoices by due date behind a place in the list, with `total_count` if asked."""
    return await connection.fetch(
        sql.read_invoices,
        ledger.company_id,
        ledger.today,
        *msgspec.structs.astuple(wanted),
        sort_key(search) if search is not None else None,
        search.strip().lower() if search is not None else None,
        reference_key(search),
        *after,
        limit,
        with_count,
    )


async def one(connection: Connection, ledger: Ledger, wanted: Wanted) -> tuple[types.Invoice, int]:
    """An invoice and its version; raises 404."""
    rows = await read(connection, ledger, wanted)
    if not rows:
        raise missing("invoice")
    return answered(types.Invoice, rows[0]), rows[0]["version"]
