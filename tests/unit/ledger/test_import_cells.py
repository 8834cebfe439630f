"""Cells of a CSV file, and whole lines."""

from typing import Any

import msgspec
import pytest

from karhu.contract import types
from karhu.imports.cells import COMMA_REMARK, DAY_REMARK, Column
from karhu.imports.layout import Layout, schema_of
from karhu.imports.lines import MOST_BYTES, Line
from karhu.imports.reader import Reader, Unreadable


def value(field: str, cell: str, remarks: set[str] | None = None) -> Any:
    column = Column(field, schema_of("invoices")["properties"][field])
    return column.value(cell, remarks if remarks is not None else set())


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("1234.56", "1234.56"),
        ("1234,56", "1234.56"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,50", "1234.50"),
        ("12.345.678,90", "12345678.90"),
        ("1,234,567.80", "1234567.80"),
        ("1,234.50", "1234.50"),
        ("1 234", "1234"),
        ("\u221212,00", "-12.00"),
        ("+5", "5"),
        ("0,05", "0.05"),
    ],
)
def test_an_amount_is_read_as_it_is_commonly_written(cell: str, amount: str) -> None:
    assert value("total", cell) == amount


@pytest.mark.parametrize("cell", ["1,234", "1.234", "12,345.6,7", "abc", "1,2,3", "12 34,00"])
def test_an_amount_that_could_mean_two_things_is_never_guessed(cell: str) -> None:
    assert value("total", cell) == cell


def test_a_customers_rate_is_read_as_an_amount_and_an_empty_cell_is_the_companys() -> None:
    fields = schema_of("customers")["properties"]
    percent = Column("interest_percent", fields["interest_percent"])
    basis = Column("interest_basis", fields["interest_basis"])
    assert (percent.value("12,5", set()), basis.value("Agreed", set())) == ("12.5", "agreed")
    assert percent.takes_null
    assert basis.takes_null


@pytest.mark.parametrize(
    ("cell", "day"),
    [("2026-01-31", "2026-01-31"), ("31.1.2026", "2026-01-31"), ("1.12.2026", "2026-12-01")],
)
def test_a_date_is_read_year_first_or_day_first(cell: str, day: str) -> None:
    assert value("due_on", cell) == day


@pytest.mark.parametrize("cell", ["1/31/2026", "31/1/2026", "31.1.26", "2026-1-31", "20260131"])
def test_other_dates_are_never_guessed(cell: str) -> None:
    assert value("due_on", cell) == cell


@pytest.mark.parametrize(
    ("cell", "truth"), [("1", True), ("kyllä", True), ("Nej", False), ("x", True), ("ehkä", "ehkä")]
)
def test_yes_and_no_are_read_in_three_languages(cell: str, truth: object) -> None:
    assert value("has_payment_plan", cell) == truth


def test_what_was_noticed_is_said_once() -> None:
    remarks: set[str] = set()
    for cell in ("1,50", "2,50"):
        value("total", cell, remarks)
    value("due_on", "1.2.2026", remarks)
    assert remarks == {COMMA_REMARK, DAY_REMARK}


COLUMNS = (
    "number",
    "currency",
    "total",
    "invoice_on",
    "due_on",
    "customer_number",
    None,
    "sent_on",
)


def read(text: bytes, *, charset: str = "utf-8", columns: Any = COLUMNS) -> types.InvoiceWrite:
    layout = Layout(kind="invoices", separator=";" if columns else None, columns=columns,
                    charset=charset)  # fmt: skip
    return Reader(layout).read(Line(1, text))


def faults(text: bytes, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Unreadable) as unreadable:
        read(text, **more)
    return [(fault.pointer, fault.code) for fault in unreadable.value.faults]


def test_a_line_of_csv_is_a_record_of_the_contract() -> None:
    record = read(b'7;EUR;"1 234,50";1.2.2026;15.2.2026;100;ignored;5.2.2026')
    assert (record.number, record.total, str(record.sent_on)) == ("7", "1234.50", "2026-02-05")


def test_an_empty_cell_is_a_field_not_sent_but_an_empty_sent_on_means_unsent() -> None:
    record = read(b"7;EUR;1;1.2.2026;15.2.2026;;;")
    assert record.customer_number is msgspec.UNSET
    assert record.sent_on is None
    assert read(b"7;EUR;1;1.2.2026;15.2.2026;100").sent_on is msgspec.UNSET


def test_latin_1_is_read_with_its_letters() -> None:
    record = read("7;EUR;1;1.2.2026;15.2.2026;Åö".encode("latin-1"), charset="windows-1252")
    assert record.customer_number == "Åö"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"7;EUR;1,234;1.2.2026;15.2.2026;1", ("/total", "pattern")),
        (b"7;eur;1;1.2.2026;15.2.2026;1", ("/currency", "pattern")),
        (b"7;EUR;1;2/1/2026;15.2.2026;1", ("/invoice_on", "format")),
        (b"7;EUR;1;31.2.2026;15.2.2026;1", ("/invoice_on", "format")),
        (b";EUR;1;1.2.2026;15.2.2026;1", ("", "required")),
        (b"7;EUR;1;1.2.2026;15.2.2026;1;x;;5", ("", "too_many_cells")),
        (b'7;"EUR;1', ("", "not_csv")),
        (b"7" * 50 + b";EUR;1;1.2.2026;15.2.2026;1", ("/number", "max_length")),
        (b"x" * (MOST_BYTES + 1), ("", "line_too_long")),
    ],
)
def test_a_bad_line_of_csv_says_where_and_how_to_mend_it(
    line: bytes, fault: tuple[str, str]
) -> None:
    assert fault in faults(line)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (b"{", ("", "not_json")),
        (b"[]", ("", "not_an_object")),
        (b'"text"', ("", "not_an_object")),
        (b"[" * 5000, ("", "not_json")),
        (b'{"number":"1","extra":1}', ("", "additional_properties")),
        (b'{"number":7}', ("/number", "type")),
        (b'{"number":"1","sent_on":"1.2.2026"}', ("/sent_on", "any_of")),
        (b'{"number":"1","total":-5}', ("/total", "type")),
        (b'{"number":"\\ud800"}', ("", "not_json")),
    ],
)
def test_a_bad_line_of_ndjson_says_where_and_how_to_mend_it(
    line: bytes, fault: tuple[str, str]
) -> None:
    assert fault in faults(line, columns=())


def test_a_fault_shows_the_value_and_how_it_is_written() -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(b"7;EUR;1,234;1.2.2026;15.2.2026;1")
    [fault] = unreadable.value.faults
    assert fault.detail == "“1,234” cannot be used. Write it as 1234.56, at most two decimals."
    assert unreadable.value.label == "7"
