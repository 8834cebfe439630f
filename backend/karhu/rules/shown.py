"""Rules as the contract shows them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import UNSET

from karhu.contract import types
from karhu.kit.money import written
from karhu.rules.cadence import Setting, remarks
from karhu.rules.rule import Step
from karhu.rules.service import steps_of

_SAME = (
    "key", "name", "description", "mode", "scope", "version", "customer_count", "open_case_count",
    "updated_at",
)  # fmt: skip


def rule_shown(row: Mapping[str, Any], *, on: date) -> types.Rule:
    """A rule with its steps, its counts and what stands in its way on a day."""
    steps = steps_of(row)
    return types.Rule(
        id=str(row["id"]),
        built_in=row["built_in"] or UNSET,
        customer_kind=row["customer_kind"] or UNSET,
        steps=[step_shown(step) for step in steps],
        remarks=remarks(steps, row["active_channels"], _setting(row, on)),
        **{name: row[name] for name in _SAME},
    )


def _setting(row: Mapping[str, Any], on: date) -> Setting:
    return Setting(
        customer_kind=row["customer_kind"] or "business",
        country=row["country"],
        is_housing_company=row["is_housing_company"],
        scope=row["scope"],
        as_of=on,
    )


def version_shown(row: Mapping[str, Any]) -> types.RuleVersion:
    """A version with the number of cases that are pinned to it."""
    return types.RuleVersion(
        version=row["version"],
        mode=row["mode"],
        steps=[step_shown(step) for step in steps_of(row)],
        created_at=row["created_at"],
        created_by=row["created_by"],
        open_case_count=row["open_case_count"],
    )


def step_shown(step: Step) -> types.Step:
    """A step; its fee is absent when it leaves the slot as it is."""
    return types.Step(
        kind=step.kind,
        anchor=step.anchor,
        offset_days=step.offset_days,
        channel=step.channel,
        minimum_open=written(step.minimum_open),
        minimum_count=step.minimum_count,
        is_in_mass_runs=step.is_in_mass_runs,
        trade_names=list(step.trade_names),
        days_to_pay=step.days_to_pay,
        claims_interest=step.claims_interest,
        fee=UNSET if step.fee is None else written(step.fee),
        template_id=UNSET if step.template_id is None else str(step.template_id),
    )
