"""The operations of identity."""

from typing import Any
from uuid import UUID

import msgspec
from litestar.datastructures import Cookie
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call, holds_a_secret, opens_its_own
from karhu.contract.operations import contract
from karhu.identity import people, service
from karhu.identity.access import cookie_name, is_secure
from karhu.identity.role import Standing
from karhu.identity.shown import company_shown, key_shown, person_shown
from karhu.identity.sign_in import SESSION_LASTS
from karhu.identity.sign_in import sign_in as begin
from karhu.identity.tables import ApiKey, Session, User
from karhu.identity.tokens import digest, new_api_key, shown_part
from karhu.kit.ids import uuid7
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import Problem, conflict, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def get_health(call: Call) -> types.Health:
    """The service answers."""
    return types.Health(status="ok", version=contract()["info"]["version"])


@opens_its_own
async def sign_in(call: Call, *, body: types.SignIn) -> types.Session:
    """A session cookie for e-mail and password."""
    session = await begin(email=body.email, secret=body.password, now=call.now)
    call.cookies.append(_cookie(call, session.token, lasts_s=int(SESSION_LASTS.total_seconds())))
    return types.Session(csrf_token=session.csrf_token, expires_at=session.expires_at)


async def sign_out(call: Call) -> None:
    """End the session that asks, and take its cookie back."""
    _check_is_person(call)
    token = call.request.cookies[cookie_name(is_secure=is_secure(call.request))]
    await Session.delete().where(Session.token_hash == digest(token))
    call.cookies.append(_cookie(call, "", lasts_s=0))


async def get_me(call: Call) -> types.Me:
    """Who asks, with every company they may see and what they may do there."""
    if call.actor.kind == "api_key":
        return await _me_as_key(call)
    user = await User.select().where(User.id == call.actor.id).first()
    assert user is not None
    rows = await call.connection.fetch(sql.list_standings, call.actor.id)
    actor = types.Actor(
        kind="user",
        id=str(user["id"]),
        name=user["name"],
        email=user["email"],
        language=user["language"],
    )
    companies = [_my_company(row) for row in rows]
    return types.Me(actor=actor, companies=companies, csrf_token=call.actor.csrf_token or UNSET)


async def update_me(call: Call, *, body: types.MeChanges) -> types.Me:
    """Change one's own name or language."""
    _check_is_person(call)
    changes: dict[Any, Any] = _sent(body)
    await User.update(changes).where(User.id == call.actor.id)
    return await get_me(call)


async def list_companies(
    call: Call, *, limit: int, cursor: str | None = None, with_count: bool = False
) -> types.CompanyPage:
    """The companies that one may see, by name."""
    (after,) = read_cursor(cursor, UUID)
    user_id, key_company_id = await _seen_by(call)
    asked = (user_id, key_company_id, after, limit + 1)
    rows, is_more = cut(await call.connection.fetch(sql.list_companies, *asked), limit)
    page = types.CompanyPage(items=[company_shown(row, call.now) for row in rows])
    if is_more:
        page = msgspec.structs.replace(page, next_cursor=_behind(call, rows[-1]["id"]))
    if with_count:
        every = await call.connection.fetch(sql.list_companies, user_id, key_company_id, None, None)
        page = msgspec.structs.replace(page, total_count=len(every))
    return page


async def get_company(call: Call) -> types.Company:
    """The company with its settings."""
    row = await service.find_company(call.connection, call.company_id)
    call.etag(row["version"])
    return company_shown(row, call.now)


async def update_company(call: Call, *, body: types.CompanyChanges) -> types.Company:
    """Change settings; raises 412 and 428 as If-Match asks, 422 for what cannot be."""
    row = await service.find_company(call.connection, call.company_id, locks=True)
    call.edits(row["version"])
    row = await service.change_company(
        call.connection, row, _sent(body), actor=call.actor.label, now=call.now
    )
    call.etag(row["version"])
    return company_shown(row, call.now)


async def list_users(
    call: Call, *, limit: int, cursor: str | None = None, with_count: bool = False
) -> types.UserPage:
    """People who may work with the company, in the order in which they came."""
    (after,) = read_cursor(cursor, UUID)
    found = await people.list_people(call.connection, call.company_id, after=after, limit=limit + 1)
    shown, is_more = cut(found, limit)
    page = types.UserPage(items=[person_shown(person) for person in shown])
    if is_more:
        page = msgspec.structs.replace(page, next_cursor=_behind(call, shown[-1].id))
    if with_count:
        count = await call.connection.fetchval(sql.count_people, call.company_id)
        page = msgspec.structs.replace(page, total_count=count)
    return page


@holds_a_secret
async def create_user(call: Call, *, body: types.UserCreate) -> types.User:
    """Give a person access to the company."""
    company = await service.find_company(call.connection, call.company_id)
    person = await people.add_person(call.connection, company, body, may=call.permissions)
    await _note(call, company, "user_added", name=person.name, role=person.role)
    return person_shown(person)


async def update_user(call: Call, *, user_id: UUID, body: types.UserChanges) -> types.User:
    """Change somebody else's role or restriction."""
    person = await _somebody_else(call, user_id)
    company = await service.find_company(call.connection, call.company_id)
    wanted = {"role": person.role, "owns_invoices_only": person.owns_invoices_only, **_sent(body)}
    person = await people.change_person(
        call.connection, company, person, **wanted, may=call.permissions
    )
    await _note(call, company, "user_changed", name=person.name, role=person.role)
    return person_shown(person)


