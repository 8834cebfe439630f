"""Keeps the children of one machine running: starts them in order, restarts what dies, stops all.

`supervision` is the entry. Children die with their supervisor where the system offers it
(Linux); elsewhere, and for what slips through, the next supervisor of the same home ends them.
"""

import asyncio
import contextlib
import ctypes
import fcntl
import math
import os
import signal
import sys
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from karhu.kit.account import Account, placement
from karhu.kit.leftovers import HOME_VARIABLE, end_all, leave_trace

STOP_WITHIN_S = 10.0
FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 15.0
SETTLED_AFTER_S = 30.0  # a child that ran this long begins again with the first delay
DEATHS_BEFORE_READY = 3  # so many before it was ever ready, and the start is given up
POLL_S = 0.03
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)

LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class AlreadyRunning(Exception):
    """Another supervisor holds the home."""


class ChildFailed(Exception):
    """A child that did not become ready, or a one-time step that did not succeed."""


class Child(msgspec.Struct, frozen=True, kw_only=True):
    """A program to keep running."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] | None = None  # None: our own
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    before_start: Callable[[], None] | None = None
    ready: Callable[[], Awaitable[bool]] | None = None  # None: as soon as it is started
    ready_within_s: float = 60.0
    is_quiet: bool = False  # what it says is shown only when it fails to start


class Running:
    """A child that is kept running: its program comes and goes, this stays."""

    def __init__(self, child: Child, home: Path, write: Callable[[str], None]) -> None:
        self.child = child
        self.death_count = 0
        self.last_lines: deque[str] = deque(maxlen=15)
        self._home = home
        self._write = write
        self._program: asyncio.subprocess.Process | None = None
        self._has_started = False
        self._is_stopping = False
        self._keeping: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The id of the running program; None between a death and the next start."""
        program = self._program
        return program.pid if program is not None and program.returncode is None else None

    async def start(self) -> None:
        """Start the child and return when it is ready; raises ChildFailed."""
        self._keeping = asyncio.create_task(self._keep(), name=f"keep {self.child.name}")
        try:
            async with asyncio.timeout(self.child.ready_within_s):
                while not await self._is_ready():
                    self._give_up_if_hopeless()
                    await asyncio.sleep(POLL_S)
        except TimeoutError:
            limit = f"within {self.child.ready_within_s:g} s"
            raise ChildFailed(self._told(f"was not ready {limit}")) from None

    async def stop(self, *, within_s: float) -> None:
        """Stop the child for good: by its signal, and by force when the time is over."""
        self._is_stopping = True
        program = self._program
        if self.pid is not None and program is not None:
            with contextlib.suppress(ProcessLookupError):
                program.send_signal(self.child.stop_signal)
            await _end_of(program, within_s=max(within_s, 0.1))
        self.kill()
        if program is not None:
            await _end_of(program, within_s=1)
        if self._keeping is not None:
            self._keeping.cancel()
            await asyncio.wait([self._keeping], timeout=1)

    def kill(self) -> None:
        """End the program and whatever it started in its group, at once."""
        if self._program is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._program.pid, signal.SIGKILL)

    async def _is_ready(self) -> bool:
        if self.child.ready is None:
            return self._has_started
        return self.pid is not None and await self.child.ready()

    def _give_up_if_hopeless(self) -> None:
        if self._keeping is not None and self._keeping.done():
            self._keeping.result()
        if self.death_count >= DEATHS_BEFORE_READY:
            raise ChildFailed(self._told("stopped again and again before it was ready"))

    def _told(self, what: str) -> str:
        said = "".join(f"\n    {line}" for line in self.last_lines)
        return f"{self.child.name} {what}. It said:{said or ' nothing.'}"

    async def _keep(self) -> None:
        clock = asyncio.get_running_loop().time
        delays = _delays()
        while not self._is_stopping:
            started_at = clock()
            code = await self._run_once()
            if self._is_stopping:
                return
            self.death_count += 1
            if clock() - started_at > SETTLED_AFTER_S:
                delays = _delays()
            delay = next(delays)
            self._write(f"{self.child.name} {_ending(code)}; again in {delay:g} s")
            await asyncio.sleep(delay)

    async def _run_once(self) -> int:
        if self.child.before_start is not None:
            await asyncio.to_thread(self.child.before_start)
        try:
            self._program = await _spawn(self.child, self._home)
        except OSError as error:
            self.last_lines.append(str(error))
            return 127
        self._has_started = True
        reading = asyncio.create_task(self._read(self._program))
        code = await _end_of(self._program)
        self.kill()
        self._program = None
        await asyncio.wait([reading], timeout=1)
        return code

    async def _read(self, program: asyncio.subprocess.Process) -> None:
        async for line in _lines(program):
            self.last_lines.append(line)
            if not self.child.is_quiet:
                self._write(line)


