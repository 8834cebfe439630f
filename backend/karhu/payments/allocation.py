"""How money is split over what is owed: the principal first, then the fee, the rest waits."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec

from karhu.invoices.invoice import settled
from karhu.kit.money import ZERO

PartKind = Literal["principal", "fee", "collection"]


class Debt(msgspec.Struct, frozen=True, kw_only=True):
    """What is owed on an invoice, and what has been paid of it so far."""

    id: UUID
    external_id: str | None
    number: str
    reference_key: str | None
    customer_id: UUID
    kind: str
    currency: str
    total: Decimal
    open: Decimal
    fee: Decimal
    fee_paid: Decimal
    due_on: date
    key: int
    settled_on: date | None
    last_paid_on: date | None

    @property
    def direction(self) -> int:
        """The sign of money that pays it: a credit note is paid by money going out."""
        return -1 if self.kind == "credit_note" else 1


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a payment: on which invoice, on its principal, its fee or on top of both."""

    invoice_id: UUID
    part: PartKind
    amount: Decimal


def split(amount: Decimal, debts: Sequence[Debt]) -> tuple[list[Part], Decimal]:
    """Split an amount over debts in order; returns the parts and what is left of the amount.

    A negative amount takes back what was paid, from the last debt on: the principal is owed again
    first. Nothing is paid beyond what is owed, nothing is taken back beyond what was paid, and the
    parts and the rest add up to the amount.
    """
    parts, rest = [], amount
    ordered = debts if amount > ZERO else list(reversed(debts))
    kinds: tuple[PartKind, ...] = ("principal", "fee")
    for kind in kinds:
        for debt in ordered:
            if taken := min(abs(rest), room(debt, kind, rest)).copy_sign(rest):
                parts.append(Part(invoice_id=debt.id, part=kind, amount=taken))
                rest -= taken
    return parts, rest


def room(debt: Debt, kind: PartKind, amount: Decimal) -> Decimal:
    """How much of an amount's kind a part can take: what is owed, or what was paid."""
    pays = amount * debt.direction > ZERO
    if kind == "principal":
        left = debt.open if pays else debt.total - debt.open
        return max(left * debt.direction, ZERO)
    return max(debt.fee - debt.fee_paid if pays else debt.fee_paid, ZERO)


def paid(debt: Debt, parts: Sequence[Part], *, paid_on: date) -> Debt:
    """The debt after its parts of a payment."""
    own = [part for part in parts if part.invoice_id == debt.id]
    open_ = debt.open - sum(part.amount for part in own if part.part == "principal")
    last_paid_on = max(paid_on, debt.last_paid_on or paid_on)
    return msgspec.structs.replace(
        debt,
        open=open_,
        fee_paid=debt.fee_paid + sum(part.amount for part in own if part.part == "fee"),
        last_paid_on=last_paid_on,
        settled_on=settled(kind=debt.kind, open=open_, before=debt.settled_on, on=last_paid_on),
    )
