"""Signing in and out."""

from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

from karhu.identity.service import Administrator
from karhu.kit import clock, db
from tests.sites import PASSWORD, Site, found_site


async def email_of(user_id: Any) -> str:
    async with db.transaction_over_all() as connection:
        return await connection.fetchval("select email from users where id = $1", user_id)


async def someone(site: Site) -> str:
    return await email_of((await site.found()).user_id)


async def attempt(site: Site, email: str, password: str) -> Any:
    return await site.nobody().post("/v1/sessions", {"email": email, "password": password})


async def test_the_right_password_gives_a_cookie_that_scripts_cannot_read(site: Site) -> None:
    email = await someone(site)
    nobody = site.nobody()
    answer = await nobody.post("/v1/sessions", {"email": email.upper(), "password": PASSWORD})
    assert answer.status_code == 201
    cookie = SimpleCookie(answer.headers["set-cookie"])["karhu_session"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "lax", "/")
    assert not cookie["secure"]
    me = await nobody.get("/v1/me")
    assert me.json()["actor"]["email"] == email
    assert me.json()["csrf_token"] == answer.json()["csrf_token"]


async def test_over_https_the_cookie_is_bound_to_its_host(site: Site) -> None:
    email = await someone(site)
    secure = site.beside("https://karhu.example.com").nobody()
    answer = await secure.post("/v1/sessions", {"email": email, "password": PASSWORD})
    cookie = SimpleCookie(answer.headers["set-cookie"])["__Host-karhu_session"]
    assert cookie["secure"]
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert "max-age" in answer.headers["strict-transport-security"]
    assert (await secure.get("/v1/me")).status_code == 200


async def test_a_wrong_password_and_an_unknown_address_look_the_same(site: Site) -> None:
    wrong = await attempt(site, await someone(site), "not the password")
    unknown = await attempt(site, "nobody@example.com", "not the password")
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


async def test_signing_out_ends_the_session(site: Site) -> None:
    admin = await site.administrator()
    answer = await admin.delete("/v1/sessions/current")
    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert (await admin.get("/v1/me")).status_code == 401


async def test_a_session_ends_by_itself(site: Site) -> None:
    admin = await site.administrator()
    async with db.transaction_over_all() as connection:
        await connection.execute("update sessions set expires_at = now() - interval '1 second'")
    assert (await admin.get("/v1/me")).status_code == 401


async def test_five_wrong_passwords_lock_the_address_even_for_the_right_one(site: Site) -> None:
    email = await someone(site)
    for _ in range(5):
        assert (await attempt(site, email, "wrong")).status_code == 401
    locked = await attempt(site, email, PASSWORD)
    assert locked.status_code == 429
    assert 50 <= int(locked.headers["retry-after"]) <= 60
    assert locked.json()["code"] == "too_many_attempts"


async def test_an_unknown_address_is_locked_like_a_known_one(site: Site) -> None:
    for _ in range(5):
        assert (await attempt(site, "nobody@example.com", "wrong")).status_code == 401
    assert (await attempt(site, "Nobody@Example.com", "wrong")).status_code == 429


async def test_a_lock_passes_and_the_next_failure_locks_for_longer(site: Site) -> None:
    email = await someone(site)
    for _ in range(5):
        await attempt(site, email, "wrong")
    await pass_lock()
    assert (await attempt(site, email, "wrong")).status_code == 401
    assert 110 <= int((await attempt(site, email, "wrong")).headers["retry-after"]) <= 120
    await pass_lock()
    assert (await attempt(site, email, PASSWORD)).status_code == 201
    assert (await attempt(site, email, "wrong")).status_code == 401


async def pass_lock() -> None:
    async with db.transaction_over_all() as connection:
        passed = clock.now() - timedelta(seconds=1)
        await connection.execute("update sign_in_attempts set locked_until = $1", passed)


async def test_what_is_stored_of_a_session_does_not_open_one(site: Site) -> None:
    await site.administrator()
    async with db.transaction_over_all() as connection:
        stored = await connection.fetchval("select token_hash from sessions")
    thief = site.nobody()
    thief.client.cookies.set("karhu_session", stored.hex())
    assert (await thief.get("/v1/me")).status_code == 401


async def test_odd_addresses_are_unknown_and_nothing_worse(site: Site) -> None:
    for email in ("a\x00b@example.com", "ä@ö.fi", "' or 1=1 --", "%@%"):
        assert (await attempt(site, email, "wrong")).status_code == 401


async def test_an_office_cannot_be_founded_twice_on_one_address(database: str) -> None:
    import pytest

    from karhu.identity.company import NewCompany
    from karhu.identity.service import found_office
    from karhu.kit.problems import Problem

    founded = await found_site()
    email = await email_of(founded.user_id)
    again = Administrator(name="Again", email=email.upper(), password=PASSWORD)
    company = NewCompany(name="Oy", country="FI")
    with pytest.raises(Problem, match="already signs in"):
        async with db.transaction_over_all() as connection:
            await found_office(
                connection, name="T", administrator=again, company=company, now=clock.now()
            )
