"""What people hold, as a decision sees it: reasons of the day, and plans that are over. No I/O."""

from collections.abc import Sequence
from datetime import date, timedelta

from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.holds.hold import REASON_OF, Held


def after_plans(facts: Facts, before: date, wait: timedelta) -> date:
    """Where a payment plan ended before a step came due, the step counts from that day."""
    for plan in sorted(plans_of(facts), key=lambda one: one.from_on):
        if plan.ended_on is not None and before < plan.ended_on <= before + wait:
            before = plan.ended_on
    return before + wait


def plans_of(facts: Facts) -> list[Held]:
    """The payment plans of an invoice, over or not."""
    return [one for one in facts.holds or () if one.kind == "payment_plan"]


def given_up_meanwhile(facts: Facts, reached_on: date) -> list[Reason]:
    """A step that came due during a plan that is over, and was not looked at since (R085)."""
    during = [
        plan
        for plan in plans_of(facts)
        if plan.ended_on is not None and plan.from_on <= reached_on < plan.ended_on
    ]
    return [Reason("payment_plan", plan.from_on.isoformat()) for plan in during[:1]]


def set_by_people(facts: Facts, as_of: date) -> list[Reason]:
    """The holds that stand on a day, as reasons; a plan is none, it gives a step up."""
    return [
        Reason(REASON_OF[one.kind], one.from_on.isoformat(), one.falls_away_on)
        for one in facts.held_on(as_of)
        if one.kind != "payment_plan"
    ]


def longest(found: Sequence[Reason]) -> list[Reason]:
    """One reason a code: of the ledger's word and ours, that which lasts longer."""
    kept: dict[str, Reason] = {}
    for one in found:
        if (other := kept.get(one.code)) is None or _last_day(other) < _last_day(one):
            kept[one.code] = one
    return list(kept.values())


def _last_day(reason: Reason) -> date:
    return reason.changes_on or date.max
