"""A company's ledger, held by one writer at a time."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from karhu.kit.clock import date_in
from karhu.kit.db import Connection
from karhu.kit.problems import missing

Counter = Literal["customer", "invoice", "payment", "voucher", "interest_order", "case"]


class Ledger(msgspec.Struct, frozen=True, kw_only=True):
    """What deciding about a company's records needs to know of the company."""

    company_id: UUID
    country: str
    language: str
    is_housing_company: bool
    today: date
    now: datetime


async def hold(connection: Connection, company_id: UUID, *, now: datetime) -> Ledger:
    """Hold the company's ledger until the transaction ends: other writers of it wait.

    So what is read after this cannot change before it is written, and a duplicate is found by
    reading and not by an error that would spoil the whole batch.
    """
    return await _read(connection, company_id, now, " for no key update")


async def look(connection: Connection, company_id: UUID, *, now: datetime) -> Ledger:
    """The same without holding it, for those who only read."""
    return await _read(connection, company_id, now, "")


async def _read(connection: Connection, company_id: UUID, now: datetime, lock: str) -> Ledger:
    row = await connection.fetchrow(
        f"""select country, language, is_housing_company, time_zone
            from companies where id = $1{lock}""",
        company_id,
    )
    if row is None:
        raise missing("company")
    return Ledger(
        company_id=company_id,
        country=row["country"],
        language=row["language"],
        is_housing_company=row["is_housing_company"],
        today=date_in(row["time_zone"], now),
        now=now,
    )


async def take_keys(
    connection: Connection, company_id: UUID, counter: Counter, count: int
) -> range:
    """Take the next keys of one kind; they are never given again, whatever becomes of the row."""
    column = f"last_{counter}_key"
    last = await connection.fetchval(
        f"update companies set {column} = {column} + $2 where id = $1 returning {column}",
        company_id, count,
    )  # fmt: skip
    return range(last - count + 1, last + 1)
