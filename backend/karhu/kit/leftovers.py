"""What an earlier supervisor of a home left running, because it was killed: found and ended."""

import contextlib
import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
import psutil

HOME_VARIABLE = "KARHU_SUPERVISED_HOME"  # in the environment of every child and what it starts
PATIENCE_S = 5.0


class Trace(msgspec.Struct, frozen=True, kw_only=True):
    """One started child, as another run of the supervisor recognises it."""

    pid: int
    created_at: float  # seconds since 1970, as the system counts them


def leave_trace(home: Path, pid: int) -> None:
    """Note a started child of this home, for the case that we are killed."""
    alive = {one.pid: one for one in _traced(home)}
    with contextlib.suppress(psutil.NoSuchProcess):
        alive[pid] = psutil.Process(pid)
    traces = [Trace(pid=one.pid, created_at=one.create_time()) for one in alive.values()]
    fresh = _traces_file(home).with_suffix(".new")
    fresh.write_bytes(b"".join(msgspec.json.encode(trace) + b"\n" for trace in traces))
    fresh.rename(_traces_file(home))


def end_all(home: Path) -> None:
    """End what an earlier supervisor of this home left running; only its successor may call."""
    _end([*_traced(home), *_marked(home)], gently=signal.SIGTERM)
    _traces_file(home).unlink(missing_ok=True)


def end_postgres(cluster: Path) -> None:
    """End the PostgreSQL of this cluster and remove a lock file that names a stranger."""
    servers = list(_postgres_of(cluster))
    lock = cluster / "postmaster.pid"
    postmaster_id = _first_number(lock)
    _end([server for server in servers if server.pid == postmaster_id], gently=signal.SIGINT)
    _end(list(_postgres_of(cluster)), gently=signal.SIGQUIT)
    # after a restart of the machine the number may be another program's, and
    # PostgreSQL would take that for a second server on the same files
    if postmaster_id is not None and psutil.pid_exists(postmaster_id):
        lock.unlink(missing_ok=True)


def _end(found: list[psutil.Process], *, gently: signal.Signals) -> None:
    _signal(found, gently)
    _, alive = psutil.wait_procs(found, timeout=PATIENCE_S)
    _signal(alive, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=PATIENCE_S)


def _signal(found: Iterable[psutil.Process], number: signal.Signals) -> None:
    for one in found:
        with contextlib.suppress(psutil.Error):
            one.send_signal(number)


def _traces_file(home: Path) -> Path:
    return home / "children.ndjson"


def _traced(home: Path) -> Iterator[psutil.Process]:
    file = _traces_file(home)
    for line in file.read_bytes().splitlines() if file.exists() else ():
        with contextlib.suppress(msgspec.DecodeError, psutil.Error):
            trace = msgspec.json.decode(line, type=Trace)
            found = psutil.Process(trace.pid)
            if found.create_time() == trace.created_at:
                yield found


def _marked(home: Path) -> Iterator[psutil.Process]:
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if one.pid != os.getpid() and one.environ().get(HOME_VARIABLE) == str(home):
                yield one


def _postgres_of(cluster: Path) -> Iterator[psutil.Process]:
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if one.name().startswith("postgres") and one.cwd() == str(cluster.resolve()):
                yield one


def _first_number(lock: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(lock.read_text().split()[0])
    return None
