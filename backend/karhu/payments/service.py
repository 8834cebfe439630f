"""Payments: recorded many at a time, each allocated once, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from karhu.bookings.service import accounts_of
from karhu.bookings.service import book as book_vouchers
from karhu.claims.final import count_final
from karhu.claims.paying import CostsPaid, pay_costs
from karhu.claims.reading import read_owed
from karhu.contract import types
from karhu.customers.ledger import Ledger, hold, take_keys
from karhu.events import service as log
from karhu.events.log import Event
from karhu.invoices import service as invoices
from karhu.invoices.reference import reference_key
from karhu.kit.db import Connection
from karhu.kit.money import ZERO, written
from karhu.kit.problems import Problem, missing, refused
from karhu.kit.records import Matching, Outcome, Shelf, columns, given, keyed
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.payments.allocation import Debt, Part, paid
from karhu.payments.book import (
    DEBT_KEYS,
    PAYMENT_KEYS,
    Book,
    Split,
    by_reference,
    decide,
)
from karhu.payments.by_hand import faults_of, merged
from karhu.payments.payment import Payment
from karhu.payments.vouchers import moved

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
    """What deciding these records needs, in three statements; hold the ledger first."""
    fields = [given(record) for record in records]

    def told(name: str) -> list[str]:
        return [f[name] for f in fields if f.get(name)]

    known = await connection.fetch(sql.find_payments, ledger.company_id, told("external_id"))
    keys = [key for text in told("reference") if (key := reference_key(text))]
    cases = await connection.fetch(sql.find_case_items, ledger.company_id, keys) if keys else []
    inside = [id for row in cases for id in row["invoice_ids"]]
    rows = await connection.fetch(
        sql.find_debts, ledger.company_id, [*told("invoice_id"), *inside],
        told("invoice_external_id"), told("invoice_number"), keys,
    )  # fmt: skip
    debts = await _with_owed(connection, ledger.company_id, [Debt(**row) for row in rows])
    of_cases = {row["reference_key"]: row["invoice_ids"] for row in cases}
    return Book(
        ledger=ledger,
        actor=actor,
        shelf=Shelf((Payment(**row) for row in known), keys=PAYMENT_KEYS),
        debts=Shelf(debts, keys=DEBT_KEYS),
        by_reference=by_reference(debts, of_cases),
        closed_references={row["reference_key"] for row in cases if not row["is_open"]},
        accounts=await accounts_of(connection, ledger.company_id),
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
    await book_vouchers(
        connection, ledger.company_id, book.vouchers, actor=book.actor, now=ledger.now
    )
    await log.append(connection, ledger.company_id, book.events, now=ledger.now)


async def allocate(
    connection: Connection,
    company_id: UUID,
    payment_id: UUID,
    wanted: Sequence[Part],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Put the rest of a payment where a person says; raises 422 with every fault."""
    ledger = await hold(connection, company_id, now=now)
    payment = await held(connection, company_id, payment_id)
    debts = await debts_of(connection, company_id, [part.invoice_id for part in wanted])
    if faults := faults_of(payment, wanted, debts):
        raise refused(faults)
    await _move(connection, ledger, payment, merged(wanted), debts, actor=actor)
    await tell(connection, ledger, "payment_allocated", payment, wanted, debts, actor)


