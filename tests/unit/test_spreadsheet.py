"""CSV files that people open in a spreadsheet."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from karhu.kit.spreadsheet import csv_line, guarded


@pytest.mark.parametrize("text", ["=1+1", "+358", "-x", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_text_that_a_spreadsheet_would_run_begins_with_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "1=1", "Oy Karhu-Apu Ab", "'=1", "ä@b.fi"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_numbers_and_days_are_written_plainly_even_below_zero() -> None:
    cells = [Decimal("-0.2500"), -3, None, date(2026, 11, 1), datetime(2026, 11, 1, tzinfo=UTC)]
    assert csv_line(cells) == "-0.2500,-3,,2026-11-01,2026-11-01T00:00:00+00:00\r\n"


def test_commas_quotes_and_line_breaks_stay_within_their_cell() -> None:
    assert csv_line(["a,b", 'say "x"', "two\nlines"]) == '"a,b","say ""x""","two\nlines"\r\n'
