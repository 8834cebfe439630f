"""Interest that goes onto interest invoices, and comes back when one is not made."""

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


class Invoiced(msgspec.Struct, frozen=True, kw_only=True):
    """Interest of one invoice."""

    invoice_id: UUID
    amount: Decimal


async def invoice_interest(
    connection: Connection, company_id: UUID, parts: Sequence[Invoiced]
) -> None:
    """Move interest onto interest invoices; what letters claim of it is the caller's to change."""
    await connection.execute(sql.invoice_interest, company_id, rows_as_json(parts))


async def return_interest(
    connection: Connection, company_id: UUID, parts: Sequence[Invoiced]
) -> None:
    """Take interest back from interest invoices that are not made."""
    await connection.execute(sql.return_interest, company_id, rows_as_json(parts))
