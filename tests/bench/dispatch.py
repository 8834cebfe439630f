"""The whole outbox against bare aiosmtplib, over as many connections to the same sink.

Karhu claims, looks again, composes, encodes, sends and records; bare aiosmtplib sends the same
messages, encoded beforehand, by its `sendmail`, and by its single commands, which is faster. Both
run on uvloop, each in a process of its own, in turns. The ratio of a turn is to the faster one of
the two; the last line is the median. `./just bench dispatch --messages 1000` is a smaller one.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any

import aiosmtplib
import asyncpg
import msgspec
import uvloop
from rich.console import Console
from rich.table import Table

from karhu.channels.email import Outlet, mime
from karhu.dispatch.jobs import Sending
from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from karhu.letters.letter import Letter
from karhu.migrate import migrate
from tests.fault.stage import crowd, running_sink
from tests.scratch import running_postgres
from tests.world import new_world

CONNECTIONS = 10
Way = Callable[[str, str], Coroutine[Any, Any, tuple[float, int]]]


async def fill(server: PostgresServer, *, messages: int) -> None:
    """A database whose outbox holds so many messages, due now, and one that has sent them."""
    owner = await asyncpg.connect(server.url)
    await owner.execute("create database queued")
    url = server.url_for(role="karhu", database="queued")
    await migrate(url)
    await db.open_pool(url)
    world = await new_world()
    await crowd(world, count=messages)
    await world.run()
    await db.close_pool()
    filled = await asyncpg.connect(url)
    await filled.execute("vacuum analyze")
    await filled.close()
    await owner.close()


async def copy(server: PostgresServer) -> str:
    owner = await asyncpg.connect(server.url)
    await owner.execute("drop database if exists outbox with (force)")
    await owner.execute("create database outbox template queued strategy file_copy")
    await owner.execute("checkpoint")
    await owner.close()
    return server.url_for(role="karhu", database="outbox")


async def by_karhu(smtp_url: str, database_url: str) -> tuple[float, int]:
    """Seconds and messages of the worker's own sending."""
    await db.open_pool(database_url, size=8)
    outlet = Outlet(smtp_url, connections=CONNECTIONS)
    began = time.perf_counter()
    await Sending(outlet.send).ring()
    seconds = time.perf_counter() - began
    await outlet.close()
    async with db.transaction_over_all() as connection:
        count = await connection.fetchval("select count(*) from dispatches where state = 'sent'")
    await db.close_pool()
    return seconds, count


async def by_sendmail(smtp_url: str, database_url: str) -> tuple[float, int]:
    """Seconds and messages of aiosmtplib's `sendmail`."""
    letters = await sent_letters(database_url)

    async def send(client: aiosmtplib.SMTP, letter: Letter, message: bytes) -> None:
        await client.sendmail(letter.sender_email, [letter.recipient], message)

    return await over_connections(smtp_url, letters, send)


async def by_commands(smtp_url: str, database_url: str) -> tuple[float, int]:
    """Seconds and messages of aiosmtplib's `mail`, `rcpt` and `data`."""
    letters = await sent_letters(database_url)

    async def send(client: aiosmtplib.SMTP, letter: Letter, message: bytes) -> None:
        await client.mail(letter.sender_email)
        await client.rcpt(letter.recipient)
        await client.data(message)

    return await over_connections(smtp_url, letters, send)


async def sent_letters(database_url: str) -> list[tuple[Letter, bytes]]:
    """The letters that Karhu sent, encoded, without the end of the payload."""
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch("select letter from dispatches")
    await connection.close()
    letters = [msgspec.json.decode(row["letter"], type=Letter) for row in rows]
    return [(one, mime(one, one.sender_email, one.recipient)[:-3]) for one in letters]


async def over_connections(
    smtp_url: str,
    letters: list[tuple[Letter, bytes]],
    send: Callable[[aiosmtplib.SMTP, Letter, bytes], Coroutine[Any, Any, None]],
) -> tuple[float, int]:
    left = iter(letters)
    port = int(smtp_url.rpartition(":")[2])

    async def one_connection() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port)
        await client.connect()
        for letter, message in left:
            await send(client, letter, message)
        await client.quit()

    began = time.perf_counter()
    await asyncio.gather(*(one_connection() for _ in range(CONNECTIONS)))
    return time.perf_counter() - began, len(letters)


WAYS: dict[str, Way] = {"karhu": by_karhu, "sendmail": by_sendmail, "commands": by_commands}


def one(way: str, smtp_url: str, database_url: str) -> None:
    """Go one way and print messages a second, messages and peak memory (MB)."""
    seconds, count = uvloop.run(WAYS[way](smtp_url, database_url))
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(count / seconds, count, peak_mb)


def measured(way: str, smtp_url: str, database_url: str) -> tuple[float, int, float]:
    command = [sys.executable, "-m", "tests.bench.dispatch", "--one", way, smtp_url, database_url]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    rate, count, peak_mb = output.split()
    return float(rate), int(count), float(peak_mb)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(*chosen.one)
        return
    with running_postgres("max_wal_size=4GB", "checkpoint_timeout=30min") as server:
        compare(server, messages=chosen.messages, turns=chosen.turns)


def compare(server: PostgresServer, *, messages: int, turns: int) -> None:
    console, ratios = Console(), []
    table = Table(
        "turn", "aiosmtplib sendmail /s", "aiosmtplib commands /s", "Karhu /s", "ratio", "messages",
        "peak MB",
    )  # fmt: skip
    with console.status(f"{messages:,} messages in the outbox"):
        asyncio.run(fill(server, messages=messages))
    for turn in range(1, turns + 1):
        with console.status(f"turn {turn} of {turns}"), running_sink() as sink:
            database_url = asyncio.run(copy(server))
            rate, count, peak_mb = measured("karhu", sink.url, database_url)
            assert count == messages == sink.count()
            bare = [measured(way, sink.url, database_url)[0] for way in ("sendmail", "commands")]
        ratios.append(rate / max(bare))
        figures = (f"{bare[0]:,.0f}", f"{bare[1]:,.0f}", f"{rate:,.0f}", f"{ratios[-1]:.2f}")
        table.add_row(str(turn), *figures, f"{count:,}", f"{peak_mb:.0f}")
    console.print(table)
    print(f"dispatch ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
