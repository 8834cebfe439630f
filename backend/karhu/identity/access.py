"""Who asks, and whether they may: the gate before every operation of the contract."""

import hmac
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request

from karhu.contract.call import Actor, Call
from karhu.contract.operations import Operation
from karhu.identity.role import Standing
from karhu.identity.tokens import API_KEY_START, digest
from karhu.kit import db
from karhu.kit.problems import Problem, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)

COOKIE = "karhu_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
USE_IS_NOTED_EVERY = timedelta(minutes=1)

FIND_KEY = """
    select company_id, id, name, scopes, last_used_at from api_keys
    where secret_hash = $1 and revoked_at is null
"""
NOTE_USE = "update api_keys set last_used_at = $3 where company_id = $1 and id = $2"


class Asking(msgspec.Struct, frozen=True, kw_only=True):
    """Who was found behind a request, with what is known of them before the company is."""

    actor: Actor
    office_standing: Standing | None = None
    key_company_id: UUID | None = None
    key_scopes: frozenset[str] = frozenset()


def cookie_name(*, is_secure: bool) -> str:
    """The session's cookie; over https its name binds it to this host and path (RFC 6265bis)."""
    return f"__Host-{COOKIE}" if is_secure else COOKIE


def is_secure(request: Request[Any, Any, Any]) -> bool:
    """Whether people reach this service over https."""
    return request.app.state.settings.public_url.startswith("https://")


async def authorise(call: Call, operation: Operation, company_id: UUID | None) -> None:
    """Find the actor and what they may do, and narrow the transaction to the company.

    Raises 401 for nobody, 403 without the permission or the CSRF token, 404 for a company that
    is not theirs to see.
    """
    if operation.permission == "public":
        return
    asking = await _asking(call)
    call.actor = asking.actor
    call.permissions = await _permissions(call, asking, company_id)
    if operation.permission != "signed_in" and operation.permission not in call.permissions:
        raise _not_allowed(operation)
    if company_id is not None:
        call.company_id = company_id
        await db.narrow(call.connection, company_id)


async def _asking(call: Call) -> Asking:
    authorization = call.request.headers.get("Authorization")
    if authorization is not None:
        return await _of_api_key(call, authorization)
    token = call.request.cookies.get(_own_cookie_name(call.request))
    if token is None:
        raise _unknown("Sign in, or send an API key as `Authorization: Bearer karhu_…`.")
    return await _of_session(call, token)


async def _of_session(call: Call, token: str) -> Asking:
    row = await call.connection.fetchrow(sql.find_signed_in_user, _hash(token), call.now)
    if row is None:
        raise _unknown("This session has ended. Sign in again.")
    if call.request.method not in SAFE:
        _check_csrf(call.request.headers.get("X-CSRF-Token", ""), row["csrf_token"])
    actor = Actor(
        kind="user",
        id=row["id"],
        name=row["name"],
        office_id=row["office_id"],
        csrf_token=row["csrf_token"],
    )
    standing = Standing(
        office_role=row["office_role"],
        company_role=None,
        owns_invoices_only=row["owns_invoices_only"],
    )
    return Asking(actor=actor, office_standing=standing)


async def _of_api_key(call: Call, authorization: str) -> Asking:
    kind, _, secret = authorization.partition(" ")
    secret = secret.strip()
    if kind.lower() != "bearer" or not secret.startswith(API_KEY_START):
        raise _unknown("Send the API key as `Authorization: Bearer karhu_…`.")
    row = await call.connection.fetchrow(FIND_KEY, _hash(secret))
    if row is None:
        raise _unknown("This API key does not exist or has been revoked.")
    _note_use(call, row)
    return Asking(
        actor=Actor(kind="api_key", id=row["id"], name=row["name"]),
        key_company_id=row["company_id"],
        key_scopes=frozenset(row["scopes"]),
    )


async def _permissions(call: Call, asking: Asking, company_id: UUID | None) -> frozenset[str]:
    if asking.office_standing is None:
        if company_id not in (None, asking.key_company_id):
            raise missing("company")
        return asking.key_scopes
    if company_id is None:
        return asking.office_standing.permissions
    row = await call.connection.fetchrow(sql.find_standing, company_id, asking.actor.id)
    if row is None:
        raise missing("company")
    return Standing(**row).permissions


def _note_use(call: Call, row: Any) -> None:
    used_at: datetime | None = row["last_used_at"]
    if used_at is not None and call.now - used_at < USE_IS_NOTED_EVERY:
        return

    async def note() -> None:
        # after the request, so that a long one does not hold up others with the same key
        async with db.transaction(row["company_id"]) as connection:
            await connection.execute(NOTE_USE, row["company_id"], row["id"], call.now)

    call.after_commit.append(note)


def _check_csrf(sent: str, expected: str) -> None:
    if not hmac.compare_digest(sent.encode(), expected.encode()):
        detail = "Send the session's CSRF token in X-CSRF-Token; `GET /v1/me` tells it."
        raise Problem(403, "csrf_token_wrong", detail)


def _own_cookie_name(request: Request[Any, Any, Any]) -> str:
    return cookie_name(is_secure=is_secure(request))


def _hash(secret: str) -> bytes:
    # header bytes come as Latin-1, and what is not ASCII was never given out
    return digest(secret) if secret.isascii() else digest("")


def _unknown(detail: str) -> Problem:
    challenge = {"WWW-Authenticate": 'Bearer realm="karhu"'}
    return Problem(401, "not_signed_in", detail, headers=challenge)


def _not_allowed(operation: Operation) -> Problem:
    detail = f"This needs the permission {operation.permission}, which you do not have here."
    return Problem(403, "permission_missing", detail)
