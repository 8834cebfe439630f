"""The worker's part in the run: nightly for every company, and on request."""

from typing import Any
from uuid import UUID

import structlog

from karhu.identity.service import schedule_next_run
from karhu.kit import clock, db
from karhu.kit.doorbell import ring
from karhu.runs import service
from karhu.runs.service import Overtaken

log = structlog.get_logger()

DUE = """
    select id, time_zone from companies
    where automation_is_on and next_run_at <= $1
    order by next_run_at limit 100 for update skip locked
"""


async def start_due_runs(context: dict[str, Any]) -> None:
    """Request the run of every company whose time has come; missed nights are one run."""
    now = clock.now()
    async with db.transaction_over_all() as connection:
        for company in await connection.fetch(DUE, now):
            as_of = clock.date_in(company["time_zone"], now)
            await service.request(connection, company["id"], as_of=as_of, is_dry_run=False, now=now)
            await schedule_next_run(connection, company["id"], after=now)
    await resume_runs(context)


async def resume_runs(context: dict[str, Any]) -> None:
    """Ring for every run that waits, or that a dead worker left."""
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(
            """select company_id, id from runs where state = 'queued'
               or state = 'running' and lease_until < $1""",
            clock.now(),
        )
    for row in rows:
        await ring("execute_run", row["company_id"], row["id"])


async def execute_run(context: dict[str, Any], company_id: str, run_id: str) -> None:
    """Execute one run and let what it queued go."""
    try:
        tally = await service.execute(UUID(company_id), UUID(run_id), clock=clock.now)
    except Overtaken:
        log.warning("run_overtaken", company_id=company_id, run_id=run_id)
        return
    if tally is not None:
        log.info("run_finished", run_id=run_id, **dict(tally.outcomes))
        await ring("deliver_due")
