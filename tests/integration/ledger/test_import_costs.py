"""What a long file costs: statements, memory."""

import tracemalloc
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from karhu.contract import types
from karhu.imports import service as imports
from karhu.imports.receiving import Upload, receive
from karhu.invoices import service as invoices
from karhu.kit import clock, db
from karhu.payments import service as payments
from tests.integration.ledger.asking import customer, fetch, invoice_body, payment
from tests.sites import Person, Site

MEGABYTE = 1_000_000


async def statements(person: Person, service: Any, records: list[Any]) -> int:
    """How many statements a batch takes."""
    count = 0

    def note(_: Any) -> None:
        nonlocal count
        count += 1

    company_id = UUID(str(person.company_id))
    async with db.transaction(company_id) as connection:
        connection.add_query_logger(note)
        try:
            outcomes = await service.upsert(
                connection, company_id, records, actor="test", now=clock.now()
            )
        finally:
            connection.remove_query_logger(note)
    assert all(outcome.result == "created" for outcome in outcomes)
    return count


async def test_a_thousand_records_take_as_many_statements_as_ten(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    taken = []
    for size, start in ((10, 0), (10, 10), (1000, 20)):
        numbers = [str(n) for n in range(start, start + size)]
        bodies = [invoice_body(number=n, customer_id=owner["id"]) for n in numbers]
        bills = [msgspec.convert(body, types.InvoiceWrite) for body in bodies]
        money = [
            types.PaymentWrite(
                currency="EUR", amount="60.00", paid_on=date(2026, 1, 20), invoice_number=number
            )
            for number in numbers
        ]
        for_bills = await statements(admin, invoices, bills)
        taken.append((for_bills, await statements(admin, payments, money)))
    assert taken[1] == taken[2]  # the first asks for the types of the columns as well
    assert taken[2] <= (6, 12)


async def lines(count: int, width: int) -> AsyncIterator[bytes]:
    """A file that is nowhere whole."""
    for n in range(count):
        day = date(2025, 1, 1) + timedelta(days=n % 300)
        body = invoice_body(
            external_id=f"i{n}", number=str(n), customer_number="100", trade_name="x" * width,
            invoice_on=day.isoformat(), due_on=(day + timedelta(days=14)).isoformat(),
        )  # fmt: skip
        yield msgspec.json.encode(body) + b"\n"


@pytest.mark.parametrize("count", [100_000])
async def test_a_file_of_a_hundred_thousand_lines_is_never_whole_in_memory(
    site: Site, count: int
) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    company_id = UUID(str(admin.company_id))
    upload = Upload(company_id=company_id, kind="invoices", is_csv=False, is_dry_run=False,
                    file_name=None, actor="test")  # fmt: skip
    await receive(upload, lines(2, 1), clock=clock.now)  # what is made once is not counted
    tracemalloc.start()
    try:
        import_id = await receive(upload, lines(count, 100), clock=clock.now)
        _, peak_in = tracemalloc.get_traced_memory()
        tracemalloc.reset_peak()
        for _ in range(3):
            assert await imports.step(company_id, import_id, clock=clock.now)
        _, peak_step = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    [row] = await fetch(admin, "select max(line_count) as lines from imports where company_id = $1")
    [size] = await fetch(
        admin, "select sum(length(body)) as bytes from import_chunks where company_id = $1"
    )
    assert row["lines"] == count
    assert size["bytes"] > 20 * MEGABYTE
    assert peak_in < 5 * MEGABYTE
    assert peak_step < 15 * MEGABYTE


async def test_one_payment_after_an_import_settles_its_invoice(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    body = invoice_body(customer_id=owner["id"], reference="1232")
    assert (await admin.post("invoices", body)).status_code == 201
    assert (await payment(admin, "100.00", reference="00 1232"))["unallocated"] == "0.00"
