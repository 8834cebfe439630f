"""Payments that turn out to be told in another way, and of which nothing was allocated."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from karhu.customers.ledger import Ledger
from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def withdraw(
    connection: Connection,
    ledger: Ledger,
    payment_ids: Sequence[UUID],
    why: Mapping[str, str],
    *,
    actor: str,
) -> None:
    """Delete payments of a held ledger and log each; one with allocations stops everything."""
    if not payment_ids:
        return
    rows = await connection.fetch(sql.delete_payments, ledger.company_id, payment_ids)
    assert len(rows) == len(payment_ids), "allocated, or withdrawn before"
    events = [
        Event(
            kind="payment_withdrawn",
            actor=actor,
            occurred_on=ledger.today,
            detail={
                "payment_id": str(row["id"]),
                "key": row["key"],
                "amount": written(row["amount"]),
                "currency": row["currency"],
                **why,
            },
        )
        for row in rows
    ]
    await log.append(connection, ledger.company_id, events, now=ledger.now)
