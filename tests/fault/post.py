"""A mail server in this process that can be told to misbehave, message by message."""

import asyncio
import contextlib
import email
import email.policy
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = str | bytes
Act = Callable[[SMTP], Awaitable[Answer]]

ACCEPTED = "250 OK"


class Post:
    """Keeps what it accepts; `at_mail`, `at_rcpt`, `at_data` are answers to come before it does."""

    def __init__(self) -> None:
        self.mail: list[Envelope] = []
        self.at_mail: list[Answer | Act] = []
        self.at_rcpt: list[Answer | Act] = []
        self.at_data: list[Answer | Act] = []
        self.refused: dict[str, Answer] = {}
        self.tried: list[str] = []
        self.session_count = 0
        self.extensions: list[str] = []
        self.url = ""

    @property
    def letters(self) -> list[EmailMessage]:
        """What was accepted, as the standard library reads it."""
        return [read(envelope.content) for envelope in self.mail]

    @property
    def id_counts(self) -> Counter[str]:
        """How often each Message-ID was accepted."""
        return Counter(letter["Message-ID"] for letter in self.letters)

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, answers: list[str]
    ) -> list[str]:
        self.session_count += 1
        session.host_name = hostname
        return [*answers[:-1], *(f"250-{name}" for name in self.extensions), answers[-1]]

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> Answer:
        answer = await _next(self.at_mail, server)
        if answer == ACCEPTED:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> Answer:
        self.tried.append(address)
        if address in self.refused:
            return self.refused[address]
        answer = await _next(self.at_rcpt, server)
        if answer == ACCEPTED:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> Answer:
        answer = await _next(self.at_data, server)
        if answer == ACCEPTED:
            self.mail.append(envelope)
        return answer


async def _next(answers: list[Answer | Act], server: SMTP) -> Answer:
    answer = answers.pop(0) if answers else ACCEPTED
    return await answer(server) if callable(answer) else answer


def read(content: Any) -> EmailMessage:
    """A message as a careful reader takes it."""
    return email.message_from_string(content.decode(), policy=email.policy.default)  # type: ignore[return-value]


async def hang_up(server: SMTP) -> Answer:
    """Drop the connection without a word."""
    assert server.transport is not None
    server.transport.abort()
    return b""


def after(seconds: float) -> Act:
    """Accept, but only after a while."""

    async def wait(server: SMTP) -> Answer:
        await asyncio.sleep(seconds)
        return ACCEPTED

    return wait


@contextlib.asynccontextmanager
async def serving(post: Post, *, port: int = 0, **options: Any) -> AsyncIterator[Post]:
    """Serve on loopback; the port is the kernel's choice unless given."""
    loop = asyncio.get_running_loop()
    made: list[SMTP] = []

    def session() -> SMTP:
        made.append(SMTP(post, hostname="post.test", loop=loop, **options))
        return made[-1]

    server = await loop.create_server(session, "127.0.0.1", port)
    post.url = f"smtp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield post
    finally:
        server.close()
        for one in made:
            if one.transport is not None:
                one.transport.abort()
