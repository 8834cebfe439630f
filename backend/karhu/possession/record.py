"""What is recorded of a possession warning, and what of it cannot be."""

from datetime import date, datetime
from decimal import Decimal
from typing import Literal, get_args
from uuid import UUID

import msgspec

from karhu.kit.money import ZERO
from karhu.kit.problems import Fault, Problem, conflict, refused
from karhu.possession.limits import Limits, end_of

Kind = Literal["board_decision", "service", "cure", "meeting_decision", "challenge"]
Subject = Literal["warning", "decision"]
Addressee = Literal["shareholder", "tenant"]
Way = Literal["registered_post", "process_server", "receipt", "official_gazette"]
Outcome = Literal["under_way", "served", "failed"]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened on a day; what belongs to another kind is absent.

    `reference` is the paragraph of the minutes, or the proof of service; `tenant_name` stands on
    the board's decision where the apartment is let.
    """

    id: UUID
    round: int = 1
    kind: Kind
    happened_on: date
    reference: str = ""
    note: str = ""
    tenant_name: str = ""
    subject: Subject | None = None
    addressee: Addressee | None = None
    way: Way | None = None
    outcome: Outcome | None = None
    served_on: date | None = None
    lasts_until: date | None = None
    recorded_by: str = ""
    recorded_at: datetime | None = None


class Proceedings(msgspec.Struct, frozen=True, kw_only=True):
    """All that is known of one warning of a case: its letter, the debt, and what was recorded."""

    round: int = 1
    limits: Limits
    today: date
    is_housing_company: bool = True
    prepared_on: date | None = None
    is_going_out: bool = False  # approved: on its way, sent, or of an unknown outcome
    sent_on: date | None = None
    open: Decimal = ZERO
    settled_on: date | None = None
    records: tuple[Record, ...] = ()

    def latest(self, kind: Kind) -> Record | None:
        """The last thing recorded of a kind."""
        return next((one for one in reversed(self.records) if one.kind == kind), None)

    def service(self, subject: Subject, addressee: Addressee) -> Record | None:
        """How a paper was last served on somebody."""
        return next(
            (
                one
                for one in reversed(self.records)
                if (one.kind, one.subject, one.addressee) == ("service", subject, addressee)
            ),
            None,
        )

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """On whom the papers are served: the shareholder, and the tenant if there is one."""
        decision = self.latest("board_decision")
        has_tenant = decision is not None and decision.tenant_name
        return ("shareholder", "tenant") if has_tenant else ("shareholder",)

    def served_on(self, subject: Subject) -> date | None:
        """The day on which the last of them was served, known or to come; None: not all are."""
        days = [
            served_day(found, self.limits) if (found := self.service(subject, one)) else None
            for one in self.addressees
        ]
        known = [day for day in days if day is not None]
        return max(known) if len(known) == len(days) else None

    def is_served(self, subject: Subject) -> bool:
        """Whether a paper has been served on everybody by today."""
        day = self.served_on(subject)
        return day is not None and day <= self.today

    @property
    def service_ends_on(self) -> date | None:
        """The last day to serve the meeting's decision."""
        meeting = self.latest("meeting_decision")
        if meeting is None:
            return None
        limits = self.limits
        return end_of(limits.decision_service, meeting.happened_on, country=limits.country)

    @property
    def is_void(self) -> bool:
        """Whether the meeting's decision was not served in time, by which it lapses."""
        last, served = self.service_ends_on, self.served_on("decision")
        if last is None:
            return False
        return served > last if served is not None else self.today > last

    @property
    def challenge_ends_on(self) -> date | None:
        """The last day to challenge the meeting's decision."""
        served = self.served_on("decision")
        if served is None:
            return None
        return end_of(self.limits.challenge, served, country=self.limits.country)


def served_day(service: Record, limits: Limits) -> date | None:
    """When a paper was received, or counts as received: registered post some days after posting."""
    if service.outcome == "failed":
        return None
    if service.served_on is not None or service.way != "registered_post":
        return service.served_on
    return end_of(limits.registered_post, service.happened_on, country=limits.country)


