"""Binds every operation of the contract to the function of its name, or refuses to start."""

import importlib
import importlib.util
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

import karhu
from karhu.contract import types
from karhu.contract.operations import Operation, operations, snake
from karhu.contract.permissions import GIVEN, PERMISSIONS
from karhu.contract.reading import PYTHON_NAMES

Function = Callable[..., Any]


class BindingError(Exception):
    """The contract and the code differ; the text lists every difference."""


def bound() -> list[tuple[Operation, Function]]:
    """Every operation with its function; raises BindingError with all differences at once."""
    functions = _functions()
    pairs, faults = [], []
    for operation in operations():
        function = functions.pop(operation.function_name, None)
        faults += _differences(operation, function)
        if function is not None:
            pairs.append((operation, function))
    faults += [f"{name} in {f.__module__} has no operation." for name, f in functions.items()]
    if faults:
        raise BindingError("\n".join(faults))
    return pairs


def _differences(operation: Operation, function: Function | None) -> list[str]:
    if function is None:
        return [f"{operation.id} has no function {operation.function_name} in any api.py."]
    faults = []
    if operation.permission not in PERMISSIONS | GIVEN:
        faults.append(f"{operation.id} names the unknown permission {operation.permission}.")
    if (wanted := wanted_arguments(operation)) != (taken := _taken(function)):
        faults.append(f"{operation.function_name} takes {taken}, the contract has {wanted}.")
    return faults


def wanted_arguments(operation: Operation) -> list[str]:
    """The names that the bound function takes after `call`, sorted."""
    names = [
        PYTHON_NAMES.get(p.name, p.name)
        for p in operation.parameters
        if p.place in ("path", "query") and p.name != "company_id"
    ]
    return sorted([*names, "body"] if operation.body_name else names)


def body_type(operation: Operation) -> Any:
    """The generated struct that the body is converted to."""
    return getattr(types, operation.body_name) if operation.body_name else None


def _taken(function: Function) -> list[str]:
    names = list(inspect.signature(function).parameters)
    return sorted(names[1:])


def _functions() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for module in _api_modules():
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                if name in found:
                    raise BindingError(f"{name} is written twice: {found[name].__module__}.")
                found[name] = function
    return found


def _api_modules() -> list[ModuleType]:
    packages = [entry.name for entry in pkgutil.iter_modules(karhu.__path__) if entry.ispkg]
    modules = []
    for package in packages:
        name = f"karhu.{package}.api"
        if importlib.util.find_spec(name) is not None:
            modules.append(importlib.import_module(name))
    return modules


__all__ = ["BindingError", "body_type", "bound", "snake", "wanted_arguments"]
