"""Reading a request as the contract has it: every fault at once, each with its pointer."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import jsonschema_rs
import msgspec

from karhu.contract.operations import Operation, Parameter, resolved, validator
from karhu.kit.problems import Fault, Problem

PYTHON_NAMES = {"from": "from_", "to": "to"}


class Reader:
    """Reads the parameters and the body of one operation."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.given = [p for p in operation.parameters if p.place in ("query", "header")]
        self.checks = {p.name: validator(p.schema) for p in operation.parameters}
        self.body_check = (
            validator(operation.body_schema) if operation.body_schema is not None else None
        )

    def path(self, values: Mapping[str, str]) -> dict[str, Any]:
        """Path parameters as Python values; a malformed one is simply not found (404)."""
        read: dict[str, Any] = {}
        for parameter in self.operation.parameters:
            if parameter.place != "path":
                continue
            value = _coerced(resolved(parameter.schema), values[parameter.name])
            if not self.checks[parameter.name].is_valid(value):
                raise Problem(404, "not_found", "There is nothing at this address.")
            read[parameter.name] = _python(parameter, value)
        return read

    def query(self, raw: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
        """Query parameters as Python values, keyed by Python name; raises 400 with all faults."""
        sent = _pairs(raw)
        faults: list[Fault] = []
        read: dict[str, Any] = {}
        for parameter in self.given:
            source = sent.get(parameter.name) if parameter.place == "query" else None
            if parameter.place == "header":
                source = headers.get(parameter.name)
            value = self._one(parameter, source, faults)
            if parameter.place == "query" and value is not None:
                read[PYTHON_NAMES.get(parameter.name, parameter.name)] = value
        if faults:
            raise breach(faults)
        return read

    def _one(self, parameter: Parameter, text: str | None, faults: list[Fault]) -> Any:
        if text is None:
            if parameter.is_required:
                detail = f"The parameter {parameter.name} is required."
                faults.append(Fault(pointer=parameter.name, code="required", detail=detail))
            return parameter.schema.get("default")
        value = _coerced(parameter.schema, text)
        found = list(self.checks[parameter.name].iter_errors(value))
        faults += [_fault(error, prefix=parameter.name) for error in found]
        return None if found else _python(parameter, value)

    def body(self, content: bytes, content_type: str) -> Any:
        """The decoded JSON body, valid against the contract; raises 400 or 415."""
        check_media_type(self.operation, content_type)
        try:
            decoded = msgspec.json.decode(content)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            detail = f"The body is not JSON: {error}"
            fault = Fault(pointer="", code="not_json", detail=detail)
            raise Problem(400, "not_json", detail, faults=[fault]) from None
        faults = faults_of(self.body_check, decoded)
        if faults:
            raise breach(faults)
        return decoded


def check_media_type(operation: Operation, content_type: str) -> None:
    """Raise 415 unless the body is of a kind that the operation reads."""
    kind = content_type.split(";")[0].strip().lower()
    allowed = set(operation.body_types)
    if "application/merge-patch+json" in allowed:
        allowed.add("application/json")
    if kind not in allowed:
        wanted = " or ".join(operation.body_types)
        raise Problem(415, "wrong_content_type", f"Send {wanted}, not {kind or 'nothing'}.")


def faults_of(check: Any, value: Any) -> list[Fault]:
    """Everything about a value that breaks its schema; no faults means that it is valid."""
    return [_fault(error) for error in check.iter_errors(value)] if check else []


def breach(faults: list[Fault]) -> Problem:
    """The request breaks the contract (400)."""
    return Problem(400, "invalid_request", faults[0].detail, faults=faults)


def _fault(error: jsonschema_rs.ValidationError, prefix: str = "") -> Fault:
    parts = [str(part).replace("~", "~0").replace("/", "~1") for part in error.instance_path]
    pointer = prefix + "".join(f"/{part}" for part in parts)
    code = "".join(f"_{c.lower()}" if c.isupper() else c for c in error.kind.name)
    return Fault(pointer=pointer, code=code, detail=error.message[:500])


def _pairs(raw: bytes) -> dict[str, str]:
    text = raw.decode("latin-1")
    return dict(parse_qsl(text, keep_blank_values=True, errors="replace"))


def _coerced(schema: Mapping[str, Any], text: str) -> Any:
    kind = schema.get("type")
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if kind == "integer" and text.removeprefix("-").isascii() and text.removeprefix("-").isdigit():
        return int(text) if len(text) < 20 else text
    return text


def _python(parameter: Parameter, value: Any) -> Any:
    match resolved(parameter.schema).get("format"):
        case "uuid":
            return UUID(value)
        case "date":
            return date.fromisoformat(value)
        case _:
            return value