async def take_back(
    connection: Connection,
    company_id: UUID,
    payment_id: UUID,
    invoice_id: UUID,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Return what a payment paid of an invoice to its unallocated rest; raises 404, 409."""
    ledger = await hold(connection, company_id, now=now)
    payment = await held(connection, company_id, payment_id)
    if payment.kind != "money":
        detail = "No money came in here. Undo the write-off or the matching as a whole."
        raise Problem(409, "no_money", detail)
    rows = await connection.fetch(
        """delete from allocations where company_id = $1 and payment_id = $2 and invoice_id = $3
           returning part, amount""",
        company_id, payment_id, invoice_id,
    )  # fmt: skip
    if not rows:
        raise missing("allocation")
    back = [Part(invoice_id=invoice_id, part=r["part"], amount=-r["amount"]) for r in rows]
    debts = await debts_of(connection, company_id, [invoice_id])
    await _move(connection, ledger, payment, back, debts, actor=actor, stores=False)
    await tell(connection, ledger, "payment_taken_back", payment, back, debts, actor)


async def held(connection: Connection, company_id: UUID, payment_id: UUID) -> Payment:
    """A payment, held until the transaction ends; raises 404."""
    row = await connection.fetchrow(sql.find_payment, company_id, payment_id)
    if row is None:
        raise missing("payment")
    return Payment(**row)


async def debts_of(
    connection: Connection, company_id: UUID, ids: Sequence[UUID]
) -> dict[UUID, Debt]:
    """What is owed on invoices, each with its terms."""
    rows = await connection.fetch(sql.find_debts, company_id, ids, [], [], [])
    debts = [Debt(**row) for row in rows]
    return {debt.id: debt for debt in await _with_owed(connection, company_id, debts, all=True)}


async def _with_owed(
    connection: Connection, company_id: UUID, debts: Sequence[Debt], *, all: bool = False
) -> list[Debt]:
    """The debts, with the terms of those whose interest a payment's day matters to, or of all."""
    wanted = [debt.id for debt in debts if all or debt.interest]
    owed = await read_owed(connection, company_id, wanted) if wanted else {}
    return [msgspec.structs.replace(debt, owed=owed.get(debt.id)) for debt in debts]


async def _move(
    connection: Connection,
    ledger: Ledger,
    payment: Payment,
    parts: Sequence[Part],
    debts: Mapping[UUID, Debt],
    *,
    actor: str,
    stores: bool = True,
) -> None:
    """Move money between a payment's rest and invoices; the payment's amount stays as it was."""
    if stores:
        await connection.execute(
            sql.add_allocations, ledger.company_id, payment.id, rows_as_json(parts)
        )
    taken = sum((part.amount for part in parts), ZERO)
    await connection.execute(
        "update payments set unallocated = unallocated - $3 where company_id = $1 and id = $2",
        ledger.company_id, payment.id, taken,
    )  # fmt: skip
    accounts = await accounts_of(connection, ledger.company_id)
    voucher = moved(accounts, payment, parts, debts, on=ledger.today)
    await book_vouchers(connection, ledger.company_id, [voucher], actor=actor, now=ledger.now)
    await pay(connection, ledger, payment, parts, debts)


async def pay(
    connection: Connection,
    ledger: Ledger,
    payment: Payment,
    parts: Sequence[Part],
    debts: Mapping[UUID, Debt],
) -> None:
    """Write what the parts of a payment leave of these debts."""
    pairs = [(debt, paid(debt, parts, paid_on=payment.paid_on)) for debt in debts.values()]
    await _pay(connection, ledger, pairs)


async def insert(
    connection: Connection, ledger: Ledger, payment: Payment, parts: Sequence[Part]
) -> None:
    """Add one payment with its parts."""
    keys = await take_keys(connection, ledger.company_id, "payment", 1)
    await connection.execute(
        sql.insert_payments, ledger.company_id, ledger.now,
        *columns(keyed([payment], keys), Payment.__struct_fields__),
    )  # fmt: skip
    rows = rows_as_json(parts)
    await connection.execute(sql.add_allocations, ledger.company_id, payment.id, rows)


async def tell(
    connection: Connection,
    ledger: Ledger,
    kind: str,
    payment: Payment,
    parts: Sequence[Part],
    debts: Mapping[UUID, Debt],
    actor: str,
) -> None:
    """Log what moved, an event for each part."""
    events = [
        Event(
            kind=kind,
            actor=actor,
            occurred_on=ledger.today,
            invoice_id=part.invoice_id,
            customer_id=debts[part.invoice_id].customer_id,
            detail={
                "payment_id": str(payment.id),
                "part": part.part,
                "amount": written(abs(part.amount)),
                "currency": payment.currency,
            },
        )
        for part in parts
    ]
    await log.append(connection, ledger.company_id, events, now=ledger.now)


async def _pay(
    connection: Connection, ledger: Ledger, changed: Sequence[tuple[Debt, Debt]]
) -> None:
    settlements = [
        invoices.Settlement(invoice_id=debt.id, open=debt.open, settled_on=debt.settled_on)
        for _, debt in changed
    ]
    if settlements:
        await invoices.settle(connection, ledger, settlements)
    costs = [_costs_paid(before, after) for before, after in changed]
    if costs := [cost for cost in costs if cost.is_any]:
        await pay_costs(connection, ledger.company_id, costs)
    late = [after.id for before, after in changed if _is_late(before) or _is_late(after)]
    await count_final(connection, ledger.company_id, late)


def _is_late(debt: Debt) -> bool:
    """Whether it is an invoice that was settled after its due date."""
    settled_on = debt.settled_on
    return debt.kind == "invoice" and settled_on is not None and settled_on > debt.due_on


def _costs_paid(before: Debt, after: Debt) -> CostsPaid:
    changes = {
        name: getattr(after, name) - getattr(before, name)
        for name in CostsPaid.__struct_fields__[1:]
    }
    return CostsPaid(invoice_id=after.id, **changes)
