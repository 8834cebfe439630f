"""What makes a rule's steps sound, and what stands in a sound rule's way."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.kit.problems import Fault
from karhu.rules.rule import Step

BUILT_IN_NAMES = {
    "fi": {
        "general_business": "Yleinen, yritykset",
        "general_consumer": "Yleinen, kuluttajat",
        "automation_blocked": "Automaatio estetty",
    },
    "sv": {
        "general_business": "Allmän, företag",
        "general_consumer": "Allmän, konsumenter",
        "automation_blocked": "Automatiken spärrad",
    },
    "en": {
        "general_business": "General, businesses",
        "general_consumer": "General, consumers",
        "automation_blocked": "Automation blocked",
    },
}


def steps_from(written: Sequence[types.StepWrite]) -> tuple[Step, ...]:
    """The steps as the contract brings them, with what was left out filled in."""
    return tuple(_step(step) for step in written)


def _step(written: types.StepWrite) -> Step:
    sent = {
        name: value for name, value in msgspec.structs.asdict(written).items() if value is not UNSET
    }
    for amount in ("fee", "minimum_open"):
        if amount in sent:
            sent[amount] = Decimal(sent[amount])
    if "template_id" in sent:
        sent["template_id"] = UUID(sent["template_id"])
    names = [name.strip() for name in sent.get("trade_names", ())]
    return Step(**{**sent, "trade_names": tuple(dict.fromkeys(names))})


def faults_of(steps: Sequence[Step], customer_kind: str) -> list[Fault]:
    """Everything that keeps steps from being a cadence for customers of a kind."""
    if not steps:
        detail = "A rule has at least one step. To leave customers alone, block them."
        return [Fault(pointer="/steps", code="steps_missing", detail=detail)]
    return [
        *_anchor_faults(steps),
        *_order_faults(steps),
        *_channel_faults(steps, customer_kind),
    ]


def _anchor_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        if (step.anchor == "after_due") == (index == 0):
            continue
        if index == 0:
            detail = "The first step counts from the due date: after_due."
            yield _fault(index, "anchor", "first_counts_from_due", detail)
        else:
            detail = "Later steps count from the step before, or from the due date it gave."
            yield _fault(index, "anchor", "later_counts_from_previous", detail)


def _order_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        if step.kind == "notice" and index == 0:
            yield _fault(0, "kind", "notice_before_reminder", "A notice follows a reminder.")
        if step.kind == "reminder" and any(before.kind == "notice" for before in steps[:index]):
            detail = "After a notice come further notices. Put the reminders before it."
            yield _fault(index, "kind", "reminder_after_notice", detail)


def _channel_faults(steps: Sequence[Step], customer_kind: str) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        if customer_kind == "consumer" and step.channel == "einvoice":
            detail = "Consumers are not reminded by e-invoice. Take default, e-mail or print."
            yield _fault(index, "channel", "einvoice_to_consumer", detail)


def template_faults(steps: Sequence[Step], kinds: Mapping[UUID, str]) -> list[Fault]:
    """Steps that name a text which is not there, or which is for letters of another kind."""
    faults = []
    for index, step in enumerate(steps):
        kind = kinds.get(step.template_id) if step.template_id else step.kind
        if kind is None:
            detail = "There is no such text of letters. Choose another, or none for the default."
            faults.append(_fault(index, "template_id", "unknown_template", detail))
        elif kind != step.kind:
            detail = f"This text is for a {kind}, and the step is a {step.kind}. Choose another."
            faults.append(_fault(index, "template_id", "template_of_other_kind", detail))
    return faults


def _fault(index: int, field: str, code: str, detail: str) -> Fault:
    return Fault(pointer=f"/steps/{index}/{field}", code=code, detail=detail)


def remarks(steps: Sequence[Any], active_channels: Collection[str]) -> list[str]:
    """Codes of what stands in the way of steps that are sound by themselves (R105)."""
    wanted = {step.channel for step in steps}
    named = wanted - {"default"}
    is_closed = bool(named - set(active_channels)) or ("default" in wanted and not active_channels)
    return ["channel_deactivated"] if is_closed else []
