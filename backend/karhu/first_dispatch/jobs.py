"""The worker's part in sending invoices out: nights, sending, what the dead left, what is told."""

import asyncio
from typing import Any

import structlog

from karhu.first_dispatch.alerts import Ways, tell
from karhu.first_dispatch.nights import begin_due, finish_done
from karhu.first_dispatch.sending import Send, carry_out, end_lost
from karhu.kit import clock
from karhu.kit.doorbell import ring
from karhu.kit.garbage import collected_seldom

log = structlog.get_logger()
AT_ONCE = 2  # one batch is on its way while another is written or recorded


class Posting:
    """What one worker sends out: a few batches at once, however often somebody rings."""

    def __init__(self, send: Send, *, channels: frozenset[str], ways: Ways) -> None:
        self._send, self._channels, self.ways = send, channels, ways
        self._was_rung = self._is_stopping = False
        self._task: asyncio.Task[None] | None = None

    async def ring(self) -> None:
        """Send until nothing is due; returns at once when that is being done already."""
        self._was_rung = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._until_quiet())
            await asyncio.shield(self._task)

    def stop(self) -> None:
        """Begin no further batch; the invoices that are on their way arrive."""
        self._is_stopping = True

    @property
    def under_way(self) -> set[asyncio.Task[None]]:
        """What is still being sent and recorded."""
        return {self._task} if self._task is not None and not self._task.done() else set()

    async def _until_quiet(self) -> None:
        while self._was_rung and not self._is_stopping:
            self._was_rung = False
            with collected_seldom():
                ends = await asyncio.gather(
                    *(self._batches() for _ in range(AT_ONCE)), return_exceptions=True
                )
            for error in ends:
                if error is not None:
                    raise error
            await finish_done(now=clock.now())
            await tell(self.ways, now=clock.now())

    async def _batches(self) -> None:
        while not self._is_stopping and await carry_out(
            self._send, now=clock.now(), channels=self._channels
        ):
            pass


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
