"""Law packs: every figure dated and founded, no day without a rate, and faults said plainly."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from karhu.jurisdictions import law
from karhu.jurisdictions.checks import LawError
from karhu.jurisdictions.figures import ClaimClass, in_force, tier_of
from karhu.jurisdictions.law import law_of, packs, read_pack
from karhu.jurisdictions.shown import figures_on, late_rates_on, value_told

TODAY = date.today()
ON = date(2026, 11, 22)
MINIMAL = """
country = "FI"
currency = "EUR"
rates = [
    { from = 2026-01-01, to = 2026-06-30, percent = "2.5", confidence = "verified" },
    { from = 2026-07-01, to = 2026-12-31, percent = "2.5", confidence = "derived" },
]
margins = [{ from = 2002-07-01, percent = "7.0", statute = "4 §", confidence = "verified" }]
"""


@pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
def test_a_rate_is_known_for_today(country: str) -> None:
    until = law_of(country).rates_known_until()
    assert until is not None
    assert until >= TODAY, f"The half-year after {until} is missing in {country.lower()}.toml"


def test_every_pack_can_be_used() -> None:
    assert [pack.country for pack in packs()] == ["DK", "FI", "NO", "SE"]


def test_a_new_half_year_is_one_line() -> None:
    line = '{ from = 2027-01-01, to = 2027-06-30, percent = "3", confidence = "verified" },'
    text = MINIMAL.replace("]\nmargins", f"    {line}\n]\nmargins")
    pack = read_pack(text, name="fi.toml")
    assert pack.late_rates("consumer")[-1].percent == Decimal("10.0")
    assert pack.rates_known_until() == date(2027, 6, 30)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("2026-07-01", "2026-07-02", "between 2026-06-30 and 2026-07-02"),
        ("2026-07-01", "2026-06-30", "hold on the same day"),
        (", to = 2026-12-31", "", "must name its last day"),
        ('statute = "4 §"', 'statute = ""', "names no statute"),
        ('"derived"', '"guessed"', "guessed"),
        ("percent =", "per_cent =", "per_cent"),
        ("2026-12-31", "2026-05-31", "before it begins"),
        ("margins", "margin", "margin"),
        ("currency", "[currency", "fi.toml"),
    ],
)
def test_a_faulty_pack_says_which_row_and_what_is_wrong(before: str, after: str, said: str) -> None:
    with pytest.raises(LawError, match=r"^fi\.toml: ") as raised:
        read_pack(MINIMAL.replace(before, after), name="fi.toml")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("tiers", "said"),
    [
        ('[{ up_to = "100", amount = "5" }]', "last tier must have no bound"),
        ('[{ up_to = "9", amount = "5" }, { up_to = "8", amount = "6" }, { amount = "7" }]', "ris"),
        ('[{ amount = "-1" }]', "below nothing"),
        ("[]", "last tier"),
    ],
)
def test_tiers_reach_every_principal_and_rise(tiers: str, said: str) -> None:
    fee = f'fees = [{{ act = "reminder", from = 2022-05-01, tiers = {tiers}, statute = "10 a §", confidence = "verified" }}]'  # noqa: E501
    with pytest.raises(LawError, match=said):
        read_pack(MINIMAL + fee, name="fi.toml")


@pytest.mark.parametrize(
    ("principal", "amount"),
    [("100.00", "14.00"), ("100.01", "24.00"), ("1000.00", "24.00"), ("1000.01", "50.00")],
)
def test_the_tiers_of_a_demand_end_where_the_statute_says(principal: str, amount: str) -> None:
    demand = in_force([row for row in law_of("FI").fees if row.act == "demand"], ON, "consumer")
    assert demand is not None
    assert tier_of(demand.tiers, Decimal(principal)) == Decimal(amount)


@pytest.mark.parametrize(
    ("country", "claim_class", "on", "percent"),
    [
        ("FI", "consumer", "2024-03-01", "11.5"),
        ("FI", "business", "2024-03-01", "12.5"),
        ("FI", "housing_charge", "2024-03-01", "11.5"),
        ("FI", "business", "2022-12-31", "8.0"),
        ("FI", "business", "2023-01-01", "10.5"),
        ("SE", "consumer", "2025-06-30", "11.0"),
        ("SE", "business", "2025-07-01", "10.0"),
        ("NO", "consumer", "2026-11-22", "12.25"),
        ("DK", "business", "2026-01-01", "9.75"),
    ],
)
def test_the_late_rate_of_a_day(
    country: str, claim_class: ClaimClass, on: str, percent: str
) -> None:
    rates = late_rates_on(law_of(country), date.fromisoformat(on))
    [found] = [rate for rate in rates if rate["claim_class"] == claim_class]
    assert Decimal(found["percent"]) == Decimal(percent)


def test_what_is_derived_or_unverified_is_flagged_wherever_it_is_used() -> None:
    finnish = law_of("FI")
    assert late_rates_on(finnish, ON)[0]["is_flagged"]
    assert not late_rates_on(finnish, date(2026, 3, 1))[0]["is_flagged"]
    flagged = {kind for kind, row in figures_on(finnish, ON) if row.is_flagged}
    assert flagged == {"rate", "day_count", "own_letter"}


def test_every_figure_can_be_told_in_a_line() -> None:
    for pack in packs():
        for kind, row in figures_on(pack, ON):
            assert value_told(kind, row)


def test_every_pack_on_disk_is_named_by_its_country() -> None:
    names = {path.stem.upper() for path in Path(law.PACKS).glob("*.toml")}
    assert names == {pack.country for pack in packs()}


@pytest.mark.parametrize(
    ("due", "day"),
    [
        ("2026-11-21", "2026-11-23"),  # a Saturday
        ("2026-12-06", "2026-12-07"),  # Independence Day, a Sunday
        ("2027-01-06", "2027-01-07"),  # Epiphany, on which TARGET is open
        ("2026-05-14", "2026-05-15"),  # Ascension, likewise
        ("2026-06-19", "2026-06-22"),  # Midsummer Eve
        ("2026-12-24", "2026-12-28"),  # Christmas, then a weekend
        ("2026-11-23", "2026-11-23"),
    ],
)
def test_a_due_date_without_banks_moves_to_the_next_day_with_them(due: str, day: str) -> None:
    assert law_of("FI").due_day(date.fromisoformat(due)) == date.fromisoformat(day)
