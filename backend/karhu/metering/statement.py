"""A month's statement: counts and exact costs, each total rounded once."""

from collections.abc import Iterable
from decimal import Decimal

import msgspec

from karhu.kit.money import rounded


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Letters of one kind that went the same way at the same prices (four places)."""

    step: str
    channel: str
    transaction_price: Decimal
    delivery_price: Decimal
    count: int

    @property
    def cost(self) -> Decimal:
        """What they cost in all, exactly."""
        return self.count * (self.transaction_price + self.delivery_price)


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """How many letters, and what they cost (two places, half up)."""

    count: int
    transactions: Decimal
    deliveries: Decimal
    total: Decimal


def totals(lines: Iterable[Line]) -> Totals:
    """The totals of a statement; no total is the sum of rounded ones."""
    lines = tuple(lines)
    return Totals(
        count=sum(line.count for line in lines),
        transactions=rounded(_sum(line.count * line.transaction_price for line in lines)),
        deliveries=rounded(_sum(line.count * line.delivery_price for line in lines)),
        total=rounded(_sum(line.cost for line in lines)),
    )


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, Decimal(0))
