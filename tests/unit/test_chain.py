"""The chain of channels, decided without a database."""

from typing import Any

import pytest

from karhu.first_dispatch.chain import Addressee, Ended, Refusal, Scheme, Way, next_way, reached

EVERY = frozenset({"einvoice", "email", "print"})
REFUSED = Refusal(channel="einvoice", code="refused", detail="unknown receiver")


def scheme(**more: Any) -> Scheme:
    values: dict[str, Any] = {
        "is_on": True, "sources": frozenset({"api"}), "channels": EVERY, "timing": "at_once",
        "has_consumer_einvoice": True, "sends_direct_payment_notices": False,
        "sends_factoring_notices": False, "connected": EVERY, "incomplete": frozenset(),
    }  # fmt: skip
    return Scheme(**{**values, **more})


def addressee(**more: Any) -> Addressee:
    values: dict[str, Any] = {
        "kind": "business", "email": "a@example.com", "einvoice_address": "003712345678",
        "street": "Katu 1", "postcode": "00100", "city": "Helsinki",
        "has_consumer_einvoice": False, "has_direct_debit": False,
    }  # fmt: skip
    return Addressee(**{**values, **more})


def way(found: Way | Ended) -> str:
    return found.channel if isinstance(found, Way) else f"{found.state}: {found.reason}"


@pytest.mark.req("R237")
def test_the_chain_is_einvoice_then_email_then_print() -> None:
    reachable = addressee()
    assert way(next_way(scheme(), reachable)) == "einvoice"
    assert way(next_way(scheme(), addressee(einvoice_address=""))) == "email"
    assert way(next_way(scheme(), addressee(einvoice_address="", email=""))) == "print"
    assert way(next_way(scheme(), reachable, [REFUSED])) == "email"
    twice = [REFUSED, Refusal(channel="email", code="refused")]
    assert way(next_way(scheme(), reachable, twice)) == "print"


@pytest.mark.req("R238")
@pytest.mark.parametrize(
    ("channels", "comes_to"),
    [
        ({"einvoice", "email", "print"}, {"einvoice", "email", "print"}),
        ({"einvoice", "print"}, {"einvoice"}),
        ({"einvoice"}, {"einvoice"}),
        ({"email", "print"}, set()),
        (set(), set()),
    ],
)
def test_the_chain_stops_at_the_first_channel_not_selected(
    channels: set[str], comes_to: set[str]
) -> None:
    assert reached(frozenset(channels)) == comes_to


@pytest.mark.req("R236")
@pytest.mark.req("R238")
def test_without_email_an_einvoice_that_fails_is_not_tried_as_print() -> None:
    two = scheme(channels=frozenset({"einvoice", "print"}))
    assert way(next_way(two, addressee(), [REFUSED])) == "failed: delivery_failed"
    found = next_way(two, addressee(einvoice_address=""))
    assert isinstance(found, Ended)
    assert (found.state, found.reason) == ("ignored", "channel_not_selected")
    assert [(one.channel, one.code) for one in found.refusals] == [
        ("einvoice", "no_einvoice_address"), ("email", "not_selected"),
    ]  # fmt: skip


@pytest.mark.req("R232")
@pytest.mark.parametrize("field", ["einvoice_address", "street", "postcode", "city"])
def test_an_einvoice_needs_its_address_and_the_whole_postal_address(field: str) -> None:
    assert way(next_way(scheme(), addressee(**{field: ""}))) == "email"


@pytest.mark.req("R233")
@pytest.mark.parametrize(
    ("is_on", "has_chosen", "pays_directly", "expected"),
    [
        (True, True, False, "einvoice"),
        (True, False, True, "einvoice"),
        (True, False, False, "email"),
        (False, True, False, "email"),
        (False, False, True, "email"),
    ],
)
def test_a_consumer_gets_an_einvoice_by_agreement_while_the_service_is_on(
    is_on: bool, has_chosen: bool, pays_directly: bool, expected: str
) -> None:
    person = addressee(
        kind="consumer", has_consumer_einvoice=has_chosen, has_direct_debit=pays_directly
    )
    assert way(next_way(scheme(has_consumer_einvoice=is_on), person)) == expected


@pytest.mark.req("R234")
@pytest.mark.req("R235")
def test_who_cannot_be_reached_at_all_fails_with_what_is_missing() -> None:
    nobody = addressee(einvoice_address="", email="", street="")
    found = next_way(scheme(), nobody)
    assert isinstance(found, Ended)
    assert (found.state, found.reason) == ("failed", "missing_contact_data")
    assert found.detail == (
        "E-invoice: the customer has no e-invoice address. E-mail: the customer has no e-mail"
        " address. Print: the customer's postal address is not complete."
    )


def test_a_channel_that_the_installation_lacks_is_passed_over_and_told() -> None:
    found = next_way(scheme(connected=frozenset({"email"})), addressee())
    assert isinstance(found, Way)
    assert (found.channel, [one.code for one in found.refusals]) == ("email", ["not_connected"])
    assert way(next_way(scheme(connected=frozenset()), addressee())) == (
        "failed: channel_not_connected"
    )


@pytest.mark.req("R254")
def test_a_person_may_name_a_channel_that_is_not_selected() -> None:
    none = scheme(channels=frozenset())
    assert way(next_way(none, addressee(), asked="print")) == "print"
    assert way(next_way(none, addressee(street=""), asked="print")) == (
        "failed: missing_contact_data"
    )


def test_a_channel_for_which_the_company_lacks_its_own_details_is_passed_over_and_told() -> None:
    found = next_way(scheme(incomplete=frozenset({"einvoice"})), addressee())
    assert isinstance(found, Way)
    assert (found.channel, found.refusals[0].code) == ("email", "company_incomplete")
    assert way(next_way(scheme(incomplete=EVERY), addressee())) == "failed: channel_not_connected"
