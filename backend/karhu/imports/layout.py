"""How a file is written: what can be told from its beginning, and what had to be assumed."""

import codecs
import csv
from collections.abc import Sequence
from typing import Any

import msgspec

from karhu.contract.operations import contract
from karhu.imports.lines import Cutter
from karhu.kit.problems import Fault, Problem

SCHEMAS = {"customers": "CustomerWrite", "invoices": "InvoiceWrite", "payments": "PaymentWrite"}
CUSTOMER_NAMES = ("customer_id", "customer_external_id", "customer_number")
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab"}
UNICODE, WESTERN = "utf-8", "windows-1252"


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a line needs to know of its file; no columns means NDJSON."""

    kind: str
    charset: str = UNICODE
    separator: str | None = None
    line_end: str = "\n"
    columns: tuple[str | None, ...] = ()

    def cutter(self) -> Cutter:
        """What cuts the file into records."""
        separator = self.separator.encode() if self.separator is not None else None
        return Cutter(separator, line_end=self.line_end.encode())


def schema_of(kind: str) -> dict[str, Any]:
    """The contract's schema of one record of this kind."""
    return contract()["components"]["schemas"][SCHEMAS[kind]]


def detect(head: bytes, *, kind: str, is_csv: bool) -> tuple[Layout, list[str]]:
    """The layout of a file by its beginning, and remarks on it; raises 422 if unusable."""
    _refuse_other_files(head)
    line_end = "\r" if b"\r" in head and b"\n" not in head else "\n"
    if not is_csv:
        if head.lstrip().startswith(b"["):
            raise _unreadable("one_record_a_line", "Send one object a line, not one list of all.")
        return Layout(kind=kind, line_end=line_end), []
    heading = _text(head.split(line_end.encode(), 1)[0].rstrip(b"\r"))
    separator = max(SEPARATORS, key=lambda mark: len(_known(_cells(heading, mark), kind)))
    cells = _cells(heading, separator)
    _refuse_columns(cells, kind)
    known = set(schema_of(kind)["properties"])
    columns = tuple(cell if cell in known else None for cell in cells)
    layout = Layout(kind=kind, line_end=line_end, separator=separator, columns=columns)
    return layout, _remarks(separator, cells, known, kind)


def _refuse_other_files(head: bytes) -> None:
    if head.startswith(b"PK"):
        detail = "This is a spreadsheet or an archive. Save it as CSV and send that."
        raise _unreadable("not_text", detail)
    if b"\x00" in head:
        raise _unreadable("not_text", "This is not text in UTF-8 or Latin-1. Save it as UTF-8.")


def _unreadable(code: str, detail: str) -> Problem:
    return Problem(422, code, detail, faults=[Fault(pointer="", code=code, detail=detail)])


def _text(content: bytes) -> str:
    try:
        return content.decode(UNICODE)
    except UnicodeDecodeError:
        return content.decode(WESTERN, errors="replace")


def _cells(heading: str, separator: str) -> list[str]:
    try:
        rows = list(csv.reader([heading], delimiter=separator))
    except csv.Error as error:
        raise _unreadable("not_csv", f"The first line is no heading: {error}.") from None
    return [cell.strip().lower() for cell in rows[0]] if rows else []


def _known(cells: Sequence[str], kind: str) -> list[str]:
    properties = schema_of(kind)["properties"]
    return [cell for cell in cells if cell in properties]


def _refuse_columns(cells: Sequence[str], kind: str) -> None:
    faults = []
    for name in schema_of(kind)["required"]:
        if name not in cells:
            faults.append(_column_fault("missing_column", name, f"There is no column {name}."))
    if kind == "invoices" and not set(CUSTOMER_NAMES) & set(cells):
        detail = f"A column names the customer: one of {', '.join(CUSTOMER_NAMES)}."
        faults.append(_column_fault("missing_column", "customer_number", detail))
    for name in sorted({cell for cell in _known(cells, kind) if cells.count(cell) > 1}):
        detail = f"The column {name} is there twice. Keep one of them."
        faults.append(_column_fault("duplicate_column", name, detail))
    if faults:
        detail = " ".join(fault.detail for fault in faults)
        mend = "The first line names the fields as the contract does."
        raise Problem(422, faults[0].code, f"{detail} {mend}"[:1000], faults=faults)


def _column_fault(code: str, name: str, detail: str) -> Fault:
    return Fault(pointer=f"/{name}", code=code, detail=detail)


def _remarks(separator: str, cells: Sequence[str], known: set[str], kind: str) -> list[str]:
    remarks = [f"The separator is the {SEPARATORS[separator]}."]
    if unused := [cell for cell in cells if cell and cell not in known]:
        remarks.append(f"Columns that were not used: {', '.join(unused)}."[:500])
    if kind == "invoices" and "sent_on" in cells:
        remarks.append("An empty sent_on means that the invoice has not been sent.")
    return remarks


class Charset:
    """Finds out over a whole stream whether it is UTF-8."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder(UNICODE)()
        self.name = UNICODE

    def feed(self, piece: bytes, *, is_last: bool = False) -> None:
        """Look at the next piece."""
        if self.name != UNICODE:
            return
        try:
            self._decoder.decode(piece, final=is_last)
        except UnicodeDecodeError:
            self.name = WESTERN

    @property
    def remark(self) -> str:
        """What was found, in a sentence."""
        if self.name == UNICODE:
            return "The character set is UTF-8."
        return "The file is not UTF-8, so it was read as Latin-1 (Windows-1252)."
