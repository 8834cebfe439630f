"""Refusals that say what is wrong, where, and how to mend it (RFC 9457)."""

from collections.abc import Mapping, Sequence

import msgspec


class Fault(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing wrong with a request: a JSON pointer or parameter name, a code, a sentence.

    Within a long text also its line and column, from 1.
    """

    pointer: str
    code: str
    detail: str
    line: int | None = None
    column: int | None = None


TITLES = {
    400: "The request breaks the contract",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "The ledger refuses",
    412: "Somebody changed it meanwhile",
    413: "Too large",
    415: "This kind of content is not read here",
    422: "The request does not fit the ledger",
    428: "Say which version you edit",
    429: "Too many requests",
    500: "Something went wrong here",
    503: "Not ready",
}


class Problem(Exception):
    """A refusal with its HTTP status and stable code; raising it rolls the transaction back."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str = "",
        *,
        faults: Sequence[Fault] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail or code)
        self.status = status
        self.code = code
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def missing(what: str) -> Problem:
    """There is none, or it belongs to another company: both look the same (404)."""
    return Problem(404, "not_found", f"There is no such {what}.")


def conflict(code: str, detail: str, *, pointer: str | None = None) -> Problem:
    """The request is sound, the state of the ledger refuses it (409)."""
    faults = [Fault(pointer=pointer, code=code, detail=detail)] if pointer is not None else []
    return Problem(409, code, detail, faults=faults)


def unfit(pointer: str, code: str, detail: str) -> Problem:
    """A value that the contract allows and the ledger cannot use (422)."""
    return Problem(422, code, detail, faults=[Fault(pointer=pointer, code=code, detail=detail)])


def refused(faults: Sequence[Fault]) -> Problem:
    """Every value that cannot be used, at once (422); the first one's code names the problem."""
    return Problem(422, faults[0].code, faults[0].detail, faults=faults)
