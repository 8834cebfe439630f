"""The house style as tests; each failure says its cure."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BACKEND = ROOT / "backend" / "karhu"
GENERATED = {BACKEND / "contract" / "types.py"}
LONGEST_FILE, LONGEST_CLIENT_FILE, LONGEST_FUNCTION = 400, 250, 60
BANNED = {"manager", "helper", "util", "utils", "handler", "data", "info", "base", "common"}
GIVEN = {"data_received"}  # what asyncio calls a protocol's own method

Function = ast.FunctionDef | ast.AsyncFunctionDef


def tracked(*patterns: str) -> list[Path]:
    """Files that git tracks, or would."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in names.splitlines() if (path := ROOT / name).is_file()]


PYTHON = [path for path in tracked("backend/**/*.py") if path not in GENERATED]
FRAGMENTS = {
    "fact_columns.sql",
    "fact_joins.sql",
    "fact_held.sql",
    "rows_of_rule.sql",
}  # lists that other statements take in
SQL = [path for path in tracked("backend/**/*.sql") if path.name not in FRAGMENTS]


def functions() -> Iterator[tuple[Path, Function]]:
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, Function):
                yield path, node


def test_python_files_end_before_they_are_rooms_for_everything() -> None:
    long = [p for p in PYTHON if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE]
    assert not long, f"Split these by noun: {names(long)}"


def test_client_files_hold_one_thing() -> None:
    files = [
        p
        for p in tracked("frontend/src/**/*.ts", "frontend/src/**/*.tsx")
        if "generated" not in p.parts
    ]
    long = [
        p for p in files if len(p.read_text(encoding="utf-8").splitlines()) > LONGEST_CLIENT_FILE
    ]
    assert not long, f"Split these: {names(long)}"


def test_functions_fit_a_screen() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, node in functions()
        if node.end_lineno and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long, f"Keep the branching, move the leaves out: {long}"


def test_names_say_what_things_are() -> None:
    modules = [p for p in PYTHON if BANNED & set(p.stem.split("_"))]
    called = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, node in functions()
        if BANNED & set(node.name.strip("_").split("_")) and node.name not in GIVEN
    ]
    assert not modules, f"Name these for what they hold: {names(modules)}"
    assert not called, f"Name these for what they do: {called}"


def test_what_is_public_has_a_docstring() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, node in functions()
        if not node.name.startswith("_")
        and not ast.get_docstring(node)
        and is_top_level(path, node)
    ]
    assert not bare, f"Say in a sentence what the caller may rely on: {bare}"


def is_top_level(path: Path, node: Function) -> bool:
    return node.col_offset == 0


@pytest.mark.parametrize("path", SQL, ids=lambda path: str(path.relative_to(BACKEND)))
def test_a_statement_says_what_it_reads_and_writes(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- "), "Begin with what the statement does."
    assert "Reads" in text, "Say what it reads, and by which index."
    assert "rites" in text, "Say what it writes."
    statement = re.sub(r"--.*", "", text)
    assert statement.rstrip().rstrip(";").count(";") == 0, "One statement a file."


def test_only_the_clock_asks_the_machine_for_the_time() -> None:
    asking = re.compile(r"(?:datetime\.(?:now|utcnow|today)|date\.today)\(")
    found = [
        p for p in PYTHON if p.name != "clock.py" and asking.search(p.read_text(encoding="utf-8"))
    ]
    assert not found, f"Take `now` or `as_of` as an argument: {names(found)}"


def test_no_test_replaces_code_of_ours() -> None:
    mocking = re.compile(r"unittest\.mock|monkeypatch\.setattr\(.?karhu")
    found = [
        p
        for p in tracked("tests/**/*.py")
        if p != Path(__file__) and mocking.search(p.read_text(encoding="utf-8"))
    ]
    assert not found, f"Put a simulator at the edge instead: {names(found)}"


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    hosts = "|".join(
        ("python" + "hosted", r"py" + r"pi\.o", r"registry\.n" + "pmjs", "deb" + r"\.debian")
    )
    paths = r"(?:^|[^a-z.])/(?:wo" + r"rk|fa" + r"rm|ro" + "ot)/"
    pattern = re.compile(f"{hosts}|{paths}", re.MULTILINE)
    found = []
    for path in tracked("*"):
        if path.suffix in {".png", ".woff2", ".ico"} or path.stat().st_size > 5_000_000:
            continue
        if match := pattern.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(f"{path.relative_to(ROOT)}: {match.group().strip()}")
    assert not found, f"Take these out: {found}"


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(ROOT)) for path in paths]


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "backend", "tests", "migrations"], ["lint-imports"], ["mypy"]],
    ids=lambda command: command[0],
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    tool = Path(sys.executable).with_name(command[0])
    answer = subprocess.run(
        [tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, f"./just check says:\n{answer.stdout[-4000:]}{answer.stderr}"
