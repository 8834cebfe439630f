"""A company for a replay: founded on its first day, its automation on from then."""

from datetime import datetime
from typing import Any
from uuid import UUID

from karhu.contract import types
from karhu.identity import service as identity
from karhu.identity.company import NewCompany
from karhu.identity.service import Administrator, Founded
from karhu.identity.tokens import new_token
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.rules import service as rules

ACTOR = "system:replay"
IBAN = "FI21 1234 5600 0007 85"  # the example of the Finnish banks


async def found_company(*, currency: str, now: datetime) -> UUID:
    """An office and its company, switched on, that accepts one currency; returns the company."""
    administrator = Administrator(name="Replay", email="replay@example.com", password=new_token())
    company = NewCompany(name="Replay Oy", country="FI", sender_email="replay@example.com")
    accounts = [types.BankAccount(currency=currency, iban=IBAN)]
    async with db.transaction_over_all() as connection:
        founded = await found(
            connection,
            administrator,
            company,
            changes={"bank_accounts": accounts},
            actor=ACTOR,
            now=now,
        )
    async with db.transaction(founded.company_id) as connection:
        await identity.switch_automation(connection, founded.company_id, is_on=True, now=now)
    return founded.company_id


async def found(
    connection: Connection,
    administrator: Administrator,
    company: NewCompany,
    *,
    changes: dict[str, Any],
    actor: str,
    now: datetime,
) -> Founded:
    """An office, its administrator and its company with the built-in rules and some settings."""
    founded = await rules.found(
        connection, name=company.name, administrator=administrator, company=company, now=now
    )
    row = await identity.find_company(connection, founded.company_id, locks=True)
    await identity.change_company(connection, row, changes, actor=actor, now=now)
    return founded
