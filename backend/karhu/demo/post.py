"""The mail server as a child of the demo, and the port it gets."""

import asyncio
import contextlib
import socket
import sys
from pathlib import Path

from karhu.kit.supervise import Child

HOST = "127.0.0.1"


def mail_child(directory: Path, *, port: int, environment: dict[str, str]) -> Child:
    """The mail server as a supervised child; ready when it greets."""

    async def greets() -> bool:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(2):
                reader, writer = await asyncio.open_connection(HOST, port)
                try:
                    return (await reader.readline()).startswith(b"220 ")
                finally:
                    writer.close()
        return False

    command = (sys.executable, "-m", "karhu.demo.mail", str(directory), str(port))
    return Child(name="mail", command=command, environment=environment, ready=greets)


def port_for_mail(wanted: int) -> int:
    """The wanted port, or a free one when somebody else listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((HOST, port))
                return int(probe.getsockname()[1])
    raise OSError("no port is free")
