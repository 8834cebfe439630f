"""The worker's part in identity: what has ended is not kept."""

from typing import Any

from karhu.identity.service import forget_old
from karhu.kit import clock, db


async def forget(context: dict[str, Any]) -> None:
    """Delete ended sessions, old idempotency keys and old sign-in attempts."""
    async with db.transaction_over_all() as connection:
        await forget_old(connection, now=clock.now())
        await connection.execute("select make_event_partitions(current_date)")
