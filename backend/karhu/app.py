"""The ASGI application: the bound contract, the pool, every error as a problem."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg
from litestar import Litestar, Request, Response
from litestar.datastructures import State
from litestar.exceptions import HTTPException
from litestar.handlers import HTTPRouteHandler

from karhu.contract.answers import answer_fault, answer_http, answer_problem
from karhu.contract.serve import routes
from karhu.edge import Edge, Metrics
from karhu.identity.access import authorise
from karhu.jurisdictions.law import packs
from karhu.kit import db, doorbell
from karhu.kit.logs import configure_logs
from karhu.kit.problems import Problem
from karhu.kit.spa import client_route
from karhu.netvisor.receiver import Receiver, is_resource
from karhu.reference import contract_route, metrics_route, reference_route
from karhu.settings import Settings, SettingsError

CLIENT = Path(__file__).resolve().parents[2] / "frontend" / "dist"
AWAY = (
    ConnectionError,
    FileNotFoundError,  # the socket of a database on this machine
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
)


def application(settings: Settings, handlers: Sequence[HTTPRouteHandler]) -> Edge:
    """The whole application around the routes of the contract."""
    configure_logs(settings.log_level)
    packs()  # a law pack that cannot be used stops the start
    metrics = Metrics()
    pages = [contract_route(), reference_route(), metrics_route(metrics), client_route(CLIENT)]
    inside = Litestar(
        [*handlers, *pages],
        lifespan=[_pool(settings)],
        exception_handlers={
            **dict.fromkeys(AWAY, _answer_away),
            Problem: answer_problem,
            HTTPException: answer_http,
            Exception: answer_fault,
        },
        state=State({"settings": settings}),
        openapi_config=None,
        logging_config=None,
        request_max_body_size=None,
        debug=False,
    )
    receiver = Receiver(settings)

    async def both(scope: Any, receive: Any, send: Any) -> None:
        await (receiver if is_resource(scope) else inside)(scope, receive, send)

    return Edge(both, metrics, is_https=settings.public_url.startswith("https://"))


def _pool(settings: Settings) -> Any:
    @asynccontextmanager
    async def pool(_: Litestar) -> AsyncIterator[None]:
        if settings.database_url is None:
            raise SettingsError("Set KARHU_DATABASE_URL, or start everything with karhu up.")
        await db.open_pool(settings.database_url)
        doorbell.listen_at(settings.redis_url)
        try:
            yield
        finally:
            await doorbell.hang_up()
            await db.close_pool()

    return pool


def _answer_away(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    problem = Problem(503, "database_away", "Try again soon.", headers={"Retry-After": "5"})
    return answer_problem(request, problem)


app = application(Settings.from_environment(), routes(authorise))
