"""Invoices: written many at a time, changed by hand, settled by payments."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.ledger import Ledger, hold, take_keys
from karhu.events import service as log
from karhu.invoices.book import KEYS, Book, Debtor, Record, decide
from karhu.invoices.invoice import STORED, Invoice
from karhu.invoices.item import kept_items
from karhu.kit.db import Connection
from karhu.kit.problems import missing
from karhu.kit.records import Matching, Outcome, Shelf, columns, given, keyed
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


async def upsert(
    connection: Connection,
    company_id: UUID,
    records: Sequence[types.InvoiceWrite],
    *,
    actor: str,
    now: datetime,
    matching: Matching = "any",
    received_on: date | None = None,
) -> list[Outcome]:
    """Add invoices or bring them up to date; each is answered on its own, in order.

    `received_on` is the company's date unless told.
    """
    ledger = await hold(connection, company_id, now=now)
    book = await load(connection, ledger, records, actor=actor, received_on=received_on)
    outcomes = [decide(book, record, matching=matching) for record in records]
    await store(connection, book)
    return outcomes


async def change(
    connection: Connection,
    company_id: UUID,
    invoice_id: UUID,
    changes: types.InvoiceChanges,
    *,
    actor: str,
    now: datetime,
) -> Outcome:
    """Change one invoice by hand; the log keeps every changed field."""
    ledger = await hold(connection, company_id, now=now)
    book = await load(connection, ledger, [changes], actor=actor, ids=[invoice_id])
    if book.shelf.get(invoice_id) is None:
        raise missing("invoice")
    outcome = decide(book, changes, matching=invoice_id)
    await store(connection, book)
    return outcome


async def load(
    connection: Connection,
    ledger: Ledger,
    records: Sequence[Record],
    *,
    actor: str,
    received_on: date | None = None,
    ids: Sequence[UUID] = (),
) -> Book:
    """What deciding these records needs, in two statements; hold the ledger first."""
    fields = [given(record) for record in records]

    def told(*names: str) -> list[str]:
        return [f[name] for f in fields for name in names if f.get(name)]

    rows = await connection.fetch(
        sql.find_invoices, ledger.company_id, ids, told("external_id"),
        told("number", "original_number"),
    )  # fmt: skip
    debtors = await connection.fetch(
        sql.find_debtors, ledger.company_id, told("customer_id"), told("customer_external_id"),
        told("customer_number"),
    )  # fmt: skip
    return Book(
        ledger=ledger,
        actor=actor,
        received_on=received_on or ledger.today,
        shelf=Shelf((_known(row) for row in rows), keys=KEYS),
        debtors=Shelf((Debtor(**row) for row in debtors), keys=KEYS),
    )


def _known(row: Mapping[str, Any]) -> Invoice:
    return Invoice(**{**row, "items": kept_items(row["items"])})


async def store(connection: Connection, book: Book) -> None:
    """Write what was decided: one statement for the new, one for the changed, one for the log.

    The rows of invoices are one statement more, where they are new or differ.
    """
    ledger, added, changed = book.ledger, book.shelf.added(), book.shelf.changed()
    if changed:  # first, for a changed number may be free for a new invoice
        await _write(connection, sql.update_invoices, ledger, [after for _, after in changed])
    if added:
        keys = await take_keys(connection, ledger.company_id, "invoice", len(added))
        await _write(connection, sql.insert_invoices, ledger, keyed(added, keys))
    told = [row for row in added if row.items]
    told += [after for before, after in changed if after.items != before.items]
    if told:
        items = [{"invoice_id": row.id, "items": row.items} for row in told]
        await connection.execute(sql.write_items, ledger.company_id, rows_as_json(items))
    await log.append(connection, ledger.company_id, book.events, now=ledger.now)


async def _write(
    connection: Connection, statement: str, ledger: Ledger, rows: Sequence[Invoice]
) -> None:
    await connection.execute(statement, ledger.company_id, ledger.now, *columns(rows, STORED))


class Settlement(msgspec.Struct, frozen=True, kw_only=True):
    """What is open of an invoice after payments, and since when nothing is."""

    invoice_id: UUID
    open: Decimal
    settled_on: date | None


async def settle(connection: Connection, ledger: Ledger, settlements: Sequence[Settlement]) -> None:
    """Write what payments left open."""
    await connection.execute(
        sql.settle_invoices,
        ledger.company_id,
        ledger.now,
        *columns(settlements, ("invoice_id", "open", "settled_on")),
    )


async def tell_reminded(
    connection: Connection,
    company_id: UUID,
    invoice_ids: Sequence[UUID],
    on: date,
    *,
    now: datetime,
) -> None:
    """Note a reminder sent outside Karhu on the invoices that tell of none."""
    await connection.execute(sql.tell_reminded, company_id, invoice_ids, on, now)


async def note_unsent(connection: Connection, ledger: Ledger, invoice_ids: Sequence[UUID]) -> None:
    """Note that these invoices never arrived: they are unsent again; hold the ledger first."""
    await connection.execute(sql.mark_invoices_unsent, ledger.company_id, ledger.now, invoice_ids)


async def note_sent(connection: Connection, ledger: Ledger, invoice_ids: Sequence[UUID]) -> None:
    """Note that these invoices were sent today, unless they were before; hold the ledger first."""
    await connection.execute(
        sql.mark_invoices_sent, ledger.company_id, ledger.now, invoice_ids, ledger.today
    )
