"""Reading customers as the contract shows them."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.customer import sort_key
from karhu.customers.ledger import Ledger
from karhu.kit.db import Connection
from karhu.kit.problems import missing
from karhu.kit.records import answered
from karhu.kit.sql import Statements

sql = Statements(__file__)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which customers to read; what is None does not restrict."""

    customer_id: UUID | None = None
    external_id: str | None = None
    number: str | None = None
    rule_id: UUID | None = None
    kind: str | None = None
    country: str | None = None
    search: str | None = None
    is_overdue: bool | None = None


async def read(
    connection: Connection,
    ledger: Ledger,
    wanted: Wanted,
    *,
    after: tuple[Any, ...] = (None, None),
    limit: int = 1,
    with_count: bool = False,
) -> Sequence[Any]:
    """Customers by name behind a place in the list, with `total_count` if asked."""
    search = wanted.search
    return await connection.fetch(
        sql.read_customers,
        ledger.company_id,
        ledger.today,
        wanted.customer_id,
        wanted.external_id,
        wanted.number,
        wanted.rule_id,
        wanted.kind,
        wanted.country,
        sort_key(search) if search is not None else None,
        search.strip().lower() if search is not None else None,
        wanted.is_overdue,
        *after,
        limit,
        with_count,
    )


async def one(connection: Connection, ledger: Ledger, wanted: Wanted) -> tuple[types.Customer, int]:
    """A customer with balances, and its version; raises 404."""
    rows = await read(connection, ledger, wanted)
    if not rows:
        raise missing("customer")
    row = rows[0]
    sums = await connection.fetch(sql.sum_balances, ledger.company_id, row["id"], ledger.today)
    balances = [answered(types.Balance, balance) for balance in sums]
    customer = msgspec.structs.replace(answered(types.Customer, row), balances=balances)
    return customer, row["version"]
