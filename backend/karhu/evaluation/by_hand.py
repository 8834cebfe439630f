"""The decision about a step that a person chose: they need not wait as the automation would."""

from datetime import date
from decimal import Decimal

import msgspec

from karhu.evaluation.decide import (
    Decision,
    Outcome,
    act_on,
    ends_of,
    forfeits_of,
    holds_of,
    law_holds,
    reached,
)
from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.evaluation.resolving import resolve_channel
from karhu.holds.hold import REASON_OF
from karhu.rules.rule import Step

# What keeps the automation from a step, and not a person who has looked at the case. What rests on
# the law, on what is owed, or on an address that is not there, holds a person as well.
OVERRIDDEN = frozenset({
    "already_collected", "already_noticed", "already_reminded", "automation_off",
    "below_minimum_count", "below_minimum_open", "consumer_einvoice_agreement", "direct_debit",
    "invoice_opted_out", "manual_review", "not_reached", "outside_automation", "other_trade_name",
    "quiet_day", "stale_bank_data",
})  # fmt: skip
BY_HAND = (Reason("sent_by_hand"),)


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a person chose about a letter; None leaves it to the rule. A fee of 0 is none (R309)."""

    fee: Decimal | None = None
    pay_by_on: date | None = None


def decide_by_hand(
    facts: Facts,
    number: int,
    as_of: date,
    *,
    wish: Wish | None = None,
    overrides: frozenset[str] = OVERRIDDEN,
) -> Decision:
    """Decide a step that a person chose: their case's next one, or a later one.

    The outcome is `act`, or what stands in the way with every reason that a person cannot override.
    What they did override is in `overridden`. A fee is clamped as the law has it, whoever sets it.
    """
    wish = wish or Wish()
    step = _wished(facts.rule.steps[number - 1], wish)
    chosen = facts if number == facts.step_number else _at(facts, number)
    reached_on = reached(chosen, facts.rule.steps, number)
    channel, faults = resolve_channel(chosen, step)
    found = [
        *ends_of(chosen, step),
        *([Reason("not_reached", "", reached_on)] if as_of < reached_on else []),
        *forfeits_of(chosen, step, number, as_of),
        *holds_of(chosen, step, as_of),
        *law_holds(chosen, step, chosen.law, as_of),
        *faults,
    ]
    left = tuple(one for one in found if not _is_overridden(one, facts, as_of, overrides))
    if left:
        return Decision(
            outcome=_outcome(left), reasons=left, step=step, step_number=number,
            reached_on=reached_on,
        )  # fmt: skip
    act = act_on(chosen, step, chosen.law, as_of, number, reached_on, channel)
    return msgspec.structs.replace(
        act,
        reasons=BY_HAND,
        overridden=tuple(dict.fromkeys(one.code for one in found)),
        pay_by_on=wish.pay_by_on or act.pay_by_on,
    )


def _wished(step: Step, wish: Wish) -> Step:
    return step if wish.fee is None else msgspec.structs.replace(step, fee=wish.fee or None)


def _at(facts: Facts, number: int) -> Facts:
    """The facts as if the case stood at a later step: nothing is decided of that one yet."""
    waits = facts.decided_outcome == "act"  # a letter that waits to go holds every other one
    return msgspec.structs.replace(
        facts,
        step_number=number,
        decided_outcome="act" if waits else None,
        decided_reasons=None,
        failed_recipient=None,
    )


def _is_overridden(reason: Reason, facts: Facts, as_of: date, overrides: frozenset[str]) -> bool:
    if reason.code == "manual_review" and facts.case_state == "quarantined":
        return False  # what waits in quarantine is pulled in first
    if any(REASON_OF[one.kind] == reason.code for one in facts.held_on(as_of)):
        return False  # what a person set, a person lifts first
    return reason.code in overrides


def _outcome(reasons: tuple[Reason, ...]) -> Outcome:
    classes = {reason.reason_class for reason in reasons}
    order: tuple[Outcome, ...] = ("done", "forfeit", "hold", "wait")
    return next(one for one in order if one in classes)
