"""Mail servers that take several commands in one go, and those that do it badly."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable

import pytest

from karhu.channels.email import Outlet
from karhu.channels.receipt import Receipt
from karhu.letters.letter import Letter
from tests.builders import a_parcel

MAIL = Letter(
    subject="Muistutus",
    text="Hei\n.\n..loppu",
    html="<p>Hei</p>",
    sender_name="Karhula",
    sender_email="laskut@example.com",
    recipient="debtor@example.com",
    message_id="<1@example.com>",
)
LETTER = a_parcel(MAIL)


class Server:
    """Answers what it is told to, a piece a time, and keeps what it was sent."""

    def __init__(self, answers: Iterable[bytes]) -> None:
        self.answers = list(answers)
        self.heard: list[bytes] = []
        self.has_ended = asyncio.Event()
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 hello\r\n")
        self.heard.append(await reader.readline())
        writer.write(b"250-script\r\n250 PIPELINING\r\n")
        for answer in self.answers.copy():
            heard = await reader.read(100_000)
            if not heard:
                break
            self.heard.append(heard)
            self.answers.pop(0)
            for piece in answer.split(b"|"):
                writer.write(piece)
                await writer.drain()
                await asyncio.sleep(0.02)
        self.heard.append(await reader.read())
        writer.close()
        self.has_ended.set()


@contextlib.asynccontextmanager
async def scripted(*answers: bytes) -> AsyncIterator[Server]:
    """A server on loopback that answers so."""
    server = Server(answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.url = f"smtp://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield server


async def sent(server: Server, *, times: int = 1) -> list[Receipt]:
    outlet = Outlet(server.url, connections=1, answer_s=2, letter_s=2)
    receipts = [await outlet.send(LETTER) for _ in range(times)]
    await outlet.close()
    return receipts


async def test_a_letter_costs_two_waits_where_the_server_takes_commands_together() -> None:
    async with scripted(b"250 a\r\n250 b\r\n354 go\r\n", b"250 taken\r\n") as server:
        [receipt] = await sent(server)
    assert receipt == Receipt(verdict="sent", text="250 taken")
    assert server.heard[1] == (
        b"MAIL FROM:<laskut@example.com>\r\nRCPT TO:<debtor@example.com>\r\nDATA\r\n"
    )
    assert server.heard[2].endswith(b"\r\n.\r\n")


@pytest.mark.parametrize(
    "pieces",
    [b"250 a\r\n25|0 b\r\n354 go\r\n", b"250 a\r\n|250-b\r\n250 c\r\n|354 go\r\n"],
)
async def test_answers_may_come_in_any_pieces(pieces: bytes) -> None:
    async with scripted(pieces, b"250|- well\r\n|250 taken\r\n") as server:
        [receipt] = await sent(server)
    assert receipt.verdict == "sent"


async def test_a_server_that_waits_for_a_letter_to_nobody_gets_none() -> None:
    async with scripted(b"250 a\r\n550 No such user\r\n354 go\r\n") as server:
        [receipt] = await sent(server)
        await server.has_ended.wait()
    assert receipt == Receipt(verdict="refused", text="550 No such user")
    assert server.heard[-1] == b""


async def test_a_refused_address_is_told_though_the_letter_was_refused_with_it() -> None:
    script = (b"250 a\r\n550 No such user\r\n503 No recipient\r\n", b"250 reset\r\n")
    async with scripted(*script) as server:
        [receipt] = await sent(server)
    assert receipt == Receipt(verdict="refused", text="550 No such user")
    assert server.heard[2] == b"RSET\r\n"


async def test_a_server_that_speaks_unasked_is_not_believed() -> None:
    script = (b"250 a\r\n250 b\r\n354 go\r\n", b"250 taken\r\n|250 and more\r\n")
    async with scripted(*script) as server:
        [first, second] = await sent(server, times=2)
    assert (first.verdict, second.verdict) == ("sent", "deferred")


async def test_an_endless_answer_is_given_up() -> None:
    async with scripted(b"250-" + b"x" * 600_000) as server:
        [receipt] = await sent(server)
    assert receipt.verdict == "deferred"
