"""The operations on bank files."""

from uuid import UUID

import msgspec
from litestar import Response

from karhu.bank.receiving import received
from karhu.bank.service import Upload, import_file
from karhu.contract import types
from karhu.contract.call import Call, opens_its_own
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.pages import read_cursor
from karhu.kit.problems import Problem, missing
from karhu.kit.records import answered, sheet
from karhu.kit.sql import Statements

sql = Statements(__file__)

JSON = "application/json"
KINDS = ("application/octet-stream", "text/plain", "application/xml")


async def list_bank_files(
    call: Call, *, limit: int, with_count: bool, cursor: str | None = None
) -> types.BankFilePage:
    """Bank files, newest first."""
    [before] = read_cursor(cursor, UUID)
    rows = await call.connection.fetch(
        sql.read_files, call.company_id, None, before, limit + 1, with_count
    )
    page = sheet(
        types.BankFilePage, types.BankFile, rows,
        limit=limit, order=("id",), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page


@opens_its_own
async def create_bank_file(call: Call, *, file_name: str | None = None) -> Response[bytes]:
    """Record the payments in a file from the bank; the same bytes again change nothing (200)."""
    _refuse_other_kinds(call)
    upload = Upload(company_id=call.company_id, file_name=file_name, actor=call.actor.label)
    async with (
        received(call.request.stream()) as whole,
        db.transaction(call.company_id) as connection,
    ):
        made = await import_file(connection, upload, whole, now=call.now)
        shown = await _one(connection, call.company_id, made.id)
    call.located_at(f"bank-files/{made.id}")
    answer = msgspec.structs.replace(shown, was_imported_before=made.was_imported_before)
    status = 200 if made.was_imported_before else 201
    content = msgspec.json.encode(answer)
    return Response(content, status_code=status, headers=call.headers, media_type=JSON)


def _refuse_other_kinds(call: Call) -> None:
    kind = call.request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in KINDS:
        detail = f"Send the file as {' or '.join(KINDS)}, not {kind or 'nothing'}."
        raise Problem(415, "wrong_content_type", detail)


async def get_bank_file(call: Call, *, bank_file_id: UUID) -> types.BankFile:
    """What came of a bank file."""
    return await _one(call.connection, call.company_id, bank_file_id)


async def _one(connection: Connection, company_id: UUID, bank_file_id: UUID) -> types.BankFile:
    rows = await connection.fetch(sql.read_files, company_id, bank_file_id, None, 1, False)
    if not rows:
        raise missing("bank file")
    return answered(types.BankFile, rows[0])


async def list_bank_entries(
    call: Call,
    *,
    bank_file_id: UUID,
    limit: int,
    with_count: bool,
    cursor: str | None = None,
    search: str | None = None,
    state: str | None = None,
) -> types.BankEntryPage:
    """The entries that a file was the first to tell of, in its order."""
    await _one(call.connection, call.company_id, bank_file_id)
    [after] = read_cursor(cursor, int)
    rows = await call.connection.fetch(
        sql.read_entries, call.company_id, bank_file_id, state, after, limit + 1, with_count,
        search.strip().lower() if search is not None else None,
    )  # fmt: skip
    page = sheet(
        types.BankEntryPage, types.BankEntry, rows,
        limit=limit, order=("ordinal",), with_count=with_count,
    )  # fmt: skip
    if page.next_cursor is not msgspec.UNSET:
        call.more_behind(page.next_cursor)
    return page
