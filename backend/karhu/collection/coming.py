"""The steps that a case has before it, and the first day on which each could go. No I/O."""

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from karhu.evaluation.collective import Collected, decide_collected
from karhu.evaluation.decide import Decision, law_holds, reached
from karhu.evaluation.facts import SENT_ON, Facts
from karhu.rules.rule import Step


class Coming(msgspec.Struct, frozen=True, kw_only=True):
    """A step to come; `earliest_on` is None where no day will come by itself."""

    number: int
    step: Step
    earliest_on: date | None


def next_of(collected: Collected, today: date) -> tuple[Decision, date | None]:
    """What the rule says of a case's next step today, and the first day on which it could go."""
    decision = decide_collected(collected, today)
    first_on = today if decision.outcome == "act" else decision.first_change_on
    return decision, first_on


def steps_to_come(facts: Facts, today: date) -> Iterator[Coming]:
    """The steps from a case's next one on, as if each went as early as its days and the law let it.

    Amounts, disputes and addresses are not looked at: they are not a matter of days.
    """
    known = True
    for number in range(facts.step_number or 1, len(facts.rule.steps) + 1):
        step = facts.rule.steps[number - 1]
        day = _earliest(facts, number, today) if known else None
        yield Coming(number=number, step=step, earliest_on=day)
        known = day is not None
        if day is not None:
            facts = _after(facts, step, day)


def _earliest(facts: Facts, number: int, today: date) -> date | None:
    step = facts.rule.steps[number - 1]
    day = max(reached(facts, facts.rule.steps, number), today)
    waits = [reason.changes_on for reason in law_holds(facts, step, facts.law, day)]
    if None in waits:
        return None
    return max([day, *(one for one in waits if one is not None)])


def _after(facts: Facts, step: Step, day: date) -> Facts:
    sent = {SENT_ON[step.kind]: day, "last_pay_by_on": day + timedelta(days=step.days_to_pay)}
    return msgspec.structs.replace(facts, **sent)
