"""What surrounds a possession warning: reading its course, recording, withdrawing."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.dispatch.warnings import GOING_OUT, round_of
from karhu.events import service as log
from karhu.events.log import Event
from karhu.jurisdictions.law import law_of
from karhu.kit.clock import date_in
from karhu.kit.db import Connection
from karhu.kit.problems import missing
from karhu.kit.sql import Statements
from karhu.possession.limits import limits_of
from karhu.possession.record import (
    Kind,
    Proceedings,
    Record,
    check,
    check_withdrawal,
    further,
)

sql = Statements(__file__)

EVENTS: dict[Kind, str] = {
    "board_decision": "board_decision_recorded",
    "service": "service_recorded",
    "cure": "possession_cured",
    "meeting_decision": "meeting_decision_recorded",
    "challenge": "challenge_recorded",
}


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """A case with its warning's course; `rows` is all that was ever recorded, the oldest first."""

    case: Any
    so_far: Proceedings
    rows: tuple[Any, ...]
    dispatch_id: UUID | None


async def read(
    connection: Connection, company_id: UUID, case_id: UUID, *, now: datetime, locks: bool = False
) -> Course:
    """All that is known of the latest warning of a case; raises 404."""
    if locks:  # two people at once: the second sees what the first has recorded
        await connection.execute(
            "select from cases where company_id = $1 and id = $2 for update", company_id, case_id
        )
    case = await connection.fetchrow(sql.read_case, company_id, case_id)
    if case is None:
        raise missing("case")
    warnings = await connection.fetch(sql.read_warnings, company_id, case_id)
    rows = await connection.fetch(sql.read_records, company_id, case_id)
    kept = [row for row in rows if row["withdrawn_at"] is None]
    number = round_of(
        [row["state"] for row in warnings],
        [row["round"] for row in kept if row["kind"] == "board_decision"],
    )
    warning = _warning_of(warnings, number)
    letter = (warning["step_number"], warning["round"]) if warning else (None, None)
    debt = await connection.fetchrow(sql.read_debt, company_id, case_id, *letter)
    today = date_in(case["time_zone"], now)
    so_far = Proceedings(
        round=number,
        limits=limits_of(law_of(case["country"]), today),
        today=today,
        is_housing_company=case["is_housing_company"],
        prepared_on=_date(case, warning and warning["created_at"]),
        is_going_out=warning is not None and warning["state"] in GOING_OUT,
        sent_on=_date(case, warning["sent_at"]) if warning and warning["state"] == "sent" else None,
        open=debt["open"],
        settled_on=debt["settled_on"],
        records=tuple(_record(row) for row in kept if row["round"] == number),
    )
    return Course(
        case=case,
        so_far=so_far,
        rows=tuple(rows),
        dispatch_id=warning["id"] if warning else None,
    )


def _warning_of(warnings: Sequence[Any], number: int) -> Any:
    """The letter of a round, if there is one: that many have gone, or the one that is coming."""
    sent = [row for row in warnings if row["state"] == "sent"]
    if number <= len(sent):
        return sent[number - 1]
    return next((row for row in reversed(warnings) if row["state"] != "sent"), None)


def _date(case: Any, instant: datetime | None) -> date | None:
    return date_in(case["time_zone"], instant) if instant else None


def _record(row: Any) -> Record:
    return Record(**{name: row[name] for name in Record.__struct_fields__})


async def record(
    connection: Connection,
    company_id: UUID,
    case_id: UUID,
    new: Record,
    *,
    is_further: bool = False,
    actor: str,
    now: datetime,
) -> None:
    """Record one thing; raises 404, 409 for what its course does not allow, 422 for its faults.

    `is_further` is for the board's decision on another warning after one that has gone.
    """
    course = await read(connection, company_id, case_id, now=now, locks=True)
    so_far = further(course.so_far) if is_further else course.so_far
    check(new, so_far)
    number = so_far.round
    await connection.execute(
        sql.insert_record, company_id, new.id, case_id, number, new.kind, new.happened_on,
        new.reference.strip(), new.note.strip(), new.tenant_name.strip(), new.subject,
        new.addressee, new.way, new.outcome, new.served_on, new.lasts_until, actor, now,
    )  # fmt: skip
    await _log(connection, company_id, course, EVENTS[new.kind], new, actor=actor, now=now)


async def withdraw(
    connection: Connection,
    company_id: UUID,
    case_id: UUID,
    record_id: UUID,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Withdraw what was recorded in error; raises 404, 409 while something rests on it."""
    course = await read(connection, company_id, case_id, now=now, locks=True)
    found = next((one for one in course.so_far.records if one.id == record_id), None)
    if found is None:
        raise missing("record")
    check_withdrawal(found, course.so_far)
    await connection.execute(sql.withdraw_record, company_id, record_id, actor, now)
    kind = "possession_record_withdrawn"
    await _log(connection, company_id, course, kind, found, actor=actor, now=now)


async def _log(
    connection: Connection,
    company_id: UUID,
    course: Course,
    kind: str,
    about: Record,
    *,
    actor: str,
    now: datetime,
) -> None:
    told = {
        name: value
        for name in ("kind", "happened_on", *TOLD)
        if (value := getattr(about, name)) not in (None, "")
    }
    event = Event(
        kind=kind,
        actor=actor,
        occurred_on=course.so_far.today,
        step="possession_warning",
        rule_id=course.case["rule_id"],
        case_id=course.case["id"],
        invoice_id=course.case["invoice_id"],
        customer_id=course.case["customer_id"],
        dispatch_id=course.dispatch_id,
        detail=msgspec.to_builtins(told),
    )
    await log.append(connection, company_id, [event], now=now)


TOLD = (
    "reference", "note", "tenant_name", "subject", "addressee", "way", "outcome", "served_on",
    "lasts_until",
)  # fmt: skip
