"""What is owed in a case, part by part. No I/O."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from karhu.claims.claim import Owed
from karhu.kit.money import ZERO


class Part(msgspec.Struct, frozen=True):
    """One part of a claim as letters have claimed it, and what was paid of it."""

    claimed: Decimal = ZERO
    paid: Decimal = ZERO

    @property
    def open(self) -> Decimal:
        """What of it is still owed."""
        return self.claimed - self.paid

    def __add__(self, other: "Part") -> "Part":
        return Part(self.claimed + other.claimed, self.paid + other.paid)


class Parts(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in its parts; amounts in the currency of the case."""

    principal: Part = Part()
    fee: Part = Part()
    interest: Part = Part()
    compensation: Part = Part()

    @property
    def total(self) -> Part:
        """All of them together."""
        return self.principal + self.fee + self.interest + self.compensation

    def __add__(self, other: "Parts") -> "Parts":
        return Parts(
            principal=self.principal + other.principal,
            fee=self.fee + other.fee,
            interest=self.interest + other.interest,
            compensation=self.compensation + other.compensation,
        )


def parts_of(owed: Owed) -> Parts:
    """The parts of one invoice."""
    return Parts(
        principal=Part(owed.total, owed.total - owed.open),
        fee=Part(owed.fee, owed.fee_paid),
        interest=Part(owed.interest, owed.interest_paid),
        compensation=Part(owed.compensation, owed.compensation_paid),
    )


def sum_of(parts: Iterable[Parts]) -> Parts:
    """All of them together; they are in one currency."""
    return sum(parts, Parts())
