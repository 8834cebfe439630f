"""What a company begins with, what it cannot have, and when its night begins."""

from datetime import UTC, datetime, time

import pytest

from karhu.contract.types import BankAccount
from karhu.identity import password
from karhu.identity.company import NewCompany, bank_account_faults, next_run_at


@pytest.mark.parametrize(
    ("country", "language", "currency"),
    [("FI", "fi", "EUR"), ("SE", "sv", "SEK"), ("NO", "en", "NOK")],
)
def test_language_and_currency_follow_from_the_country(
    country: str, language: str, currency: str
) -> None:
    company = NewCompany(name="Oy", country=country)
    assert (company.own_language, company.own_currency) == (language, currency)


def test_what_does_not_exist_is_told_all_at_once() -> None:
    company = NewCompany(name="Oy", country="ZZ", time_zone="Europe/Karhula", currency="XYZ")
    found = {(fault.pointer, fault.code) for fault in company.faults()}
    assert found == {
        ("/country", "unknown_country"),
        ("/time_zone", "unknown_time_zone"),
        ("/currency", "unknown_currency"),
    }


def test_an_iban_with_wrong_check_digits_is_refused_where_it_stands() -> None:
    good = BankAccount(currency="EUR", iban="fi21 1234 5600 0007 85")
    bad = BankAccount(currency="EUR", iban="FI2112345600000786")
    [fault] = bank_account_faults([good, bad])
    assert (fault.pointer, fault.code) == ("/bank_accounts/1/iban", "invalid_iban")


@pytest.mark.parametrize("giro", ["991-2346", "9912346", "5805-6201"])
def test_a_bankgiro_number_needs_its_check_digit(giro: str) -> None:
    right = BankAccount(currency="SEK", iban="SE4550000000058398257466", bankgiro=giro)
    wrong = BankAccount(currency="SEK", iban="SE4550000000058398257466", bankgiro=giro[:-1] + "9")
    [fault] = bank_account_faults([right, wrong])
    assert (fault.pointer, fault.code) == ("/bank_accounts/1/bankgiro", "invalid_bankgiro")


def test_a_bic_is_told_from_what_only_looks_like_one() -> None:
    right = BankAccount(currency="EUR", iban="FI2112345600000785", bic="ndeafihh")
    wrong = BankAccount(currency="EUR", iban="FI2112345600000785", bic="NDEAZZHH")
    [fault] = bank_account_faults([right, wrong])
    assert (fault.pointer, fault.code) == ("/bank_accounts/1/bic", "invalid_bic")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("2026-01-15T23:59:00+02:00", "2026-01-16T02:00:00+02:00"),
        ("2026-01-16T02:00:00+02:00", "2026-01-17T02:00:00+02:00"),
        ("2026-03-28T12:00:00+02:00", "2026-03-29T02:00:00+02:00"),
        ("2026-10-25T01:59:00+03:00", "2026-10-25T02:00:00+03:00"),
    ],
)
def test_the_next_run_is_the_next_time_the_companys_clock_shows_the_hour(
    after: str, expected: str
) -> None:
    found = next_run_at(
        run_at=time(2, 0), time_zone="Europe/Helsinki", after=datetime.fromisoformat(after)
    )
    assert found == datetime.fromisoformat(expected)


def test_a_run_in_the_hour_that_summer_time_skips_is_not_lost() -> None:
    after = datetime(2026, 3, 28, 20, 0, tzinfo=UTC)
    found = next_run_at(run_at=time(3, 30), time_zone="Europe/Helsinki", after=after)
    assert found == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


async def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    stored = await password.hashed("sälä sala sana")
    assert await password.fits("sa\u0308la\u0308 sala sana", stored)
    assert not await password.fits("sala sala sana", stored)


def test_checking_nobodys_password_costs_what_checking_somebodys_does() -> None:
    assert not password.is_outdated(password.NOBODY)
