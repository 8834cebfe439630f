"""What machines read of a payment, against the vectors of those who read it."""

import json
from datetime import date
from decimal import Decimal

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from karhu.invoices.reference import finnish_reference
from karhu.letters import payment_codes as codes
from karhu.letters.saying import in_fives, in_fours
from karhu.letters.symbols import code128, qr
from tests.unit.letters.seeing import read_all

IBAN = "FI79 4405 2020 0360 82"
DUE = date(2010, 6, 12)


@pytest.mark.parametrize(
    ("iban", "reference", "amount", "due", "digits"),
    [
        (IBAN, "868516259619897", "4883.15", DUE,
         "479440520200360820048831500000000868516259619897100612"),
        (IBAN, "RF09 8685 1625 9619 897", "4883.15", DUE,
         "579440520200360820048831509000000868516259619897100612"),
        ("FI16 8000 1400 0502 67", "78777 67965 66286 87", "935.85", None,
         "416800014000502670009358500000078777679656628687000000"),
    ],
)  # fmt: skip
def test_a_bank_barcode_is_as_the_guide_has_it(
    iban: str, reference: str, amount: str, due: date | None, digits: str
) -> None:
    assert codes.bank_barcode(iban, reference, Decimal(amount), due) == digits


@pytest.mark.parametrize(
    ("iban", "reference"),
    [("SE4550000000058398257466", "868516259619897"), (IBAN, ""), (IBAN, "868516259619898"),
     (IBAN, "RF09X1"), ("FI79", "868516259619897"), ("", "868516259619897")],
)  # fmt: skip
def test_without_a_finnish_account_and_a_sound_reference_there_is_no_barcode(
    iban: str, reference: str
) -> None:
    assert codes.bank_barcode(iban, reference, Decimal(1), DUE) is None


def test_an_amount_that_does_not_fit_is_keyed_in_by_the_payer() -> None:
    digits = codes.bank_barcode(IBAN, "868516259619897", Decimal("1000000.00"), DUE)
    assert digits is not None
    assert digits[17:25] == "00000000"
    highest = codes.bank_barcode(IBAN, "868516259619897", Decimal("999999.99"), DUE)
    assert highest is not None
    assert highest[17:25] == "99999999"


def epc(**more: object) -> str | None:
    fields = {
        "name": "Karhula Oy", "iban": "FI21 1234 5600 0007 85", "bic": "",
        "reference": "RF18539007547034", "text": "5001", "amount": Decimal("10"),
        "due_on": date(2026, 12, 12),
    }  # fmt: skip
    return codes.epc_payload(**{**fields, **more})  # type: ignore[arg-type]


def test_an_epc_code_carries_the_due_date_as_finnish_banks_read_it() -> None:
    payload = epc()
    assert payload is not None
    assert payload.split("\n") == [
        "BCD", "002", "1", "SCT", "", "Karhula Oy", "FI2112345600000785", "EUR10.00", "",
        "RF18539007547034", "", "ReqdExctnDt/2026-12-12",
    ]  # fmt: skip


def test_a_reference_that_is_none_goes_as_text() -> None:
    payload = epc(reference="order 7\nBCD", due_on=None)
    assert payload is not None
    assert payload.split("\n")[9:] == ["", "order 7 BCD 5001"]


def test_nothing_to_pay_has_no_code() -> None:
    assert epc(amount=Decimal(0)) is None
    assert epc(iban="") is None


@given(
    name=st.text(max_size=200), text=st.text(max_size=300),
    amount=st.decimals("0.01", "999999999.99", places=2),
)  # fmt: skip
def test_an_epc_code_never_grows_beyond_what_banks_read(
    name: str, text: str, amount: Decimal
) -> None:
    payload = epc(name=name, text=text, reference="", amount=amount)
    assert payload is not None
    lines = payload.split("\n")
    assert len(lines) == 12
    assert len(lines[5]) <= 70
    assert len(lines[10]) <= 140


def test_a_swedish_code_names_the_bankgiro_and_its_reference() -> None:
    payload = codes.swedish_payload(
        name="Björnö Handel AB", business_id="556677-8899", account="5805-6201", kind="BG",
        reference="12345674", amount=Decimal("160.00"), currency="SEK",
        invoice_on=date(2026, 1, 18), due_on=date(2026, 2, 22),
    )  # fmt: skip
    assert payload is not None
    assert json.loads(payload) == {
        "uqr": 1, "tp": 1, "nme": "Björnö Handel AB", "cid": "556677-8899", "iref": "12345674",
        "idt": "20260118", "ddt": "20260222", "due": 160.0, "cur": "SEK", "pt": "BG",
        "acc": "5805-6201",
    }  # fmt: skip
    assert '"due":160.00' in payload


def test_a_giro_line_has_reference_amount_with_its_check_digit_and_account() -> None:
    line = codes.giro_line("5805-6201", "12345674", Decimal("160.00"))
    assert line == "# 12345674 # 160 00 2 > 58056201#41#"
    assert codes.giro_line("5805-6201", "12345675", Decimal("160.00")) is None
    assert codes.giro_line("5805-6202", "12345674", Decimal("160.00")) is None
    assert codes.giro_line("", "12345674", Decimal("160.00")) is None


@pytest.mark.parametrize("kind", ["national", "rf"])
@given(base=st.integers(100, 10**18), cents=st.integers(0, 99_999_999), days=st.integers(0, 20_000))
def test_every_bank_barcode_is_54_digits_that_another_decoder_reads(
    kind: str, base: int, cents: int, days: int
) -> None:
    from stdnum import iso11649

    reference = finnish_reference(base)
    if kind == "rf":
        reference = f"RF{iso11649.mod_97_10.calc_check_digits(reference + 'RF')}{reference}"
    due = date.fromordinal(date(2026, 1, 1).toordinal() + days)
    digits = codes.bank_barcode(IBAN, reference, Decimal(cents).scaleb(-2), due)
    assert digits is not None
    assert (len(digits), digits.isdigit()) == (54, True)
    assert int(digits[17:25]) == cents


def test_another_decoder_reads_what_is_drawn() -> None:
    digits = "479440520200360820048831500000000868516259619897100612"
    [(kind, text)] = read_all(code128(digits), width_mm=105, height_mm=11)
    assert (kind, text) == (zxingcpp.BarcodeFormat.Code128, digits)
    payload = epc(name="Äiti & Örn Ab")
    assert payload is not None
    [(kind, text)] = read_all(qr(payload), width_mm=30, height_mm=30)
    assert (kind, text) == (zxingcpp.BarcodeFormat.QRCode, payload)


def test_references_and_accounts_are_grouped_as_they_are_printed() -> None:
    assert in_fives("868516259619897") == "86851 62596 19897"
    assert in_fives("500115") == "5 00115"
    assert in_fives("RF09868516259619897") == "RF09 8685 1625 9619 897"
    assert in_fives("order 7") == "order 7"
    assert in_fours("FI2112345600000785") == "FI21 1234 5600 0007 85"
