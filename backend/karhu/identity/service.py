"""Offices and companies: founding them, changing their settings, switching the automation."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from karhu.events.log import Event
from karhu.events.service import append
from karhu.identity import password
from karhu.identity.company import (
    NewCompany,
    account_faults,
    bank_account_faults,
    compact_account,
    interest_faults,
    next_run_at,
    time_zone_faults,
)
from karhu.identity.role import OFFICE_ROLE
from karhu.kit.clock import date_in
from karhu.kit.db import Connection, narrow
from karhu.kit.ids import uuid7
from karhu.kit.problems import Fault, missing, refused
from karhu.kit.sql import Statements

sql = Statements(__file__)

Row = Mapping[str, Any]

# the order of the parameters of update_company.sql after the id
_EDITABLE = (
    "name", "business_id", "time_zone", "language", "backlog_policy", "undo_window_minutes",
    "run_at", "resumes_corrected", "rests_on_quiet_days", "bank_data_max_age_days",
    "bank_data_until", "sender_name", "sender_email", "active_channels", "bank_accounts",
    "next_run_at", "is_housing_company", "reminder_fee_is_agreed", "interest_basis",
    "interest_percent", "interest_free_days", "claims_compensation", "allocation_order",
    "recognises_income", "interest_invoice_limit", "interest_invoice_comment", "accounts",
    "interest_starts_on", "street", "postcode", "city", "phone", "website", "einvoice_address",
    "einvoice_operator",
    "groups_letters",
    "attaches_letter",
    "attaches_invoice_copy",
    "transfer_waiting_days",
    "transfer_minimum_open",
    "transfer_needs_bank_data",
    "postal_days",
    "collection_agency",
)  # fmt: skip

INSERT_OFFICE = "insert into offices (id, name) values ($1, $2)"
INSERT_USER = """
    insert into users (id, office_id, name, email, language, password_hash, office_role)
    values ($1, $2, $3, $4, $5, $6, $7)
"""
SWITCH = """
    update companies
    set automation_is_on = $2, next_run_at = $3, version = version + 1, updated_at = $4,
        automation_activated_on = coalesce(automation_activated_on, $5),
        backlog_policy = coalesce($6, backlog_policy)
    where id = $1
"""
SCHEDULE = "update companies set next_run_at = $2 where id = $1 and automation_is_on"
BANK_REACH = """
    update companies set bank_data_until = $2, version = version + 1, updated_at = $3
    where id = $1 and (bank_data_until is null or bank_data_until < $2)
"""
FORGET = (
    "delete from sessions where expires_at < $1",
    "delete from idempotency_keys where created_at < $1::timestamptz - interval '48 hours'",
    "delete from sign_in_attempts where last_failed_at < $1::timestamptz - interval '1 day'",
)


class Administrator(msgspec.Struct, frozen=True, kw_only=True):
    """The first person of an office, with everything allowed."""

    name: str
    email: str
    password: str
    language: str = "en"


class Founded(msgspec.Struct, frozen=True, kw_only=True):
    """The ids of what was made."""

    office_id: UUID
    company_id: UUID
    user_id: UUID


async def found_office(
    connection: Connection,
    *,
    name: str,
    administrator: Administrator,
    company: NewCompany,
    now: datetime,
) -> Founded:
    """Make an office, its first company and its main administrator; the rules come from rules.

    The transaction must see all companies, and sees the new one only from here on. Raises 422
    for a company that cannot be and for an address that is taken.
    """
    office_id, user_id = uuid7(), uuid7()
    await connection.execute(INSERT_OFFICE, office_id, name)
    secret = await password.hashed(administrator.password)
    person = (administrator.name, administrator.email, administrator.language, secret)
    try:
        await connection.execute(INSERT_USER, user_id, office_id, *person, OFFICE_ROLE)
    except asyncpg.UniqueViolationError:
        detail = f"{administrator.email} already signs in here. Give another address."
        raise refused([Fault(pointer="/email", code="email_taken", detail=detail)]) from None
    row = await add_company(
        connection, company, office_id=office_id, actor=f"user:{administrator.name}", now=now
    )
    return Founded(office_id=office_id, company_id=row["id"], user_id=user_id)


async def add_company(
    connection: Connection, company: NewCompany, *, office_id: UUID, actor: str, now: datetime
) -> Row:
    """Insert a company and narrow the transaction to it; raises 422 with every fault."""
    if faults := company.faults():
        raise refused(faults)
    company_id = uuid7()
    row = await connection.fetchrow(
        sql.insert_company, company_id, office_id, company.name, company.business_id,
        company.country, company.time_zone, company.own_language, company.own_currency,
        company.sender_email, now,
    )  # fmt: skip
    await narrow(connection, company_id)
    await note(connection, row, "company_created", actor=actor, detail={}, now=now)
    return row


async def find_company(connection: Connection, company_id: UUID, *, locks: bool = False) -> Row:
    """The company's row; raises 404."""
    query = "select * from companies where id = $1" + (" for update" if locks else "")
    row = await connection.fetchrow(query, company_id)
    if row is None:
        raise missing("company")
    return row


