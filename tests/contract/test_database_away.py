"""While the database is away."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from karhu.kit import db
from karhu.kit.account import placement
from karhu.kit.embedded import PostgresServer
from karhu.migrate import migrate
from karhu.settings import Settings
from tests.scratch import running_postgres
from tests.sites import Person, Site, found_site


@pytest.fixture
def own_postgres() -> Iterator[PostgresServer]:
    with running_postgres("fsync=off") as server:
        yield server


def stop(server: PostgresServer) -> None:
    os.kill(int((server.cluster / "postmaster.pid").read_text().split()[0]), signal.SIGINT)


@contextmanager
def started(server: PostgresServer) -> Iterator[None]:
    process = subprocess.Popen(
        server.command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **placement(server.account),
    )
    try:
        yield
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=30)


async def answers_again(person: Person) -> bool:
    for _ in range(100):
        if (await person.get()).status_code == 200:
            return True
        await asyncio.sleep(0.1)
    return False


async def test_a_request_is_told_to_come_again_soon(
    own_postgres: PostgresServer, tmp_path: Path
) -> None:
    await migrate(own_postgres.url)
    await db.open_pool(own_postgres.url)
    try:
        founded = await found_site()
        site = Site(Settings(home=tmp_path, public_url="http://karhu.test"))
        admin = await site.session(founded.user_id, founded.company_id)
        assert (await admin.get()).status_code == 200
        stop(own_postgres)
        for _ in range(15):  # more than the pool has connections
            answer = await admin.get()
            assert (answer.status_code, answer.json()["code"]) == (503, "database_away")
            assert answer.headers["retry-after"] == "5"
        with started(own_postgres):
            assert await answers_again(admin)
        for client in site.clients:
            await client.aclose()
    finally:
        await db.close_pool()


def test_a_start_without_a_database_says_which_setting_is_missing(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name != "KARHU_DATABASE_URL"
    }
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--port",
        "0",
        "karhu.app:app",
    ]
    outcome = subprocess.run(
        command,
        env={**environment, "KARHU_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Set KARHU_DATABASE_URL, or start everything with karhu up." in (
        outcome.stdout + outcome.stderr
    )
    assert outcome.returncode != 0
