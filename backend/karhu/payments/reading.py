"""Reading payments as the contract shows them."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which payments to read, in the order that the statement takes; None does not restrict."""

    payment_id: UUID | None = None
    invoice_id: UUID | None = None
    is_unallocated: bool | None = None
    paid_from: date | None = None
    paid_to: date | None = None
    search: str | None = None


async def read(
    connection: Connection,
    company_id: UUID,
    wanted: Wanted,
    *,
    after: tuple[Any, ...] = (None, None),
    limit: int = 1,
    with_count: bool = False,
) -> Sequence[Any]:
    """Payments, newest first, behind a place in the list, with `total_count` if asked."""
    return await connection.fetch(
        sql.read_payments,
        company_id,
        *msgspec.structs.astuple(wanted),
        *after,
        limit,
        with_count,
    )
