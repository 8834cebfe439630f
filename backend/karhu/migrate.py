"""Bring a database to this version's schema."""

import asyncio

import asyncpg
from piccolo.apps.migrations.commands.forwards import ForwardsMigrationManager

from karhu.kit import db

LOCK = 0x6B61726875


async def migrate(owner_url: str) -> None:
    """Run what has not run yet, as the owner of the tables; two at once wait for each other."""
    guard = await asyncpg.connect(owner_url)
    try:
        await guard.execute("select pg_advisory_lock($1)", LOCK)
        engine = db.engine()
        engine.config = {"dsn": owner_url}
        outcome = await ForwardsMigrationManager(app_name="karhu", migration_id="all").run()
        if not outcome.success:
            raise RuntimeError(outcome.message or "a migration failed")
        await guard.execute("select make_event_partitions(current_date)")
    finally:
        await guard.close()


def migrate_now(owner_url: str) -> None:
    """The same, from outside an event loop."""
    asyncio.run(migrate(owner_url))
