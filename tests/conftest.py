"""One real PostgreSQL for the whole run; a fresh, migrated database for each test."""

import asyncio
import shutil
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from karhu.kit import db
from karhu.kit.account import placement
from karhu.kit.embedded import PostgresServer, discard, prepare_postgres
from karhu.migrate import migrate
from tests.world import World, new_world

READY_SECONDS = 20


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """The embedded PostgreSQL, in a home of its own."""
    home = Path(tempfile.mkdtemp(prefix="karhu-tests-"))
    home.chmod(0o711)
    server = prepare_postgres(home)
    with (home / "postgres.log").open("wb") as output:
        process = subprocess.Popen(
            [*server.command, "-c", "fsync=off", "-c", "max_connections=200"],
            stdout=output,
            stderr=subprocess.STDOUT,
            **placement(server.account),
        )
    try:
        _wait_until_ready(server)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)
        discard(home)
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(server: PostgresServer) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not asyncio.run(server.is_ready()):
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL did not start; see postgres.log of its home.")
        time.sleep(0.05)


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
    await owner.execute(f"create database {name} template {template}")
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
