"""Several callers at the same instant."""

import asyncio

from tests.integration.ledger.asking import customer, fetch, found, invoice, invoice_body
from tests.sites import Site


async def test_two_who_add_the_same_number_at_once_get_one_invoice(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    body = invoice_body(customer_id=owner["id"])
    both = await asyncio.gather(*(admin.post("invoices", body) for _ in range(4)))
    assert sorted(answer.status_code for answer in both) == [201, 409, 409, 409]
    refused = next(answer for answer in both if answer.status_code == 409)
    assert found(refused) == [("/number", "number_taken")]


async def test_payments_at_once_never_pay_more_than_is_owed(site: Site) -> None:
    admin = await site.administrator()
    await invoice(admin, (await customer(admin))["id"])
    body = {"currency": "EUR", "amount": "60.00", "paid_on": "2026-01-20", "invoice_number": "1"}
    paid = await asyncio.gather(*(admin.post("payments", body) for _ in range(4)))
    rests = sorted(answer.json()["unallocated"] for answer in paid)
    assert rests == ["0.00", "20.00", "60.00", "60.00"]
    [row] = await fetch(admin, "select open::text from invoices where company_id = $1")
    assert row["open"] == "0.00"


async def test_customers_added_at_once_have_keys_and_numbers_of_their_own(site: Site) -> None:
    admin = await site.administrator()
    made = await asyncio.gather(*(customer(admin, name=f"N{n}") for n in range(6)))
    assert sorted(row["key"] for row in made) == [1, 2, 3, 4, 5, 6]
    assert len({row["number"] for row in made}) == 6
