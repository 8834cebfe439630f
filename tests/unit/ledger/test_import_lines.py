"""Cutting a file into records."""

from collections.abc import Sequence

from karhu.imports.lines import MOST_BYTES, MOST_SPAN, Cutter, Line


def cut(*pieces: bytes, separator: bytes | None = b",") -> list[tuple[int, bytes]]:
    cutter = Cutter(separator)
    lines: Sequence[Line] = [line for piece in pieces for line in cutter.feed(piece)]
    return [(line.number, line.content) for line in [*lines, *cutter.finish()]]


def test_lines_are_counted_from_one_and_the_last_needs_no_end() -> None:
    assert cut(b"a\r\nb\n\nc") == [(1, b"a"), (2, b"b"), (3, b""), (4, b"c")]


def test_a_line_end_inside_quotes_stays_inside_its_record() -> None:
    assert cut(b'1,"a\nb"\n2,x\n') == [(1, b'1,"a\nb"'), (3, b"2,x")]


def test_doubled_quotes_and_quotes_within_a_field_open_nothing() -> None:
    text = b'1,"a ""b"" c"\n2,5" pipe\n3,""\n4,"x",""""\n5,y\n'
    assert [number for number, _ in cut(text)] == [1, 2, 3, 4, 5]


def test_quotes_mean_nothing_in_ndjson() -> None:
    assert cut(b'{"a":"b"\n"}\n', separator=None) == [(1, b'{"a":"b"'), (2, b'"}')]


def test_a_quote_that_never_closes_costs_its_own_line_only() -> None:
    others = [b"%d,x" % n for n in range(2, 2 * MOST_SPAN)]
    found = cut(b"\n".join([b'1,"open', *others]))
    assert found[0] == (1, b'1,"open')
    assert [content for _, content in found[1:]] == others


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    found = cut(*[b"x" * 100_000] * 30, b"\nnext")
    assert [(number, len(content)) for number, content in found] == [(1, MOST_BYTES + 1), (2, 4)]
