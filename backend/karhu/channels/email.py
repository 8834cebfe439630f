"""E-mail over SMTP, on connections that are kept."""

import asyncio
from urllib.parse import urlsplit

import aiosmtplib
import msgspec
from aiosmtplib import SMTPException, SMTPResponseException, SMTPServerDisconnected
from aiosmtplib.response import SMTPResponse

from karhu.channels.address import on_the_wire, verp
from karhu.channels.connecting import connected
from karhu.channels.conversation import Attentive, Conversation
from karhu.channels.mime import attachment_name, mime
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt, Verdict

ANSWER_SECONDS = 30.0
LETTER_SECONDS = 120.0  # servers look into a letter before they answer (RFC 5321 4.5.3.2.6)
PLACE_SECONDS = 60.0  # for a connection to become free
GOING = 421

# what MAIL, RCPT and DATA answer where all is well, and what a refusal means; a server that refuses
# the sender says nothing about the debtor's address
WANTED: tuple[tuple[int, Verdict], ...] = ((2, "deferred"), (2, "refused"), (3, "refused"))


class _NotTaken(Exception):
    """The letter was surely not handed over, and the connection is closed."""


class _Envelope(msgspec.Struct, frozen=True):
    """What is said of a letter, and the letter; `is_ascii` is whether every address in it is."""

    returns_to: str
    recipient: str
    is_ascii: bool
    content: bytes


def _attached(parcel: Parcel) -> list[tuple[str, bytes]]:
    """The PDFs that a mail brings, each with its file name: the letter itself first."""
    copies = [(copy.name, copy.pdf) for copy in parcel.copies]
    letter = [(attachment_name(parcel.document), parcel.pdf)] if parcel.pdf else []
    return letter + copies


