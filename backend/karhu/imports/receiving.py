"""Taking a file in as it comes: cut into chunks of lines, never whole in memory."""

import codecs
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from karhu.imports.layout import Charset, Layout, detect
from karhu.imports.lines import MOST_BYTES, Cutter, Line, is_blank
from karhu.kit import db
from karhu.kit.ids import uuid7
from karhu.kit.problems import conflict

CHUNK_LINES = 1000
CHUNK_BYTES = 1_000_000
HEAD_BYTES = 65_536

BEGIN = """
    insert into imports (company_id, id, kind, state, is_dry_run, file_name, media_type, actor,
                         created_at, active_at)
    values ($1, $2, $3, 'receiving', $4, $5, $6, $7, $8, $8)
"""
ADD_CHUNK = """
    insert into import_chunks (company_id, import_id, chunk, first_line, body)
    values ($1, $2, $3, $4, $5)
"""
COUNT = """
    update imports set line_count = line_count + $3, active_at = $4
    where company_id = $1 and id = $2 and state = 'receiving' returning line_count
"""
RELEASE = """
    update imports set state = 'running', layout = $3, remarks = $4, active_at = $5
    where company_id = $1 and id = $2 and state = 'receiving'
"""

Clock = Callable[[], datetime]


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """A file that somebody sends."""

    company_id: UUID
    kind: str
    is_csv: bool
    is_dry_run: bool
    file_name: str | None
    actor: str


async def receive(upload: Upload, stream: AsyncIterator[bytes], *, clock: Clock) -> UUID:
    """Store a file chunk by chunk and release it to the workers; returns the import's id.

    Raises 422 before anything is stored if the file is none. If the stream breaks off, what was
    stored stays `receiving` until the sweep ends it.
    """
    head = await _head(stream)
    layout, remarks = detect(head, kind=upload.kind, is_csv=upload.is_csv)
    import_id = await _begin(upload, clock())
    charset = await _chunks(upload.company_id, import_id, layout, head, stream, clock)
    layout = msgspec.structs.replace(layout, charset=charset.name)
    async with db.transaction(upload.company_id) as connection:
        await connection.execute(
            RELEASE, upload.company_id, import_id, msgspec.to_builtins(layout),
            [charset.remark, *remarks], clock(),
        )  # fmt: skip
    return import_id


async def _head(stream: AsyncIterator[bytes]) -> bytes:
    """The beginning of the file without its byte order mark: the first line at least."""
    head = b""
    async for piece in stream:
        head += piece
        has_line = b"\n" in head or b"\r" in head
        if (len(head) >= HEAD_BYTES and has_line) or len(head) > MOST_BYTES:
            break
    return head.removeprefix(codecs.BOM_UTF8)


async def _begin(upload: Upload, now: datetime) -> UUID:
    import_id = uuid7()
    media_type = "text/csv" if upload.is_csv else "application/x-ndjson"
    async with db.transaction(upload.company_id) as connection:
        await connection.execute(
            BEGIN, upload.company_id, import_id, upload.kind, upload.is_dry_run,
            upload.file_name, media_type, upload.actor, now,
        )  # fmt: skip
    return import_id


async def _chunks(
    company_id: UUID,
    import_id: UUID,
    layout: Layout,
    head: bytes,
    stream: AsyncIterator[bytes],
    clock: Clock,
) -> Charset:
    charset, number, waiting, size = Charset(), 0, list[Line](), 0
    async for line in _records(layout, charset, head, stream):
        waiting.append(line)
        size += len(line.content)
        if len(waiting) == CHUNK_LINES or size > CHUNK_BYTES:
            number += 1
            await _add(company_id, import_id, number, waiting, clock())
            waiting, size = [], 0
    if waiting:
        await _add(company_id, import_id, number + 1, waiting, clock())
    return charset


async def _records(
    layout: Layout, charset: Charset, head: bytes, stream: AsyncIterator[bytes]
) -> AsyncIterator[Line]:
    """The lines that hold a record; the heading and blank lines hold none."""
    cutter, skips_heading = layout.cutter(), bool(layout.columns)
    async for lines in _cut(cutter, charset, head, stream):
        for line in lines:
            if skips_heading:
                skips_heading = False
            elif not is_blank(line):
                yield line


async def _cut(
    cutter: Cutter, charset: Charset, head: bytes, stream: AsyncIterator[bytes]
) -> AsyncIterator[Iterator[Line]]:
    charset.feed(head)
    yield cutter.feed(head)
    async for piece in stream:
        charset.feed(piece)
        yield cutter.feed(piece)
    charset.feed(b"", is_last=True)
    yield cutter.finish()


async def _add(
    company_id: UUID, import_id: UUID, number: int, lines: Sequence[Line], now: datetime
) -> None:
    async with db.transaction(company_id) as connection:
        count = await connection.fetchval(COUNT, company_id, import_id, len(lines), now)
        if count is None:
            raise conflict(
                "import_ended", "The upload paused too long and was ended. Send it anew."
            )
        body = msgspec.msgpack.encode(lines)
        await connection.execute(ADD_CHUNK, company_id, import_id, number, lines[0].number, body)
