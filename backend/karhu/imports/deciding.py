"""Deciding the records of an import by the code that decides a single one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.customers import book as customer_book
from karhu.customers import service as customers
from karhu.customers.customer import Customer
from karhu.customers.ledger import look
from karhu.imports.drafts import Drafts
from karhu.invoices import book as invoice_book
from karhu.invoices import service as invoices
from karhu.invoices.invoice import Invoice
from karhu.kit.db import Connection
from karhu.kit.records import Outcome, Shelf
from karhu.payments import book as payment_book
from karhu.payments import service as payments
from karhu.payments.allocation import Debt
from karhu.payments.payment import Payment

UPSERTS: dict[str, Callable[..., Any]] = {
    "customers": customers.upsert,
    "invoices": invoices.upsert,
    "payments": payments.upsert,
}


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """One import, as far as deciding its records needs it."""

    company_id: UUID
    id: UUID
    kind: str
    is_dry_run: bool
    actor: str


async def decide_records(
    connection: Connection, job: Job, records: Sequence[Any], *, now: datetime
) -> list[Outcome]:
    """What becomes of each record; a dry run decides the same and writes nothing but drafts."""
    if not records:
        return []
    if job.is_dry_run:
        return await _rehearse(connection, job, records, now=now)
    upsert = UPSERTS[job.kind]
    outcomes: list[Outcome] = await upsert(
        connection, job.company_id, records, actor=job.actor, now=now
    )
    return outcomes


async def _rehearse(
    connection: Connection, job: Job, records: Sequence[Any], *, now: datetime
) -> list[Outcome]:
    ledger = await look(connection, job.company_id, now=now)
    drafts = Drafts(connection=connection, company_id=job.company_id, import_id=job.id)
    book: Any
    shelves: list[tuple[Shelf[Any], type]]
    decide: Callable[..., Outcome]
    match job.kind:
        case "customers":
            book = await customers.load(connection, ledger, records)
            shelves, decide = [(book.shelf, Customer)], customer_book.decide
        case "invoices":
            book = await invoices.load(connection, ledger, records, actor=job.actor)
            shelves, decide = [(book.shelf, Invoice)], invoice_book.decide
        case "payments":
            book = await payments.load(connection, ledger, records, actor=job.actor)
            shelves, decide = [(book.shelf, Payment), (book.debts, Debt)], payment_book.decide
        case _:
            raise AssertionError(job.kind)
    for shelf, kind in shelves:
        await drafts.lay(shelf, kind, _told(records))
    outcomes = [decide(book, record, matching="any") for record in records]
    for shelf, kind in shelves:
        await drafts.keep(shelf, kind)
    return outcomes


_NAMES = {"external_id": "external_id", "number": "number", "original_number": "number"}


def _told(records: Sequence[Any]) -> list[tuple[str, str]]:
    """The names by which records mean rows that an earlier line may have made."""
    return [
        (key, value)
        for record in records
        for field, key in _NAMES.items()
        if isinstance(value := getattr(record, field, None), str)
    ]
