"""The unchanged PyPI package netvisor-api-client, pointed at Karhu by its base URL."""

import time
import uuid
from typing import Any

import pytest
import requests
from netvisor_api_client.exc import (
    AuthenticationFailed,
    DuplicateData,
    InvalidData,
    InvalidDataSize,
    RequestNotUnique,
)

from tests.integration.netvisor.conftest import Integration

FULL: dict[str, Any] = {
    "customer_base_information": {
        "internal_identifier": "MAKI-1",
        "external_identifier": "7654321-0",
        "name": "Mäki & Pojat Oy",
        "name_extension": "c/o Järvi",
        "street_address": "Rantatie 1",
        "additional_address_line": "2. krs",
        "city": "Jyväskylä",
        "post_number": "40100",
        "country": "FI",
        "customer_group_name": "Tukut",
        "phone_number": "040 1234567",
        "fax_number": "014 123",
        "email": "toimisto@maki.example",
        "home_page_uri": "www.maki.example",
        "is_active": True,
        "email_invoicing_address": "laskut@maki.example",
    },
    "customer_finvoice_details": {
        "finvoice_address": "003776543210",
        "finvoice_router_code": "OKOYFIHH",
    },
    "customer_delivery_details": {
        "delivery_name": "Varasto",
        "delivery_street_address": "Satamatie 2",
        "delivery_city": "Kotka",
        "delivery_post_number": "48100",
        "delivery_country": "FI",
    },
    "customer_contact_details": {
        "contact_person": "Maija Mäki",
        "contact_person_email": "maija@maki.example",
        "contact_person_phone": "040 7654321",
    },
}


def code() -> str:
    return uuid.uuid4().hex[:12]


def customer(name: str = "Oy Asiakas Ab", **base: Any) -> dict[str, Any]:
    return {"customer_base_information": {"name": name, "internal_identifier": code(), **base}}


def test_a_customer_comes_back_as_it_was_sent(integration: Integration) -> None:
    client = integration.client()
    key = client.customers.create(FULL)
    found = client.customers.get(key)
    sent = {**FULL["customer_base_information"]}
    base = found["customer_base_information"]
    assert base["netvisor_key"] == key
    assert base["additional_street_address"] == sent.pop("additional_address_line")
    assert {name: base[name] for name in sent} == sent
    delivery = dict(FULL["customer_delivery_details"])
    delivery.pop("delivery_country")
    assert found["customer_delivery_details"] == delivery
    assert found["customer_contact_details"] == FULL["customer_contact_details"]
    assert found["customer_finvoice_details"] == FULL["customer_finvoice_details"]
    assert found["customer_additional_information"]["balance_limit"] is None


def test_reminders_will_go_to_the_invoicing_address(integration: Integration) -> None:
    key = integration.client().customers.create(
        customer(email="a@example.com", email_invoicing_address="b@example.com")
    )
    [row] = integration.fetch("select email from customers where key = $1", key)
    assert row["email"] == "b@example.com"


@pytest.mark.parametrize("word", ["mäki", "POJAT", "7654321-0", "JÄRVI".lower(), "MAKI-1"])
def test_a_customer_is_found_by_name_code_business_id_and_extension(
    integration: Integration, word: str
) -> None:
    client = integration.client()
    if not client.customers.list("MAKI-1"):
        client.customers.create(FULL)
    found = client.customers.list(word)
    assert [(c["name"], c["code"]) for c in found] == [("Mäki & Pojat Oy", "MAKI-1")]
    assert found[0]["organisation_identifier"] == "7654321-0"


def test_a_word_that_nobody_has_finds_nobody(integration: Integration) -> None:
    assert integration.client().customers.list("Ei & kukaan+%") == []


def test_everybody_is_listed_without_a_word(integration: Integration) -> None:
    client = integration.client()
    keys = {client.customers.create(customer()) for _ in range(3)}
    assert keys <= {c["netvisor_key"] for c in client.customers.list()}


def test_several_customers_come_in_one_request_in_the_order_asked(integration: Integration) -> None:
    client = integration.client()
    keys = [client.customers.create(customer(f"Oy {n} Ab")) for n in range(3)]
    asked = [keys[2], keys[0], keys[1], keys[2], 2**40]
    found = client.customers.detail_list(asked)
    assert [c["customer_base_information"]["netvisor_key"] for c in found] == [
        keys[2],
        keys[0],
        keys[1],
    ]


