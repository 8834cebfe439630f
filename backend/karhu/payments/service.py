"""Payments: recorded many at a time, each allocated once, never changed."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from karhu.claims.paying import PaidFee, pay_fees
from karhu.contract import types
from karhu.customers.ledger import Ledger, hold, take_keys
from karhu.events import service as log
from karhu.invoices import service as invoices
from karhu.invoices.reference import reference_key
from karhu.kit.db import Connection
from karhu.kit.records import Matching, Outcome, Shelf, columns, given, keyed
from karhu.kit.sql import Statements
from karhu.payments.allocation import Debt
from karhu.payments.book import (
    DEBT_KEYS,
    PAYMENT_KEYS,
    Book,
    Payment,
    Split,
    by_reference,
    decide,
)

sql = Statements(__file__)


async def upsert(
    connection: Connection,
    company_id: UUID,
    records: Sequence[types.PaymentWrite],
    *,
    actor: str,
    now: datetime,
    matching: Matching = "any",
) -> list[Outcome]:
    """Record payments and allocate them in order; one that is known changes nothing."""
    ledger = await hold(connection, company_id, now=now)
    book = await load(connection, ledger, records, actor=actor)
    outcomes = [decide(book, record, matching=matching) for record in records]
    await store(connection, book)
    return outcomes


async def load(
    connection: Connection, ledger: Ledger, records: Sequence[types.PaymentWrite], *, actor: str
) -> Book:
    """What deciding these records needs, in two statements; hold the ledger first."""
    fields = [given(record) for record in records]

    def told(name: str) -> list[str]:
        return [f[name] for f in fields if f.get(name)]

    known = await connection.fetch(sql.find_payments, ledger.company_id, told("external_id"))
    keys = [key for text in told("reference") if (key := reference_key(text))]
    rows = await connection.fetch(
        sql.find_debts, ledger.company_id, told("invoice_id"), told("invoice_external_id"),
        told("invoice_number"), keys,
    )  # fmt: skip
    debts = [Debt(**row) for row in rows]
    return Book(
        ledger=ledger,
        actor=actor,
        shelf=Shelf((Payment(**row) for row in known), keys=PAYMENT_KEYS),
        debts=Shelf(debts, keys=DEBT_KEYS),
        by_reference=by_reference(debts),
    )


async def store(connection: Connection, book: Book) -> None:
    """Write what was decided, one statement a table."""
    ledger, added = book.ledger, book.shelf.added()
    if not added:
        return
    keys = await take_keys(connection, ledger.company_id, "payment", len(added))
    await connection.execute(
        sql.insert_payments, ledger.company_id, ledger.now,
        *columns(keyed(added, keys), Payment.__struct_fields__),
    )  # fmt: skip
    await connection.execute(
        sql.insert_allocations, ledger.company_id, *columns(book.splits, Split.__struct_fields__)
    )
    await _pay(connection, ledger, book.debts.changed())
    await log.append(connection, ledger.company_id, book.events, now=ledger.now)


async def _pay(
    connection: Connection, ledger: Ledger, changed: Sequence[tuple[Debt, Debt]]
) -> None:
    settlements = [
        invoices.Settlement(invoice_id=debt.id, open=debt.open, settled_on=debt.settled_on)
        for _, debt in changed
    ]
    if settlements:
        await invoices.settle(connection, ledger, settlements)
    fees = [
        PaidFee(invoice_id=after.id, amount=after.fee_paid - before.fee_paid)
        for before, after in changed
        if after.fee_paid != before.fee_paid
    ]
    if fees:
        await pay_fees(connection, ledger.company_id, fees)
