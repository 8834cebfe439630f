"""Payments over the API."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.kit import db
from tests.integration.ledger.asking import customer, events, fetch, found, invoice, payment
from tests.sites import Person, Site


async def owed(person: Person, *, fee: str | None = None, **more: Any) -> dict[str, Any]:
    """An invoice of 100.00 EUR, with a fee if told."""
    made = await invoice(person, (await customer(person))["id"], **more)
    if fee is not None:
        async with db.transaction(UUID(str(person.company_id))) as connection:
            await connection.execute(
                "insert into claims (company_id, invoice_id, fee) values ($1, $2, $3)",
                UUID(str(person.company_id)), UUID(made["id"]), Decimal(fee),
            )  # fmt: skip
    return made


async def shown(person: Person, made: dict[str, Any]) -> dict[str, Any]:
    return (await person.get(f"invoices/{made['id']}")).json()


async def test_a_payment_settles_principal_and_fee_and_keeps_the_rest(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, fee="5.00", reference="539007547034")
    paid = await payment(admin, "120.00", reference="RF18 5390 0754 7034", payer="Asiakas")
    assert (paid["allocated"], paid["unallocated"]) == ("105.00", "15.00")
    assert [(part["part"], part["amount"]) for part in paid["allocations"]] == [
        ("principal", "100.00"), ("fee", "5.00"),
    ]  # fmt: skip
    after = await shown(admin, made)
    assert (after["open"], after["fee"], after["settled_on"], after["state"]) == (
        "0.00", "0.00", "2026-01-20", "settled",
    )  # fmt: skip
    assert (await admin.get(f"payments/{paid['id']}")).json() == paid


async def test_the_invoice_is_settled_on_the_day_of_its_last_payment(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    await payment(admin, "60.00", invoice_number="1", paid_on="2026-02-05")
    await payment(admin, "40.00", invoice_number="1", paid_on="2026-02-01")
    assert (await shown(admin, made))["settled_on"] == "2026-02-05"


async def test_a_reversed_payment_makes_the_invoice_owed_again(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, fee="5.00")
    await payment(admin, "105.00", invoice_number="1")
    await payment(admin, "-105.00", invoice_number="1")
    after = await shown(admin, made)
    assert (after["open"], after["fee"], after["state"]) == ("100.00", "5.00", "overdue")
    assert "settled_on" not in after


async def test_a_payment_put_twice_is_recorded_once(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    body = {"currency": "EUR", "amount": "40.00", "paid_on": "2026-01-20", "invoice_number": "1"}
    first, second = [
        await admin.ask("PUT", "payments-by-external-id/bank-1", json=body) for _ in range(2)
    ]
    assert first.json() == second.json()
    assert (await shown(admin, made))["open"] == "60.00"
    [event] = await events(admin, "payment_recorded")
    assert str(event["invoice_id"]) == made["id"]
    path = "payments-by-external-id/bank-1"
    other = await admin.ask("PUT", path, json={**body, "amount": "41.00"})
    assert (other.status_code, found(other)) == (409, [("/amount", "payment_differs")])


async def test_money_in_another_currency_is_kept_and_waits(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    paid = await payment(admin, "100.00", invoice_number="1", currency="SEK")
    assert (paid["unallocated"], paid["allocations"]) == ("100.00", [])
    assert (await shown(admin, made))["open"] == "100.00"
    [event] = await events(admin, "payment_recorded")
    assert event["reasons"] == ["currency_differs"]


async def test_payments_are_listed_newest_first_and_found(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    first = await payment(admin, "10.00", invoice_number="1", paid_on="2026-01-20", payer="Åke")
    second = await payment(admin, "20.00", paid_on="2026-01-25", external_id="bank-9")
    third = await payment(admin, "30.00", invoice_number="1", paid_on="2026-01-22")

    async def ids(**query: Any) -> list[str]:
        items = (await admin.get("payments", params=query)).json()["items"]
        return [item["id"] for item in items]

    assert await ids() == [second["id"], third["id"], first["id"]]
    assert await ids(invoice_id=made["id"]) == [third["id"], first["id"]]
    assert await ids(is_unallocated="true") == [second["id"]]
    assert await ids(search="BANK-9") == [second["id"]]
    assert await ids(paid_from="2026-01-21", paid_to="2026-01-22") == [third["id"]]
    page = (await admin.get("payments", params={"limit": 2, "with_count": "true"})).json()
    assert page["total_count"] == 3
    assert await ids(cursor=page["next_cursor"]) == [first["id"]]


async def test_what_was_allocated_and_what_waits_is_what_came_in(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin, fee="5.00")
    for amount in ("30.00", "-10.00", "200.00", "-500.00", "55.55"):
        await payment(admin, amount, invoice_number="1")
    [row] = await fetch(
        admin,
        """select (select sum(amount - unallocated) from payments where company_id = $1) as in,
                  (select sum(amount) from allocations where company_id = $1) as split,
                  (select sum(total - open) from invoices where company_id = $1)
                  + (select sum(fee_paid) from claims where company_id = $1) as paid""",
    )
    assert row["in"] == row["split"] == row["paid"]
