"""Passwords, hashed slowly and away from the event loop (argon2id, RFC 9106)."""

import asyncio
import unicodedata
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

# each hash takes 64 MiB, so what comes in at once waits for one of these threads
_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="argon2")
_hasher = PasswordHasher()

# checked when nobody has the address, so that this takes as long as a wrong password
NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$92RR+tluYaJKC18Kgm6+jA$"
    "xc7/QSyXNwNAwaixjFieJEmuaquV6NfKrND6ZEG5DRc"
)


async def hashed(password: str) -> str:
    """The argon2id hash, with its salt and parameters."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, _hasher.hash, _normal(password))


async def fits(password: str, password_hash: str) -> bool:
    """Whether the password is the hashed one."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, _verified, password, password_hash)


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker parameters than are used now."""
    return _hasher.check_needs_rehash(password_hash)


def _verified(password: str, password_hash: str) -> bool:
    try:
        return _hasher.verify(password_hash, _normal(password))
    except VerificationError:
        return False


def _normal(password: str) -> str:
    # keyboards disagree on how `ä` is written in Unicode
    return unicodedata.normalize("NFC", password)
