"""The full run over a million open invoices, against one hand-written statement.

Both do the same on copies of one database, in turns; the ratio of each turn is printed, and last
the median. `./just bench evaluation --invoices 100000` is a smaller one.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
from rich.console import Console
from rich.table import Table

from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from karhu.migrate import migrate
from karhu.runs import service as runs
from tests.scratch import running_postgres

COMPANY = UUID("00000000-0000-7000-8000-000000000002")
TODAY = date(2026, 11, 22)
HERE = Path(__file__).parent


async def fill(url: str, *, invoices: int) -> None:
    await migrate(url)
    owner = await asyncpg.connect(url)
    statements = (HERE / "ledger.sql").read_text()
    statements = statements.replace("$customers", str(invoices // 10))
    await owner.execute(statements.replace("$invoices", str(invoices)))
    await owner.execute("vacuum analyze")
    await owner.close()


async def copy(server: PostgresServer, name: str) -> str:
    owner = await asyncpg.connect(server.url)
    await owner.execute(f"drop database if exists {name} with (force)")
    await owner.execute(f"create database {name} template ledger strategy file_copy")
    await owner.execute("checkpoint")
    await owner.close()
    return server.url_for(role="karhu", database=name)


async def by_hand(url: str) -> tuple[float, int]:
    """Seconds and decisions of the one statement, under the same role and row-level security."""
    connection = await asyncpg.connect(url, server_settings={"role": "karhu_app", "jit": "off"})
    await connection.execute("select set_config('karhu.company_id', $1, false)", str(COMPANY))
    statement = (HERE / "evaluation_by_hand.sql").read_text()
    began = time.perf_counter()
    count = await connection.fetchval(statement, COMPANY, TODAY, uuid4())
    seconds = time.perf_counter() - began
    await connection.close()
    return seconds, count


async def by_karhu(url: str) -> None:
    """Run once and print seconds, decisions and peak memory (MB); in a process of its own."""
    await db.open_pool(url)
    now = datetime.now(UTC)
    async with db.transaction(COMPANY) as connection:
        run_id = await runs.request(connection, COMPANY, as_of=TODAY, is_dry_run=False, now=now)
    began = time.perf_counter()
    tally = await runs.execute(COMPANY, run_id, clock=lambda: datetime.now(UTC))
    seconds = time.perf_counter() - began
    assert tally is not None
    await db.close_pool()
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    count = tally.outcomes["act"] + tally.outcomes["hold"] + tally.outcomes["forfeit"]
    print(seconds, count, peak_mb)


def measured(url: str) -> tuple[float, int, float]:
    command = [sys.executable, "-m", "tests.bench.evaluation", "--one", url]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    seconds, count, peak_mb = output.split()
    return float(seconds), int(count), float(peak_mb)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--invoices", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        asyncio.run(by_karhu(chosen.one))
        return
    with running_postgres("max_wal_size=8GB", "checkpoint_timeout=30min") as server:
        compare(server, invoices=chosen.invoices, turns=chosen.turns)


def compare(server: PostgresServer, *, invoices: int, turns: int) -> None:
    console, ratios = Console(), []
    table = Table("turn", "by hand s", "Karhu s", "ratio", "decided by hand", "decided", "peak MB")

    async def make() -> None:
        owner = await asyncpg.connect(server.url)
        await owner.execute("create database ledger")
        await owner.close()
        await fill(server.url_for(role="karhu", database="ledger"), invoices=invoices)

    with console.status(f"{invoices:,} open invoices"):
        asyncio.run(make())
    for turn in range(1, turns + 1):
        with console.status(f"turn {turn} of {turns}"):
            hand_s, hand_count = asyncio.run(by_hand(asyncio.run(copy(server, "by_hand"))))
            karhu_s, count, peak_mb = measured(asyncio.run(copy(server, "by_karhu")))
        ratios.append(karhu_s / hand_s)
        figures = (f"{hand_s:.2f}", f"{karhu_s:.2f}", f"{ratios[-1]:.2f}")
        table.add_row(str(turn), *figures, f"{hand_count:,}", f"{count:,}", f"{peak_mb:.0f}")
    console.print(table)
    print(f"evaluation ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
