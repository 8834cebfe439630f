"""The outbox: one row an outward message. Queueing, taking back, approving, resolving."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import service as cases
from karhu.claims import service as claims
from karhu.claims.recognising import recognise
from karhu.dispatch.charging import claims_costs
from karhu.dispatch.mates import (
    LIVING,
    STANDING,
    Mates,
    hand_over,
    has_mate,
    mates_of,
    others_had_it,
)
from karhu.dispatch.restoring import put_where_they_stood, undo_by_hand
from karhu.dispatch.warnings import require_decisions
from karhu.evaluation import service as evaluation
from karhu.evaluation.facts import CompanyFacts
from karhu.events import service as log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.exceptions.service import Noted
from karhu.kit.db import Connection
from karhu.kit.ids import uuids7
from karhu.kit.problems import conflict
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def queue(
    connection: Connection, company: CompanyFacts, *, as_of: date, now: datetime
) -> None:
    """Write one message for each staged act: queued until the undo window ends, or proposed."""
    after = now + timedelta(minutes=company.undo_window_minutes)
    await connection.execute(sql.queue_dispatches, company.id, after, as_of)
    await claims.write_charges(connection, company.id)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """How many were done, and which were refused with which code."""

    done_count: int
    refused: list[tuple[UUID, str]]


async def take_back(
    connection: Connection,
    company_id: UUID,
    ids: Sequence[UUID] | None,
    *,
    actor: str,
    today: date,
    now: datetime,
) -> Choice:
    """Cancel messages that have not begun to go out; `ids` None means all of them.

    Fee slots return to exactly what they were; the steps wait for a person to release them. What a
    person chose leaves its case where it stood before, and a letter about a whole case goes as one.
    """
    mates = None if ids is None else await _with_mates(connection, company_id, ids)
    rows = await connection.fetch(
        """select * from dispatches where company_id = $1 and state in ('queued', 'proposed')
           and ($2::uuid[] is null or id = any($2)) order by id for update""",
        company_id, mates,
    )  # fmt: skip
    at_once = [row for row in rows if row["place_before"] and not row["is_collective"]]
    await undo_by_hand(connection, company_id, at_once)
    known = {row["id"] for row in at_once}
    others = [row for row in rows if row["id"] not in known]
    for row in sorted(others, key=lambda row: not row["is_copy"]):  # who claims goes last
        await undo(connection, company_id, row, code="cancelled_by_person", reason="manual_review")
    events = [event_of(row, "dispatch_cancelled", actor=actor, today=today) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return await _choice(connection, company_id, ids, rows)


async def _with_mates(connection: Connection, company_id: UUID, ids: Sequence[UUID]) -> list[UUID]:
    """These messages with the others of their letters about whole cases."""
    rows = await connection.fetch(sql.find_letter_mates, company_id, ids)
    return [row["id"] for row in rows]


async def letter_of(connection: Connection, company_id: UUID, row: Any) -> list[Any]:
    """A message alone, or all of those of its letter about a whole case to the same recipient."""
    if not row["is_collective"]:
        return [row]
    mates = await _with_mates(connection, company_id, [row["id"]])
    return await connection.fetch(
        """select * from dispatches where company_id = $1 and id = any($2::uuid[])
           and recipient_id is not distinct from $3 order by id""",
        company_id, mates, row["recipient_id"],
    )  # fmt: skip


async def _choice(
    connection: Connection, company_id: UUID, ids: Sequence[UUID] | None, done: Sequence[Any]
) -> Choice:
    """How many letters were done, those about a whole case as one, and which messages were not."""
    known = {row["id"] for row in done}
    left = [id for id in ids or () if id not in known]
    states = await connection.fetch(
        "select id, state from dispatches where company_id = $1 and id = any($2::uuid[])",
        company_id, left,
    )  # fmt: skip
    found = {row["id"]: f"is_{row['state']}" for row in states}
    refused = [(id, found.get(id, "not_found")) for id in left]
    return Choice(done_count=sum(row["leads"] for row in done), refused=refused)


async def undo(
    connection: Connection,
    company_id: UUID,
    row: Any,
    *,
    code: str,
    reason: str,
    keeps_step: bool = False,
    was_stopped: bool = False,
) -> None:
    """Cancel one message: its claim goes back, its decision becomes a hold with this reason.

    `was_stopped`: by what is known of its invoice now, which the next run decides on anew.
    What a person chose is undone: the case stands where it stood. `keeps_step` is for one of a
    letter's invoices that falls away while the letter goes. While the letter to another recipient
    stands, that one claims what this one did, and the step is not undone.
    """
    mates = {} if keeps_step else await mates_of(connection, company_id, [row])
    await connection.execute(
        """update dispatches set state = 'cancelled', failure_code = $3, lease_token = null,
           lease_until = null where company_id = $1 and id = $2""",
        company_id, row["id"], code,
    )  # fmt: skip
    heirs = await hand_over(connection, company_id, [row], mates, STANDING)
    if claims_costs(row) and not heirs:
        await claims.put_back(
            connection,
            company_id,
            invoice_id=row["invoice_id"],
            dispatch_id=row["id"],
            before=row["claim_before"],
        )
    if keeps_step or has_mate(mates, row, STANDING):
        return
    if others_had_it(mates, row):  # it came back from them: nobody has the letter
        await cases.take_back_letter(
            connection, company_id, case_id=row["case_id"], step_number=row["step_number"]
        )
    if row["place_before"] is not None:
        await put_where_they_stood(connection, company_id, [row])
        return
    await evaluation.hold_again(
        connection,
        company_id,
        case_id=row["case_id"],
        step_number=row["step_number"],
        reason=reason,
        was_stopped=was_stopped or reason != "manual_review",
    )


async def approve(
    connection: Connection,
    company_id: UUID,
    ids: Sequence[UUID] | None,
    *,
    actor: str,
    today: date,
    now: datetime,
) -> Choice:
    """Let proposed messages go: what they claim is claimed, and the undo window begins now.

    Raises 409 for a possession warning on which no decision of the board is recorded.
    """
    if ids is not None:
        await require_decisions(connection, company_id, ids)
    mates = None if ids is None else await _with_mates(connection, company_id, ids)
    rows = await connection.fetch(sql.approve_dispatches, company_id, mates, now)
    await claims.write_approved_charges(connection, company_id, [row["id"] for row in rows])
    events = [event_of(row, "dispatch_approved", actor=actor, today=today) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return await _choice(connection, company_id, ids, rows)


def event_of(
    row: Any,
    kind: str,
    *,
    actor: str,
    today: date,
    reasons: tuple[str, ...] = (),
    detail: dict[str, Any] | None = None,
) -> Event:
    """The log's entry about one message."""
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=today,
        reasons=reasons,
        step=row["step"],
        rule_id=row["rule_id"],
        case_id=row["case_id"],
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        dispatch_id=row["id"],
        detail=detail or {},
    )


