"""The worker's part in sending: carry out what is due, and settle what dead workers left."""

import asyncio
from typing import Any

import structlog

from karhu.dispatch.delivery import deliver, end_leases
from karhu.kit import clock
from karhu.kit.doorbell import ring

log = structlog.get_logger()
BATCHES_A_JOB = 200  # then others have their turn; the job rings for itself


async def deliver_due(context: dict[str, Any]) -> None:
    """Send what is due until nothing is. A worker that is asked to stop finishes its batch."""
    if context["outlet"] is None:
        return
    work = asyncio.create_task(_deliver(context))
    context["under_way"].add(work)
    work.add_done_callback(context["under_way"].discard)
    await asyncio.shield(work)


async def _deliver(context: dict[str, Any]) -> None:
    async with context["one_delivery"]:
        for _ in range(BATCHES_A_JOB):
            if context["is_stopping"] or not await deliver(context["outlet"].send, now=clock.now()):
                return
    await ring("deliver_due")


async def settle_lost(context: dict[str, Any]) -> None:
    """End the leases of workers that died while sending."""
    if count := await end_leases(now=clock.now()):
        log.warning("leases_ended", count=count)
