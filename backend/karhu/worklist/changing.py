"""Changing the status of many cases at once: letters queued, proposals approved, hand-overs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import handing_over
from karhu.dispatch import proposals
from karhu.dispatch import service as outbox
from karhu.dispatch.by_hand import Chosen, send_by_hand
from karhu.evaluation import service as evaluation
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.reasons import Reason
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.worklist.standing import Look, Move, move_of
from karhu.worklist.tabs import HANDOVER

sql = Statements(__file__)


class Refused(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row that stays as it is, and why."""

    case_id: UUID
    code: str
    invoice_id: UUID | None = None
    invoice_number: str | None = None
    customer_name: str | None = None
    detail: str | None = None
    changes_on: date | None = None


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """What was done to one case."""

    case_id: UUID
    act: str
    dispatch_id: UUID | None = None
    send_after_before: datetime | None = None
    set_aside_id: UUID | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks for what, and when."""

    company: CompanyFacts
    target: str
    look: Look
    agency: str
    actor: str
    now: datetime


async def change_status(connection: Connection, asked: Asked, case_ids: Sequence[UUID]) -> UUID:
    """Do a step for many cases; returns the change, which names every row that was refused.

    The number of statements does not depend on how many cases there are.
    """
    company = asked.company
    rows = await connection.fetch(sql.find_cases, company.id, case_ids)
    facts = await evaluation.facts_of(connection, company, [row["invoice_id"] for row in rows])
    by_invoice = {one.invoice_id: one for one in facts}
    moved: list[tuple[Any, Facts, Move]] = []
    refused = _unknown(case_ids, rows)
    for row in rows:
        one = by_invoice[row["invoice_id"]]
        move = move_of(one, asked.target, row["letter_state"], asked.look)
        if move.refusals:
            refused.append(refusal(row, move.refusals))
        else:
            moved.append((row, one, move))
    done = await _carry_out(connection, asked, moved)
    return await _store(connection, asked, done, refused)


def refusal(row: Mapping[str, Any], reasons: Sequence[Reason]) -> Refused:
    """What is answered about a row that stays: its first reason, and when the last falls away."""
    days = [reason.changes_on for reason in reasons]
    first = reasons[0]
    return Refused(
        case_id=row["id"],
        code=first.code,
        invoice_id=row["invoice_id"],
        invoice_number=row["number"],
        customer_name=row["customer_name"],
        detail=first.detail or None,
        changes_on=None if None in days else max(day for day in days if day is not None),
    )


def _unknown(asked: Iterable[UUID], rows: Sequence[Any]) -> list[Refused]:
    found = {row["id"] for row in rows}
    return [Refused(case_id=id, code="not_found") for id in asked if id not in found]


async def _carry_out(
    connection: Connection, asked: Asked, moved: Sequence[tuple[Any, Facts, Move]]
) -> list[Done]:
    company, today = asked.company, asked.look.as_of
    approved, chosen, given, aside = [], [], [], {}
    for row, facts, move in moved:
        is_proposed = row["letter_state"] == "proposed"
        if is_proposed and move.number == row["letter_step_number"]:
            approved.append(row)
            continue
        if is_proposed:
            aside[row["id"]] = row["dispatch_id"]
        if asked.target == HANDOVER:
            given.append(row)
        else:
            chosen.append((row, facts, move))
    if aside:
        await proposals.set_aside(connection, company.id, list(aside.values()))
    done = await _approve(connection, asked, approved)
    if given:
        ids = await handing_over.hand_over(
            connection, company.id, [row["id"] for row in given],
            agency=asked.agency, actor=asked.actor, today=today, now=asked.now,
        )  # fmt: skip
        done += [Done(case_id=id, act="handed_over", set_aside_id=aside.get(id)) for id in ids]
    if chosen:
        done += await _send(connection, asked, chosen, aside)
    return done


async def _approve(connection: Connection, asked: Asked, rows: Sequence[Any]) -> list[Done]:
    if not rows:
        return []
    await outbox.approve(
        connection, asked.company.id, [row["dispatch_id"] for row in rows],
        actor=asked.actor, today=asked.look.as_of, now=asked.now,
    )  # fmt: skip
    return [
        Done(
            case_id=row["id"],
            act="approved",
            dispatch_id=row["dispatch_id"],
            send_after_before=row["send_after"],
        )
        for row in rows
    ]


async def _send(
    connection: Connection,
    asked: Asked,
    chosen: Sequence[tuple[Any, Facts, Move]],
    aside: Mapping[UUID, UUID],
) -> list[Done]:
    letters = [
        Chosen(facts=facts, decision=decision, items=(facts,), charged=_charged(facts, decision))
        for _, facts, move in chosen
        if (decision := move.decision) is not None
    ]
    ids = await send_by_hand(
        connection, asked.company, letters,
        actor=asked.actor, today=asked.look.as_of, now=asked.now,
    )  # fmt: skip
    return [
        Done(case_id=row["id"], act="sent", dispatch_id=id, set_aside_id=aside.get(row["id"]))
        for (row, _, _), id in zip(chosen, ids, strict=True)
    ]


def _charged(facts: Facts, decision: Decision) -> frozenset[UUID]:
    claims_interest = decision.step is not None and decision.step.claims_interest
    return frozenset({facts.invoice_id}) if claims_interest else frozenset()


async def _store(
    connection: Connection, asked: Asked, done: Sequence[Done], refused: Sequence[Refused]
) -> UUID:
    id = uuid7()
    await connection.execute(
        sql.insert_change, asked.company.id, id, asked.target, asked.actor, asked.now, len(done),
        msgspec.to_builtins(refused), rows_as_json(done),
    )  # fmt: skip
    return id
