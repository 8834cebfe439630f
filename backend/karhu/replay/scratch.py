"""A database of its own that is gone afterwards."""

import contextlib
import io
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import asyncpg

from karhu.kit import db
from karhu.migrate import migrate
from karhu.replay.mapping import ReplayError


@contextlib.asynccontextmanager
async def scratch_database(server_url: str) -> AsyncIterator[str]:
    """A migrated, empty database on the same server, with the pool open on it; then dropped."""
    name = f"karhu_replay_{uuid4().hex[:12]}"
    owner = await asyncpg.connect(server_url)
    try:
        await _create(owner, name)
        try:
            url = urlunsplit(urlsplit(server_url)._replace(path=f"/{name}"))
            with contextlib.redirect_stdout(io.StringIO()):  # Piccolo tells each migration
                await migrate(url)
            await db.open_pool(url)
            try:
                yield url
            finally:
                await db.close_pool()
        finally:
            await owner.execute(f"drop database if exists {name} with (force)")
    finally:
        await owner.close()


async def _create(owner: asyncpg.Connection, name: str) -> None:
    try:
        await owner.execute(f"create database {name}")
        # nothing here outlives the command, so no commit needs to wait for the disk
        await owner.execute(f"alter database {name} set synchronous_commit = off")
    except asyncpg.InsufficientPrivilegeError:
        raise ReplayError(
            "A replay lives in a database of its own, and the role of KARHU_DATABASE_URL may not "
            "create one. Grant it CREATEDB, or unset the variable to use the embedded PostgreSQL."
        ) from None
