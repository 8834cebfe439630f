"""Who sets what letters cost, and what is left behind."""

import msgspec
import pytest

from tests.integration.metering.asking import charge
from tests.sites import Person, Site
from tests.world import World

OTHERS = ("company_main_administrator", "user_administrator", "ledger_editor", "ledger_reader")


@pytest.mark.req("R008")
async def test_a_company_begins_at_a_quarter_of_a_euro_and_free_deliveries(office: Person) -> None:
    answer = await office.get("prices")
    assert answer.json() == {
        "currency": "EUR", "transaction_price": "0.25", "delivery_prices": {},
    }  # fmt: skip


@pytest.mark.req("R008")
async def test_only_the_offices_main_administrator_sets_prices(site: Site) -> None:
    admin = await site.administrator()
    for role in OTHERS:
        person = await site.colleague(admin, role)
        assert (await person.get("prices")).status_code == 200, role
        refused = await charge(person, "0.01")
        assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing"), role
    assert (await charge(admin, "0.30")).status_code == 200


async def test_no_api_key_sets_prices(site: Site) -> None:
    key = await site.api_key(await site.administrator(), "company.read")
    assert (await charge(key, "0.01")).status_code == 403


async def test_prices_are_set_by_whoever_read_them_last(office: Person) -> None:
    body = {"transaction_price": "0.30", "delivery_prices": {}}
    assert (await office.ask("PUT", "prices", json=body)).status_code == 428
    stale = await office.ask("PUT", "prices", json=body, headers={"If-Match": '"7"'})
    assert stale.status_code == 412
    answer = await charge(office, "0.0851", print="1.2")
    assert answer.json() == {
        "currency": "EUR", "transaction_price": "0.0851", "delivery_prices": {"print": "1.20"},
    }  # fmt: skip
    assert (await office.get("")).json()["transaction_price"] == "0.0851"


async def test_a_change_of_prices_is_in_the_log_with_what_was_before(
    world: World, office: Person
) -> None:
    await charge(office, "0.30", email="0.05")
    await charge(office, "0.3000", email="0.0500")  # the same prices: nothing to tell
    [event] = await world.events("prices_changed")
    assert event["actor"] == "user:Aino Admin"
    assert msgspec.json.decode(event["detail"]) == {
        "transaction_price": "0.30",
        "delivery_prices": {"email": "0.05"},
        "before": {"transaction_price": "0.25", "delivery_prices": {}},
    }


@pytest.mark.parametrize("price", ["-0.01", "0.00001", "free", "1000000", "0,25", ""])
async def test_what_is_no_price_is_refused(office: Person, price: str) -> None:
    answer = await charge(office, price)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/transaction_price"
