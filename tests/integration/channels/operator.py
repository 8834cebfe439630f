"""Operators on loopback that can be told to misbehave: one speaks HTTP, one SFTP."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from email.message import Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import asyncssh
import msgspec


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """One request as it came."""

    method: str
    path: str
    headers: Message
    body: bytes

    @property
    def key(self) -> str:
        return str(self.headers["Idempotency-Key"])

    @property
    def parts(self) -> dict[str, bytes]:
        """The parts of a form by their names."""
        content_type = str(self.headers["Content-Type"]).encode()
        whole = BytesParser().parsebytes(b"Content-Type: " + content_type + b"\r\n\r\n" + self.body)
        return {
            str(part.get_param("name", header="content-disposition")): part.get_payload(decode=True)  # type: ignore[misc]
            for part in whole.get_payload()
        }


class HttpOperator:
    """Keeps what it accepts by key; `plan` is how it answers the next requests before it does."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.kept: dict[str, Request] = {}
        self.plan: list[Any] = []
        self.answers: list[dict[str, Any]] = []
        self.url = ""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                request = await _read(reader)
                self.requests.append(request)
                act = self.plan.pop(0) if self.plan else 201
                if act == "drop before":
                    break
                if request.method == "GET":
                    told = {"answers": self.answers, "next": str(len(self.answers))}
                    status = act if self.plan or act != 201 else 200
                    self._say(writer, status, told)
                    continue
                if act in (201, "drop after", "garbage", "slow"):
                    self.kept.setdefault(request.key, request)
                if act == "drop after":
                    break
                if act == "slow":
                    await asyncio.sleep(30)
                if act == "garbage":
                    writer.write(b"hello\r\n\r\n")
                    break
                status, more = act if isinstance(act, tuple) else (act, {})
                self._say(writer, status, {"id": f"OP-{len(self.kept)}"}, **more)
        writer.close()

    def _say(
        self, writer: asyncio.StreamWriter, status: int, told: dict[str, Any], **more: str
    ) -> None:
        body = json.dumps(told).encode()
        lines = [f"HTTP/1.1 {status} Word", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in more.items()]
        writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


async def _read(reader: asyncio.StreamReader) -> Request:
    head = await reader.readuntil(b"\r\n\r\n")
    line, _, rest = head.partition(b"\r\n")
    headers = BytesParser().parsebytes(rest)
    method, path, _ = line.decode().split(" ")
    body = await reader.readexactly(int(headers["Content-Length"] or 0))
    return Request(method=method, path=path, headers=headers, body=body)


@contextlib.asynccontextmanager
async def http_operator() -> AsyncIterator[HttpOperator]:
    """An operator that speaks HTTP on a port of the kernel's choice."""
    operator = HttpOperator()
    server = await asyncio.start_server(operator.serve, "127.0.0.1", 0)
    operator.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/in"
    try:
        yield operator
    finally:
        server.close()


class SftpOperator(msgspec.Struct, kw_only=True):
    """A directory that is served over SFTP; `before_rename` may raise or hang up."""

    directory: Path
    url: str
    fingerprint: str
    before_rename: list[Callable[[asyncssh.SFTPServer], None]] = []
    after_rename: list[Callable[[asyncssh.SFTPServer], None]] = []
    seen: list[str] = []

    @property
    def names(self) -> list[str]:
        return sorted(path.name for path in self.directory.iterdir() if path.is_file())


class _Server(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("karhu", "sala/sana")


@contextlib.asynccontextmanager
async def sftp_operator(directory: Path) -> AsyncIterator[SftpOperator]:
    """An operator that serves a directory over SFTP."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    directory.mkdir(exist_ok=True)  # noqa: ASYNC240
    operator = SftpOperator(
        directory=directory, url="", fingerprint=key.get_fingerprint("sha256"),
        before_rename=[], after_rename=[], seen=[],
    )  # fmt: skip

    class Files(asyncssh.SFTPServer):
        def __init__(self, chan: Any) -> None:
            super().__init__(chan, chroot=str(directory).encode())

        def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:
            operator.seen.append(newpath.decode().rpartition("/")[2])
            if operator.before_rename:
                operator.before_rename.pop(0)(self)
            super().posix_rename(oldpath, newpath)
            if operator.after_rename:
                operator.after_rename.pop(0)(self)

    server = await asyncssh.listen(
        "127.0.0.1", 0, server_factory=_Server, server_host_keys=[key], sftp_factory=Files
    )
    operator.url = f"sftp://karhu:sala%2Fsana@127.0.0.1:{server.get_port()}/"
    try:
        yield operator
    finally:
        server.close()
        await server.wait_closed()


def hang_up(server: asyncssh.SFTPServer) -> None:
    """Drop the connection."""
    server.channel.get_connection().abort()


def refuse(server: asyncssh.SFTPServer) -> None:
    """Say no."""
    raise asyncssh.SFTPPermissionDenied("disk quota exceeded")
