"""All that a customer owes in one case: invoices moved in and out, the case closed, by a person."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.customers.ledger import Ledger, take_keys
from karhu.evaluation import service as evaluation
from karhu.evaluation.facts import HAS_COLLECTION_BAN, IS_AT_AGENCY, CompanyFacts, Facts
from karhu.events import service as log
from karhu.events.log import Event
from karhu.invoices.reference import reference_in, reference_key
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)
FIRST_ROOT = 90_000_000  # of case references: beyond the numbers that ledgers give invoices


class Moved(msgspec.Struct, frozen=True, kw_only=True):
    """Which were done, and which were refused with which code."""

    done: list[UUID]
    refused: list[tuple[UUID, str]]


async def move_in(
    connection: Connection, ledger: Ledger, invoice_ids: Sequence[UUID], *, actor: str
) -> Moved:
    """Move invoices into collection; those of one customer join one case (R284, R285).

    The ledger is held. A case opens for a customer without one. Each refusal has a code.
    """
    company = await evaluation.load_company(connection, ledger.company_id)
    found = {
        one.invoice_id: one for one in await evaluation.facts_of(connection, company, invoice_ids)
    }
    refused = [(id, "not_found") for id in invoice_ids if id not in found]
    wanted, busy = [], await _busy(connection, company.id, [f.case_id for f in found.values()])
    for facts in sorted(found.values(), key=lambda one: (one.due_on, str(one.invoice_id))):
        if code := why_not_moved(facts, ledger.today, is_busy=facts.case_id in busy):
            refused.append((facts.invoice_id, code))
        else:
            wanted.append(facts)
    cases = await _cases_of(connection, ledger, company, wanted, actor)
    going = [one for one in wanted if cases[one.customer_id]["currency"] == one.currency]
    others = [one.invoice_id for one in wanted if one not in going]
    refused += [(id, "other_currency") for id in others]
    rows = [
        {"case_id": cases[one.customer_id]["id"], "invoice_id": one.invoice_id} for one in going
    ]
    await connection.execute(sql.move_in, company.id, ledger.today, actor, rows_as_json(rows))
    events = [
        _moved(cases[one.customer_id], "invoice_moved_in", ledger.today, actor, one.invoice_id)
        for one in going
    ]
    await log.append(connection, company.id, events, now=ledger.now)
    return Moved(done=[one.invoice_id for one in going], refused=refused)


def why_not_moved(facts: Facts, today: date, *, is_busy: bool = False) -> str | None:
    """The code of what keeps an invoice out of collection whoever asks; None: it may be moved."""
    checks = {
        "already_in_collection": facts.is_in_collection,
        facts.kind: facts.kind != "invoice",
        "settled": facts.open == 0 and facts.costs_open <= 0,
        "negative_balance": facts.open < 0,
        "not_due": facts.due_on >= today,
        "customer_blocked": facts.customer_rule_id == facts.company.blocking_rule_id,
        "collection_ban": facts.has(HAS_COLLECTION_BAN),
        "at_agency": facts.has(IS_AT_AGENCY),
        "in_sending": is_busy,
    }
    found = next((code for code, holds in checks.items() if holds), None)
    rule = facts.company.current_rule(facts.customer_rule_id)
    return found or (None if rule.scope == "customer" else "rule_of_single_invoices")


async def _cases_of(
    connection: Connection,
    ledger: Ledger,
    company: CompanyFacts,
    wanted: Sequence[Facts],
    actor: str,
) -> dict[UUID, Mapping[str, Any]]:
    """The open case of each customer; without one it opens in their oldest invoice's currency."""
    customers = list({one.customer_id for one in wanted})
    rows = await connection.fetch(sql.find_open_customer_cases, company.id, customers)
    cases: dict[UUID, Mapping[str, Any]] = {row["customer_id"]: row for row in rows}
    firsts: dict[UUID, Facts] = {}
    for one in wanted:
        if one.customer_id not in cases:
            firsts.setdefault(one.customer_id, one)
    if not firsts:
        return cases
    keys = await take_keys(connection, company.id, "case", len(firsts))
    opened = [
        _opened(one, ledger.country, key) for one, key in zip(firsts.values(), keys, strict=True)
    ]
    await connection.execute(
        sql.open_customer_cases, company.id, ledger.today, rows_as_json(opened)
    )
    events = [_moved(case, "case_opened", ledger.today, actor) for case in opened]
    await log.append(connection, company.id, events, now=ledger.now)
    return cases | {case["customer_id"]: case for case in opened}


