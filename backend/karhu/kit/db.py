"""PostgreSQL: one pool, one transaction a request or job, one company a transaction."""

import asyncio
import contextvars
import os
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeAlias, TypeVar
from uuid import UUID

import asyncpg
import msgspec
from piccolo.engine import engine_finder
from piccolo.engine.postgres import PostgresEngine, PostgresTransaction

Connection: TypeAlias = asyncpg.Connection
Result = TypeVar("Result")

ENTER = "select set_config('karhu.company_id', $1, true), set_config('karhu.reach', $2, true)"


def engine() -> PostgresEngine:
    """The engine that Piccolo's tables and all transactions share."""
    os.environ.setdefault("PICCOLO_CONF", "karhu.piccolo_conf")
    found = engine_finder()
    assert isinstance(found, PostgresEngine)
    return found


async def open_pool(url: str, *, size: int = 10) -> None:
    """Connect as the role that row-level security holds; needs the migrations to have run."""
    database = engine()
    database.config = {"dsn": url}
    await database.start_connection_pool(
        min_size=1,
        max_size=size,
        init=_prepare,
        reset=_leave,
        server_settings={"role": "karhu_app", "application_name": "karhu", "jit": "off"},
    )


async def close_pool() -> None:
    """Give every connection back."""
    await engine().close_connection_pool()


@asynccontextmanager
async def transaction(company_id: UUID) -> AsyncIterator[Connection]:
    """One transaction that sees one company; Piccolo's queries inside it join it."""
    async with _enter(str(company_id), "") as connection:
        yield connection


@asynccontextmanager
async def transaction_over_all() -> AsyncIterator[Connection]:
    """One transaction that sees every company: for signing in and for the workers' sweeps."""
    async with _enter("", "all") as connection:
        yield connection


async def narrow(connection: Connection, company_id: UUID) -> None:
    """From here on this transaction sees one company only."""
    await connection.execute(ENTER, str(company_id), "")


@asynccontextmanager
async def _enter(company_id: str, reach: str) -> AsyncIterator[Connection]:
    database = engine()
    outer = database.current_transaction.get()
    if outer is not None:
        await outer.connection.execute(ENTER, company_id, reach)
        yield outer.connection
        return
    assert database.pool is not None, "open_pool comes first"
    async with database.pool.acquire() as connection:
        try:
            async with connection.transaction():
                with _joined_by_piccolo(database, connection):
                    await connection.execute(ENTER, company_id, reach)
                    yield connection
        except asyncpg.InterfaceError as error:
            if _is_gone(connection):  # what the rollback says hides why it came to that
                raise ConnectionResetError("The database went away.") from error
            raise


def _is_gone(connection: Connection) -> bool:
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:  # the pool has let go of it already
        return True


@contextmanager
def _joined_by_piccolo(database: PostgresEngine, connection: Connection) -> Iterator[None]:
    # Piccolo's own transactions lose a connection of the pool whenever its server goes away
    joined = PostgresTransaction(database)
    joined.connection = connection
    token = database.current_transaction.set(joined)
    try:
        yield
    finally:
        database.current_transaction.reset(token)


async def _leave(connection: Connection) -> None:
    """Skip the reset: every setting ends with its transaction, and a round trip each is saved."""


async def _prepare(connection: Connection) -> None:
    await connection.set_type_codec(
        "jsonb",
        schema="pg_catalog",
        encoder=lambda value: msgspec.json.encode(value).decode(),
        decoder=msgspec.json.decode,
    )


def apart(work: Coroutine[Any, Any, Result]) -> asyncio.Task[Result]:
    """Start work beside this transaction, with transactions of its own.

    Piccolo keeps the open transaction in a context variable that tasks inherit; an empty context
    keeps two tasks from sharing one connection.
    """
    return asyncio.create_task(work, context=contextvars.Context())
