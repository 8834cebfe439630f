"""What holds of interest whatever the amounts, the days and the payments."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from karhu.claims.claim import Owed, claim_of
from karhu.claims.interest import PaidOn, accrue
from karhu.jurisdictions.figures import CLASSES, ClaimClass, Divisor
from karhu.jurisdictions.law import law_of

ONE_DAY = timedelta(days=1)
CENT = Decimal("0.01")
amounts = st.decimals(min_value="0.01", max_value="999999.99", places=2)
days = st.dates(min_value=date(2016, 1, 1), max_value=date(2026, 12, 31))
divisors = st.sampled_from(["actual_year", "365"])
classes = st.sampled_from(CLASSES)
countries = st.sampled_from(["FI", "SE"])


@given(principal=amounts, start=days, last=days, country=countries, divisor=divisors, claim=classes)
def test_a_day_more_never_lowers_interest(
    principal: Decimal, start: date, last: date, country: str, divisor: Divisor, claim: ClaimClass
) -> None:
    rates = law_of(country).late_rates(claim)
    shorter, longer = (
        accrue(
            principal=principal, paid=(), first_on=start, last_on=day, rates=rates, divisor=divisor
        )
        for day in (last, last + ONE_DAY)
    )
    assert longer.amount >= shorter.amount >= 0


@given(
    principal=amounts, ends=st.tuples(days, days, days), country=countries, divisor=divisors,
    paid=st.lists(st.tuples(days, amounts), max_size=4),
)  # fmt: skip
def test_splitting_a_period_changes_nothing_but_rounding(
    principal: Decimal,
    ends: tuple[date, date, date],
    country: str,
    divisor: Divisor,
    paid: list[tuple[date, Decimal]],
) -> None:
    first, cut, last = sorted(ends)
    payments = [PaidOn(on=on, amount=amount) for on, amount in paid]
    rates = law_of(country).late_rates("consumer")

    def exact(start: date, end: date) -> Decimal:
        found = accrue(
            principal=principal, paid=payments, first_on=start, last_on=end, rates=rates,
            divisor=divisor,
        )  # fmt: skip
        return sum((period.interest for period in found.periods), Decimal(0))

    split = exact(first, cut) + exact(cut + ONE_DAY, last)
    assert abs(split - exact(first, last)) < Decimal("1e-15")


@given(
    total=amounts, agreed=st.decimals(min_value="0", max_value="99", places=1), due=days,
    late=st.integers(min_value=0, max_value=900), country=countries,
)  # fmt: skip
def test_a_consumers_agreed_rate_never_exceeds_the_law(
    total: Decimal, agreed: Decimal, due: date, late: int, country: str
) -> None:
    law, as_of = law_of(country), due + timedelta(days=late)
    owed = Owed(
        kind="invoice", currency=law.currency, country=country, claim_class="consumer",
        total=total, open=total,
        due_on=due, settled_on=None, paid=(), fee=Decimal(0), fee_paid=Decimal(0), fee_basis=None,
        last_letter_on=None, interest_basis="agreed", interest_percent=agreed,
        interest_free_days=0, claims_compensation=False,
    )  # fmt: skip
    claim = claim_of(owed, as_of)
    statutory = {rate.from_: rate.percent for rate in law.late_rates("consumer")}
    for period in claim.interest.run.periods:
        ceiling = statutory[max(day for day in statutory if day <= period.first_on)]
        assert period.percent <= min(agreed, ceiling)


@given(total=amounts, paid=amounts, fee=amounts, due=days, late=st.integers(-30, 900))
def test_a_claims_parts_add_up_to_its_total(
    total: Decimal, paid: Decimal, fee: Decimal, due: date, late: int
) -> None:
    paid = min(paid, total)
    owed = Owed(
        kind="invoice", currency="EUR", country="FI", claim_class="business",
        total=total, open=total - paid,
        due_on=due, settled_on=None, paid=(PaidOn(on=due, amount=paid),), fee=fee,
        fee_paid=Decimal(0), fee_basis=None, last_letter_on=None, interest_basis="statutory",
        interest_percent=None, interest_free_days=3, claims_compensation=True,
    )  # fmt: skip
    claim = claim_of(owed, due + timedelta(days=late))
    parts = (claim.principal.open, claim.fee.open, claim.compensation.open)
    assert claim.total_open == sum(parts) + claim.interest.run.amount
    assert all(part >= 0 for part in parts)
    assert claim.total_open == claim.total_open.quantize(CENT)
