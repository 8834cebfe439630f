"""UUIDs of version 7: unique, and in the order of their making (RFC 9562)."""

import os
import time
from uuid import UUID

# asyncpg's own subclass: made in a fifth of the time, which counts for hundreds of thousands
from asyncpg.pgproto.pgproto import UUID as FastUUID

VERSION_BITS, VARIANT_BITS = 0x70, 0x80


def uuid7() -> UUID:
    """A new id; two made in the same millisecond have no order between them."""
    return uuids7(1)[0]


def uuids7(count: int) -> list[UUID]:
    """So many new ids of this millisecond."""
    start = (time.time_ns() // 1_000_000).to_bytes(6, "big")
    chance = os.urandom(10 * count)
    return [_uuid7(start, chance[at : at + 10]) for at in range(0, 10 * count, 10)]


def _uuid7(start: bytes, chance: bytes) -> UUID:
    version = bytes((VERSION_BITS | chance[0] & 0x0F, chance[1], VARIANT_BITS | chance[2] & 0x3F))
    made: UUID = FastUUID(start + version + chance[3:])
    return made
