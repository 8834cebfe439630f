"""Collection letters and possession warnings over the API."""

from typing import Any

import pytest

from tests.sites import Person, Site

REMINDER = {"kind": "reminder", "anchor": "after_due", "offset_days": 7}
NOTICE = {"kind": "notice", "anchor": "after_previous_sent", "offset_days": 14}
COLLECTION = {"kind": "collection_letter", "anchor": "after_previous_sent", "offset_days": 14}
WARNING = {"kind": "possession_warning", "anchor": "after_previous_sent", "offset_days": 30}


async def refused(person: Person, *steps: dict[str, Any], kind: str = "business") -> list[Any]:
    """The faults of a rule that cannot be saved: pointer and code."""
    answer = await person.post("rules", {"name": "A", "customer_kind": kind, "steps": list(steps)})
    assert answer.status_code == 422, answer.text
    return [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]


async def saved(person: Person, *steps: dict[str, Any], kind: str = "business") -> dict[str, Any]:
    answer = await person.post("rules", {"name": "A", "customer_kind": kind, "steps": list(steps)})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def turn_into_housing(person: Person) -> None:
    at = f"/v1/companies/{person.company_id}"
    version = int((await person.get(at)).headers["etag"].strip('"'))
    changes = {"is_housing_company": True, "active_channels": ["email", "print", "einvoice"]}
    answer = await person.patch(at, changes, version=version)
    assert answer.status_code == 200, answer.text


@pytest.mark.req("R054")
async def test_a_collection_letter_cannot_be_saved_as_email(site: Site) -> None:
    admin = await site.administrator()
    by_email = {**COLLECTION, "channel": "email"}
    assert await refused(admin, REMINDER, NOTICE, by_email) == [
        ("/steps/2/channel", "channel_not_allowed")
    ]


@pytest.mark.req("R059")
async def test_a_collection_letter_has_no_fee_unless_one_is_given(site: Site) -> None:
    admin = await site.administrator()
    rule = await saved(admin, REMINDER, NOTICE, COLLECTION)
    assert [step["kind"] for step in rule["steps"]] == ["reminder", "notice", "collection_letter"]
    assert "fee" not in rule["steps"][2]


@pytest.mark.req("R105")
async def test_a_rule_says_that_its_collection_letter_has_no_active_channel(site: Site) -> None:
    admin = await site.administrator()
    rule = await saved(admin, REMINDER, NOTICE, COLLECTION)
    active = (await admin.get(f"/v1/companies/{admin.company_id}")).json()["active_channels"]
    assert ("channel_deactivated" in rule["remarks"]) == (not {"print", "einvoice"} & set(active))


async def test_a_possession_warning_is_for_housing_companies(site: Site) -> None:
    admin = await site.administrator()
    assert await refused(admin, REMINDER, WARNING) == [("/steps/1/kind", "housing_company_only")]
    await turn_into_housing(admin)
    rule = await saved(admin, REMINDER, WARNING, kind="consumer")
    assert rule["steps"][1]["kind"] == "possession_warning"


@pytest.mark.req("R297")
async def test_an_einvoice_is_refused_in_a_housing_company_and_told_of_in_rules_from_before(
    site: Site,
) -> None:
    admin = await site.administrator()
    by_einvoice = {**COLLECTION, "channel": "einvoice"}
    rule = await saved(admin, REMINDER, by_einvoice)
    await turn_into_housing(admin)
    after = (await admin.get(f"rules/{rule['id']}")).json()
    assert after["remarks"] == ["channel_not_allowed"]
    assert await refused(admin, REMINDER, by_einvoice) == [
        ("/steps/1/channel", "channel_not_allowed")
    ]


async def test_a_rule_that_begins_with_a_demand_says_what_the_law_wants_first(site: Site) -> None:
    admin = await site.administrator()
    alone = {**COLLECTION, "anchor": "after_due"}
    rule = await saved(admin, alone, kind="consumer")
    assert "reminder_needed_by_law" in rule["remarks"]
