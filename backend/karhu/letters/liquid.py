"""Company texts as Liquid: a small, safe part of it, checked when saved, filled for each letter.

A text may say variables, alter them by filters of text to text, and ask by `if`, `unless` and
`case` what there is. There are no loops and no names of its own, so that filling takes time and
room in proportion to the text; the limits hold all the same.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

import msgspec
from liquid import Environment, StrictUndefined, Undefined
from liquid.ast import Node
from liquid.builtin import content, illegal, output
from liquid.builtin.expressions import (
    BooleanExpression,
    FilteredExpression,
    Path,
)
from liquid.builtin.expressions.arguments import PositionalArgument
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    LogicalAndExpression,
    LogicalNotExpression,
    LogicalOrExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import (
    FalseLiteral,
    IntegerLiteral,
    Nil,
    StringLiteral,
    TrueLiteral,
)
from liquid.builtin.tags import case_tag, comment_tag, if_tag, inline_comment_tag, unless_tag
from liquid.exceptions import LiquidError
from liquid.expression import Expression
from liquid.template import BoundTemplate
from liquid.token import Token

LONGEST = 8_000  # characters of a text as it is written
MOST_SAID = 100  # variables that a text may say, also in what is not read this time
LONGEST_WORD = 500  # characters that a filter may make
LONGEST_FILLED = 4 * (LONGEST + MOST_SAID * LONGEST_WORD)  # bytes that no sound text comes to
DEEPEST = 10  # blocks within blocks, conditions within conditions


class Flaw(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong with a text, and where: line and column from 1."""

    code: str
    detail: str
    line: int = 1
    column: int = 1


class _NoText(Undefined):
    """What an absent value is in a condition: false, and equal to an empty text."""

    def __eq__(self, other: object) -> bool:
        return other is None or other == "" or isinstance(other, _NoText)

    __hash__ = None  # type: ignore[assignment]


class Absent(str):
    """The empty text of a variable that has no value for a case; `{% if %}` takes it for false."""

    __slots__ = ()

    def __liquid__(self) -> object:
        return NO_TEXT


NO_TEXT, ABSENT = _NoText("", token=None), Absent()
NOTHING_SAID = re.compile(r"\{\{-?\s*-?\}\}")

# what each filter takes beside the text: letters for texts, digits for numbers
FILTERS: dict[str, tuple[type, ...]] = {
    "append": (str,),
    "capitalize": (),
    "default": (str,),
    "downcase": (),
    "prepend": (str,),
    "remove": (str,),
    "replace": (str, str),
    "strip": (),
    "truncate": (int,),
    "upcase": (),
}
_MADE_BY = {
    "append": lambda text, end: text + end,
    "capitalize": lambda text: text[:1].upper() + text[1:],
    "default": lambda text, other: text or other,
    "downcase": str.lower,
    "prepend": lambda text, start: start + text,
    "remove": lambda text, part: text.replace(part, "") if part else text,
    "replace": lambda text, old, new: text.replace(old, new) if old else text,
    "strip": str.strip,
    "truncate": lambda text, size: text if len(text) <= size else text[: max(size - 1, 0)] + "…",
    "upcase": str.upper,
}
SOUND: tuple[type[Expression], ...] = (
    BooleanExpression, ContainsExpression, EqExpression, FalseLiteral, FilteredExpression,
    LogicalAndExpression, LogicalNotExpression, LogicalOrExpression, NeExpression, Nil, Path,
    StringLiteral, TrueLiteral, case_tag._AnyExpression,
)  # fmt: skip


class _Letters(Environment):
    """Liquid with nothing but what texts of letters may use; no loader, so no files."""

    block_nesting_limit = DEEPEST
    context_depth_limit = DEEPEST
    loop_iteration_limit = 1
    local_namespace_limit = 1
    output_stream_limit = LONGEST_FILLED
    suppress_blank_control_flow_blocks = False
    logical_not_operator = True

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:
        for tag in (
            content.Literal, output.Output, illegal.Illegal, if_tag.IfTag, unless_tag.UnlessTag,
            case_tag.CaseTag, comment_tag.CommentTag, inline_comment_tag.InlineCommentTag,
        ):  # fmt: skip
            self.add_tag(tag)
        for name, make in _MADE_BY.items():
            self.add_filter(name, _bounded(make))


def _bounded(make: Any) -> Any:
    def filtered(value: object, *given: object) -> str:
        text = value if isinstance(value, str) else ""
        made: str = make(text, *given)
        return made[:LONGEST_WORD]

    return filtered


