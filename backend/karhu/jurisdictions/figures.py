"""The kinds of statutory figures: what each says, since when, by which statute, and how surely."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

import msgspec

ClaimClass = Literal["consumer", "business", "housing_charge"]
Confidence = Literal["verified", "statute_text", "single_source", "derived", "unverified"]
Act = Literal["reminder", "demand", "second_demand", "extension", "payment_plan"]
OwnStep = Literal["collection_letter", "possession_warning"]
TimeLimit = Literal["registered_post", "possession", "decision_service", "challenge"]
ClaimPart = Literal["interest", "principal", "fee"]
Divisor = Literal["actual_year", "365"]

FLAGGED: frozenset[Confidence] = frozenset({"derived", "unverified"})
CLASSES: tuple[ClaimClass, ...] = ("consumer", "business", "housing_charge")


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every row has; `to` is its last day, none while it is in force, no classes mean all."""

    from_: date = msgspec.field(name="from")
    to: date | None = None
    classes: tuple[ClaimClass, ...] = CLASSES
    statute: str = ""
    source: str = ""
    confidence: Confidence

    @property
    def is_flagged(self) -> bool:
        """Whether somebody should look before relying on it: derived or unverified."""
        return self.confidence in FLAGGED

    def holds(self, on: date, claim_class: ClaimClass | None = None) -> bool:
        """Whether the row is in force on a day, for a class of claims if one is named."""
        is_in_force = self.from_ <= on and (self.to is None or on <= self.to)
        return is_in_force and (claim_class is None or claim_class in self.classes)


class Tier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An amount for principals up to a bound, inclusive; the last tier has no bound."""

    up_to: Decimal | None = None
    amount: Decimal


class Rate(Figure, frozen=True, kw_only=True):
    """Percent a year of one period: a reference rate, or a whole late rate."""

    percent: Decimal


class Margin(Figure, frozen=True, kw_only=True):
    """Points over the reference rate."""

    percent: Decimal


class Ceiling(Figure, frozen=True, kw_only=True):
    """The statutory rate is the highest that may be agreed."""


class DayCount(Figure, frozen=True, kw_only=True):
    """By how many days a year's interest is divided; a convention, for no statute says it."""

    divisor: Divisor


class DueDay(Figure, frozen=True, kw_only=True):
    """Whether a due date on a day without banks moves to the next one with them."""

    moves: bool


class Fee(Figure, frozen=True, kw_only=True):
    """The most that an act may cost the debtor, by the principal."""

    act: Act
    tiers: tuple[Tier, ...]
    needs_agreement: bool = False


class Total(Figure, frozen=True, kw_only=True):
    """The most that all acts of a claim may cost together, by the principal."""

    tiers: tuple[Tier, ...]


class Wait(Figure, frozen=True, kw_only=True):
    """Days since the due day or the last letter before an act may cost anything, or be done."""

    act: Act
    gates: Literal["fee", "act"]
    since: Literal["due_day", "letter"]
    days: int
    margin_days: int = 0  # added where it is disputed how the days are counted


class BillLead(Figure, frozen=True, kw_only=True):
    """Days between a bill's sending and its due date without which its reminders are free."""

    days: int


class Count(Figure, frozen=True, kw_only=True):
    """How many acts of a claim may cost something."""

    act: Act
    count: int


class Compensation(Figure, frozen=True, kw_only=True):
    """The standard compensation of a late commercial payment; other costs only above it."""

    amount: Decimal
    nets_fees: bool


class Allocation(Figure, frozen=True, kw_only=True):
    """The order in which money pays a claim's parts; binding, or what holds unless agreed."""

    order: tuple[ClaimPart, ...]
    is_binding: bool


class Limitation(Figure, frozen=True, kw_only=True):
    """Years after which a claim is time-barred unless that was interrupted."""

    years: int


class Term(Figure, frozen=True, kw_only=True):
    """The longest time to pay, in days, unless more was expressly agreed."""

    days: int


class Contents(Figure, frozen=True, kw_only=True):
    """What the letter of an act has to say, as codes."""

    act: Act
    items: tuple[str, ...]


class OwnLetter(Figure, frozen=True, kw_only=True):
    """What a creditor's own step is to the law: which act's waits bind it, and whose fee it has.

    A step without a row is a reminder; without `charged_as` the letter may cost nothing.
    """

    step: OwnStep
    act: Act
    charged_as: Act | None = None


class Deadline(Figure, frozen=True, kw_only=True):
    """How long after one thing another counts as done, must be done, or may still be done.

    Calendar days or years; `moves` where a last day without banks gives way to the next with them.
    """

    of: TimeLimit
    days: int = 0
    years: int = 0
    moves: bool = False


class LateRate(msgspec.Struct, frozen=True, kw_only=True):
    """Percent a year from a day on, what it rests on, and its last day if it has one."""

    from_: date
    to: date | None = None
    percent: Decimal
    basis: str
    is_flagged: bool = False


def claim_class_of(customer_kind: str, *, is_housing_charge: bool) -> ClaimClass:
    """The class of a claim, by who owes it and for what."""
    if is_housing_charge:
        return "housing_charge"
    return "consumer" if customer_kind == "consumer" else "business"


Row = TypeVar("Row", bound=Figure)


def in_force(rows: Iterable[Row], on: date, claim_class: ClaimClass) -> Row | None:
    """The row that holds on a day for a class of claims; packs are checked to have one at most."""
    return next((row for row in rows if row.holds(on, claim_class)), None)


def tier_of(tiers: tuple[Tier, ...], principal: Decimal) -> Decimal:
    """The amount for a principal."""
    return next(t.amount for t in tiers if t.up_to is None or principal <= t.up_to)