def _opened(first: Facts, country: str, key: int) -> dict[str, Any]:
    rule = first.company.current_rule(first.customer_rule_id)
    reference = reference_in(country, FIRST_ROOT + key)
    return {
        "id": uuid7(),
        "customer_id": first.customer_id,
        "rule_id": rule.id,
        "rule_version": rule.version,
        "currency": first.currency,
        "reference": reference,
        "reference_key": reference_key(reference),
    }


async def move_out(
    connection: Connection, ledger: Ledger, invoice_ids: Sequence[UUID], *, actor: str
) -> Moved:
    """Take invoices out of collection; not while a letter of their case is on its way."""
    inside = await connection.fetch(
        """select invoice_id, case_id from case_items
           where company_id = $1 and invoice_id = any($2::uuid[]) and left_on is null""",
        ledger.company_id, invoice_ids,
    )  # fmt: skip
    busy = await _busy(connection, ledger.company_id, [row["case_id"] for row in inside])
    held = {row["invoice_id"] for row in inside if row["case_id"] in busy}
    free = {row["invoice_id"] for row in inside} - held
    rows = await connection.fetch(sql.move_out, ledger.company_id, list(free), ledger.today)
    events = [
        _moved(row, "invoice_moved_out", ledger.today, actor, row["invoice_id"], row["case_id"])
        for row in rows
    ]
    await log.append(connection, ledger.company_id, events, now=ledger.now)
    refused = [
        (id, "in_sending" if id in held else "not_in_collection")
        for id in invoice_ids
        if id not in free
    ]
    return Moved(done=[row["invoice_id"] for row in rows], refused=refused)


async def close(
    connection: Connection, ledger: Ledger, case_ids: Sequence[UUID], *, actor: str
) -> Moved:
    """Close cases of all that a customer owes: never by itself (R313), never under a letter.

    Their invoices leave collection; moved again, they begin a new case (R315 to R317).
    """
    busy = await _busy(connection, ledger.company_id, case_ids)
    free = [id for id in case_ids if id not in busy]
    rows = await connection.fetch(sql.close_customer_cases, ledger.company_id, free, ledger.today)
    done = [row["id"] for row in rows]
    await evaluation.forget(connection, ledger.company_id, done)
    events = [
        _moved(row, "case_closed", ledger.today, actor, reasons=("closed_by_person",))
        for row in rows
    ]
    await log.append(connection, ledger.company_id, events, now=ledger.now)
    left = [id for id in case_ids if id not in done]
    refused = [(id, "in_sending" if id in busy else "not_open") for id in left]
    return Moved(done=done, refused=refused)


async def _busy(
    connection: Connection, company_id: UUID, case_ids: Collection[UUID | None]
) -> set[UUID | None]:
    wanted = [id for id in case_ids if id is not None]
    rows = await connection.fetch(sql.find_busy, company_id, wanted) if wanted else []
    return {row["case_id"] for row in rows}


def _moved(
    case: Mapping[str, Any],
    kind: str,
    today: date,
    actor: str,
    invoice_id: UUID | None = None,
    case_id: UUID | None = None,
    reasons: tuple[str, ...] = (),
) -> Event:
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=today,
        reasons=reasons,
        rule_id=case["rule_id"],
        case_id=case_id or case["id"],
        invoice_id=invoice_id,
        customer_id=case["customer_id"],
    )
