"""Which words a letter has: those its step names, the default of its kind, or the built-in ones."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.document import Document, DocumentKind, Look
from karhu.letters.variables import NO_PAST, Past
from karhu.letters.wording import Texts, built_in, worded

sql = Statements(__file__)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the company with its version, or neither; and what went before the letter."""

    template_id: UUID | None = None
    template_version: int | None = None
    texts: Texts | None = None
    past: Past = NO_PAST

    def word(self, document: Document, *, trade_name: str = "") -> Document:
        """The document with its title and text."""
        texts = self.texts or built_in(document.kind)
        past = msgspec.structs.replace(self.past, trade_name=trade_name)
        return worded(document, texts.by(document.language), past)


BUILT_IN = Choice()


async def choices_of(
    connection: Connection, company_id: UUID, dispatch_ids: Sequence[UUID]
) -> Mapping[UUID, Choice]:
    """By which words each message is written: one statement, two where there are own words."""
    rows = await connection.fetch(sql.read_wordings, company_id, dispatch_ids)
    wanted = {row["template_id"] for row in rows if row["template_id"] is not None}
    texts: dict[UUID, Texts] = {}
    if wanted:
        found = await connection.fetch(sql.read_texts, company_id, list(wanted))
        texts = {row["id"]: msgspec.convert(row["texts"], Texts) for row in found}
    return {row["id"]: _choice(row, texts) for row in rows}


def _choice(row: Mapping[str, Any], texts: Mapping[UUID, Texts]) -> Choice:
    past = Past(reminder_on=row["reminder_on"], demand_on=row["demand_on"], last_on=row["last_on"])
    return Choice(
        template_id=row["template_id"],
        template_version=row["template_version"],
        texts=texts.get(row["template_id"]),
        past=past,
    )


async def default_of(connection: Connection, company_id: UUID, kind: DocumentKind) -> Choice:
    """By which words a paper of a kind is written that no step of a rule asks for."""
    row = await connection.fetchrow(sql.read_default_text, company_id, kind)
    if row is None:
        return BUILT_IN
    texts = msgspec.convert(row["texts"], Texts)
    return Choice(
        template_id=row["template_id"], template_version=row["template_version"], texts=texts
    )


async def look_of(connection: Connection, company_id: UUID) -> Look:
    """How the company's paper looks."""
    row = await connection.fetchrow(
        "select colour, logo, logo_kind from looks where company_id = $1", company_id
    )
    if row is None:
        return Look()
    return Look(colour=row["colour"], logo=row["logo"] or b"", logo_kind=row["logo_kind"])
