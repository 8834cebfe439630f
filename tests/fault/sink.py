"""A fast mail server in a process of its own: takes everything, counts every Message-ID.

`python -m tests.fault.sink` prints its port on the first line and answers each line of its input:
`counts` with one JSON object of Message-ID and count, `count` with their sum. `kill POINT N` ends
the process at the other side of every n-th dialogue, where POINT is `data` (the letter was
announced), `letter` (it was taken in, and not answered) or `answered`; `slow MS` makes it take its
time with every letter.
"""

import asyncio
import os
import signal
import sys
from collections import Counter

import msgspec
import psutil
import uvloop

HELLO = b"250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-PIPELINING\r\n250 SIZE 10000000\r\n"
END = b"\r\n.\r\n"
POINTS = ("data", "letter", "answered")


class Book:
    """What arrived, and whom to kill when."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.point = ""
        self.every = 0
        self.pause_s = 0.0
        self.seen = 0

    def reached(self, point: str, transport: asyncio.Transport) -> None:
        """Kill the client when it is its turn."""
        if point != self.point or not self.every:
            return
        self.seen += 1
        if self.seen % self.every == 0:
            _kill_owner(transport.get_extra_info("peername"))


def _kill_owner(peer: tuple[str, int]) -> None:
    for connection in psutil.net_connections("tcp4"):
        if connection.laddr and tuple(connection.laddr) == peer and connection.pid:
            os.kill(connection.pid, signal.SIGKILL)


class Dialogue(asyncio.Protocol):
    """One connection, whose commands may come in one go, each go in one piece."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.letter: list[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self.transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        if self.letter is not None:
            self._take(data)
            return
        self.transport.write(b"".join([self._answer(line) for line in data.splitlines()]))

    def _answer(self, command: bytes) -> bytes:
        match command[:4].upper():
            case b"EHLO":
                return HELLO
            case b"DATA":
                self.book.reached("data", self.transport)
                self.letter = []
                return b"354 Go on\r\n"
            case b"QUIT":
                asyncio.get_running_loop().call_soon(self.transport.close)
                return b"221 Bye\r\n"
            case _:
                return b"250 OK\r\n"

    def _take(self, data: bytes) -> None:
        assert self.letter is not None
        self.letter.append(data)
        if not (data if len(data) >= len(END) else b"".join(self.letter)).endswith(END):
            return
        self.book.counts[_message_id(b"".join(self.letter))] += 1
        self.letter = None
        self.book.reached("letter", self.transport)
        if self.book.pause_s:
            asyncio.get_running_loop().call_later(self.book.pause_s, self._accept)
        else:
            self._accept()

    def _accept(self) -> None:
        self.transport.write(b"250 OK\r\n")
        self.book.reached("answered", self.transport)


def _message_id(letter: bytes) -> str:
    start = letter.index(b"Message-ID: ") + 12
    return letter[start : letter.index(b"\r\n", start)].decode()


async def _serve() -> None:
    loop, book = asyncio.get_running_loop(), Book()
    server = await loop.create_server(lambda: Dialogue(book), "127.0.0.1", 0, backlog=1000)
    print(server.sockets[0].getsockname()[1], flush=True)
    asked = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(asked), sys.stdin)
    while line := (await asked.readline()).decode().split():
        match line:
            case ["kill", point, every]:
                book.point, book.every = point, int(every)
                print("ok", flush=True)
            case ["slow", milliseconds]:
                book.pause_s = int(milliseconds) / 1000
                print("ok", flush=True)
            case ["counts"]:
                print(msgspec.json.encode(book.counts).decode(), flush=True)
            case ["count"]:
                print(book.counts.total(), flush=True)


if __name__ == "__main__":
    uvloop.run(_serve())