class Outlet:
    """Keeps up to `connections` SMTP connections to one server; each carries one letter a time.

    What cannot be delivered returns to `bounce_address`, with the parcel's id in it (VERP), or to
    the sender where there is none.
    """

    def __init__(
        self, url: str, *, connections: int = 10, answer_s: float = ANSWER_SECONDS,
        letter_s: float = LETTER_SECONDS, place_s: float = PLACE_SECONDS,
        bounce_address: str | None = None,
    ) -> None:  # fmt: skip
        self.url, self.bounce_address = urlsplit(url), bounce_address
        self.answer_s, self.letter_s, self.place_s = answer_s, letter_s, place_s
        self._idle: list[aiosmtplib.SMTP] = []
        self._places = asyncio.Semaphore(connections)

    async def send(self, parcel: Parcel) -> Receipt:
        """Hand one letter over; never raises, and never guesses: see Receipt."""
        letter = parcel.mail
        if letter is None:
            return Receipt(verdict="refused", text="there is no mail in this parcel")
        sender, recipient = on_the_wire(letter.sender_email), on_the_wire(letter.recipient)
        if sender is None:
            return Receipt(verdict="deferred", text=f"no sender's address: {letter.sender_email}")
        if recipient is None:
            return Receipt(verdict="refused", text=f"no e-mail address: {letter.recipient}")
        if not await self._placed():
            return Receipt(verdict="deferred", text="every connection was busy")
        try:
            content = mime(letter, sender, recipient, attached=_attached(parcel))
            returns_to = verp(self.bounce_address, parcel.id) if self.bounce_address else sender
            is_ascii = (sender + returns_to + recipient).isascii()
            return await self._carry(_Envelope(returns_to, recipient, is_ascii, content))
        except (_NotTaken, SMTPException, OSError, TimeoutError) as error:
            return Receipt(verdict="deferred", text=f"no connection: {_readable(error)}")
        finally:
            self._places.release()

    async def _placed(self) -> bool:
        try:
            async with asyncio.timeout(self.place_s):
                return await self._places.acquire()
        except TimeoutError:
            return False

    async def close(self) -> None:
        """Say goodbye on every connection."""
        while self._idle:
            client = self._idle.pop()
            try:
                await client.quit(timeout=1)
            except (SMTPException, OSError, TimeoutError):
                client.close()

    async def _carry(self, envelope: _Envelope) -> Receipt:
        while self._idle:
            kept = self._idle.pop()
            if not kept.is_connected:
                continue
            try:
                return await self._hand_over(kept, envelope)
            except _NotTaken:
                break  # it was kept for too long; a new connection may do
        return await self._hand_over(await self._opened(), envelope)

    async def _opened(self) -> aiosmtplib.SMTP:
        async with asyncio.timeout(self.answer_s):
            return await connected(self.url, answer_s=self.answer_s)

    async def _hand_over(self, client: aiosmtplib.SMTP, envelope: _Envelope) -> Receipt:
        try:
            async with asyncio.timeout(self.answer_s):
                refusal = await self._announce(client, envelope)
        except (SMTPException, OSError, TimeoutError) as error:
            client.close()
            raise _NotTaken(_readable(error)) from None
        if refusal is not None:
            await self._reset(client)
            return refusal
        assert client.protocol is not None
        try:
            client.protocol.write(envelope.content)
            code, text = await client.protocol.read_response(timeout=self.letter_s)
        except (SMTPException, OSError, TimeoutError) as error:
            # the letter was on its way and no answer came: it may be in the debtor's mailbox
            client.close()
            return Receipt(verdict="unknown", text=f"no answer to the letter: {_readable(error)}")
        self._keep(client)
        verdict = {2: "sent", 4: "deferred", 5: "refused"}.get(code // 100, "unknown")
        return Receipt(verdict=verdict, text=_readable(f"{code} {text}"))  # type: ignore[arg-type]

    async def _announce(self, client: aiosmtplib.SMTP, envelope: _Envelope) -> Receipt | None:
        """Say from whom and to whom; returns what stands against it."""
        needs_utf8 = not envelope.is_ascii
        if needs_utf8 and not client.supports_extension("smtputf8"):
            return Receipt(verdict="refused", text="the mail server takes ASCII addresses only")
        commands = (
            f"MAIL FROM:<{envelope.returns_to}>{' SMTPUTF8' if needs_utf8 else ''}",
            f"RCPT TO:<{envelope.recipient}>",
            "DATA",
        )
        together = client.protocol if isinstance(client.protocol, Conversation) else None
        answers = await together.ask(*commands) if together else []
        for index, (good, verdict) in enumerate(WANTED):
            code, text = answers[index] if together else await _asked(client, commands[index])
            if code == GOING:
                raise SMTPServerDisconnected(f"{code} {text}")
            if code // 100 != good:
                if together and answers[-1].code // 100 == 3:
                    client.close()  # it waits for a letter to nobody, and must not get one
                verdict = verdict if code // 100 == 5 else "deferred"
                return Receipt(verdict=verdict, text=_readable(f"{code} {text}"))
        return None

    async def _reset(self, client: aiosmtplib.SMTP) -> None:
        try:
            await client.rset(timeout=self.answer_s)
        except (SMTPException, OSError, TimeoutError):
            client.close()
        self._keep(client)

    def _keep(self, client: aiosmtplib.SMTP) -> None:
        if client.is_connected:
            self._idle.append(client)


async def _asked(client: aiosmtplib.SMTP, command: str) -> SMTPResponse:
    if client.protocol is None:
        raise SMTPServerDisconnected("connection lost")
    if isinstance(client.protocol, Attentive):
        [answer] = await client.protocol.ask(command)
        return answer
    client.protocol.write(f"{command}\r\n".encode())
    return await client.protocol.read_response()


def _readable(said: BaseException | str) -> str:
    """At most 500 characters that a database can keep, whatever bytes a server sent."""
    if isinstance(said, SMTPResponseException):
        said = f"{said.code} {said.message}"
    text = str(said) or type(said).__name__
    text = text.encode(errors="surrogateescape").decode(errors="replace")
    return text.replace("\x00", "\ufffd")[:500]
