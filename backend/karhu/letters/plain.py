"""Text without what cannot be seen: on one line, or as paragraphs."""

# control characters, and the marks that turn the direction of what follows them
CONTROLS = (
    range(0x20), range(0x7F, 0xA0), range(0x200E, 0x2010), range(0x2028, 0x202F),
    range(0x2066, 0x206A), (0x61C, 0xFEFF),
)  # fmt: skip
UNPRINTABLE = dict.fromkeys((code for codes in CONTROLS for code in codes), " ")
_IN_TEXT = {code: mark for code, mark in UNPRINTABLE.items() if code != 0x0A}


def one_line(text: str) -> str:
    """The text on one line: no control characters, and none that reverse what follows."""
    return _closed_up(text if text.isprintable() else text.translate(UNPRINTABLE))


def _closed_up(line: str) -> str:
    # by spaces alone: those inside an amount keep it on one line
    if "  " not in line:
        return line.strip()
    return " ".join(filter(None, line.split(" "))).strip()


def lines(text: str) -> str:
    """The text as paragraphs: trimmed, at most one empty line running, nothing unprintable."""
    kept = [_closed_up(line) for line in text.translate(_IN_TEXT).split("\n")]
    return "\n\n".join("\n".join(part) for part in _parts(kept))


def _parts(kept: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in kept:
        if line:
            parts[-1].append(line)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if part]
