"""The collection view and its cases: read for many, and changed by a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import moving
from karhu.claims import service as claims
from karhu.claims.reading import read_owed
from karhu.collection.coming import Coming, next_of, steps_to_come
from karhu.collection.letters import Sent, letters_of
from karhu.collection.parts import Parts, parts_of, sum_of
from karhu.customers.ledger import hold
from karhu.dispatch.proposing import added_by
from karhu.evaluation import service as evaluation
from karhu.evaluation.collective import Collected, collect
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts
from karhu.evaluation.reasons import Reason
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.problems import conflict, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)
Row = Mapping[str, Any]


class Next(msgspec.Struct, frozen=True):
    """What the rule says of a case's next step, and the first day on which it could go."""

    decision: Decision
    first_on: date | None


class Shown(msgspec.Struct, frozen=True):
    """A case as a list shows it; a closed or an empty one has no next step."""

    row: Row
    next: Next | None


class Debt(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice of a case, inside or gone, with what is owed on it now."""

    row: Row
    parts: Parts
    new_interest: Decimal
    left_out: tuple[Reason, ...]

    @property
    def is_inside(self) -> bool:
        """Whether it is in collection in this case now."""
        return self.row["left_on"] is None


class Details(msgspec.Struct, frozen=True, kw_only=True):
    """All that the page of a case says."""

    case: Shown
    debts: Sequence[Debt]
    letters: Sequence[Sent]
    to_come: Sequence[Coming]
    payments: Sequence[Row]

    @property
    def totals(self) -> Parts:
        """What is owed on the invoices inside."""
        return sum_of(debt.parts for debt in self.debts if debt.is_inside)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which cases to list, after which one, so many."""

    case_id: UUID | None = None
    state: str | None = None
    customer_id: UUID | None = None
    pattern: str | None = None
    after: tuple[Any, Any] = (None, None)
    limit: int = 1


async def invoices_of(
    connection: Connection, company_id: UUID, today: date, filters: Sequence[Any], *page: Any
) -> tuple[Sequence[Row], dict[UUID, str]]:
    """A page of overdue invoices, and why those outside cannot be moved in: six statements."""
    query = sql.list_invoices.replace("{overdue}", sql.overdue)
    rows = await connection.fetch(query, company_id, today, *filters, *page)
    outside = [row["id"] for row in rows if row["case_id"] is None]
    if not outside:
        return rows, {}
    company = await evaluation.load_company(connection, company_id)
    facts = await evaluation.facts_of(connection, company, outside)
    found = {one.invoice_id: moving.why_not_moved(one, today) for one in facts}
    return rows, {id: code for id, code in found.items() if code is not None}


async def count_invoices(
    connection: Connection, company_id: UUID, today: date, filters: Sequence[Any]
) -> int:
    """How many invoices the list has in all."""
    query = sql.count_invoices.replace("{overdue}", sql.overdue)
    count: int = await connection.fetchval(query, company_id, today, *filters)
    return count


async def cases_of(
    connection: Connection, company_id: UUID, today: date, wanted: Wanted
) -> list[Shown]:
    """A page of cases with what comes next in each: four statements, however many."""
    rows = await connection.fetch(
        sql.list_cases, company_id, wanted.case_id, wanted.state, wanted.customer_id,
        wanted.pattern, *wanted.after, wanted.limit,
    )  # fmt: skip
    open_ids = [row["id"] for row in rows if row["state"] != "closed"]
    if not open_ids:
        return [Shown(row, None) for row in rows]
    company = await evaluation.load_company(connection, company_id)
    collected = await _collected(connection, company, open_ids, today)
    return [Shown(row, _next(collected.get(row["id"]), today)) for row in rows]


def _next(collected: Collected | None, today: date) -> Next | None:
    return None if collected is None else Next(*next_of(collected, today))


async def _collected(
    connection: Connection, company: CompanyFacts, case_ids: Sequence[UUID], today: date
) -> dict[UUID, Collected]:
    items = await evaluation.items_of(connection, company, case_ids)
    return {id: collect(found, today) for id, found in items.items()}


async def find_case(
    connection: Connection, company_id: UUID, case_id: UUID, today: date
) -> Details:
    """A case with all that its page says; raises 404."""
    rows = await connection.fetch(
        sql.list_cases, company_id, case_id, None, None, None, None, None, 1
    )
    if not rows:
        raise missing("case")
    company = await evaluation.load_company(connection, company_id)
    collected = (await _collected(connection, company, [case_id], today)).get(case_id)
    letters = await connection.fetch(sql.read_letters, company_id, case_id)
    return Details(
        case=Shown(rows[0], _next(collected, today)),
        debts=await _debts(connection, company_id, case_id, collected, today),
        letters=letters_of(letters),
        to_come=list(steps_to_come(collected.facts, today)) if collected else [],
        payments=await connection.fetch(sql.read_payments, company_id, case_id),
    )


async def _debts(
    connection: Connection,
    company_id: UUID,
    case_id: UUID,
    collected: Collected | None,
    today: date,
) -> list[Debt]:
    rows = await connection.fetch(sql.read_items, company_id, case_id)
    owed = await read_owed(connection, company_id, [row["invoice_id"] for row in rows])
    inside = {row["invoice_id"]: None for row in rows if row["left_on"] is None}
    charges = await claims.charges_of(connection, company_id, inside, on=today)
    added = {id: max(added_by(charge, owed[id]), ZERO) for id, charge in charges.items()}
    left = collected.left_out if collected else ()
    left_out = {one.facts.invoice_id: one.reasons for one in left}
    return [
        Debt(
            row=row,
            parts=parts_of(owed[row["invoice_id"]]),
            new_interest=added.get(row["invoice_id"], ZERO),
            left_out=left_out.get(row["invoice_id"], ()),
        )
        for row in rows
    ]


async def transfer(
    connection: Connection, company_id: UUID, direction: str, ids: Sequence[UUID], *, actor: str,
    now: Any,
) -> moving.Moved:  # fmt: skip
    """Move invoices into collection or out of it (R282); what is refused has a code."""
    ledger = await hold(connection, company_id, now=now)
    move = {"in": moving.move_in, "out": moving.move_out}[direction]
    return await move(connection, ledger, list(dict.fromkeys(ids)), actor=actor)


async def numbers_of(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> dict[UUID, str]:
    """The numbers of invoices, as far as there are such."""
    rows = await connection.fetch(
        "select id, number from invoices where company_id = $1 and id = any($2::uuid[])",
        company_id, invoice_ids,
    )  # fmt: skip
    return {row["id"]: row["number"] for row in rows}


CLOSING = {
    "in_sending": "A letter of this case is on its way, or its fate is not known. Take it back "
    "or say what became of it, then close the case.",
    "not_open": "This case is closed already.",
}


async def close(
    connection: Connection, company_id: UUID, case_id: UUID, *, actor: str, now: Any
) -> None:
    """Close a case (R314); raises 404, or 409 with what to do."""
    ledger = await hold(connection, company_id, now=now)
    known = await connection.fetchval(
        "select 1 from cases where company_id = $1 and id = $2 and scope = 'customer'",
        company_id, case_id,
    )  # fmt: skip
    if known is None:
        raise missing("case")
    closed = await moving.close(connection, ledger, [case_id], actor=actor)
    for _, code in closed.refused:
        raise conflict(code, CLOSING[code])
