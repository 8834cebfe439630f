"""Asking a site about its ledger, in one line each."""

from collections.abc import AsyncIterator, Iterable
from typing import Any
from uuid import UUID

import msgspec

from karhu.imports import service as imports
from karhu.kit import clock, db
from tests.sites import Person


async def customer(person: Person, **more: Any) -> dict[str, Any]:
    """A new customer."""
    answer = await person.post("customers", {"kind": "business", "name": "Oy Asiakas Ab", **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def invoice(person: Person, customer_id: str, **more: Any) -> dict[str, Any]:
    """A new invoice of 100.00 EUR, long overdue."""
    answer = await person.post("invoices", invoice_body(customer_id=customer_id, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


def invoice_body(**more: Any) -> dict[str, Any]:
    """What an invoice of 100.00 EUR is sent as."""
    return {
        "number": "1",
        "currency": "EUR",
        "total": "100.00",
        "invoice_on": "2026-01-01",
        "due_on": "2026-01-15",
        **more,
    }


async def payment(person: Person, amount: str, **more: Any) -> dict[str, Any]:
    """A new payment in EUR."""
    body = {"currency": "EUR", "amount": amount, "paid_on": "2026-01-20", **more}
    answer = await person.post("payments", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def events(person: Person, kind: str) -> list[dict[str, Any]]:
    """What the log says of one kind, in order."""
    rows = await fetch(person, "select * from events where company_id = $1 and kind = $2", kind)
    found = [dict(row) for row in sorted(rows, key=lambda row: row["seq"])]
    return [{**row, "detail": msgspec.json.decode(row["detail"])} for row in found]


async def fetch(person: Person, query: str, *arguments: Any) -> list[Any]:
    """Rows of the person's company; `$1` is its id."""
    async with db.transaction(UUID(str(person.company_id))) as connection:
        return await connection.fetch(query, UUID(str(person.company_id)), *arguments)


def found(answer: Any) -> list[tuple[str, str]]:
    """The pointer and code of every fault of a problem."""
    return [(error["pointer"], error["code"]) for error in answer.json()["errors"]]


def ndjson(records: Iterable[dict[str, Any]]) -> bytes:
    """Records as a file."""
    return b"".join(msgspec.json.encode(record) + b"\n" for record in records)


async def in_pieces(content: bytes, size: int = 7001) -> AsyncIterator[bytes]:
    """A file as a network delivers it."""
    for at in range(0, len(content), size):
        yield content[at : at + size]


async def sent(
    person: Person, kind: str, content: bytes, *, media: str = "application/x-ndjson", **more: Any
) -> Any:
    """A file sent for import, not worked on yet."""
    return await person.ask(
        "POST",
        "imports",
        params={"kind": kind, **more},
        content=in_pieces(content),
        headers={"Content-Type": media},
    )


async def imported(person: Person, kind: str, content: bytes, **more: Any) -> dict[str, Any]:
    """A file sent and worked on to the end."""
    answer = await sent(person, kind, content, **more)
    assert answer.status_code == 202, answer.text
    import_id = UUID(answer.json()["id"])
    await imports.carry_on(UUID(str(person.company_id)), import_id, clock=clock.now)
    return (await person.get(f"imports/{import_id}")).json()


async def answers(person: Person, made: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    """The answer to every line of an import."""
    answer = await person.get(f"imports/{made['id']}/results", params=query)
    assert answer.status_code == 200, answer.text
    return [msgspec.json.decode(line) for line in answer.content.splitlines()]
