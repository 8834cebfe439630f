"""Pages of a list: an opaque cursor is the sort key of the last row seen."""

import base64
import re
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from karhu.kit.problems import Fault, Problem

Row = TypeVar("Row")
PLACES = re.compile(r"([\\%_])")
BACKSLASHED = r"\\\1"


def cursor_of(*key: Any) -> str:
    """The cursor behind a row with this sort key."""
    return base64.urlsafe_b64encode(msgspec.json.encode(key)).rstrip(b"=").decode()


def read_cursor(cursor: str | None, *types: type) -> tuple[Any, ...]:
    """The sort key in a cursor, or one None per part when there is no cursor; raises 422."""
    if cursor is None:
        return (None,) * len(types)
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = msgspec.json.decode(base64.urlsafe_b64decode(padded), type=list)
        if len(parts) != len(types):
            raise ValueError
        return tuple(
            msgspec.convert(part, kind, strict=False)
            for part, kind in zip(parts, types, strict=True)
        )
    except (ValueError, OverflowError, msgspec.MsgspecError):
        detail = "This cursor was not given by this list. Start again without one."
        fault = Fault(pointer="cursor", code="bad_cursor", detail=detail)
        raise Problem(422, "bad_cursor", detail, faults=[fault]) from None


def pattern_of(search: str | None) -> str | None:
    """What `ilike` takes to find a text anywhere, as it was typed."""
    if not search:
        return None
    return f"%{PLACES.sub(BACKSLASHED, search)}%"


def cut(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], bool]:
    """The page out of `limit + 1` rows, and whether there is more behind it."""
    return rows[:limit], len(rows) > limit
