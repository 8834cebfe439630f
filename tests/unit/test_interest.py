"""Late interest to the cent: by rate, by day, by payment, by the year's own length."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from karhu.claims.interest import Interest, PaidOn, accrue
from karhu.jurisdictions.figures import ClaimClass, Divisor, LateRate
from karhu.jurisdictions.law import law_of

ONE_DAY = timedelta(days=1)


def interest(
    principal: str,
    due: str,
    until: str,
    *,
    country: str = "FI",
    claim_class: ClaimClass = "consumer",
    divisor: Divisor = "actual_year",
    paid: tuple[tuple[str, str], ...] = (),
    rates: list[LateRate] | None = None,
) -> Interest:
    """The interest from the day after the due date to a day."""
    return accrue(
        principal=Decimal(principal),
        paid=[PaidOn(on=date.fromisoformat(on), amount=Decimal(amount)) for on, amount in paid],
        first_on=date.fromisoformat(due) + ONE_DAY,
        last_on=date.fromisoformat(until),
        rates=law_of(country).late_rates(claim_class) if rates is None else rates,
        divisor=divisor,
    )


@pytest.mark.parametrize(
    ("country", "claim_class", "principal", "due", "paid", "days", "by_365", "by_year"),
    [
        ("FI", "consumer", "100.00", "2024-01-15", "2024-03-01", [46], "1.45", "1.45"),
        ("FI", "consumer", "1000.00", "2024-12-15", "2025-01-31", [16, 31], "13.96", "13.95"),
        ("FI", "business", "1000.00", "2022-12-01", "2023-07-31", [30, 181, 31], "68.84", "68.84"),
        ("FI", "consumer", "250.00", "2025-06-30", "2025-07-01", [1], "0.07", "0.07"),
        ("SE", "business", "1000.00", "2024-12-15", "2025-01-31", [16, 31], "14.60", "14.59"),
    ],
)
def test_the_known_examples_come_out_to_the_cent(
    country: str,
    claim_class: ClaimClass,
    principal: str,
    due: str,
    paid: str,
    days: list[int],
    by_365: str,
    by_year: str,
) -> None:
    """T11: a rate that changes gives two parts."""
    divisors: tuple[tuple[Divisor, str], ...] = (("365", by_365), ("actual_year", by_year))
    for divisor, amount in divisors:
        found = interest(
            principal, due, paid, country=country, claim_class=claim_class, divisor=divisor
        )
        assert [period.day_count for period in found.periods] == days
        assert found.amount == Decimal(amount)


@pytest.mark.req("R156")
@pytest.mark.parametrize(
    ("until", "days"), [("2024-01-15", []), ("2024-01-16", [1]), ("2024-01-17", [2])]
)
def test_the_first_day_with_interest_is_the_one_after_the_due_date(
    until: str, days: list[int]
) -> None:
    found = interest("100.00", "2024-01-15", until)
    assert [period.day_count for period in found.periods] == days


def test_a_part_payment_bears_interest_on_its_own_day_for_the_last_time() -> None:
    found = interest("1000.00", "2024-01-31", "2024-02-20", paid=(("2024-02-10", "400.00"),))
    assert [(p.principal, p.day_count) for p in found.periods] == [
        (Decimal("1000.00"), 10),
        (Decimal("600.00"), 10),
    ]


def test_what_was_paid_before_the_due_date_bears_none() -> None:
    found = interest("1000.00", "2024-01-31", "2024-02-10", paid=(("2024-01-20", "400.00"),))
    assert [(p.principal, p.day_count) for p in found.periods] == [(Decimal("600.00"), 10)]


def test_a_payment_taken_back_bears_interest_again() -> None:
    paid = (("2024-02-10", "1000.00"), ("2024-02-15", "-1000.00"))
    found = interest("1000.00", "2024-01-31", "2024-02-20", paid=paid)
    assert [(p.first_on.day, p.day_count) for p in found.periods] == [(1, 10), (16, 5)]


def test_a_day_without_a_known_rate_bears_none_and_is_named() -> None:
    found = interest("100.00", "2026-12-20", "2027-01-10")
    assert found.missing_from == date(2027, 1, 1)
    assert found.periods[-1].last_on == date(2026, 12, 31)
    before = interest("100.00", "2001-01-01", "2001-03-01")
    assert (before.missing_from, before.amount) == (date(2001, 1, 2), Decimal("0.00"))


def test_a_derived_rate_flags_the_interest_that_rests_on_it() -> None:
    assert interest("100.00", "2026-07-10", "2026-08-10").is_flagged
    assert not interest("100.00", "2026-02-10", "2026-03-10").is_flagged


def test_a_leap_years_days_count_by_its_own_length() -> None:
    flat = [LateRate(from_=date(2000, 1, 1), percent=Decimal(10), basis="terms")]
    year = interest("366.00", "2023-12-31", "2024-12-31", rates=flat)
    assert year.amount == Decimal("36.60")
    assert interest("366.00", "2023-12-31", "2024-12-31", rates=flat, divisor="365").amount > 36
