"""Keys of `.nv` integrations, and who is behind a signed request."""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from karhu.identity.service import find_company, note
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.netvisor.envelope import Refusal, not_authentic
from karhu.netvisor.signing import Keys, Signed, is_signed, is_timely

sql = Statements(__file__)

IDS_ARE_KEPT = timedelta(hours=1)  # twice the allowed skew, and some
INSERT = """
    insert into netvisor_credentials (company_id, customer_id, partner_id, customer_key,
                                      partner_key, allows_weak_hashes, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
"""
FORGET = "delete from netvisor_transactions where company_id = $1 and seen_at < $2"


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """What an integration is configured with; the keys are secrets."""

    customer_id: str
    customer_key: str
    partner_id: str
    partner_key: str


class Caller(msgspec.Struct, frozen=True, kw_only=True):
    """The company that a signed request is for, and the name of who signed it."""

    company_id: UUID
    actor: str


async def add_credentials(
    connection: Connection,
    company_id: UUID,
    *,
    partner_id: str,
    allows_weak_hashes: bool = False,
    actor: str,
    now: datetime,
) -> Credentials:
    """Make keys for an integration partner of a company; the company needs a business id.

    `allows_weak_hashes` also lets MD5 and SHA256 signatures in, which older clients still send
    and which neither bind a time nor withstand much.
    """
    company = await find_company(connection, company_id)
    made = Credentials(
        customer_id=f"KU_{secrets.token_hex(8).upper()}",
        customer_key=secrets.token_hex(32),
        partner_id=partner_id,
        partner_key=secrets.token_hex(32),
    )
    await connection.execute(
        INSERT, company_id, made.customer_id, made.partner_id, made.customer_key,
        made.partner_key, allows_weak_hashes, now,
    )  # fmt: skip
    detail = {"customer_id": made.customer_id, "partner_id": partner_id}
    await note(connection, company, "netvisor_key_created", actor=actor, detail=detail, now=now)
    return made


async def find_caller(
    signed: Signed | None, addresses: Sequence[str], *, method: str, now: datetime
) -> Caller:
    """Who signed a request, taking its transaction id for good; raises Refusal.

    Commits a transaction of its own, so that a write cannot be repeated whatever becomes of it.
    """
    if signed is None or not is_timely(signed, now):
        raise not_authentic()
    async with db.transaction_over_all() as connection:
        found = await connection.fetch(sql.find_credentials, signed.customer_id, signed.partner_id)
        wanted = _plain(signed.organisation_id)
        ours = [row for row in found if _plain(row["business_id"] or "") == wanted != ""]
        row = next((row for row in ours if _fits(row, signed, addresses)), None)
        if row is None:
            raise not_authentic()
        await _take(connection, row, signed, method=method, now=now)
    return Caller(company_id=row["company_id"], actor=f"netvisor:{_name(signed.sender)}")


def _fits(row: Any, signed: Signed, addresses: Sequence[str]) -> bool:
    if signed.is_weak and not row["allows_weak_hashes"]:
        return False
    keys = Keys(customer_key=row["customer_key"], partner_key=row["partner_key"])
    return is_signed(signed, keys, addresses)


async def _take(
    connection: Connection, row: Any, signed: Signed, *, method: str, now: datetime
) -> None:
    if not row["allows_weak_hashes"]:
        await connection.execute(FORGET, row["company_id"], now - IDS_ARE_KEPT)
    values = (signed.partner_id, signed.transaction_id, now, method, signed.mac.lower())
    if await connection.fetchval(sql.take_transaction, row["company_id"], *values) is None:
        text = "The TransactionId has been used. Every request needs one of its own."
        raise Refusal("REQUEST_NOT_UNIQUE", text)


def _plain(business_id: str) -> str:
    return re.sub("[^0-9A-Z]", "", business_id.upper()).removeprefix("FI")


def _name(sender: str) -> str:
    with suppress(UnicodeError):
        sender = sender.encode("latin-1").decode()
    return " ".join(sender.split())[:100]
