"""Schemathesis over the whole contract, all phases, against the real server."""

import asyncio
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.contract.served import Served, served

HERE = Path(__file__).parent
FUZZ = HERE / "fuzz"
EXAMPLES = os.environ.get("KARHU_FUZZ_EXAMPLES", "10")
LONGEST_SECONDS = 600


@pytest.fixture
async def running(database: str) -> Any:
    async with served(database) as made:
        yield made


async def test_nothing_in_the_contract_can_be_broken_by_a_request(running: Served) -> None:
    command = [
        str(Path(sys.executable).with_name("schemathesis")),
        "--config-file", str(FUZZ / "schemathesis.toml"),
        "run", f"{running.url}/openapi.json", "--url", running.url,
        "--max-examples", EXAMPLES, "--continue-on-failure", "--seed", "2026",
        "--request-timeout", "20", "--warnings", "off",
    ]  # fmt: skip
    environment = {**os.environ, **running.environment, "SCHEMATHESIS_HOOKS": "sign_in"}
    environment["PYTHONPATH"] = f"{FUZZ}{os.pathsep}{environment.get('PYTHONPATH', '')}"
    answer = await asyncio.to_thread(
        subprocess.run,
        command,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
    )
    assert answer.returncode == 0, answer.stdout[-60_000:] + answer.stderr[-2_000:]
