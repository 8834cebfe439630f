"""The operations on imports."""

from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response

from karhu.contract import types
from karhu.contract.call import Call, opens_its_own
from karhu.imports.receiving import Upload, receive
from karhu.kit import clock, db
from karhu.kit.db import Connection
from karhu.kit.doorbell import ring
from karhu.kit.pages import read_cursor
from karhu.kit.problems import Problem, missing
from karhu.kit.records import answered, sheet
from karhu.kit.sql import Statements

sql = Statements(__file__)

NDJSON, CSV = "application/x-ndjson", "text/csv"
ONE = "select * from imports where company_id = $1 and id = $2"


class ImportLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The contract's `ImportLine`; it stands inside a text body, so no type is generated."""

    line: int
    outcome: str
    id: UUID | None = None
    label: str | None = None
    errors: Any = None


async def list_imports(
    call: Call, *, limit: int, with_count: bool, cursor: str | None = None
) -> types.ImportPage:
    """Imports, newest first."""
    [before] = read_cursor(cursor, UUID)
    rows = await call.connection.fetch(
        sql.read_imports, call.company_id, before, limit + 1, with_count
    )
    page = sheet(
        types.ImportPage, types.Import, rows, limit=limit, order=("id",), with_count=with_count
    )
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


@opens_its_own
async def create_import(
    call: Call, *, kind: str, is_dry_run: bool = False, file_name: str | None = None
) -> types.Import:
    """Send many records at once."""
    upload = Upload(
        company_id=call.company_id,
        kind=kind,
        is_csv=_media_type(call) == CSV,
        is_dry_run=is_dry_run,
        file_name=file_name,
        actor=call.actor.label,
    )
    import_id = await receive(upload, call.request.stream(), clock=clock.now)
    call.located_at(f"imports/{import_id}")
    call.after_commit.append(partial(ring, "continue_import", call.company_id, import_id))
    async with db.transaction(call.company_id) as connection:
        return await _one(connection, call.company_id, import_id)


def _media_type(call: Call) -> str:
    kind = call.request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in (NDJSON, CSV):
        detail = f"Send {NDJSON} or {CSV}, not {kind or 'nothing'}."
        raise Problem(415, "wrong_content_type", detail)
    return kind


async def get_import(call: Call, *, import_id: UUID) -> types.Import:
    """How far an import is."""
    return await _one(call.connection, call.company_id, import_id)


async def _one(connection: Connection, company_id: UUID, import_id: UUID) -> types.Import:
    row = await connection.fetchrow(ONE, company_id, import_id)
    if row is None:
        raise missing("import")
    return answered(types.Import, row)


async def get_import_results(
    call: Call, *, import_id: UUID, after_line: int, limit: int, outcome: str | None = None
) -> Response[bytes]:
    """The answer to every line, in order, as NDJSON."""
    await _one(call.connection, call.company_id, import_id)
    rows = await call.connection.fetch(
        sql.read_answers, call.company_id, import_id, after_line, outcome, limit
    )
    encode = msgspec.json.Encoder().encode
    lines = [encode(ImportLine(**row)) + b"\n" for row in rows]
    return Response(b"".join(lines), media_type=NDJSON)
