"""Letters and passwords are said to nobody but the right mail server, encrypted where it matters.

`127.1` is loopback written as no name of this machine is, and stands for another machine.
"""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from karhu.channels.email import Outlet
from karhu.channels.parcel import Copy
from tests.builders import a_document, a_line, a_parcel
from tests.certificates import certificate, server_context
from tests.documents import letter
from tests.fault.post import Post

PARCEL = a_parcel(letter())
STRANGER = "127.1"


class Guarded(Post):
    """A server that notes who signed in and how it was spoken to."""

    def __init__(self) -> None:
        super().__init__()
        self.passwords: list[LoginPassword] = []
        self.was_encrypted: list[bool] = []

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth: Any
    ) -> AuthResult:
        self.passwords.append(auth)
        good = (auth.login, auth.password) == (b"karhu@example.com", "salä/sana".encode())
        return AuthResult(success=good, handled=False)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> Any:
        assert server.transport is not None
        self.was_encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        return await super().handle_DATA(server, session, envelope)


@contextlib.asynccontextmanager
async def guarded(
    *, tls: ssl.SSLContext | None = None, starttls: ssl.SSLContext | None = None, **options: Any
) -> AsyncIterator[Guarded]:
    """A mail server with TLS from the first byte, with STARTTLS, or with neither."""
    post, loop = Guarded(), asyncio.get_running_loop()
    made: list[SMTP] = []

    def session() -> SMTP:
        made.append(
            SMTP(
                post, hostname="post.test", loop=loop, tls_context=starttls,
                authenticator=post.authenticate, **options,
            )
        )  # fmt: skip
        return made[-1]

    server = await loop.create_server(session, "127.0.0.1", 0, ssl=tls)
    post.url = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield post
    finally:
        server.close()
        for one in made:
            if one.transport is not None:
                one.transport.abort()


@pytest.fixture
def pem(tmp_path: Path) -> Path:
    return certificate(tmp_path, "127.0.0.1", STRANGER)


@pytest.fixture
def trusted(pem: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same certificate, and this machine trusts it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    return pem


async def sent(url: str) -> Any:
    outlet = Outlet(url, answer_s=3, letter_s=3)
    receipt = await outlet.send(PARCEL)
    await outlet.close()
    return receipt


CREDENTIALS = "karhu%40example.com:sal%C3%A4%2Fsana"


@pytest.mark.parametrize("scheme", ["smtps", "smtp", "smtp+tls"])
async def test_a_password_is_said_encrypted_and_letters_after_it(
    trusted: Path, scheme: str
) -> None:
    context = server_context(trusted)
    way: dict[str, Any] = {"tls": context, "auth_require_tls": False} if scheme == "smtps" else {}
    async with guarded(**way or {"starttls": context}) as post:
        place = post.url.replace("127.0.0.1", STRANGER)
        assert (await sent(f"{scheme}://{CREDENTIALS}@{place}")).verdict == "sent"
    assert (len(post.passwords), post.was_encrypted) == (1, [True])


async def test_a_wrong_password_delays_and_is_not_told(trusted: Path) -> None:
    async with guarded(starttls=server_context(trusted)) as post:
        receipt = await sent(f"smtp+tls://karhu%40example.com:arvaus@{post.url}")
    assert receipt.verdict == "deferred"
    assert "535" in receipt.text
    assert "arvaus" not in receipt.text


@pytest.mark.parametrize("scheme", ["smtps", "smtp", "smtp+tls"])
async def test_a_certificate_that_nobody_vouches_for_is_not_believed(
    pem: Path, scheme: str
) -> None:
    way = {"tls" if scheme == "smtps" else "starttls": server_context(pem)}
    async with guarded(**way) as post:
        place = post.url.replace("127.0.0.1", STRANGER)
        receipt = await sent(f"{scheme}://{CREDENTIALS}@{place}")
        at_home = await sent(f"{scheme}://{post.url}")
    assert receipt.verdict == "deferred"
    assert "certificate verify failed" in receipt.text.lower()
    assert post.passwords == []
    assert at_home.verdict == "sent"


async def test_a_certificate_of_another_host_is_not_believed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "other.example.com")
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    async with guarded(starttls=server_context(pem)) as post:
        receipt = await sent(f"smtp://{post.url.replace('127.0.0.1', STRANGER)}")
    assert (receipt.verdict, post.mail) == ("deferred", [])
    assert "mismatch" in receipt.text.lower()


async def test_a_password_is_never_said_in_the_open_to_another_machine() -> None:
    async with guarded(auth_require_tls=False) as post:
        place = post.url.replace("127.0.0.1", STRANGER)
        receipt = await sent(f"smtp://{CREDENTIALS}@{place}")
        at_home = await sent(f"smtp://{CREDENTIALS}@{post.url}")
        without = await sent(f"smtp://{place}")
    assert receipt.verdict == "deferred"
    assert "a password is not said without" in receipt.text
    assert (at_home.verdict, without.verdict) == ("sent", "sent")
    assert len(post.passwords) == 1


async def test_encryption_that_is_asked_for_and_not_offered_stops_the_letter() -> None:
    async with guarded() as post:
        receipt = await sent(f"smtp+tls://{post.url}")
    assert (receipt.verdict, post.mail) == ("deferred", [])
    assert receipt.text == (
        "no connection: the mail server offers no encryption, and smtp+tls:// asks for it"
    )


