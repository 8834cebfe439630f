"""What a hold may say: every fault with how to mend it. No I/O."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from karhu.holds.hold import Instalment
from karhu.kit.money import ZERO, written
from karhu.kit.problems import Fault, refused

FURTHEST_YEARS = 20


def check(new: Any, *, today: date, open: Decimal | None) -> None:
    """Raise 422 with every fault of a new hold; `open` is the invoice's, None for a customer's."""
    faults = _days(new.kind, new.from_on, new.until_on, today)
    faults += _disputed(new.kind, new.disputed_amount, open)
    faults += _planned(new)
    if faults:
        raise refused(faults)


def check_changes(
    before: Mapping[str, Any], changes: Mapping[str, Any], *, today: date, open: Decimal | None
) -> None:
    """Raise 422 with every fault of what is changed."""
    faults: list[Fault] = []
    kind = before["kind"]
    if "until_on" in changes:
        faults += _days(kind, before["from_on"], changes["until_on"], today)
    if "disputed_amount" in changes:
        faults += _disputed(kind, changes["disputed_amount"], open)
    if kind != "payment_plan":
        faults += [_not_of(name, kind) for name in ("instalments", "grace_days") if name in changes]
    if faults:
        raise refused(faults)


def _days(kind: str, from_on: date, until_on: date | None, today: date) -> list[Fault]:
    if kind == "payment_plan":
        found = [] if until_on is None else [_not_of("until_on", kind)]
        if from_on > today:
            detail = "A payment plan stands from the day it is set, or from an earlier one."
            found.append(Fault(pointer="/from_on", code="in_the_future", detail=detail))
        return found
    if until_on is None:
        if kind != "promise_to_pay":
            return []
        detail = "Say by which day the debtor promised to pay."
        return [Fault(pointer="/until_on", code="required", detail=detail)]
    if until_on < today:
        detail = f"This day has passed. Give {today} or a later one."
        return [Fault(pointer="/until_on", code="day_is_past", detail=detail)]
    if until_on < from_on:
        detail = f"It would end before it begins on {from_on}."
        return [Fault(pointer="/until_on", code="until_before_from", detail=detail)]
    if until_on.year > today.year + FURTHEST_YEARS:
        detail = "This is too far ahead. Leave the day out to hold until it is lifted."
        return [Fault(pointer="/until_on", code="date_out_of_range", detail=detail)]
    return []


def _disputed(kind: str, amount: Decimal | None, open: Decimal | None) -> list[Fault]:
    if amount is None:
        return []
    pointer = "/disputed_amount"
    if kind != "dispute":
        return [_not_of("disputed_amount", kind)]
    if open is None:
        detail = "A part is a part of one invoice: set this dispute on that invoice."
        return [Fault(pointer=pointer, code="invoice_needed", detail=detail)]
    if amount <= 0:
        detail = "Give the part that is disputed, or leave it out if all of it is."
        return [Fault(pointer=pointer, code="zero_amount", detail=detail)]
    if amount > open:
        detail = f"Only {written(open)} is open on this invoice."
        return [Fault(pointer=pointer, code="exceeds_owed", detail=detail)]
    return []


def _planned(new: Any) -> list[Fault]:
    if new.kind != "payment_plan":
        wrong = ("instalments", "grace_days", "currency")
        return [_not_of(name, new.kind) for name in wrong if getattr(new, name) not in (None, ())]
    if not new.instalments:
        detail = "Give the instalments: on which days how much is paid."
        return [Fault(pointer="/instalments", code="required", detail=detail)]
    return []


def _not_of(name: str, kind: str) -> Fault:
    return Fault(
        pointer=f"/{name}", code="not_of_this_kind", detail=f"A hold of kind {kind} has no {name}."
    )


def check_plan(
    instalments: Sequence[Instalment],
    owed: Decimal,
    *,
    currency: str,
    today: date | None = None,
) -> None:
    """Raise 422 unless the instalments come one after the other and make up what is owed.

    With `today`, for a new plan, none of them may be past.
    """
    faults: list[Fault] = []
    if owed <= 0:
        detail = f"Nothing is owed in {currency}, so there is nothing to plan."
        raise refused([Fault(pointer="/instalments", code="nothing_owed", detail=detail)])
    for n, one in enumerate(instalments):
        pointer = f"/instalments/{n}"
        if one.amount <= 0:
            detail = "An instalment is more than nothing."
            faults.append(Fault(pointer=f"{pointer}/amount", code="zero_amount", detail=detail))
        if n and one.due_on <= instalments[n - 1].due_on:
            code, detail = "days_not_in_order", "Each instalment is due after the one before it."
            faults.append(Fault(pointer=f"{pointer}/due_on", code=code, detail=detail))
        if today is not None and one.due_on < today:
            detail = f"This day has passed. Give {today} or a later one."
            faults.append(Fault(pointer=f"{pointer}/due_on", code="day_is_past", detail=detail))
    total = sum((one.amount for one in instalments), ZERO)
    if total != owed:
        detail = (
            f"The instalments make {written(total)} {currency}, owed is {written(owed)} {currency}."
        )
        faults.append(Fault(pointer="/instalments", code="sum_differs", detail=detail))
    if faults:
        raise refused(faults)
