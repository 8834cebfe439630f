"""What is handed to an operator, and how that went: one shape for e-invoices and print jobs.

A drop has three functions. `put` hands over a few files that belong together, under a key that is
the same however often it is tried. `answers` reads what the operator has said since, and `settled`
tells it that this was kept. There are two: files over SFTP, and requests over HTTP.
"""

from collections.abc import Sequence
from typing import Protocol

import msgspec

from karhu.channels.answer import Answer
from karhu.channels.receipt import Receipt, Verdict

MOST_ANSWERS = 1_000  # read at once; the rest comes with the next look
TEXT_LENGTH = 500


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file with its name and its media type."""

    name: str
    content: bytes
    media_type: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator has said since the cursor, and the cursor from which to ask next.

    `names` are the files that said it, where there are files.
    """

    answers: tuple[Answer, ...] = ()
    cursor: str = ""
    names: tuple[str, ...] = ()


class NotReached(Exception):
    """The operator could not be asked; the text says why."""


class Speaker(Protocol):
    """Whoever speaks of messages afterwards: an operator, the mailbox of bounces.

    Both functions raise NotReached.
    """

    async def answers(self, cursor: str) -> Said:
        """What was said since a cursor; empty for all of it."""

    async def settled(self, said: Said) -> None:
        """Let what was kept be put away."""

    async def close(self) -> None:
        """Say goodbye."""


class Drop(Speaker, Protocol):
    """A way to one operator; `put` never raises."""

    async def put(self, files: Sequence[File], *, key: str) -> Receipt:
        """Hand the files over in their order; the last one counts."""


def receipt(verdict: Verdict, text: str) -> Receipt:
    """A receipt with at most 500 characters that a database can keep."""
    clean = text.encode(errors="surrogateescape").decode(errors="replace")
    return Receipt(verdict=verdict, text=clean.replace("\x00", "\ufffd")[:TEXT_LENGTH])


def described(error: BaseException) -> str:
    """What an error says, or its name when it says nothing."""
    return str(error).strip() or type(error).__name__
