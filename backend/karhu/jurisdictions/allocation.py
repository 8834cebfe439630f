"""In which order money pays the parts of a claim: the company's choice, inside the law's bounds."""

from datetime import date
from functools import lru_cache
from typing import Literal

import msgspec

from karhu.jurisdictions.figures import ClaimClass, in_force
from karhu.jurisdictions.law import LawPack

PartOwed = Literal["principal", "interest", "fee", "compensation"]
AllocationOrder = Literal["principal_first", "interest_first", "costs_first"]

ORDERS: dict[AllocationOrder, tuple[PartOwed, ...]] = {
    "principal_first": ("principal", "interest", "fee", "compensation"),
    "interest_first": ("interest", "principal", "fee", "compensation"),
    "costs_first": ("fee", "compensation", "interest", "principal"),
}


class Ordered(msgspec.Struct, frozen=True):
    """The order that holds, and the statute where it is not the one that was wanted."""

    parts: tuple[PartOwed, ...]
    basis: str | None = None


@lru_cache(maxsize=1_000)
def order_within(
    law: LawPack, claim_class: ClaimClass, on: date, wanted: AllocationOrder
) -> Ordered:
    """The wanted order, or the law's where that one binds and would put costs before the principal.

    Principal before interest is always allowed: it is the kinder one to the debtor.
    """
    row = in_force(law.allocations, on, claim_class)
    if row is None or not row.is_binding or wanted != "costs_first":
        return Ordered(ORDERS[wanted])
    return Ordered((*row.order, "compensation"), row.statute)