def outcome_on(service: Record, limits: Limits, today: date) -> Outcome:
    """What has become of a service by a day."""
    day = served_day(service, limits)
    if service.outcome == "failed":
        return "failed"
    return "served" if day is not None and day <= today else "under_way"


def check(record: Record, so_far: Proceedings) -> None:
    """Raise 409 for what the course of things does not allow, 422 for what is wrong by itself."""
    if not so_far.is_housing_company:
        detail = "Only a housing company takes possession. Say in the settings that it is one."
        raise conflict("housing_company_only", detail)
    if faults := _faults(record, so_far):
        raise refused(faults)
    match record.kind:
        case "board_decision":
            problem = _board_refusal(so_far)
        case "service":
            problem = _service_refusal(record, so_far)
        case "cure":
            problem = _cure_refusal(record, so_far)
        case "meeting_decision":
            problem = _meeting_refusal(record, so_far)
        case "challenge":
            problem = _challenge_refusal(so_far)
    if problem is not None:
        raise problem


def _faults(record: Record, so_far: Proceedings) -> list[Fault]:
    found = []
    for name in ("happened_on", "served_on"):
        day = getattr(record, name)
        if day is not None and day > so_far.today:
            detail = "This day is still to come. Record it once it has happened."
            found.append(Fault(pointer=f"/{name}", code="in_the_future", detail=detail))
    if found:  # nothing is counted from a day that may be the last of all days
        return found
    if record.kind in ("board_decision", "meeting_decision") and not record.reference.strip():
        detail = "Name the paragraph of the minutes, such as 4/2026 § 7."
        found.append(Fault(pointer="/reference", code="minutes_missing", detail=detail))
    if record.kind == "service":
        found += _service_faults(record)
    if record.kind == "meeting_decision":
        found += _meeting_faults(record, so_far)
    return found


def _service_faults(record: Record) -> list[Fault]:
    found = [
        Fault(pointer=f"/{name}", code="required", detail=f"A service says its {name}.")
        for name in ("subject", "addressee", "way")
        if getattr(record, name) is None
    ]
    served_on, way = record.served_on, record.way
    if served_on is not None and served_on < record.happened_on:
        detail = "It cannot be received before it was handed over. Correct one of the two days."
        found.append(Fault(pointer="/served_on", code="served_before_handed_over", detail=detail))
    if record.outcome == "served" and served_on is None and way != "registered_post":
        detail = "Give the day on which it was received."
        found.append(Fault(pointer="/served_on", code="required", detail=detail))
    if record.outcome == "served" and not record.reference.strip():
        detail = "Name the proof: the receipt, the certificate, or the number of the gazette."
        found.append(Fault(pointer="/reference", code="proof_missing", detail=detail))
    return found


def _meeting_faults(record: Record, so_far: Proceedings) -> list[Fault]:
    if record.lasts_until is None:
        detail = "Give the last day of the possession."
        return [Fault(pointer="/lasts_until", code="required", detail=detail)]
    longest = so_far.limits.possession
    last = end_of(longest, record.happened_on, country=so_far.limits.country)
    if last is not None and longest is not None and record.lasts_until > last:
        detail = f"The law allows {longest.years} years, until {last} ({longest.statute})."
        return [Fault(pointer="/lasts_until", code="longer_than_the_law", detail=detail)]
    if record.lasts_until <= record.happened_on:
        detail = "The possession ends after the meeting."
        return [Fault(pointer="/lasts_until", code="ends_before_it_begins", detail=detail)]
    return []


def _before(record: Record, earlier: date | None, code: str, detail: str) -> Problem | None:
    if earlier is None or record.happened_on >= earlier:
        return None
    return refused([Fault(pointer="/happened_on", code=code, detail=detail)])


def _board_refusal(so_far: Proceedings) -> Problem | None:
    if so_far.latest("board_decision") is None:
        return None
    detail = "The board's decision on this warning is recorded. Withdraw that one to correct it."
    return conflict("already_recorded", detail)


