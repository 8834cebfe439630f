"""Templates: what a company's letters say in its own words, every version of it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from karhu.customers.ledger import Ledger
from karhu.events.log import Event
from karhu.events.service import append
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import Problem, conflict, missing, refused
from karhu.kit.sql import Statements
from karhu.letters.document import DocumentKind
from karhu.letters.wording import Texts
from karhu.templates.checking import faults_of

sql = Statements(__file__)
Row = Mapping[str, Any]

INSERT = """
    insert into templates (company_id, id, kind, name, is_default, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $6)
"""
INSERT_VERSION = """
    insert into template_versions (company_id, template_id, version, texts, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6)
"""
UPDATE = """
    update templates
    set name = $3, is_default = $4, version = $5, etag = etag + 1, updated_at = $6
    where company_id = $1 and id = $2
"""
STEP_DOWN = """
    update templates set is_default = false, etag = etag + 1, updated_at = $4
    where company_id = $1 and kind = $2 and id <> $3 and is_default and deleted_at is null
"""
DELETE = "update templates set deleted_at = $3, updated_at = $3 where company_id = $1 and id = $2"


class NewTemplate(msgspec.Struct, frozen=True, kw_only=True):
    """A template as it begins."""

    kind: DocumentKind
    name: str
    texts: Texts
    is_default: bool = False


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a template; None leaves it as it is."""

    name: str | None = None
    is_default: bool | None = None
    texts: Texts | None = None


async def list_templates(connection: Connection, company_id: UUID) -> Sequence[Row]:
    """All templates with their present texts."""
    return await connection.fetch(sql.list_templates, company_id, None)


async def find_template(connection: Connection, company_id: UUID, template_id: UUID) -> Row:
    """One template with its present texts; raises 404."""
    row = await connection.fetchrow(sql.list_templates, company_id, template_id)
    if row is None:
        raise missing("template")
    return row


async def list_versions(
    connection: Connection, company_id: UUID, template_id: UUID
) -> Sequence[Row]:
    """Every version of a template, newest first."""
    return await connection.fetch(sql.list_template_versions, company_id, template_id)


async def create_template(
    connection: Connection, ledger: Ledger, template: NewTemplate, *, actor: str
) -> UUID:
    """Add a template; raises 409 for a name that is taken, 422 for texts that cannot be used."""
    if faults := faults_of(template.texts):
        raise refused(faults)
    company_id, template_id, name = ledger.company_id, uuid7(), template.name.strip()
    if template.is_default:
        await connection.execute(STEP_DOWN, company_id, template.kind, template_id, ledger.now)
    try:
        async with connection.transaction():
            await connection.execute(
                INSERT, company_id, template_id, template.kind, name, template.is_default,
                ledger.now,
            )  # fmt: skip
    except asyncpg.UniqueViolationError:
        raise _name_taken(name) from None
    await _insert_version(connection, ledger, template_id, 1, template.texts, actor)
    told = {"template_id": str(template_id), "kind": template.kind, "name": name, "version": 1}
    await _note(connection, ledger, "template_created", actor, told)
    return template_id


async def change_template(
    connection: Connection, ledger: Ledger, template: Row, edit: Edit, *, actor: str
) -> None:
    """Change a template; other texts make a new version.

    Raises 409 for a name that is taken, 422 for texts that cannot be used.
    """
    if edit.texts is not None and (faults := faults_of(edit.texts)):
        raise refused(faults)
    before = _state(template)
    sent = {name: getattr(edit, name) for name in Edit.__struct_fields__}
    after = {**before, **{name: value for name, value in sent.items() if value is not None}}
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return
    version = template["version"] + ("texts" in changed)
    if after["is_default"]:
        await connection.execute(
            STEP_DOWN, ledger.company_id, template["kind"], template["id"], ledger.now
        )
    await _store(connection, ledger, template["id"], after, version)
    if "texts" in changed:
        await _insert_version(connection, ledger, template["id"], version, after["texts"], actor)
    told = {**_told(template), "name": after["name"], "version": version, "changed": changed}
    await _note(connection, ledger, "template_changed", actor, told)


async def delete_template(
    connection: Connection, ledger: Ledger, template: Row, *, actor: str
) -> None:
    """Delete a template; raises 409 for the default and while a rule uses it."""
    if template["is_default"]:
        detail = "This is the default of its kind. Make another the default, or none, first."
        raise conflict("template_is_default", detail)
    if count := template["rule_count"]:
        rules = "1 rule uses" if count == 1 else f"{count} rules use"
        raise conflict(
            "template_in_use", f"{rules} this text. Choose another in their steps first."
        )
    await connection.execute(DELETE, ledger.company_id, template["id"], ledger.now)
    await _note(connection, ledger, "template_deleted", actor, _told(template))


async def _store(
    connection: Connection, ledger: Ledger, template_id: UUID, state: Row, version: int
) -> None:
    values = (state["name"], state["is_default"], version, ledger.now)
    try:
        async with connection.transaction():
            await connection.execute(UPDATE, ledger.company_id, template_id, *values)
    except asyncpg.UniqueViolationError:
        raise _name_taken(state["name"]) from None


async def _insert_version(
    connection: Connection,
    ledger: Ledger,
    template_id: UUID,
    version: int,
    texts: Texts,
    actor: str,
) -> None:
    values = (version, msgspec.to_builtins(texts), actor, ledger.now)
    await connection.execute(INSERT_VERSION, ledger.company_id, template_id, *values)


def texts_of(row: Row) -> Texts:
    """The texts in a row of templates or of their versions."""
    return msgspec.convert(row["texts"], Texts)


def _state(template: Row) -> dict[str, Any]:
    kept = {name: template[name] for name in ("name", "is_default")}
    return {**kept, "texts": texts_of(template)}


def _told(template: Row) -> dict[str, Any]:
    kept = {name: template[name] for name in ("kind", "name", "version")}
    return {"template_id": str(template["id"]), **kept}


def _name_taken(name: str) -> Problem:
    detail = f"There is a text {name} of this kind already. Names differ by more than capitals."
    return conflict("name_taken", detail, pointer="/name")


async def _note(connection: Connection, ledger: Ledger, kind: str, actor: str, detail: Row) -> None:
    event = Event(kind=kind, actor=actor, occurred_on=ledger.today, detail=dict(detail))
    await append(connection, ledger.company_id, [event], now=ledger.now)
