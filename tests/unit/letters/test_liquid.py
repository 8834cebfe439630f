"""Which texts may be saved, and where the fault is in those that may not."""

import time

import pytest

from karhu.letters.liquid import ABSENT, LONGEST, filled, flaws_of

KNOWN = frozenset(("name", "fee"))

REFUSED = [
    ("Hi {{ nobody }}", "unknown_variable", 1, 7),
    ("one\ntwo {{ name }}\n {{ name.size }}", "unknown_variable", 3, 5),
    ("{{ name | shout }}", "unknown_filter", 1, 11),
    ("{{ name | date: '%Y' }}", "unknown_filter", 1, 11),
    ("{{ name | append }}", "wrong_filter_argument", 1, 11),
    ("{{ name | append: 3 }}", "wrong_filter_argument", 1, 11),
    ("{{ name | truncate: 'x' }}", "wrong_filter_argument", 1, 11),
    ("{{ name | append: nobody }}", "unknown_variable", 1, 19),
    ("{% for i in (1..9) %}{% endfor %}", "unknown_tag", 1, 4),
    ("{% assign x = name %}", "unknown_tag", 1, 4),
    ("{% include 'other' %}", "unknown_tag", 1, 4),
    ("{% render 'other' %}", "unknown_tag", 1, 4),
    ("{% liquid\nassign x = 1 %}", "unknown_tag", 1, 4),
    ("{% capture x %}{% endcapture %}", "unknown_tag", 1, 4),
    ("{% endif %}", "unknown_tag", 1, 4),
    ("{% if fee > 5 %}{% endif %}", "unsound_expression", 1, 11),
    ("{{ (1..9999999) }}", "unsound_expression", 1, 4),
    ("{% if fee %}\nnever closed", "unreadable_text", 2, 13),
    ("{{ name", "unreadable_text", 1, 1),
    ("a {{ }}", "unreadable_text", 1, 3),
]


@pytest.mark.req("R278")
@pytest.mark.parametrize(("text", "code", "line", "column"), REFUSED)
def test_a_text_that_cannot_be_used_is_refused_at_its_place(
    text: str, code: str, line: int, column: int
) -> None:
    [flaw] = flaws_of(text, KNOWN)
    assert (flaw.code, flaw.line, flaw.column) == (code, line, column)
    assert flaw.detail.startswith(f"Line {line}, column {column}: ")


def test_every_fault_is_told_in_the_order_of_the_text() -> None:
    found = flaws_of("{{ b | append: a }}\n{{ c | no }}{% if d %}{{ e }}{% endif %}", KNOWN)
    assert [(f.line, f.column) for f in found] == [
        (1, 4),
        (1, 16),
        (2, 4),
        (2, 8),
        (2, 19),
        (2, 26),
    ]


FILLED = [
    ("Hi {{ name }}!", "Hi Aino!"),
    ("{{ name | upcase | append: '.' }}", "AINO."),
    ("{{ fee | default: 'free' }}", "free"),
    ("{{ name | replace: 'A', 'E' | truncate: 3 }}", "Ei…"),
    ("{% if fee %}fee{% else %}no fee{% endif %}", "no fee"),
    ("{% unless fee %}free{% endunless %}", "free"),
    ("{% if fee == '' %}empty{% endif %}", "empty"),
    ("{% if not fee and name contains 'in' %}yes{% endif %}", "yes"),
    ("{% case name %}{% when 'Aino', 'Eino' %}one{% else %}other{% endcase %}", "one"),
    ("{% comment %}{{ nobody }}{% endcomment %}kept", "kept"),
    ("a }} b", "a }} b"),
]


@pytest.mark.parametrize(("text", "read"), FILLED)
def test_a_text_is_filled_with_what_the_case_has(text: str, read: str) -> None:
    assert flaws_of(text, KNOWN) == []
    assert filled(text, {"name": "Aino", "fee": ABSENT}) == read


HOSTILE_NAMES = ["{{ fee }}", "{% if x %}", "{{", "%}", "#panic()", "<b>", "a\u202eb"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_what_fills_a_variable_is_never_read_as_liquid(name: str) -> None:
    assert filled("[{{ name }}]", {"name": name}) == f"[{name}]"


HOSTILE = [
    "{{" * 4000, "{%" * 4000, "{{ name" * 1000, "{% if " * 1300, "{{ name[" * 900,
    "{% if not " + "not " * 1900 + "name %}{% endif %}",
    "{% if name" + " and name" * 800 + " %}x{% endif %}",
    "{% if " + "name contains " * 500 + "name %}{% endif %}",
    "{{ name " + "| replace: '', 'aaaaaaaaaa' " * 250 + "}}",
    "{{ name " + "| replace: 'a', 'aaaaaaaaaa' " * 250 + "}}",
    "{{ name " + "| append: name " * 500 + "}}",
    "{{ " + "(" * 7000 + " }}",
    "{% comment %}" * 600,
    "{% if name %}" * 200 + "{% endif %}" * 200,
    "{% case name %}" + "{% when 'x' %}" * 500 + "{% endcase %}",
    "{% if name %}" * 9 + "{{ name }}" * 100 + "{% endif %}" * 9,
    "x" * (LONGEST + 1),
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_text_is_refused_or_filled_in_bounded_time_and_room(text: str) -> None:
    began = time.perf_counter()
    if not flaws_of(text, KNOWN):
        assert len(filled(text, {"name": "a" * 300, "fee": ABSENT})) < 60_000
    assert time.perf_counter() - began < 2
