"""A letter that a person chose as it would read if it were sent now; nothing is stored."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from karhu.dispatch.by_hand import Chosen, drafted
from karhu.dispatch.composing import compose, oldest_first, read
from karhu.kit.db import Connection
from karhu.letters.document import Document


async def preview_of(connection: Connection, chosen: Chosen, today: date) -> Document:
    """The document of a letter, written by what writes the ones that are sent.

    It is read as a proposed letter is, which says what it is going to claim.
    """
    company_id = chosen.facts.company.id
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    rows = [_proposed(chosen, row) for row in await drafted(connection, company_id, chosen, today)]
    told = await read(connection, company_id, rows)
    return compose(company, told, oldest_first(told, rows), today)


def _proposed(chosen: Chosen, row: Mapping[str, Any]) -> dict[str, Any]:
    step = chosen.decision.step
    named: UUID | None = step.template_id if step else None
    return {**row, "state": "proposed", "template_id": named and str(named)}
