"""The mail server and the operator as children of the demo, and the ports they get."""

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


def operator_child(directory: Path, *, port: int, environment: dict[str, str]) -> Child:
    """The operator of e-invoices and print as a supervised child; ready when it answers."""

    async def answers() -> bool:
        with contextlib.suppress(OSError, TimeoutError):
            async with asyncio.timeout(2):
                reader, writer = await asyncio.open_connection(HOST, port)
                try:
                    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                    return (await reader.readline()).startswith(b"HTTP/1.1 200")
                finally:
                    writer.close()
        return False

    command = (sys.executable, "-m", "karhu.demo.operator", str(directory), str(port))
    return Child(name="operator", command=command, environment=environment, ready=answers)


def port_for(wanted: int) -> int:
    """The wanted port, or a free one when somebody else listens there."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((HOST, port))
                return int(probe.getsockname()[1])
    raise OSError("no port is free")
