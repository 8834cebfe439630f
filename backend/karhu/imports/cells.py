"""Cells of a CSV file as the contract writes their values."""

import re
from typing import Any

import msgspec

from karhu.contract.operations import resolved

DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$", re.ASCII)
DECIMAL_COMMA = re.compile(r"^-?\d{1,3}(?:(?:[ .]?\d{3})*),\d{1,2}$", re.ASCII)
GROUPED = re.compile(r"^-?\d{1,3}(?:[ ,]\d{3})+(?:\.\d{1,2})?$", re.ASCII)
SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2212": "-"})
YES = frozenset({"true", "yes", "y", "1", "kyllä", "k", "ja", "j", "x"})
NO = frozenset({"false", "no", "n", "0", "ei", "e", "nej"})

COMMA_REMARK = "Amounts have a decimal comma."
DAY_REMARK = "Dates are written day.month.year."


class Column:
    """One column: turns a cell into the value that the contract's field takes."""

    def __init__(self, name: str, schema: dict[str, Any]) -> None:
        self.name = name
        choices = [resolved(node) for node in schema.get("anyOf", [schema])]
        self.takes_null = any(node.get("type") == "null" for node in choices)
        kind = next(node for node in choices if node.get("type") != "null")
        self._read = self._reader(kind)

    def value(self, cell: str, remarks: set[str]) -> Any:
        """The value of a cell that is not empty; what cannot be read stays as it is written."""
        return self._read(cell, remarks)

    def _reader(self, kind: dict[str, Any]) -> Any:
        if kind.get("format") == "date":
            return _date
        if kind.get("type") == "boolean":
            return _truth
        if kind.get("type") == "string" and "[0-9]{1,2})?$" in kind.get("pattern", ""):
            return _amount
        if kind.get("type") == "array":
            return _rows
        if "enum" in kind:
            return lambda cell, _: cell.lower()
        return lambda cell, _: cell


def _date(cell: str, remarks: set[str]) -> str:
    """yyyy-mm-dd; d.m.yyyy is turned into it, month/day/year is never guessed."""
    found = DAY_FIRST.match(cell)
    if found is None:
        return cell
    remarks.add(DAY_REMARK)
    day, month, year = found.groups()
    return f"{year}-{month:0>2}-{day:0>2}"


def _rows(cell: str, _: set[str]) -> Any:
    """A list, such as the rows of an invoice, is written in a cell as it is in JSON."""
    try:
        return msgspec.json.decode(cell)
    except msgspec.DecodeError:
        return cell


def _truth(cell: str, _: set[str]) -> bool | str:
    word = cell.lower()
    if word in YES:
        return True
    return False if word in NO else cell


def _amount(cell: str, remarks: set[str]) -> str:
    """1234.56; decimal commas and groups of thousands are read where they mean one thing only."""
    text = cell.translate(SPACES).strip().removeprefix("+")
    if DECIMAL_COMMA.match(text):
        remarks.add(COMMA_REMARK)
        return text.replace(" ", "").replace(".", "").replace(",", ".")
    if GROUPED.match(text) and (" " in text or "." in text or text.count(",") > 1):
        return text.replace(" ", "").replace(",", "")
    return text
