"""`karhu import FILE`: the same import without HTTP, with its progress on screen."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn
from rich.progress import TimeRemainingColumn as Remaining
from rich.table import Table

from karhu.identity.named import company_named
from karhu.imports.receiving import Upload, receive
from karhu.imports.service import step
from karhu.kit import clock, db
from karhu.settings import Settings
from karhu.up import reachable

PIECE_BYTES = 262_144
FAILURES_SHOWN = 20
WAIT_SECONDS = 0.2  # while a worker of a running Karhu has the import

ONE = "select * from imports where company_id = $1 and id = $2"
FAILURES = """
    select line, label, errors from import_lines
    where company_id = $1 and import_id = $2 and outcome = 'failed'
    order by line limit $3
"""


async def import_file(
    settings: Settings, path: Path, *, kind: str, company: str, is_dry_run: bool = False
) -> bool:
    """Import a CSV or NDJSON file for a company named by name or id; True if every line went well.

    Raises Problem if the company or the file cannot be used.
    """
    console = Console()
    async with reachable(settings) as connected:
        await db.open_pool(connected.database_url or "")
        try:
            company_id = await company_named(company)
            upload = Upload(
                company_id=company_id,
                kind=kind,
                is_csv=path.suffix.lower() in (".csv", ".tsv", ".txt"),
                is_dry_run=is_dry_run,
                file_name=path.name[:100],
                actor="command_line",
            )
            import_id = await _carry_out(upload, path, console)
            return await _report(console, company_id, import_id)
        finally:
            await db.close_pool()


async def _carry_out(upload: Upload, path: Path, console: Console) -> UUID:
    text, count = TextColumn("{task.description:<12}"), MofNCompleteColumn()
    with Progress(text, BarColumn(), count, Remaining(), console=console) as progress:
        reading = progress.add_task("Reading kB", total=_size_kb(path))
        stream = _pieces(path, progress, reading)
        import_id = await receive(upload, stream, clock=clock.now)
        row = await _row(upload.company_id, import_id)
        deciding = progress.add_task("Lines", total=row["line_count"])
        while row["state"] == "running":
            if not await step(upload.company_id, import_id, clock=clock.now):
                await asyncio.sleep(WAIT_SECONDS)
            row = await _row(upload.company_id, import_id)
            progress.update(deciding, completed=row["done_count"])
    return import_id


async def _pieces(path: Path, progress: Progress, task: TaskID) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece
            progress.update(task, completed=file.tell() // 1024)
    progress.update(task, completed=_size_kb(path))


def _size_kb(path: Path) -> int:
    return max(path.stat().st_size // 1024, 1)


async def _row(company_id: UUID, import_id: UUID) -> Any:
    async with db.transaction(company_id) as connection:
        return await connection.fetchrow(ONE, company_id, import_id)


async def _report(console: Console, company_id: UUID, import_id: UUID) -> bool:
    row = await _row(company_id, import_id)
    for remark in row["remarks"]:
        console.print(remark, style="dim", highlight=False)
    counts = ", ".join(
        f"{row[f'{result}_count']} {result}"
        for result in ("created", "updated", "unchanged", "failed")
    )
    would = "A dry run: nothing was changed. " if row["is_dry_run"] else ""
    console.print(f"{would}{row['line_count']} lines: {counts}.", highlight=False)
    if not row["failed_count"]:
        return True
    async with db.transaction(company_id) as connection:
        failures = await connection.fetch(FAILURES, company_id, import_id, FAILURES_SHOWN)
    console.print(_table(failures, row["failed_count"]))
    return False


def _table(failures: list[Any], failed_count: int) -> Table:
    shown = (
        f"the first {len(failures)} of {failed_count}" if failed_count > len(failures) else "all"
    )
    table = Table(title=f"Lines that failed ({shown})", title_justify="left")
    for heading in ("Line", "Record", "Where", "What to mend"):
        table.add_column(heading)
    for row in failures:
        for fault in row["errors"]:
            table.add_row(str(row["line"]), row["label"] or "", fault["pointer"], fault["detail"])
    return table
