"""What is owed on one invoice on a day, part by part, each with the law it rests on. No I/O."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from karhu.claims.interest import Interest, PaidOn, accrue
from karhu.jurisdictions.fees import charged_act
from karhu.jurisdictions.figures import ClaimClass, LateRate, in_force
from karhu.jurisdictions.law import LawPack, law_of
from karhu.kit.money import ZERO

InterestBasis = Literal["none", "statutory", "agreed"]
NoPart = Literal[
    "not_claimed", "waived", "not_overdue", "not_commercial", "no_figure", "contained_in_fee"
]  # fmt: skip
NoInterest = Literal["not_claimed", "waived", "not_overdue", "not_an_invoice", "no_figure"]
ONE_DAY = timedelta(days=1)


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice and the terms it is owed under; amounts in its currency.

    `interest` and `compensation` are what letters claimed so far, `country` is the debtor's,
    `fee_step` is the step whose letter wrote the fee, `heaviest_step` the gravest one sent.
    """

    kind: str
    currency: str
    country: str
    claim_class: ClaimClass
    total: Decimal
    open: Decimal
    due_on: date
    settled_on: date | None
    paid: tuple[PaidOn, ...]
    fee: Decimal
    fee_paid: Decimal
    fee_basis: str | None
    interest: Decimal = ZERO
    interest_until: date | None = None
    interest_is_waived: bool = False
    interest_paid: Decimal = ZERO
    interest_invoiced: Decimal = ZERO
    compensation: Decimal = ZERO
    compensation_paid: Decimal = ZERO
    last_letter_on: date | None
    interest_basis: InterestBasis
    interest_percent: Decimal | None
    interest_starts_on: date | None = None
    interest_free_days: int
    claims_compensation: bool
    heaviest_step: str = "reminder"
    fee_step: str = "reminder"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One part of a claim, or why nothing of it is claimed."""

    claimed: Decimal = ZERO
    paid: Decimal = ZERO
    basis: str | None = None
    reason: NoPart | None = None
    is_flagged: bool = False

    @property
    def open(self) -> Decimal:
        """What of it is still owed."""
        return self.claimed - self.paid


class ClaimedInterest(msgspec.Struct, frozen=True, kw_only=True):
    """The interest that has run, from when to when, or why none has."""

    run: Interest
    first_on: date | None = None
    last_on: date | None = None
    ceiling_basis: str | None = None
    reason: NoInterest | None = None
    paid: Decimal = ZERO
    invoiced: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What has run and was neither paid nor turned into an interest invoice."""
        return max(self.run.amount - self.paid - self.invoiced, ZERO)


class Limitation(msgspec.Struct, frozen=True, kw_only=True):
    """The day on which a claim is time-barred unless something interrupts that."""

    on: date
    basis: str


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """Everything owed on an invoice on a day."""

    due_day: date
    principal: Part
    fee: Part
    interest: ClaimedInterest
    compensation: Part
    limitation: Limitation | None

    @property
    def total_open(self) -> Decimal:
        """What would settle all of it on that day."""
        parts = self.principal.open + self.fee.open + self.compensation.open
        return parts + self.interest.open


def claim_of(owed: Owed, as_of: date) -> Claim:
    """The claim on a day; what has not been paid by the due day bears interest the day after."""
    law = law_of(owed.country)
    due_day = law.due_day(owed.due_on)
    return Claim(
        due_day=due_day,
        principal=Part(claimed=owed.total, paid=owed.total - owed.open),
        fee=_fee(owed, law, as_of),
        interest=msgspec.structs.replace(
            _interest(owed, law, due_day, as_of),
            paid=owed.interest_paid,
            invoiced=owed.interest_invoiced,
        ),
        compensation=_compensation(owed, law, due_day, as_of),
        limitation=_limitation(owed, law, due_day, as_of),
    )


def _fee(owed: Owed, law: LawPack, as_of: date) -> Part:
    """The fee slot, by the statute that clamped it or else the one that allows it."""
    on = owed.last_letter_on or as_of
    act = charged_act(law, owed.fee_step, on, owed.claim_class)
    row = in_force([row for row in law.fees if row.act == act], on, owed.claim_class)
    allows = row if row is not None and owed.fee else None
    return Part(
        claimed=owed.fee,
        paid=owed.fee_paid,
        basis=owed.fee_basis or (allows.statute if allows else None),
        is_flagged=allows is not None and allows.is_flagged,
    )


