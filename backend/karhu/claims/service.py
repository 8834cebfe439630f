"""The fee slot: one an invoice, overwritten by a step with a fee, never summed (R061-R063)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def write_fees(connection: Connection, company_id: UUID) -> None:
    """Write the fee slots of the staged acts that claim a fee, each invoice once; no proposals."""
    await connection.execute(sql.write_fees, company_id)


async def write_approved_fees(
    connection: Connection, company_id: UUID, dispatch_ids: Sequence[UUID]
) -> None:
    """Write the fee slots of proposed letters that a person lets go."""
    await connection.execute(sql.write_approved_fees, company_id, dispatch_ids)


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
        """update claims
           set fee = $4::text::numeric, fee_basis = $5, fee_dispatch_id = $6::text::uuid,
               fee_count = $7
           where company_id = $1 and invoice_id = $2 and fee_dispatch_id = $3""",
        company_id, invoice_id, dispatch_id, before["fee"], before["fee_basis"],
        before["fee_dispatch_id"], before["fee_count"],
    )  # fmt: skip
