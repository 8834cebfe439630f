"""Invoices over the API."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from karhu.kit import db
from tests.integration.ledger.asking import (
    customer,
    events,
    fetch,
    found,
    invoice,
    invoice_body,
    payment,
)
from tests.sites import Person, Site


async def numbers(person: Person, **query: Any) -> list[str]:
    answer = await person.get("invoices", params=query)
    assert answer.status_code == 200, answer.text
    return [item["number"] for item in answer.json()["items"]]


async def execute(person: Person, statement: str, *arguments: Any) -> None:
    async with db.transaction(UUID(str(person.company_id))) as connection:
        await connection.execute(statement, UUID(str(person.company_id)), *arguments)


async def test_an_invoice_shows_what_was_sent_and_where_it_stands(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin, number="100")
    body = invoice_body(customer_number="100", external_id="erp-1", reference="RF18 5390 0754 7034")
    answer = await admin.post("invoices", body)
    assert answer.status_code == 201, answer.text
    made = answer.json()
    expected = {
        **{name: value for name, value in body.items() if name != "customer_number"},
        "key": 1, "customer_id": owner["id"], "customer_name": owner["name"], "open": "100.00",
        "fee": "0.00", "sent_on": "2026-01-01", "state": "overdue", "kind": "invoice",
        "source": "api", "reminds_automatically": True, "financing": "none",
    }  # fmt: skip
    assert {name: made[name] for name in expected} == expected
    assert answer.headers["Location"].endswith(f"invoices/{made['id']}")
    assert (await admin.get("invoices-by-external-id/erp-1")).json() == made


async def test_an_invoice_that_cannot_be_is_refused_with_every_pointer(site: Site) -> None:
    admin = await site.administrator()
    body = invoice_body(customer_number="9", currency="XXQ", due_on="2025-12-31", total="-5.00")
    answer = await admin.post("invoices", body)
    assert answer.status_code == 422
    assert set(found(answer)) == {
        ("/customer_number", "unknown_customer"),
        ("/currency", "unknown_currency"),
        ("/due_on", "due_before_invoice"),
        ("/total", "negative_total"),
    }


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"due_on": "31.1.2026"}, "/due_on"),
        ({"due_on": "2026-02-30"}, "/due_on"),
        ({"total": "1,50"}, "/total"),
        ({"number": "x" * 41}, "/number"),
        ({"number": " "}, "/number"),
        ({"number": "a\nb"}, "/number"),
        ({"currency": "euro"}, "/currency"),
    ],
)
async def test_a_malformed_invoice_breaks_the_contract(
    site: Site, more: dict[str, Any], pointer: str
) -> None:
    admin = await site.administrator()
    answer = await admin.post("invoices", invoice_body(customer_number="1", **more))
    assert answer.status_code == 400
    assert [place for place, _ in found(answer)] == [pointer]


async def test_a_number_that_is_taken_is_a_conflict(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    await invoice(admin, owner["id"], external_id="erp-1")
    answer = await admin.post("invoices", invoice_body(customer_id=owner["id"]))
    assert (answer.status_code, found(answer)) == (409, [("/number", "number_taken")])
    path = "invoices-by-external-id/erp-2"
    put = await admin.ask("PUT", path, json=invoice_body(customer_id=owner["id"]))
    assert put.status_code == 409
    own = await admin.ask("PUT", "invoices-by-external-id/erp-1", json=invoice_body(total="90.00"))
    assert own.json()["open"] == "90.00"


@pytest.mark.req("R077")
@pytest.mark.req("R082")
async def test_a_reminder_taken_off_one_invoice_is_in_its_history(site: Site) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"])
    path = f"invoices/{made['id']}"
    changed = await admin.patch(path, {"reminds_automatically": False}, version=1)
    assert changed.json()["reminds_automatically"] is False
    [event] = await events(admin, "invoice_changed")
    assert str(event["invoice_id"]) == made["id"]
    assert event["detail"] == {"changes": {"reminds_automatically": [True, False]}}
    assert (await admin.patch(path, {"has_payment_plan": True}, version=1)).status_code == 412
    same = await admin.patch(path, {"reminds_automatically": False}, version=2)
    assert same.headers["ETag"] == '"2"'


async def test_a_hand_edit_cannot_make_an_invoice_due_before_its_date(site: Site) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"])
    answer = await admin.patch(f"invoices/{made['id']}", {"due_on": "2025-01-01"}, version=1)
    assert (answer.status_code, found(answer)) == (422, [("/due_on", "due_before_invoice")])


FUTURE = {"due_on": "2199-01-01"}


@pytest.mark.req("R246")
@pytest.mark.parametrize(
    ("more", "state"),
    [
        (FUTURE, "not_due"),
        ({}, "overdue"),
        ({"sent_on": None}, "unsent"),
        ({"sent_on": "2198-01-01", **FUTURE}, "unsent"),
        ({"reminded_on": "2026-01-20"}, "reminded"),
        ({"reminded_on": "2026-01-20", "noticed_on": "2026-02-01"}, "noticed"),
        ({"collected_on": "2026-02-01"}, "in_collection"),
        ({"is_at_agency": True}, "in_collection"),
        ({"open": "0.00"}, "settled"),
    ],
)
async def test_an_invoice_stands_where_its_facts_say(
    site: Site, more: dict[str, Any], state: str
) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"], **more)
    assert made["state"] == state
    assert await numbers(admin, state=state) == ["1"]
    other = "overdue" if state != "overdue" else "not_due"
    assert await numbers(admin, state=other) == []


async def test_letters_of_the_case_and_the_fee_are_shown_with_the_invoice(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    made = await invoice(admin, owner["id"], reminded_on="2026-01-20")
    await execute(
        admin,
        """insert into cases (company_id, invoice_id, customer_id, rule_id, rule_version, state,
                              step_number, next_on, opened_on, reminder_sent_on)
           values ($1, $2, $3, $4, 1, 'open', 2, '2026-02-10', '2026-01-15', '2026-01-25')""",
        UUID(made["id"]), UUID(owner["id"]), UUID(owner["rule_id"]),
    )  # fmt: skip
    await execute(
        admin, "insert into claims (company_id, invoice_id, fee) values ($1, $2, 5)",
        UUID(made["id"]),
    )  # fmt: skip
    shown = (await admin.get(f"invoices/{made['id']}")).json()
    assert (shown["reminded_on"], shown["state"], shown["fee"]) == (
        "2026-01-25", "reminded", "5.00",
    )  # fmt: skip
    assert (shown["next_step"], shown["next_step_on"]) == ("notice", "2026-02-10")


async def test_every_invoice_is_on_exactly_one_page_newest_due_date_first(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    for n in range(7):
        await invoice(admin, owner["id"], number=str(n), due_on=f"2026-01-1{n % 3}")
    seen: list[dict[str, Any]] = []
    query: dict[str, Any] = {"limit": 3, "with_count": "true"}
    for _ in range(3):
        page = (await admin.get("invoices", params=query)).json()
        assert page["total_count"] == 7
        seen += page["items"]
        query["cursor"] = page.get("next_cursor")
    assert query["cursor"] is None
    assert len({item["id"] for item in seen}) == 7
    dues = [item["due_on"] for item in seen]
    assert dues == sorted(dues, reverse=True)


async def test_invoices_are_found_by_number_reference_and_customer(site: Site) -> None:
    admin = await site.administrator()
    first, second = await customer(admin, name="Åke Öljy"), await customer(admin, name="Muu")
    await invoice(admin, first["id"], number="A1", reference="RF18 5390 0754 7034")
    await invoice(admin, second["id"], number="B2", currency="SEK", due_on="2026-02-20")
    await invoice(
        admin, second["id"], number="C3", kind="credit_note", total="-1.00", original_number="B2"
    )
    assert await numbers(admin, search="öljy") == ["A1"]
    assert await numbers(admin, search="539007547034") == ["A1"]
    assert await numbers(admin, search="b2") == ["B2"]
    assert await numbers(admin, customer_id=first["id"]) == ["A1"]
    assert await numbers(admin, currency="SEK") == ["B2"]
    assert await numbers(admin, kind="credit_note") == ["C3"]
    assert await numbers(admin, number="A1") == ["A1"]
    assert await numbers(admin, due_from="2026-02-01", due_to="2026-03-01") == ["B2"]
    assert set(await numbers(admin, is_open="true")) == {"A1", "B2", "C3"}
    await payment(admin, "100.00", invoice_number="A1")
    assert await numbers(admin, is_open="false") == ["A1"]


async def test_the_day_an_invoice_came_is_kept(site: Site) -> None:
    admin = await site.administrator()
    await invoice(admin, (await customer(admin))["id"])
    [row] = await fetch(admin, "select received_on, created_at from invoices where company_id = $1")
    assert row["received_on"] >= row["created_at"].date() >= date(2026, 1, 1)


async def test_invoices_of_another_company_do_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    theirs = await invoice(other, (await customer(other))["id"], external_id="erp-1")
    assert (await admin.get(f"invoices/{theirs['id']}")).status_code == 404
    assert (await admin.patch(f"invoices/{theirs['id']}", FUTURE, version=1)).status_code == 404
    body = invoice_body(customer_id=theirs["customer_id"])
    answer = await admin.post("invoices", body)
    assert (answer.status_code, found(answer)) == (422, [("/customer_id", "unknown_customer")])
    assert (await admin.get(f"invoices/{uuid4()}")).status_code == 404
