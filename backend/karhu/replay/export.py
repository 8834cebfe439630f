"""Reading a ledger export: any separator and encoding that is common, every fault said."""

import csv
import re
from collections import Counter
from collections.abc import Mapping as Values
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

import msgspec

from karhu.kit.money import ZERO, rounded
from karhu.replay.mapping import DateFormat, Mapping, ReplayError

SEPARATORS = (",", ";", "\t", "|")
SHOWN = 10  # faults that are told one by one
YES = frozenset({"yes", "y", "true", "1", "x", "kyllä", "k", "ja", "j"})
ORDERS: dict[DateFormat, tuple[int, int, int]] = {  # where year, month and day stand
    "iso": (0, 1, 2),
    "dmy": (2, 1, 0),
    "mdy": (2, 0, 1),
}
WRITTEN = {"iso": "2026-01-31", "dmy": "31.1.2026", "mdy": "1/31/2026"}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice of the export, as it came to be known and as it ended."""

    line: int
    customer: str
    number: str
    invoice_on: date
    due_on: date
    total: Decimal
    settled_on: date | None
    is_disputed: bool

    @property
    def disputed_from(self) -> date | None:
        """The first day of the dispute: the due date, unless it was paid by then."""
        is_open = self.settled_on is None or self.settled_on > self.due_on
        return self.due_on if self.is_disputed and is_open else None


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What a file holds: its entries, what was left out and why, and how it was read."""

    entries: tuple[Entry, ...]
    left_out: tuple[str, ...]
    encoding: str
    separator: str


def read_export(path: Path, mapping: Mapping) -> Export:
    """Read the file; raises ReplayError with a sentence for each of the first ten faults."""
    text, encoding = _text(path)
    separator = _separator(text)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=separator)
    header = next(rows, None)
    if header is None:
        raise ReplayError(f"{path} is empty.")
    places = mapping.places([name.strip() for name in header])
    read = [
        _entry({field: _cell(row, place) for field, place in places.items()}, mapping, line)
        for line, row in enumerate(rows, start=2)
        if any(cell.strip() for cell in row)
    ]
    entries = [one for one in read if isinstance(one, Entry)]
    faults = [one for one in read if isinstance(one, str)] + _repeated(entries)
    if faults:
        raise ReplayError(_told(faults))
    left_out = {entry.line: why for entry in entries if (why := _unfit(entry))}
    kept = tuple(entry for entry in entries if entry.line not in left_out)
    if not kept:
        raise ReplayError(f"{path} has no invoice that can be replayed.")
    return Export(
        entries=kept, left_out=tuple(left_out.values()), encoding=encoding, separator=separator
    )


def _text(path: Path) -> tuple[str, str]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ReplayError(f"{path} cannot be read: {error.strerror}.") from None
    try:
        return content.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        return content.decode("latin-1"), "Latin-1"


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(SEPARATORS, key=first.count)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _entry(cells: Values[str, str], mapping: Mapping, line: int) -> Entry | str:
    try:
        settled = cells.get("settled_date", "")
        return Entry(
            line=line,
            customer=_needed(cells, "customer"),
            number=_needed(cells, "number"),
            invoice_on=read_day(_needed(cells, "invoice_date"), mapping.date_format),
            due_on=read_day(_needed(cells, "due_date"), mapping.date_format),
            total=read_amount(_needed(cells, "amount")),
            settled_on=read_day(settled, mapping.date_format) if settled else None,
            is_disputed=cells.get("disputed", "").casefold() in YES,
        )
    except ReplayError as error:
        return f"Line {line}: {error}"


def _needed(cells: Values[str, str], field: str) -> str:
    if not cells[field]:
        raise ReplayError(f"the {field.replace('_', ' ')} is empty.")
    return cells[field]


def read_day(text: str, date_format: DateFormat) -> date:
    """A day written in this order, whatever stands between; a time behind it does not count."""
    parts = re.split(r"[./-]", re.split(r"[ T]", text, maxsplit=1)[0])
    try:
        year, month, day = (int(parts[place]) for place in ORDERS[date_format])
        return date(year, month, day)
    except (ValueError, IndexError):
        others = " or ".join(name for name in ORDERS if name != date_format)
        raise ReplayError(
            f"{text!r} is no day like {WRITTEN[date_format]}; try --date-format {others}."
        ) from None


def read_amount(text: str) -> Decimal:
    """An amount with a point or a comma; the last of the two signs is the decimal one."""
    plain = re.sub(r"[\s'€$]", "", text).replace("−", "-")
    if re.search(r",\d{3}(?!\d)", plain) and not re.search(r",\d{1,2}$", plain):
        plain = plain.replace(",", "")
    elif "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(plain)
    except InvalidOperation:
        raise ReplayError(f"{text!r} is no amount like 1234.50.") from None
    if not amount.is_finite():
        raise ReplayError(f"{text!r} is no amount like 1234.50.")
    return rounded(amount)


def _repeated(entries: Sequence[Entry]) -> list[str]:
    counts = Counter(entry.number for entry in entries)
    return [
        f"Line {entry.line}: the number {entry.number} stands on {counts[entry.number]} lines."
        for entry in entries
        if counts[entry.number] > 1
    ]


def _unfit(entry: Entry) -> str | None:
    if entry.total <= ZERO:
        return f"Line {entry.line}: {entry.total} is not an amount that can be owed."
    if entry.due_on < entry.invoice_on:
        return f"Line {entry.line}: it would be due on {entry.due_on}, before its invoice date."
    return None


def _told(faults: Sequence[str]) -> str:
    more = f"\nand {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
    return "\n".join(faults[:SHOWN]) + more
