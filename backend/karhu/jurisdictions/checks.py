"""What must hold of a law pack before anything is computed with it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, Protocol

from karhu.jurisdictions import figures as f

KEYED = {
    "rates": (), "margins": (), "ceilings": (), "day_counts": (), "due_days": (),
    "fees": ("act",), "totals": (), "waits": ("act", "gates", "since"), "bill_leads": (),
    "counts": ("act",), "compensations": (), "allocations": (), "limitations": (), "terms": (),
    "contents": ("act",), "own_letters": ("step",), "deadlines": ("of",),
}  # fmt: skip
ONE_DAY = timedelta(days=1)


class LawError(Exception):
    """A law pack that cannot be used; the text says which row, what is wrong and how to mend it."""


class Pack(Protocol):
    """A law pack, as far as it is checked here."""

    @property
    def rates(self) -> tuple[f.Rate, ...]: ...
    @property
    def margins(self) -> tuple[f.Margin, ...]: ...


def check(pack: Pack) -> list[str]:
    """The faults of a pack, each a sentence; none when it can be used."""
    found: list[str] = []
    for kind, keys in KEYED.items():
        rows: Sequence[f.Figure] = getattr(pack, kind)
        found += (f"{kind} from {row.from_}: {fault}" for row in rows for fault in _faults(row))
        found += _overlaps(kind, rows, keys)
    found += _gaps(pack.rates)
    if pack.rates and not pack.margins:
        found.append("rates without margins say nothing: add a row under margins")
    return found


def _faults(row: f.Figure) -> Iterator[str]:
    if row.to is not None and row.to < row.from_:
        yield f"it ends on {row.to}, before it begins"
    if not isinstance(row, f.Rate) and not row.statute:
        yield "it names no statute"
    if not row.classes:
        yield "it is for no class of claims"
    if isinstance(row, f.Fee | f.Total):
        yield from _tier_faults(row.tiers)


def _tier_faults(tiers: Sequence[f.Tier]) -> Iterator[str]:
    if not tiers or tiers[-1].up_to is not None:
        yield "its last tier must have no bound, so that every principal has an amount"
    bounds = [tier.up_to for tier in tiers[:-1]]
    if None in bounds or bounds != sorted(bounds, key=lambda bound: bound or Decimal(0)):
        yield "its tiers must rise, and only the last may be without a bound"
    if any(tier.amount < 0 for tier in tiers):
        yield "an amount is below nothing"


def _overlaps(kind: str, rows: Iterable[f.Figure], keys: tuple[str, ...]) -> Iterator[str]:
    for one, other in combinations(rows, 2):
        is_same = all(getattr(one, key) == getattr(other, key) for key in keys)
        if is_same and set(one.classes) & set(other.classes) and _meet(one, other):
            yield f"{kind}: the rows from {one.from_} and from {other.from_} hold on the same day"


def _meet(one: f.Figure, other: f.Figure) -> bool:
    def ends_before(a: f.Figure, b: f.Figure) -> bool:
        return a.to is not None and a.to < b.from_

    return not ends_before(one, other) and not ends_before(other, one)


def _gaps(rates: Sequence[Any]) -> Iterator[str]:
    for before, after in pairwise(rates):
        if before.to is None or before.to + ONE_DAY != after.from_:
            yield f"rates: none, or two, between {before.to} and {after.from_}; keep them in order"
    if rates and rates[-1].to is None:
        yield f"rates: the one from {rates[-1].from_} must name its last day"
