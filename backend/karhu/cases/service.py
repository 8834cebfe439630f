"""Cases: opened when an invoice is taken up, moved one step at a time, closed when settled."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation import service as evaluation
from karhu.evaluation.facts import SENT_ON, CompanyFacts, Facts, RuleFacts
from karhu.evaluation.opening import Opening, look_on, open_case
from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.rules.rule import Step

sql = Statements(__file__)


async def take_up(
    connection: Connection, company: CompanyFacts, untaken: Sequence[Facts], *, as_of: date
) -> list[Event]:
    """Open a case for each of these due invoices; returns what the log should say."""
    opened = [(uuid7(), facts, open_case(facts)) for facts in untaken]
    rows = await connection.fetch(
        sql.open_cases,
        company.id,
        as_of,
        [case_id for case_id, _, _ in opened],
        [facts.invoice_id for _, facts, _ in opened],
        [facts.customer_id for _, facts, _ in opened],
        [facts.rule.id for _, facts, _ in opened],
        [facts.rule.version for _, facts, _ in opened],
        [opening.state for _, _, opening in opened],
        [opening.next_on for _, _, opening in opened],
        [opening.close_reason for _, _, opening in opened],
        [opening.was_outside for _, _, opening in opened],
    )
    new = {row["id"] for row in rows}
    return [
        _opened(case_id, facts, opening, as_of)
        for case_id, facts, opening in opened
        if case_id in new
    ]


def _opened(case_id: UUID, facts: Facts, opening: Opening, as_of: date) -> Event:
    kind = {"open": "case_opened", "quarantined": "case_quarantined", "closed": "backlog_ignored"}
    return Event(
        kind="outside_automation" if opening.was_outside else kind[opening.state],
        actor="automation",
        occurred_on=as_of,
        rule_id=facts.rule.id,
        case_id=case_id,
        invoice_id=facts.invoice_id,
        customer_id=facts.customer_id,
    )


async def advance(connection: Connection, company_id: UUID, *, as_of: date) -> None:
    """Move the staged cases whose step was given up past it."""
    await connection.execute(sql.advance_cases, company_id, as_of)


class SentLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that went out for a case's step, and the first day its next step can be reached."""

    case_id: UUID
    step_number: int
    step: str
    pay_by_on: date
    next_on: date | None


async def record_letters(
    connection: Connection, company_id: UUID, letters: Sequence[SentLetter], *, sent_on: date
) -> None:
    """Record sent letters on their cases; a step recorded twice moves its case once."""
    await connection.execute(sql.record_letters, company_id, sent_on, rows_as_json(letters))


def after_letter(
    facts: Facts, *, step_number: int, step: Step, sent_on: date, pay_by_on: date
) -> SentLetter:
    """What a letter sent on a day means for its case."""
    sent = {SENT_ON[step.kind]: sent_on}
    following = msgspec.structs.replace(
        facts, step_number=step_number + 1, last_pay_by_on=pay_by_on, **sent
    )
    assert facts.case_id is not None
    return SentLetter(
        case_id=facts.case_id,
        step_number=step_number,
        step=step.kind,
        pay_by_on=pay_by_on,
        next_on=look_on(following),
    )


async def put_at_steps(
    connection: Connection, company_id: UUID, places: Mapping[UUID, tuple[int, date | None]]
) -> None:
    """Put cases at steps, with the day on which they are looked at next."""
    rows = [
        {"id": id, "step_number": number, "next_on": next_on}
        for id, (number, next_on) in places.items()
    ]
    await connection.execute(sql.put_at_steps, company_id, rows_as_json(rows))


async def take_back_letter(
    connection: Connection, company_id: UUID, *, case_id: UUID, step_number: int
) -> bool:
    """Put a case back to a step whose letter did not arrive; False if it has moved on since."""
    return bool(await connection.fetch(sql.take_back_letter, company_id, case_id, step_number))


