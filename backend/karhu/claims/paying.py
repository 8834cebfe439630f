"""Money that came in for fees."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.records import columns

PAY = """
    update claims f set fee_paid = f.fee_paid + n.amount
    from unnest($2::uuid[], $3::numeric[]) as n (invoice_id, amount)
    where f.company_id = $1 and f.invoice_id = n.invoice_id
"""


class PaidFee(msgspec.Struct, frozen=True, kw_only=True):
    """How much was paid on an invoice's fee; negative when it was taken back."""

    invoice_id: UUID
    amount: Decimal


async def pay_fees(connection: Connection, company_id: UUID, paid: Sequence[PaidFee]) -> None:
    """Add what was paid to the fee slots of invoices, each named once."""
    await connection.execute(PAY, company_id, *columns(paid, ("invoice_id", "amount")))
