"""The worker's part in sending: carry out what is due, and settle what dead workers left."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Any

import structlog

from karhu.channels.drop import NotReached, Speaker
from karhu.dispatch import returned
from karhu.dispatch.delivery import CHANNELS, Send, deliver, end_leases
from karhu.kit import clock
from karhu.kit.rounds import Rounds

log = structlog.get_logger()
LOOKS = 20  # at one speaker; what is left comes a minute later
AT_ONCE = 3  # one batch is on its way while others are looked at or recorded


class Sending(Rounds):
    """What one worker sends: a few batches of letters at once."""

    def __init__(self, send: Send, channels: Collection[str] = CHANNELS) -> None:
        async def batch() -> int:
            return await deliver(send, now=clock.now(), channels=channels)

        super().__init__(batch, at_once=AT_ONCE)


async def deliver_due(context: dict[str, Any]) -> None:
    """Send what is due until nothing is; without a mail server everything waits."""
    if context["sending"] is not None:
        await context["sending"].ring()


async def settle_lost(context: dict[str, Any]) -> None:
    """End the leases of workers that died while sending."""
    if count := await end_leases(now=clock.now()):
        log.warning("leases_ended", count=count)


async def read_answers(context: dict[str, Any]) -> None:
    """Ask operators and the mailbox of bounces what became of what was sent."""
    for channel, speaker in context["carriers"].speakers.items():
        try:
            await hear(channel, speaker, context["listeners"])
        except NotReached as error:
            log.warning("answers_not_read", channel=channel, error=str(error))


Listen = Callable[..., Awaitable[bool]]  # takes answers, by `now`, and says whether all is done


async def hear(
    channel: str, speaker: Speaker, listeners: Sequence[Listen] = (returned.take_everywhere,)
) -> None:
    """Take all that one speaker has said since it was last asked; raises NotReached.

    What is kept is settled after that, so that a crash between makes it heard twice.
    """
    cursor = await returned.cursor_of(channel)
    for _ in range(LOOKS):
        said = await speaker.answers(cursor)
        done = [await listen(said.answers, now=clock.now()) for listen in listeners]
        if not all(done):
            return
        await speaker.settled(said)
        is_done = said.cursor == cursor and not said.names
        if said.cursor != cursor:
            cursor = said.cursor
            await returned.keep_cursor(channel, cursor, now=clock.now())
        if is_done:
            return
