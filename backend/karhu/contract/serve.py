"""The edge: every bound operation as a Litestar route in one transaction of one company."""

import hashlib
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from karhu.contract.bind import Function, body_type, bound
from karhu.contract.call import Call
from karhu.contract.operations import Operation
from karhu.contract.reading import Reader
from karhu.kit import clock, db
from karhu.kit.problems import Problem

Authorise = Callable[[Call, Operation, UUID | None], Awaitable[None]]
MAXIMUM_BODY = 5_000_000  # bytes; imports are streams and have no limit
WRITES = ("POST", "PUT", "PATCH")


def routes(authorise: Authorise) -> list[HTTPRouteHandler]:
    """One route an operation; `authorise` finds the actor and refuses with a Problem."""
    pairs = bound()
    methods: dict[str, list[str]] = defaultdict(list)
    for operation, _ in pairs:
        methods[operation.path].append(operation.method)
    answers = [_route(operation, function, authorise) for operation, function in pairs]
    # these come first: otherwise the framework adds its own, which names one method of each path
    return [_options(path, names) for path, names in methods.items()] + answers


def _options(path: str, methods: list[str]) -> HTTPRouteHandler:
    allowed = ", ".join(sorted([*methods, "OPTIONS"]))

    async def options() -> Response[None]:
        return Response(None, status_code=204, headers={"Allow": allowed})

    return HTTPRouteHandler(
        _litestar_path(path), http_method=[HttpMethod.OPTIONS], status_code=204
    )(options)


def _route(operation: Operation, function: Function, authorise: Authorise) -> HTTPRouteHandler:
    reader, shape = Reader(operation), body_type(operation)

    async def answer(request: Request[Any, Any, Any]) -> Response[Any]:
        call = Call(request, now=clock.now())
        arguments = reader.path(request.path_params)
        company_id = arguments.pop("company_id", None)
        if getattr(function, "opens_its_own", False):
            return await _answer_alone(call, company_id, arguments)
        async with db.transaction_over_all() as connection:
            call.connection = connection
            await authorise(call, operation, company_id)
            arguments |= reader.query(request.scope["query_string"], request.headers)
            content = await _content(request) if operation.body_types else b""
            arguments |= _body(reader, shape, request, content)
            act = partial(function, call, **arguments)
            response = await _once(call, operation, content, act)
        await _follow_up(call)
        return response

    async def _answer_alone(
        call: Call, company_id: UUID | None, arguments: dict[str, Any]
    ) -> Response[Any]:
        async with db.transaction_over_all() as connection:
            call.connection = connection
            await authorise(call, operation, company_id)
        arguments |= reader.query(call.request.scope["query_string"], call.request.headers)
        if shape is not None:
            arguments |= _body(reader, shape, call.request, await _content(call.request))
        result = await function(call, **arguments)
        await _follow_up(call)
        return _response(call, operation, result)

    # the response carries its own status; the one here only keeps 204 from being assumed
    return HTTPRouteHandler(
        _litestar_path(operation.path),
        http_method=[operation.method],
        name=operation.id,
        status_code=200,
    )(answer)


def _body(
    reader: Reader, shape: Any, request: Request[Any, Any, Any], content: bytes
) -> dict[str, Any]:
    if shape is None:
        return {}
    decoded = reader.body(content, request.headers.get("content-type", ""))
    # not strict: to JSON Schema 2.0 is an integer, and the schema has been checked already
    return {"body": msgspec.convert(decoded, shape, strict=False)}


def _litestar_path(path: str) -> str:
    return path.replace("}", ":str}")


async def _content(request: Request[Any, Any, Any]) -> bytes:
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > MAXIMUM_BODY:
            detail = "Bodies end at 5 MB here. Send many records as an import."
            raise Problem(413, "body_too_large", detail)
        parts.append(part)
    return b"".join(parts)


async def _follow_up(call: Call) -> None:
    for act in call.after_commit:
        await act()


def _response(call: Call, operation: Operation, result: Any) -> Response[Any]:
    if isinstance(result, Response):
        return result
    content = b"" if result is None else msgspec.json.encode(result)
    return Response(
        content,
        status_code=operation.status,
        media_type=operation.result_type or "application/json",
        headers=call.headers,
        cookies=call.cookies,
    )


async def _once(
    call: Call, operation: Operation, content: bytes, act: partial[Awaitable[Any]]
) -> Response[Any]:
    """Act, or answer what the same Idempotency-Key was answered before."""
    is_secret = getattr(act.func, "holds_a_secret", False)
    key = call.request.headers.get("Idempotency-Key", "").strip('"')
    if not key or operation.method not in WRITES:
        return _response(call, operation, await act())
    # a fast hash of a password would be its weakest copy
    told = b"" if is_secret else content
    fingerprint = hashlib.sha256(call.request.url.path.encode() + b"\n" + told).digest()
    earlier = await call.connection.fetchrow(
        """insert into idempotency_keys as k (actor_id, key, operation, fingerprint)
           values ($1, $2, $3, $4)
           on conflict (actor_id, operation, key) do update set key = k.key
           returning fingerprint, status, headers, body""",
        call.actor.id, key, operation.id, fingerprint,
    )  # fmt: skip
    if earlier["fingerprint"] != fingerprint:
        detail = "This Idempotency-Key was used for another request. Take a new one."
        raise Problem(422, "idempotency_key_reused", detail)
    if earlier["status"] is not None:
        return _response_again(operation, earlier)
    response = _response(call, operation, await act())
    await call.connection.execute(
        """update idempotency_keys set status = $4, headers = $5, body = $6
           where actor_id = $1 and operation = $2 and key = $3""",
        call.actor.id, operation.id, key, response.status_code, call.headers,
        None if is_secret else response.content,
    )  # fmt: skip
    return response


def _response_again(operation: Operation, earlier: Any) -> Response[Any]:
    if earlier["body"] is None:
        detail = "This was done before. Its answer held a secret, so it is not told again."
        raise Problem(409, "done_before", detail)
    return Response(
        earlier["body"],
        status_code=earlier["status"],
        media_type=operation.result_type or "application/json",
        headers={**earlier["headers"], "Idempotency-Replayed": "true"},
    )
