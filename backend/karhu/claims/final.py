"""The final interest of invoices that were settled late: counted once, kept until it is paid."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.claims.shown import period_shown
from karhu.customers.ledger import hold
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)
BATCH = 1_000


class Final(msgspec.Struct, frozen=True, kw_only=True):
    """All the interest of an invoice up to the day it was settled; none while it is owed."""

    invoice_id: UUID
    interest_final: Decimal | None = None
    interest_final_on: date | None = None
    interest_final_periods: list[Any] | None = None


def final_of(invoice_id: UUID, owed: Owed) -> Final:
    """The final interest; none unless the invoice was settled after its due date.

    While the rate of a day is not known yet there is none either, and it is asked for again.
    """
    settled_on = owed.settled_on
    if owed.kind != "invoice" or settled_on is None or settled_on <= owed.due_on:
        return Final(invoice_id=invoice_id)
    run = claim_of(owed, settled_on).interest.run
    if run.missing_from is not None:
        return Final(invoice_id=invoice_id)
    return Final(
        invoice_id=invoice_id,
        interest_final=run.amount,
        interest_final_on=settled_on,
        interest_final_periods=[msgspec.to_builtins(period_shown(p)) for p in run.periods],
    )


async def count_final(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> None:
    """Count the final interest of invoices as they stand now, in two statements.

    Hold the ledger first, so that nothing is paid in between.
    """
    if not invoice_ids:
        return
    owed = await read_owed(connection, company_id, invoice_ids)
    finals = [final_of(invoice_id, one) for invoice_id, one in owed.items()]
    await connection.execute(sql.write_finals, company_id, rows_as_json(finals))


async def count_all_final(company_id: UUID, *, now: datetime, batch: int = BATCH) -> int:
    """Count what no payment counted, a batch a transaction; returns how many were looked at.

    It is what the ledger of record settled or opened again by itself.
    """
    async with db.transaction(company_id) as connection:
        await connection.execute(sql.forget_finals, company_id)
    count, after = 0, UUID(int=0)
    while True:
        async with db.transaction(company_id) as connection:
            await hold(connection, company_id, now=now)
            rows = await connection.fetch(sql.find_settled_late, company_id, after, batch)
            found = [row["id"] for row in rows]
            await count_final(connection, company_id, found)
        count += len(found)
        if len(found) < batch:
            return count
        after = found[-1]
