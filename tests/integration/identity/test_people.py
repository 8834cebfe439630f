"""Giving, changing and taking away access."""

from typing import Any

import pytest

from tests.integration.identity.test_companies import add_companies
from tests.sites import PASSWORD, Person, Site, unique_email


def person(role: str, **more: Any) -> dict[str, Any]:
    return {"name": "Veikko", "email": unique_email(), "password": PASSWORD, "role": role, **more}


async def added(admin: Person, role: str, **more: Any) -> dict[str, Any]:
    answer = await admin.post("users", person(role, **more))
    assert answer.status_code == 201, answer.text
    return answer.json()


async def test_people_are_listed_with_the_role_that_counts(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin, "ledger_editor", owns_invoices_only=True)
    page = (await admin.get("users?with_count=true")).json()
    assert page["total_count"] == 2
    assert [user["role"] for user in page["items"]] == [
        "office_main_administrator",
        "ledger_editor",
    ]
    assert page["items"][1] == made
    assert made["owns_invoices_only"]
    first = (await admin.get("users?limit=1")).json()
    second = (await admin.get(f"users?limit=1&cursor={first['next_cursor']}")).json()
    assert [user["id"] for user in second["items"]] == [made["id"]]
    assert "next_cursor" not in second


async def test_an_address_signs_in_once(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    email = unique_email()
    await added(admin, "ledger_reader", email=email)
    for asker, code in ((admin, "has_access"), (other, "email_taken")):
        answer = await asker.post("users", person("ledger_reader", email=email.upper()))
        assert (answer.status_code, answer.json()["code"]) == (409, code)
        assert answer.json()["errors"][0]["pointer"] == "/email"


async def test_a_colleague_of_the_office_joins_another_company_with_their_password(
    site: Site,
) -> None:
    admin = await site.administrator()
    email = unique_email()
    made = await added(admin, "ledger_editor", email=email)
    await add_companies(site, admin, "Toinen Oy")
    companies = (await admin.get("/v1/companies")).json()["items"]
    second = next(c["id"] for c in companies if c["id"] != str(admin.company_id))
    answer = await admin.post(
        f"/v1/companies/{second}/users",
        person("ledger_reader", email=email, password="another password"),
    )
    assert answer.json()["id"] == made["id"]
    wanted = {"email": email, "password": PASSWORD}
    assert (await site.nobody().post("/v1/sessions", wanted)).status_code == 201
    colleague = await site.session(made["id"], admin.company_id)
    roles = {c["name"]: c["role"] for c in (await colleague.get("/v1/me")).json()["companies"]}
    assert roles == {"Esimerkki Oy": "ledger_editor", "Toinen Oy": "ledger_reader"}
    assert (await admin.delete(f"users/{made['id']}")).status_code == 204
    assert (await colleague.get()).status_code == 404
    assert (await colleague.get(f"/v1/companies/{second}")).status_code == 200


async def test_a_changed_role_counts_from_the_next_request(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin, "ledger_reader")
    veikko = await site.session(made["id"], admin.company_id)
    assert (await veikko.get("users")).status_code == 403
    changed = await admin.patch(f"users/{made['id']}", {"role": "user_administrator"})
    assert changed.json()["role"] == "user_administrator"
    assert (await veikko.get("users")).status_code == 200


@pytest.mark.req("R022")
async def test_the_restriction_can_be_set_and_lifted(site: Site) -> None:
    admin = await site.administrator()
    made = await added(admin, "company_main_administrator")
    mine = await site.session(made["id"], admin.company_id)

    async def permissions() -> list[str]:
        return (await mine.get("/v1/me")).json()["companies"][0]["permissions"]

    assert "rules.read" in await permissions()
    await admin.patch(f"users/{made['id']}", {"owns_invoices_only": True})
    assert "rules.read" not in await permissions()
    await admin.patch(f"users/{made['id']}", {"owns_invoices_only": False})
    assert "rules.read" in await permissions()


@pytest.mark.parametrize("role", ["office_main_administrator", "company_main_administrator"])
async def test_a_user_administrator_makes_no_main_administrators(site: Site, role: str) -> None:
    admin = await site.administrator()
    keeper = await site.colleague(admin, "user_administrator")
    assert (await keeper.post("users", person(role))).status_code == 403
    head = await added(admin, role)
    assert (await keeper.patch(f"users/{head['id']}", {"role": "ledger_reader"})).status_code == 403
    assert (await keeper.delete(f"users/{head['id']}")).status_code == 403
    reader = await added(keeper, "ledger_reader")
    assert (await keeper.patch(f"users/{reader['id']}", {"role": role})).status_code == 403


async def test_nobody_changes_their_own_access(site: Site) -> None:
    keeper = await site.colleague(await site.administrator(), "user_administrator")
    own = (await keeper.get("/v1/me")).json()["actor"]["id"]
    for answer in (
        await keeper.patch(f"users/{own}", {"role": "ledger_editor"}),
        await keeper.delete(f"users/{own}"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "own_access")


async def test_the_last_main_administrator_of_the_office_stays(site: Site) -> None:
    admin = await site.administrator()
    second = await added(admin, "office_main_administrator")
    asker = await site.session(second["id"], admin.company_id)
    first = (await admin.get("/v1/me")).json()["actor"]["id"]
    assert (await asker.delete(f"users/{first}")).status_code == 204
    assert (await admin.get("/v1/me")).status_code == 401
    third = await added(asker, "office_main_administrator")
    heir = await site.session(third["id"], admin.company_id)
    demoted = await heir.patch(f"users/{second['id']}", {"role": "ledger_reader"})
    assert demoted.json()["role"] == "ledger_reader"


async def test_who_has_no_access_left_cannot_sign_in_and_may_be_added_anew(site: Site) -> None:
    admin = await site.administrator()
    email = unique_email()
    made = await added(admin, "ledger_reader", email=email)
    veikko = await site.session(made["id"], admin.company_id)
    assert (await admin.delete(f"users/{made['id']}")).status_code == 204
    assert (await veikko.get("/v1/me")).status_code == 401
    wanted = {"email": email, "password": PASSWORD}
    assert (await site.nobody().post("/v1/sessions", wanted)).status_code == 401
    await added(admin, "ledger_reader", email=email, password="a newer password")


async def test_people_of_another_company_cannot_be_reached(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    theirs = await added(other, "ledger_reader")
    assert (
        await admin.patch(f"users/{theirs['id']}", {"role": "ledger_editor"})
    ).status_code == 404
    assert (await admin.delete(f"users/{theirs['id']}")).status_code == 404
