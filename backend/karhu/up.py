"""What runs on one machine, and in which order: databases, migrations, the API, the workers.

`karhu up` is all of it. `karhu demo` puts its own steps between `servers` and `serve`, and a
command that needs a database only asks for `reachable`.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable

import msgspec

from karhu.kit.embedded import (
    SERVER_ENVIRONMENT,
    PostgresServer,
    RedisServer,
    make_home,
    prepare_postgres,
    prepare_redis,
)
from karhu.kit.supervise import (
    AlreadyRunning,
    Child,
    Supervision,
    print_line,
    supervision,
)
from karhu.settings import Settings, SettingsError

POSTGRES_READY_WITHIN_S = 300.0  # after a kill it replays up to 2 GB of its log first
ATTACH_WITHIN_S = 60.0


async def up(settings: Settings) -> None:
    """Run everything until Ctrl-C or SIGTERM."""
    async with servers(settings) as (tree, connected):
        await bring_up_to_date(tree, connected)
        await serve(tree, connected)
        print_line(f"Karhu is at {connected.public_url} (Ctrl-C stops it).")
        await tree.wait()


@contextlib.asynccontextmanager
async def servers(
    settings: Settings, write: Callable[[str], None] = print_line
) -> AsyncIterator[tuple[Supervision, Settings]]:
    """Hold the home with its databases running; yields the settings with both URLs filled in.

    A database whose URL is set is left to its own keeper. Raises AlreadyRunning, EmbeddedError,
    ChildFailed.
    """
    make_home(settings.home)
    async with supervision(settings.home, write) as tree:
        children: list[Child] = []
        if settings.database_url is None:
            postgres = await asyncio.to_thread(prepare_postgres, settings.home)
            children.append(postgres_child(postgres))
            settings = msgspec.structs.replace(settings, database_url=postgres.url)
        if settings.redis_url is None:
            redis = await asyncio.to_thread(prepare_redis, settings.home)
            children.append(redis_child(redis))
            settings = msgspec.structs.replace(settings, redis_url=redis.url)
        await tree.start(*children)
        yield tree, settings


@contextlib.asynccontextmanager
async def reachable(settings: Settings) -> AsyncIterator[Settings]:
    """The settings with both URLs filled in and answering, for one command.

    Joins the servers of a running `karhu up`, else starts them quietly for the time being.
    """
    if settings.database_url is not None and settings.redis_url is not None:
        yield settings
        return
    async with contextlib.AsyncExitStack() as stack:
        try:
            quietly = servers(settings, write=lambda line: None)
            _, connected = await stack.enter_async_context(quietly)
        except AlreadyRunning:
            connected = await _joined(settings)
        yield connected


async def bring_up_to_date(tree: Supervision, settings: Settings) -> None:
    """Run the migrations; raises ChildFailed with what they said."""
    await tree.run(_karhu("migrate", settings, "karhu.cli", "migrate"))


async def serve(tree: Supervision, settings: Settings) -> None:
    """Start the API, and the workers once it answers."""
    _refuse_taken_port(settings)
    await tree.start(api_child(settings))
    await tree.start(*worker_children(settings))


def postgres_child(server: PostgresServer) -> Child:
    """The embedded PostgreSQL: SIGINT is its fast, clean way to stop."""
    return Child(
        name="postgres",
        command=server.command,
        environment=SERVER_ENVIRONMENT,
        account=server.account,
        stop_signal=signal.SIGINT,
        before_start=server.end_leftovers,
        ready=server.is_ready,
        ready_within_s=POSTGRES_READY_WITHIN_S,
    )


def redis_child(server: RedisServer) -> Child:
    """The embedded Redis; quiet, for its warnings are about saving, which it does not do here."""
    return Child(name="redis", command=server.command, ready=server.is_ready, is_quiet=True)


def api_child(settings: Settings) -> Child:
    """The API on its host and port; ready when it answers over HTTP."""
    listening = ("--host", settings.host, "--port", str(settings.port))
    patience = ("--workers-kill-timeout", "3")
    spoken = ("--log-level", settings.log_level)
    options = ("--interface", "asgi", *listening, *patience, *spoken)
    child = _karhu("api", settings, "granian", *options, "karhu.app:app")

    async def answers() -> bool:
        return await _speaks_http(settings.host, settings.port)

    return msgspec.structs.replace(child, ready=answers)


def worker_children(settings: Settings) -> list[Child]:
    """As many workers as the settings say; each leaves with 1 when Redis goes, and comes back."""
    numbers = range(1, settings.worker_count + 1)
    return [_karhu(f"worker-{number}", settings, "karhu.worker") for number in numbers]


def _karhu(name: str, settings: Settings, module: str, *arguments: str) -> Child:
    environment = {**os.environ, **settings.as_environment(), "PYTHONUNBUFFERED": "1"}
    command = (sys.executable, "-m", module, *arguments)
    return Child(name=name, command=command, environment=environment)


async def _joined(settings: Settings) -> Settings:
    async with asyncio.timeout(ATTACH_WITHIN_S):
        if settings.database_url is None:
            cluster = settings.home / "postgres" / "cluster"
            await _until(lambda: asyncio.to_thread(cluster.exists))
            postgres = await asyncio.to_thread(prepare_postgres, settings.home)
            await _until(postgres.is_ready)
            settings = msgspec.structs.replace(settings, database_url=postgres.url)
        if settings.redis_url is None:
            redis = await asyncio.to_thread(prepare_redis, settings.home)
            await _until(redis.is_ready)
            settings = msgspec.structs.replace(settings, redis_url=redis.url)
    return settings


async def _until(is_so: Callable[[], Awaitable[bool]]) -> None:
    while not await is_so():  # noqa: ASYNC110 - it waits for another program, which sets no event
        await asyncio.sleep(0.1)


def _refuse_taken_port(settings: Settings) -> None:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise SettingsError(
                f"Karhu cannot listen on {settings.host} port {settings.port} "
                f"({error.strerror}); set KARHU_PORT or KARHU_HOST to another."
            ) from None


async def _speaks_http(host: str, port: int) -> bool:
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_connection(reached, port)
            try:
                writer.write(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                return (await reader.readline()).startswith(b"HTTP/")
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return False
