"""Late interest: simple, by the day, split wherever the rate or the principal changes. No I/O."""

from calendar import isleap
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec

from karhu.jurisdictions.figures import Divisor, LateRate
from karhu.kit.money import ZERO, rounded

ONE_DAY = timedelta(days=1)


class PaidOn(msgspec.Struct, frozen=True, kw_only=True):
    """Principal that was paid; it bears interest for the last time on that day."""

    on: date
    amount: Decimal


class Period(msgspec.Struct, frozen=True, kw_only=True):
    """Days, both included, on which principal and rate stay the same, and their exact interest."""

    first_on: date
    last_on: date
    principal: Decimal
    percent: Decimal
    basis: str
    is_flagged: bool
    exact: Fraction

    @property
    def interest(self) -> Decimal:
        """The exact interest as a decimal of 28 figures."""
        return Decimal(self.exact.numerator) / Decimal(self.exact.denominator)

    @property
    def day_count(self) -> int:
        """How many days the period has."""
        return (self.last_on - self.first_on).days + 1


class Interest(msgspec.Struct, frozen=True, kw_only=True):
    """The interest of all periods together, rounded once, half up."""

    periods: tuple[Period, ...]
    divisor: Divisor
    missing_from: date | None = None

    @property
    def is_flagged(self) -> bool:
        """Whether a rate it rests on is derived or unverified."""
        return any(period.is_flagged for period in self.periods)

    @property
    def amount(self) -> Decimal:
        """The interest in the claim's currency, two places."""
        exact = sum((period.exact for period in self.periods), Fraction(0))
        return rounded(Decimal(exact.numerator) / Decimal(exact.denominator))


def accrue(
    *,
    principal: Decimal,
    paid: Sequence[PaidOn],
    first_on: date,
    last_on: date,
    rates: Sequence[LateRate],
    divisor: Divisor,
) -> Interest:
    """The interest from `first_on` to `last_on`, both included; `rates` rise by day.

    It ends before the first day without a rate, and says so: nobody owes a guessed rate.
    """
    missing_from = _missing_from(rates, first_on, last_on)
    if missing_from is not None:
        last_on = missing_from - ONE_DAY
    periods = _periods(principal, paid, first_on, last_on, rates, divisor)
    return Interest(periods=tuple(periods), divisor=divisor, missing_from=missing_from)


def _missing_from(rates: Sequence[LateRate], first_on: date, last_on: date) -> date | None:
    if last_on < first_on:
        return None
    if not rates or first_on < rates[0].from_:
        return first_on
    end = rates[-1].to
    return max(first_on, end + ONE_DAY) if end is not None and end < last_on else None


def _periods(
    principal: Decimal,
    paid: Sequence[PaidOn],
    first_on: date,
    last_on: date,
    rates: Sequence[LateRate],
    divisor: Divisor,
) -> Iterator[Period]:
    owed = principal - sum((p.amount for p in paid if p.on < first_on), ZERO)
    if last_on < first_on:
        return
    starts = _starts(paid, first_on, last_on, rates)
    for start, following in zip(starts, [*starts[1:], last_on + ONE_DAY], strict=True):
        owed -= sum((p.amount for p in paid if first_on <= p.on == start - ONE_DAY), ZERO)
        if owed > ZERO:
            rate = _rate_on(rates, start)
            end = following - ONE_DAY
            yield Period(
                first_on=start,
                last_on=end,
                principal=owed,
                percent=rate.percent,
                basis=rate.basis,
                is_flagged=rate.is_flagged,
                exact=Fraction(owed) * Fraction(rate.percent) / 100 * _years(start, end, divisor),
            )


def _starts(
    paid: Sequence[PaidOn], first_on: date, last_on: date, rates: Sequence[LateRate]
) -> list[date]:
    """The first days of periods, in order."""
    changes = {rate.from_ for rate in rates} | {payment.on + ONE_DAY for payment in paid}
    return sorted({first_on} | {day for day in changes if first_on < day <= last_on})


def _rate_on(rates: Sequence[LateRate], day: date) -> LateRate:
    return [rate for rate in rates if rate.from_ <= day][-1]


def _years(first_on: date, last_on: date, divisor: Divisor) -> Fraction:
    """The part of a year that days make, each year's by its own length."""
    if divisor == "365":
        return Fraction((last_on - first_on).days + 1, 365)
    years = Fraction(0)
    while first_on <= last_on:
        end = min(last_on, date(first_on.year, 12, 31))
        years += Fraction((end - first_on).days + 1, 366 if isleap(first_on.year) else 365)
        first_on = end + ONE_DAY
    return years