LETTERS = _Letters(undefined=StrictUndefined)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables filled in; what fills them is never read as Liquid."""
    return _parsed(text).render(values)


@lru_cache(maxsize=512)
def _parsed(text: str) -> BoundTemplate:
    return LETTERS.from_string(text)


def flaws_of(text: str, known: Collection[str]) -> list[Flaw]:
    """All that keeps a text from being filled for every case; `known` are its variables."""
    if len(text) > LONGEST:
        detail = f"The text has {len(text)} characters, and {LONGEST} are allowed. Shorten it."
        return [Flaw(code="text_too_long", detail=detail)]
    if text.count("{{") > MOST_SAID:  # before parsing: the lexer takes long over many braces
        detail = f"The text says more than {MOST_SAID} variables. Shorten it."
        return [Flaw(code="text_too_long", detail=detail)]
    try:
        parsed = LETTERS.from_string(text)
    except (LiquidError, RecursionError, ValueError) as error:
        return [_unparsed(text, error)]
    found = [flaw for node in parsed.nodes for flaw in _flaws_in(text, node, known)]
    return sorted(found, key=lambda flaw: (flaw.line, flaw.column))


def nodes_of(text: str) -> list[Node]:
    """The tree of a sound text."""
    return _parsed(text).nodes


@lru_cache(maxsize=512)
def variables_in(text: str) -> frozenset[str]:
    """The names of the variables that a sound text says or asks for."""
    found: set[str] = set()
    pending: list[Any] = list(_parsed(text).nodes)
    while pending:
        one = pending.pop()
        if isinstance(one, Node):
            pending += [*one.children(_NOWHERE), *one.expressions()]
        else:
            pending += one.children()
            if isinstance(one, Path):
                found.add(str(one.path[0]))
    return frozenset(found)


_NOWHERE: Any = None  # the context that only tags with partial texts would ask


def _unparsed(text: str, error: Exception) -> Flaw:
    token = getattr(error, "token", None)
    said = str(error.args[0]) if error.args else type(error).__name__
    if "unexpected tag" in said or "unknown tag" in said:
        name = token.value if token is not None else ""
        detail = f"There is no tag {name} here. Take if, unless or case, and close what is opened."
        return _flaw(text, token, "unknown_tag", detail)
    detail = f"This cannot be read: {said[:200]}. Mend the braces or the words between them."
    return _flaw(text, token, "unreadable_text", detail)


def _flaws_in(text: str, node: Node, known: Collection[str]) -> Iterator[Flaw]:
    for expression in node.expressions():
        yield from _flaws_of_expression(text, expression, known)
    for child in node.children(_NOWHERE):
        yield from _flaws_in(text, child, known)


def _flaws_of_expression(
    text: str, expression: Expression, known: Collection[str], depth: int = 0
) -> Iterator[Flaw]:
    if depth > DEEPEST:
        detail = "This condition is too long. Part it into two."
        yield _flaw(text, expression.token, "unsound_expression", detail)
        return
    if not isinstance(expression, SOUND):
        detail = f"{expression} is not allowed here. Ask with if what there is, or compare by ==."
        yield _flaw(text, expression.token, "unsound_expression", detail)
        return
    if isinstance(expression, Path):
        if len(expression.path) != 1 or expression.path[0] not in known:
            detail = f"There is no variable {expression}. Choose one from the list."
            yield _flaw(text, expression.token, "unknown_variable", detail)
        return
    if isinstance(expression, FilteredExpression):
        yield from _flaws_of_filters(text, expression, known)
        yield from _flaws_of_expression(text, expression.left, known)
        return
    for child in expression.children():
        yield from _flaws_of_expression(text, child, known, depth + 1)


def _flaws_of_filters(
    text: str, expression: FilteredExpression, known: Collection[str]
) -> Iterator[Flaw]:
    for one in expression.filters or ():
        if one.name not in FILTERS:
            detail = f"There is no filter {one.name}. There are: {', '.join(FILTERS)}."
            yield _flaw(text, one.token, "unknown_filter", detail)
            continue
        wanted, given = FILTERS[one.name], one.args or ()
        if len(wanted) != len(given) or not all(map(_fits, given, wanted)):
            detail = f"The filter {one.name} takes {_told(wanted)}, as in {_example(one.name)}."
            yield _flaw(text, one.token, "wrong_filter_argument", detail)
        for argument in given:
            if isinstance(argument.value, Path):
                yield from _flaws_of_expression(text, argument.value, known)


def _fits(argument: Any, wanted: type) -> bool:
    if not isinstance(argument, PositionalArgument):
        return False
    allowed = (StringLiteral, Path) if wanted is str else (IntegerLiteral,)
    return isinstance(argument.value, allowed)


def _told(wanted: tuple[type, ...]) -> str:
    words = ["a text" if one is str else "a number" for one in wanted]
    return " and ".join(words) or "nothing"


def _example(name: str) -> str:
    given = ", ".join('"text"' if one is str else "40" for one in FILTERS[name])
    return f"| {name}: {given}" if given else f"| {name}"


def _flaw(text: str, token: Token | None, code: str, detail: str) -> Flaw:
    where = token.start_index if token is not None and token.start_index >= 0 else -1
    if where < 0:  # what is missing is missed at the end, but for what stands between braces
        empty = NOTHING_SAID.search(text)
        where = empty.start() if empty else len(text)
    before = text[:where]
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    return Flaw(
        code=code, detail=f"Line {line}, column {column}: {detail}", line=line, column=column
    )
