"""Runs, forecasts and explanations as the contract shows them."""

from typing import Any

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.evaluation.collective import Collected
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import Facts, told
from karhu.evaluation.reasons import CLASS_OF, Reason
from karhu.kit.money import written
from karhu.runs.forecast import Foreseen


def shown_run(row: Any) -> types.Run:
    """A run and how it went."""
    return types.Run(
        id=str(row["id"]),
        as_of=row["as_of"],
        is_dry_run=row["is_dry_run"],
        state=row["state"],
        looked_at_count=row["looked_at_count"],
        act_count=row["act_count"],
        hold_count=row["hold_count"],
        forfeit_count=row["forfeit_count"],
        opened_count=row["opened_count"],
        closed_count=row["closed_count"],
        reasons=msgspec.convert(row["reasons"], list[types.OutcomeCount]),
        started_at=row["started_at"],
        finished_at=row["finished_at"] or UNSET,
        failure=row["failure"] or UNSET,
    )


def shown_day(day: dict[str, object]) -> types.ForecastDay:
    """One day of a forecast."""
    return msgspec.convert(day, types.ForecastDay)


def shown_reason(reason: Reason) -> types.Reason:
    """A reason with its class and the day it could fall away."""
    return types.Reason(
        code=reason.code,
        reason_class=reason.reason_class,
        detail=reason.detail or UNSET,
        changes_on=reason.changes_on or UNSET,
    )


def shown_item(item: Foreseen, names: Any) -> types.ForecastItem:
    """One invoice of a forecast."""
    facts, decision = item.facts, item.decision
    return types.ForecastItem(
        invoice_id=str(facts.invoice_id),
        invoice_number=names["number"],
        customer_id=str(facts.customer_id),
        customer_name=names["name"],
        step=decision.step.kind if decision.step else UNSET,
        outcome=decision.outcome,
        reasons=[shown_reason(reason) for reason in decision.reasons],
        first_on=item.first_on or UNSET,
        channel=decision.channel or UNSET,
        fee=written(decision.fee) if decision.fee is not None else UNSET,
        currency=facts.currency,
        open=written(facts.open),
    )


def shown_explanation(
    facts: Facts, decision: Decision, as_of: Any, history: list[Any]
) -> types.Explanation:
    """The whole answer to "Why?"."""
    rule = facts.rule
    return types.Explanation(
        invoice_id=str(facts.invoice_id),
        as_of=as_of,
        outcome=decision.outcome,
        reasons=[shown_reason(reason) for reason in decision.reasons],
        step=decision.step.kind if decision.step else UNSET,
        step_number=decision.step_number,
        step_count=len(rule.steps),
        reached_on=decision.reached_on or UNSET,
        first_change_on=decision.first_change_on or UNSET,
        channel=decision.channel or UNSET,
        fee=written(decision.fee) if decision.fee is not None else UNSET,
        fee_basis=decision.fee_basis or UNSET,
        rule_id=str(rule.id),
        rule_name=rule.name,
        rule_version=rule.version,
        law_version=facts.law.version,
        facts=msgspec.to_builtins(told(facts, as_of), str_keys=True),
        history=[shown_past(row, facts) for row in history],
    )


def shown_as_part(
    whole: types.Explanation, facts: Facts, collected: Collected
) -> types.Explanation:
    """The answer about an invoice inside the case of all that its customer owes: about the case."""
    left = [one for one in collected.left_out if one.facts.invoice_id == facts.invoice_id]
    return msgspec.structs.replace(
        whole,
        invoice_id=str(facts.invoice_id),
        collection_case_id=str(facts.case_id),
        left_out=[shown_reason(reason) for one in left for reason in one.reasons],
    )


def shown_past(row: Any, facts: Facts) -> types.PastDecision:
    """A decision as it was stored."""
    pinned = facts.company.rules[row["rule_id"], row["rule_version"]]
    return types.PastDecision(
        decided_on=row["decided_on"],
        step=pinned.steps[row["step_number"] - 1].kind,
        step_number=row["step_number"],
        outcome=row["outcome"],
        reasons=[
            types.Reason(code=code, reason_class=CLASS_OF.get(code, "hold"))
            for code in row["reasons"]
        ],
        rule_version=row["rule_version"],
        law_version=row["law_version"],
    )
