"""A contract and code that differ do not start."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import karhu

PACKAGE = Path(karhu.__file__).parent


def start(package: Path) -> subprocess.CompletedProcess[str]:
    """Import the application of a copy, as the server does."""
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    command = [sys.executable, "-c", "import karhu.app"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)


@pytest.fixture
def change(tmp_path: Path) -> Callable[[str, str, str], str]:
    """Change one text of a copy of the package; gives what its start says."""
    copy = tmp_path / "karhu"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))

    def replace(name: str, before: str, after: str) -> str:
        file = copy / name
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after, 1), encoding="utf-8")
        outcome = start(copy)
        assert outcome.returncode != 0
        return outcome.stderr

    return replace


Change = Callable[[str, str, str], str]


def test_an_operation_without_a_function_stops_the_start(change: Change) -> None:
    said = change("identity/api.py", "async def get_health", "async def _get_health")
    assert "BindingError" in said
    assert "getHealth has no function get_health in any api.py." in said


def test_a_public_function_without_an_operation_stops_the_start(change: Change) -> None:
    said = change("identity/api.py", "async def _note(", "async def note_it(")
    assert "note_it in karhu.identity.api has no operation." in said


def test_a_function_with_other_arguments_stops_the_start(change: Change) -> None:
    said = change("identity/api.py", "*, user_id: UUID, body", "*, person_id: UUID, body")
    assert "update_user takes ['body', 'person_id'], the contract has ['body', 'user_id']." in said


def test_an_operation_without_a_permission_stops_the_start(change: Change) -> None:
    said = change("contract/openapi.json", '"x-permission": "company.read",', "")
    assert "getCompany names no x-permission." in said


def test_an_operation_with_an_unknown_permission_stops_the_start(change: Change) -> None:
    said = change(
        "contract/openapi.json", '"x-permission": "company.read"', '"x-permission": "all"'
    )
    assert "getCompany names the unknown permission all." in said
