"""What is said of a message after it was handed over: by an operator, by a mail server."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import msgspec

Outcome = Literal["accepted", "delivered", "delayed", "rejected", "bounced", "returned"]
FAILURES: frozenset[Outcome] = frozenset({"rejected", "bounced", "returned"})

# what operators call these, beside the words themselves
OUTCOMES: dict[str, Outcome] = {
    "accepted": "accepted",
    "received": "accepted",
    "printed": "accepted",
    "handed_to_post": "delivered",
    "delivered": "delivered",
    "delivered_digitally": "delivered",
    "delayed": "delayed",
    "rejected": "rejected",
    "refused": "rejected",
    "cancelled": "rejected",
    "bounced": "bounced",
    "returned": "returned",
    "returned_undeliverable": "returned",
}
TEXT_LENGTH = 500


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer about one message; `at` is when it was given, None if that was not said."""

    dispatch_id: UUID
    outcome: Outcome
    text: str = ""
    at: datetime | None = None


class _Written(msgspec.Struct, frozen=True, kw_only=True):
    """An answer as operators write it in JSON."""

    item_id: str
    type: str
    at: datetime | None = None
    code: str = ""
    text: str = ""


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Answers as they are asked for over HTTP, and from where to ask next."""

    answers: list[Any] = []
    next: str = ""


def read_answers(content: bytes) -> tuple[Answer, ...]:
    """The answers of a file: one JSON object, a list of them, or one on each line.

    What is no answer, or about no message, is left out: another system may use the same operator.
    """
    return tuple(answer for one in _parsed(content) if (answer := answer_of(one)) is not None)


def answer_of(written: Any) -> Answer | None:
    """The answer in an object with `item_id` and `type`; None if it is none of ours."""
    try:
        one = msgspec.convert(written, _Written)
    except msgspec.ValidationError:
        return None
    dispatch_id, outcome = message_of(one.item_id), OUTCOMES.get(one.type.lower())
    if dispatch_id is None or outcome is None:
        return None
    text = " ".join(part for part in (one.code, one.text) if part)
    at = one.at if one.at is not None and one.at.tzinfo is not None else None
    return Answer(dispatch_id=dispatch_id, outcome=outcome, text=kept(text), at=at)


def message_of(name: str) -> UUID | None:
    """The message that a name begins with: its id, or the MessageId of one of its attempts."""
    digits = name.replace("-", "")[:32]
    try:
        return UUID(hex=digits)
    except ValueError:
        return None


def kept(text: str) -> str:
    """The text as a row can keep it, whatever bytes were sent."""
    whole = text.encode(errors="replace").decode().replace("\x00", "\ufffd")
    return whole.strip()[:TEXT_LENGTH]


def _parsed(content: bytes) -> list[Any]:
    try:
        whole = msgspec.json.decode(content)
    except msgspec.DecodeError:
        return _lines(content)
    return whole if isinstance(whole, list) else [whole]


def _lines(content: bytes) -> list[Any]:
    found = []
    for line in content.splitlines():
        try:
            found.append(msgspec.json.decode(line))
        except msgspec.DecodeError:
            continue
    return found
