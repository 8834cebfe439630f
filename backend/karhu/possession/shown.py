"""The course of a possession warning as the contract shows it."""

from collections.abc import Iterator
from typing import Any

from msgspec import UNSET

from karhu.contract import types
from karhu.kit.money import written
from karhu.possession.limits import end_of
from karhu.possession.record import SUBJECTS, Addressee, Proceedings, outcome_on, served_day
from karhu.possession.service import Course
from karhu.possession.timeline import Milestone, timeline


def possession_shown(course: Course) -> types.Possession:
    """The milestones, on whom the papers are served, and all that was recorded."""
    case, so_far = course.case, course.so_far
    decision, limits = so_far.latest("board_decision"), so_far.limits
    names: dict[Addressee, str] = {
        "shareholder": case["customer_name"],
        "tenant": decision.tenant_name if decision else "",
    }
    return types.Possession(
        case_id=str(case["id"]),
        round=so_far.round,
        dispatch_id=str(course.dispatch_id) if course.dispatch_id else UNSET,
        customer_name=case["customer_name"],
        tenant_name=names["tenant"] or UNSET,
        known_tenant=case["known_tenant"] or UNSET,
        currency=case["currency"],
        open=written(so_far.open),
        is_decided=decision is not None,
        is_housing_company=so_far.is_housing_company,
        longest_until=_set(end_of(limits.possession, so_far.today, country=limits.country)),
        timeline=[_milestone(one) for one in timeline(so_far)],
        services=list(_services(so_far, names)),
        records=[_record(row) for row in course.rows],
    )


def _set(value: Any) -> Any:
    return UNSET if value is None else value


def _milestone(one: Milestone) -> types.PossessionMilestone:
    return types.PossessionMilestone(
        code=one.code,
        state=one.state,
        on=_set(one.on),
        deadline=_set(one.deadline),
        statute=one.statute or UNSET,
    )


def _services(
    so_far: Proceedings, names: dict[Addressee, str]
) -> Iterator[types.PossessionService]:
    for subject in SUBJECTS:
        if subject == "decision" and so_far.latest("meeting_decision") is None:
            continue
        for addressee in so_far.addressees:
            found = so_far.service(subject, addressee)
            limits, today = so_far.limits, so_far.today
            yield types.PossessionService(
                subject=subject,
                addressee=addressee,
                name=names[addressee],
                outcome=outcome_on(found, limits, today) if found else UNSET,
                way=_set(found and found.way),
                handed_over_on=_set(found and found.happened_on),
                served_on=_set(served_day(found, limits) if found else None),
                reference=(found and found.reference) or UNSET,
            )


SAME = ("round", "kind", "happened_on", "reference", "note", "recorded_by", "recorded_at")
OPTIONAL = ("subject", "addressee", "way", "outcome", "served_on", "lasts_until", "withdrawn_by",
            "withdrawn_at")  # fmt: skip


def _record(row: Any) -> types.PossessionRecord:
    return types.PossessionRecord(
        id=str(row["id"]),
        tenant_name=row["tenant_name"] or UNSET,
        is_withdrawn=row["withdrawn_at"] is not None,
        **{name: row[name] for name in SAME},
        **{name: _set(row[name]) for name in OPTIONAL},
    )
