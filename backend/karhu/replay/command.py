"""`karhu replay FILE`: from the file to the table."""

import time
from datetime import date
from pathlib import Path

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from karhu.kit.money import CURRENCIES
from karhu.replay.company import found_company
from karhu.replay.export import Export, read_export
from karhu.replay.life import Sink, add_customers, live, span
from karhu.replay.mapping import Mapping, ReplayError
from karhu.replay.nights import RUN_AT, instant, make_room_for_events
from karhu.replay.promises import Lived, Promise, promises
from karhu.replay.review import Month, months, review
from karhu.replay.scratch import scratch_database
from karhu.replay.table import show, show_outcomes, show_promises
from karhu.rules.rule import general_steps
from karhu.settings import Settings
from karhu.up import reachable


class Replayed(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a replay."""

    lived: Lived
    months: list[Month]
    promises: list[Promise]

    @property
    def is_kept(self) -> bool:
        """Whether every promise was."""
        return not any(promise.broken for promise in self.promises)


async def replay_file(path: Path, mapping: Mapping, settings: Settings) -> bool:
    """Replay a file on the servers of the settings; returns whether every promise was kept."""
    no_redis = msgspec.structs.replace(settings, redis_url="unix:///nowhere")  # it rings nowhere
    async with reachable(no_redis) as connected:
        replayed = await replay(
            path, mapping, server_url=connected.database_url or "", console=Console()
        )
    return replayed.is_kept


async def replay(path: Path, mapping: Mapping, *, server_url: str, console: Console) -> Replayed:
    """Live through the file in a scratch database of the server, and print what came of it."""
    if mapping.currency not in CURRENCIES:
        raise ReplayError(f"{mapping.currency} is no currency of ISO 4217; the euro is EUR.")
    started = time.perf_counter()
    export = read_export(path, mapping)
    _tell(console, path, export)
    async with scratch_database(server_url):
        replayed = await _live(export, mapping, console)
    show(console, replayed.months, currency=mapping.currency)
    show_outcomes(console, replayed.lived.looked)
    show_promises(console, replayed.promises)
    took = time.perf_counter() - started
    console.print(f"{len(export.entries)} invoices lived through in {took:.1f} s.")
    return replayed


def _tell(console: Console, path: Path, export: Export) -> None:
    separator = {"\t": "tab", ";": "semicolon", ",": "comma"}.get(export.separator, "bar")
    console.print(
        f"{path.name}: {len(export.entries)} invoices, {export.encoding}, {separator} separated."
    )
    for sentence in export.left_out:
        console.print(f"Left out. {sentence}", markup=False, highlight=False)


async def _live(export: Export, mapping: Mapping, console: Console) -> Replayed:
    entries, sink = export.entries, Sink()
    first, last = span(entries)
    now = instant(first, RUN_AT)
    await make_room_for_events(first, last)
    company_id = await found_company(currency=mapping.currency, now=now)
    await add_customers(company_id, entries, mapping, now=now)
    with _progress(console) as bar:
        task = bar.add_task("Living", total=(last - first).days + 1, day=str(first))

        def after_day(day: date) -> None:
            bar.update(task, advance=1, day=str(day))

        await live(company_id, entries, mapping, sink, after_day=after_day)
    lived = await review(company_id, entries, sink, general_steps(mapping.kind), last)
    listed = await months(company_id, entries, first, last)
    return Replayed(lived=lived, months=listed, promises=promises(lived))


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description} {task.fields[day]}"),
        BarColumn(),
        TextColumn("{task.completed}/{task.total} days"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    )