async def change_company(
    connection: Connection, row: Row, changes: Mapping[str, Any], *, actor: str, now: datetime
) -> Row:
    """Change settings of a locked row and log which; raises 422 with every fault."""
    if faults := _faults(row, changes, now):
        raise refused(faults)
    after = {**row, **_stored(changes)}
    changed = sorted(name for name in changes if after[name] != row[name])
    if row["automation_is_on"] and {"run_at", "time_zone"} & set(changed):
        after["next_run_at"] = next_run_at(
            run_at=after["run_at"], time_zone=after["time_zone"], after=now
        )
    if not changed:
        return row
    values = [after[name] for name in _EDITABLE]
    stored = await connection.fetchrow(sql.update_company, row["id"], *values, now)
    detail = {"changed": changed}
    await note(connection, stored, "company_changed", actor=actor, detail=detail, now=now)
    return stored


async def switch_automation(
    connection: Connection,
    company_id: UUID,
    *,
    is_on: bool,
    backlog_policy: str | None = None,
    now: datetime,
) -> None:
    """Turn the automation on or off; turning it on sets the next run's instant.

    The day of the first activation stays. Logs nothing: whoever calls this says why.
    """
    row = await find_company(connection, company_id, locks=True)
    starts_at = next_run_at(run_at=row["run_at"], time_zone=row["time_zone"], after=now)
    activated_on = today(row, now) if is_on else None
    await connection.execute(
        SWITCH, company_id, is_on, starts_at if is_on else None, now, activated_on, backlog_policy
    )


async def schedule_next_run(connection: Connection, company_id: UUID, *, after: datetime) -> None:
    """Set the company's next run to the first one after an instant, if its automation is on."""
    row = await find_company(connection, company_id)
    starts_at = next_run_at(run_at=row["run_at"], time_zone=row["time_zone"], after=after)
    await connection.execute(SCHEDULE, company_id, starts_at)


async def note_bank_reach(
    connection: Connection, company_id: UUID, *, until: date, now: datetime
) -> None:
    """Note that bank data has come in up to a day; an earlier day than the known one is nothing."""
    await connection.execute(BANK_REACH, company_id, until, now)


async def forget_old(connection: Connection, *, now: datetime) -> None:
    """Delete what has served its time: ended sessions, kept answers, counted failures.

    The transaction must see all companies. Answers are kept for 48 hours.
    """
    for statement in FORGET:
        await connection.execute(statement, now)


def today(company: Row, now: datetime) -> date:
    """The date in the company's time zone."""
    return date_in(company["time_zone"], now)


async def note(
    connection: Connection, company: Row, kind: str, *, actor: str, detail: Row, now: datetime
) -> None:
    """Log something that concerns the company as a whole."""
    event = Event(kind=kind, actor=actor, occurred_on=today(company, now), detail=dict(detail))
    await append(connection, company["id"], [event], now=now)


def _faults(row: Row, changes: Mapping[str, Any], now: datetime) -> list[Fault]:
    faults = time_zone_faults(changes["time_zone"]) if "time_zone" in changes else []
    faults += bank_account_faults(changes.get("bank_accounts", ()))
    until = changes.get("bank_data_until")
    if until is not None and not faults and until > date_in(_zone(row, changes), now):
        detail = "Bank data cannot reach beyond today. Give the last day that has come in."
        faults.append(Fault(pointer="/bank_data_until", code="in_the_future", detail=detail))
    faults += account_faults(changes.get("accounts", ()))
    return faults + interest_faults({**row, **changes})


def _zone(row: Row, changes: Mapping[str, Any]) -> str:
    return changes.get("time_zone", row["time_zone"])


def _stored(changes: Mapping[str, Any]) -> dict[str, Any]:
    stored = dict(changes)
    if stored.get("interest_percent") is not None:
        stored["interest_percent"] = Decimal(stored["interest_percent"])
    for amount in ("interest_invoice_limit", "transfer_minimum_open"):
        if amount in stored:
            stored[amount] = Decimal(stored[amount])
    if "accounts" in stored:
        stored["accounts"] = msgspec.to_builtins(stored["accounts"])
    if "run_at" in stored:
        stored["run_at"] = time.fromisoformat(stored["run_at"])
    if "bank_accounts" in stored:
        stored["bank_accounts"] = [compact_account(one) for one in stored["bank_accounts"]]
    return stored