def test_an_edit_keeps_what_it_does_not_name_and_empties_what_is_blank(
    integration: Integration,
) -> None:
    client = integration.client()
    key = client.customers.create(
        {
            **FULL,
            "customer_base_information": {
                **FULL["customer_base_information"],
                "internal_identifier": code(),
            },
        }
    )
    client.customers.update(
        key,
        {"customer_base_information": {"name": "Uusi Oy", "city": "", "name_extension": ""}},
    )
    found = client.customers.get(key)
    base = found["customer_base_information"]
    assert (base["name"], base["city"], base["name_extension"]) == ("Uusi Oy", None, None)
    assert (base["street_address"], base["fax_number"]) == ("Rantatie 1", "014 123")
    assert found["customer_contact_details"]["contact_person"] == "Maija Mäki"


def test_a_customer_without_a_rule_is_placed_by_default(integration: Integration) -> None:
    client = integration.client()
    for country, expected in (("FI", "general_business"), ("SE", "automation_blocked")):
        key = client.customers.create(customer(country=country))
        assert built_in_of(integration, key) == expected


def built_in_of(integration: Integration, key: int) -> str | None:
    [row] = integration.fetch(
        """select r.built_in from customers c
           join rules r on r.company_id = c.company_id and r.id = c.rule_id where c.key = $1""",
        key,
    )
    return row["built_in"]


def test_what_is_not_there_is_said_in_the_words_that_clients_know(integration: Integration) -> None:
    client = integration.client()
    for key in (999_999, 2**40, 0):
        with pytest.raises(
            InvalidData, match=f"Customer not found with Netvisor identifier: {key}"
        ):
            client.customers.get(key)
    with pytest.raises(InvalidData, match="not found"):
        client.customers.update(999_999, customer())


def test_a_code_in_use_and_a_name_too_long_have_their_own_errors(integration: Integration) -> None:
    client = integration.client()
    wanted = customer()
    client.customers.create(wanted)
    with pytest.raises(DuplicateData):
        client.customers.create(wanted)
    with pytest.raises(InvalidDataSize):
        client.customers.create(customer("N" * 251))
    with pytest.raises(InvalidData, match="name"):
        client.customers.create({"customer_base_information": {"city": "Turku"}})


@pytest.mark.parametrize(
    "wrong",
    [
        {"customer_key": "wrong"},
        {"partner_key": "wrong"},
        {"customer_id": "KU_WRONG"},
        {"partner_id": "WRONG"},
        {"organization_id": "7654321-0"},
        {"algorithm": "MD5"},
    ],
)
def test_whatever_is_wrong_with_the_keys_looks_the_same(
    integration: Integration, wrong: dict[str, str]
) -> None:
    with pytest.raises(AuthenticationFailed) as failure:
        integration.client(**wrong).customers.list()
    assert "not valid" in str(failure.value)
    with pytest.raises(AuthenticationFailed) as nobody:
        integration.client(customer_id="NOBODY").customers.list()
    assert str(failure.value) == str(nobody.value)


@pytest.mark.parametrize("minutes", [-16, 16])
def test_a_request_signed_long_ago_or_in_the_future_is_refused(
    integration: Integration, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    client, now = integration.client(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + minutes * 60)
    with pytest.raises(AuthenticationFailed):
        client.customers.list()


def test_a_transaction_counts_once(
    integration: Integration, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = integration.client()
    auth = client.customers.client.requester.auth
    monkeypatch.setattr(type(auth), "make_transaction_id", staticmethod(lambda: "the same again"))
    first = client.customers.create(customer())
    with pytest.raises(RequestNotUnique):
        client.customers.create(customer())
    with pytest.raises(RequestNotUnique):
        client.customers.get(first)


def test_a_doubled_slash_and_a_base_path_are_signed_as_they_were_typed(
    integration: Integration,
) -> None:
    for host in (
        f"{integration.url}/",
        f"{integration.url}/netvisor",
        f"{integration.url}/netvisor/",
    ):
        assert isinstance(integration.client(host=host).customers.list("nobody"), list)


def test_an_answer_says_its_charset(integration: Integration) -> None:
    client = integration.client()
    session = client.customers.client.requester
    answer: requests.Response = session.get(f"{integration.url}/CustomerList.nv")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
