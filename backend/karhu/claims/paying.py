"""Money that came in for the costs of invoices: fees, interest, compensation."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


class CostsPaid(msgspec.Struct, frozen=True, kw_only=True):
    """How an invoice's costs changed by payments: what was paid, and what is claimed."""

    invoice_id: UUID
    fee_paid: Decimal
    interest_paid: Decimal
    interest: Decimal
    compensation_paid: Decimal
    compensation: Decimal

    @property
    def is_any(self) -> bool:
        """Whether anything changed."""
        return any(getattr(self, name) for name in self.__struct_fields__[1:])


async def pay_costs(connection: Connection, company_id: UUID, paid: Sequence[CostsPaid]) -> None:
    """Add what was paid to the claims of invoices, each named once."""
    await connection.execute(sql.pay_costs, company_id, rows_as_json(paid))
