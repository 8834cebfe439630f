"""A mail server on loopback that keeps every letter as a file: `-m karhu.demo.mail`."""

import asyncio
import signal
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

from karhu.demo.addresses import BUSY, REFUSED
from karhu.demo.mailbox import store
from karhu.demo.post import HOST
from karhu.kit import clock

MOST_BYTES = 10_000_000


class Mailboxes:
    """Takes every letter but for two addresses; the method names are aiosmtpd's."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[Any]
    ) -> str:
        """Refuse one address for good and one for now."""
        if address == REFUSED:
            return "550 5.1.1 there is no such mailbox"
        if address == BUSY:
            return "451 4.2.2 the mailbox is full, try again later"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the letter; the answer is given once it is on disk."""
        content = envelope.content
        assert isinstance(content, bytes)
        path = await asyncio.to_thread(store, self.directory, content, now=clock.now())
        return f"250 2.0.0 kept as {path.name}"


async def serve(directory: Path, *, port: int) -> None:
    """Take letters until SIGTERM or SIGINT."""
    loop, stopped = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    server = await loop.create_server(
        lambda: SMTP(
            Mailboxes(directory), hostname="localhost", data_size_limit=MOST_BYTES, loop=loop
        ),
        HOST,
        port,
    )
    async with server:
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), port=int(sys.argv[2])))
