"""The worker's part in sending invoices out: nights, sending, what the dead left, what is told."""

from typing import Any

import structlog

from karhu.first_dispatch.alerts import Ways, tell
from karhu.first_dispatch.nights import begin_due, finish_done
from karhu.first_dispatch.sending import Send, carry_out, end_lost
from karhu.kit import clock
from karhu.kit.doorbell import ring
from karhu.kit.rounds import Rounds

log = structlog.get_logger()
AT_ONCE = 2  # one batch is on its way while another is written or recorded


class Posting(Rounds):
    """What one worker sends out: a few batches of invoices at once, then what is told of them."""

    def __init__(self, send: Send, *, channels: frozenset[str], ways: Ways) -> None:
        async def batch() -> int:
            return await carry_out(send, now=clock.now(), channels=channels)

        super().__init__(batch, at_once=AT_ONCE)
        self.ways = ways

    async def afterwards(self) -> None:
        """Finish the nights that are done, and tell of their failures."""
        await finish_done(now=clock.now())
        await tell(self.ways, now=clock.now())


async def begin_due_nights(context: dict[str, Any]) -> None:
    """Begin the night of every company whose time has come."""
    if count := await begin_due(now=clock.now()):
        log.info("invoices_queued", count=count)
        await ring("send_invoices")


async def send_invoices(context: dict[str, Any]) -> None:
    """Send what is due until nothing is; then finish nights and tell of their failures."""
    if context.get("posting") is not None:
        await context["posting"].ring()


async def settle_lost_invoices(context: dict[str, Any]) -> None:
    """End the leases of workers that died while sending."""
    if count := await end_lost(now=clock.now()):
        log.warning("invoice_leases_ended", count=count)
