"""A PostgreSQL of one's own for a test run or a benchmark: real, embedded, gone afterwards."""

import asyncio
import contextlib
import subprocess
import time
from collections.abc import Iterator

from karhu.kit.account import placement
from karhu.kit.embedded import PostgresServer, prepare_postgres
from tests.homes import fresh_home

READY_SECONDS = 30


@contextlib.contextmanager
def running_postgres(*settings: str) -> Iterator[PostgresServer]:
    """A running server with settings such as `fsync=off`, in a fresh home."""
    with fresh_home() as home:
        server = prepare_postgres(home)
        options = [part for setting in settings for part in ("-c", setting)]
        with (home / "postgres.log").open("wb") as output:
            process = subprocess.Popen(
                [*server.command, *options],
                stdout=output,
                stderr=subprocess.STDOUT,
                **placement(server.account),
            )
        try:
            _wait_until_ready(server)
            yield server
        finally:
            process.terminate()
            process.wait(timeout=60)


def _wait_until_ready(server: PostgresServer) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not asyncio.run(server.is_ready()):
        if time.monotonic() > deadline:
            raise TimeoutError("PostgreSQL did not start; see postgres.log of its home.")
        time.sleep(0.05)
