"""What a bound function is told about the request it answers."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request

from karhu.kit.db import Connection
from karhu.kit.problems import Fault, Problem


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks: a signed-in user, an API key, or nobody."""

    kind: str
    id: UUID
    name: str
    office_id: UUID | None = None
    csrf_token: str | None = None

    @property
    def label(self) -> str:
        """How the log names this actor: `user:…`, `api_key:…`."""
        return f"{self.kind}:{self.name}"


class Call:
    """One request: its connection (inside its transaction), actor, company and instant."""

    def __init__(self, request: Request[Any, Any, Any], *, now: datetime) -> None:
        self.request = request
        self.now = now
        self.connection: Connection
        self.actor: Actor
        self.company_id: UUID
        self.permissions: frozenset[str] = frozenset()
        self.headers: dict[str, str] = {}
        self.cookies: list[Any] = []
        self.after_commit: list[Callable[[], Any]] = []

    def etag(self, version: int) -> None:
        """Tell which version is answered."""
        self.headers["ETag"] = f'"{version}"'

    def located_at(self, path: str) -> None:
        """Tell where what was made can be found, below its company."""
        self.headers["Location"] = f"/v1/companies/{self.company_id}/{path}"

    def edits(self, version: int) -> None:
        """Go on only if `If-Match` names this version; raises 428 without it, 412 on another."""
        named = self.request.headers.get("If-Match")
        if named is None:
            fault = Fault(
                pointer="If-Match",
                code="version_required",
                detail="Send the ETag of what you edit in If-Match.",
            )
            raise Problem(428, "version_required", fault.detail, faults=[fault])
        if named != f'"{version}"':
            detail = "It was changed since you read it. Read it again and repeat your change."
            raise Problem(412, "changed_meanwhile", detail)

    def more_behind(self, cursor: str) -> None:
        """Tell where the next page is (RFC 8288)."""
        query = {**self.request.query_params, "cursor": cursor}
        pairs = "&".join(f"{name}={value}" for name, value in query.items())
        self.headers["Link"] = f'<{self.request.url.path}?{pairs}>; rel="next"'


Streaming = Callable[..., Any]


def opens_its_own(function: Streaming) -> Streaming:
    """Mark a bound function that opens its own transactions (it reads a body as a stream)."""
    function.opens_its_own = True  # type: ignore[attr-defined]
    return function


def holds_a_secret(function: Streaming) -> Streaming:
    """Mark a bound function whose request or answer holds a secret: neither is kept for repeats."""
    function.holds_a_secret = True  # type: ignore[attr-defined]
    return function
