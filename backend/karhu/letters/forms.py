"""Texts filled by way of a form: the Liquid is rendered once for all letters that read alike.

A form has gaps for the values that a text only says, or asks whether they are there. So a thousand
reminders cost one rendering, which is several times as fast; a text that compares or alters what
differs from letter to letter is rendered for each.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from liquid.ast import Node
from liquid.builtin.expressions import BooleanExpression, FilteredExpression, Path
from liquid.builtin.expressions.logical import (
    LogicalAndExpression,
    LogicalNotExpression,
    LogicalOrExpression,
)

from karhu.letters.liquid import ABSENT, filled, nodes_of

GAP = "\ue000"  # of the private use area; a text that holds one is rendered for each letter
ASKED = (BooleanExpression, LogicalAndExpression, LogicalNotExpression, LogicalOrExpression)
FEW = frozenset(("country", "MAA", "step_name", "VAIHE", "consumer", "KULUTTAJA"))
FORMS = 2_000


def filled_by_form(text: str, values: Mapping[str, str], tidy: Callable[[str], str]) -> str:
    """The text with these values, each of them one line, tidied as if it had been filled whole."""
    looked_into = looked_into_by(text)
    if GAP in text or not looked_into <= FEW:
        return tidy(filled(text, values))
    key = tuple(
        (name, value if name in looked_into else bool(value)) for name, value in values.items()
    )
    parts = _form(text, key, tidy).copy()
    parts[1::2] = [values[name] for name in parts[1::2]]
    return "".join(parts)


@lru_cache(maxsize=FORMS)
def _form(
    text: str, key: tuple[tuple[str, str | bool], ...], tidy: Callable[[str], str]
) -> list[str]:
    """Text and the names of gaps in turns."""
    values = {
        name: value if isinstance(value, str) else f"{GAP}{name}{GAP}" if value else ABSENT
        for name, value in key
    }
    return tidy(filled(text, values)).split(GAP)


@lru_cache(maxsize=FORMS)
def looked_into_by(text: str) -> frozenset[str]:
    """The variables whose very value decides what a text says, not only whether there is one."""
    return frozenset(name for node in nodes_of(text) for name in _in_node(node))


def _in_node(node: Node) -> Iterator[str]:
    for expression in node.expressions():
        is_plain = isinstance(expression, (FilteredExpression, *ASKED))
        yield from _in_expression(expression) if is_plain else _all_in(expression)
    for child in node.children(None):  # type: ignore[arg-type]
        yield from _in_node(child)


def _in_expression(expression: Any) -> Iterator[str]:
    if isinstance(expression, Path):
        return  # said, or asked for
    if isinstance(expression, FilteredExpression) and not expression.filters:
        yield from _in_expression(expression.left)
    elif isinstance(expression, ASKED):
        for child in expression.children():
            yield from _in_expression(child)
    else:
        yield from _all_in(expression)


def _all_in(expression: Any) -> Iterator[str]:
    if isinstance(expression, Path):
        yield str(expression.path[0])
    for child in expression.children():
        yield from _all_in(child)
