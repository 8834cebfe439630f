"""Cutting a stream of bytes into the lines that hold one record each, in constant memory."""

from collections.abc import Iterator

import msgspec

MOST_BYTES = 1_000_000  # of one record; what is longer is cut off and refused as a line
MOST_SPAN = 50  # physical lines of one quoted CSV record


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One record as it stood in the file; `number` counts its first line from 1."""

    number: int
    content: bytes


class Cutter:
    """Cuts pieces of a file into records; quoted line ends in CSV stay inside their record.

    `separator` is None where every line is a record. A quote that never closes costs its own line
    only: after MOST_SPAN lines the first one is given out as it is, and the others are cut anew.
    """

    def __init__(self, separator: bytes | None, *, line_end: bytes = b"\n") -> None:
        self._separator = separator
        self._line_end = line_end
        self._count = 0
        self._tail = b""
        self._open: list[Line] = []
        self._is_quoted = False

    def feed(self, piece: bytes) -> Iterator[Line]:
        """The records that end within this piece."""
        first, *others = piece.split(self._line_end)
        self._keep(first)
        for part in others:
            yield from self._end_line()
            self._keep(part)

    def finish(self) -> Iterator[Line]:
        """What is left at the end of the file."""
        if self._tail:
            yield from self._end_line()
        while self._open:
            yield from self._give_up()

    def _keep(self, part: bytes) -> None:
        room = MOST_BYTES + 1 - len(self._tail)
        if part and room > 0:
            self._tail += part[:room]

    def _end_line(self) -> Iterator[Line]:
        self._count += 1
        line, self._tail = Line(self._count, self._tail.removesuffix(b"\r")), b""
        return self._take(line)

    def _take(self, line: Line) -> Iterator[Line]:
        if self._separator is None or not (self._open or b'"' in line.content):
            yield line
            return
        self._open.append(line)
        self._is_quoted = ends_quoted(line.content, self._separator, was_quoted=self._is_quoted)
        if not self._is_quoted:
            yield self._joined()
        elif len(self._open) > MOST_SPAN or sum(len(x.content) for x in self._open) > MOST_BYTES:
            yield from self._give_up()

    def _joined(self) -> Line:
        lines, self._open = self._open, []
        return Line(lines[0].number, b"\n".join(line.content for line in lines))

    def _give_up(self) -> Iterator[Line]:
        first, *others = self._open
        self._open, self._is_quoted = [], False
        yield first
        for line in others:
            yield from self._take(line)


def ends_quoted(line: bytes, separator: bytes, *, was_quoted: bool) -> bool:
    """Whether a physical line of CSV ends inside quotes; a quote opens at a field's beginning."""
    at, is_quoted = 0, was_quoted
    while True:
        if is_quoted:
            closing = line.find(b'"', at)
            if closing < 0:
                return True
            at = closing + 1
            if line.startswith(b'"', at):
                at += 1
                continue
            is_quoted = False
        elif line.startswith(b'"', at):
            at, is_quoted = at + 1, True
            continue
        following = line.find(separator, at)
        if following < 0:
            return False
        at = following + len(separator)


def is_blank(line: Line) -> bool:
    """Whether nothing stands on a line but spaces and separators."""
    return not line.content.strip(b" \t,;")
