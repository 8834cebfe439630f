"""The letters of many messages as papers, as they were sent or as they would go now."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.dispatch.composing import compose, kinship, read
from karhu.kit.db import Connection
from karhu.letters.document import Document
from karhu.letters.typesetting import typeset

KEPT = "select id, document, pdf from letters where company_id = $1 and id = any($2::uuid[])"


async def papers_of(
    connection: Connection, company_id: UUID, rows: Sequence[Mapping[str, Any]], today: date
) -> list[bytes]:
    """A PDF for each letter, in the order of the messages; what goes together is there once."""
    kept = await _kept(connection, company_id, rows)
    groups = await _groups(connection, company_id, rows, kept)
    return await asyncio.to_thread(lambda: [_set(one, today) for one in groups])


class _Coming:
    """Messages that go in one letter, and what it is composed of."""

    def __init__(self, company: Any, told: Any) -> None:
        self.company, self.told = company, told
        self.rows: list[Mapping[str, Any]] = []


async def _kept(
    connection: Connection, company_id: UUID, rows: Sequence[Mapping[str, Any]]
) -> dict[UUID, Any]:
    ids = [row["letter_id"] for row in rows if row["letter_id"] is not None]
    found = await connection.fetch(KEPT, company_id, ids)
    return {row["id"]: row for row in found if row["pdf"] or row["document"]}


async def _groups(
    connection: Connection,
    company_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    kept: Mapping[UUID, Any],
) -> list[Any]:
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    coming = [row for row in rows if row["letter_id"] not in kept]
    told = await read(connection, company_id, coming) if coming else None
    groups: dict[Any, Any] = {}
    for row in rows:
        if row["letter_id"] in kept:
            groups.setdefault(row["letter_id"], kept[row["letter_id"]])
            continue
        assert told is not None
        kin = kinship(company, told.names[row["invoice_id"]], row)
        groups.setdefault(kin, _Coming(company, told)).rows.append(row)
    return list(groups.values())


def _set(group: Any, today: date) -> bytes:
    if isinstance(group, _Coming):
        return typeset(compose(group.company, group.told, group.rows, today)).pdf
    pdf: bytes | None = group["pdf"]
    return pdf or typeset(msgspec.json.decode(group["document"], type=Document)).pdf
