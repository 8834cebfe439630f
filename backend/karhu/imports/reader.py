"""Reading one line of a file as one record of the contract, or saying what is wrong with it."""

import csv
from functools import cache
from typing import Any

import msgspec

from karhu.contract import types
from karhu.contract.operations import validator
from karhu.contract.reading import faults_of
from karhu.imports.cells import Column
from karhu.imports.layout import SCHEMAS, Layout, schema_of
from karhu.imports.lines import MOST_BYTES, Line
from karhu.kit.problems import Fault

HINTS = {
    "Amount": "Write it as 1234.56, at most two decimals.",
    "Date": "Write it as 2026-01-31 (in CSV also 31.1.2026).",
    "Currency": "Write the three capital letters of ISO 4217, such as EUR.",
    "Country": "Write the two capital letters of ISO 3166-1, such as FI.",
    "Email": "Write one address, such as name@example.com.",
    "ExternalId": "Use letters without accents, digits and . _ : @ - only.",
    "Id": "Write Karhu's own id, a UUID.",
    "Name": "Write 1 to 250 characters.",
    "ShortText": "Write at most 100 characters on one line.",
}


class Unreadable(Exception):
    """A line that is no record; carries every fault."""

    def __init__(self, *faults: Fault, label: str | None = None) -> None:
        super().__init__(faults[0].detail)
        self.faults = faults
        self.label = label


class Reader:
    """Reads the lines of one file; `remarks` grows with what was noticed on the way."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._check = _validator(layout.kind)
        self._shape = getattr(types, SCHEMAS[layout.kind])
        properties = schema_of(layout.kind)["properties"]
        self._hints = {name: _hint(schema) for name, schema in properties.items()}
        self._columns = [
            Column(name, properties[name]) if name is not None else None for name in layout.columns
        ]
        self.remarks: set[str] = set()

    def read(self, line: Line) -> Any:
        """The record on a line, valid against the contract; raises Unreadable."""
        if len(line.content) > MOST_BYTES:
            raise Unreadable(_fault("line_too_long", "A record has at most a million bytes."))
        text = line.content.decode(self._layout.charset, errors="replace")
        named = self._row(text) if self._columns else _json(text)
        if faults := faults_of(self._check, named):
            mended = [self._with_hint(fault, named) for fault in faults]
            raise Unreadable(*mended, label=_label(named))
        return msgspec.convert(named, self._shape)

    def _row(self, text: str) -> dict[str, Any]:
        try:
            [cells] = csv.reader([text], delimiter=self._layout.separator or ",", strict=True)
        except (csv.Error, ValueError) as error:
            detail = f"The quotes do not pair up ({error}). Double a quote inside a field."
            raise Unreadable(_fault("not_csv", detail)) from None
        if any(cell.strip() for cell in cells[len(self._columns) :]):
            detail = "There are more cells than columns. Quote a cell that holds the separator."
            raise Unreadable(_fault("too_many_cells", detail))
        named: dict[str, Any] = {}
        for column, cell in zip(self._columns, cells, strict=False):
            if column is None:
                continue
            if content := cell.strip():
                named[column.name] = column.value(content, self.remarks)
            elif column.takes_null:
                named[column.name] = None
        return named

    def _with_hint(self, fault: Fault, named: dict[str, Any]) -> Fault:
        """Say how a value is written instead of showing the pattern that it breaks."""
        field = fault.pointer.removeprefix("/")
        hint = self._hints.get(field)
        if hint is None:
            return fault
        value = str(named.get(field))[:100]
        return msgspec.structs.replace(fault, detail=f"“{value}” cannot be used. {hint}")


@cache
def _validator(kind: str) -> Any:
    return validator({"$ref": f"#/components/schemas/{SCHEMAS[kind]}"})


def _json(text: str) -> dict[str, Any]:
    try:
        named = msgspec.json.decode(text)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        detail = f"The line is not JSON: {error}. Send one object a line."
        raise Unreadable(_fault("not_json", detail)) from None
    if not isinstance(named, dict):
        raise Unreadable(_fault("not_an_object", "Send one object a line, in braces."))
    return named


def _hint(schema: dict[str, Any]) -> str | None:
    for node in schema.get("anyOf", [schema]):
        name = node.get("$ref", "").rsplit("/", 1)[-1]
        if name in HINTS:
            return HINTS[name]
    return None


def _label(named: dict[str, Any]) -> str | None:
    for field in ("number", "external_id", "reference"):
        if isinstance(named.get(field), str) and named[field]:
            return named[field][:100]
    return None


def _fault(code: str, detail: str) -> Fault:
    return Fault(pointer="", code=code, detail=detail)
