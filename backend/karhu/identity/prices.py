"""What each letter costs a company: set by its office, from the next letter on."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from karhu.identity.service import Row, note
from karhu.kit.db import Connection
from karhu.kit.money import exact

SET = """
    update companies
    set transaction_price = $2, delivery_prices = $3, version = version + 1, updated_at = $4
    where id = $1 returning *
"""


async def set_prices(
    connection: Connection,
    company: Row,
    *,
    transaction_price: Decimal,
    delivery_prices: Mapping[str, Decimal],
    actor: str,
    now: datetime,
) -> Row:
    """Set the prices of a locked company, by channel for deliveries, and log them.

    What has been sent keeps the prices it was sent at.
    """
    before = _told(company["transaction_price"], company["delivery_prices"])
    after = _told(transaction_price, delivery_prices)
    if after == before:
        return company
    deliveries = after["delivery_prices"]
    stored = await connection.fetchrow(SET, company["id"], transaction_price, deliveries, now)
    detail = {**after, "before": before}
    await note(connection, stored, "prices_changed", actor=actor, detail=detail, now=now)
    return stored


def _told(transaction_price: Decimal, delivery_prices: Mapping[str, Any]) -> dict[str, Any]:
    deliveries = {channel: exact(Decimal(price)) for channel, price in delivery_prices.items()}
    return {"transaction_price": exact(transaction_price), "delivery_prices": deliveries}
