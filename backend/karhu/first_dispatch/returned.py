"""What comes back after an invoice went out: it arrived, it waits, or it did not arrive.

Operators and mail servers repeat themselves; the same answer twice changes nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from karhu.channels.answer import FAILURES, Answer
from karhu.customers import ledger
from karhu.events import service as events_log
from karhu.first_dispatch.service import event_of
from karhu.invoices import service as invoices
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


async def take_everywhere(answers: Iterable[Answer], *, now: datetime) -> bool:
    """Take answers about invoices of any company; what is about none of ours is left out.

    Returns whether all is done: what is said of an invoice that is still being sent has to be said
    again.
    """
    by_id = {answer.dispatch_id: answer for answer in answers}
    if not by_id:
        return True
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(sql.find_answered, list(by_id))
    companies: dict[UUID, list[Answer]] = {}
    for row in rows:
        companies.setdefault(row["company_id"], []).append(by_id[row["id"]])
    early = 0
    for company_id, theirs in companies.items():
        async with db.transaction(company_id) as connection:
            early += await _take(connection, company_id, theirs, now)
    return early == 0


async def _take(
    connection: Connection, company_id: UUID, answers: Sequence[Answer], now: datetime
) -> int:
    """Take what was said of a company's invoices; returns how many answers came too early."""
    books = await ledger.hold(connection, company_id, now=now)
    said = [
        {
            "id": answer.dispatch_id,
            "outcome": answer.outcome,
            "text": answer.text or answer.outcome,
            "is_failure": answer.outcome in FAILURES,
        }
        for answer in answers
    ]
    changed = await connection.fetch(sql.note_returns, company_id, now, rows_as_json(said))
    lost = [row for row in changed if row["is_failure"] and row["state_before"] == "sent"]
    found = [row for row in changed if row["state"] == "sent" and row["state_before"] == "failed"]
    await invoices.note_unsent(connection, books, _invoices(lost))
    await invoices.note_sent(connection, books, _invoices(found))
    events = [
        event_of(row, f"first_dispatch_{row['state']}", today=books.today, reason=row["reason"],
                 detail={"channel": row["channel"], "answer": row["detail"]})
        for row in changed
    ]  # fmt: skip
    await events_log.append(connection, company_id, events, now=now)
    ids = [answer.dispatch_id for answer in answers]
    early: int = await connection.fetchval(
        """select count(*) from first_dispatches
           where company_id = $1 and id = any($2::uuid[]) and state = 'sending'""",
        company_id, ids,
    )  # fmt: skip
    return early


def _invoices(rows: Iterable[Any]) -> list[UUID]:
    return [row["invoice_id"] for row in rows if row["what"] == "invoice"]
