"""E-mail over SMTP, on connections that are kept."""

import asyncio
import email.policy
from email.message import EmailMessage
from email.utils import formataddr, formatdate
from urllib.parse import unquote, urlsplit

import aiosmtplib

from karhu.channels.receipt import Receipt
from karhu.letters.letter import Letter

TIMEOUT_SECONDS = 30
POLICY = email.policy.SMTP


class Outlet:
    """Keeps up to `connections` SMTP connections to one server; each carries one letter a time."""

    def __init__(self, url: str, *, connections: int = 10) -> None:
        self.url = urlsplit(url)
        self._idle: list[aiosmtplib.SMTP] = []
        self._places = asyncio.Semaphore(connections)

    async def send(self, letter: Letter) -> Receipt:
        """Hand one letter over; never raises, and never guesses: see Receipt."""
        content = mime(letter)
        async with self._places:
            try:
                client = await self._connected()
            except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
                return Receipt(verdict="deferred", text=f"no connection: {_text(error)}")
            receipt = await _hand_over(client, letter, content)
            if client.is_connected:
                self._idle.append(client)
            return receipt

    async def close(self) -> None:
        """Say goodbye on every connection."""
        while self._idle:
            client = self._idle.pop()
            try:
                await client.quit()
            except (aiosmtplib.SMTPException, OSError):
                client.close()

    async def _connected(self) -> aiosmtplib.SMTP:
        while self._idle:
            client = self._idle.pop()
            if client.is_connected:
                return client
        client = aiosmtplib.SMTP(
            hostname=self.url.hostname,
            port=self.url.port or (465 if self.url.scheme == "smtps" else 25),
            username=unquote(self.url.username) if self.url.username else None,
            password=unquote(self.url.password) if self.url.password else None,
            use_tls=self.url.scheme == "smtps",
            timeout=TIMEOUT_SECONDS,
        )
        await client.connect()
        return client


async def _hand_over(client: aiosmtplib.SMTP, letter: Letter, content: bytes) -> Receipt:
    try:
        await client.mail(letter.sender_email)
        await client.rcpt(letter.recipient)
    except aiosmtplib.SMTPResponseException as error:
        await _reset(client)
        return _refusal(error)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        client.close()
        return Receipt(verdict="deferred", text=f"before DATA: {_text(error)}")
    try:
        answer = await client.data(content)
    except aiosmtplib.SMTPResponseException as error:
        await _reset(client)
        return _refusal(error)
    except (aiosmtplib.SMTPException, OSError, TimeoutError) as error:
        # the letter was on its way and no answer came: it may be in the debtor's mailbox
        client.close()
        return Receipt(verdict="unknown", text=f"no answer after DATA: {_text(error)}")
    return Receipt(verdict="sent", text=f"{answer.code} {answer.message}")


async def _reset(client: aiosmtplib.SMTP) -> None:
    try:
        await client.rset()
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        client.close()


def _refusal(error: aiosmtplib.SMTPResponseException) -> Receipt:
    """A 4xx answer means later, a 5xx answer never (RFC 5321 4.2.1)."""
    verdict = "deferred" if 400 <= error.code < 500 else "refused"
    return Receipt(verdict=verdict, text=f"{error.code} {error.message}"[:500])  # type: ignore[arg-type]


def _text(error: BaseException) -> str:
    return (str(error) or type(error).__name__)[:500]


def mime(letter: Letter) -> bytes:
    """The letter as an RFC 5322 message: text and HTML, Message-ID stable over every attempt."""
    message = EmailMessage(policy=POLICY)
    message["From"] = formataddr((letter.sender_name, letter.sender_email))
    message["To"] = letter.recipient
    message["Subject"] = letter.subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = letter.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message.as_bytes()
