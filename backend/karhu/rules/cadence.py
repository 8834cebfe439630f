"""What makes a rule's steps sound, and what stands in a sound rule's way."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.jurisdictions.fees import waits_before
from karhu.jurisdictions.figures import claim_class_of
from karhu.jurisdictions.law import law_of
from karhu.kit.problems import Fault
from karhu.rules.rule import Mode, Scope, Step, StepKind, channels_of, kinds_before

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


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """Where a rule stands: whose customers, in which country, on which day; no day, no law."""

    customer_kind: str = "business"
    country: str = ""
    is_housing_company: bool = False
    scope: Scope = "invoice"
    as_of: date | None = None


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


def faults_of(
    steps: Sequence[Step],
    customer_kind: str,
    *,
    is_housing_company: bool = False,
    scope: Scope = "invoice",
) -> list[Fault]:
    """Everything that keeps steps from being a cadence for customers of a kind."""
    if not steps:
        detail = "A rule has at least one step. To leave customers alone, block them."
        return [Fault(pointer="/steps", code="steps_missing", detail=detail)]
    return [
        *_anchor_faults(steps),
        *_order_faults(steps),
        *_count_faults(steps),
        *_warning_faults(steps, is_housing_company=is_housing_company),
        *_scope_faults(steps, scope),
        *_channel_faults(steps, customer_kind, is_housing_company=is_housing_company, scope=scope),
    ]


def mode_faults(mode: Mode, scope: Scope) -> list[Fault]:
    """The fault of a rule over all of a customer's invoices that would send (R260, R270)."""
    if scope != "customer" or mode != "send":
        return []
    detail = (
        "A rule over all of a customer's invoices never sends by itself: a person moves invoices "
        "into collection and sends the letters. Take propose, or off."
    )
    return [Fault(pointer="/mode", code="sent_by_a_person", detail=detail)]


def _scope_faults(steps: Sequence[Step], scope: Scope) -> Iterator[Fault]:
    if scope == "customer":
        return
    for index, step in enumerate(steps):
        if step.minimum_count:
            detail = "A step about one invoice counts no others. Leave minimum_count out, or 0."
            yield _fault(index, "minimum_count", "customer_scope_only", detail)
        if not step.is_in_mass_runs:
            detail = "Mass runs are for rules over all of a customer's invoices. Leave it true."
            yield _fault(index, "is_in_mass_runs", "customer_scope_only", detail)


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
    """A letter is never followed by a milder one, and a notice never begins (T9)."""
    heaviest: StepKind = steps[0].kind
    if heaviest == "notice":
        yield _fault(0, "kind", "notice_before_reminder", "A notice follows a reminder.")
    for index, step in enumerate(steps):
        if step.kind in kinds_before(heaviest):
            code, detail = MILDER[heaviest]
            yield _fault(index, "kind", code, detail.format(kind=SPOKEN[step.kind]))
        else:
            heaviest = step.kind


SPOKEN: dict[StepKind, str] = {
    "reminder": "reminder",
    "notice": "notice",
    "collection_letter": "collection letter",
    "possession_warning": "possession warning",
}
CHANNELS = {"einvoice": "e-invoice", "email": "e-mail", "print": "print"}
MILDER = {
    "notice": (
        "reminder_after_notice",
        "After a notice come further notices. Put the {kind}s before it.",
    ),
    "collection_letter": (
        "milder_after_collection",
        "Nothing milder follows a collection letter. Put the {kind} before it.",
    ),
    "possession_warning": (
        "milder_after_warning",
        "Nothing milder follows a possession warning. Put the {kind} before it.",
    ),
}
# Two demands may cost a Finnish debtor something (513/1999 10 c, 10 g); a warning is given once.
MOST: dict[StepKind, int] = {"collection_letter": 2, "possession_warning": 1}


def _count_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    for kind, most in MOST.items():
        places = [index for index, step in enumerate(steps) if step.kind == kind]
        for index in places[most:]:
            detail = (
                f"A rule has at most {most} {SPOKEN[kind]}{'s' if most > 1 else ''}. Remove it."
            )
            yield _fault(index, "kind", f"too_many_{kind}s", detail)


def _warning_faults(steps: Sequence[Step], *, is_housing_company: bool) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        if step.kind != "possession_warning":
            continue
        if not is_housing_company:
            detail = "Only a housing company warns of taking possession. Remove the step."
            yield _fault(index, "kind", "housing_company_only", detail)
        if index == 0:
            detail = "A possession warning is never the first letter. Put a reminder before it."
            yield _fault(index, "kind", "warning_first", detail)
        if step.fee is not None:
            detail = "A possession warning has no fee of its own. Leave the fee out."
            yield _fault(index, "fee", "fee_not_allowed", detail)


def _channel_faults(
    steps: Sequence[Step], customer_kind: str, *, is_housing_company: bool, scope: Scope
) -> Iterator[Fault]:
    for index, step in enumerate(steps):
        allowed = channels_of(
            step.kind, customer_kind, is_housing_company=is_housing_company, scope=scope
        )
        if step.channel == "default" or step.channel in allowed:
            continue
        if customer_kind == "consumer" and step.channel == "einvoice":
            code = "einvoice_to_consumer"
            detail = "Consumers are not reminded by e-invoice. Take default or print."
            if "email" in allowed:
                detail = "Consumers are not reminded by e-invoice. Take default, e-mail or print."
        else:
            code = "channel_not_allowed"
            detail = (
                f"A {SPOKEN[step.kind]} does not go by {CHANNELS[step.channel]} here. "
                f"Take default or {' or '.join(CHANNELS[one] for one in allowed)}."
            )
        yield _fault(index, "channel", code, detail)


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


def remarks(
    steps: Sequence[Any], active_channels: Collection[str], setting: Setting | None = None
) -> list[str]:
    """Codes of what stands in the way of steps that are sound by themselves (R105)."""
    setting = setting or Setting()
    found = dict[str, None]()
    for index, step in enumerate(steps):
        allowed = channels_of(
            step.kind,
            setting.customer_kind,
            is_housing_company=setting.is_housing_company,
            scope=setting.scope,
        )
        named = (step.channel,)
        if step.channel != "default" and step.channel not in allowed:
            found["channel_not_allowed"] = None
        elif not set(allowed if step.channel == "default" else named) & set(active_channels):
            found["channel_deactivated"] = None
        if index == 0 and _law_asks_for_a_letter_before(step, setting):
            found["reminder_needed_by_law"] = None
    return list(found)


def _law_asks_for_a_letter_before(step: Step, setting: Setting) -> bool:
    if setting.as_of is None:
        return False
    claim_class = claim_class_of(
        setting.customer_kind, is_housing_charge=setting.is_housing_company
    )
    waits = waits_before(law_of(setting.country), step.kind, setting.as_of, claim_class)
    return any(wait.since == "letter" for wait in waits)
