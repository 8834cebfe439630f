"""Settings, switch, requests and rows of invoices over the API."""

from typing import Any
from uuid import UUID

import pytest

from karhu.kit import db
from tests.integration.ledger.asking import customer, fetch, found, imported, invoice_body, ndjson
from tests.sites import Person, Site

ITEMS = [
    {"text": "Työ", "quantity": "2.5", "unit": "h", "unit_price": "32.00", "vat_percent": "25.5",
     "net": "80.00", "vat": "20.40"},
    {"text": "Matka", "net": "23.60"},
]  # fmt: skip


async def changed(person: Person, version: int, **changes: Any) -> Any:
    return await person.patch("first-dispatch", changes, version=version)


@pytest.mark.req("R223")
@pytest.mark.req("R224")
@pytest.mark.req("R231")
async def test_the_settings_say_how_invoices_go_and_where_the_chain_stops(site: Site) -> None:
    admin = await site.administrator()
    first = await admin.get("first-dispatch")
    assert (first.headers["ETag"], first.json()["is_on"]) == ('"1"', False)
    answer = await changed(
        admin, 1, channels=["print", "einvoice"], sources=["contract"], timing="by_invoice_date",
        alert_email="aino@example.com", alert_phone="+358 40 1234567",
    )  # fmt: skip
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert [(one["channel"], one["is_selected"], one["is_reached"]) for one in told["chain"]] == [
        ("einvoice", True, True), ("email", False, False), ("print", True, False),
    ]  # fmt: skip
    assert (told["sources"], told["alert_phone"]) == (["contract"], "+358401234567")
    assert (await changed(admin, 1, timing="at_once")).status_code == 412
    emptied = await changed(admin, 2, alert_phone=None)
    assert "alert_phone" not in emptied.json()


async def test_a_notice_of_transfer_names_the_company_and_an_account_that_exists(
    site: Site,
) -> None:
    admin = await site.administrator()
    answer = await changed(admin, 1, sends_factoring_notices=True, factoring_iban="FI00 1234")
    assert answer.status_code == 422
    assert set(found(answer)) == {
        ("/factoring_iban", "invalid_iban"),
        ("/factoring_company", "factoring_details_missing"),
    }


@pytest.mark.req("R226")
async def test_the_service_starts_with_its_activation_and_is_logged(site: Site) -> None:
    admin = await site.administrator()
    await changed(admin, 1, channels=["email", "print"])
    refused = await admin.post("first-dispatch/activation", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "chain_is_empty")
    await changed(admin, 2, channels=["einvoice", "email"], sources=[])
    refused = await admin.post("first-dispatch/activation", {})
    assert (refused.status_code, refused.json()["code"]) == (409, "no_source_selected")
    await changed(admin, 3, sources=["api"])
    begun = await admin.post("first-dispatch/activation", {})
    assert begun.status_code == 200, begun.text
    assert begun.json()["is_on"]
    assert begun.json()["next_batch_at"]
    ended = await admin.delete("first-dispatch/activation")
    assert not ended.json()["is_on"]
    log = (await admin.get("events")).json()["items"]
    assert [event["kind"] for event in log][:2] == [
        "first_dispatch_deactivated", "first_dispatch_activated",
    ]  # fmt: skip


