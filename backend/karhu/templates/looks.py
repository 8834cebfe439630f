"""How the company's paper looks: read and set, as one version after another."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from karhu.customers.ledger import Ledger
from karhu.events.log import Event
from karhu.events.service import append
from karhu.kit.db import Connection
from karhu.kit.problems import refused
from karhu.kit.sql import Statements
from karhu.letters.document import Look
from karhu.templates.look import LogoKind, colour_faults

sql = Statements(__file__)
Row = Mapping[str, Any]

READ = "select * from looks where company_id = $1"
UNSET_LOOK = {
    "colour": Look.__struct_defaults__[Look.__struct_fields__.index("colour")],
    "logo": None,
    "logo_kind": "",
    "version": 1,
}


async def find_look(connection: Connection, company_id: UUID) -> Row:
    """The company's look; the built-in one where it has set none."""
    return await connection.fetchrow(READ, company_id) or UNSET_LOOK


async def set_colour(connection: Connection, ledger: Ledger, colour: str, *, actor: str) -> Row:
    """Set the colour; raises 422 for one that cannot be read on white."""
    if faults := colour_faults(colour):
        raise refused(faults)
    before = await find_look(connection, ledger.company_id)
    kept = (before["logo"], before["logo_kind"])
    return await _put(connection, ledger, colour, kept, "colour", actor)


async def set_logo(
    connection: Connection,
    ledger: Ledger,
    content: bytes | None,
    kind: LogoKind | str,
    *,
    actor: str,
) -> Row:
    """Set the logo, which has been checked, or take it away with None."""
    before = await find_look(connection, ledger.company_id)
    return await _put(connection, ledger, before["colour"], (content, kind), "logo", actor)


async def _put(
    connection: Connection,
    ledger: Ledger,
    colour: str,
    logo: tuple[bytes | None, str],
    changed: str,
    actor: str,
) -> Row:
    now: datetime = ledger.now
    row = await connection.fetchrow(sql.put_look, ledger.company_id, colour, *logo, now)
    detail = {"changed": [changed], "colour": colour, "logo_kind": logo[1]}
    event = Event(kind="look_changed", actor=actor, occurred_on=ledger.today, detail=detail)
    await append(connection, ledger.company_id, [event], now=now)
    return row
