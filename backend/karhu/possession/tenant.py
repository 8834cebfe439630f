"""What a tenant is told of a possession warning: that it was given and why, and no amounts."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from karhu.kit.db import Connection
from karhu.kit.problems import conflict
from karhu.kit.sql import Statements
from karhu.letters.choosing import dress_of
from karhu.letters.document import Document, Party
from karhu.letters.parties import creditor_of, recipient_of
from karhu.letters.wording import Texts, worded
from karhu.possession.service import Course

sql = Statements(__file__)
WORDS = Path(__file__).with_name("tenant.toml")


async def tenant_copy(connection: Connection, company_id: Any, course: Course) -> Document:
    """The tenant's copy of a warning, as it reads today; raises 409 where no tenant is named.

    A tenant is told of the warning (1599/2009 8:3) and not of what the shareholder owes.
    """
    decision = course.so_far.latest("board_decision")
    if decision is None or not decision.tenant_name:
        detail = "The board's decision names no tenant. Record it with the tenant's name first."
        raise conflict("no_tenant", detail)
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    row = await connection.fetchrow(sql.read_tenant, company_id, course.case["customer_id"])
    dress = await dress_of(connection, company_id, [])
    document = copy_for(decision.tenant_name, row, company=company, today=course.so_far.today)
    return msgspec.structs.replace(document, look=dress.look)


def copy_for(
    name: str, row: Mapping[str, Any], *, company: Mapping[str, Any], today: date
) -> Document:
    """The copy for a tenant of this name, to their own address or to the apartment."""
    document = Document(
        kind="possession_warning",
        id=str(row["customer_id"]),
        language=row["language"],
        country=company["country"],
        sent_on=today,
        due_on=today,
        creditor=creditor_of(company),
        debtor=msgspec.structs.replace(_address(row), name=name),
        currency=company["currency"],
        title="",
        text="",
        asks_nothing=True,
    )
    return worded(document, _texts().by(document.language))


def _address(row: Mapping[str, Any]) -> Party:
    return msgspec.structs.replace(recipient_of(row), email="", phone="")


@cache
def _texts() -> Texts:
    return msgspec.convert(tomllib.loads(WORDS.read_text(encoding="utf-8")), Texts)
