"""A rule's cadence: its steps, in order, as they are pinned to a case."""

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Literal, get_args
from uuid import UUID

import msgspec

StepKind = Literal["reminder", "notice", "collection_letter", "possession_warning"]
Anchor = Literal["after_due", "after_previous_sent", "after_previous_due"]
StepChannel = Literal["default", "email", "einvoice", "print"]
Channel = Literal["einvoice", "email", "print"]
Mode = Literal["off", "propose", "send"]
Scope = Literal["invoice", "customer"]
BuiltIn = Literal["general_business", "general_consumer", "automation_blocked"]

BLOCKED: BuiltIn = "automation_blocked"
KINDS: tuple[StepKind, ...] = get_args(StepKind)  # in the order in which a rule has them
PROPOSED_ONLY: frozenset[StepKind] = frozenset({"possession_warning"})  # 1599/2009 8:3: the board


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One act of a rule. A condition of 0 is off; no `fee` leaves the slot.

    Where a minimum and a count are set, one of them is enough (R271).

    A step that claims interest claims the standard compensation too, where the company does.
    """

    kind: StepKind
    anchor: Anchor = "after_due"
    offset_days: int
    channel: StepChannel = "default"
    fee: Decimal | None = None
    minimum_open: Decimal = Decimal(0)
    minimum_count: int = 0  # of a customer's open invoices
    is_in_mass_runs: bool = True
    trade_names: tuple[str, ...] = ()
    days_to_pay: int = 14
    claims_interest: bool = False
    template_id: UUID | None = None  # the text of its letter; without it the default of its kind


@cache
def channels_of(
    kind: StepKind, customer_kind: str, *, is_housing_company: bool, scope: Scope = "invoice"
) -> tuple[Channel, ...]:
    """By what a step may go, in the order in which `default` looks for the customer's data.

    No consumer is reminded by e-invoice (R052), no collection letter goes by e-mail (R054), and a
    housing company's not by e-invoice either, nor any letter about all that a customer owes (R297):
    an e-invoice is one invoice's. A possession warning is served on paper.
    """
    channels: tuple[Channel, ...] = ("einvoice", "email", "print")
    is_no_einvoice = customer_kind == "consumer" or scope == "customer"
    barred: set[Channel] = {"einvoice"} if is_no_einvoice else set()
    match kind:
        case "reminder" | "notice":
            pass
        case "collection_letter":
            barred |= {"email", "einvoice"} if is_housing_company else {"email"}
        case "possession_warning":
            barred |= {"email", "einvoice"}
    return tuple(channel for channel in channels if channel not in barred)


def kinds_before(kind: StepKind) -> tuple[StepKind, ...]:
    """The kinds of steps that come before this one in a rule."""
    return KINDS[: KINDS.index(kind)]


def first_reached_on(step: Step, due_on: date) -> date:
    """The first day on which the days condition of a rule's first step holds."""
    return due_on + timedelta(days=step.offset_days)


def general_steps(customer_kind: Literal["business", "consumer"]) -> tuple[Step, ...]:
    """The steps of a general rule before anybody edits it.

    A Finnish consumer's reminder may carry a fee from 14 days after the due date (513/1999 10b), a
    business's at once; both begin free of charge, for the fee is the company's choice (R043).
    """
    first = 14 if customer_kind == "consumer" else 7
    return (
        Step(kind="reminder", anchor="after_due", offset_days=first),
        Step(kind="notice", anchor="after_previous_sent", offset_days=14),
    )


def collective_steps(*, is_housing_company: bool) -> tuple[Step, ...]:
    """The steps that a rule over all of a customer's invoices begins with (R265).

    A payment request, a payment demand and, in a housing company, a possession warning: each waits
    past the day to pay that the letter before gave (R275).
    """
    steps = (
        Step(kind="reminder", anchor="after_due", offset_days=14),
        Step(kind="collection_letter", anchor="after_previous_due", offset_days=7),
    )
    if not is_housing_company:
        return steps
    warning = Step(kind="possession_warning", anchor="after_previous_due", offset_days=14)
    return (*steps, warning)


def first_steps(scope: Scope, customer_kind: str, *, is_housing_company: bool) -> tuple[Step, ...]:
    """The steps of a new rule for which nobody has said any."""
    if scope == "customer":
        return collective_steps(is_housing_company=is_housing_company)
    return general_steps("consumer" if customer_kind == "consumer" else "business")


def built_in_for(*, kind: str, country: str, home: str) -> BuiltIn:
    """Where a customer is placed by default: kind and country decide (R030-R034)."""
    if country != home:
        return BLOCKED
    return "general_consumer" if kind == "consumer" else "general_business"
