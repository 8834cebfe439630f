"""What another system tells of a customer and Karhu only keeps."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from karhu.kit.db import Connection

KEEP = """
    update customers set netvisor = $3, updated_at = $4, version = version + 1
    where company_id = $1 and id = $2 and netvisor <> $3
"""


async def keep(
    connection: Connection,
    company_id: UUID,
    customer_id: UUID,
    extras: Mapping[str, Any],
    *,
    now: datetime,
) -> None:
    """Keep these values of a customer in place of the earlier ones; hold the ledger first."""
    await connection.execute(KEEP, company_id, customer_id, dict(extras), now)
