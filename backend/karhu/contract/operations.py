"""The bundled contract as operations: path, permission, parameters, bodies, success status."""

from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
from litestar.enums import HttpMethod

BUNDLE = Path(__file__).with_name("openapi.json")
METHODS = ("get", "post", "put", "patch", "delete")


class Parameter(msgspec.Struct, frozen=True, kw_only=True):
    """One parameter of an operation; `schema` has its references resolved."""

    name: str
    place: str
    is_required: bool
    schema: dict[str, Any]


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One operation of the contract, ready to be bound."""

    id: str
    method: HttpMethod
    path: str
    capability: str
    permission: str
    parameters: tuple[Parameter, ...]
    body_types: tuple[str, ...]
    body_schema: dict[str, Any] | None
    body_name: str | None
    status: int
    result_type: str | None

    @property
    def function_name(self) -> str:
        """`createRule` is bound to `create_rule`."""
        return snake(self.id)


def snake(name: str) -> str:
    """The snake_case form of a camelCase name."""
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


@cache
def contract() -> dict[str, Any]:
    """The bundled contract as it is served."""
    return msgspec.json.decode(BUNDLE.read_bytes())


def resolved(node: Any) -> Any:
    """The node a `$ref` points at, or the node itself."""
    while isinstance(node, dict) and "$ref" in node:
        target: Any = contract()
        for part in node["$ref"].removeprefix("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        node = target
    return node


def validator(schema: dict[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """A validator of one schema that may refer to the contract's components."""
    whole = schema
    if b'"$ref"' in msgspec.json.encode(schema):  # each validator keeps a copy of what it is given
        whole = {**schema, "components": {"schemas": contract()["components"]["schemas"]}}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True)


def operations() -> list[Operation]:
    """Every operation of the contract."""
    return [
        _operation(path, method, item[method], item.get("parameters", []))
        for path, item in contract()["paths"].items()
        for method in METHODS
        if method in item
    ]


def _operation(
    path: str, method: str, node: dict[str, Any], shared: list[dict[str, Any]]
) -> Operation:
    if "x-permission" not in node:
        raise LookupError(f"{node.get('operationId')} names no x-permission.")
    content = resolved(node.get("requestBody", {})).get("content", {})
    schema = next((body["schema"] for body in content.values()), None)
    status, answer = _success(node)
    return Operation(
        id=node["operationId"],
        method=HttpMethod(method.upper()),
        path=path,
        capability=node["tags"][0],
        permission=node["x-permission"],
        parameters=tuple(_parameter(entry) for entry in [*shared, *node.get("parameters", [])]),
        body_types=tuple(content),
        body_schema=schema,
        body_name=schema["$ref"].rsplit("/", 1)[-1] if schema and "$ref" in schema else None,
        status=status,
        result_type=next(iter(answer.get("content", {})), None),
    )


def _success(node: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    code = next(code for code in node["responses"] if code.startswith("2"))
    return int(code), resolved(node["responses"][code])


def _parameter(node: dict[str, Any]) -> Parameter:
    found = resolved(node)
    return Parameter(
        name=found["name"],
        place=found["in"],
        is_required=found.get("required", False),
        schema=resolved(found["schema"]),
    )
