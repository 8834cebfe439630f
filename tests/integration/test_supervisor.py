"""The supervisor against real programs that really die."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import asyncpg
import msgspec
import psutil
import pytest

from karhu.kit import leftovers
from karhu.kit.embedded import make_home
from karhu.kit.supervise import AlreadyRunning, Child, ChildFailed, supervision
from tests.homes import fresh_home
from tests.integration import stand_in

CHECKOUT = Path(__file__).resolve().parents[2]


class Supervisor(msgspec.Struct, kw_only=True):
    """A running stand_in: its program, where its databases are, and what it printed since."""

    program: subprocess.Popen[str]
    database_url: str
    redis_url: str

    def children(self) -> dict[str, psutil.Process]:
        found = {}
        for child in psutil.Process(self.program.pid).children():
            with contextlib.suppress(psutil.Error):  # it died while we looked
                found[_role(child)] = child
        return found

    def everything(self) -> list[psutil.Process]:
        return psutil.Process(self.program.pid).children(recursive=True)


def _role(child: psutil.Process) -> str:
    if stand_in.API in child.cmdline():
        return "serving"
    return next((role for role in ("postgres", "redis") if role in child.name()), "worker")


@pytest.fixture
def home() -> Iterator[Path]:
    with fresh_home() as directory:
        yield directory


@contextlib.contextmanager
def running(home: Path) -> Iterator[Supervisor]:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.stand_in", str(home)],
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONPATH": f"{CHECKOUT / 'backend'}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        yield _when_ready(program)
    finally:
        program.kill()
        program.communicate()


def _when_ready(program: subprocess.Popen[str]) -> Supervisor:
    assert program.stdout is not None
    said = []
    for line in program.stdout:
        said.append(line)
        if line.startswith("READY "):
            urls = msgspec.json.decode(line.removeprefix("READY "), type=dict[str, str])
            return Supervisor(program=program, **urls)
    raise AssertionError("the supervisor did not become ready:\n" + "".join(said))


def eventually(is_so: Callable[[], bool], *, within_s: float = 20) -> None:
    deadline = time.monotonic() + within_s
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def asked(url: str, question: str) -> object:
    async def ask() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(ask())


def answers(url: str) -> bool:
    try:
        return asked(url, "select true") is True
    except (OSError, asyncpg.PostgresError):
        return False


def write_a_row(url: str) -> None:
    asked(url, "create table kept as select 42 as answer")


def came_back(supervisor: Supervisor, role: str, *, other_than: psutil.Process) -> bool:
    child = supervisor.children().get(role)
    return child is not None and child.pid != other_than.pid


def test_a_killed_postgresql_comes_back_with_all_it_had(home: Path) -> None:
    with running(home) as supervisor:
        write_a_row(supervisor.database_url)
        killed = supervisor.children()["postgres"]
        killed.kill()
        eventually(lambda: came_back(supervisor, "postgres", other_than=killed))
        eventually(lambda: answers(supervisor.database_url))
        assert asked(supervisor.database_url, "select answer from kept") == 42


def test_a_killed_redis_comes_back_and_so_does_the_worker_that_left_with_it(home: Path) -> None:
    with running(home) as supervisor:
        before = supervisor.children()
        before["redis"].kill()
        eventually(lambda: came_back(supervisor, "redis", other_than=before["redis"]))
        eventually(lambda: came_back(supervisor, "worker", other_than=before["worker"]))
        assert supervisor.children()["serving"].pid == before["serving"].pid


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_signal_ends_everything_cleanly(home: Path, number: signal.Signals) -> None:
    with running(home) as supervisor:
        everything = supervisor.everything()
        started_at = time.monotonic()
        supervisor.program.send_signal(number)
        said, _ = supervisor.program.communicate(timeout=60)
        assert time.monotonic() - started_at < 10
        assert supervisor.program.returncode == 0
        assert "database system is shut down" in said
        # the program that the worker started in a session of its own is the next start's
        _, alive = psutil.wait_procs(everything, timeout=1)
        assert [one for one in alive if "postgres" in one.name() or "redis" in one.name()] == []


def test_killing_the_supervisor_ends_its_children_and_the_next_start_works(home: Path) -> None:
    with running(home) as supervisor:
        write_a_row(supervisor.database_url)
        children = list(supervisor.children().values())
        supervisor.program.kill()
        if sys.platform == "linux":
            _, alive = psutil.wait_procs(children, timeout=10)
            assert alive == []
    with running(home) as supervisor:
        assert asked(supervisor.database_url, "select answer from kept") == 42


def test_killing_the_whole_tree_at_once_does_not_stop_the_next_start(home: Path) -> None:
    with running(home) as supervisor:
        write_a_row(supervisor.database_url)
        tree = [psutil.Process(supervisor.program.pid), *supervisor.everything()]
        for one in tree:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        supervisor.program.wait()
        with running(home) as successor:
            assert asked(successor.database_url, "select answer from kept") == 42


def test_a_start_ends_what_outlived_a_killed_supervisor(home: Path) -> None:
    with running(home) as supervisor:
        strays = [one for one in supervisor.everything() if "sleep(600)" in str(one.cmdline())]
        assert len(strays) >= 2  # the API's stand-in, and what the worker started by itself
        supervisor.program.kill()
        supervisor.program.wait()
        with running(home):
            _, alive = psutil.wait_procs(strays, timeout=5)
            assert alive == []


def test_a_stray_postgresql_is_ended_before_a_new_one_starts(home: Path) -> None:
    with running(home) as supervisor:
        write_a_row(supervisor.database_url)
        postgres = supervisor.children()["postgres"]
        postgres.suspend()  # it cannot follow its supervisor into death
        supervisor.program.kill()
        supervisor.program.wait()
        with running(home) as successor:
            assert not postgres.is_running() or postgres.status() == psutil.STATUS_ZOMBIE
            assert asked(successor.database_url, "select answer from kept") == 42


def test_a_second_supervisor_of_a_home_is_told_about_the_first(home: Path) -> None:
    with running(home) as supervisor:
        second = subprocess.run(
            [sys.executable, "-m", "karhu.cli", "up"],
            env=os.environ | {"KARHU_HOME": str(home), "PYTHONPATH": f"{CHECKOUT / 'backend'}"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert second.returncode == 1
        expected = f"Karhu already runs in {home} (process {supervisor.program.pid})."
        assert second.stderr.strip() == expected


def program(name: str, source: str, **more: object) -> Child:
    return msgspec.structs.replace(
        Child(name=name, command=(sys.executable, "-u", "-c", source)), **more
    )


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
async def empty_home() -> AsyncIterator[Path]:
    with fresh_home() as directory:
        make_home(directory)
        yield directory


async def test_children_stop_in_the_reverse_order_of_their_start(
    empty_home: Path, said: list[str]
) -> None:
    source = (
        "import signal, sys, time\n"
        "def end(*_): print('ends'); sys.exit(0)\n"
        "signal.signal(signal.SIGTERM, end); print('runs'); time.sleep(60)\n"
    )
    async with supervision(empty_home, said.append) as tree:
        for name in ("one", "two", "three"):
            await tree.start(program(name, source))
            while f"{name:<9} | runs" not in said:  # noqa: ASYNC110 - what another program prints
                await asyncio.sleep(0.01)
    order = [line.split()[0] for line in said if line.endswith("ends")]
    assert order == ["three", "two", "one"]


async def test_a_child_that_ignores_its_signal_is_gone_within_ten_seconds(
    empty_home: Path, said: list[str]
) -> None:
    source = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
        "print('deaf'); time.sleep(60)"
    )
    async with supervision(empty_home, said.append) as tree:
        [deaf] = await tree.start(program("deaf", source))
        while not said:  # noqa: ASYNC110 - what another program prints
            await asyncio.sleep(0.01)
        pid, started_at = deaf.pid, time.monotonic()
    assert time.monotonic() - started_at < 10
    assert pid is not None
    assert not psutil.pid_exists(pid)


async def test_a_child_that_never_gets_ready_fails_with_what_it_said(
    empty_home: Path, said: list[str]
) -> None:
    async def never() -> bool:
        return False

    async with supervision(empty_home, said.append) as tree:
        with pytest.raises(ChildFailed, match=r"(?s)clumsy stopped again and again.*no licence"):
            await tree.start(program("clumsy", "print('no licence'); exit(3)", ready=never))
    assert "clumsy    | clumsy ended with 3; again in 0.5 s" in said


async def test_a_program_that_does_not_exist_is_named(empty_home: Path, said: list[str]) -> None:
    missing = Child(name="api", command=("/nowhere/at/all",))
    async with supervision(empty_home, said.append) as tree:
        with pytest.raises(ChildFailed, match="/nowhere/at/all"):
            await tree.start(missing)


async def test_a_child_that_keeps_dying_is_started_ever_more_slowly(
    empty_home: Path, said: list[str]
) -> None:
    async with supervision(empty_home, said.append) as tree:
        await tree.start(program("brief", "exit(1)"))
        async with asyncio.timeout(10):
            while len([line for line in said if "again in" in line]) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
    delays = [line.split("again in ")[1] for line in said if "again in" in line]
    assert delays[:3] == ["0.5 s", "1 s", "2 s"]


async def test_a_step_that_fails_says_why(empty_home: Path, said: list[str]) -> None:
    async with supervision(empty_home, said.append) as tree:
        await tree.run(program("fine", "print('done')"))
        with pytest.raises(ChildFailed, match=r"(?s)migrate ended with 2.*no such table"):
            await tree.run(program("migrate", "print('no such table'); exit(2)"))
    assert "fine      | done" in said


async def test_a_line_of_any_length_passes(empty_home: Path, said: list[str]) -> None:
    async with supervision(empty_home, said.append) as tree:
        await tree.run(program("long", "print('x' * 300_000); print('after')"))
    assert "".join(line.removeprefix("long      | ") for line in said) == "x" * 300_000 + "after"


async def test_one_home_has_one_supervisor(empty_home: Path, said: list[str]) -> None:
    async with supervision(empty_home, said.append):
        with pytest.raises(AlreadyRunning, match=f"process {os.getpid()}"):
            async with supervision(empty_home, said.append):
                pass


async def test_a_number_that_went_to_another_program_is_no_leftover(empty_home: Path) -> None:
    trace = leftovers.Trace(pid=os.getpid(), created_at=1.0)
    (empty_home / "children.ndjson").write_bytes(msgspec.json.encode(trace) + b"\n")
    leftovers.end_all(empty_home)  # would end this test if it took the number's word
    assert not (empty_home / "children.ndjson").exists()