def _interest(owed: Owed, law: LawPack, due_day: date, as_of: date) -> ClaimedInterest:
    divisor = law.divisor(due_day, owed.claim_class)
    nothing = Interest(periods=(), divisor=divisor)
    first_on = due_day + timedelta(days=owed.interest_free_days) + ONE_DAY
    last_on = min(as_of, owed.settled_on or as_of)
    if reason := _no_interest(owed, first_on, last_on):
        return ClaimedInterest(run=nothing, reason=reason)
    rates, ceiling_basis = _rates(owed, law)
    if not rates:
        return ClaimedInterest(run=nothing, reason="no_figure")
    run = accrue(
        principal=owed.total, paid=owed.paid, first_on=first_on, last_on=last_on,
        rates=rates, divisor=divisor,
    )  # fmt: skip
    return ClaimedInterest(run=run, first_on=first_on, last_on=last_on, ceiling_basis=ceiling_basis)


def _no_interest(owed: Owed, first_on: date, last_on: date) -> NoInterest | None:
    if owed.kind != "invoice":
        return "not_an_invoice"
    if owed.interest_is_waived:
        return "waived"
    if owed.interest_basis == "none":
        return "not_claimed"
    return "not_overdue" if last_on < first_on else None


def _rates(owed: Owed, law: LawPack) -> tuple[Sequence[LateRate], str | None]:
    """The rates that apply, and the statute that lowers an agreed one."""
    statutory = law.late_rates(owed.claim_class)
    if owed.interest_basis == "statutory" or owed.interest_percent is None:
        return statutory, None
    starts_on = owed.interest_starts_on or date.min
    agreed = LateRate(from_=starts_on, percent=owed.interest_percent, basis="agreed")
    before, since = _parted(statutory, starts_on)
    ceilings = [row for row in law.ceilings if owed.claim_class in row.classes]
    if not ceilings:
        return [*before, agreed], None
    held = [*before, *(_lower(agreed, rate) for rate in since)]
    is_lowered = any(rate.percent < owed.interest_percent for rate in since)
    return held, ceilings[0].statute if is_lowered else None


def _parted(rates: Sequence[LateRate], on: date) -> tuple[list[LateRate], list[LateRate]]:
    """The rates of the days before a day, and of that day and those after it (R255)."""
    before = [
        msgspec.structs.replace(rate, to=min(rate.to or date.max, on - ONE_DAY))
        for rate in rates
        if rate.from_ < on
    ]
    since = [
        msgspec.structs.replace(rate, from_=max(rate.from_, on))
        for rate in rates
        if rate.to is None or rate.to >= on
    ]
    return before, since


def _lower(agreed: LateRate, ceiling: LateRate) -> LateRate:
    """The agreed rate of a period, or the law's where that is lower (633/1982 2 § 2 mom.)."""
    if ceiling.percent < agreed.percent:
        return ceiling
    return msgspec.structs.replace(agreed, from_=ceiling.from_, to=ceiling.to)


def _compensation(owed: Owed, law: LawPack, due_day: date, as_of: date) -> Part:
    """The standard compensation of a late commercial payment, less the fee it contains."""
    if owed.interest_is_waived:
        return Part(claimed=owed.compensation_paid, paid=owed.compensation_paid, reason="waived")
    if not owed.claims_compensation or owed.kind != "invoice":
        return Part(reason="not_claimed")
    if owed.claim_class != "business":
        return Part(reason="not_commercial")
    if (owed.settled_on or as_of) <= due_day:
        return Part(reason="not_overdue")
    row = in_force(law.compensations, due_day + ONE_DAY, owed.claim_class)
    if row is None or owed.currency != law.currency:
        return Part(reason="no_figure")
    amount = max(row.amount - owed.fee, ZERO) if row.nets_fees else row.amount
    return Part(
        claimed=max(amount, owed.compensation_paid),
        paid=owed.compensation_paid,
        basis=row.statute,
        reason="contained_in_fee" if amount == ZERO else None,
        is_flagged=row.is_flagged,
    )


def _limitation(owed: Owed, law: LawPack, due_day: date, as_of: date) -> Limitation | None:
    """Counted anew from each letter and payment that told of the debt (728/2003 10 §)."""
    row = in_force(law.limitations, as_of, owed.claim_class)
    if row is None or owed.kind != "invoice" or owed.settled_on is not None:
        return None
    told = [owed.last_letter_on, *(payment.on for payment in owed.paid)]
    begins = max([due_day, *(day for day in told if day is not None)])
    return Limitation(on=_years_after(begins, row.years), basis=row.statute)


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # the 29th of February
        return date(day.year + years, 3, 1)
