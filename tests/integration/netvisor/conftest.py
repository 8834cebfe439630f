"""A real server on loopback with a company whose integration has keys."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import httpx
import msgspec
import pytest
from netvisor_api_client import Netvisor

from karhu.kit import clock, db
from karhu.kit.embedded import PostgresServer
from karhu.netvisor.credentials import Credentials, add_credentials
from tests.integration.netvisor.signer import Signer
from tests.sites import found_site

BUSINESS_ID = "1234567-8"


class Integration(msgspec.Struct, frozen=True, kw_only=True):
    """What an integrator is given, and the company behind it."""

    url: str
    credentials: Credentials
    company_id: UUID
    database: str

    def client(self, **options: Any) -> Netvisor:
        """The PyPI client, unchanged."""
        given = {
            "sender": "Testi Oy",
            "partner_id": self.credentials.partner_id,
            "partner_key": self.credentials.partner_key,
            "customer_id": self.credentials.customer_id,
            "customer_key": self.credentials.customer_key,
            "organization_id": BUSINESS_ID,
            "language": "FI",
        }
        return Netvisor(host=options.pop("host", self.url), **{**given, **options})

    def signer(self, **options: Any) -> Signer:
        """A signer of our own, with the quirks of other clients."""
        return Signer(self.url, self.credentials, BUSINESS_ID, **options)

    def fetch(self, query: str, *arguments: Any) -> list[dict[str, Any]]:
        """Rows, as the owner of the database sees them."""

        async def run() -> list[dict[str, Any]]:
            connection = await asyncpg.connect(self.database)
            try:
                return [dict(row) for row in await connection.fetch(query, *arguments)]
            finally:
                await connection.close()

        return asyncio.run(run())


@pytest.fixture(scope="module")
def integration(
    postgres: PostgresServer, template: str, tmp_path_factory: Any
) -> Iterator[Integration]:
    """A server of its own for each file of tests."""
    name = f"test_{uuid4().hex[:12]}"
    database = postgres.url_for(role="karhu", database=name)
    asyncio.run(_execute(postgres.url, f"create database {name} template {template}"))
    company_id, credentials = asyncio.run(_founded(database))
    port = _free_port()
    server = _start(database, port, tmp_path_factory.mktemp("nv"))
    try:
        url = f"http://127.0.0.1:{port}"
        _wait_until_ready(url, server)
        yield Integration(
            url=url, credentials=credentials, company_id=company_id, database=database
        )
    finally:
        server.terminate()
        server.wait(timeout=20)
        asyncio.run(_execute(postgres.url, f"drop database {name} with (force)"))


async def _execute(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(statement)
    await connection.close()


async def _founded(database: str) -> tuple[UUID, Credentials]:
    await db.open_pool(database)
    try:
        founded = await found_site()
        async with db.transaction(founded.company_id) as connection:
            await connection.execute("update companies set business_id = $1", BUSINESS_ID)
            credentials = await add_credentials(
                connection,
                founded.company_id,
                partner_id="KUMPPANI",
                actor="test",
                now=clock.now(),
            )
        return founded.company_id, credentials
    finally:
        await db.close_pool()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _start(database: str, port: int, home: Path) -> subprocess.Popen[bytes]:
    environment = {
        **os.environ,
        "KARHU_DATABASE_URL": database,
        "KARHU_HOME": str(home),
        "KARHU_PORT": str(port),
        "KARHU_PUBLIC_URL": "https://karhu.example.com/netvisor",
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--port", str(port)]
    with (home / "server.log").open("wb") as output:
        return subprocess.Popen(
            [*command, "karhu.app:app"], env=environment, stdout=output, stderr=output
        )


def _wait_until_ready(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if httpx.get(f"{url}/v1/health").status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise TimeoutError("The server did not start; see server.log of its home.")
