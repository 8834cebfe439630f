"""Several commands in one go, for mail servers that take them so (RFC 2920).

aiosmtplib waits for each answer before its next command and drops what comes with it. A letter
costs four waits so, and two in one go, which counts most where the server is far away.
"""

import asyncio
import ssl
from typing import cast

import aiosmtplib
from aiosmtplib import SMTPResponseException, SMTPServerDisconnected
from aiosmtplib.protocol import MAX_RESPONSE_LENGTH, SMTPProtocol
from aiosmtplib.response import SMTPResponse

TOO_LONG = SMTPResponseException(-1, "Response too long")


class Attentive(SMTPProtocol):
    """A connection that keeps every answer until it is read, in order."""

    def data_received(self, data: bytes) -> None:
        """Keep what came; an answer that is waited for is handed over."""
        self._buffer.extend(data)
        waiter = self._response_waiter
        if waiter is None or waiter.done() or not self._response_pending:
            return
        try:
            response = self._next()
        except SMTPResponseException as error:
            self._set_response_exception(waiter, error)
        else:
            if response is not None:
                waiter.set_result(response)

    async def ask(self, *commands: str) -> list[SMTPResponse]:
        """Say the commands at once; returns an answer each.

        Raises SMTPServerDisconnected where the server has spoken before it was asked, for that
        would be taken for the answer to something else.
        """
        if self._buffer:
            raise SMTPServerDisconnected(f"unasked: {bytes(self._buffer[:100])!r}")
        self.write("".join(f"{command}\r\n" for command in commands).encode())
        return [await self.read_response() for _ in commands]

    async def read_response(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 (aiosmtplib's own signature)
    ) -> SMTPResponse:
        """The next answer, which may have come together with the one before."""
        if (response := self._next()) is not None:
            return response
        return await super().read_response(timeout)

    async def start_tls(
        self,
        tls_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 (aiosmtplib's own signature)
    ) -> SMTPResponse:
        """Encrypt the connection, unless the server goes on speaking before that (RFC 3207 4.2)."""
        [response] = await self.ask("STARTTLS")
        if response.code != 220:
            raise SMTPResponseException(response.code, response.message)
        if self._buffer:
            raise SMTPServerDisconnected("the server spoke on before the connection was encrypted")
        transport = await self._loop.start_tls(
            cast(asyncio.WriteTransport, self.transport), self, tls_context,
            server_hostname=server_hostname, ssl_handshake_timeout=timeout,
        )  # fmt: skip
        if transport is None:
            raise SMTPServerDisconnected("the connection was lost while it was encrypted")
        self.transport, self._over_ssl = transport, True
        return response

    def _next(self) -> SMTPResponse | None:
        if len(self._buffer) > MAX_RESPONSE_LENGTH:
            raise TOO_LONG
        return self._read_response_from_buffer() if self._buffer else None


class Conversation(Attentive):
    """The same to a server that takes several commands at once."""


def take_over(client: aiosmtplib.SMTP) -> None:
    """Let a connected client go on in this way, where its server takes commands so."""
    if client.supports_extension("pipelining"):
        attend(client, Conversation)


def attend(client: aiosmtplib.SMTP, kind: type[Attentive] = Attentive) -> None:
    """Let a connected client go on without losing an answer."""
    before, transport = client.protocol, client.transport
    if before is None or transport is None:
        return
    after = kind(before._loop, before._connection_lost_callback)
    after.connection_made(transport)
    cast(asyncio.Transport, transport).set_protocol(after)
    client.protocol = after
