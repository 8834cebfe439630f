"""The worker's part in interest invoices: what no night of a company counts."""

from typing import Any

import structlog

from karhu.claims.final import count_all_final
from karhu.kit import clock, db

log = structlog.get_logger()


async def count_where_off(context: dict[str, Any]) -> None:
    """Count the final interest of companies whose automation is off, and so has no nightly run."""
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch("select id from companies where not automation_is_on")
    for row in rows:
        try:
            await count_all_final(row["id"], now=clock.now())
        except Exception:  # one company must not keep the others from theirs
            log.exception("interest_not_counted", company_id=str(row["id"]))
