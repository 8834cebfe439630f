"""Where a row of the list stands: whether it can change status, when, and what holds it."""

from datetime import date, timedelta
from typing import Literal

import msgspec

from karhu.evaluation.by_hand import decide_by_hand
from karhu.evaluation.decide import Decision, reached
from karhu.evaluation.facts import IS_AT_AGENCY, Facts
from karhu.evaluation.handing_over import against_hand_over
from karhu.evaluation.reasons import Reason
from karhu.worklist.tabs import HANDOVER, number_of

Standing = Literal[
    "movable", "too_early", "stopped", "in_sending", "at_agency", "negative", "zero", "waiting",
    "not_taken_up",
]  # fmt: skip
ON_ITS_WAY = frozenset({"queued", "sending", "unknown"})
ONE_DAY = timedelta(days=1)


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a row is looked at: on a day, with the days an invoice waits before it is listed."""

    as_of: date
    postal_days: int = 0


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a case that a person moves: a step's decision, or why it stays."""

    refusals: tuple[Reason, ...] = ()
    number: int | None = None
    decision: Decision | None = None


def movable_on(facts: Facts, postal_days: int) -> date:
    """The first day on which a row can change status (R130, R132).

    That is when its own next step is reached; without one, when the last letter's day has passed.
    """
    number, steps = facts.step_number or 1, facts.rule.steps
    ready_on = facts.due_on + ONE_DAY
    if number <= len(steps):
        ready_on = reached(facts, steps, number)
    elif facts.last_pay_by_on is not None:
        ready_on = facts.last_pay_by_on + ONE_DAY
    return max(ready_on, facts.due_on + timedelta(days=postal_days) + ONE_DAY)


def move_of(facts: Facts, target: str, letter: str | None, look: Look) -> Move:
    """What becomes of a case if a person moves it to a target on a day.

    `letter` is the state of a letter of the case that is not settled; one that is only proposed
    hinders nothing, for the person decides in its place.
    """
    if letter in ON_ITS_WAY:
        return Move(refusals=(Reason("in_sending", letter or ""),))
    if facts.case_state == "quarantined":
        return Move(refusals=(Reason("quarantined"),))
    if letter == "proposed":
        facts = msgspec.structs.replace(facts, decided_outcome=None, decided_reasons=None)
    free_on = movable_on(facts, look.postal_days)
    early = (Reason("not_reached", "", free_on),) if look.as_of < free_on else ()
    if target == HANDOVER:
        found = tuple(one for one in against_hand_over(facts, look.as_of) if one.code != "not_due")
        return Move(refusals=(*found, *early))
    number = number_of(target, facts.rule.steps)
    if number is None:
        return Move(refusals=(Reason("no_such_step", facts.rule.name),))
    if number < (facts.step_number or 1):
        return Move(refusals=(Reason("already_passed"),))
    decision = decide_by_hand(facts, number, look.as_of)
    found = () if decision.outcome == "act" else decision.reasons
    return Move(refusals=(*found, *early), number=number, decision=decision)


def standing_of(facts: Facts, target: str, letter: str | None, look: Look) -> tuple[Standing, Move]:
    """Where a row stands that is to do its own next step, and what was found."""
    if facts.open < 0:
        return "negative", Move()
    if facts.open == 0:
        return "zero", Move()
    if facts.has(IS_AT_AGENCY):
        return "at_agency", Move()
    if facts.case_id is None:
        return "not_taken_up", Move()
    if facts.case_state == "quarantined":
        return "waiting", Move()
    move = move_of(facts, target, letter, look)
    codes = {reason.code for reason in move.refusals}
    if not codes:
        return "movable", move
    if letter in ON_ITS_WAY:
        return "in_sending", Move()
    return ("too_early" if codes <= {"not_reached", "law_wait", "quiet_day"} else "stopped"), move
