"""The mailbox that bounces return to, read over IMAP: what was read is marked as seen."""

import asyncio
import imaplib
from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

import structlog

from karhu.channels.answer import Answer
from karhu.channels.bounce import bounce_of
from karhu.channels.drop import NotReached, Said, described
from karhu.kit.hosts import tls_context

log = structlog.get_logger()
Result = TypeVar("Result")

ANSWER_SECONDS = 30.0
MOST_MESSAGES = 200  # read at once; the rest comes with the next look
MOST_BYTES = 256_000  # of one message: a report and the headers that it returns


class Mailbox:
    """One mailbox of one account; a message counts once, and is marked as seen after that."""

    def __init__(self, url: str, *, answer_s: float = ANSWER_SECONDS) -> None:
        self.url, self.answer_s = urlsplit(url), answer_s
        self.name = unquote(self.url.path.strip("/")) or "INBOX"

    async def answers(self, cursor: str) -> Said:
        """What the messages say that nobody has seen yet; raises NotReached."""
        return await self._at_it(lambda box: _read(box, cursor))

    async def settled(self, said: Said) -> None:
        """Mark the messages as seen whose answers were kept; raises NotReached."""
        if said.names:
            await self._at_it(lambda box: _mark(box, said.names))

    async def close(self) -> None:
        """Nothing: each look has a connection of its own."""

    async def _at_it(self, act: Callable[[Any], Result]) -> Result:
        try:
            return await asyncio.to_thread(self._connected, act)
        except (OSError, imaplib.IMAP4.error, UnicodeError) as error:
            host = self.url.hostname
            raise NotReached(f"no mailbox at {host}: {described(error)}") from error

    def _connected(self, act: Callable[[Any], Result]) -> Result:
        box = self._opened()
        try:
            box.login(unquote(self.url.username or ""), unquote(self.url.password or ""))
            quoted = self.name.replace("\\", "\\\\").replace('"', '\\"')
            _said(box.select(f'"{quoted}"'))
            return act(box)
        finally:
            with suppress(OSError, imaplib.IMAP4.error):
                box.logout()

    def _opened(self) -> imaplib.IMAP4:
        host, port = self.url.hostname or "", self.url.port
        if self.url.scheme == "imaps":
            context = tls_context(host)
            return imaplib.IMAP4_SSL(host, port or 993, ssl_context=context, timeout=self.answer_s)
        return imaplib.IMAP4(host, port or 143, timeout=self.answer_s)


def _read(box: imaplib.IMAP4, cursor: str) -> Said:
    [found, *_] = _said(box.uid("SEARCH", "UNSEEN"))
    uids = found.decode("ascii").split()[:MOST_MESSAGES] if found else []
    answers: list[Answer] = []
    for uid in uids:
        parts = _said(box.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)"))
        content = next((part[1] for part in parts if isinstance(part, tuple)), b"")
        if (answer := _understood(content)) is not None:
            answers.append(answer)
    return Said(answers=tuple(answers), cursor=cursor, names=tuple(uids))


def _understood(content: bytes) -> Answer | None:
    """The answer in a message; one that breaks the reader is no answer, and blocks no other."""
    try:
        return bounce_of(content)
    except Exception:
        log.exception("bounce_not_understood", length=len(content))
        return None


def _mark(box: imaplib.IMAP4, uids: tuple[str, ...]) -> None:
    _said(box.uid("STORE", ",".join(uids), "+FLAGS.SILENT", r"(\Seen)"))


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    status, told = answer
    if status != "OK":
        raise imaplib.IMAP4.error(repr(told)[:300])
    return told
