"""Payments that turn out to be told in another way, and of which nothing was allocated."""

from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from karhu.bookings.service import accounts_of, book
from karhu.customers.ledger import Ledger
from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.kit.sql import Statements
from karhu.payments.payment import Payment
from karhu.payments.vouchers import voucher_of

sql = Statements(__file__)


def reversed_of(payment: Payment) -> Payment:
    """The payment that would take a payment back of which nothing was allocated."""
    return msgspec.structs.replace(
        payment, amount=-payment.amount, unallocated=-payment.unallocated
    )


async def withdraw(
    connection: Connection,
    ledger: Ledger,
    payment_ids: Sequence[UUID],
    why: Mapping[str, str],
    *,
    actor: str,
) -> None:
    """Delete payments of a held ledger, take their bookings back on the same day, and log each.

    One with allocations stops everything.
    """
    if not payment_ids:
        return
    rows = await connection.fetch(sql.delete_payments, ledger.company_id, payment_ids)
    assert len(rows) == len(payment_ids), "allocated, or withdrawn before"
    accounts = await accounts_of(connection, ledger.company_id)
    opposite = [reversed_of(Payment(**row)) for row in rows]
    vouchers = [voucher_of(accounts, payment, (), {}) for payment in opposite]
    await book(connection, ledger.company_id, vouchers, actor=actor, now=ledger.now)
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
