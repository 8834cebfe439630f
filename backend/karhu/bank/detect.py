"""What kind of bank file this is, told by its content and never by its name."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO, Protocol

from karhu.bank import bgmax, camt, reference_payments
from karhu.bank.entry import BankFileError, Item, clipped

HEAD_BYTES = 65_536
UNDERSTOOD = "camt.054 and camt.053 (XML), the Finnish list of reference payments (KTL), and BgMax"
DECLARED = re.compile(rb"^<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)[\"']")
CHARSETS = (b"utf-8", b"us-ascii", b"iso-8859-1", b"iso-8859-15", b"windows-1252")
BEFORE_ROOT = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
ROOT = re.compile(rb"<([\w.:-]{1,100})(?![\w.:-])([^>]{0,4000})>", re.DOTALL)
MESSAGE = re.compile(rb"[\"'][^\"']*\b((?:camt|pain|pacs)\.\d{3})\.(\d{3}\.\d{2})[\"']")
KTL = re.compile(rb"0\d{10}")


class Readable(Protocol):
    """What gives bytes, as many as it likes up to a number, and none at its end."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""


def read(stream: Readable) -> Iterator[Item]:
    """The entries and headers of any file that is understood; raises BankFileError."""
    head = _head(stream)
    rejoined: BinaryIO = _Rejoined(head, stream)  # type: ignore[assignment]
    if head.startswith(b"<"):
        format, version = _message(head)
        return camt.read(rejoined, format=format, version=version)
    if head.startswith(b"01BGMAX"):
        return bgmax.read(rejoined)
    if KTL.match(head):
        return reference_payments.read(rejoined)
    raise _not_understood(head)


def _head(stream: Readable) -> bytes:
    """The beginning without a byte order mark and blank lines."""
    head = b""
    while len(head) < HEAD_BYTES and (piece := stream.read(HEAD_BYTES)):
        head += piece
    return head.removeprefix(codecs.BOM_UTF8).lstrip(b"\r\n\t ")


class _Rejoined:
    """A stream with its beginning put back."""

    def __init__(self, head: bytes, rest: Readable) -> None:
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        if self._head:
            piece, self._head = self._head[:size], self._head[size:]
            return piece
        return self._rest.read(size)


def _message(head: bytes) -> tuple[str, str]:
    """The message's name and version, from the namespace of the root."""
    _refuse_charset(head)
    at = 0
    while (blank := BEFORE_ROOT.match(head, at)) is not None:
        at = blank.end()
    if head[at : at + 9].upper() == b"<!DOCTYPE":
        raise camt.doctype_refused()
    root = ROOT.match(head, at)
    named = MESSAGE.search(root.group(2)) if root is not None else None
    if root is None or named is None:
        seen = root.group(1).decode() if root is not None else "no element"
        detail = f"The XML begins with “{clipped(seen)}” of no ISO 20022 message."
        raise BankFileError("not_understood", f"{detail} Understood are {UNDERSTOOD}.")
    format, version = named.group(1).decode(), named.group(2).decode()
    if format not in ("camt.053", "camt.054"):
        detail = f"This is a {format}. Understood are {UNDERSTOOD}. Ask the bank for one of them."
        raise BankFileError("not_understood", detail)
    return format, version


def _refuse_charset(head: bytes) -> None:
    declared = DECLARED.match(head)
    if b"\x00" in head[:200] or (declared and declared.group(1).lower() not in CHARSETS):
        seen = declared.group(1).decode() if declared else "UTF-16"
        detail = f"The character set of the XML is {seen}. Send it in UTF-8, as banks do."
        raise BankFileError("charset", detail)


def _not_understood(head: bytes) -> BankFileError:
    if not head:
        return BankFileError("empty", "The file is empty. Fetch it again.")
    seen = clipped(head[:40].decode("latin-1").replace("\x00", ""))
    if head.startswith((b"PK", b"\x1f\x8b")):
        seen = "an archive; unpack it first"
    detail = f"The file begins with “{seen}”. Understood are {UNDERSTOOD}."
    return BankFileError("not_understood", detail)
