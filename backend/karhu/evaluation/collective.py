"""One case of all that a customer owes: its invoices' facts put together. No I/O."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import msgspec

from karhu.evaluation import facts as f
from karhu.evaluation.decide import Decision, decide, forfeits_of, holds_of
from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.holds.hold import REASON_OF

# What keeps one invoice out of its case's letter, and leaves the others in it.
ABOUT_ONE = frozenset({
    "at_agency", "credit_note", "disputed", "factoring", "interest_invoice", "invoice_opted_out",
    "other_trade_name", "payment_plan", "promise_to_pay", "unsent_invoice",
})  # fmt: skip
ONE_INVOICE_FLAGS = (
    f.HAS_PAYMENT_PLAN | f.IS_OPTED_OUT | f.IS_FACTORED | f.IS_AT_AGENCY | f.IS_UNSENT
)
TOLD = ("told_reminded_on", "told_noticed_on", "told_collected_on")


class LeftOut(msgspec.Struct, frozen=True):
    """An invoice of a case that its letter does not claim, and why."""

    facts: Facts
    reasons: tuple[Reason, ...]


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """A case as its next letter sees it: the whole, what it claims, oldest first, and what not.

    With nothing to claim the whole is that of all its invoices.
    """

    facts: Facts
    items: tuple[Facts, ...]
    left_out: tuple[LeftOut, ...]


def collect(invoices: Sequence[Facts], as_of: date) -> Collected:
    """Put the invoices of one case together as they stand on a day; there is at least one."""
    ordered = sorted(invoices, key=lambda one: (one.due_on, str(one.invoice_id)))
    left_out = [LeftOut(one, found) for one in ordered if (found := _kept_out(one, as_of))]
    out = {one.facts.invoice_id for one in left_out}
    items = tuple(one for one in ordered if one.invoice_id not in out)
    whole = _whole(items or tuple(ordered))
    return Collected(facts=whole, items=items, left_out=tuple(left_out))


def decide_collected(collected: Collected, as_of: date) -> Decision:
    """What the next step of a case of all that a customer owes comes to on a day."""
    facts, steps = collected.facts, collected.facts.rule.steps
    number = facts.step_number or 1
    step = steps[number - 1] if number <= len(steps) else None
    decision = decide(facts, step, facts.law, as_of)
    if collected.items or decision.outcome == "done":
        return decision
    reasons = reasons_left_out(collected)
    is_done = all(reason.reason_class == "done" for reason in reasons)
    return msgspec.structs.replace(decision, outcome="done" if is_done else "hold", reasons=reasons)


def reasons_left_out(collected: Collected) -> tuple[Reason, ...]:
    """Why a case has nothing to claim, each reason once."""
    found = {one.code: one for left in collected.left_out for one in left.reasons}
    return tuple(found.values())


def _kept_out(facts: Facts, as_of: date) -> tuple[Reason, ...]:
    if facts.open < 0:
        return (Reason("negative_balance", str(facts.open)),)
    if facts.open == 0 and facts.costs_open <= 0:
        return (Reason("settled"),)
    number, steps = facts.step_number or 1, facts.rule.steps
    step = steps[min(number, len(steps)) - 1]
    found = (*forfeits_of(facts, step, number, as_of), *holds_of(facts, step, as_of))
    own = {REASON_OF[one.kind] for one in facts.held_on(as_of) if one.scope == "invoice"}
    return tuple(one for one in found if one.code in ABOUT_ONE | own)


def _whole(items: tuple[Facts, ...]) -> Facts:
    """The facts of the case: its first unpaid invoice's, with the sums and the days of all."""
    owing = [one for one in items if one.open > 0] or list(items)
    first = owing[0]
    flags = (first.flags & ~f.IS_IN_SENDING) & ~ONE_INVOICE_FLAGS
    flags |= f.IS_IN_SENDING if any(one.has(f.IS_IN_SENDING) for one in items) else 0
    names = {one.trade_name for one in owing}
    sent = [one.sent_on for one in owing if one.sent_on is not None]
    return msgspec.structs.replace(
        first,
        flags=flags,
        kind="invoice",
        total=sum((one.total for one in owing), Decimal(0)),
        open=sum((one.open for one in owing), Decimal(0)),
        costs_open=sum((one.costs_open for one in items), Decimal(0)),
        open_count=sum(one.open > 0 for one in items),
        fee_count=max(one.fee_count for one in items),
        due_on=min(one.due_on for one in owing),
        sent_on=max(sent) if sent else None,
        trade_name=first.trade_name if len(names) == 1 else None,
        holds=tuple(one for one in first.holds or () if one.scope == "customer") or None,
        promised_on=None,
        disputed_since=None,
        **{name: _told_of_all(owing, name) for name in TOLD},
    )


def _told_of_all(items: Sequence[Facts], name: str) -> date | None:
    """The last day of a letter told, if each invoice had one: only then was it about all."""
    days = [getattr(one, name) for one in items]
    return None if None in days else max(days)
