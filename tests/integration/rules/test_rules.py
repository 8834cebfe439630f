"""Rules and their versions."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from karhu.kit import db
from tests.sites import Person, Site

REMINDER = {"kind": "reminder", "anchor": "after_due", "offset_days": 10, "fee": "5.00"}
NOTICE = {"kind": "notice", "anchor": "after_previous_sent", "offset_days": 14}


async def listed(person: Person) -> list[dict[str, Any]]:
    return (await person.get("rules")).json()["items"]


async def added(person: Person, name: str = "Suuret", **more: Any) -> dict[str, Any]:
    wanted = {"name": name, "customer_kind": "business", "steps": [REMINDER, NOTICE], **more}
    answer = await person.post("rules", wanted)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def customer(person: Person, **more: Any) -> dict[str, Any]:
    answer = await person.post("customers", {"kind": "business", "name": "Oy Asiakas Ab", **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


async def events(person: Person, kind: str) -> list[dict[str, Any]]:
    async with db.transaction(UUID(str(person.company_id))) as connection:
        rows = await connection.fetch(
            "select rule_id, actor, detail from events where kind = $1 order by seq", kind
        )
    return [dict(row) for row in rows]


@pytest.mark.req("R004")
@pytest.mark.req("R030")
@pytest.mark.req("R064")
@pytest.mark.parametrize(
    ("country", "names"),
    [
        ("FI", ["Yleinen, yritykset", "Yleinen, kuluttajat", "Automaatio estetty"]),
        ("SE", ["Allmän, företag", "Allmän, konsumenter", "Automatiken spärrad"]),
        ("DE", ["General, businesses", "General, consumers", "Automation blocked"]),
    ],
)
async def test_a_company_begins_with_three_rules_in_its_language(
    site: Site, country: str, names: list[str]
) -> None:
    admin = await site.administrator(country=country)
    rules = await listed(admin)
    assert [rule["name"] for rule in rules] == names
    assert [rule.get("built_in") for rule in rules] == [
        "general_business",
        "general_consumer",
        "automation_blocked",
    ]
    assert [len(rule["steps"]) for rule in rules] == [2, 2, 0]
    assert "customer_kind" not in rules[2]


async def test_a_company_made_over_the_api_has_its_rules_too(site: Site) -> None:
    admin = await site.administrator()
    answer = await admin.post("/v1/companies", {"name": "Toinen Oy", "country": "FI"})
    assert answer.status_code == 201
    second = answer.json()
    assert answer.headers["location"] == f"/v1/companies/{second['id']}"
    rules = (await admin.get(f"/v1/companies/{second['id']}/rules")).json()["items"]
    assert len(rules) == 3
    refused = await admin.post("/v1/companies", {"name": "Oy", "country": "QQ"})
    assert (refused.status_code, refused.json()["code"]) == (422, "unknown_country")


@pytest.mark.req("R010")
@pytest.mark.req("R012")
@pytest.mark.req("R065")
@pytest.mark.req("R066")
@pytest.mark.req("R067")
async def test_a_rule_of_ones_own_comes_after_the_built_in_ones(site: Site) -> None:
    admin = await site.administrator()
    steps = [{**REMINDER, "channel": "print", "minimum_open": "20", "trade_names": ["Karhukauppa"]}]
    made = await added(admin, " Suuret ", steps=steps, description="Yli 20 euroa", mode="propose")
    assert (made["name"], made["mode"], made["version"], made["key"]) == ("Suuret", "propose", 1, 4)
    [step] = made["steps"]
    assert step == {
        **REMINDER,
        "channel": "print",
        "minimum_open": "20.00",
        "trade_names": ["Karhukauppa"],
        "days_to_pay": 14,
        "claims_interest": False,
        "minimum_count": 0,
        "is_in_mass_runs": True,
    }
    assert made["remarks"] == ["channel_deactivated"]
    await added(admin, "aivan pienet")
    assert [rule["name"] for rule in (await listed(admin))[3:]] == ["aivan pienet", "Suuret"]
    [event] = [e for e in await events(admin, "rule_created") if str(e["rule_id"]) == made["id"]]
    assert event["actor"] == "user:Aino Admin"


async def test_customers_can_be_moved_into_a_new_rule_at_once(site: Site) -> None:
    admin = await site.administrator()
    moved = [(await customer(admin))["id"] for _ in range(2)]
    await customer(admin)
    made = await added(admin, customer_ids=moved)
    assert made["customer_count"] == 2
    counts = {rule["name"]: rule["customer_count"] for rule in await listed(admin)}
    assert counts["Yleinen, yritykset"] == 1


async def test_a_rule_whose_customers_cannot_come_is_not_made(site: Site) -> None:
    admin = await site.administrator()
    person = await customer(admin, kind="consumer")
    wanted = {"name": "Suuret", "customer_kind": "business", "steps": [REMINDER]}
    for ids in ([person["id"]], [str(uuid4())]):
        answer = await admin.post("rules", {**wanted, "customer_ids": ids})
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["pointer"] == "/customer_ids/0"
    assert len(await listed(admin)) == 3


async def test_names_differ_by_more_than_their_capitals(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin, "Suuret")
    await added(admin, "Pienet")
    wanted = {"name": "SUURET ", "customer_kind": "business", "steps": [REMINDER]}
    answer = await admin.post("rules", wanted)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    assert answer.json()["errors"][0]["pointer"] == "/name"
    answer = await admin.patch(f"rules/{made['id']}", {"name": "pienet"}, version=1)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    renamed = await admin.patch(f"rules/{made['id']}", {"name": "SUURET"}, version=1)
    assert renamed.json()["name"] == "SUURET"


async def test_every_unsound_step_is_told_with_its_place(site: Site) -> None:
    admin = await site.administrator()
    steps = [{**NOTICE, "channel": "einvoice"}, {**REMINDER, "channel": "einvoice"}]
    answer = await admin.post("rules", {"name": "x", "customer_kind": "consumer", "steps": steps})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/steps/0/anchor",
        "/steps/1/anchor",
        "/steps/0/kind",
        "/steps/1/kind",
        "/steps/0/channel",
        "/steps/1/channel",
    }


@pytest.mark.req("R068")
@pytest.mark.req("R052")
async def test_an_edit_is_held_to_what_a_new_rule_is_held_to(site: Site) -> None:
    admin = await site.administrator()
    consumer = (await listed(admin))[1]
    steps = [{**REMINDER, "channel": "einvoice"}]
    answer = await admin.patch(f"rules/{consumer['id']}", {"steps": steps}, version=1)
    assert answer.json()["code"] == "einvoice_to_consumer"
    answer = await admin.patch(f"rules/{consumer['id']}", {"steps": []}, version=1)
    assert answer.json()["code"] == "steps_missing"


@pytest.mark.req("R014")
async def test_steps_and_mode_make_a_new_version_and_names_do_not(site: Site) -> None:
    admin = await site.administrator()
    general = (await listed(admin))[0]
    path = f"rules/{general['id']}"
    described = await admin.patch(path, {"description": "Kaikki yritykset"}, version=1)
    assert (described.json()["version"], described.headers["etag"]) == (1, '"2"')
    stepped = await admin.patch(path, {"steps": [REMINDER]}, version=2)
    assert (stepped.json()["version"], stepped.headers["etag"]) == (2, '"3"')
    same = await admin.patch(path, {"steps": [REMINDER], "mode": "send"}, version=3)
    assert (same.json()["version"], same.headers["etag"]) == (2, '"3"')
    resting = await admin.patch(path, {"mode": "off"}, version=3)
    assert resting.json()["version"] == 3
    versions = (await admin.get(f"{path}/versions")).json()["items"]
    assert [(v["version"], v["mode"], len(v["steps"])) for v in versions] == [
        (3, "off", 1),
        (2, "send", 1),
        (1, "send", 2),
    ]
    assert versions[0]["created_by"] == "user:Aino Admin"
    changes = [e["detail"] for e in await events(admin, "rule_changed")]
    assert [('"version":1' in c, '"version":2' in c, '"version":3' in c) for c in changes] == [
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]


async def test_an_edit_names_what_was_read(site: Site) -> None:
    admin = await site.administrator()
    path = f"rules/{(await added(admin))['id']}"
    assert (await admin.patch(path, {"mode": "off"})).status_code == 428
    assert (await admin.patch(path, {"mode": "off"}, version=2)).status_code == 412
    assert (await admin.patch(path, {"mode": "off"}, version=1)).status_code == 200
    assert (await admin.patch(path, {"mode": "send"}, version=1)).status_code == 412


async def test_a_built_in_rule_keeps_its_name_and_its_place(site: Site) -> None:
    admin = await site.administrator()
    general, _, blocked = await listed(admin)
    answers = [
        await admin.patch(f"rules/{general['id']}", {"name": "Toinen"}, version=1),
        await admin.patch(f"rules/{blocked['id']}", {"steps": [REMINDER]}, version=1),
        await admin.patch(f"rules/{blocked['id']}", {"mode": "send"}, version=1),
        await admin.patch(f"rules/{blocked['id']}", {"description": "x"}, version=1),
        await admin.delete(f"rules/{general['id']}"),
        await admin.delete(f"rules/{blocked['id']}"),
    ]
    assert {(a.status_code, a.json()["code"]) for a in answers} == {(409, "built_in_rule")}


async def test_a_rule_in_use_is_not_deleted_and_says_what_to_do(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin)
    inside = [(await customer(admin, rule_id=made["id"]))["id"] for _ in range(2)]
    answer = await admin.delete(f"rules/{made['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "rule_has_customers")
    assert "2 customers are in this rule. Move them" in answer.json()["detail"]
    general = (await listed(admin))[0]
    move = {"customer_ids": inside, "rule_id": general["id"]}
    assert (await admin.post("customer-moves", move)).status_code == 200
    assert (await admin.delete(f"rules/{made['id']}")).status_code == 204
    assert (await admin.get(f"rules/{made['id']}")).status_code == 404
    assert (await admin.get(f"rules/{made['id']}/versions")).status_code == 404
    assert (await admin.delete(f"rules/{made['id']}")).status_code == 404
    assert [e["rule_id"] for e in await events(admin, "rule_deleted")] == [UUID(made["id"])]


async def test_the_name_of_a_deleted_rule_is_free_and_its_key_is_not(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin)
    await admin.delete(f"rules/{made['id']}")
    again = await added(admin)
    assert (again["name"], again["key"]) == (made["name"], made["key"] + 1)


async def open_case(person: Person, rule_id: str, *, version: int) -> None:
    """A case pinned to a version of a rule, of an invoice due long ago."""
    buyer = await customer(person, rule_id=rule_id)
    invoice = await person.post(
        "invoices",
        {
            "number": str(uuid4()),
            "customer_id": buyer["id"],
            "currency": "EUR",
            "total": "100.00",
            "invoice_on": "2026-01-01",
            "due_on": "2026-01-15",
        },
    )
    assert invoice.status_code == 201, invoice.text
    async with db.transaction(UUID(str(person.company_id))) as connection:
        await connection.execute(
            """insert into cases (company_id, invoice_id, customer_id, rule_id, rule_version,
                   state, step_number, opened_on)
               values ($1, $2, $3, $4, $5, 'open', 1, '2026-01-15')""",
            UUID(str(person.company_id)),
            UUID(invoice.json()["id"]),
            UUID(buyer["id"]),
            UUID(rule_id),
            version,
        )


async def test_open_cases_stay_on_their_version_unless_told_to_follow(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin)
    path = f"rules/{made['id']}"
    await open_case(admin, made["id"], version=1)

    async def cases_by_version() -> dict[int, int]:
        versions = (await admin.get(f"{path}/versions")).json()["items"]
        return {v["version"]: v["open_case_count"] for v in versions}

    await admin.patch(path, {"steps": [REMINDER]}, version=1)
    assert await cases_by_version() == {2: 0, 1: 1}
    answer = await admin.patch(
        path, {"steps": [{**REMINDER, "offset_days": 20}], "moves_open_cases": True}, version=2
    )
    assert answer.json()["open_case_count"] == 1
    assert await cases_by_version() == {3: 1, 2: 0, 1: 0}


async def test_a_rule_with_open_cases_is_not_deleted(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin)
    await open_case(admin, made["id"], version=1)
    general = (await listed(admin))[0]
    await admin.post("customer-moves", {"from_rule_id": made["id"], "rule_id": general["id"]})
    answer = await admin.delete(f"rules/{made['id']}")
    assert (answer.status_code, answer.json()["code"]) == (409, "rule_has_cases")
    assert "1 open case is still following this rule" in answer.json()["detail"]


async def test_two_who_take_one_name_at_once_do_not_both_get_it(site: Site) -> None:
    import asyncio

    admin = await site.administrator()
    wanted = {"name": "Suuret", "customer_kind": "business", "steps": [REMINDER]}
    answers = await asyncio.gather(*(admin.post("rules", wanted) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


async def test_another_tenants_rules_do_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    theirs = (await listed(other))[0]
    assert (await admin.get(f"rules/{theirs['id']}")).status_code == 404
    assert (
        await admin.patch(f"rules/{theirs['id']}", {"mode": "off"}, version=1)
    ).status_code == 404
    assert (await admin.delete(f"rules/{theirs['id']}")).status_code == 404
    assert (await admin.get(f"rules/{theirs['id']}/versions")).status_code == 404


@pytest.mark.req("R265")
@pytest.mark.req("R266")
@pytest.mark.req("R269")
async def test_a_rule_over_all_invoices_begins_with_its_steps_and_keeps_its_scope(
    site: Site,
) -> None:
    """Steps are added, edited, reordered and deleted like any others; the scope stays."""
    admin = await site.administrator()
    await admin.patch("", {"is_housing_company": True}, version=1)
    debtor = await customer(admin)
    wanted = {"name": "Taloyhtiö", "customer_kind": "business", "scope": "customer",
              "customer_ids": [debtor["id"]]}  # fmt: skip
    rule = (await admin.post("rules", wanted)).json()
    assert (rule["scope"], rule["mode"], rule["customer_count"]) == ("customer", "propose", 1)
    assert [(step["kind"], step["anchor"]) for step in rule["steps"]] == [
        ("reminder", "after_due"),
        ("collection_letter", "after_previous_due"),
        ("possession_warning", "after_previous_due"),
    ]
    assert rule["steps"][0]["is_in_mass_runs"] is True
    request = {**REMINDER, "minimum_open": "50.00", "minimum_count": 2, "is_in_mass_runs": False}
    again = {"kind": "reminder", "anchor": "after_previous_due", "offset_days": 7}
    place = f"rules/{rule['id']}"
    changed = (await admin.patch(place, {"steps": [request, again]}, version=1)).json()
    assert (changed["version"], changed["scope"]) == (2, "customer")
    kept = {name: changed["steps"][0][name] for name in request}
    assert kept == request
    refused = await admin.patch(place, {"mode": "send"}, version=2)
    assert (refused.status_code, refused.json()["code"]) == (422, "sent_by_a_person")
    assert refused.json()["errors"][0]["pointer"] == "/mode"
    assert (await admin.patch(place, {"scope": "invoice"}, version=2)).status_code == 400
    new = {"kind": "business", "name": "Uusi Oy", "rule_id": rule["id"]}
    assert (await admin.post("customers", new)).status_code == 201
    [found] = [one for one in await listed(admin) if one["id"] == rule["id"]]
    assert (found["customer_count"], found["scope"]) == (2, "customer")


async def test_a_rule_that_would_send_all_invoices_letters_is_not_made(site: Site) -> None:
    admin = await site.administrator()
    wanted = {"name": "Itse", "customer_kind": "consumer", "scope": "customer", "mode": "send"}
    answer = await admin.post("rules", wanted)
    assert (answer.status_code, answer.json()["code"]) == (422, "sent_by_a_person")
    warning = {"kind": "possession_warning", "anchor": "after_previous_due", "offset_days": 14}
    steps = [REMINDER, warning]
    answer = await admin.post("rules", {**wanted, "mode": "propose", "steps": steps})
    assert answer.json()["code"] == "housing_company_only"
    assert (await admin.post("rules", {**wanted, "mode": "propose"})).status_code == 201


@pytest.mark.req("R262")
@pytest.mark.req("R263")
@pytest.mark.req("R264")
async def test_what_is_proposed_for_collection_is_a_setting_of_the_company(site: Site) -> None:
    admin = await site.administrator()
    company = (await admin.get()).json()
    before = {name: company[name] for name in company if name.startswith("transfer_")}
    assert before == {
        "transfer_waiting_days": 14, "transfer_minimum_open": "0.00",
        "transfer_needs_bank_data": False,
    }  # fmt: skip
    after = {
        "transfer_waiting_days": 30, "transfer_minimum_open": "50.00",
        "transfer_needs_bank_data": True,
    }  # fmt: skip
    changed = (await admin.patch("", after, version=1)).json()
    assert {name: changed[name] for name in after} == after
    reader = await site.colleague(admin, "ledger_editor")
    assert (await reader.patch("", after, version=2)).status_code == 403
