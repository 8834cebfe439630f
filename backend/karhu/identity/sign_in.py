"""Signing in: slow for guessers, and the same for known and unknown addresses."""

import math
from datetime import datetime, timedelta
from typing import Any

import msgspec

from karhu.identity import password
from karhu.identity.tokens import digest, new_token
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.problems import Problem
from karhu.kit.sql import Statements

sql = Statements(__file__)

SESSION_LASTS = timedelta(hours=12)

FIND_LOCK = "select locked_until from sign_in_attempts where email_hash = $1"
FORGET_OLD = (
    "delete from sign_in_attempts where last_failed_at < $1::timestamptz - interval '1 day'"
)
FORGET = "delete from sign_in_attempts where email_hash = $1"
FIND_USER = "select id, password_hash from users where lower(email) = lower($1)"
RENEW_HASH = "update users set password_hash = $2 where id = $1"
END_OLD = "delete from sessions where user_id = $1 and expires_at <= $2"
BEGIN = """
    insert into sessions (token_hash, user_id, csrf_token, created_at, expires_at)
    values ($1, $2, $3, $4, $5)
"""


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """A session as its owner gets it; the token is told this once."""

    token: str
    csrf_token: str
    expires_at: datetime


async def sign_in(*, email: str, secret: str, now: datetime) -> SignedIn:
    """A session for the right password; raises 401 for a wrong one, 429 while locked.

    Opens transactions of its own, so that a failure stays counted although it is refused.
    """
    address = digest(email.casefold())
    async with db.transaction_over_all() as connection:
        await _count_attempt(connection, address, now)
        user = None if "\0" in email else await connection.fetchrow(FIND_USER, email)
    known_hash = password.NOBODY if user is None else user["password_hash"]
    if not await password.fits(secret, known_hash) or user is None:
        raise Problem(401, "wrong_password", "The e-mail address or the password is wrong.")
    renewed = await password.hashed(secret) if password.is_outdated(known_hash) else known_hash
    async with db.transaction_over_all() as connection:
        await connection.execute(FORGET, address)
        await connection.execute(END_OLD, user["id"], now)
        if renewed != known_hash:
            await connection.execute(RENEW_HASH, user["id"], renewed)
        return await begin_session(connection, user["id"], now=now)


async def begin_session(connection: Connection, user_id: Any, *, now: datetime) -> SignedIn:
    """A new session of 12 hours; only the hash of its token is stored."""
    session = SignedIn(token=new_token(), csrf_token=new_token(), expires_at=now + SESSION_LASTS)
    values = (digest(session.token), user_id, session.csrf_token, now, session.expires_at)
    await connection.execute(BEGIN, *values)
    return session


async def _count_attempt(connection: Connection, address: bytes, now: datetime) -> None:
    await connection.execute(FORGET_OLD, now)
    failed_count = await connection.fetchval(sql.count_attempt, address, now)
    if failed_count is not None:
        return
    locked_until = await connection.fetchval(FIND_LOCK, address)
    seconds = max(1, math.ceil((locked_until - now).total_seconds()))
    detail = f"Too many wrong passwords. Wait {seconds} seconds, then try again."
    raise Problem(429, "too_many_attempts", detail, headers={"Retry-After": str(seconds)})
