"""Interest orders: made of what waits, cancelled, or invoiced by the ledger of record."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims.invoicing import Invoiced, invoice_interest, return_interest
from karhu.claims.recognising import find_costs, rebook
from karhu.customers.ledger import Ledger, hold, take_keys
from karhu.events import service as log
from karhu.events.log import Event
from karhu.interest_invoices.order import (
    Due,
    Grouping,
    Order,
    faults_of,
    orders_of,
)
from karhu.kit.db import Connection
from karhu.kit.ids import uuids7
from karhu.kit.money import written
from karhu.kit.problems import Problem, conflict, missing, refused
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Whose interest is ordered: certain invoices, and all that waits of customers by currency."""

    invoice_ids: tuple[UUID, ...] = ()
    pairs: tuple[tuple[UUID, str], ...] = ()
    grouping: Grouping = "customer"
    comment: str | None = None


async def read_dues(
    connection: Connection, company_id: UUID, wanted: Wanted, *, locks: bool = False
) -> list[Due]:
    """The final interest of invoices, by customer, currency and due date."""
    statement = sql.find_dues + (" for no key update of f" if locks else "")
    rows = await connection.fetch(
        statement, company_id, wanted.invoice_ids,
        [customer_id for customer_id, _ in wanted.pairs],
        [currency for _, currency in wanted.pairs],
    )  # fmt: skip
    return [Due(**row) for row in rows]


async def create(
    connection: Connection, company_id: UUID, wanted: Wanted, *, actor: str, now: datetime
) -> list[UUID]:
    """Make orders of interest that waits; raises 409 with every fault and charges nothing then.

    Who comes second finds nothing left: the ledger is held, and what is ordered is on its claim in
    the same transaction.
    """
    ledger = await hold(connection, company_id, now=now)
    dues = await read_dues(connection, company_id, wanted, locks=True)
    if faults := list(faults_of(wanted.invoice_ids, wanted.pairs, dues)):
        if any(fault.code == "unknown_invoice" for fault in faults):
            raise refused(faults)
        raise Problem(409, faults[0].code, faults[0].detail, faults=faults)
    orders = orders_of(dues, wanted.grouping)
    ids = await _insert(connection, ledger, orders, wanted.comment, actor=actor)
    await _take_over(connection, ledger, [due.invoice_id for due in dues], actor=actor)
    parts = [Invoiced(invoice_id=due.invoice_id, amount=due.amount) for due in dues]
    await invoice_interest(connection, company_id, parts)
    return ids


async def _take_over(
    connection: Connection, ledger: Ledger, invoice_ids: Sequence[UUID], *, actor: str
) -> None:
    """Claim no more interest by letters than was paid, nor have it in the books as income.

    The interest invoice claims it, and the ledger of record books that.
    """
    before = await find_costs(connection, ledger.company_id, invoice_ids)
    after = [
        msgspec.structs.replace(
            costs,
            interest=costs.interest_paid,
            interest_booked=min(costs.interest_booked, costs.interest_paid),
        )
        for costs in before
    ]
    await rebook(
        connection, ledger.company_id, before, after,
        kind="costs_reversed", on=ledger.today, actor=actor, now=ledger.now,
    )  # fmt: skip


async def _insert(
    connection: Connection,
    ledger: Ledger,
    orders: Sequence[Order],
    comment: str | None,
    *,
    actor: str,
) -> list[UUID]:
    ids = uuids7(len(orders))
    keys = await take_keys(connection, ledger.company_id, "interest_order", len(orders))
    rows = [
        {
            "id": id,
            "key": key,
            "customer_id": order.customer_id,
            "currency": order.currency,
            "total": order.total,
            "lines": order.lines,
        }
        for id, key, order in zip(ids, keys, orders, strict=True)
    ]
    await connection.execute(
        sql.insert_orders, ledger.company_id, rows_as_json(rows), comment, actor, ledger.today,
        ledger.now,
    )  # fmt: skip
    events = [
        event for row in rows for event in _events("interest_ordered", row, ledger, actor=actor)
    ]
    await log.append(connection, ledger.company_id, events, now=ledger.now)
    return ids


async def cancel(
    connection: Connection, company_id: UUID, order_id: UUID, *, actor: str, now: datetime
) -> None:
    """Cancel an order that is not invoiced; its interest waits again, to the cent."""
    ledger = await hold(connection, company_id, now=now)
    order = await _held(connection, company_id, order_id)
    match order["state"]:
        case "cancelled":
            return
        case "invoiced":
            detail = (
                f"It was invoiced as {order['invoice_number']}. Credit that invoice in the ledger."
            )
            raise conflict("order_invoiced", detail)
    parts = [
        Invoiced(invoice_id=UUID(line["invoice_id"]), amount=Decimal(line["amount"]))
        for line in order["lines"]
    ]
    await return_interest(connection, company_id, parts)
    await _end(connection, ledger, order_id, "cancelled", None)
    events = _events("interest_order_cancelled", order, ledger, actor=actor)
    await log.append(connection, company_id, events, now=now)


async def mark_invoiced(
    connection: Connection,
    company_id: UUID,
    order_id: UUID,
    invoice_number: str,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Note the number that the ledger of record gave; a wrong one can be corrected."""
    ledger = await hold(connection, company_id, now=now)
    order = await _held(connection, company_id, order_id)
    if order["state"] == "cancelled":
        detail = "It was cancelled, and its interest may be on another order. Order it again."
        raise conflict("order_cancelled", detail)
    if order["invoice_number"] == invoice_number:
        return
    await _end(connection, ledger, order_id, "invoiced", invoice_number)
    told = {"interest_invoice_number": invoice_number}
    events = _events("interest_invoiced", order, ledger, actor=actor, **told)
    await log.append(connection, company_id, events, now=now)


async def _held(connection: Connection, company_id: UUID, order_id: UUID) -> Any:
    row = await connection.fetchrow(
        "select * from interest_orders where company_id = $1 and id = $2 for no key update",
        company_id, order_id,
    )  # fmt: skip
    if row is None:
        raise missing("interest order")
    return row


async def _end(
    connection: Connection, ledger: Ledger, order_id: UUID, state: str, number: str | None
) -> None:
    await connection.execute(
        """update interest_orders set state = $3, invoice_number = $4, updated_at = $5
           where company_id = $1 and id = $2""",
        ledger.company_id, order_id, state, number, ledger.now,
    )  # fmt: skip


def _events(kind: str, order: Any, ledger: Ledger, *, actor: str, **told: str) -> list[Event]:
    """One event for each invoice, so that each tells what became of its interest."""
    return [
        Event(
            kind=kind,
            actor=actor,
            occurred_on=ledger.today,
            invoice_id=UUID(str(line["invoice_id"])),
            customer_id=order["customer_id"],
            detail={
                "interest_order_id": str(order["id"]),
                "interest_order": order["key"],
                "amount": written(Decimal(line["amount"])),
                "currency": order["currency"],
                **told,
            },
        )
        for line in order["lines"]
    ]
