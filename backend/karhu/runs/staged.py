"""One batch of decisions on its way into the tables, brought to the server once."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.claims.service import Charge
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import Facts, told
from karhu.evaluation.opening import look_on
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.ids import uuids7
from karhu.kit.staging import stage
from karhu.rules.rule import PROPOSED_ONLY

COLUMNS = (
    "case_id uuid",
    "invoice_id uuid",
    "customer_id uuid",
    "rule_id uuid",
    "rule_version integer",
    "step_number smallint",
    "outcome text",
    "reasons text[]",
    "law_version text",
    "facts text",
    "next_on date",
    "dispatch_id uuid",
    "dispatch_state text",
    "is_repeat boolean",
    "step text",
    "channel text",
    "recipient text",
    "pay_by_on date",
    "fee numeric",
    "fee_basis text",
    "interest numeric",
    "interest_until date",
    "compensation numeric",
)
NO_CHARGE = (None, None, None)
_encode = msgspec.json.Encoder().encode
Decided = tuple[Facts, Decision]
Row = tuple[UUID | bool | int | str | date | Decimal | Sequence[str] | None, ...]


async def stage_decisions(
    connection: Connection,
    batch: Sequence[Decided],
    charges: Mapping[UUID, Charge],
    *,
    as_of: date,
) -> list[Event]:
    """Stage a batch for the statements that store it; returns what the log should say."""
    rows, events = [], []
    for (facts, decision), fresh_id in zip(batch, uuids7(len(batch)), strict=True):
        dispatch_id = fresh_id if decision.outcome == "act" else None
        codes = decision.codes
        charge = charges.get(facts.invoice_id) if charges else None
        rows.append(_row(facts, decision, codes, dispatch_id, charge, as_of))
        events.append(_event(facts, decision, codes, dispatch_id, charge, as_of))
    await stage(connection, "staged", COLUMNS, rows)
    return events


def _row(
    facts: Facts,
    decision: Decision,
    codes: tuple[str, ...],
    dispatch_id: UUID | None,
    charge: Charge | None,
    as_of: date,
) -> Row:
    rule, number = facts.rule, decision.step_number
    return (
        facts.case_id,
        facts.invoice_id,
        facts.customer_id,
        rule.id,
        rule.version,
        number,
        decision.outcome,
        codes,
        facts.law.version,
        _encode(told(facts, as_of)).decode(),
        _following(facts, decision, as_of) if decision.outcome == "forfeit" else None,
        dispatch_id,
        _state(facts, decision),
        facts.failed_recipient is not None,
        decision.step.kind if decision.step else None,
        decision.channel,
        facts.email if decision.channel == "email" else "",
        decision.pay_by_on,
        decision.fee,
        decision.fee_basis,
        *((charge.interest, charge.interest_until, charge.compensation) if charge else NO_CHARGE),
    )


def _state(facts: Facts, decision: Decision) -> str:
    """Whether an act waits for a person: its rule proposes, or its letter is never sent alone."""
    waits = decision.step is not None and decision.step.kind in PROPOSED_ONLY
    return "proposed" if waits or facts.rule.mode == "propose" else "queued"


def _following(facts: Facts, decision: Decision, as_of: date) -> date | None:
    following = msgspec.structs.replace(facts, step_number=decision.step_number + 1)
    if "payment_plan" in decision.codes:  # the next step counts from the one given up
        following = msgspec.structs.replace(following, counts_from_on=as_of)
    return look_on(following)


def _event(
    facts: Facts,
    decision: Decision,
    codes: tuple[str, ...],
    dispatch_id: UUID | None,
    charge: Charge | None,
    as_of: date,
) -> Event:
    detail = {}
    if decision.fee is not None:
        detail["fee"] = f"{decision.fee:.2f}"
    if decision.fee_basis:
        detail["fee_basis"] = decision.fee_basis
    if charge is not None:
        detail["interest"] = f"{charge.interest:.2f}"
        if charge.compensation:
            detail["compensation"] = f"{charge.compensation:.2f}"
    return Event(
        kind="decided",
        actor="automation",
        occurred_on=as_of,
        outcome=decision.outcome,
        reasons=codes,
        step=decision.step.kind if decision.step else None,
        rule_id=facts.rule.id,
        case_id=facts.case_id,
        invoice_id=facts.invoice_id,
        customer_id=facts.customer_id,
        dispatch_id=dispatch_id,
        detail=detail,
    )
