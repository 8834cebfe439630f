"""Mass runs: letters of many customers at once."""

from pathlib import Path

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.engine import engine_finder

ID = "2026-11-30T05:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Mass runs: letters of many customers at once"


async def create() -> None:
    statements = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    connection = engine_finder().current_transaction.get().connection
    await connection.execute(statements)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="karhu", description=DESCRIPTION)
    manager.add_raw(create)
    return manager
