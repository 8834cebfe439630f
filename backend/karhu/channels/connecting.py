"""Connecting to a mail server: encrypted wherever it can be, and credentials only then.

`smtps://` is encrypted from the first byte. `smtp+tls://` must become so before anything is said.
`smtp://` becomes so where the server offers it; a server that offers it and then does not is no
server to talk to. Only this machine itself is believed without a certificate.
"""

from urllib.parse import SplitResult, unquote

import aiosmtplib
from aiosmtplib import SMTPException, SMTPHeloError, SMTPResponseException

from karhu.channels.conversation import attend, take_over
from karhu.kit.hosts import is_loopback, tls_context

PORTS = {"smtps": 465, "smtp+tls": 587, "smtp": 25}


class Insecure(SMTPException):
    """What would have been said was not, for others could have heard it; the text says why."""


async def connected(url: SplitResult, *, answer_s: float) -> aiosmtplib.SMTP:
    """A connection that is ready for letters; raises SMTPException, OSError, TimeoutError."""
    client = aiosmtplib.SMTP(
        hostname=url.hostname,
        port=url.port or PORTS[url.scheme],
        use_tls=url.scheme == "smtps",
        start_tls=False,
        tls_context=tls_context(url.hostname),
        timeout=answer_s,
    )
    await client.connect()
    try:
        await _greet(client)
        if url.scheme != "smtps":
            await _encrypt(client, must=url.scheme == "smtp+tls")
        if url.username:
            await _sign_in(client, url)
        take_over(client)
    except BaseException:
        client.close()
        raise
    return client


async def _greet(client: aiosmtplib.SMTP) -> None:
    try:
        await client.ehlo()
    except SMTPHeloError:
        await client.helo()


async def _encrypt(client: aiosmtplib.SMTP, *, must: bool) -> None:
    if not client.supports_extension("starttls"):
        if must:
            raise Insecure("the mail server offers no encryption, and smtp+tls:// asks for it")
        return
    attend(client)
    try:
        await client.starttls()
    except SMTPResponseException as error:
        told = f"{error.code} {error.message}"
        raise Insecure(f"the mail server offers encryption and refuses it: {told}") from error
    await _greet(client)  # what it said before may have been said by somebody else


async def _sign_in(client: aiosmtplib.SMTP, url: SplitResult) -> None:
    is_encrypted = client.get_transport_info("sslcontext") is not None
    if not is_encrypted and not is_loopback(url.hostname):
        raise Insecure("the mail server offers no encryption, and a password is not said without")
    await client.login(unquote(url.username or ""), unquote(url.password or ""))
