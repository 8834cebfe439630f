"""Customers over the API."""

from typing import Any
from uuid import uuid4

import pytest

from tests.integration.ledger.asking import (
    customer,
    events,
    fetch,
    found,
    invoice,
    payment,
)
from tests.sites import Person, Site


async def rules(person: Person) -> dict[str, str]:
    """The ids of the built-in rules by what they are."""
    items = (await person.get("rules")).json()["items"]
    return {rule["built_in"]: rule["id"] for rule in items if "built_in" in rule}


async def names(person: Person, **query: Any) -> list[str]:
    answer = await person.get("customers", params=query)
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_a_customer_gets_a_key_and_a_number_of_its_own(site: Site) -> None:
    admin = await site.administrator()
    first, second = await customer(admin), await customer(admin, number="77")
    assert (first["key"], second["key"]) == (1, 2)
    assert (first["number"], second["number"]) == ("K1", "77")
    assert (await customer(admin, number="K3"))["number"] == "K3"
    assert (await customer(admin))["number"] == "K4"


async def test_a_number_that_is_taken_is_a_conflict_that_says_whose_it_is(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="77", name="Ensimmäinen Oy")
    answer = await admin.post("customers", {"kind": "business", "name": "X", "number": "77"})
    assert answer.status_code == 409
    assert found(answer) == [("/number", "number_taken")]
    assert "Ensimmäinen Oy" in answer.json()["detail"]


@pytest.mark.req("R072")
@pytest.mark.req("R073")
async def test_an_integration_sets_the_rule_when_it_adds_and_when_it_edits(site: Site) -> None:
    admin = await site.administrator()
    erp = await site.api_key(admin, "customers.read", "customers.edit")
    blocked = (await rules(admin))["automation_blocked"]
    made = await customer(erp, rule_id=blocked)
    assert made["rule_id"] == blocked
    assert "automation_since" not in made
    general = (await rules(admin))["general_business"]
    changed = await erp.patch(f"customers/{made['id']}", {"rule_id": general}, version=1)
    assert changed.json()["rule_id"] == general
    assert "automation_since" in changed.json()
    [event] = await events(admin, "customer_moved")
    assert event["detail"] == {"from_rule_id": blocked}


async def test_a_rule_that_does_not_exist_or_fit_is_refused_where_it_stands(site: Site) -> None:
    admin = await site.administrator()
    body = {"kind": "business", "name": "X"}
    unknown = await admin.post("customers", {**body, "rule_id": str(uuid4())})
    assert (unknown.status_code, found(unknown)) == (422, [("/rule_id", "unknown_rule")])
    consumers = (await rules(admin))["general_consumer"]
    misfit = await admin.post("customers", {**body, "rule_id": consumers})
    assert (misfit.status_code, found(misfit)) == (422, [("/rule_id", "rule_of_other_kind")])


async def test_putting_a_customer_twice_is_one_customer(site: Site) -> None:
    admin = await site.administrator()
    body = {"kind": "business", "name": "Oy Asiakas Ab", "email": "a@example.com"}
    first = await admin.ask("PUT", "customers-by-external-id/erp-1", json=body)
    second = await admin.ask("PUT", "customers-by-external-id/erp-1", json=body)
    assert first.status_code == 200, first.text
    assert first.json() == second.json()
    changed = {"kind": "business", "name": "Uusi Oy"}
    third = await admin.ask("PUT", "customers-by-external-id/erp-1", json=changed)
    assert (third.json()["name"], third.json()["email"]) == ("Uusi Oy", "a@example.com")
    named = {**body, "external_id": "erp-2"}
    differs = await admin.ask("PUT", "customers-by-external-id/erp-1", json=named)
    assert found(differs) == [("/external_id", "external_id_differs")]


async def test_an_edit_names_the_version_it_edits(site: Site) -> None:
    admin = await site.administrator()
    made = await customer(admin, phone="1")
    path = f"customers/{made['id']}"
    assert (await admin.patch(path, {"name": "X"})).status_code == 428
    changed = await admin.patch(path, {"name": "X", "phone": None}, version=1)
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert "phone" not in changed.json()
    assert (await admin.patch(path, {"name": "Y"}, version=1)).status_code == 412
    [event] = await events(admin, "customer_changed")
    assert event["detail"] == {"fields": ["name", "phone"]}


@pytest.mark.req("R047")
async def test_customers_are_listed_by_name_and_found_by_any_part_of_it(site: Site) -> None:
    admin = await site.administrator()
    for name in ("Öljy Oy", "Zeta Oy", "Åkerlund Ab", "aalto ky"):
        await customer(admin, name=name)
    await customer(admin, name="Muu", number="A-17", email="talous@esimerkki.fi", external_id="x9")
    in_order = ["aalto ky", "Muu", "Zeta Oy", "Åkerlund Ab", "Öljy Oy"]
    assert await names(admin) == in_order
    assert await names(admin, search="ÖLJ") == ["Öljy Oy"]
    assert await names(admin, search="lund") == ["Åkerlund Ab"]
    for part in ("a-1", "TALOUS@", "x9"):
        assert await names(admin, search=part) == ["Muu"]
    assert await names(admin, search="%") == []


