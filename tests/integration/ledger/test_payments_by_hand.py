"""Money that waits unallocated, put where a person says, and taken back."""

import uuid
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.kit import db
from tests.integration.ledger.asking import customer, events, fetch, found, invoice, payment
from tests.sites import Person, Site


async def owed(person: Person, number: str = "1", **more: Any) -> dict[str, Any]:
    """An invoice of 100.00 EUR with a fee of 5.00 on it."""
    owner = await customer(person, name=f"Oy {number} Ab")
    made = await invoice(person, owner["id"], number=number, **more)
    async with db.transaction(UUID(str(person.company_id))) as connection:
        await connection.execute(
            "insert into claims (company_id, invoice_id, fee) values ($1, $2, $3)",
            UUID(str(person.company_id)), UUID(made["id"]), Decimal("5.00"),
        )  # fmt: skip
    return made


async def put(person: Person, paid: dict[str, Any], *parts: tuple[dict[str, Any], str, str]) -> Any:
    """Put parts of a payment: an invoice, which part of it, and an amount each."""
    wanted = [{"invoice_id": i["id"], "part": part, "amount": a} for i, part, a in parts]
    return await person.post(f"payments/{paid['id']}/allocations", {"parts": wanted})


async def opens(person: Person, made: dict[str, Any]) -> tuple[str, str, str]:
    after = (await person.get(f"invoices/{made['id']}")).json()
    return after["open"], after["fee"], after["state"]


async def test_money_without_a_reference_is_put_on_an_invoice(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    paid = await payment(admin, "105.00", payer="Oy 1 Ab")
    answer = await put(admin, paid, (made, "principal", "100.00"), (made, "fee", "5.00"))
    assert answer.status_code == 200, answer.text
    assert (answer.json()["allocated"], answer.json()["unallocated"]) == ("105.00", "0.00")
    assert await opens(admin, made) == ("0.00", "0.00", "settled")
    assert len(await events(admin, "payment_allocated")) == 2


@pytest.mark.req("R191")
@pytest.mark.req("R193")
@pytest.mark.req("R194")
async def test_what_an_agency_paid_on_top_leaves_the_principal_alone(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    paid = await payment(admin, "160.00", invoice_number="1")
    assert paid["unallocated"] == "55.00"
    answer = await put(admin, paid, (made, "collection", "55.00"))
    assert answer.json()["unallocated"] == "0.00"
    assert [(a["part"], a["amount"]) for a in answer.json()["allocations"]] == [
        ("principal", "100.00"), ("fee", "5.00"), ("collection", "55.00"),
    ]  # fmt: skip
    assert await opens(admin, made) == ("0.00", "0.00", "settled")


async def test_one_payment_may_pay_several_customers_invoices(site: Site) -> None:
    admin = await site.administrator()
    first, second = await owed(admin, "1"), await owed(admin, "2")
    paid = await payment(admin, "150.00")
    await put(admin, paid, (first, "principal", "100.00"), (second, "principal", "30.00"))
    answer = await put(admin, paid, (second, "principal", "20.00"))
    assert answer.json()["unallocated"] == "0.00"
    assert (await opens(admin, second))[0] == "50.00"


async def test_a_part_taken_back_is_owed_again_and_waits(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    paid = await payment(admin, "105.00", invoice_number="1")
    answer = await admin.delete(f"payments/{paid['id']}/allocations/{made['id']}")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["unallocated"], answer.json()["allocations"]) == ("105.00", [])
    assert await opens(admin, made) == ("100.00", "5.00", "overdue")
    again = await admin.delete(f"payments/{paid['id']}/allocations/{made['id']}")
    assert again.status_code == 404


@pytest.mark.parametrize(
    ("parts", "faults"),
    [
        ([("principal", "100.01")], [("/parts/0/amount", "exceeds_owed")]),
        ([("fee", "5.01")], [("/parts/0/amount", "exceeds_owed")]),
        ([("principal", "60.00"), ("principal", "60.00")], [("/parts/1/amount", "exceeds_owed")]),
        ([("principal", "0.00")], [("/parts/0/amount", "wrong_sign")]),
        ([("principal", "-1.00")], [("/parts/0/amount", "wrong_sign")]),
        ([("principal", "100.00"), ("collection", "50.01")], [("/parts", "exceeds_unallocated")]),
    ],
)
async def test_more_than_there_is_cannot_be_put(
    site: Site, parts: list[tuple[str, str]], faults: list[tuple[str, str]]
) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    paid = await payment(admin, "150.00")
    answer = await put(admin, paid, *((made, part, amount) for part, amount in parts))
    assert (answer.status_code, found(answer)) == (422, faults)
    assert await opens(admin, made) == ("100.00", "5.00", "overdue")


async def test_an_unknown_invoice_and_another_currency_are_told_at_once(site: Site) -> None:
    admin = await site.administrator()
    crowns = await owed(admin, currency="SEK")
    paid = await payment(admin, "150.00")
    nobodys = {"id": str(uuid.uuid4())}
    answer = await put(admin, paid, (nobodys, "principal", "1.00"), (crowns, "principal", "1.00"))
    assert found(answer) == [
        ("/parts/0/invoice_id", "no_invoice"), ("/parts/1/invoice_id", "currency_differs"),
    ]  # fmt: skip


async def test_another_companys_payment_and_invoice_do_not_exist(site: Site) -> None:
    admin, stranger = await site.administrator(), await site.administrator()
    made, theirs = await owed(admin), await owed(stranger)
    paid = await payment(admin, "150.00")
    assert (await put(stranger, paid, (theirs, "principal", "1.00"))).status_code == 404
    answer = await put(admin, paid, (theirs, "principal", "1.00"))
    assert found(answer) == [("/parts/0/invoice_id", "no_invoice")]
    assert await opens(admin, made) == ("100.00", "5.00", "overdue")


async def test_a_reversal_that_matched_nothing_takes_back_what_a_person_says(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    await payment(admin, "105.00", invoice_number="1")
    reversed_ = await payment(admin, "-105.00")
    answer = await put(admin, reversed_, (made, "principal", "-100.00"), (made, "fee", "-5.00"))
    assert answer.status_code == 200, answer.text
    assert await opens(admin, made) == ("100.00", "5.00", "overdue")
    rows = await fetch(admin, "select sum(unallocated) as rest from payments where company_id = $1")
    assert rows[0]["rest"] == 0
