"""Booking: vouchers are added, numbered without a gap, and never changed but for one flag."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from karhu.bookings.voucher import Accounts, Line, Voucher, read_accounts
from karhu.customers.ledger import take_keys
from karhu.kit.db import Connection
from karhu.kit.ids import uuids7
from karhu.kit.problems import missing
from karhu.kit.records import columns
from karhu.kit.sql import Statements

sql = Statements(__file__)
VOUCHER = ("kind", "booked_on", "currency", "payment_id")


async def accounts_of(connection: Connection, company_id: UUID) -> Accounts:
    """The default accounts of a company; raises 404."""
    stored = await connection.fetchval("select accounts from companies where id = $1", company_id)
    if stored is None:
        raise missing("company")
    return read_accounts(stored)


async def book(
    connection: Connection,
    company_id: UUID,
    vouchers: Sequence[Voucher],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Write vouchers that have lines, in order, with the next numbers; three statements."""
    booked = [voucher for voucher in vouchers if voucher.lines]
    if not booked:
        return
    ids = uuids7(len(booked))
    keys = await take_keys(connection, company_id, "voucher", len(booked))
    await connection.execute(
        sql.insert_vouchers, company_id, now, actor, ids, list(keys), *columns(booked, VOUCHER)
    )
    placed = [
        (id, ordinal, line)
        for id, voucher in zip(ids, booked, strict=True)
        for ordinal, line in enumerate(voucher.lines, start=1)
    ]
    await connection.execute(
        sql.insert_lines, company_id, [id for id, _, _ in placed], [n for _, n, _ in placed],
        *columns([line for _, _, line in placed], Line.__struct_fields__),
    )  # fmt: skip
