"""The date of a company."""

from datetime import date, datetime
from uuid import UUID

from karhu.kit.clock import date_in
from karhu.kit.db import Connection


async def today_of(connection: Connection, company_id: UUID, now: datetime) -> date:
    """The date in the company's time zone."""
    zone = await connection.fetchval("select time_zone from companies where id = $1", company_id)
    return date_in(zone, now)
