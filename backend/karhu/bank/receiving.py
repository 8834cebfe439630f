"""Taking a bank file in as it comes: put aside on disk, never whole in memory."""

import asyncio
import hashlib
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import IO

import msgspec

from karhu.kit.problems import Problem

MOST_BYTES = 500_000_000
IN_MEMORY = 1_000_000


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file, at its beginning; its bytes are known again by their SHA-256."""

    file: IO[bytes]
    sha256: bytes
    byte_count: int


@asynccontextmanager
async def received(
    stream: AsyncIterator[bytes], *, most: int = MOST_BYTES
) -> AsyncIterator[Received]:
    """Put a stream aside while it comes; raises 413 when it is too long."""
    digest, count = hashlib.sha256(), 0
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        async for piece in stream:
            count += len(piece)
            if count > most:
                detail = f"A bank file has at most {most // 1_000_000} MB here. Send days"
                raise Problem(413, "file_too_large", f"{detail} or accounts one by one.")
            digest.update(piece)
            await asyncio.to_thread(file.write, piece)
        file.seek(0)
        yield Received(file=file, sha256=digest.digest(), byte_count=count)
