"""Asking what letters cost, in one line each."""

from typing import Any

from tests.sites import Person


async def usage(person: Person, month: str) -> dict[str, Any]:
    """The statement of a month."""
    answer = await person.get("usage", params={"month": month})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def charge(person: Person, transaction_price: str, **delivery_prices: str) -> Any:
    """Set the prices, as whoever has just read them."""
    etag = (await person.get("prices")).headers["ETag"]
    body = {"transaction_price": transaction_price, "delivery_prices": delivery_prices}
    return await person.ask("PUT", "prices", json=body, headers={"If-Match": etag})


def lines(statement: dict[str, Any]) -> list[tuple[Any, ...]]:
    """The lines of a statement, without the names of their fields."""
    names = ("step", "channel", "transaction_price", "delivery_price", "count", "cost")
    return [tuple(line[name] for name in names) for line in statement["lines"]]
