"""Bank files sent, and what came of them."""

from typing import Any

from tests.integration.ledger.asking import customer, fetch, in_pieces, invoice
from tests.sites import Person

COUNTS = ("entry", "new", "duplicate", "matched", "unallocated", "pending", "ignored")


async def sent(person: Person, content: bytes, **more: Any) -> Any:
    """A file sent."""
    kind = more.pop("media", "application/octet-stream")
    return await person.ask(
        "POST", "bank-files", params=more, content=in_pieces(content, 501),
        headers={"Content-Type": kind},
    )  # fmt: skip


async def imported(person: Person, content: bytes, **more: Any) -> dict[str, Any]:
    """A file sent and recorded."""
    answer = await sent(person, content, **more)
    assert answer.status_code == 201, answer.text
    return answer.json()


def counts(made: dict[str, Any]) -> dict[str, int]:
    """What was counted, without what was none."""
    return {name: made[f"{name}_count"] for name in COUNTS if made[f"{name}_count"]}


async def owed(person: Person, reference: str, **more: Any) -> dict[str, Any]:
    """An invoice of 100.00 EUR with this reference."""
    debtor = await customer(person)
    more = {"number": reference, **more}
    return await invoice(person, debtor["id"], reference=reference, **more)


async def left(person: Person, made: dict[str, Any]) -> str:
    """What is still open on an invoice."""
    return (await person.get(f"invoices/{made['id']}")).json()["open"]


async def payments(person: Person) -> list[Any]:
    """The stored payments, in order."""
    return await fetch(person, "select * from payments where company_id = $1 order by key")


async def entries_of(person: Person, made: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    """The entries of a file."""
    answer = await person.get(f"bank-files/{made['id']}/entries", params=query)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items
