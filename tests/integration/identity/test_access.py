"""The gate: who gets in, and how far."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from karhu.kit import clock, db
from tests.sites import Site


async def test_nobody_is_asked_to_sign_in(site: Site) -> None:
    founded = await site.found()
    answer = await site.nobody(founded.company_id).get()
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_signed_in"


@pytest.mark.parametrize(
    "authorization", ["Bearer karhu_wrong", "Bearer", "Basic YTpi", "karhu_", "Bearer karhu_\xe4"]
)
async def test_a_key_that_is_none_is_refused(site: Site, authorization: str) -> None:
    answer = await site.nobody().get(
        "/v1/me", headers={"Authorization": authorization.encode("latin-1")}
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("token", ["", "x", "\xe4", "a" * 5000])
async def test_a_cookie_that_is_none_is_refused(site: Site, token: str) -> None:
    cookie = f"karhu_session={token}".encode("latin-1")
    answer = await site.nobody().get("/v1/me", headers={"Cookie": cookie})
    assert answer.status_code == 401


async def test_another_tenants_company_does_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    key = await site.api_key(admin, "company.read")
    for asker in (admin, key):
        theirs = await asker.get(f"/v1/companies/{other.company_id}")
        none = await asker.get(f"/v1/companies/{uuid4()}")
        assert theirs.status_code == none.status_code == 404
        assert theirs.json()["detail"] == none.json()["detail"]


async def test_a_write_without_the_csrf_token_is_refused(site: Site) -> None:
    admin = await site.administrator()
    token = admin.client.headers.pop("X-CSRF-Token")
    assert (await admin.patch("/v1/me", {"name": "Aino"})).json()["code"] == "csrf_token_wrong"
    admin.client.headers["X-CSRF-Token"] = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert (await admin.patch("/v1/me", {"name": "Aino"})).status_code == 403
    assert (await admin.get("/v1/me")).status_code == 200
    admin.client.headers["X-CSRF-Token"] = token
    assert (await admin.patch("/v1/me", {"name": "Aino"})).json()["actor"]["name"] == "Aino"


async def test_an_api_key_needs_no_csrf_token_and_stays_within_its_scopes(site: Site) -> None:
    admin = await site.administrator()
    key = await site.api_key(admin, "company.read")
    assert (await key.get()).status_code == 200
    refused = await key.post("users", {})
    assert refused.status_code == 403
    assert "users.edit" in refused.json()["detail"]
    me = (await key.get("/v1/me")).json()
    assert me["actor"]["kind"] == "api_key"
    assert [company["permissions"] for company in me["companies"]] == [["company.read"]]
    assert len((await key.get("/v1/companies")).json()["items"]) == 1


async def test_a_key_without_the_right_to_the_company_lists_none(site: Site) -> None:
    key = await site.api_key(await site.administrator(), "events.read")
    assert (await key.get("/v1/companies?with_count=true")).json() == {
        "items": [],
        "total_count": 0,
    }


async def test_a_key_cannot_do_what_only_people_do(site: Site) -> None:
    key = await site.api_key(await site.administrator(), "company.read")
    assert (await key.patch("/v1/me", {"name": "x"})).json()["code"] == "people_only"
    assert (await key.delete("/v1/sessions/current")).json()["code"] == "people_only"


async def test_a_revoked_key_stops_at_once(site: Site) -> None:
    admin = await site.administrator()
    key = await site.api_key(admin, "company.read")
    [shown] = (await admin.get("api-keys")).json()["items"]
    assert "secret" not in shown
    assert key.client.headers["Authorization"].startswith(f"Bearer {shown['prefix']}")
    assert (await admin.delete(f"api-keys/{shown['id']}")).status_code == 204
    assert (await key.get()).status_code == 401
    assert (await admin.get("api-keys")).json()["items"] == []
    assert (await admin.delete(f"api-keys/{shown['id']}")).status_code == 404


async def test_the_use_of_a_key_is_noted_at_most_once_a_minute(site: Site) -> None:
    admin = await site.administrator()
    key = await site.api_key(admin, "company.read")
    await key.get()
    first = await last_used(admin)
    await key.get()
    assert await last_used(admin) == first
    async with db.transaction_over_all() as connection:
        earlier = clock.now() - timedelta(seconds=61)
        await connection.execute("update api_keys set last_used_at = $1", earlier)
    await key.get()
    assert await last_used(admin) > first


async def last_used(admin: Any) -> str:
    return (await admin.get("api-keys")).json()["items"][0]["last_used_at"]


async def test_a_permission_that_is_missing_is_named(site: Site) -> None:
    reader = await site.colleague(await site.administrator(), "ledger_reader")
    answer = await reader.patch("", {"name": "Uusi"}, version=1)
    assert answer.status_code == 403
    assert answer.json()["code"] == "permission_missing"
    assert "company.edit" in answer.json()["detail"]


async def test_a_secret_is_told_once_and_kept_nowhere(site: Site) -> None:
    admin = await site.administrator()
    headers = {"Idempotency-Key": "once"}
    wanted = {"name": "ERP", "scopes": ["events.read"]}
    made = await admin.post("api-keys", wanted, headers=headers)
    again = await admin.post("api-keys", wanted, headers=headers)
    assert (made.status_code, again.status_code) == (201, 409)
    assert again.json()["code"] == "done_before"
    assert len((await admin.get("api-keys")).json()["items"]) == 1
    person = {
        "name": "V",
        "email": "v@example.com",
        "password": "long enough",
        "role": "ledger_reader",
    }
    assert (await admin.post("users", person, headers=headers)).status_code == 201
    async with db.transaction_over_all() as connection:
        kept = await connection.fetch("select body from idempotency_keys")
    assert [row["body"] for row in kept] == [None, None]


async def test_what_has_served_its_time_is_forgotten(site: Site) -> None:
    from karhu.identity.service import forget_old

    admin = await site.administrator()
    await admin.post(
        "/v1/companies", {"name": "A", "country": "FI"}, headers={"Idempotency-Key": "a"}
    )
    await site.nobody().post("/v1/sessions", {"email": "a@b.fi", "password": "wrong"})
    tables = ("sessions", "idempotency_keys", "sign_in_attempts")

    async def counts(later: timedelta) -> list[int]:
        async with db.transaction_over_all() as connection:
            await forget_old(connection, now=clock.now() + later)
            return [await connection.fetchval(f"select count(*) from {t}") for t in tables]

    assert await counts(timedelta(hours=1)) == [1, 1, 1]
    assert await counts(timedelta(hours=13)) == [0, 1, 1]
    assert await counts(timedelta(hours=49)) == [0, 0, 0]
