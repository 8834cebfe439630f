"""The operations on prices and usage."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from litestar import Response
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity import prices, service
from karhu.kit.clock import date_in
from karhu.kit.money import exact, rounded, written
from karhu.kit.spreadsheet import csv_line
from karhu.kit.sql import Statements
from karhu.metering.month import Month, midnight, month_of, read_month
from karhu.metering.statement import Line, totals

sql = Statements(__file__)

COLUMNS = (
    "sent_at", "invoice_number", "customer_number", "step", "channel", "transaction_price",
    "delivery_price", "currency",
)  # fmt: skip
AT_A_TIME = 2000  # rows held while a month is written


async def get_prices(call: Call) -> types.Prices:
    """What each letter costs the company, with its version."""
    return _prices_shown(call, await service.find_company(call.connection, call.company_id))


async def set_prices(call: Call, *, body: types.PricesSet) -> types.Prices:
    """Set what letters cost from now on; raises 412 and 428 as If-Match asks."""
    company = await service.find_company(call.connection, call.company_id, locks=True)
    call.edits(company["version"])
    deliveries = msgspec.structs.asdict(body.delivery_prices)
    company = await prices.set_prices(
        call.connection,
        company,
        transaction_price=Decimal(body.transaction_price),
        delivery_prices={
            channel: Decimal(price) for channel, price in deliveries.items() if price is not UNSET
        },
        actor=call.actor.label,
        now=call.now,
    )
    return _prices_shown(call, company)


async def get_usage(call: Call, *, month: str | None = None) -> types.Usage:
    """The statement of a month, by kind, channel and prices."""
    company = await service.find_company(call.connection, call.company_id)
    wanted, today = _month(call, company, month)
    span = wanted.span(company["time_zone"])
    rows = await call.connection.fetch(sql.sum_month, call.company_id, *span)
    lines = [Line(**row) for row in rows]
    sums = totals(lines)
    return types.Usage(
        month=wanted.name,
        first_on=wanted.first_on,
        last_on=wanted.last_on,
        is_complete=wanted.last_on < today,
        currency=company["currency"],
        lines=[_line_shown(line) for line in lines],
        count=sums.count,
        transactions=written(sums.transactions),
        deliveries=written(sums.deliveries),
        total=written(sums.total),
    )


async def list_usage_months(call: Call, *, year: int | None = None) -> types.UsageYear:
    """The months of a year in which letters were sent, with what they cost."""
    company = await service.find_company(call.connection, call.company_id)
    zone = company["time_zone"]
    year = year or date_in(zone, call.now).year
    span = midnight(date(year, 1, 1), zone), midnight(date(year + 1, 1, 1), zone)
    rows = await call.connection.fetch(sql.sum_months, call.company_id, *span, zone)
    return types.UsageYear(
        year=year,
        currency=company["currency"],
        months=[
            types.UsageMonth(
                month=row["month"], count=row["count"], total=written(rounded(row["cost"]))
            )
            for row in rows
        ],
    )


async def export_usage(call: Call, *, month: str | None = None) -> Response[bytes]:
    """A month's letters as a CSV file, instants on the company's clock."""
    company = await service.find_company(call.connection, call.company_id)
    wanted, _ = _month(call, company, month)
    span = wanted.span(company["time_zone"])
    zone = ZoneInfo(company["time_zone"])
    rows = call.connection.cursor(sql.list_letters, call.company_id, *span, prefetch=AT_A_TIME)
    lines = [csv_line(COLUMNS)]
    async for sent_at, *cells in rows:
        local = sent_at.astimezone(zone).replace(microsecond=0)
        lines.append(csv_line([local, *cells, company["currency"]]))
    return Response(
        "".join(lines).encode(),
        media_type="text/csv",
        headers={"Content-Disposition": f'attachment; filename="usage-{wanted.name}.csv"'},
    )


def _month(call: Call, company: Mapping[str, Any], name: str | None) -> tuple[Month, date]:
    today = date_in(company["time_zone"], call.now)
    return read_month(name) if name else month_of(today), today


def _prices_shown(call: Call, company: Mapping[str, Any]) -> types.Prices:
    call.etag(company["version"])
    return types.Prices(
        currency=company["currency"],
        transaction_price=exact(company["transaction_price"]),
        delivery_prices=types.DeliveryPrices(**company["delivery_prices"]),
    )


def _line_shown(line: Line) -> types.UsageLine:
    return types.UsageLine(
        step=line.step,  # type: ignore[arg-type]
        channel=line.channel,  # type: ignore[arg-type]
        transaction_price=exact(line.transaction_price),
        delivery_price=exact(line.delivery_price),
        count=line.count,
        cost=exact(line.cost),
    )
