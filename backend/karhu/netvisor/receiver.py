"""The ASGI edge of the `.nv` resources: paths, signatures, envelopes, statuses."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import structlog

from karhu.kit import clock, db
from karhu.kit.problems import Problem
from karhu.netvisor.credentials import find_caller
from karhu.netvisor.envelope import Answer, Refusal, failed, invalid, too_long
from karhu.netvisor.message import MOST_BYTES
from karhu.netvisor.resources import RESOURCES, Asked, Resource
from karhu.netvisor.signing import read, urls
from karhu.settings import Settings

log = structlog.get_logger()

WANTS_STATUSES = "x-netvisor-authentication-usehttpresponsestatuscodes"
MEDIA_TYPE = b"text/xml; charset=utf-8"


def is_resource(scope: Any) -> bool:
    """Whether a request is for the receiver, under whatever base path it came."""
    return scope["type"] == "http" and scope["path"].lower().endswith(".nv")


class Receiver:
    """An ASGI application that answers every request with an envelope."""

    def __init__(self, settings: Settings) -> None:
        self._public = urlsplit(settings.public_url)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request: 200 whatever happens, unless real statuses are asked for (2.7)."""
        headers = _headers(scope)
        name = scope["path"].rpartition("/")[2].lower()
        scope["karhu.operation"] = name if name in RESOURCES else "unknown.nv"
        answer = await self._answer(scope, headers, name, receive)
        status = answer.status if headers.get(WANTS_STATUSES, "").strip() == "1" else 200
        told = [(b"content-type", MEDIA_TYPE), (b"content-length", b"%d" % len(answer.content))]
        await send({"type": "http.response.start", "status": status, "headers": told})
        await send({"type": "http.response.body", "body": answer.content})

    async def _answer(
        self, scope: Any, headers: Mapping[str, str], name: str, receive: Any
    ) -> Answer:
        now = clock.now()
        try:
            addresses = self._addresses(scope, headers)
            method = scope["method"].upper()
            caller = await find_caller(read(headers), addresses, method=method, now=now)
            act = _resource(name, method)
            content = await _content(receive)
            async with db.transaction(caller.company_id) as connection:
                return await act(
                    Asked(
                        connection=connection,
                        company_id=caller.company_id,
                        actor=caller.actor,
                        now=now,
                        query=_query(scope["query_string"]),
                        content=content,
                        content_type=headers.get("content-type", ""),
                    )
                )
        except Refusal as refusal:
            return failed(now, refusal)
        except Problem as problem:
            return failed(now, invalid(problem.detail))
        except Exception:
            log.exception("request_failed", path=scope["path"], method=scope["method"])
            return failed(now, Refusal("TECHNICAL_ERROR", "It was logged; try again.", status=500))

    def _addresses(self, scope: Any, headers: Mapping[str, str]) -> list[str]:
        raw = scope.get("raw_path") or scope["path"].encode()
        target = raw.split(b"?")[0].decode("latin-1")
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode("latin-1")
        seen = [headers.get("host", ""), headers.get("x-forwarded-host", ""), self._public.netloc]
        hosts = dict.fromkeys(host for host in seen if host)
        scheme = headers.get("x-forwarded-proto", scope.get("scheme", "http"))
        used = scheme if scheme in ("http", "https") else "http"
        return list(urls(target, scheme=used, hosts=hosts, prefix=self._public.path))


def _resource(name: str, method: str) -> Resource:
    if name not in RESOURCES:
        refusal = invalid(f"There is no resource {name[:100]} here.")
        raise Refusal(refusal.code, refusal.text, status=404)
    wanted, act = RESOURCES[name]
    if method != wanted:
        raise invalid(f"The resource {name} is asked with {wanted}.")
    return act


def _headers(scope: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return found


def _query(raw: bytes) -> dict[str, str]:
    text = raw.decode("latin-1")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        pairs = parse_qsl(text, keep_blank_values=True, encoding="iso-8859-15")
    return {name.lower(): value.replace("\0", "") for name, value in reversed(pairs)}


async def _content(receive: Any) -> bytes:
    parts, size, is_more = [], 0, True
    while is_more:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > MOST_BYTES:
            raise too_long("The message may have 1 000 000 bytes at most.")
        parts.append(part)
        is_more = message.get("more_body", False)
    return b"".join(parts)
