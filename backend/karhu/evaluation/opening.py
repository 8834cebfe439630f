"""How a case begins when its invoice is taken up: open, quarantined, outside, or not at all."""

from datetime import date

import msgspec

from karhu.evaluation.decide import reached
from karhu.evaluation.facts import WAS_OUTSIDE, Facts


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """The state a case begins in; `next_on` is the first day worth looking at it again."""

    state: str
    was_outside: bool
    next_on: date | None
    close_reason: str | None = None


def open_case(facts: Facts) -> Opening:
    """Decide how the case of a due invoice begins.

    What was overdue before the automation was on, or before the invoice arrived, is backlog and
    follows the company's policy. A customer who joined after the due date was outside (R096-R097).
    """
    if _is_backlog(facts) and facts.company.backlog_policy == "ignore":
        return Opening(
            state="closed", was_outside=False, next_on=None, close_reason="backlog_ignored"
        )
    if _is_backlog(facts) and facts.company.backlog_policy == "quarantine":
        return Opening(state="quarantined", was_outside=False, next_on=look_on(facts))
    return Opening(state="open", was_outside=_was_outside(facts), next_on=look_on(facts))


def look_on(facts: Facts) -> date | None:
    """The first day on which the case's next step can be reached; None without a next step."""
    number, steps = facts.step_number or 1, facts.rule.steps
    return reached(facts, steps, number) if number <= len(steps) else None


def _is_backlog(facts: Facts) -> bool:
    activated_on = facts.company.activated_on
    return facts.received_on > facts.due_on or (
        activated_on is not None and facts.due_on < activated_on
    )


def _was_outside(facts: Facts) -> bool:
    if _is_backlog(facts):
        return facts.automation_since is None
    return facts.automation_since is None or facts.automation_since > facts.due_on


def would_be(facts: Facts, as_of: date) -> Facts:
    """The facts as they would be once the invoice is taken up; unchanged before its due date."""
    if as_of < facts.due_on:
        return facts
    opening = open_case(facts)
    flags = facts.flags | WAS_OUTSIDE if opening.was_outside else facts.flags
    return msgspec.structs.replace(facts, case_state=opening.state, step_number=1, flags=flags)
