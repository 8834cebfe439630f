"""Which words a letter has: those its step names, the default of its kind, or the built-in ones."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.document import Document, Look
from karhu.letters.variables import NO_PAST, Past
from karhu.letters.wording import Texts, built_in, worded

sql = Statements(__file__)


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the company with its version, or neither: the built-in words."""

    template_id: UUID | None = None
    template_version: int | None = None
    texts: Texts | None = None

    def word(self, document: Document, past: Past) -> Document:
        """The document with its title and text."""
        texts = self.texts or built_in(document.kind)
        return worded(document, texts.by(document.language), past)


BUILT_IN = Choice()


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """A text of the company's own, without its words."""

    id: UUID
    kind: str
    is_default: bool
    version: int


class Words(msgspec.Struct, frozen=True):
    """How the company's paper looks, and by which words each message is written."""

    look: Look
    choices: Mapping[UUID, Choice]


async def words_of(
    connection: Connection, company_id: UUID, dispatches: Sequence[Mapping[str, Any]]
) -> Words:
    """Read the look and the words of messages: one statement, three where there are own words."""
    look, own = await _own(connection, company_id)
    sent = [row for row in dispatches if "step" in row]  # others are told of on other papers
    return Words(look, await _choices(connection, company_id, sent, own))


class Dress(msgspec.Struct, frozen=True):
    """How a company's paper looks, and its default texts by kind of document."""

    look: Look
    texts: Mapping[str, Texts]

    def worn_by(self, document: Document) -> Document:
        """The document in the words of its kind, then its own, and with the company's look."""
        said = Choice(texts=self.texts.get(document.kind)).word(document, NO_PAST)
        parts = "\n\n".join(filter(None, (said.text, document.text)))
        return msgspec.structs.replace(said, text=parts, look=self.look)


async def dress_of(connection: Connection, company_id: UUID, kinds: Collection[str]) -> Dress:
    """Read what papers of these kinds say that no step asked for: two statements at most."""
    look, own = await _own(connection, company_id)
    chosen = {kind: one for kind in kinds if (one := _chosen(kind, None, own)) is not None}
    wanted = [one.id for one in chosen.values()]
    found = await connection.fetch(sql.read_texts, company_id, wanted) if wanted else []
    texts = {row["id"]: msgspec.convert(row["texts"], Texts) for row in found}
    return Dress(look, {kind: texts[one.id] for kind, one in chosen.items()})


async def worded_for(connection: Connection, company_id: UUID, document: Document) -> Document:
    """A document that no step asked for, in the default words of its kind; its text comes after."""
    dress = await dress_of(connection, company_id, [document.kind])
    return dress.worn_by(document)


async def _own(connection: Connection, company_id: UUID) -> tuple[Look, list[Own]]:
    row = await connection.fetchrow(sql.read_own, company_id)
    if row is None:
        return Look(), []
    own = msgspec.convert(row["templates"] or [], list[Own])
    if row["colour"] is None:
        return Look(), own
    look = Look(colour=row["colour"], logo=row["logo"] or b"", logo_kind=row["logo_kind"])
    return look, own


async def _choices(
    connection: Connection,
    company_id: UUID,
    dispatches: Sequence[Mapping[str, Any]],
    own: Sequence[Own],
) -> dict[UUID, Choice]:
    if not own:
        return {}
    kept = [row["id"] for row in dispatches if "template_id" not in row]
    rows = await connection.fetch(sql.read_named, company_id, kept) if kept else []
    # a draft is in no table yet, and says itself which text its step names
    drafts = [row for row in dispatches if "template_id" in row]
    named = {row["id"]: row["template_id"] for row in [*rows, *drafts]}
    chosen = {
        row["id"]: one
        for row in dispatches
        if (one := _chosen(row["step"], named.get(row["id"]), own)) is not None
    }
    wanted = list({one.id for one in chosen.values()})
    found = await connection.fetch(sql.read_texts, company_id, wanted) if wanted else []
    texts = {row["id"]: msgspec.convert(row["texts"], Texts) for row in found}
    return {
        id: Choice(template_id=one.id, template_version=one.version, texts=texts[one.id])
        for id, one in chosen.items()
    }


def _chosen(kind: str, named: str | None, own: Sequence[Own]) -> Own | None:
    """The text that a step names, else the default; one that is gone or of another kind is none."""
    fit = [one for one in own if one.kind == kind]
    by_name = next((one for one in fit if str(one.id) == named), None)
    return by_name or next((one for one in fit if one.is_default), None)