async def test_every_customer_is_on_exactly_one_page(site: Site) -> None:
    admin = await site.administrator()
    for n in range(7):
        await customer(admin, name=f"Sama nimi {n % 2}")
    seen: list[str] = []
    query: dict[str, Any] = {"limit": 3, "with_count": "true"}
    for _ in range(3):
        page = (await admin.get("customers", params=query)).json()
        assert page["total_count"] == 7
        seen += [item["id"] for item in page["items"]]
        query["cursor"] = page.get("next_cursor")
    assert query["cursor"] is None
    assert len(seen) == len(set(seen)) == 7


async def test_a_list_restricts_by_kind_country_rule_and_names(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, name="Yritys")
    await customer(admin, name="Ihminen", kind="consumer")
    await customer(admin, name="Företag", country="SE", number="5", external_id="e")
    blocked = (await rules(admin))["automation_blocked"]
    assert await names(admin, kind="consumer") == ["Ihminen"]
    for query in ({"country": "SE"}, {"rule_id": blocked}, {"number": "5"}, {"external_id": "e"}):
        assert await names(admin, **query) == ["Företag"]


async def test_a_customer_shows_what_it_owes_in_each_currency(site: Site) -> None:
    admin = await site.administrator()
    made = await customer(admin)
    await invoice(admin, made["id"], number="1")
    await invoice(admin, made["id"], number="2", currency="SEK", due_on="2199-01-01")
    await invoice(
        admin, made["id"], number="3", kind="credit_note", total="-30.00", original_number="1"
    )
    await invoice(admin, made["id"], number="4", total="10.00")
    await payment(admin, "10.00", invoice_number="4")
    shown = (await admin.get(f"customers/{made['id']}")).json()
    assert (shown["open_count"], shown["overdue_count"]) == (2, 1)
    assert shown["balances"] == [
        {"currency": "EUR", "open": "70.00", "overdue": "70.00"},
        {"currency": "SEK", "open": "100.00", "overdue": "0.00"},
    ]
    other = await customer(admin, name="Maksanut")
    assert await names(admin, is_overdue="true") == [made["name"]]
    assert await names(admin, is_overdue="false") == [other["name"]]


@pytest.mark.req("R035")
@pytest.mark.req("R070")
@pytest.mark.req("R071")
async def test_selected_customers_move_to_another_rule(site: Site) -> None:
    admin = await site.administrator()
    made = [await customer(admin, name=f"N{n}", country="SE") for n in range(3)]
    general = (await rules(admin))["general_business"]
    chosen = [row["id"] for row in made[:2]]
    answer = await admin.post("customer-moves", {"customer_ids": chosen, "rule_id": general})
    assert answer.json() == {"moved_count": 2}
    again = await admin.post("customer-moves", {"customer_ids": chosen, "rule_id": general})
    assert again.json() == {"moved_count": 0}
    assert len(await names(admin, rule_id=general)) == 2
    moved = await events(admin, "customer_moved")
    assert {str(event["customer_id"]) for event in moved} == set(chosen)
    rows = await fetch(admin, "select automation_since from customers where company_id = $1")
    assert sum(row["automation_since"] is not None for row in rows) == 2


@pytest.mark.req("R080")
@pytest.mark.req("R081")
async def test_all_customers_of_a_rule_are_blocked_at_once_and_come_back(site: Site) -> None:
    admin = await site.administrator()
    for kind in ("business", "business", "consumer"):
        await customer(admin, kind=kind)
    ids = await rules(admin)
    body = {"from_rule_id": ids["general_business"], "rule_id": ids["automation_blocked"]}
    assert (await admin.post("customer-moves", body)).json() == {"moved_count": 2}
    rows = await fetch(admin, "select kind, automation_since from customers where company_id = $1")
    assert {(row["kind"], row["automation_since"] is None) for row in rows} == {
        ("business", True), ("consumer", False),
    }  # fmt: skip


async def test_customers_who_do_not_fit_move_nobody(site: Site) -> None:
    admin = await site.administrator()
    business, consumer = await customer(admin), await customer(admin, kind="consumer")
    ids = await rules(admin)
    chosen = [business["id"], consumer["id"], str(uuid4())]
    body = {"customer_ids": chosen, "rule_id": ids["general_business"]}
    answer = await admin.post("customer-moves", body)
    assert answer.status_code == 422
    assert found(answer) == [
        ("/customer_ids/1", "rule_of_other_kind"),
        ("/customer_ids/2", "unknown_customer"),
    ]
    assert not await events(admin, "customer_moved")
    for wrong, pointer in (
        ({"rule_id": str(uuid4()), "customer_ids": chosen[:1]}, "/rule_id"),
        ({"rule_id": ids["general_business"]}, "/customer_ids"),
        ({**body, "from_rule_id": ids["general_consumer"]}, "/customer_ids"),
        ({"rule_id": ids["general_business"], "from_rule_id": str(uuid4())}, "/from_rule_id"),
    ):
        answer = await admin.post("customer-moves", wrong)
        assert (answer.status_code, found(answer)[0][0]) == (422, pointer)


async def test_customers_of_another_company_do_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    theirs = await customer(other, external_id="erp-1", number="1")
    assert (await admin.get(f"customers/{theirs['id']}")).status_code == 404
    assert (await admin.get("customers-by-external-id/erp-1")).status_code == 404
    body = {"customer_ids": [theirs["id"]], "rule_id": (await rules(admin))["general_business"]}
    assert (await admin.post("customer-moves", body)).status_code == 422
    assert (await customer(admin, external_id="erp-1", number="1"))["key"] == 1