class Supervision:
    """The children of one home, in the order of their start."""

    def __init__(self, home: Path, write: Callable[[str], None]) -> None:
        self.home = home
        self._write = write
        self._stages: list[list[Running]] = []
        self._is_stopping = False

    async def start(self, *children: Child) -> list[Running]:
        """Start the children together and return when all are ready; raises ChildFailed."""
        stage = [Running(child, self.home, self._writer(child.name)) for child in children]
        self._stages.append(stage)
        try:
            async with asyncio.TaskGroup() as group:
                for running in stage:
                    group.create_task(running.start())
        except ExceptionGroup as several:
            raise several.exceptions[0] from None
        return stage

    async def run(self, step: Child) -> None:
        """Run a program to its end; raises ChildFailed unless it ends with 0."""
        program = await _spawn(step, self.home)
        last_lines: deque[str] = deque(maxlen=15)
        write = self._writer(step.name)
        try:
            async for line in _lines(program):
                last_lines.append(line)
                write(line)
            code = await _end_of(program)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(program.pid, signal.SIGKILL)
        if code != 0:
            said = "".join(f"\n    {line}" for line in last_lines)
            raise ChildFailed(f"{step.name} {_ending(code)}. It said:{said or ' nothing.'}")

    async def wait(self) -> None:
        """Wait until a signal or a cancellation ends the supervision."""
        await asyncio.Event().wait()

    async def stop(self) -> None:
        """Stop every child in the reverse order of the start, within ten seconds."""
        self._is_stopping = True
        clock = asyncio.get_running_loop().time
        end = clock() + STOP_WITHIN_S
        for later_count, stage in reversed(list(enumerate(self._stages))):
            # those who come later keep some time each; what is not used passes on to them
            left = end - clock() - 1.5 * later_count - 0.5
            await asyncio.gather(*(running.stop(within_s=left) for running in stage))

    def ask_to_stop(self, task: asyncio.Task[Any] | None) -> None:
        """End the supervising task in order; when it is already ending, end every child at once."""
        if self._is_stopping or task is None or task.cancelling():
            return self.kill()
        self._write("Stopping.")
        task.cancel()
        return None

    def kill(self) -> None:
        """End every child at once."""
        for running in (one for stage in self._stages for one in stage):
            running.kill()

    def _writer(self, name: str) -> Callable[[str], None]:
        return lambda line: self._write(f"{name:<9} | {line}")


def print_line(line: str) -> None:
    """Print one line at once; a terminal that has gone away is no reason to stop."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)


@contextlib.asynccontextmanager
async def supervision(
    home: Path, write: Callable[[str], None] = print_line
) -> AsyncIterator[Supervision]:
    """Hold the home and keep children running inside; leaving stops them all.

    A stop signal (Ctrl-C, SIGTERM, SIGHUP) ends the block as if it had come to its end; a second
    one kills the children at once. Raises AlreadyRunning. Call it from the main thread.
    """
    with _only_one(home):
        await asyncio.to_thread(end_all, home)
        tree = Supervision(home, write)
        with _stopping_on_signals(tree) as was_asked:
            try:
                yield tree
            except asyncio.CancelledError:
                if not was_asked():
                    raise
            finally:
                await tree.stop()


@contextlib.contextmanager
def _only_one(home: Path) -> Iterator[None]:
    # the system frees this lock when its holder dies, however it dies
    with (home / "supervisor.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "unknown"
            raise AlreadyRunning(f"Karhu already runs in {home} (process {holder}).") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextlib.contextmanager
def _stopping_on_signals(tree: Supervision) -> Iterator[Callable[[], bool]]:
    loop = asyncio.get_running_loop()
    task = asyncio.current_task()
    asked: list[signal.Signals] = []

    def on_signal(number: signal.Signals) -> None:
        asked.append(number)
        tree.ask_to_stop(task)

    def was_asked() -> bool:
        return bool(asked) and task is not None and task.uncancel() == 0

    # nohup(1) lets a program start with SIGHUP ignored, and means it
    numbers = [number for number in STOP_SIGNALS if signal.getsignal(number) != signal.SIG_IGN]
    for number in numbers:
        loop.add_signal_handler(number, on_signal, number)
    try:
        yield was_asked
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


async def _spawn(child: Child, home: Path) -> asyncio.subprocess.Process:
    environment = dict(os.environ if child.environment is None else child.environment)
    program = await asyncio.create_subprocess_exec(
        *child.command,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env=environment | {HOME_VARIABLE: str(home)},
        start_new_session=True,  # Ctrl-C reaches the supervisor alone, which stops in order
        preexec_fn=_tie_to_parent(child.stop_signal),
        **placement(child.account),
    )
    leave_trace(home, program.pid)
    return program


def _tie_to_parent(stop_signal: signal.Signals) -> Callable[[], None] | None:
    libc, parent_id = LIBC, os.getpid()
    if libc is None:
        return None

    def tie() -> None:
        libc.prctl(DIE_WITH_PARENT, int(stop_signal))
        if os.getppid() != parent_id:  # the parent died before the line above
            os._exit(1)

    return tie


async def _end_of(program: asyncio.subprocess.Process, *, within_s: float = math.inf) -> int:
    """The code the program ended with; that of a killed one when it goes on for longer."""
    # not wait(), which before Python 3.12 also waits for the grandchildren to close their output
    clock = asyncio.get_running_loop().time
    end = clock() + within_s
    while program.returncode is None and clock() < end:  # noqa: ASYNC110 - no event to wait for
        await asyncio.sleep(POLL_S)
    return program.returncode if program.returncode is not None else -signal.SIGKILL


async def _lines(program: asyncio.subprocess.Process) -> AsyncIterator[str]:
    # not readline(), which fails on a line longer than its buffer
    assert program.stdout is not None
    rest = b""
    while chunk := await program.stdout.read(65536):
        *whole, rest = (rest + chunk).split(b"\n")
        for line in whole:
            yield line.decode(errors="replace").rstrip("\r")
        if len(rest) > 65536:
            yield rest.decode(errors="replace")
            rest = b""
    if rest:
        yield rest.decode(errors="replace")


def _delays() -> Iterator[float]:
    delay = FIRST_DELAY_S
    while True:
        yield delay
        delay = min(delay * 2, LONGEST_DELAY_S)


def _ending(code: int) -> str:
    if code >= 0:
        return f"ended with {code}"
    with contextlib.suppress(ValueError):
        return f"was killed by {signal.Signals(-code).name}"
    return f"was killed by signal {-code}"
