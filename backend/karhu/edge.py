"""Around every request: its id, its headers, its line in the log and its place in the metrics."""

import re
import time
from collections.abc import Iterable
from typing import Any

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector

from karhu.kit.ids import uuid7

log = structlog.get_logger()

App = Any  # an ASGI application
Header = tuple[bytes, bytes]

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
DURATIONS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

# for what sets none of its own; pages of the client and the reference do
DEFAULTS = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cache-control": b"no-store",
}
ONLY_HTTPS = {b"strict-transport-security": b"max-age=31536000"}


class Metrics:
    """What Prometheus may ask about the requests of this process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.requests = Counter(
            "karhu_requests", "Requests answered.", ["operation", "status"], registry=self.registry
        )
        self.durations = Histogram(
            "karhu_request_duration_seconds",
            "From the first byte in to the last byte out.",
            ["operation"],
            buckets=DURATIONS_S,
            registry=self.registry,
        )


class Edge:
    """An ASGI application around another one."""

    def __init__(self, inside: App, metrics: Metrics, *, is_https: bool) -> None:
        self._inside = inside
        self._metrics = metrics
        self._defaults = DEFAULTS | ONLY_HTTPS if is_https else DEFAULTS

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the request on, and note how it went."""
        if scope["type"] != "http":
            return await self._inside(scope, receive, send)
        request_id = _request_id(scope["headers"])
        started_at, path, status = time.perf_counter(), scope["path"], 500

        async def send_on(message: Any) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": self._headers(message, request_id)}
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            try:
                await self._inside(scope, receive, send_on)
            finally:
                self._note(scope, path, status, time.perf_counter() - started_at)

    def _headers(self, message: Any, request_id: str) -> list[Header]:
        sent: list[Header] = [(name.lower(), value) for name, value in message.get("headers", ())]
        names = {name for name, _ in sent}
        missing = [pair for pair in self._defaults.items() if pair[0] not in names]
        return [*sent, *missing, (b"x-request-id", request_id.encode())]

    def _note(self, scope: Any, path: str, status: int, duration_s: float) -> None:
        route = scope.get("route_handler")
        operation = getattr(route, "name", None) or scope.get("karhu.operation", "none")
        self._metrics.requests.labels(operation, str(status)).inc()
        self._metrics.durations.labels(operation).observe(duration_s)
        duration_ms = round(duration_s * 1000, 1)
        log.info(
            "request",
            method=scope["method"],
            path=path,
            operation=operation,
            status=status,
            duration_ms=duration_ms,
        )


def _request_id(headers: Iterable[Header]) -> str:
    for name, value in headers:
        if name.lower() == b"x-request-id":
            text = value.decode("latin-1")
            return text if REQUEST_ID.fullmatch(text) else uuid7().hex
    return uuid7().hex
