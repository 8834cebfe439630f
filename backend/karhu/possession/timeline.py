"""The course of a possession warning as milestones, each with its day or the last day for it."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from karhu.jurisdictions.figures import Deadline
from karhu.kit.money import ZERO
from karhu.possession.limits import end_of
from karhu.possession.record import Outcome, Proceedings, Subject, outcome_on

Code = Literal[
    "warning_prepared", "board_decision", "warning_sent", "warning_served", "cure",
    "meeting_decision", "decision_served", "challenge_ends", "possession_ends",
]  # fmt: skip
State = Literal["done", "next", "under_way", "failed", "later", "barred", "void", "challenged"]


class Milestone(msgspec.Struct, frozen=True, kw_only=True):
    """One step on the way: when it was or will be, or by when it has to be, and by which law."""

    code: Code
    state: State
    on: date | None = None
    deadline: date | None = None
    statute: str = ""


PERSONS: tuple[Code, ...] = (
    "board_decision", "warning_sent", "warning_served", "meeting_decision", "decision_served"
)  # fmt: skip


def timeline(so_far: Proceedings) -> tuple[Milestone, ...]:
    """All milestones in order; the first that a person can bring about now is `next`."""
    found = [*_warning(so_far), *_cure(so_far), *_meeting(so_far)]
    for at, one in enumerate(found):
        if one.state == "later" and one.code in PERSONS:
            found[at] = msgspec.structs.replace(one, state="next")
        if one.state != "done" and one.code != "warning_prepared":
            break
    return tuple(found)


def _reached(code: Code, on: date | None, today: date) -> Milestone:
    return Milestone(code=code, state="done" if on and on <= today else "later", on=on)


def _warning(so_far: Proceedings) -> Iterator[Milestone]:
    decided, today = so_far.latest("board_decision"), so_far.today
    yield _reached("warning_prepared", so_far.prepared_on, today)
    yield _reached("board_decision", decided.happened_on if decided else None, today)
    yield _reached("warning_sent", so_far.sent_on, today)
    limit = so_far.limits.registered_post
    yield _service("warning_served", "warning", so_far, statute=limit.statute if limit else "")


def _service(
    code: Code, subject: Subject, so_far: Proceedings, *, statute: str, deadline: date | None = None
) -> Milestone:
    services = [so_far.service(subject, one) for one in so_far.addressees]
    outcomes: list[Outcome | None] = [
        outcome_on(one, so_far.limits, so_far.today) if one else None for one in services
    ]
    state: State = "later"
    if "failed" in outcomes:
        state = "failed"
    elif all(one == "served" for one in outcomes):
        state = "done"
    elif any(outcomes):
        state = "under_way"
    day = so_far.served_on(subject)
    return Milestone(code=code, state=state, on=day, deadline=deadline, statute=statute)


def _asks_for_a_cure(so_far: Proceedings) -> bool:
    """Whether the charges were paid after the warning, and nobody has said if that was in time."""
    has_gone = so_far.sent_on is not None or so_far.service("warning", "shareholder") is not None
    is_said = so_far.latest("cure") or so_far.latest("meeting_decision")
    return has_gone and so_far.open <= ZERO and not is_said


def _cure(so_far: Proceedings) -> Iterator[Milestone]:
    if cure := so_far.latest("cure"):
        yield Milestone(code="cure", state="done", on=cure.happened_on)
    elif _asks_for_a_cure(so_far):
        yield Milestone(code="cure", state="next", on=so_far.settled_on)


def _meeting(so_far: Proceedings) -> Iterator[Milestone]:
    codes: tuple[Code, ...] = (
        "meeting_decision", "decision_served", "challenge_ends", "possession_ends"
    )  # fmt: skip
    limits, meeting = so_far.limits, so_far.latest("meeting_decision")
    if meeting is None:
        state: State = "barred" if so_far.latest("cure") else "later"
        rows = (limits.possession, limits.decision_service, limits.challenge, limits.possession)
        for code, row in zip(codes, rows, strict=True):
            yield Milestone(code=code, state=state, statute=_statute(row))
        return
    yield Milestone(
        code="meeting_decision", state="done", on=meeting.happened_on,
        statute=_statute(limits.possession),
    )  # fmt: skip
    yield _decision_served(so_far)
    yield _challenge(so_far)
    last = meeting.lasts_until
    state = "void" if so_far.is_void else "done" if last and last < so_far.today else "later"
    yield Milestone(
        code="possession_ends", state=state, on=last,
        deadline=end_of(limits.possession, meeting.happened_on, country=limits.country),
        statute=_statute(limits.possession),
    )  # fmt: skip


def _decision_served(so_far: Proceedings) -> Milestone:
    found = _service(
        "decision_served",
        "decision",
        so_far,
        statute=_statute(so_far.limits.decision_service),
        deadline=so_far.service_ends_on,
    )
    return msgspec.structs.replace(found, state="void") if so_far.is_void else found


def _challenge(so_far: Proceedings) -> Milestone:
    last, challenge = so_far.challenge_ends_on, so_far.latest("challenge")
    state: State = "later"
    if challenge is not None:
        state = "challenged"
    elif so_far.is_void:
        state = "void"
    elif last is not None and so_far.is_served("decision"):
        state = "done" if last < so_far.today else "under_way"
    return Milestone(
        code="challenge_ends", state=state, on=challenge.happened_on if challenge else None,
        deadline=last, statute=_statute(so_far.limits.challenge),
    )  # fmt: skip


def _statute(row: Deadline | None) -> str:
    return row.statute if row else ""
