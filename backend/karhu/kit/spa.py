"""Serves the built client: its files, and its index page for every other address."""

import mimetypes
from pathlib import Path
from typing import Any

from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.handlers import HTTPRouteHandler
from litestar.response import File

POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "frame-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


def client_route(dist: Path) -> HTTPRouteHandler:
    """`/assets` may be kept for ever (their names carry a hash), the index page never."""

    @get(["/", "/{path:path}"], name="client")
    async def serve_client(request: Request[Any, Any, Any]) -> Response[Any]:
        found = _file(dist, str(request.path_params.get("path", "/")))
        if not found.is_file():
            raise NotFoundException(detail="The client is not built; run ./just client.")
        is_asset = "assets" in found.relative_to(dist).parts
        caching = "public, max-age=31536000, immutable" if is_asset else "no-cache"
        return File(
            found,
            media_type=mimetypes.guess_type(found.name)[0] or "application/octet-stream",
            content_disposition_type="inline",
            headers={**HEADERS, "Cache-Control": caching},
        )

    return serve_client


def _file(dist: Path, path: str) -> Path:
    try:
        wanted = (dist / path.lstrip("/")).resolve()
        is_there = wanted.is_file()
    except (OSError, ValueError):
        raise NotFoundException from None  # a name that no file system can have
    if not wanted.is_relative_to(dist.resolve()):
        raise NotFoundException
    return wanted if is_there else dist / "index.html"
