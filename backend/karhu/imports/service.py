"""Imports: carried on chunk by chunk, each in one transaction, by whoever comes first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
import structlog

from karhu.customers.ledger import look
from karhu.events import service as log_of_events
from karhu.events.log import Event
from karhu.imports.deciding import Job, decide_records
from karhu.imports.drafts import Drafts
from karhu.imports.layout import Layout
from karhu.imports.lines import Line
from karhu.imports.reader import Reader, Unreadable
from karhu.imports.receiving import Clock
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.problems import Fault
from karhu.kit.records import Outcome, columns, failed
from karhu.kit.sql import Statements

log = structlog.get_logger()
sql = Statements(__file__)

ABANDONED_AFTER = timedelta(minutes=15)

CLAIM = """
    select * from imports where company_id = $1 and id = $2 and state = 'running'
    for update skip locked
"""
NEXT_CHUNK = """
    select chunk, body from import_chunks where company_id = $1 and import_id = $2
    order by chunk limit 1
"""
DROP_CHUNK = "delete from import_chunks where company_id = $1 and import_id = $2 and chunk = $3"
FINISH = """
    update imports set state = 'finished', finished_at = $3, active_at = $3
    where company_id = $1 and id = $2
"""
UNFINISHED = "select company_id, id from imports where state = 'running' order by active_at"
RECORD_FAULTS = (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `import_lines`."""

    line: int
    outcome: str
    record_id: UUID | None
    label: str | None
    errors: str | None


async def carry_on(company_id: UUID, import_id: UUID, *, clock: Clock) -> None:
    """Work on an import until it is finished, or until another worker has it."""
    while await step(company_id, import_id, clock=clock):
        pass


async def step(company_id: UUID, import_id: UUID, *, clock: Clock) -> bool:
    """Decide and store the next chunk in one transaction; False when there is none for us.

    Killed at any moment, it has done the chunk or nothing of it. The import's row is held, so that
    chunks are decided one after another, in the order of the file.
    """
    async with db.transaction(company_id) as connection:
        row = await connection.fetchrow(CLAIM, company_id, import_id)
        if row is None:
            return False
        chunk = await connection.fetchrow(NEXT_CHUNK, company_id, import_id)
        if chunk is None:
            await _finish(connection, row, clock())
            return False
        await _decide_chunk(connection, row, chunk["body"], clock())
        await connection.execute(DROP_CHUNK, company_id, import_id, chunk["chunk"])
        return True


async def _decide_chunk(connection: Connection, row: Any, body: bytes, now: datetime) -> None:
    reader = Reader(msgspec.convert(row["layout"], Layout))
    answers: dict[int, Outcome] = {}
    records: dict[int, Any] = {}
    for line in msgspec.msgpack.decode(body, type=list[Line]):
        try:
            records[line.number] = reader.read(line)
            answers[line.number] = failed(())  # keeps its place
        except Unreadable as error:
            answers[line.number] = failed(error.faults, label=error.label)
    outcomes = await _decide_all(connection, _job(row), list(records.values()), now)
    answers.update(zip(records, outcomes, strict=True))
    await _store(connection, row, answers, now, remarks=reader.remarks)


async def _decide_all(
    connection: Connection, job: Job, records: Sequence[Any], now: datetime
) -> list[Outcome]:
    """All at once; if the database refuses them together, each alone, so that one fails alone."""
    try:
        async with connection.transaction():
            return await decide_records(connection, job, records, now=now)
    except RECORD_FAULTS:
        log.exception("import_chunk_refused", import_id=str(job.id))
    return [await _decide_alone(connection, job, record, now) for record in records]


async def _decide_alone(connection: Connection, job: Job, record: Any, now: datetime) -> Outcome:
    try:
        async with connection.transaction():
            [outcome] = await decide_records(connection, job, [record], now=now)
            return outcome
    except RECORD_FAULTS:
        log.exception("import_line_refused", import_id=str(job.id))
        detail = "The database refused this line. It was logged; send it again on its own."
        return failed([Fault(pointer="", code="refused_by_database", detail=detail)])


def _job(row: Any) -> Job:
    return Job(
        company_id=row["company_id"],
        id=row["id"],
        kind=row["kind"],
        is_dry_run=row["is_dry_run"],
        actor=row["actor"],
    )


async def _store(
    connection: Connection,
    row: Any,
    outcomes: dict[int, Outcome],
    now: datetime,
    *,
    remarks: set[str],
) -> None:
    answers = [_answer(number, outcome) for number, outcome in outcomes.items()]
    results = [outcome.result for outcome in outcomes.values()]
    new_remarks = sorted(remarks - set(row["remarks"]))
    await connection.execute(
        sql.answer_lines, row["company_id"], row["id"],
        *columns(answers, Answer.__struct_fields__),
    )  # fmt: skip
    await connection.execute(
        sql.count_answers, row["company_id"], row["id"], now,
        *(results.count(result) for result in ("created", "updated", "unchanged", "failed")),
        [*row["remarks"], *new_remarks],
    )  # fmt: skip


def _answer(number: int, outcome: Outcome) -> Answer:
    faults = outcome.faults
    return Answer(
        line=number,
        outcome=outcome.result,
        record_id=outcome.id,
        label=outcome.label,
        errors=msgspec.json.encode(faults).decode() if faults else None,
    )


async def _finish(connection: Connection, row: Any, now: datetime) -> None:
    company_id, import_id = row["company_id"], row["id"]
    await connection.execute(FINISH, company_id, import_id, now)
    if row["is_dry_run"]:
        drafts = Drafts(connection=connection, company_id=company_id, import_id=import_id)
        return await drafts.forget()
    ledger = await look(connection, company_id, now=now)
    detail = {name: row[name] for name in ("kind", "file_name", "line_count", "failed_count")}
    event = Event(
        kind="import_finished",
        actor=row["actor"],
        occurred_on=ledger.today,
        detail={"import_id": str(import_id), **detail},
    )
    return await log_of_events.append(connection, company_id, [event], now=now)


async def unfinished_imports(connection: Connection) -> list[tuple[UUID, UUID]]:
    """The imports that somebody should carry on; the transaction sees every company."""
    return [(row["company_id"], row["id"]) for row in await connection.fetch(UNFINISHED)]


async def end_abandoned(connection: Connection, *, now: datetime) -> int:
    """End the uploads that have stopped coming; returns how many. Nothing of them was decided."""
    ended: int = await connection.fetchval(sql.end_abandoned, now, now - ABANDONED_AFTER)
    return ended
