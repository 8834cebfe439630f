"""Every error as an RFC 9457 problem."""

from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException

from karhu.kit.problems import TITLES, Problem

log = structlog.get_logger()
TYPE = "/reference#problem-"


def answer_problem(request: Request[Any, Any, Any], problem: Problem) -> Response[bytes]:
    """The refusal as `application/problem+json`, with every fault and its pointer."""
    body: dict[str, Any] = {
        "type": TYPE + problem.code,
        "title": TITLES.get(problem.status, "Refused"),
        "status": problem.status,
        "code": problem.code,
        "instance": request.url.path,
    }
    if problem.detail:
        body["detail"] = problem.detail
    if problem.faults:
        body["errors"] = [msgspec.to_builtins(fault) for fault in problem.faults]
    return Response(
        msgspec.json.encode(body),
        status_code=problem.status,
        media_type="application/problem+json",
        headers=problem.headers,
    )


def answer_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """What the framework refuses, in the same form; its headers (such as `Allow`) stay."""
    code = TITLES.get(error.status_code, "refused").lower().replace(" ", "_")
    problem = Problem(error.status_code, code, str(error.detail), headers=error.headers or {})
    return answer_problem(request, problem)


def answer_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """A fault of ours: logged whole, told to the caller without its inside."""
    log.exception("request_failed", path=request.url.path, method=request.method)
    return answer_problem(request, Problem(500, "internal_error", "It was logged; try again."))
