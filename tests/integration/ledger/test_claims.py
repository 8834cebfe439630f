"""What is owed on an invoice, over the API, and the law that can be read there."""

import uuid

import pytest

from tests.integration.ledger.asking import customer, events, found, invoice, payment
from tests.sites import Person, Site

COMMERCIAL = {"interest_basis": "statutory", "claims_compensation": True}


async def settings(person: Person, **changes: object) -> None:
    """Change the company."""
    answer = await person.patch("", changes, version=await version(person))
    assert answer.status_code == 200, answer.text


async def version(person: Person) -> int:
    return int((await person.get()).headers["ETag"].strip('"'))


async def test_a_claim_is_itemised_with_the_law_of_each_part(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, **COMMERCIAL)
    made = await invoice(
        admin, (await customer(admin))["id"], total="1000.00", due_on="2026-03-02",
        invoice_on="2026-02-02",
    )  # fmt: skip
    await payment(admin, "400.00", invoice_number="1", paid_on="2026-03-12")
    claim = (await admin.get(f"invoices/{made['id']}/claim?as_of=2026-04-01")).json()
    assert (claim["claim_class"], claim["due_day"]) == ("business", "2026-03-02")
    assert claim["principal"] == {
        "claimed": "1000.00", "paid": "400.00", "open": "600.00", "is_flagged": False,
    }  # fmt: skip
    interest = claim["interest"]
    assert [
        (p["first_on"], p["last_on"], p["principal"], p["percent"], p["amount"])
        for p in interest["periods"]
    ] == [
        ("2026-03-03", "2026-03-12", "1000.00", "10.5", "2.8767"),
        ("2026-03-13", "2026-04-01", "600.00", "10.5", "3.4521"),
    ]
    assert interest["amount"] == "6.33"
    assert interest["periods"][0]["basis"] == "Korkolaki 633/1982 4 a § 1 mom. (1407/2025)"
    assert claim["compensation"]["claimed"] == "40.00"
    assert claim["total_open"] == "646.33"


async def test_a_due_date_on_a_sunday_says_by_which_law_it_moves(site: Site) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"], due_on="2026-03-01")
    claim = (await admin.get(f"invoices/{made['id']}/claim?as_of=2026-03-02")).json()
    assert claim["due_day"] == "2026-03-02"
    assert claim["due_day_basis"] == "Velkakirjalaki 622/1947 5 § 2 mom."
    assert claim["interest"]["reason"] == "not_overdue"


