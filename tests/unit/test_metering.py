"""Months on a company's clock, and sums of a statement."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from karhu.kit.money import exact
from karhu.metering.month import month_of, read_month
from karhu.metering.statement import Line, totals


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("2026-11", "2026-10-31T22:00Z", "2026-11-30T22:00Z"),
        ("2026-10", "2026-09-30T21:00Z", "2026-10-31T22:00Z"),  # summer time ends within
        ("2026-12", "2026-11-30T22:00Z", "2026-12-31T22:00Z"),
    ],
)
def test_a_month_begins_at_the_companys_midnight(name: str, first: str, after: str) -> None:
    span = read_month(name).span("Europe/Helsinki")
    assert span == (datetime.fromisoformat(first), datetime.fromisoformat(after))


def test_months_leave_no_gap_and_do_not_overlap() -> None:
    month = read_month("2027-12")
    assert month.next.name == "2028-01"
    assert (read_month("2028-02").last_on, month.last_on) == (date(2028, 2, 29), date(2027, 12, 31))
    assert month.span("Europe/Stockholm")[1] == month.next.span("Europe/Stockholm")[0]
    assert month_of(date(2028, 1, 31)) == month.next
    assert month.span("UTC")[0] == datetime(2027, 12, 1, tzinfo=UTC)


def line(count: int, transaction_price: str, delivery_price: str) -> Line:
    return Line(
        step="reminder",
        channel="email",
        transaction_price=Decimal(transaction_price),
        delivery_price=Decimal(delivery_price),
        count=count,
    )


@pytest.mark.req("R008")
@pytest.mark.req("R009")
def test_totals_are_exact_until_each_is_rounded_once() -> None:
    found = totals([line(1, "0.0025", "0.0025"), line(1, "0.0024", "0")])
    assert (found.transactions, found.deliveries, found.total) == (
        Decimal("0.00"), Decimal("0.00"), Decimal("0.01"),
    )  # fmt: skip
    assert totals([line(2, "0.0025", "0")]).total == Decimal("0.01")
    assert totals([]).total == Decimal("0.00")


@pytest.mark.parametrize(
    ("amount", "written"),
    [("0.25", "0.25"), ("0.2500", "0.25"), ("0.0851", "0.0851"), ("1.5", "1.50")],
)
def test_a_price_is_written_to_its_last_place(amount: str, written: str) -> None:
    assert exact(Decimal(amount)) == written
