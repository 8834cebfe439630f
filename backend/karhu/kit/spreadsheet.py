"""Rows as lines of a CSV file (RFC 4180) that no spreadsheet takes for formulas."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Cell: TypeAlias = str | int | Decimal | date | None

# a tab or a line break before the sign is skipped by some programs, and the wide signs count too
_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ASKS_FOR_QUOTES = frozenset(',"\r\n')


def csv_line(cells: Iterable[Cell]) -> str:
    """One line with its end. Text is guarded; numbers, days and instants (ISO 8601) need not be."""
    return ",".join(_quoted(_written(cell)) for cell in cells) + "\r\n"


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text


def _written(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case date():  # an instant is one too
            return cell.isoformat()
        case _:
            return str(cell)


def _quoted(text: str) -> str:
    if _ASKS_FOR_QUOTES.isdisjoint(text):
        return text
    return '"' + text.replace('"', '""') + '"'
