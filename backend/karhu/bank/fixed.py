"""Files of lines of a fixed length, in Latin-1, as the bank systems of the 1990s write them."""

from collections.abc import Iterator
from typing import BinaryIO

from karhu.bank.entry import BankFileError

CHUNK_BYTES = 65_536
LONGEST_LINE = 1_000  # bytes; what is longer is no line of any of these files


def records(stream: BinaryIO, *, width: int) -> Iterator[tuple[int, str]]:
    """The lines that say something, with their numbers, each filled up to the width."""
    for number, line in enumerate(_lines(stream), 1):
        if content := line.strip(b"\r\x1a\x00").rstrip():
            yield number, _text(content, width, number)


def _text(content: bytes, width: int, number: int) -> str:
    text = content.decode("latin-1")
    if len(text) > width:  # a program on the way may have made UTF-8 of it
        text = content.decode("utf-8", errors="replace")
    if len(text) > width:
        detail = f"Line {number} has {len(text)} characters, and a record has {width}."
        raise BankFileError("line_too_long", f"{detail} Send the file as the bank gave it.")
    return text.replace("\x00", " ").ljust(width)  # PostgreSQL keeps no NUL


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    waiting, number = b"", 0
    while piece := stream.read(CHUNK_BYTES):
        *whole, waiting = (waiting + piece).split(b"\n")
        for line in whole:
            number += 1
            yield _checked(line, number)
        _checked(waiting, number + 1)
    yield waiting


def _checked(line: bytes, number: int) -> bytes:
    if len(line) > LONGEST_LINE:
        detail = f"Line {number} does not end. Send the file as the bank gave it, line by line."
        raise BankFileError("line_too_long", detail)
    return line


def cut(text: str, start: int, end: int) -> str:
    """The columns of a record from `start` to `end`, counted from 1 as the manuals do."""
    return text[start - 1 : end]
