"""What a person set so that nothing goes out: when it stands, and when it ends. No I/O."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from karhu.kit.money import ZERO

HoldKind = Literal[
    "dispute", "promise_to_pay", "payment_plan", "bankruptcy", "deceased", "manual_review"
]
EndReason = Literal["expired", "kept", "broken", "lifted", "settled"]
InstalmentState = Literal["kept", "due", "late", "broken", "coming"]
ONE_DAY = timedelta(days=1)
GRACE_DAYS = 5

# Why a step is held, as the decision says it.
REASON_OF: dict[HoldKind, str] = {
    "dispute": "disputed",
    "promise_to_pay": "promise_to_pay",
    "payment_plan": "payment_plan",
    "bankruptcy": "bankruptcy",
    "deceased": "deceased",
    "manual_review": "manual_review",
}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """A hold as a decision sees it; one that ended is seen only where it was a payment plan."""

    kind: HoldKind
    scope: Literal["invoice", "customer"] = "invoice"
    from_on: date
    until_on: date | None = None
    is_reviewed: bool = False
    ended_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day: from its first day through its last, or until released."""
        if self.from_on > day or (self.ended_on is not None and self.ended_on <= day):
            return False
        return self.until_on is None or day <= self.until_on or self.is_reviewed

    @property
    def falls_away_on(self) -> date | None:
        """The first day on which it holds no more by itself; None: never by itself."""
        if self.until_on is None or self.is_reviewed:
            return None
        return self.until_on + ONE_DAY


_decode = msgspec.json.Decoder(tuple[Held, ...]).decode


def held_from(written: str | None) -> tuple[Held, ...] | None:
    """The holds in a row of the loading queries, which nearly always has none."""
    return _decode(f"[{written}]") if written else None


class Instalment(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a payment plan; `paid` is what of it has come in by now."""

    due_on: date
    amount: Decimal
    paid: Decimal = ZERO

    def state_on(self, day: date, *, grace_days: int) -> InstalmentState:
        """How it stands on a day: late from the day after, broken once the grace is over too."""
        if self.paid >= self.amount:
            return "kept"
        if day > self.due_on + timedelta(days=grace_days):
            return "broken"
        if day > self.due_on:
            return "late"
        return "due" if day == self.due_on else "coming"


def paid_in_order(instalments: Sequence[Instalment], paid: Decimal) -> list[Instalment]:
    """Money on the instalments in their order, whoever meant it for which."""
    left, counted = max(paid, ZERO), []
    for one in instalments:
        part = min(left, one.amount)
        counted.append(msgspec.structs.replace(one, paid=part))
        left -= part
    return counted


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """An active hold and how what it is about stands today."""

    kind: HoldKind
    scope: Literal["invoice", "customer"]
    until_on: date | None
    afterwards: Literal["resume", "review"]
    grace_days: int | None
    is_settled: bool  # nothing is owed any more of what it is about
    paid: Decimal  # what has been paid of a plan
    instalments: tuple[Instalment, ...] = ()


def ending_of(hold: Followed, as_of: date) -> EndReason | None:
    """Why a hold ends on a day by itself; None while it goes on."""
    if hold.kind == "payment_plan":
        return _ending_of_plan(hold, as_of)
    is_over = hold.until_on is not None and hold.until_on < as_of
    if hold.kind == "promise_to_pay":
        if hold.is_settled:
            return "kept"
        return "broken" if is_over and hold.afterwards == "resume" else None
    if hold.scope == "invoice" and hold.is_settled:
        return "settled"
    return "expired" if is_over and hold.afterwards == "resume" else None


def _ending_of_plan(hold: Followed, as_of: date) -> EndReason | None:
    counted = paid_in_order(hold.instalments, hold.paid)
    if hold.is_settled or all(one.paid >= one.amount for one in counted):
        return "kept"
    grace = GRACE_DAYS if hold.grace_days is None else hold.grace_days
    is_broken = any(one.state_on(as_of, grace_days=grace) == "broken" for one in counted)
    return "broken" if is_broken else None
