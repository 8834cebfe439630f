"""What is told about a file from its beginning."""

import pytest

from karhu.imports.layout import Charset, detect
from karhu.kit.problems import Problem

INVOICE = "number,currency,total,invoice_on,due_on,customer_number"


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_that_gives_the_most_fields(separator: str) -> None:
    heading = INVOICE.replace(",", separator)
    layout, remarks = detect(f"{heading}\r\n1".encode(), kind="invoices", is_csv=True)
    assert layout.separator == separator
    assert layout.columns == tuple(INVOICE.split(","))
    assert any("separator" in remark for remark in remarks)


def test_headings_are_read_whatever_their_case_and_unknown_columns_are_named() -> None:
    head = "Kind;NAME;Väri;\nbusiness;X;;".encode("latin-1")
    layout, remarks = detect(head, kind="customers", is_csv=True)
    assert layout.columns == ("kind", "name", None, None)
    assert "Columns that were not used: väri." in remarks


def test_missing_columns_are_all_told_at_once() -> None:
    with pytest.raises(Problem) as refused:
        detect(b"number,currency\n1,EUR\n", kind="invoices", is_csv=True)
    assert refused.value.status == 422
    pointers = [fault.pointer for fault in refused.value.faults]
    assert pointers == ["/total", "/invoice_on", "/due_on", "/customer_number"]


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"PK\x03\x04 a spreadsheet", "not_text"),
        ("kind,name\n".encode("utf-16"), "not_text"),
        (b"", "missing_column"),
        (b"kind\rname\n1\r2\n", "not_csv"),
        (b"x" * 200_000 + b"\n", "not_csv"),
        (b"kind,name,kind\n", "duplicate_column"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_the_cure(head: bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        detect(head, kind="customers", is_csv=True)
    assert (refused.value.status, refused.value.code) == (422, code)


def test_a_list_of_objects_is_no_ndjson() -> None:
    with pytest.raises(Problem) as refused:
        detect(b' [{"kind": 1}]', kind="customers", is_csv=False)
    assert refused.value.code == "one_record_a_line"


def test_old_line_ends_are_understood() -> None:
    layout, _ = detect(b"kind,name\rbusiness,X\r", kind="customers", is_csv=True)
    assert layout.line_end == "\r"


@pytest.mark.parametrize(("text", "is_unicode"), [("å€", True), ("abc", True), ("", True)])
def test_the_character_set_is_known_at_the_end_of_the_stream(text: str, is_unicode: bool) -> None:
    charset = Charset()
    for byte in text.encode():
        charset.feed(bytes([byte]))
    charset.feed(b"", is_last=True)
    assert (charset.name == "utf-8") is is_unicode


@pytest.mark.parametrize("content", [b"\xc5ke", b"abc\xe5", b"\xe2\x82"])
def test_what_is_not_utf_8_is_latin_1_and_said_to_be(content: bytes) -> None:
    charset = Charset()
    charset.feed(content)
    charset.feed(b"", is_last=True)
    assert charset.name == "windows-1252"
    assert "Latin-1" in charset.remark
