"""A camt.054 of 50,000 payments: our reader against a bare iterparse, and the whole import.

The bare one only walks the same file with lxml and clears what it has passed; both read it from
disk, in a process of their own, in turns. The import goes into a fresh database where each payment
finds its invoice. `bgmax` reads as many payments in one section of that format, and `ten times` ten
times as many: its peak shows that memory does not grow. The last line is the median of our time
over that of the bare one. `./just bench bank --rows 5000` is a smaller one.
"""

import argparse
import asyncio
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import asyncpg
from lxml import etree
from rich.console import Console
from rich.table import Table

from karhu.bank import detect
from karhu.bank.entry import BankEntry
from karhu.bank.receiving import received
from karhu.bank.service import Upload, import_file
from karhu.invoices.reference import finnish_reference
from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from karhu.migrate import migrate
from tests.scratch import running_postgres
from tests.unit.bank.files import bgmax, camt, entry, giro, transaction
from tests.world import new_world

BATCH = 100
INVOICES = """
    insert into invoices (company_id, key, number, customer_id, currency, total, open, invoice_on,
                          due_on, received_on, reference, reference_key)
    select $1, 1000 + n, 'B' || n, $2, 'EUR', 100, 100, '2026-01-01', '2026-01-15', '2026-01-01',
           r, r
    from unnest($3::text[]) with ordinality as t (r, n)
"""


def references(rows: int) -> list[str]:
    return [finnish_reference(100_000 + n) for n in range(rows)]


def write(path: Path, rows: int) -> None:
    """A file of so many payments, a hundred in an entry."""
    head, tail = camt().split(b"</Ntfctn>")
    with path.open("wb") as file:
        file.write(head)
        named = references(rows)
        for at in range(0, rows, BATCH):
            some = [
                transaction(
                    "100.00", f"{reference:0>20}", ref=f"T{at + n}", accepted="2026-01-19T10:00:00"
                )
                for n, reference in enumerate(named[at : at + BATCH])
            ]
            file.write(entry(*some, amount=f"{len(some)}00.00", ref=f"A{at}").encode())
        file.write(b"</Ntfctn>" + tail)


def write_bgmax(path: Path, rows: int) -> None:
    """A file of one section of so many payments."""
    begin, opening, *_ = bgmax().splitlines()
    with path.open("wb") as file:
        file.write(begin + b"\n" + opening + b"\n")
        for n in range(rows):
            [line] = giro(10000, f"{100_000 + n}", serial=f"{n:012d}")
            file.write(f"{line:<80}\n26{'BENGTSSON BIRGITTA':<78}\n".encode())
        total = f"15{'':<35}2026012000036{10000 * rows:018d}SEK{rows:08d}"
        file.write(f"{total:<80}\n70{rows:08d}{0:08d}{0:08d}{1:08d}\n".encode())


def by_us(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for item in detect.read(file) if isinstance(item, BankEntry))


def by_iterparse(path: Path) -> int:
    count = 0
    for _, element in etree.iterparse(str(path), tag="{*}TxDtls"):
        count += 1
        element.clear(keep_tail=True)
        while element.getprevious() is not None:
            element.getparent().remove(element.getprevious())
    return count


READERS: dict[str, Callable[[Path], int]] = {"reader": by_us, "iterparse": by_iterparse}
WAYS = READERS | {"bgmax": by_us, "ten times": by_us}


async def by_import(path: Path, url: str) -> int:
    await db.open_pool(url)
    world = await new_world()
    customer = await world.customer()
    rows = by_us(path)
    await world.execute(INVOICES, customer, references(rows))
    upload = Upload(company_id=world.company_id, file_name=path.name, actor="bench")
    began = time.monotonic()
    async with received(_pieces(path)) as whole, db.transaction(world.company_id) as connection:
        await import_file(connection, upload, whole, now=world.now)
    seconds = time.monotonic() - began
    [row] = await world.fetch("select matched_count from bank_files where company_id = $1")
    assert row["matched_count"] == rows, row["matched_count"]
    print(seconds, peak_mb())
    await db.close_pool()
    return rows


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(262_144):
            yield piece


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(way: str, path: Path, url: str = "") -> tuple[float, float]:
    """Seconds and the peak (MB) of one way in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.bank", "--one", way, str(path), url]
    answer = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    seconds, peak = answer.stdout.split("\n")[-2].split()
    return float(seconds), float(peak)


def run_one(way: str, path: Path, url: str) -> None:
    if way == "import":
        asyncio.run(by_import(path, url))
        return
    began = time.monotonic()
    WAYS[way](path)
    print(time.monotonic() - began, peak_mb())


async def fresh(server: PostgresServer) -> str:
    owner = await asyncpg.connect(server.url)
    await owner.execute("create database bank")
    await owner.close()
    url = server.url_for(role="karhu", database="bank")
    await migrate(url)
    return url


def compare(rows: int, turns: int) -> None:
    console = Console()
    table = Table("way", "rows", "file MB", "seconds", "rows /s", "peak MB")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "camt054.xml"
        write(path, rows)
        files = dict.fromkeys((*READERS, "import"), (path, rows))
        for way, times in {"bgmax": 1, "ten times": 10}.items():
            files[way] = (Path(folder) / f"{times}.bgmax", rows * times)
            write_bgmax(*files[way])
        sizes = {way: path.stat().st_size / 1e6 for way, (path, _) in files.items()}
        found = {way: [measured(way, files[way][0]) for _ in range(turns)] for way in WAYS}
        with running_postgres("max_wal_size=4GB", "checkpoint_timeout=30min") as server:
            found["import"] = [measured("import", path, asyncio.run(fresh(server)))]
    for way, figures in found.items():
        seconds = statistics.median(figure[0] for figure in figures)
        peak = max(figure[1] for figure in figures)
        count = files[way][1]
        rate = f"{count / seconds:,.0f}"
        cells = (f"{count:,}", f"{sizes[way]:.0f}", f"{seconds:.2f}", rate, f"{peak:.0f}")
        table.add_row(way, *cells)
    console.print(table)
    ours, bare = (statistics.median(f[0] for f in found[way]) for way in ("reader", "iterparse"))
    print(f"bank ratio {ours / bare:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        way, path, url = chosen.one
        run_one(way, Path(path), url)
        return
    compare(chosen.rows, chosen.turns)


if __name__ == "__main__":
    main()