def noted(row: Any, cause: str, detail: str) -> Noted:
    """What a person should look at about one message."""
    return Noted(
        cause=cause,
        detail=detail,
        case_id=row["case_id"],
        step_number=row["step_number"],
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        rule_id=row["rule_id"],
        dispatch_id=row["id"],
    )


async def mend(connection: Connection, company_id: UUID, row: Any, *, now: datetime) -> None:
    """Take what was noted about a message's case off the list, but for its other recipients."""
    mates: Mates = await mates_of(connection, company_id, [row])
    spared = [mate.id for mate in mates.get(row["id"], ())]
    await exceptions.mend(connection, company_id, [row["case_id"]], now=now, spared=spared)


async def give_back(
    connection: Connection, company_id: UUID, row: Any, *, actor: str, today: date, now: datetime
) -> None:
    """Give up a failed or unknown message; its step waits for a person.

    A message that came back was settled then, and is only put away.
    """
    if row["sent_at"] is None:
        await undo(connection, company_id, row, code="given_up", reason="manual_review")
    else:
        await _put_away(connection, company_id, row)
    await mend(connection, company_id, row, now=now)
    event = event_of(row, "dispatch_given_up", actor=actor, today=today)
    await log.append(connection, company_id, [event], now=now)


async def _put_away(connection: Connection, company_id: UUID, row: Any) -> None:
    await connection.execute(
        "update dispatches set state = 'cancelled' where company_id = $1 and id = $2",
        company_id, row["id"],
    )  # fmt: skip
    if await is_at_its_step(connection, company_id, row):
        await evaluation.hold_again(
            connection, company_id, case_id=row["case_id"], step_number=row["step_number"],
            reason="manual_review",
        )  # fmt: skip


