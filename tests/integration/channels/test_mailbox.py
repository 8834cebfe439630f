"""Bounces are read from a real mailbox, each once."""

import asyncio
import contextlib
import imaplib
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from karhu.channels.drop import NotReached
from karhu.channels.mailbox import Mailbox
from karhu.kit.ids import uuid7
from tests.bounces import report
from tests.certificates import certificate, server_context

USER, PASSWORD = "bounces@karhu.example.com", "salasana/1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
async def port() -> AsyncIterator[int]:
    """An IMAP server of its own, with one empty mailbox."""
    chosen = free_port()
    command = [
        str(Path(sys.executable).with_name("pymap")), "--host", "127.0.0.1", "--port", str(chosen),
        "--no-tls", "--no-service", "managesieve", "--no-service", "admin",
        "dict", "--demo-data", "--demo-user", USER, "--demo-password", PASSWORD,
    ]  # fmt: skip
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", chosen), 0.2).close()
                break
            assert process.poll() is None, process.stderr.read()  # type: ignore[union-attr]
            await asyncio.sleep(0.1)
        await asyncio.to_thread(post, chosen, None)
        yield chosen
    finally:
        process.terminate()
        process.wait(10)


def post(port: int, content: bytes | None) -> None:
    """Put a message into the mailbox; None empties it."""
    box = imaplib.IMAP4("127.0.0.1", port)
    box.login(USER, PASSWORD)
    if content is None:
        box.select("INBOX")
        box.store("1:*", "+FLAGS", r"(\Deleted)")
        box.expunge()
    else:
        box.append("INBOX", "()", imaplib.Time2Internaldate(0), content)
    box.logout()


def mailbox(port: int, *, scheme: str = "imap", host: str = "127.0.0.1") -> Mailbox:
    user, password = USER.replace("@", "%40"), PASSWORD.replace("/", "%2F")
    return Mailbox(f"{scheme}://{user}:{password}@{host}:{port}/INBOX", answer_s=5)


async def test_a_bounce_counts_until_it_is_settled_and_never_after(port: int) -> None:
    first, second = uuid7(), uuid7()
    box = mailbox(port)
    assert (await box.answers("")).answers == ()
    await asyncio.to_thread(post, port, report(first))
    await asyncio.to_thread(post, port, b"Subject: Poissa\r\n\r\nLomalla viikon.")
    await asyncio.to_thread(post, port, report(second, action="delayed", status="4.2.2"))
    said = await box.answers("")
    assert [(one.dispatch_id, one.outcome) for one in said.answers] == [
        (first, "bounced"),
        (second, "delayed"),
    ]
    assert len((await box.answers("")).answers) == 2
    await box.settled(said)
    assert (await box.answers("")).names == ()
    await asyncio.to_thread(post, port, report(second))
    assert [one.outcome for one in (await box.answers("")).answers] == ["bounced"]


async def test_a_mailbox_is_read_encrypted_from_a_server_that_is_checked(
    port: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path, "127.1")

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        inner = await asyncio.open_connection("127.0.0.1", port)

        async def pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError):
                while chunk := await source.read(65536):
                    target.write(chunk)
                target.close()

        await asyncio.gather(pump(reader, inner[1]), pump(inner[0], writer))

    server = await asyncio.start_server(pass_on, "127.0.0.1", 0, ssl=server_context(pem))
    async with server:
        guarded = server.sockets[0].getsockname()[1]
        with pytest.raises(NotReached, match=r"(?i)certificate verify failed"):
            await mailbox(guarded, scheme="imaps", host="127.1").answers("")
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        await asyncio.to_thread(post, port, report(uuid7()))
        said = await mailbox(guarded, scheme="imaps", host="127.1").answers("")
        assert len(said.answers) == 1
        server.close()


async def test_a_mailbox_that_cannot_be_read_is_told_without_the_password(port: int) -> None:
    wrong = Mailbox(f"imap://maija:arvaus@127.0.0.1:{port}/INBOX", answer_s=5)
    nowhere = Mailbox(f"imap://maija:arvaus@127.0.0.1:{free_port()}/INBOX", answer_s=5)
    for box in (wrong, nowhere):
        with pytest.raises(NotReached) as told:
            await box.answers("")
        assert "arvaus" not in str(told.value)
