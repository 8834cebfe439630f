"""`karhu bank FILE`: the same without HTTP, with what came of it on screen."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from karhu.bank.receiving import received
from karhu.bank.service import Imported, Upload, import_file
from karhu.identity.named import company_named
from karhu.kit import clock, db
from karhu.kit.sql import Statements
from karhu.settings import Settings
from karhu.up import reachable

sql = Statements(__file__)

PIECE_BYTES = 262_144
SHOWN = 20
ONE = "select * from bank_files where company_id = $1 and id = $2"


async def import_bank_file(settings: Settings, path: Path, *, company: str) -> None:
    """Record the payments in a bank file for a company named by name or id, and print the counts.

    Raises Problem if the company or the file cannot be used; then nothing was changed.
    """
    async with reachable(settings) as connected:
        await db.open_pool(connected.database_url or "")
        try:
            company_id = await company_named(company)
            upload = Upload(company_id=company_id, file_name=path.name[:100], actor="command_line")
            async with received(_pieces(path)) as whole, db.transaction(company_id) as connection:
                made = await import_file(connection, upload, whole, now=clock.now())
                row = await connection.fetchrow(ONE, company_id, made.id)
                waiting = await connection.fetch(
                    sql.read_entries, company_id, made.id, "unallocated", None, SHOWN, False, None
                )
        finally:
            await db.close_pool()
    _report(Console(), made, row, waiting)


async def _pieces(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece


def _report(console: Console, made: Imported, row: Any, waiting: list[Any]) -> None:
    if made.was_imported_before:
        text = "This file had come before: nothing was changed. Then it was:"
        console.print(text, highlight=False)
    kinds = ("new", "duplicate", "matched", "unallocated", "pending", "ignored", "replaced")
    if not row["accounts_were_checked"]:
        text = "The company has no bank account set, so every account was taken."
        console.print(text, highlight=False)
    counts = ", ".join(f"{row[f'{kind}_count']} {kind}" for kind in kinds)
    name = f"{row['format']} {row['format_version']}".strip()
    accounts = ", ".join(row["accounts"])
    console.print(f"{name} of {accounts or 'no account'}: {row['entry_count']} entries.")
    console.print(f"{counts}.", highlight=False)
    for told in row["sums"]:
        console.print(f"Recorded: {told['amount']} {told['currency']}.", highlight=False)
    if row["covers_until"] is not None:
        console.print(f"It covers the days until {row['covers_until']}.", highlight=False)
    if waiting:
        console.print(_table(waiting, row["unallocated_count"]))


def _table(waiting: list[Any], count: int) -> Table:
    shown = f"the first {len(waiting)} of {count}" if count > len(waiting) else "all"
    table = Table(title=f"Waiting unallocated ({shown})", title_justify="left")
    for heading in ("Paid on", "Payer", "Reference", "Amount", "Waiting"):
        table.add_column(heading)
    for row in waiting:
        table.add_row(
            row["paid_on"].isoformat(), row["payer"] or "", row["reference"] or row["text"] or "",
            f"{row['amount']} {row['currency']}", str(row["unallocated"]),
        )  # fmt: skip
    return table
