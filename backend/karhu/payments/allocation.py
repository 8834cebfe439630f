"""How money is split over what is owed: part by part in the order that holds, the rest waits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed, claim_of
from karhu.claims.interest import PaidOn
from karhu.invoices.invoice import settled
from karhu.jurisdictions.allocation import AllocationOrder, PartOwed, order_within
from karhu.jurisdictions.figures import ClaimClass, claim_class_of
from karhu.jurisdictions.law import law_of
from karhu.kit.money import ZERO

PartKind = Literal["principal", "interest", "fee", "compensation", "collection"]
Cost = Literal["interest", "fee", "compensation"]
TAKEN_BACK: tuple[PartOwed, ...] = ("principal", "fee", "interest", "compensation")


class Debt(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed on an invoice, and what has been paid of it so far.

    Fee, interest and compensation are what letters claimed; `owed` is there where the interest that
    had run on an earlier day matters.
    """

    id: UUID
    external_id: str | None
    number: str
    reference_key: str | None
    customer_id: UUID
    customer_kind: str
    country: str
    is_housing_charge: bool
    allocation_order: AllocationOrder
    kind: str
    currency: str
    total: Decimal
    open: Decimal
    fee: Decimal
    fee_paid: Decimal
    fee_booked: Decimal
    interest: Decimal
    interest_until: date | None
    interest_paid: Decimal
    interest_booked: Decimal
    compensation: Decimal
    compensation_paid: Decimal
    compensation_booked: Decimal
    due_on: date
    key: int
    settled_on: date | None
    last_paid_on: date | None
    owed: Owed | None = None

    @property
    def direction(self) -> int:
        """The sign of money that pays it: a credit note is paid by money going out."""
        return -1 if self.kind == "credit_note" else 1

    @property
    def claim_class(self) -> ClaimClass:
        """Which law of the debtor's country."""
        return claim_class_of(self.customer_kind, is_housing_charge=self.is_housing_charge)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a payment: on which invoice, and on which part of its claim or on top of all."""

    invoice_id: UUID
    part: PartKind
    amount: Decimal


def split(amount: Decimal, debts: Sequence[Debt], *, on: date) -> tuple[list[Part], Decimal]:
    """Split an amount of a day over debts; returns the parts and what is left of the amount.

    A negative amount takes back what was paid, from the last debt on: the principal is owed again
    first. Nothing is paid beyond what is owed, nothing is taken back beyond what was paid, and the
    parts and the rest add up to the amount.
    """
    parts, rest = [], amount
    ordered = debts if amount > ZERO else list(reversed(debts))
    for kind in _order(amount, debts, on):
        for debt in ordered:
            if taken := min(abs(rest), room(debt, kind, rest, on=on)).copy_sign(rest):
                parts.append(Part(invoice_id=debt.id, part=kind, amount=taken))
                rest -= taken
    return parts, rest


def _order(amount: Decimal, debts: Sequence[Debt], on: date) -> tuple[PartOwed, ...]:
    """The order of one customer's debts, who has one country and one kind."""
    if amount < ZERO or not debts:
        return TAKEN_BACK
    debt = debts[0]
    return order_within(law_of(debt.country), debt.claim_class, on, debt.allocation_order).parts


def room(
    debt: Debt, kind: PartOwed, amount: Decimal, *, on: date, by_hand: bool = False
) -> Decimal:
    """How much of an amount's kind a part can take: what is owed, or what was paid.

    By itself money pays the costs that a letter claimed; a person may put it on all that had run.
    """
    pays = amount * debt.direction > ZERO
    if kind == "principal":
        left = debt.open if pays else debt.total - debt.open
        return max(left * debt.direction, ZERO)
    if not pays:
        return max(_paid(debt, kind), ZERO)
    return max(_owed(debt, kind, on, by_hand=by_hand) - _paid(debt, kind), ZERO)


def _paid(debt: Debt, kind: Cost) -> Decimal:
    amount: Decimal = getattr(debt, f"{kind}_paid")
    return amount


def _owed(debt: Debt, kind: Cost, on: date, *, by_hand: bool) -> Decimal:
    match kind:
        case "fee":
            return debt.fee
        case "compensation":
            return _compensation(debt, on) if by_hand else debt.compensation
        case "interest":
            return _interest(debt, on, by_hand=by_hand)


def _interest(debt: Debt, on: date, *, by_hand: bool) -> Decimal:
    if debt.owed is None:
        return debt.interest
    run = _run(debt.owed, on)
    return run if by_hand else min(debt.interest, run)


def _run(owed: Owed, on: date) -> Decimal:
    """The interest that had run by a day and was not invoiced."""
    return claim_of(owed, on).interest.run.amount - owed.interest_invoiced


def _compensation(debt: Debt, on: date) -> Decimal:
    if debt.owed is None:
        return debt.compensation
    return max(claim_of(debt.owed, on).compensation.claimed, debt.compensation)


def paid(debt: Debt, parts: Sequence[Part], *, paid_on: date) -> Debt:
    """The debt after its parts of a payment.

    Principal that was paid before the day up to which a letter claimed interest lowers that claim.
    """
    own = [part for part in parts if part.invoice_id == debt.id]

    def sum_of(kind: PartKind) -> Decimal:
        return sum((part.amount for part in own if part.part == kind), ZERO)

    principal = sum_of("principal")
    open_ = debt.open - principal
    last_paid_on = max(paid_on, debt.last_paid_on or paid_on)
    interest_paid = debt.interest_paid + sum_of("interest")
    compensation_paid = debt.compensation_paid + sum_of("compensation")
    settled_on = settled(kind=debt.kind, open=open_, before=debt.settled_on, on=last_paid_on)
    owed = _owed_after(debt, principal, interest_paid, open_, settled_on, paid_on)
    return msgspec.structs.replace(
        debt,
        open=open_,
        fee_paid=debt.fee_paid + sum_of("fee"),
        interest=max(_claimed_still(debt, owed, paid_on), interest_paid),
        interest_paid=interest_paid,
        compensation=max(debt.compensation, compensation_paid),
        compensation_paid=compensation_paid,
        last_paid_on=last_paid_on,
        settled_on=settled_on,
        owed=owed,
    )


def _owed_after(
    debt: Debt,
    principal: Decimal,
    interest_paid: Decimal,
    open_: Decimal,
    settled_on: date | None,
    paid_on: date,
) -> Owed | None:
    if debt.owed is None:
        return None
    more = (PaidOn(on=paid_on, amount=principal),) if principal else ()
    return msgspec.structs.replace(
        debt.owed,
        open=open_,
        settled_on=settled_on,
        paid=(*debt.owed.paid, *more),
        interest_paid=interest_paid,
    )


def _claimed_still(debt: Debt, owed: Owed | None, paid_on: date) -> Decimal:
    if owed is None or debt.interest_until is None or paid_on >= debt.interest_until:
        return debt.interest
    return min(debt.interest, max(_run(owed, debt.interest_until), ZERO))
