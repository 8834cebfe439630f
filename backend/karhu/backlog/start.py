"""At which step a backlog case may begin: never at one that speaks of letters nobody sent."""

from datetime import date
from typing import Literal

import msgspec

from karhu.cases.quarantine import Start
from karhu.evaluation.facts import Facts
from karhu.evaluation.opening import look_on
from karhu.rules.rule import StepKind, kinds_before

RefusalCode = Literal[
    "not_in_quarantine",
    "step_not_in_rule",
    "earlier_letter_needed",
    "letter_sent",
    "not_taken_out",
]
AGES = {"up_to_30": 30, "up_to_90": 90, "up_to_180": 180, "up_to_365": 365}


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """Why a case stays where it is, and what to do."""

    code: RefusalCode
    detail: str


def start_of(facts: Facts, step: StepKind | None, *, reminded_on: date | None) -> Start | Refusal:
    """Where a case begins: at the first step of its rule, or at the first one of a kind.

    A person's word that reminders were sent is enough for a notice; anything graver needs them
    told on the invoice itself, for a final letter is never a first contact.
    """
    steps = facts.rule.steps
    number = facts.step_number or 1
    if step is not None:
        places = [n for n, one in enumerate(steps, start=1) if one.kind == step]
        if not places:
            detail = f"The rule {facts.rule.name} has no such step. Choose another start."
            return Refusal(code="step_not_in_rule", detail=detail)
        number = places[0]
    facts = _told(facts, step, reminded_on)
    if step is not None and (lacking := _lacking(facts, step)):
        return Refusal(code="earlier_letter_needed", detail=_cure(step, lacking, facts.due_on))
    begun = msgspec.structs.replace(facts, case_state="open", step_number=number)
    kind = steps[number - 1].kind if number <= len(steps) else None
    assert facts.case_id is not None
    return Start(case_id=facts.case_id, step_number=number, next_on=look_on(begun), step=kind)


def _told(facts: Facts, step: StepKind | None, reminded_on: date | None) -> Facts:
    """The facts with the reminder a person tells of, where that counts."""
    is_milder = step in (None, "reminder", "notice")
    if (
        reminded_on is None
        or not is_milder
        or facts.told_reminded_on
        or reminded_on <= facts.due_on
    ):
        return facts
    return msgspec.structs.replace(facts, told_reminded_on=reminded_on)


def _lacking(facts: Facts, step: StepKind) -> list[StepKind]:
    in_rule = {one.kind for one in facts.rule.steps}
    needed = [kind for kind in kinds_before(step) if kind in in_rule or kind == "reminder"]
    return [kind for kind in needed if not facts.heard_of(kind)]


def _cure(step: StepKind, lacking: list[StepKind], due_on: date) -> str:
    letters = " and ".join(lacking)
    if step == "notice":
        return (
            f"No reminder of this invoice is known. Say when it was sent outside Karhu, after "
            f"{due_on}, or begin at the reminder."
        )
    return (
        f"No {letters} of this invoice is known, and this letter is never a first contact. Tell on "
        f"the invoice when it was sent, or begin at an earlier step."
    )
