"""What is owed on an invoice, part by part, and why a part is not."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from karhu.claims.claim import Claim, Owed, claim_of
from karhu.claims.interest import PaidOn
from karhu.jurisdictions.law import law_of

DUE = date(2026, 3, 2)  # a Monday
LATE = date(2026, 4, 1)


def claim(as_of: date = LATE, *, country: str = "FI", **changes: Any) -> Claim:
    """The claim on a commercial invoice of 1,000.00 that was due on DUE."""
    fields: dict[str, Any] = {
        "kind": "invoice", "currency": law_of(country).currency, "claim_class": "business",
        "total": Decimal("1000.00"), "open": Decimal("1000.00"), "due_on": DUE,
        "settled_on": None, "paid": (), "fee": Decimal("0.00"), "fee_paid": Decimal("0.00"),
        "fee_basis": None, "last_letter_on": None, "interest_basis": "statutory",
        "interest_percent": None, "interest_free_days": 0, "claims_compensation": True,
    }  # fmt: skip
    return claim_of(Owed(**{**fields, **changes, "country": country}), as_of)


def test_a_late_commercial_invoice_owes_interest_and_the_standard_compensation() -> None:
    found = claim()
    assert found.interest.run.amount == Decimal("8.63")  # 30 days at 10.5 %
    assert found.compensation.claimed == Decimal("40.00")
    assert found.compensation.basis is not None
    assert found.total_open == Decimal("1048.63")


def test_on_its_due_day_an_invoice_owes_nothing_more_than_itself() -> None:
    found = claim(DUE)
    assert (found.interest.reason, found.compensation.reason) == ("not_overdue", "not_overdue")
    assert found.total_open == Decimal("1000.00")


@pytest.mark.parametrize(
    ("fee", "compensation"), [("0.00", "40.00"), ("12.00", "28.00"), ("40.00", "0.00")]
)
def test_the_compensation_contains_the_fees(fee: str, compensation: str) -> None:
    found = claim(fee=Decimal(fee))
    assert found.compensation.claimed == Decimal(compensation)
    assert (found.compensation.reason == "contained_in_fee") == (compensation == "0.00")


def test_a_swedish_company_owes_450_crowns() -> None:
    assert claim(country="SE").compensation.claimed == Decimal("450.00")


@pytest.mark.parametrize("claim_class", ["consumer", "housing_charge"])
def test_nobody_but_a_business_owes_compensation(claim_class: str) -> None:
    assert claim(claim_class=claim_class).compensation.reason == "not_commercial"


def test_no_compensation_is_claimed_in_a_currency_without_a_figure() -> None:
    assert claim(currency="USD").compensation.reason == "no_figure"


def test_interest_is_still_owed_when_only_the_principal_was_paid() -> None:
    """T10."""
    paid = (PaidOn(on=LATE, amount=Decimal("1000.00")),)
    found = claim(date(2026, 6, 1), open=Decimal("0.00"), paid=paid, settled_on=LATE)
    assert found.interest.run.amount == Decimal("8.63")
    assert found.interest.last_on == LATE
    assert found.total_open == Decimal("48.63")
    assert found.limitation is None


@pytest.mark.req("R256")
@pytest.mark.req("R257")
@pytest.mark.parametrize(("free_days", "first_on"), [(0, 3), (1, 4), (7, 10), (14, 17)])
def test_interest_free_days_are_calendar_days(free_days: int, first_on: int) -> None:
    found = claim(interest_free_days=free_days)
    assert found.interest.first_on == date(2026, 3, first_on)


@pytest.mark.req("R153")
def test_the_rate_of_the_terms_is_charged_to_a_business_as_agreed() -> None:
    found = claim(interest_basis="agreed", interest_percent=Decimal("16"))
    assert [period.percent for period in found.interest.run.periods] == [Decimal("16")]
    assert found.interest.ceiling_basis is None


@pytest.mark.req("R162")
def test_a_consumer_is_charged_no_more_than_the_law_allows() -> None:
    found = claim(claim_class="consumer", interest_basis="agreed", interest_percent=Decimal("16"))
    assert [period.percent for period in found.interest.run.periods] == [Decimal("9.5")]
    assert found.interest.ceiling_basis == "Korkolaki 633/1982 2 § 2 mom."


def test_an_agreed_rate_below_the_law_is_the_consumers() -> None:
    found = claim(claim_class="consumer", interest_basis="agreed", interest_percent=Decimal("4"))
    assert [period.percent for period in found.interest.run.periods] == [Decimal("4")]
    assert found.interest.ceiling_basis is None


@pytest.mark.parametrize("kind", ["credit_note", "interest_invoice"])
def test_there_is_no_interest_on_credit_notes_and_on_interest(kind: str) -> None:
    assert claim(kind=kind).interest.reason == "not_an_invoice"


def test_a_company_may_claim_no_interest() -> None:
    assert claim(interest_basis="none").interest.reason == "not_claimed"


def test_a_country_without_figures_bears_no_interest() -> None:
    assert claim(country="EE").interest.reason == "no_figure"


@pytest.mark.parametrize(
    ("told", "on"), [({}, "2029-03-02"), ({"last_letter_on": LATE}, "2029-04-01")]
)
def test_a_letter_begins_the_limitation_anew(told: dict[str, Any], on: str) -> None:
    found = claim(**told)
    assert found.limitation is not None
    assert found.limitation.on == date.fromisoformat(on)


@pytest.mark.parametrize(
    ("fee", "clamped_by", "basis"),
    [
        ("5.00", None, "Perintälaki 513/1999 10 e § 1 mom. 1 k."),
        ("12.00", "Perintälaki 513/1999 10 h §", "Perintälaki 513/1999 10 h §"),
        ("0.00", None, None),
    ],
)
def test_a_fee_names_the_statute_that_allows_or_clamped_it(
    fee: str, clamped_by: str | None, basis: str | None
) -> None:
    assert claim(fee=Decimal(fee), fee_basis=clamped_by).fee.basis == basis
