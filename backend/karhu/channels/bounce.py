"""Reading what a mail server says of a letter that it could not deliver (RFC 3464)."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from uuid import UUID

from karhu.channels.address import message_in
from karhu.channels.answer import Answer, Outcome, kept, message_of

# where mail servers write to whom a message came
ARRIVED_AT = ("Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To")
OUTCOMES: dict[str, Outcome] = {
    "failed": "bounced",  # the server has given up, whatever the class of its status (2.3.3)
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "accepted",
    "expanded": "accepted",
}
GRAVITY: tuple[Outcome, ...] = ("accepted", "delivered", "delayed", "bounced")


def bounce_of(content: bytes) -> Answer | None:
    """What a message says of one of ours; None if it is no such report, or about nothing of ours.

    The letter is known by the address that the report came to (VERP), else by the Message-ID in
    the headers that were returned.
    """
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    reports = [part for part in message.walk() if part.get_content_type() == STATUS]
    dispatch_id = _addressed(message) or _returned(message)
    if not reports or dispatch_id is None:
        return None
    found = [one for report in reports for one in _recipients(report)]
    if not found:
        return None
    outcome, text = max(found, key=lambda one: GRAVITY.index(one[0]))
    return Answer(dispatch_id=dispatch_id, outcome=outcome, text=kept(text), at=_date(message))


STATUS = "message/delivery-status"


def _addressed(message: Message) -> UUID | None:
    for name in ARRIVED_AT:
        for value in message.get_all(name, []):
            for address in str(value).split(","):
                if (found := message_in(address.rpartition("<")[2])) is not None:
                    return found
    return None


def _returned(message: Message) -> UUID | None:
    """The letter in the headers that came back, whole or without their body."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            headers = inner[0] if isinstance(inner, list) and inner else None
        elif part.get_content_type() == "text/rfc822-headers":
            payload = part.get_payload(decode=True)
            headers = email.message_from_bytes(payload) if isinstance(payload, bytes) else None
        else:
            continue
        if isinstance(headers, Message):
            found = message_of(str(headers.get("Message-ID", "")).strip().strip("<>"))
            if found is not None:
                return found
    return None


def _recipients(report: Message) -> list[tuple[Outcome, str]]:
    """What the report says of each recipient; its first block is about the message as a whole."""
    blocks = report.get_payload()
    found = []
    for block in blocks if isinstance(blocks, list) else []:
        if not isinstance(block, Message):
            continue
        outcome = OUTCOMES.get(str(block.get("Action", "")).strip().lower())
        if outcome is not None:
            told = (_field(block, "Status"), _typed(block, "Diagnostic-Code"))
            found.append((outcome, " ".join(part for part in told if part)))
    return found


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _typed(block: Message, name: str) -> str:
    """A field without the type before it, as in `smtp; 550 5.1.1 no such user`."""
    text = _field(block, name)
    return text.partition(";")[2].strip() if ";" in text else text


def _date(message: Message) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)
