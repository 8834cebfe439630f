"""One real PostgreSQL a worker; a fresh, migrated database for each test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import asyncpg
import pytest

from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from karhu.migrate import migrate
from tests.scratch import running_postgres
from tests.world import World, new_world

pytest_plugins = ["tests.sharing"]


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The embedded PostgreSQL, in a home of its own."""
    with running_postgres("fsync=off", "max_connections=200") as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: PostgresServer) -> str:
    """A migrated database that every test's database is copied from."""
    name = "karhu_template"

    async def make() -> None:
        owner = await asyncpg.connect(postgres.url)
        await owner.execute(f"create database {name}")
        await owner.close()
        await migrate(postgres.url_for(role="karhu", database=name))

    asyncio.run(make())
    return name


@pytest.fixture
async def database(postgres: PostgresServer, template: str) -> AsyncIterator[str]:
    """The URL of a fresh database; the pool of `karhu.kit.db` is open on it."""
    name = f"test_{uuid4().hex[:12]}"
    owner = await asyncpg.connect(postgres.url)
    # nothing is synced here, so that copying files takes a quarter of copying through the log
    await owner.execute(f"create database {name} template {template} strategy file_copy")
    url = postgres.url_for(role="karhu", database=name)
    await db.open_pool(url)
    try:
        yield url
    finally:
        await db.close_pool()
        await owner.execute(f"drop database {name} with (force)")
        await owner.close()


@pytest.fixture
async def world(database: str) -> World:
    """A company with the automation on, a movable clock and a captured mailbox."""
    return await new_world()
