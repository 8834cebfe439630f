"""Working until nothing is due: a few batches at once, however often somebody rings."""

import asyncio
from collections.abc import Awaitable, Callable

from karhu.kit.garbage import collected_seldom


class Rounds:
    """What one worker carries out; `batch` does one and returns how much that was."""

    def __init__(self, batch: Callable[[], Awaitable[int]], *, at_once: int) -> None:
        self._batch, self._at_once = batch, at_once
        self._was_rung = self._is_stopping = False
        self._task: asyncio.Task[None] | None = None

    async def ring(self) -> None:
        """Work until nothing is due; returns at once when that is being done already."""
        self._was_rung = True
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._until_quiet())
            await asyncio.shield(self._task)

    def stop(self) -> None:
        """Begin no further batch; what is on its way arrives."""
        self._is_stopping = True

    @property
    def under_way(self) -> set[asyncio.Task[None]]:
        """What is still being carried out and recorded."""
        return {self._task} if self._task is not None and not self._task.done() else set()

    async def afterwards(self) -> None:
        """What follows each round; nothing, unless a kind of work has something."""

    async def _until_quiet(self) -> None:
        while self._was_rung and not self._is_stopping:
            self._was_rung = False
            with collected_seldom():
                ends = await asyncio.gather(
                    *(self._batches() for _ in range(self._at_once)), return_exceptions=True
                )
            for error in ends:
                if error is not None:
                    raise error
            await self.afterwards()

    async def _batches(self) -> None:
        while not self._is_stopping and await self._batch():
            pass