async def remove_user(call: Call, *, user_id: UUID) -> None:
    """Take somebody else's access away."""
    person = await _somebody_else(call, user_id)
    company = await service.find_company(call.connection, call.company_id)
    await people.remove_person(call.connection, call.company_id, person, may=call.permissions)
    await _note(call, company, "user_removed", name=person.name, role=person.role)


async def list_api_keys(
    call: Call, *, limit: int, cursor: str | None = None, with_count: bool = False
) -> types.ApiKeyPage:
    """The keys that work, oldest first, without their secrets."""
    (after,) = read_cursor(cursor, UUID)
    live = (ApiKey.company_id == call.company_id) & ApiKey.revoked_at.is_null()
    query = ApiKey.select().where(live).order_by(ApiKey.id).limit(limit + 1)
    rows, is_more = cut(await (query.where(ApiKey.id > after) if after else query), limit)
    page = types.ApiKeyPage(items=[key_shown(row) for row in rows])
    if is_more:
        page = msgspec.structs.replace(page, next_cursor=_behind(call, rows[-1]["id"]))
    if with_count:
        page = msgspec.structs.replace(page, total_count=await ApiKey.count().where(live))
    return page


@holds_a_secret
async def create_api_key(call: Call, *, body: types.ApiKeyCreate) -> types.ApiKey:
    """Make a key; its secret is in this answer and nowhere else."""
    company = await service.find_company(call.connection, call.company_id)
    secret = new_api_key()
    key = ApiKey(
        company_id=call.company_id,
        id=uuid7(),
        name=body.name,
        prefix=shown_part(secret),
        secret_hash=digest(secret),
        scopes=list(body.scopes),
        created_at=call.now,
    )
    await ApiKey.insert(key)
    await _note(call, company, "api_key_created", name=body.name, scopes=sorted(body.scopes))
    return key_shown(key.to_dict(), secret=secret)


async def revoke_api_key(call: Call, *, api_key_id: UUID) -> None:
    """End a key at once; raises 404 for one that does not work any more."""
    live = (ApiKey.company_id == call.company_id) & (ApiKey.id == api_key_id)
    revoked = await (
        ApiKey.update({ApiKey.revoked_at: call.now})
        .where(live & ApiKey.revoked_at.is_null())
        .returning(ApiKey.name)
    )
    if not revoked:
        raise missing("API key")
    company = await service.find_company(call.connection, call.company_id)
    await _note(call, company, "api_key_revoked", name=revoked[0]["name"])


def _cookie(call: Call, token: str, *, lasts_s: int) -> Cookie:
    secure = is_secure(call.request)
    return Cookie(
        key=cookie_name(is_secure=secure),
        value=token,
        path="/",
        max_age=lasts_s,
        secure=secure,
        httponly=True,
        samesite="lax",
    )


def _check_is_person(call: Call) -> None:
    if call.actor.kind != "user":
        raise Problem(403, "people_only", "This is for people who sign in, not for API keys.")


async def _me_as_key(call: Call) -> types.Me:
    key = await ApiKey.select().where(ApiKey.id == call.actor.id).first()
    assert key is not None
    company = await service.find_company(call.connection, key["company_id"])
    mine = types.MyCompany(
        id=str(company["id"]),
        name=company["name"],
        time_zone=company["time_zone"],
        permissions=sorted(call.permissions),
        owns_invoices_only=False,
    )
    actor = types.Actor(kind="api_key", id=str(key["id"]), name=key["name"])
    return types.Me(actor=actor, companies=[mine])


def _my_company(row: Any) -> types.MyCompany:
    standing = Standing(
        office_role=row["office_role"],
        company_role=row["company_role"],
        owns_invoices_only=row["owns_invoices_only"],
    )
    return types.MyCompany(
        id=str(row["id"]),
        name=row["name"],
        time_zone=row["time_zone"],
        role=standing.role or UNSET,
        owns_invoices_only=standing.owns_invoices_only,
        permissions=sorted(standing.permissions),
    )


async def _seen_by(call: Call) -> tuple[UUID | None, UUID | None]:
    if call.actor.kind == "user":
        return call.actor.id, None
    if "company.read" not in call.permissions:
        return None, None
    key = await ApiKey.select(ApiKey.company_id).where(ApiKey.id == call.actor.id).first()
    return None, key["company_id"] if key else None


async def _somebody_else(call: Call, user_id: UUID) -> people.Person:
    person = await people.find_person(call.connection, call.company_id, user_id)
    if user_id == call.actor.id:
        raise conflict("own_access", "Nobody changes their own access. Ask another administrator.")
    return person


async def _note(call: Call, company: Any, kind: str, **detail: Any) -> None:
    await service.note(
        call.connection, company, kind, actor=call.actor.label, detail=detail, now=call.now
    )


def _sent(body: msgspec.Struct) -> dict[str, Any]:
    fields = msgspec.structs.asdict(body)
    return {name: value for name, value in fields.items() if value is not UNSET}


def _behind(call: Call, last_id: UUID) -> str:
    cursor = cursor_of(last_id)
    call.more_behind(cursor)
    return cursor
