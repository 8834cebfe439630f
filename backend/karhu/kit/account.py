"""Which account of the operating system a database server runs as: PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import Any

import msgspec

NAME = "karhu"


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account of the operating system that is not root."""

    name: str
    user_id: int
    group_id: int


def server_account(*, owner_of: Path) -> Account | None:
    """The account to run a server as, or None when this one will do.

    Only root gets another: the owner of what the server wrote before, else `karhu`, which is
    made if it can be, else `nobody`.
    """
    if os.geteuid() != 0:
        return None
    owner_id = owner_of.stat().st_uid if owner_of.exists() else 0
    return _account_of(pwd.getpwuid(owner_id)) if owner_id else _own_account()


def may_run(account: Account | None, program: Path) -> bool:
    """Whether the account can reach and start the program, directories above it included."""
    return _allows(account, program)


def may_enter(account: Account | None, directory: Path) -> bool:
    """Whether the account can reach what lies in the directory."""
    return _allows(account, directory)


def placement(account: Account | None) -> dict[str, Any]:
    """The arguments with which `subprocess` starts a program as the account."""
    if account is None:
        return {}
    # the working directory of root may be closed to the account, and `/` never is
    ids = {"user": account.user_id, "group": account.group_id, "extra_groups": []}
    return ids | {"cwd": "/"}


def _allows(account: Account | None, path: Path) -> bool:
    if account is None:
        return os.access(path, os.X_OK)
    # only the system knows all of its rules (modes, lists, mounts), so ask it as that account
    asked = ["test", "-x", str(path)]
    answer = subprocess.run(asked, check=False, **placement(account))
    return answer.returncode == 0


def _own_account() -> Account:
    entry = _entry(NAME) or _made() or pwd.getpwnam("nobody")
    return _account_of(entry)


def _entry(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _made() -> pwd.struct_passwd | None:
    useradd = shutil.which("useradd")
    if useradd is None:
        return None
    command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    subprocess.run(command, capture_output=True, check=False)
    return _entry(NAME)


def _account_of(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, user_id=entry.pw_uid, group_id=entry.pw_gid)
