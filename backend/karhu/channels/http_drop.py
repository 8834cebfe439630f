"""A drop over HTTP: one request a message, which may be repeated under its `Idempotency-Key`.

One file goes as the body, several as `multipart/form-data`. Answers are asked for at `answers`
below the same URL.
"""

import asyncio
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit, urlunsplit

import httpx2 as httpx
import msgspec

from karhu.channels.answer import Page, answer_of
from karhu.channels.drop import MOST_ANSWERS, File, NotReached, Said, described, receipt
from karhu.channels.receipt import Receipt
from karhu.kit.hosts import tls_context

ANSWER_SECONDS = 60.0
CONNECT_SECONDS = 10.0
PAUSES_S = (0.5, 2.0)  # before the same request is said again
MOST_BYTES = 5_000_000  # of an answer
BEARER = "bearer"  # the user name beside which the password is a token
IDS = ("id", "reference", "transmission_id")  # where operators write the number they keep it by

# an answer, and surely not taken: later, or once this installation is set up rightly
LATER = frozenset({401, 403, 404, 405, 407, 408, 425, 429, 500, 501, 502, 503, 504, 507})
UNDER_WAY = 409  # the first request of this key is still being worked on


class HttpDrop:
    """An operator's HTTP interface; `pauses_s` are how long to wait before each repetition."""

    def __init__(
        self, url: str, *, answer_s: float = ANSWER_SECONDS, pauses_s: Sequence[float] = PAUSES_S
    ) -> None:
        parts = urlsplit(url)
        self.host = parts.hostname
        self._url = address_of(url)
        self._pauses_s = pauses_s
        self._client = client_for(url, answer_s=answer_s)

    async def put(self, files: Sequence[File], *, key: str) -> Receipt:
        """Hand the files over; an answer that was lost is asked for again under the same key."""
        lost = ""
        for pause_s in (*self._pauses_s, None):
            try:
                answer = await self._client.send(self._request(files, key))
            except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
                if not lost:
                    return receipt("deferred", f"no connection to {self.host}: {described(error)}")
            except httpx.HTTPError as error:
                lost = f"no answer from {self.host}: {described(error)}"
            else:
                if answer.status_code != UNDER_WAY:
                    return _verdict(answer)
                lost = _told(answer)
            if pause_s is not None:
                await asyncio.sleep(pause_s)
        return receipt("unknown", lost)

    async def answers(self, cursor: str) -> Said:
        """The answers since a cursor, at most a thousand."""
        asked = {"since": cursor, "limit": str(MOST_ANSWERS)} if cursor else {
            "limit": str(MOST_ANSWERS)
        }  # fmt: skip
        try:
            answer = await self._client.get(f"{self._url}/answers", params=asked)
            if answer.status_code // 100 != 2:
                raise NotReached(_told(answer))
            if len(answer.content) > MOST_BYTES:
                raise NotReached(f"{self.host} sent {len(answer.content)} bytes of answers")
            page = msgspec.json.decode(answer.content, type=Page)
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise NotReached(f"no answers from {self.host}: {described(error)}") from error
        found = (answer_of(one) for one in page.answers)
        answers = tuple(one for one in found if one is not None)
        return Said(answers=answers, cursor=page.next or cursor)

    async def settled(self, said: Said) -> None:
        """Nothing: the cursor alone says what was kept."""

    async def close(self) -> None:
        """Close every connection."""
        await self._client.aclose()

    def _request(self, files: Sequence[File], key: str) -> httpx.Request:
        if len(files) == 1:
            [file] = files
            headers = {
                "Idempotency-Key": key,
                "Content-Type": file.media_type,
                "Content-Disposition": f'attachment; filename="{file.name}"',
            }
            return self._client.build_request(
                "POST", self._url, content=file.content, headers=headers
            )
        parts = [
            (file.name.rpartition(".")[2], (file.name, file.content, file.media_type))
            for file in files
        ]
        headers = {"Idempotency-Key": key}
        return self._client.build_request("POST", self._url, files=parts, headers=headers)


def address_of(url: str) -> str:
    """The URL without credentials and options, as it is asked."""
    parts = urlsplit(url)
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, netloc, parts.path.rstrip("/"), "", ""))


def client_for(url: str, *, answer_s: float = ANSWER_SECONDS) -> httpx.AsyncClient:
    """A client that says the credentials of the URL, follows no redirect and trusts no proxy."""
    parts = urlsplit(url)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    headers = {"Authorization": f"Bearer {password}"} if user.lower() == BEARER else {}
    auth = httpx.BasicAuth(user, password) if user and not headers else None
    return httpx.AsyncClient(
        auth=auth,
        headers={**headers, "Accept": "application/json", "User-Agent": "karhu"},
        timeout=httpx.Timeout(answer_s, connect=min(CONNECT_SECONDS, answer_s)),
        verify=tls_context(parts.hostname) if parts.scheme == "https" else False,
        trust_env=False,
    )


def _verdict(answer: httpx.Response) -> Receipt:
    status = answer.status_code
    if status // 100 == 2:
        return receipt("sent", _told(answer))
    if status // 100 == 3:
        return receipt("deferred", f"{_told(answer)}: redirects are not followed")
    return receipt("deferred" if status in LATER else "refused", _told(answer))


def _told(answer: httpx.Response) -> str:
    """The status, the operator's number for it, and what it says."""
    said = f"HTTP {answer.status_code}"
    number = _number(answer)
    if number:
        said += f", number {number}"
    if answer.status_code // 100 != 2 and (text := " ".join(answer.text.split())):
        said += f": {text[:300]}"
    return said


def _number(answer: httpx.Response) -> str:
    try:
        told = msgspec.json.decode(answer.content, type=dict)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ""
    return next((str(told[name])[:100] for name in IDS if told.get(name)), "")
