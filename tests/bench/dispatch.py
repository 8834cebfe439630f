"""The whole outbox against bare aiosmtplib, over as many connections to the same sink.

Karhu claims, looks again, composes, encodes, sends and records, in as many workers as `karhu up`
starts, which share the connections; bare aiosmtplib sends the same messages, encoded beforehand,
by its `sendmail`, and by its single commands, which is faster. All run on uvloop, in turns. The
ratio of a turn is to the faster one of the two; the last line is the median. `./just bench dispatch
--messages 1000` is a smaller one, `--workers 1` shows what one worker does.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

import aiosmtplib
import asyncpg
import msgspec
import uvloop
from rich.console import Console
from rich.table import Table

from karhu.channels.email import Outlet
from karhu.channels.mime import mime
from karhu.dispatch.jobs import Sending
from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from karhu.letters.letter import Letter
from karhu.migrate import migrate
from karhu.settings import Settings
from tests.fault.stage import crowd, running_sink
from tests.scratch import running_postgres
from tests.world import new_world

CONNECTIONS = 10
WORKERS = Settings.from_environment().worker_count
Way = Callable[[str, str, int], Coroutine[Any, Any, None]]


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


@contextmanager
def timed() -> Iterator[None]:
    """Wait until all are ready, and print when this process began and ended, and its peak (MB)."""
    print("ready", flush=True)
    sys.stdin.readline()
    began = time.monotonic()
    yield
    ended = time.monotonic()
    print(began, ended, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


async def by_karhu(smtp_url: str, database_url: str, connections: int) -> None:
    """One worker's own sending."""
    await db.open_pool(database_url, size=8)
    outlet = Outlet(smtp_url, connections=connections)
    with timed():
        await Sending(outlet.send).ring()
    await outlet.close()
    await db.close_pool()


async def by_sendmail(smtp_url: str, database_url: str, connections: int) -> None:
    """aiosmtplib's `sendmail`."""
    letters = await sent_letters(database_url)

    async def send(client: aiosmtplib.SMTP, letter: Letter, message: bytes) -> None:
        await client.sendmail(letter.sender_email, [letter.recipient], message)

    await over_connections(smtp_url, letters, send, connections)


async def by_commands(smtp_url: str, database_url: str, connections: int) -> None:
    """aiosmtplib's `mail`, `rcpt` and `data`."""
    letters = await sent_letters(database_url)

    async def send(client: aiosmtplib.SMTP, letter: Letter, message: bytes) -> None:
        await client.mail(letter.sender_email)
        await client.rcpt(letter.recipient)
        await client.data(message)

    await over_connections(smtp_url, letters, send, connections)


async def sent_letters(database_url: str) -> list[tuple[Letter, bytes]]:
    """The letters that Karhu sent, encoded, without the end of the payload."""
    connection = await asyncpg.connect(database_url)
    rows = await connection.fetch("select mail from letters")
    await connection.close()
    letters = [msgspec.json.decode(row["mail"], type=Letter) for row in rows]
    return [(one, mime(one, one.sender_email, one.recipient)[:-3]) for one in letters]


async def over_connections(
    smtp_url: str,
    letters: list[tuple[Letter, bytes]],
    send: Callable[[aiosmtplib.SMTP, Letter, bytes], Coroutine[Any, Any, None]],
    connections: int,
) -> None:
    left = iter(letters)
    port = int(smtp_url.rpartition(":")[2])

    async def one_connection() -> None:
        client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port)
        await client.connect()
        for letter, message in left:
            await send(client, letter, message)
        await client.quit()

    with timed():
        await asyncio.gather(*(one_connection() for _ in range(connections)))


WAYS: dict[str, Way] = {"karhu": by_karhu, "sendmail": by_sendmail, "commands": by_commands}


def measured(way: str, *urls: str, processes: int = 1) -> tuple[float, float]:
    """Seconds from the first one's beginning to the last one's end, and the highest peak (MB)."""
    chosen = ("--one", way, *urls, str(CONNECTIONS // processes))
    pipe = subprocess.PIPE
    command = [sys.executable, "-m", "tests.bench.dispatch", *chosen]
    started = [
        subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) for _ in range(processes)
    ]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    figures = [process.communicate()[0].split() for process in started]
    assert all(process.returncode == 0 for process in started)
    began, ended, peaks = zip(*([float(one) for one in row] for row in figures), strict=True)
    return max(ended) - min(began), max(peaks)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        way, smtp_url, database_url, connections = chosen.one
        uvloop.run(WAYS[way](smtp_url, database_url, int(connections)))
        return
    with running_postgres("max_wal_size=4GB", "checkpoint_timeout=30min") as server:
        compare(server, chosen.messages, turns=chosen.turns, workers=chosen.workers)


def compare(server: PostgresServer, messages: int, *, turns: int, workers: int) -> None:
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
            urls = (sink.url, database_url)
            seconds, peak_mb = measured("karhu", *urls, processes=workers)
            assert sink.count() == messages
            bare = [measured(way, *urls)[0] for way in ("sendmail", "commands")]
        ratios.append(min(bare) / seconds)
        rates = [f"{messages / each:,.0f}" for each in (*bare, seconds)]
        table.add_row(str(turn), *rates, f"{ratios[-1]:.2f}", f"{messages:,}", f"{peak_mb:.0f}")
    console.print(table)
    print(f"dispatch ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
