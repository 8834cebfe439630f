"""The Finnish list of reference payments and Swedish BgMax."""

from datetime import date
from decimal import Decimal

import pytest

from karhu.bank.entry import BankFileError
from tests.unit.bank.files import bgmax, entries, giro, header, ktl


def refused(content: bytes) -> BankFileError:
    with pytest.raises(BankFileError) as caught:
        entries(content)
    return caught.value


def test_a_reference_payment_is_read_column_by_column() -> None:
    content = ktl({"cents": 12345, "reference": "2348236", "name": "ÄLMÉN ÅSA", "archive": "B7"})
    [paid] = entries(content)
    assert (paid.account, paid.currency, paid.amount) == (
        "FI2112345600000785", "EUR", Decimal("123.45"),
    )  # fmt: skip
    assert (paid.reference, paid.payer, paid.tx_ref) == ("2348236", "ÄLMÉN ÅSA", "B7")
    assert (paid.booked_on, paid.paid_on) == (date(2026, 1, 20), date(2026, 1, 19))
    assert header(content).covers_until == date(2026, 1, 20)
    assert header(content).message_id == "123456789"


def test_a_correction_takes_its_payment_back() -> None:
    paid, back = entries(ktl({"cents": 5000}, {"cents": 5000, "reversal": "1"}))
    assert (paid.amount, back.amount, back.is_reversal) == (Decimal("50"), Decimal("-50"), True)


@pytest.mark.parametrize("name", ["count", "cents"])
def test_a_list_that_does_not_balance_is_refused_saying_by_how_much(name: str) -> None:
    error = refused(
        ktl({"cents": 5000}, {"cents": 2000}, **{name: {"count": 3, "cents": 6900}[name]})
    )
    assert error.code == "does_not_balance"
    assert error.detail.startswith("Line 4: the list holds 2 payments of 70.00 EUR")
    assert ("0.00" if name == "count" else "1.00") + " EUR differ" in error.detail


def test_a_list_cut_off_or_in_another_order_is_refused() -> None:
    lines = ktl({}).splitlines(keepends=True)
    assert refused(b"".join(lines[:2])).code == "cut_off"
    error = refused(b"".join([lines[0], lines[2], lines[1]]))
    assert (error.code, error.detail[:7]) == ("does_not_balance", "Line 2:")
    assert refused(b"".join([*lines, lines[1]])).detail.startswith("Line 4: a record “3”")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"booked": "260230"}, "bad_date"),
        ({"currency": "2"}, "unknown_currency"),
        ({"name": "A" * 14}, "line_too_long"),
    ],
)
def test_a_wrong_record_is_refused_with_its_line(change: dict[str, str], code: str) -> None:
    error = refused(ktl({}, change))
    assert error.code == code, error.detail
    assert error.detail.startswith("Line 3")


def test_lists_sent_as_utf_8_with_a_byte_order_mark_or_without_ends_are_read_too() -> None:
    content = ktl({"name": "ÅKE"}, {"name": "ÖRJAN"})
    same = entries(content)
    assert entries(b"\xef\xbb\xbf" + content.decode("latin-1").encode()) == same
    assert entries(content.replace(b"\r\n", b"\n")) == same
    assert entries(b"\n".join(line.rstrip() for line in content.splitlines())) == same
    assert entries(content + b"\x1a") == same


def test_swedish_receipts_with_ocr_numbers_are_read() -> None:
    content = bgmax(
        giro(
            120500, "12345674", more=["26LEDEMIA AB" + " " * 25 + "FILIALEN", "27VÄGEN 16", "29005"]
        ),
        giro(346125, "KUNDNR 4325 FAKTURA 6389", code="3", serial="2", more=["25Tack så mycket"]),
    )
    first, second = entries(content)
    assert (first.account, first.currency, first.amount) == ("9912346", "SEK", Decimal("1205.00"))
    assert (first.reference, first.payer) == ("12345674", "LEDEMIA AB FILIALEN")
    assert (first.tx_ref, first.booked_on) == ("490630174260", date(2026, 1, 20))
    assert (second.reference, second.text) == (None, "KUNDNR 4325 FAKTURA 6389 Tack så mycket")
    assert header(content).covers_until == date(2026, 1, 20)


def test_a_swedish_payment_of_several_references_is_split_by_their_amounts() -> None:
    extra = [giro(n, ref, kind=kind)[0] for n, ref, kind in (
        (30000, "2022", "23"), (100000, "1016", "22"), (70000, "1024", "22"),
    )]  # fmt: skip
    found = entries(bgmax(giro(140000, more=extra)))
    assert [(one.reference, one.amount) for one in found] == [
        ("1016", Decimal("1000.00")), ("1024", Decimal("700.00")), ("2022", Decimal("-300.00")),
    ]  # fmt: skip


def test_a_swedish_payment_whose_references_have_no_amounts_stays_whole() -> None:
    extra = [giro(0, ref, kind="22")[0] for ref in ("657866", "658765")]
    [paid] = entries(bgmax(giro(140000, "657866 658765", code="3", more=extra)))
    assert (paid.amount, paid.reference) == (Decimal("1400.00"), "657866")
    assert "658765" in (paid.text or "")


def test_a_swedish_deduction_is_negative() -> None:
    found = entries(bgmax(giro(100000, "655969"), giro(50000, "9853", kind="21", serial="3")))
    assert [one.amount for one in found] == [Decimal("1000.00"), Decimal("-500.00")]


def test_a_swedish_file_that_does_not_balance_is_refused_saying_by_how_much() -> None:
    error = refused(bgmax(giro(100000, "1016"), deposit=90000))
    assert error.code == "does_not_balance"
    assert error.detail.startswith("Line 4: the section holds 1 payments of 1000.00")
    assert "100.00 SEK differ" in error.detail
    error = refused(bgmax(giro(100000, "1016"), counts=(2, 0, 0, 1)))
    assert "holds 1 payments, its end says 2" in error.detail


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bgmax(giro(1, "1"), is_test=True), "test_file"),
        (bgmax(giro(1, "1"))[:-81], "cut_off"),
        (bgmax(["26NAME"]), "wrong_record"),
        (bgmax(["33NAME"]), "wrong_record"),
        (bgmax(giro(1, "1", kind="22")), "wrong_record"),
        (
            bgmax(giro(1, "1")).replace(b"0" * 17 + b"1" + b"2", b"0" * 17 + b"X" + b"2"),
            "bad_number",
        ),
    ],
)
def test_a_swedish_file_that_is_not_as_it_should_is_refused(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_a_swedish_file_without_payments_still_says_until_when_it_reaches() -> None:
    lines = bgmax().splitlines(keepends=True)
    content = lines[0] + (b"70" + b"0" * 32).ljust(80)
    assert header(content).covers_until == date(2026, 1, 19)
