"""The fee slot: one an invoice, overwritten by a step with a fee, never summed (R061-R063)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)


class NewFee(msgspec.Struct, frozen=True, kw_only=True):
    """The fee that a dispatch claims on an invoice, in the invoice's currency."""

    invoice_id: UUID
    fee: Decimal
    basis: str | None
    dispatch_id: UUID


async def fees_of(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> dict[UUID, dict[str, Any]]:
    """The fee slots of invoices as they stand, for a later `put_back`."""
    rows = await connection.fetch(
        """select invoice_id, fee::text, fee_paid::text, fee_basis, fee_dispatch_id::text
           from claims where company_id = $1 and invoice_id = any($2::uuid[])""",
        company_id, invoice_ids,
    )  # fmt: skip
    return {row["invoice_id"]: dict(row) for row in rows}


async def write_fees(
    connection: Connection, company_id: UUID, fees: Sequence[NewFee]
) -> None:
    """Write the fee slots of invoices, each once."""
    await connection.execute(
        sql.write_fees,
        company_id,
        [fee.invoice_id for fee in fees],
        [fee.fee for fee in fees],
        [fee.basis for fee in fees],
        [fee.dispatch_id for fee in fees],
    )


async def put_back(
    connection: Connection,
    company_id: UUID,
    *,
    invoice_id: UUID,
    dispatch_id: UUID,
    before: dict[str, Any] | None,
) -> None:
    """Return a fee slot to what it was before a dispatch; a later writer's fee stays."""
    if before is None:
        await connection.execute(
            """delete from claims where company_id = $1 and invoice_id = $2
               and fee_dispatch_id = $3 and fee_paid = 0""",
            company_id, invoice_id, dispatch_id,
        )  # fmt: skip
        return
    await connection.execute(
        """update claims set fee = $4::text::numeric, fee_basis = $5, fee_dispatch_id = $6::text::uuid
           where company_id = $1 and invoice_id = $2 and fee_dispatch_id = $3""",
        company_id, invoice_id, dispatch_id, before["fee"], before["fee_basis"],
        before["fee_dispatch_id"],
    )  # fmt: skip