async def is_at_its_step(connection: Connection, company_id: UUID, row: Any) -> bool:
    """Whether the case of a message stands at its step, and nothing was sent there since."""
    found = await connection.fetchval(
        """select not exists (
               select from dispatches o where o.company_id = $1 and o.case_id = k.id
               and o.step_number = $3 and o.round > $4 and o.state <> 'cancelled')
           from cases k
           where k.company_id = $1 and k.id = $2 and k.state = 'open' and k.step_number = $3""",
        company_id, row["case_id"], row["step_number"], row["round"],
    )  # fmt: skip
    return bool(found)


async def send_anew(
    connection: Connection,
    company_id: UUID,
    rows: Sequence[Any],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> None:
    """Send a letter that came back as another one; raises 409 once its case has moved on.

    While another recipient has the letter, the case did so because of it.
    """
    row = rows[0]
    mates = await mates_of(connection, company_id, rows)
    others_have_it = has_mate(mates, row, LIVING)
    if not others_have_it and not await is_at_its_step(connection, company_id, row):
        detail = "The case has moved on since this letter came back. Give the letter up instead."
        raise conflict("cannot_be_resolved", detail, pointer="/verdict")
    ids = sorted(uuids7(len(rows)))
    for one in rows:
        await _put_away(connection, company_id, one)
    olds = [one["id"] for one in rows]
    await connection.execute(sql.send_anew, company_id, olds, ids, now, others_have_it)
    if not others_have_it:
        await evaluation.act_again(
            connection, company_id, case_id=row["case_id"], step_number=row["step_number"]
        )
    await approve(connection, company_id, ids, actor=actor, today=today, now=now)
    spared = [mate.id for theirs in mates.values() for mate in theirs]
    await exceptions.mend(connection, company_id, [row["case_id"]], now=now, spared=spared)
    events = [event_of(one, "dispatch_resent", actor=actor, today=today) for one in rows]
    await log.append(connection, company_id, events, now=now)


async def resend(
    connection: Connection, company_id: UUID, row: Any, *, actor: str, today: date, now: datetime
) -> None:
    """Send a failed or unknown message once more, to the address of now."""
    await connection.execute(sql.resend, company_id, row["id"], now)
    await evaluation.act_again(
        connection, company_id, case_id=row["case_id"], step_number=row["step_number"]
    )
    await mend(connection, company_id, row, now=now)
    event = event_of(row, "dispatch_resent", actor=actor, today=today)
    await log.append(connection, company_id, [event], now=now)


async def mark_sent(
    connection: Connection, company_id: UUID, row: Any, *, actor: str, today: date, now: datetime
) -> None:
    """Take a person's word that an unknown message arrived: its case moves on."""
    company = await evaluation.load_company(connection, company_id)
    [facts] = await evaluation.facts_of(connection, company, [row["invoice_id"]])
    await connection.execute(sql.mark_sent, company_id, row["id"], now)
    letter = cases.after_letter(
        facts,
        step_number=row["step_number"],
        step=facts.rule.steps[row["step_number"] - 1],
        sent_on=today,
        pay_by_on=row["pay_by_on"],
    )
    await cases.record_letters(connection, company_id, [letter], sent_on=today)
    recognises = row["recognises_income"] or company.recognises_income
    if claims_costs(row) and recognises == "when_sent":
        await recognise(connection, company_id, [row["invoice_id"]], on=today, actor=actor, now=now)
    await mend(connection, company_id, row, now=now)
    event = event_of(row, "dispatch_sent", actor=actor, today=today)
    await log.append(connection, company_id, [event], now=now)
