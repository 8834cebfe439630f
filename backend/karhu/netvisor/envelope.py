"""Answers in the form that `.nv` clients read: their elements, their capitals, their codes."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from lxml import etree

DECLARATION = '<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n'
ZONE = ZoneInfo("Europe/Helsinki")  # the service's own, whatever the company's is
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Element = Any  # lxml has no types of its own


class Refusal(Exception):
    """A request that is answered FAILED, with one of the codes that clients know."""

    def __init__(self, code: str, text: str, *, status: int = 400) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.status = status


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What is sent: a whole document, and the status for clients that asked for real ones."""

    content: bytes
    status: int = 200


def invalid(text: str) -> Refusal:
    """Something wrong in parameters or body, "not found" included."""
    return Refusal("INVALID_DATA", f"Data form incorrect:. {text}")


def too_long(text: str) -> Refusal:
    """A value or a message that is too long."""
    return Refusal("INVALID_DATA_SIZE", f"Data form incorrect:. {text}")


def not_authentic() -> Refusal:
    """Unknown keys, a wrong signature or a stale time: all the same to who asks."""
    text = "Integration keys are not valid. Please check the keys specific to the user and partner."
    return Refusal("AUTHENTICATION_FAILED", text, status=401)


def succeeded(now: datetime, *payload: Element) -> Answer:
    """The envelope of success around a payload, if there is one."""
    return Answer(content=_document(now, ["OK"], payload))


def inserted(now: datetime, key: int) -> Answer:
    """The envelope that tells the key of what was added."""
    replies = etree.Element("Replies")
    add(replies, "InsertedDataIdentifier", str(key))
    return succeeded(now, replies)


def failed(now: datetime, refusal: Refusal) -> Answer:
    """The envelope of failure: two Status elements and no payload."""
    told = f"{refusal.code} :: {refusal.text}"
    return Answer(content=_document(now, ["FAILED", told], ()), status=refusal.status)


def add(parent: Element, name: str, text: str | None = "", **attributes: str) -> Element:
    """Append an element; characters that XML cannot hold are left out."""
    child = etree.SubElement(parent, name, attributes)
    child.text = _NOT_XML.sub("", text) if text else None
    return child


def _document(now: datetime, statuses: list[str], payload: tuple[Element, ...]) -> bytes:
    root = etree.Element("Root")
    told = etree.SubElement(root, "ResponseStatus")
    for status in statuses:
        add(told, "Status", status)
    local = now.astimezone(ZONE)
    add(told, "TimeStamp", f"{local.day}.{local.month}.{local:%Y %H:%M:%S}")
    root.extend(payload)
    return (DECLARATION + etree.tostring(root, encoding="unicode")).encode()
