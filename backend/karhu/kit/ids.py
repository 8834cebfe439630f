"""UUIDs of version 7: unique, and in the order of their making (RFC 9562)."""

import os
import time
from uuid import UUID

_CLOCK_BITS = 48


def uuid7() -> UUID:
    """A new id; two made in the same millisecond have no order between them."""
    instant_ms = time.time_ns() // 1_000_000
    chance = int.from_bytes(os.urandom(10), "big")
    number = (instant_ms & ((1 << _CLOCK_BITS) - 1)) << 80
    number |= 0x7 << 76 | ((chance >> 62) & 0xFFF) << 64
    number |= 0b10 << 62 | (chance & ((1 << 62) - 1))
    return UUID(int=number)
