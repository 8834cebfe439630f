"""An event of the append-only log, and the hash that chains it to the one before."""

import hashlib
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

GENESIS = bytes(32)


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """What happened: on which day of the company, to what, by whom, with which reasons."""

    kind: str
    actor: str
    occurred_on: date
    outcome: str | None = None
    reasons: tuple[str, ...] = ()
    step: str | None = None
    rule_id: UUID | None = None
    case_id: UUID | None = None
    invoice_id: UUID | None = None
    customer_id: UUID | None = None
    dispatch_id: UUID | None = None
    detail: dict[str, Any] = {}


_encode = msgspec.json.Encoder(order="deterministic").encode


def chained(before: bytes, seq: int, recorded_at: datetime, event: Event) -> bytes:
    """SHA-256 over the hash before, the number, the instant and every field (32 bytes)."""
    return hashlib.sha256(before + _encode((seq, recorded_at, event))).digest()


def detail_text(event: Event) -> str:
    """The event's own facts as they are stored and hashed."""
    return _encode(event.detail).decode() if event.detail else "{}"
