"""Payment references in their different spellings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from karhu.invoices.reference import finnish_reference, is_finnish_reference, reference_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RF18 5390 0754 7034", "539007547034"),
        ("rf18539007547034", "5390 0754 7034"),
        ("0000 1232", "1232"),
        ("00000000000000001232", "12 32"),
        ("RF332348236", "2348236"),
    ],
)
def test_two_spellings_of_a_reference_are_one(one: str, other: str) -> None:
    assert reference_key(one) == reference_key(other)


@pytest.mark.parametrize("empty", [None, "", "   ", "0000"])
def test_nothing_is_matched_by_an_empty_reference(empty: str | None) -> None:
    assert reference_key(empty) is None


def test_an_rf_reference_with_wrong_check_digits_stays_what_it_is() -> None:
    assert reference_key("RF19 5390 0754 7034") == "RF19539007547034"


@pytest.mark.parametrize(("root", "whole"), [(123, "1232"), (1, "13"), (1000, "10003")])
def test_the_check_digit_of_a_finnish_reference(root: int, whole: str) -> None:
    assert finnish_reference(root) == whole


@given(st.integers(min_value=100, max_value=10**19 - 1))
def test_every_finnish_reference_is_valid_and_the_same_as_its_rf_form(root: int) -> None:
    national = finnish_reference(root)
    assert is_finnish_reference(national)
    digits = f"RF{98 - int(f'{national}271500') % 97:02}{national}"
    assert iso11649.is_valid(digits)
    assert reference_key(digits) == reference_key(national)


@pytest.mark.parametrize("wrong", ["1233", "123", "12a2", "", "123456789012345678901"])
def test_other_numbers_are_no_finnish_references(wrong: str) -> None:
    assert not is_finnish_reference(wrong)