class Liar:
    """Offers STARTTLS and answers it so; keeps all that it hears."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.heard = b""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 liar\r\n")
        while line := await reader.readline():
            self.heard += line
            if line.upper().startswith(b"EHLO"):
                writer.write(b"250-liar\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n")
            elif line.upper().startswith(b"STARTTLS"):
                writer.write(self.answer)
            else:
                writer.write(b"250 fine\r\n")
        writer.close()


@pytest.mark.parametrize("scheme", ["smtp", "smtp+tls"])
@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"454 4.7.0 Not now\r\n", "offers encryption and refuses it: 454 4.7.0 Not now"),
        (b"500 What\r\n", "offers encryption and refuses it: 500 What"),
        (b"220 Go\r\n250 injected\r\n", "spoke on before the connection was encrypted"),
        (b"220 Go\r\n250-PIPELINING\r\n", "spoke on before the connection was encrypted"),
        (b"220 Go\r\n", "no connection"),
    ],
    ids=["refuses", "knows nothing", "injects", "injects half", "falls silent"],
)
async def test_a_server_that_lies_about_encryption_hears_nothing(
    scheme: str, answer: bytes, told: str
) -> None:
    liar = Liar(answer)
    server = await asyncio.start_server(liar.serve, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        outlet = Outlet(f"{scheme}://{CREDENTIALS}@127.0.0.1:{port}", answer_s=1)
        receipt = await outlet.send(PARCEL)
        await outlet.close()
    assert receipt.verdict == "deferred"
    assert told in receipt.text
    for secret in (b"MAIL", b"AUTH", b"laskut", b"maksamatta"):
        assert secret not in liar.heard


async def test_what_returns_goes_to_the_bounce_address_with_the_messages_id() -> None:
    async with guarded() as post:
        outlet = Outlet(f"smtp://{post.url}", bounce_address="bounces@karhu.example.com")
        assert (await outlet.send(PARCEL)).verdict == "sent"
        await outlet.close()
    [envelope] = post.mail
    assert envelope.mail_from == f"bounces+{PARCEL.id.hex}@karhu.example.com"
    assert post.letters[0]["From"].addresses[0].addr_spec == "laskut@example.com"


async def test_a_sender_in_another_script_is_announced_also_beside_a_bounce_address() -> None:
    one = a_parcel(letter(sender_email="jäsen@example.com"))
    async with guarded() as plain, guarded(enable_SMTPUTF8=True) as able:
        outlets = [
            Outlet(f"smtp://{post.url}", bounce_address="bounces@karhu.example.com")
            for post in (plain, able)
        ]
        receipts = [await outlet.send(one) for outlet in outlets]
        for outlet in outlets:
            await outlet.close()
    assert [receipt.verdict for receipt in receipts] == ["refused", "sent"]
    assert able.mail[0].smtp_utf8


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("Maksumuistutus", "5001", "Maksumuistutus 5001.pdf"),
        ("Päminnelse", "A/1", "Päminnelse A-1.pdf"),
        ("漢字", "1", "漢字 1.pdf"),
        ("../../etc\r\nX: 1", '"; filename="x.exe', "-..-etc X- 1 -- filename=-x.exe.pdf"),
        ("", "", "letter.pdf"),
    ],
)  # fmt: skip
async def test_a_letter_on_paper_is_attached_under_a_sane_name(
    title: str, number: str, name: str
) -> None:
    pdf = b"%PDF-1.7\r\n.\r\n" + bytes(range(256)) * 40
    document = a_document(a_line(invoice_number=number), title=title)
    async with guarded() as post:
        outlet = Outlet(f"smtp://{post.url}")
        await outlet.send(a_parcel(letter(), document=document, pdf=pdf))
        await outlet.close()
    [mail] = post.letters
    _, paper = mail.iter_parts()
    assert paper.get_content() == pdf
    assert paper.get_filename() == name
    assert all(len(line) <= 998 for line in post.mail[0].content.split(b"\r\n"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "name", ['a"\r\nBcc: victim@example.com\r\n\r\n.pdf', "..\\..\\x.pdf", "漢\r\n.\r\n.pdf", ""]
)
async def test_the_name_of_a_copy_is_only_a_name(name: str) -> None:
    async with guarded() as post:
        outlet = Outlet(f"smtp://{post.url}")
        copy = Copy(name=name, pdf=b"%PDF-1")
        assert (await outlet.send(a_parcel(letter(), copies=(copy,)))).verdict == "sent"
        await outlet.close()
    [mail] = post.letters
    [paper] = mail.iter_attachments()
    assert set(paper.keys()) == {
        "Content-Type",
        "Content-Disposition",
        "Content-Transfer-Encoding",
    }
    assert paper.get_content() == b"%PDF-1"
    assert not set(str(paper.get_filename())) & set('\r\n"/\\:')
    assert str(paper.get_filename()).endswith(".pdf")


async def test_a_mail_brings_copies_of_invoices_beside_its_letter() -> None:
    copies = tuple(Copy(name=f"Lasku {n}.pdf", pdf=b"%PDF-" + bytes([n]) * 500) for n in (1, 2))
    async with guarded() as post:
        outlet = Outlet(f"smtp://{post.url}")
        await outlet.send(a_parcel(letter(), pdf=b"%PDF-letter", copies=copies))
        await outlet.send(a_parcel(letter(), copies=copies[:1]))
        await outlet.close()
    first, second = post.letters
    assert [part.get_filename() for part in first.iter_attachments()] == [
        "Maksumuistutus 5001.pdf", "Lasku 1.pdf", "Lasku 2.pdf"
    ]  # fmt: skip
    assert [part.get_content() for part in second.iter_attachments()] == [copies[0].pdf]
