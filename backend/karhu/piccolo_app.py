"""The one Piccolo app: every migration in time order."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

APP_CONFIG = AppConfig(
    app_name="karhu",
    migrations_folder_path=str(Path(__file__).resolve().parents[2] / "migrations"),
    table_classes=[],
    migration_dependencies=[],
)
