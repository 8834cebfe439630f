"""The sample company's outgoing mail as files, one message each, newest last."""

import email
import email.policy
import os
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from karhu.demo.faults import DemoError

SUFFIX = ".eml"


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """One letter as it arrived."""

    path: Path
    at: str
    recipient: str
    subject: str
    message_id: str
    text: str


def mailbox_of(home: Path) -> Path:
    """Where the letters of a home lie."""
    return home / "mailbox"


def operator_of(home: Path) -> Path:
    """Where the e-invoices, print jobs and text messages of a home lie."""
    return home / "operator"


def store(directory: Path, content: bytes, *, now: datetime) -> Path:
    """Keep a message under the instant of its arrival; it is whole or not there."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    message = email.message_from_bytes(content, policy=email.policy.default)
    name = "".join(c for c in str(message["Message-ID"] or "") if c.isalnum() or c == "-")[:36]
    path = directory / f"{now:%Y%m%dT%H%M%S.%f}-{name}{SUFFIX}"
    fresh = path.with_suffix(".part")
    fresh.write_bytes(content)
    os.replace(fresh, path)
    return path


def messages(directory: Path) -> list[Message]:
    """Every message in the order of its arrival."""
    return [_read(path) for path in sorted(directory.glob(f"*{SUFFIX}"))]


def _read(path: Path) -> Message:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("plain", "html"))
    at = datetime.strptime(path.name.partition(".")[0], "%Y%m%dT%H%M%S")
    return Message(
        path=path,
        at=f"{at:%Y-%m-%d %H:%M:%S}",
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        message_id=str(message["Message-ID"]),
        text=body.get_content() if body is not None else "",
    )


def show_mailbox(home: Path, number: int | None, console: Console) -> None:
    """Print the list of messages, or one of them whole; raises DemoError."""
    found = messages(mailbox_of(home))
    if number is None:
        _show_list(found, mailbox_of(home), console)
        return
    if not 1 <= number <= len(found):
        raise DemoError(f"There are {len(found)} messages; {number} is not one of them.")
    message = found[number - 1]
    for name, value in (
        ("to", message.recipient), ("subject", message.subject), ("at", f"{message.at} UTC"),
        ("id", message.message_id), ("file", str(message.path)),
    ):  # fmt: skip
        console.print(Text(f"{name:<9}{value}"), soft_wrap=True)
    console.print(Text(f"\n{message.text}"), soft_wrap=True)


def _show_list(found: list[Message], directory: Path, console: Console) -> None:
    if not found:
        console.print(Text(f"No letter lies in {directory} yet; karhu demo sends some."))
        return
    table = Table(caption="karhu mailbox NUMBER shows one whole. Times are UTC.")
    table.add_column("number", justify="right")
    for name in ("at", "to", "subject"):
        table.add_column(name)
    for number, message in enumerate(found, start=1):
        table.add_row(str(number), message.at, Text(message.recipient), Text(message.subject))
    console.print(table)
