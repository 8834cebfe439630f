"""The contract for readers: the bundle, its reference pages, and the metrics beside them."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from karhu.contract.operations import BUNDLE
from karhu.edge import Metrics

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Karhu: the contract</title>
<style>body { margin: 0 }</style>
</head>
<body>
<redoc spec-url="/openapi.json"></redoc>
<script type="module" src="/reference/redoc.js"></script>
</body>
</html>
"""
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "font-src 'self' data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def contract_route() -> HTTPRouteHandler:
    """`/openapi.json`: the bundled contract, as it is bound."""
    content = BUNDLE.read_bytes()

    @get("/openapi.json", name="openapi")
    async def serve_contract() -> Response[bytes]:
        headers = {"Cache-Control": "no-cache", "Access-Control-Allow-Origin": "*"}
        return Response(content, media_type="application/json", headers=headers)

    return serve_contract


def reference_route() -> HTTPRouteHandler:
    """`/reference`: the contract as pages; the script lies in the built client."""

    @get("/reference", name="reference")
    async def serve_reference() -> Response[str]:
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": POLICY}
        return Response(PAGE, media_type="text/html", headers=headers)

    return serve_reference


def metrics_route(metrics: Metrics) -> HTTPRouteHandler:
    """`/metrics` in the text form of Prometheus."""

    @get("/metrics", name="metrics")
    async def serve_metrics() -> Response[Any]:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return serve_metrics
