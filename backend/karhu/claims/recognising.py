"""Costs as income: booked once a letter that claims them was sent, where the company wants that.

What is booked is remembered beside what is claimed, so that a letter recorded twice books nothing
twice, and a fee that replaces another books the difference alone.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import get_args
from uuid import UUID

import msgspec

from karhu.bookings.service import accounts_of, book
from karhu.bookings.voucher import Accounts, Cost, Kind, Line, Recognised, Voucher, cost_lines
from karhu.customers.ledger import hold
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)
COSTS: tuple[Cost, ...] = get_args(Cost)


class Costs(msgspec.Struct, frozen=True, kw_only=True):
    """What letters claimed of an invoice beside the principal, what was paid, what is booked."""

    invoice_id: UUID
    customer_id: UUID
    currency: str
    fee: Decimal
    fee_paid: Decimal
    fee_booked: Decimal
    interest: Decimal
    interest_paid: Decimal
    interest_booked: Decimal
    compensation: Decimal
    compensation_paid: Decimal
    compensation_booked: Decimal

    def recognised(self, cost: Cost) -> Recognised:
        """How much of a cost is in the books, and how much was paid."""
        return Recognised(getattr(self, f"{cost}_booked"), getattr(self, f"{cost}_paid"))


async def find_costs(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> list[Costs]:
    """The costs of invoices that have any, held until the transaction ends."""
    return [Costs(**row) for row in await connection.fetch(sql.find_costs, company_id, invoice_ids)]


async def recognise(
    connection: Connection,
    company_id: UUID,
    invoice_ids: Sequence[UUID],
    *,
    on: date,
    actor: str,
    now: datetime,
) -> None:
    """Book as income what the sent letters of invoices claim and what is not booked yet (R258)."""
    await hold(connection, company_id, now=now)  # before the claims, in the order of payments
    before = await find_costs(connection, company_id, invoice_ids)
    after = [
        msgspec.structs.replace(
            costs,
            fee_booked=costs.fee,
            interest_booked=costs.interest,
            compensation_booked=costs.compensation,
        )
        for costs in before
    ]
    await rebook(
        connection, company_id, before, after, kind="costs_sent", on=on, actor=actor, now=now
    )


async def derecognise(
    connection: Connection,
    company_id: UUID,
    invoice_ids: Sequence[UUID],
    *,
    on: date,
    actor: str,
    now: datetime,
) -> None:
    """Take back what was booked of costs that are not claimed any more; the ledger must be held."""
    before = await find_costs(connection, company_id, invoice_ids)
    after = [
        msgspec.structs.replace(
            costs,
            fee_booked=min(costs.fee_booked, costs.fee),
            interest_booked=min(costs.interest_booked, costs.interest),
            compensation_booked=min(costs.compensation_booked, costs.compensation),
        )
        for costs in before
    ]
    await rebook(
        connection, company_id, before, after, kind="costs_reversed", on=on, actor=actor, now=now
    )


async def rebook(
    connection: Connection,
    company_id: UUID,
    before: Sequence[Costs],
    after: Sequence[Costs],
    *,
    kind: Kind,
    on: date,
    actor: str,
    now: datetime,
) -> None:
    """Write costs as they are to be claimed and booked, with a voucher where the books change."""
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    if not changed:
        return
    await connection.execute(
        sql.write_costs, company_id, rows_as_json([costs for _, costs in changed])
    )
    accounts = await accounts_of(connection, company_id)
    vouchers = [
        Voucher(
            kind=kind,
            booked_on=on,
            currency=now_is.currency,
            lines=tuple(lines_between(accounts, was, now_is)),
        )
        for was, now_is in changed
    ]
    await book(connection, company_id, vouchers, actor=actor, now=now)


async def waive_interest(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID], *, is_waived: bool = True
) -> None:
    """Give up all interest and compensation of invoices for good, or take that back."""
    await connection.execute(
        """insert into claims (company_id, invoice_id, interest_is_waived)
           select $1, id, $3 from unnest($2::uuid[]) as id
           on conflict (company_id, invoice_id)
           do update set interest_is_waived = excluded.interest_is_waived""",
        company_id, invoice_ids, is_waived,
    )  # fmt: skip


def lines_between(accounts: Accounts, before: Costs, after: Costs) -> list[Line]:
    """The lines that lead from one state of an invoice's costs to another."""
    lines: list[Line] = []
    for cost in COSTS:
        lines += cost_lines(
            accounts,
            cost,
            before.recognised(cost),
            after.recognised(cost),
            currency=after.currency,
            invoice_id=after.invoice_id,
            customer_id=after.customer_id,
        )
    return lines
