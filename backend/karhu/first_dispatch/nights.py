"""The night of a company: begun once when its time has come, finished when all have a result."""

from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from karhu.first_dispatch.service import next_batch
from karhu.kit import db
from karhu.kit.clock import date_in
from karhu.kit.db import Connection
from karhu.kit.sql import Statements

log = structlog.get_logger()
sql = Statements(__file__)

MOST_AT_ONCE = 1000  # companies whose night begins in one go; the next minute takes the others
DUE = """
    select company_id from first_dispatch_settings
    where is_on and next_batch_at <= $1 order by next_batch_at limit $2
"""
TAKE = """
    select s.*, c.time_zone from first_dispatch_settings s join companies c on c.id = s.company_id
    where s.company_id = $1 and s.is_on and s.next_batch_at <= $2
    for update of s skip locked
"""
SCHEDULE = "update first_dispatch_settings set next_batch_at = $2 where company_id = $1"
COUNT = """
    update first_dispatch_batches set invoice_count = $3 where company_id = $1 and id = $2
"""


async def begin_due(*, now: datetime) -> int:
    """Begin the night of every company whose time has come; returns how many invoices were queued.

    Nights that were missed are one night: what they would have taken is unsent still.
    """
    async with db.transaction_over_all() as connection:
        due = await connection.fetch(DUE, now, MOST_AT_ONCE)
    count = 0
    for row in due:
        try:
            async with db.transaction(row["company_id"]) as connection:
                count += await begin(connection, row["company_id"], now=now)
        except Exception:  # one company's night must not keep the others' from beginning
            log.exception("night_not_begun", company_id=str(row["company_id"]))
    return count


async def begin(connection: Connection, company_id: UUID, *, now: datetime) -> int:
    """Queue what the night takes and set the next one; 0 when another worker has it already."""
    settings = await connection.fetchrow(TAKE, company_id, now)
    if settings is None:
        return 0
    zone = settings["time_zone"]
    night = date_in(zone, now)
    batch_id = await connection.fetchval(sql.open_batch, company_id, night, now)
    midnight = datetime.combine(night, time(), tzinfo=ZoneInfo(zone))
    count: int = await connection.fetchval(
        sql.queue_night, company_id, batch_id, now, settings["sources"], settings["takes_since"],
        settings["timing"] == "by_invoice_date", night, midnight,
    )  # fmt: skip
    await connection.execute(COUNT, company_id, batch_id, count)
    await connection.execute(SCHEDULE, company_id, next_batch(zone, after=now))
    return count


async def finish_done(*, now: datetime) -> list[Any]:
    """Finish the nights whose invoices all have a result, and queue what is told of failures.

    Returns the finished nights.
    """
    async with db.transaction_over_all() as connection:
        finished = await connection.fetch(sql.finish_batches, now)
        for batch in finished:
            if batch["failed_count"]:
                await connection.execute(sql.add_alerts, batch["company_id"], batch["id"], now)
    return list(finished)
