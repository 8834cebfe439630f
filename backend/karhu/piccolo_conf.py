"""Where Piccolo finds its engine and its app."""

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine


class LateEngine(PostgresEngine):
    """An engine that connects when a pool or a migration asks, not when it is imported."""

    async def check_version(self) -> None:
        """Leave the server alone: the settings are known later than this import."""


DB = LateEngine(config={}, extensions=())
APP_REGISTRY = AppRegistry(apps=["karhu.piccolo_app"])
