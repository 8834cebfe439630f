"""A drop over SFTP: files that appear whole, and answers as files that are put away once kept.

A file is written under another name and renamed, so that nobody reads half of it. The rename of the
last file is the hand-over; where there are several, an empty `.ready` comes last. The server's key
is pinned; only this machine itself needs no pin.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

import asyncssh

from karhu.channels.answer import Answer, read_answers
from karhu.channels.drop import MOST_ANSWERS, File, NotReached, Said, described, receipt
from karhu.channels.receipt import Receipt
from karhu.kit.hosts import is_loopback, options_of

CONNECT_SECONDS, FILE_SECONDS = 20.0, 120.0
UNFINISHED = ".part"
TAKEN = "taken"  # where answers go below their directory once they are kept
MOST_BYTES = 5_000_000  # of an answer
NO_HOSTS: tuple[list[str], list[str], list[str]] = ([], [], [])


class _Pinned(asyncssh.SSHClient):
    """Trusts the server whose key has one fingerprint, and no other."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint

    def validate_host_public_key(
        self, host: str, addr: str, port: int, key: asyncssh.SSHKey
    ) -> bool:
        return key.get_fingerprint("sha256") == self._fingerprint


class SftpDrop:
    """An operator's SFTP server, reached over one connection that is kept."""

    def __init__(
        self, url: str, *, connect_s: float = CONNECT_SECONDS, file_s: float = FILE_SECONDS
    ) -> None:
        self.url, self.options = urlsplit(url), options_of(url)
        self.connect_s, self.file_s = connect_s, file_s
        path = unquote(self.url.path).rstrip("/")
        self._place = path.removeprefix("/~/") or "."
        self._answers = self.options.get("answers", f"{self._place}/answers")
        self._opening = asyncio.Lock()
        self._connection: asyncssh.SSHClientConnection | None = None
        self._sftp: asyncssh.SFTPClient | None = None

    async def put(self, files: Sequence[File], *, key: str) -> Receipt:
        """Write the files and rename each; `key` is in their names, so that a repeat replaces."""
        files = _marked(files)
        begun = False
        try:
            async with asyncio.timeout(self.connect_s):
                sftp = await self._opened()
            async with asyncio.timeout(self.file_s):
                for file in files:
                    await self._write(sftp, file)
                for file in files[:-1]:
                    await self._rename(sftp, file)
                begun = True
                await self._rename(sftp, files[-1])
        except asyncssh.SFTPError as error:
            await self._forget_lost(error)
            if not (begun and _is_lost(error)):
                return receipt("deferred", f"not taken: {described(error)}")
        except (OSError, asyncssh.Error, TimeoutError) as error:
            await self._forget()
            if not begun:
                return receipt("deferred", f"no connection: {described(error)}")
        else:
            return receipt("sent", f"{files[-1].name} is in {self._told()}")
        return await self._looked(files[-1])

    async def answers(self, cursor: str) -> Said:
        """The answers of the files that lie there now; they lie there until they are settled."""
        try:
            async with asyncio.timeout(self.connect_s + self.file_s):
                return await self._read(await self._opened(), cursor)
        except (OSError, asyncssh.Error, TimeoutError) as error:
            await self._forget()
            raise NotReached(f"no answers from {self._told()}: {described(error)}") from error

    async def settled(self, said: Said) -> None:
        """Put the files away whose answers were kept."""
        if not said.names:
            return
        try:
            async with asyncio.timeout(self.connect_s + self.file_s):
                sftp = await self._opened()
                await sftp.makedirs(f"{self._answers}/{TAKEN}", exist_ok=True)
                for name in said.names:
                    await _replace(
                        sftp, f"{self._answers}/{name}", f"{self._answers}/{TAKEN}/{name}"
                    )
        except (OSError, asyncssh.Error, TimeoutError) as error:
            await self._forget()
            raise NotReached(f"answers stay in {self._told()}: {described(error)}") from error

    async def close(self) -> None:
        """Close the connection."""
        await self._forget()

    async def _opened(self) -> asyncssh.SFTPClient:
        async with self._opening:
            if self._sftp is None:
                self._connection = await asyncssh.connect(
                    self.url.hostname or "", self.url.port or 22,
                    username=unquote(self.url.username or "") or (),
                    password=unquote(self.url.password) if self.url.password else None,
                    client_keys=[self.options["key"]] if "key" in self.options else [],
                    agent_path=None, config=None, keepalive_interval=30, **self._trust(),
                )  # fmt: skip
                self._sftp = await self._connection.start_sftp_client()
            return self._sftp

    def _trust(self) -> dict[str, object]:
        if fingerprint := self.options.get("fingerprint"):
            return {"known_hosts": NO_HOSTS, "client_factory": lambda: _Pinned(fingerprint)}
        if known := self.options.get("known_hosts"):
            return {"known_hosts": known}
        if is_loopback(self.url.hostname):
            return {"known_hosts": None}
        raise OSError("the key of the server is not pinned: add ?fingerprint=SHA256:...")

    async def _write(self, sftp: asyncssh.SFTPClient, file: File) -> None:
        async with sftp.open(f"{self._place}/{file.name}{UNFINISHED}", "wb") as target:
            await target.write(file.content)

    async def _rename(self, sftp: asyncssh.SFTPClient, file: File) -> None:
        place = f"{self._place}/{file.name}"
        await _replace(sftp, f"{place}{UNFINISHED}", place)

    async def _looked(self, last: File) -> Receipt:
        """Whether the last file has its name, when the answer to its rename was lost."""
        place = f"{self._place}/{last.name}"
        try:
            async with asyncio.timeout(self.connect_s):
                sftp = await self._opened()
                if await sftp.exists(place):
                    return receipt("sent", f"{last.name} is in {self._told()}")
                if await sftp.exists(f"{place}{UNFINISHED}"):
                    return receipt("deferred", "the connection was lost before the last rename")
        except (OSError, asyncssh.Error, TimeoutError) as error:
            await self._forget()
            return receipt("unknown", f"lost while handing over: {described(error)}")
        return receipt("unknown", "lost while handing over, and the file is not there any more")

    async def _read(self, sftp: asyncssh.SFTPClient, cursor: str) -> Said:
        if not await sftp.isdir(self._answers):
            return Said(cursor=cursor)
        found = sorted(
            str(entry.filename) for entry in await sftp.readdir(self._answers)
            if entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR
            and not str(entry.filename).endswith(UNFINISHED)
        )[:MOST_ANSWERS]  # fmt: skip
        answers: list[Answer] = []
        for name in found:
            async with sftp.open(f"{self._answers}/{name}", "rb") as source:
                answers += read_answers(await source.read(MOST_BYTES))
        return Said(answers=tuple(answers), cursor=cursor, names=tuple(found))

    async def _forget_lost(self, error: asyncssh.SFTPError) -> None:
        if _is_lost(error):
            await self._forget()

    async def _forget(self) -> None:
        connection, self._connection, self._sftp = self._connection, None, None
        if connection is not None:
            connection.abort()

    def _told(self) -> str:
        return f"{self._place} on {self.url.hostname}"


def _marked(files: Sequence[File]) -> list[File]:
    """The files, and what says that they are all there when there are several."""
    if len(files) == 1:
        return list(files)
    marker = f"{files[0].name.rpartition('.')[0]}.ready"
    return [*files, File(name=marker, content=b"", media_type="text/plain")]


def _is_lost(error: asyncssh.SFTPError) -> bool:
    return isinstance(error, asyncssh.SFTPConnectionLost | asyncssh.SFTPNoConnection)


async def _replace(sftp: asyncssh.SFTPClient, old: str, new: str) -> None:
    """Rename over what may be there; servers without that extension get two commands."""
    try:
        await sftp.posix_rename(old, new)
    except asyncssh.SFTPOpUnsupported:
        if await sftp.exists(new):
            await sftp.remove(new)
        await sftp.rename(old, new)