def _service_refusal(record: Record, so_far: Proceedings) -> Problem | None:
    decided = so_far.latest("board_decision")
    if decided is None:
        detail = "Record the board's decision on this warning first: its day, and the minutes."
        return conflict("board_decision_missing", detail)
    if record.addressee not in so_far.addressees:
        detail = "The board's decision names no tenant. Withdraw it and record it with the tenant."
        return conflict("no_tenant", detail)
    if record.subject == "warning":
        detail = "The board decides before the warning is served. Correct one of the two days."
        return _before(record, decided.happened_on, "before_decision", detail)
    meeting = so_far.latest("meeting_decision")
    if meeting is None:
        detail = "Record the general meeting's decision first."
        return conflict("meeting_decision_missing", detail)
    detail = "The decision is served after the meeting. Correct one of the two days."
    return _before(record, meeting.happened_on, "before_decision", detail)


def _cure_refusal(record: Record, so_far: Proceedings) -> Problem | None:
    if so_far.sent_on is None and so_far.service("warning", "shareholder") is None:
        return conflict("warning_not_sent", "No warning has gone out that a payment could cure.")
    if so_far.latest("cure") is not None:
        return conflict("already_recorded", "That this warning was cured is recorded already.")
    if so_far.open > ZERO:
        detail = "The charges are still open. Record the payment first, or match it."
        return conflict("charges_open", detail)
    meeting = so_far.latest("meeting_decision")
    if meeting is not None and record.happened_on >= meeting.happened_on:
        detail = "The general meeting has decided; a payment after that does not undo it."
        return conflict("meeting_decided", detail)
    return None


def _meeting_refusal(record: Record, so_far: Proceedings) -> Problem | None:
    if so_far.latest("meeting_decision") is not None:
        detail = "The meeting's decision is recorded. Withdraw that one to correct it."
        return conflict("already_recorded", detail)
    if so_far.latest("cure") is not None:
        detail = "The charges were paid without delay after the warning: the meeting cannot decide."
        return conflict("possession_cured", detail)
    served = so_far.served_on("warning")
    if served is None or served > so_far.today:
        detail = "The warning has not been served on everybody. Record its service first."
        return conflict("warning_not_served", detail)
    detail = f"The warning was received on {served}; the meeting decides after that."
    return _before(record, served, "before_service", detail)


def _challenge_refusal(so_far: Proceedings) -> Problem | None:
    if so_far.latest("challenge") is not None:
        return conflict("already_recorded", "The challenge is recorded already.")
    if so_far.latest("meeting_decision") is None:
        return conflict("meeting_decision_missing", "There is no decision to challenge yet.")
    return None


def further(so_far: Proceedings) -> Proceedings:
    """The course of a further warning, before anything of it; raises 409 before one has gone."""
    if so_far.sent_on is None:
        detail = "No warning has gone out yet that a further one could follow."
        raise conflict("warning_not_sent", detail)
    return msgspec.structs.replace(
        so_far, round=so_far.round + 1, prepared_on=None, is_going_out=False, sent_on=None,
        records=(),
    )  # fmt: skip


RESTING_ON: dict[Kind, tuple[Kind, ...]] = {
    "board_decision": ("service", "cure", "meeting_decision", "challenge"),
    "service": (),
    "cure": (),
    "meeting_decision": ("challenge",),
    "challenge": (),
}


def check_withdrawal(record: Record, so_far: Proceedings) -> None:
    """Raise 409 while something rests on what is to be withdrawn."""
    if record.kind == "board_decision" and so_far.is_going_out:
        detail = "The warning is on its way or has gone by it. Take the letter back first."
        raise conflict("warning_under_way", detail)
    resting = [one for one in so_far.records if one.kind in RESTING_ON[record.kind]]
    if record.kind == "meeting_decision":
        resting += [one for one in so_far.records if one.subject == "decision"]
    if record.kind == "service" and record.subject == "warning":
        resting += [one for one in so_far.records if one.kind in ("cure", "meeting_decision")]
    if resting:
        detail = "Later things rest on it. Withdraw those first, the last one first."
        raise conflict("record_in_use", detail)
