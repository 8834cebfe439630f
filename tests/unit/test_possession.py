"""The course of a possession warning: days of the law, what follows what, what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from karhu.jurisdictions.law import law_of
from karhu.kit.problems import Problem
from karhu.letters.sheet import sheet_of
from karhu.letters.typesetting import sheet_source, typeset
from karhu.possession.limits import limits_of, years_later
from karhu.possession.record import (
    Proceedings,
    Record,
    check,
    check_withdrawal,
    further,
    outcome_on,
    served_day,
)
from karhu.possession.tenant import copy_for
from karhu.possession.timeline import timeline

TODAY = date(2026, 6, 30)
DECIDED, POSTED = date(2026, 3, 2), date(2026, 3, 4)
LIMITS = limits_of(law_of("FI"), TODAY)


def a_record(kind: str, on: date, **more: Any) -> Record:
    return Record(id=UUID(int=1), kind=kind, happened_on=on, **more)  # type: ignore[arg-type]


BOARD = a_record("board_decision", DECIDED, reference="3/2026 § 7")
LET = msgspec.structs.replace(BOARD, tenant_name="Veera Vuokralainen")
MEETING = a_record(
    "meeting_decision", date(2026, 4, 20), reference="1/2026 § 4", lasts_until=date(2028, 4, 20)
)


def a_service(
    on: date, way: str = "registered_post", subject: str = "warning", **more: Any
) -> Record:
    fields = {"addressee": "shareholder", "outcome": "under_way", **more}
    return a_record("service", on, way=way, subject=subject, **fields)


SERVED = a_service(POSTED)


def a_course(*records: Record, **more: Any) -> Proceedings:
    fields: dict[str, Any] = {
        "limits": LIMITS, "today": TODAY, "prepared_on": date(2026, 3, 1),
        "sent_on": date(2026, 3, 3), "is_going_out": True, "open": Decimal("900.00"),
        "records": records,
    }  # fmt: skip
    return Proceedings(**{**fields, **more})


def refusal(record: Record, so_far: Proceedings) -> tuple[int, str] | None:
    try:
        check(record, so_far)
    except Problem as problem:
        return problem.status, problem.code
    return None


def states(so_far: Proceedings) -> dict[str, str]:
    return {one.code: one.state for one in timeline(so_far)}


def test_registered_post_counts_as_received_on_the_seventh_day_after_posting() -> None:
    """Calendar days: the eleventh of March is a Wednesday, and a Sunday would count as well."""
    assert served_day(SERVED, LIMITS) == date(2026, 3, 11)
    assert served_day(a_service(date(2026, 3, 8)), LIMITS) == date(2026, 3, 15)
    found = [outcome_on(SERVED, LIMITS, date(2026, 3, day)) for day in (10, 11)]
    assert found == ["under_way", "served"]


def test_other_ways_are_served_on_the_day_of_their_proof_and_a_failed_one_never() -> None:
    given = a_service(POSTED, "process_server")
    assert served_day(given, LIMITS) is None
    proven = msgspec.structs.replace(given, outcome="served", served_on=date(2026, 3, 9))
    assert served_day(proven, LIMITS) == date(2026, 3, 9)
    failed = msgspec.structs.replace(SERVED, outcome="failed")
    assert served_day(failed, LIMITS) is None
    assert outcome_on(failed, LIMITS, TODAY) == "failed"


def test_where_the_law_has_no_figure_no_day_is_made_up() -> None:
    nothing = limits_of(law_of("EE"), TODAY)
    assert served_day(SERVED, nothing) is None
    course = a_course(BOARD, SERVED, MEETING, limits=nothing)
    assert (course.service_ends_on, course.is_void) == (None, False)


def test_a_let_apartment_is_served_once_shareholder_and_tenant_both_are() -> None:
    to_tenant = a_service(date(2026, 3, 9), addressee="tenant")
    assert a_course(BOARD, SERVED).served_on("warning") == date(2026, 3, 11)
    assert a_course(LET, SERVED).served_on("warning") is None
    assert a_course(LET, SERVED, to_tenant).served_on("warning") == date(2026, 3, 16)


def test_the_meetings_decision_lapses_unless_it_is_served_within_sixty_days() -> None:
    """Sixty calendar days from 20 April end on Friday 19 June, the eve of midsummer."""
    in_time = a_service(date(2026, 6, 12), subject="decision")
    late = a_service(date(2026, 6, 13), subject="decision")
    course = a_course(BOARD, SERVED, MEETING)
    assert course.service_ends_on == date(2026, 6, 19)
    assert a_course(BOARD, SERVED, MEETING, today=date(2026, 6, 19)).is_void is False
    assert course.is_void is True  # nothing was served, and the day has passed
    assert a_course(BOARD, SERVED, MEETING, in_time).is_void is False
    assert a_course(BOARD, SERVED, MEETING, late).is_void is True
    assert states(a_course(BOARD, SERVED, MEETING, late)) == {
        "warning_prepared": "done", "board_decision": "done", "warning_sent": "done",
        "warning_served": "done", "meeting_decision": "done", "decision_served": "void",
        "challenge_ends": "void", "possession_ends": "void",
    }  # fmt: skip


def test_a_challenge_has_thirty_days_and_a_last_day_without_banks_moves() -> None:
    """Received on 1 May, thirty days end on Sunday 31 May and are good until Monday."""
    served = a_service(date(2026, 4, 24), subject="decision")
    course = a_course(BOARD, SERVED, MEETING, served, today=date(2026, 6, 1))
    assert course.served_on("decision") == date(2026, 5, 1)
    assert course.challenge_ends_on == date(2026, 6, 1)
    assert states(course)["challenge_ends"] == "under_way"
    after = msgspec.structs.replace(course, today=date(2026, 6, 2))
    assert states(after)["challenge_ends"] == "done"


def test_possession_lasts_three_years_at_most_also_from_a_leap_day() -> None:
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)
    at_most = msgspec.structs.replace(MEETING, lasts_until=date(2029, 4, 20))
    longer = msgspec.structs.replace(MEETING, lasts_until=date(2029, 4, 21))
    so_far = a_course(BOARD, SERVED)
    assert refusal(at_most, so_far) is None
    assert refusal(longer, so_far) == (422, "longer_than_the_law")


def test_nothing_is_counted_from_a_day_to_come() -> None:
    last = msgspec.structs.replace(MEETING, happened_on=date.max, lasts_until=date.max)
    assert refusal(last, a_course(BOARD, SERVED)) == (422, "in_the_future")


def test_the_timeline_says_what_is_to_be_done_next() -> None:
    nothing = a_course(sent_on=None, is_going_out=False)
    assert states(nothing)["board_decision"] == "next"
    assert states(nothing)["warning_sent"] == "later"
    decided = a_course(BOARD, sent_on=None, is_going_out=False)
    assert states(decided)["warning_sent"] == "next"
    assert states(a_course(BOARD))["warning_served"] == "next"
    assert states(a_course(LET, SERVED))["warning_served"] == "under_way"
    assert states(a_course(BOARD, SERVED))["meeting_decision"] == "next"
    assert states(a_course(BOARD, SERVED, MEETING, today=MEETING.happened_on)) == {
        "warning_prepared": "done", "board_decision": "done", "warning_sent": "done",
        "warning_served": "done", "meeting_decision": "done", "decision_served": "next",
        "challenge_ends": "later", "possession_ends": "later",
    }  # fmt: skip


def test_charges_paid_after_the_warning_ask_whether_that_cures_it() -> None:
    paid = {"open": Decimal(0), "settled_on": date(2026, 3, 20)}
    course = a_course(BOARD, SERVED, **paid)
    asked = next(one for one in timeline(course) if one.code == "cure")
    assert (asked.state, asked.on) == ("next", date(2026, 3, 20))
    cure = a_record("cure", date(2026, 3, 20))
    assert refusal(cure, course) is None
    cured = a_course(BOARD, SERVED, cure, **paid)
    assert states(cured)["meeting_decision"] == "barred"
    assert refusal(MEETING, cured) == (409, "possession_cured")


REFUSED: list[tuple[Record, Proceedings, tuple[int, str]]] = [
    (BOARD, a_course(BOARD), (409, "already_recorded")),
    (a_record("board_decision", DECIDED), a_course(), (422, "minutes_missing")),
    (a_service(date(2026, 7, 1)), a_course(BOARD), (422, "in_the_future")),
    (SERVED, a_course(), (409, "board_decision_missing")),
    (a_service(date(2026, 3, 1)), a_course(BOARD), (422, "before_decision")),
    (a_service(POSTED, addressee="tenant"), a_course(BOARD), (409, "no_tenant")),
    (a_service(POSTED, served_on=DECIDED), a_course(BOARD), (422, "served_before_handed_over")),
    (a_service(POSTED, "receipt", outcome="served"), a_course(BOARD), (422, "required")),
    (a_service(POSTED, outcome="served"), a_course(BOARD), (422, "proof_missing")),
    (a_service(POSTED, subject="decision"), a_course(BOARD), (409, "meeting_decision_missing")),
    (a_record("cure", POSTED), a_course(BOARD, SERVED), (409, "charges_open")),
    (a_record("cure", POSTED), a_course(BOARD, sent_on=None), (409, "warning_not_sent")),
    (MEETING, a_course(BOARD), (409, "warning_not_served")),
    (MEETING, a_course(BOARD, SERVED, MEETING), (409, "already_recorded")),
    (a_record("challenge", POSTED), a_course(BOARD), (409, "meeting_decision_missing")),
    (BOARD, a_course(is_housing_company=False), (409, "housing_company_only")),
    (
        msgspec.structs.replace(MEETING, happened_on=date(2026, 3, 10)),
        a_course(BOARD, SERVED),
        (422, "before_service"),
    ),
    (
        a_record("cure", date(2026, 5, 1)),
        a_course(BOARD, SERVED, MEETING, open=Decimal(0)),
        (409, "meeting_decided"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    ("record", "so_far", "expected"), REFUSED, ids=[code for _, _, (_, code) in REFUSED]
)
def test_what_its_course_does_not_allow_is_refused(
    record: Record, so_far: Proceedings, expected: tuple[int, str]
) -> None:
    assert refusal(record, so_far) == expected


@pytest.mark.parametrize(
    ("record", "so_far", "code"),
    [
        (BOARD, a_course(BOARD), "warning_under_way"),
        (BOARD, a_course(BOARD, SERVED, is_going_out=False), "record_in_use"),
        (SERVED, a_course(BOARD, SERVED, MEETING), "record_in_use"),
        (MEETING, a_course(BOARD, MEETING, a_service(TODAY, subject="decision")), "record_in_use"),
        (BOARD, a_course(BOARD, is_going_out=False), None),
        (SERVED, a_course(BOARD, SERVED), None),
        (MEETING, a_course(BOARD, SERVED, MEETING), None),
    ],
)
def test_what_others_rest_on_is_withdrawn_after_them(
    record: Record, so_far: Proceedings, code: str | None
) -> None:
    if code is None:
        check_withdrawal(record, so_far)
        return
    with pytest.raises(Problem) as problem:
        check_withdrawal(record, so_far)
    assert problem.value.code == code


def test_a_further_warning_begins_once_one_has_gone() -> None:
    begun = further(a_course(BOARD, SERVED))
    assert (begun.round, begun.records, begun.sent_on) == (2, (), None)
    with pytest.raises(Problem, match="No warning has gone"):
        further(a_course(BOARD, sent_on=None))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_tenants_copy_tells_of_the_warning_and_of_no_amount(language: str) -> None:
    row: dict[str, Any] = {
        "customer_id": UUID(int=5), "language": language, "name": "", "street": "Rantatie 2 A 7",
        "postcode": "00100", "city": "Helsinki", "country": "FI", "email": "", "phone": "",
    }  # fmt: skip
    company: dict[str, Any] = dict.fromkeys(
        ("street", "postcode", "city", "phone", "website", "einvoice_address", "einvoice_operator")
    )
    company |= {
        "name": "Asunto Oy Karhunpesä", "sender_name": "", "country": "FI", "business_id": None,
        "sender_email": "isannointi@example.com", "currency": "EUR",
    }  # fmt: skip
    document = copy_for("Veera Vuokralainen", row, company=company, today=TODAY)
    sheet = sheet_of(document)
    assert sheet.address == ("Veera Vuokralainen", "Rantatie 2 A 7", "00100 Helsinki")
    assert "Asunto Oy Karhunpesä" in sheet.paragraphs[0]
    assert (sheet.table.rows, sheet.table.sums, sheet.slips, sheet.no_payment) == ((), (), (), "")
    assert len(sheet.facts) == 1  # the date
    assert "€" not in sheet_source(document)
    assert typeset(document).page_count == 1