@pytest.mark.req("R246")
async def test_an_invoice_that_arrives_unsent_waits_and_another_does_not(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    await admin.post("first-dispatch/activation", {})
    for number, more in (("1", {"sent_on": None}), ("2", {})):
        body = invoice_body(customer_number="100", number=number, **more)
        assert (await admin.post("invoices", body)).status_code == 201
    told = (await admin.get("first-dispatch")).json()
    assert (told["unsent_count"], told["waiting_count"]) == (1, 1)


@pytest.mark.req("R253")
async def test_automatic_invoicing_is_taken_off_one_invoice_and_logged(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    await admin.post("first-dispatch/activation", {})
    body = invoice_body(customer_number="100", sent_on=None)
    made = (await admin.post("invoices", body)).json()
    assert made["dispatches_automatically"]
    answer = await admin.patch(
        f"invoices/{made['id']}", {"dispatches_automatically": False}, version=1
    )
    assert answer.status_code == 200, answer.text
    assert not answer.json()["dispatches_automatically"]
    assert (await admin.get("first-dispatch")).json()["waiting_count"] == 0
    [event] = (await admin.get("events", params={"invoice_id": made["id"]})).json()["items"]
    assert event["detail"]["changes"] == {"dispatches_automatically": [True, False]}


@pytest.mark.req("R254")
async def test_a_person_sends_invoices_and_hears_which_were_refused(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    made = [
        (await admin.post("invoices", invoice_body(customer_number="100", number=n, **more))).json()
        for n, more in (("1", {"sent_on": None}), ("2", {}))
    ]
    nobody = "00000000-0000-0000-0000-000000000001"
    ids = [made[0]["id"], made[1]["id"], nobody]
    answer = await admin.post("first-dispatch/requests", {"invoice_ids": ids, "channel": "email"})
    assert answer.status_code == 200, answer.text
    assert answer.json() == {
        "done_count": 1,
        "refused": [
            {"invoice_id": made[1]["id"], "code": "already_sent"},
            {"invoice_id": nobody, "code": "not_found"},
        ],
    }
    again = await admin.post("first-dispatch/requests", {"invoice_ids": ids[:1]})
    assert again.json()["refused"] == [{"invoice_id": made[0]["id"], "code": "is_queued"}]
    told = (await admin.get(f"invoices/{made[0]['id']}")).json()["first_dispatch"]
    assert told["state"] == "queued"
    [one] = (await admin.get(f"invoices/{made[0]['id']}/first-dispatches")).json()["items"]
    assert (one["what"], one["actor"]) == ("invoice", "user:Aino Admin")


@pytest.mark.req("R248")
@pytest.mark.req("R249")
async def test_the_list_shows_results_with_their_reasons_and_filters_by_them(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    ids = {}
    for number in ("1", "2", "3"):
        body = invoice_body(customer_number="100", number=number, sent_on=None)
        ids[number] = (await admin.post("invoices", body)).json()["id"]
    await admin.post("first-dispatch/requests", {"invoice_ids": [ids["1"], ids["2"]]})
    async with db.transaction(UUID(str(admin.company_id))) as connection:
        await connection.execute(
            """update first_dispatches set state = 'failed', reason = 'delivery_failed',
                   refusals = '[{"channel": "email", "code": "refused", "detail": "550"}]'
               where company_id = $1 and invoice_id = $2""",
            UUID(str(admin.company_id)), UUID(ids["2"]),
        )  # fmt: skip
    for state, number in (("failed", "2"), ("queued", "1")):
        page = (await admin.get("invoices", params={"first_dispatch": state})).json()
        assert [item["number"] for item in page["items"]] == [number]
    page = (await admin.get("invoices", params={"first_dispatch": "failed"})).json()
    assert page["items"][0]["first_dispatch"] == {
        "state": "failed", "reason": "delivery_failed",
        "refusals": [{"channel": "email", "code": "refused", "detail": "550"}],
    }  # fmt: skip


async def test_the_rows_of_an_invoice_are_kept_shown_and_replaced(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    body = invoice_body(customer_number="100", total="124.00", external_id="a", items=ITEMS)
    made = await admin.post("invoices", body)
    assert made.status_code == 201, made.text
    assert made.json()["items"] == ITEMS
    page = (await admin.get("invoices")).json()
    assert "items" not in page["items"][0]
    del body["external_id"]
    assert (await admin.ask("PUT", "invoices-by-external-id/a", json=body)).headers["ETag"] == '"1"'
    wrong = await admin.ask(
        "PUT", "invoices-by-external-id/a", json={**body, "total": "125.00", "open": "125.00"}
    )
    assert found(wrong) == [("/items", "items_differ_from_total")]
    assert "The rows add up to 124.00 with VAT, the total is 125.00." in wrong.json()["detail"]
    none = await admin.ask("PUT", "invoices-by-external-id/a", json={**body, "items": []})
    assert "items" not in none.json() or none.json()["items"] == []


async def test_rows_come_with_an_import_in_a_line_of_json_and_in_a_cell(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    heading = "number;currency;total;invoice_on;due_on;customer_number;sent_on;items"
    row = '7;EUR;124.00;2026-02-05;2026-02-19;100;;"[{""text"":""Työ"",""net"":""124.00""}]"'
    made = await imported(admin, "invoices", f"{heading}\n{row}\n".encode(), media="text/csv")
    assert made["created_count"] == 1, made
    body = invoice_body(customer_number="100", number="8", total="124.00", items=ITEMS)
    line = {**body, "sent_on": None}
    made = await imported(admin, "invoices", ndjson([line]), media="application/x-ndjson")
    assert made["created_count"] == 1, made
    rows = await fetch(
        admin,
        """select i.number, i.sent_on, jsonb_array_length(n.items) as count from invoices i
           join invoice_items n on n.invoice_id = i.id where i.company_id = $1 order by 1""",
    )
    assert [tuple(row) for row in rows] == [("7", None, 1), ("8", None, 2)]


async def test_an_invoice_is_shown_on_paper_before_it_goes(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    body = invoice_body(customer_number="100", total="124.00", items=ITEMS, sent_on=None)
    made = (await admin.post("invoices", body)).json()
    answer = await admin.get(f"invoices/{made['id']}/document")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