async def test_what_the_ledger_says_was_paid_bears_no_interest(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    made = await invoice(admin, owner["id"], total="100.00", open="40.00", due_on="2026-03-02")
    claim = (await admin.get(f"invoices/{made['id']}/claim?as_of=2026-04-01")).json()
    assert [period["principal"] for period in claim["interest"]["periods"]] == ["40.00"]


async def test_interest_by_the_terms_needs_their_rate(site: Site) -> None:
    admin = await site.administrator()
    answer = await admin.patch("", {"interest_basis": "agreed"}, version=await version(admin))
    assert found(answer) == [("/interest_percent", "rate_missing")]
    await settings(admin, interest_basis="agreed", interest_percent="12.5")
    assert (await admin.get()).json()["interest_percent"] == "12.5"
    await settings(admin, interest_basis="statutory", interest_percent=None)
    assert "interest_percent" not in (await admin.get()).json()


async def test_a_housing_companys_charges_are_no_consumer_claims(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin, kind="consumer")
    made = await invoice(admin, owner["id"])
    path = f"invoices/{made['id']}/claim"
    assert (await admin.get(path)).json()["claim_class"] == "consumer"
    await settings(admin, is_housing_company=True)
    assert (await admin.get(path)).json()["claim_class"] == "housing_charge"


async def test_there_is_no_claim_on_an_unknown_invoice(site: Site) -> None:
    admin = await site.administrator()
    assert (await admin.get(f"invoices/{uuid.uuid4()}/claim")).status_code == 404


@pytest.mark.parametrize("country", ["FI", "SE", "NO", "DK"])
async def test_the_law_that_is_applied_can_be_read(site: Site, country: str) -> None:
    admin = await site.administrator()
    listed = (await admin.get("/v1/law-packs")).json()["items"]
    assert country in {pack["country"] for pack in listed}
    pack = (await admin.get(f"/v1/law-packs/{country}?as_of=2026-11-22")).json()
    assert {rate["claim_class"] for rate in pack["late_rates"]} == {
        "consumer", "business", "housing_charge",
    }  # fmt: skip
    reminder = [f for f in pack["figures"] if f["kind"] == "fee" and f.get("act") == "reminder"]
    assert all(figure["statute"] and figure["tiers"] for figure in reminder)


async def test_the_law_of_another_day_is_that_days(site: Site) -> None:
    admin = await site.administrator()
    pack = (await admin.get("/v1/law-packs/FI?as_of=2022-04-30")).json()
    tiers = {
        tuple(figure["classes"]): figure["tiers"]
        for figure in pack["figures"]
        if figure.get("act") == "reminder" and figure["kind"] == "fee"
    }
    assert tiers[("business", "housing_charge")] == [{"amount": "10.00"}]


async def test_a_country_without_figures_is_not_found(site: Site) -> None:
    admin = await site.administrator()
    assert (await admin.get("/v1/law-packs/EE")).status_code == 404


async def claimed(admin: Person, invoice_id: str) -> dict[str, object]:
    claim = (await admin.get(f"invoices/{invoice_id}/claim?as_of=2026-04-01")).json()
    return claim["interest"]


async def edited(admin: Person, customer_id: str, **changes: object) -> dict[str, object]:
    path = f"customers/{customer_id}"
    number = int((await admin.get(path)).headers["ETag"].strip('"'))
    answer = await admin.patch(path, changes, version=number)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_customers_own_rate_goes_before_the_companys_and_null_goes_back(
    site: Site,
) -> None:
    admin = await site.administrator()
    await settings(admin, interest_basis="agreed", interest_percent="9")
    own = await customer(admin, interest_basis="agreed", interest_percent="12.50")
    assert (own["interest_basis"], own["interest_percent"]) == ("agreed", "12.5")
    made = await invoice(admin, own["id"], due_on="2026-03-02")
    assert {p["percent"] for p in (await claimed(admin, made["id"]))["periods"]} == {"12.5"}
    shown = await edited(admin, own["id"], interest_basis="none")
    assert "interest_percent" not in shown
    assert (await claimed(admin, made["id"]))["reason"] == "not_claimed"
    await edited(admin, own["id"], interest_basis="statutory")
    assert {p["percent"] for p in (await claimed(admin, made["id"]))["periods"]} == {"10.5"}
    assert "interest_basis" not in await edited(admin, own["id"], interest_basis=None)
    assert {p["percent"] for p in (await claimed(admin, made["id"]))["periods"]} == {"9"}


async def test_a_consumers_own_rate_is_held_to_the_ceiling_of_the_law(site: Site) -> None:
    admin = await site.administrator()
    own = await customer(admin, kind="consumer", interest_basis="agreed", interest_percent="24")
    made = await invoice(admin, own["id"], due_on="2026-03-02")
    interest = await claimed(admin, made["id"])
    assert interest["basis"] == "agreed"
    assert interest["ceiling_basis"]
    await edited(admin, own["id"], interest_basis="statutory")
    assert (await claimed(admin, made["id"]))["periods"] == interest["periods"]


async def test_another_customer_keeps_the_companys_terms(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="1", interest_basis="none")
    made = await invoice(admin, (await customer(admin, number="2"))["id"], due_on="2026-03-02")
    assert (await claimed(admin, made["id"]))["basis"] == "statutory"


@pytest.mark.req("R061")
async def test_a_fee_by_hand_is_held_to_the_law_and_to_what_was_paid(site: Site) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"], total="100.00")
    path = f"invoices/{made['id']}/fee"
    answer = await admin.ask("PUT", path, json={"fee": "12.01"})
    assert found(answer) == [("/fee", "above_the_law")]
    assert "12.00 may be claimed: Perintälaki 513/1999 10 e § 1 mom. 1 k." in answer.text
    claim = await admin.ask("PUT", path, json={"fee": "12.00"})
    assert (claim.status_code, claim.json()["fee"]["open"]) == (200, "12.00")
    await payment(admin, "107.00", invoice_number="1")
    assert found(await admin.ask("PUT", path, json={"fee": "6.99"})) == [("/fee", "below_paid")]
    claim = await admin.ask("PUT", path, json={"fee": "7.00"})
    assert claim.json()["fee"] == {
        "claimed": "7.00", "paid": "7.00", "open": "0.00", "is_flagged": False,
        "basis": "Perintälaki 513/1999 10 e § 1 mom. 1 k.",
    }  # fmt: skip
    [first, second] = await events(admin, "fee_set")
    assert (first["detail"]["fee"], second["detail"]["before"]) == ("12.00", "12.00")
    gone = await admin.ask("PUT", f"invoices/{uuid.uuid4()}/fee", json={"fee": "1.00"})
    assert gone.status_code == 404


@pytest.mark.req("R255")
async def test_a_rate_of_the_terms_holds_from_its_day_on(site: Site) -> None:
    admin = await site.administrator()
    await settings(
        admin, interest_basis="agreed", interest_percent="16", interest_starts_on="2026-03-15"
    )
    made = await invoice(admin, (await customer(admin))["id"], due_on="2026-03-02")
    path = f"invoices/{made['id']}/claim?as_of=2026-03-31"
    periods = (await admin.get(path)).json()["interest"]["periods"]
    assert [(p["first_on"], p["last_on"], p["percent"]) for p in periods] == [
        ("2026-03-03", "2026-03-14", "10.5"), ("2026-03-15", "2026-03-31", "16"),
    ]  # fmt: skip
    await settings(admin, interest_starts_on=None)
    periods = (await admin.get(path)).json()["interest"]["periods"]
    assert [(p["first_on"], p["percent"]) for p in periods] == [("2026-03-03", "16")]