async def close_settled(connection: Connection, company_id: UUID, *, as_of: date) -> list[Event]:
    """Close the cases whose principal is settled; returns what the log should say."""
    rows = await connection.fetch(sql.close_settled, company_id, as_of)
    return [_closing("case_closed", row, as_of, reasons=("settled",)) for row in rows]


async def reopen(connection: Connection, company_id: UUID, *, as_of: date) -> list[Event]:
    """Reopen the cases of invoices that are owed again; their steps go on where they stood."""
    rows = await connection.fetch(sql.reopen_cases, company_id, as_of)
    return [_closing("case_reopened", row, as_of) for row in rows]


def _closing(kind: str, row: Any, as_of: date, reasons: tuple[str, ...] = ()) -> Event:
    return Event(
        kind=kind,
        actor="automation",
        occurred_on=as_of,
        reasons=reasons,
        rule_id=row["rule_id"],
        case_id=row["id"],
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
    )


async def join(
    connection: Connection, company: CompanyFacts, joiners: Sequence[Facts], *, as_of: date
) -> list[Event]:
    """Pin cases opened outside the automation to the rule their customer is in now."""
    pinned = [(facts, company.current_rule(facts.customer_rule_id)) for facts in joiners]
    await _pin(connection, company.id, pinned)
    return [_pinned(facts, as_of, "automation") for facts, _ in pinned]


async def look_again(connection: Connection, company_id: UUID, changed: Sequence[Facts]) -> None:
    """Set anew on which day cases are looked at: a due date or a letter told may have moved it."""
    await _pin(connection, company_id, [(facts, facts.rule) for facts in changed])


async def move_to_version(
    connection: Connection,
    company_id: UUID,
    rule_id: UUID,
    *,
    actor: str,
    today: date,
    now: datetime,
) -> int:
    """Pin every case of a rule that is not closed to its newest version; returns how many."""
    company = await evaluation.load_company(connection, company_id)
    rule = company.current_rule(rule_id)
    ids = await connection.fetch(
        """select coalesce(k.invoice_id, (
               select t.invoice_id from case_items t
               where t.company_id = $1 and t.case_id = k.id and t.left_on is null limit 1)) as id
           from cases k
           where k.company_id = $1 and k.rule_id = $2 and k.state <> 'closed'
             and k.rule_version <> $3""",
        company_id, rule_id, rule.version,
    )  # fmt: skip
    moved = await evaluation.facts_of(connection, company, [row["id"] for row in ids])
    await _pin(connection, company_id, [(facts, rule) for facts in moved])
    await log.append(
        connection, company_id, [_pinned(facts, today, actor) for facts in moved], now=now
    )
    return len(moved)


async def _pin(
    connection: Connection, company_id: UUID, pinned: Sequence[tuple[Facts, RuleFacts]]
) -> None:
    again = [msgspec.structs.replace(facts, rule=rule) for facts, rule in pinned]
    await connection.execute(
        sql.pin_cases,
        company_id,
        [facts.case_id for facts in again],
        [facts.rule.id for facts in again],
        [facts.rule.version for facts in again],
        [look_on(facts) for facts in again],
    )


def _pinned(facts: Facts, as_of: date, actor: str) -> Event:
    return Event(
        kind="case_moved",
        actor=actor,
        occurred_on=as_of,
        rule_id=facts.rule.id,
        case_id=facts.case_id,
        invoice_id=facts.invoice_id,
        customer_id=facts.customer_id,
    )


async def release(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> int:
    """Let cases that wait for a person go on, from quarantine or from review; returns how many."""
    rows = await connection.fetch(
        """update cases set state = 'open', quarantined_at_step =
               case when state = 'quarantined' then step_number else quarantined_at_step end
           where company_id = $1 and id = any($2::uuid[]) and state <> 'closed'
           returning id, invoice_id, customer_id, rule_id""",
        company_id, case_ids,
    )  # fmt: skip
    await evaluation.forget(connection, company_id, [row["id"] for row in rows])
    events = [
        msgspec.structs.replace(_closing("case_released", row, today), actor=actor) for row in rows
    ]
    await log.append(connection, company_id, events, now=now)
    return len(rows)
