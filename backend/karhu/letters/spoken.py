"""How a letter writes days, amounts and names: in its language, on one line."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.dates import format_date

from karhu.kit.money import LOCALES, spoken
from karhu.letters.calculation import DAYS

KEPT = 10_000  # amounts and days kept as text, for they recur

# control characters, and the marks that turn the direction of what follows them
CONTROLS = (
    range(0x20), range(0x7F, 0xA0), range(0x200E, 0x2010), range(0x2028, 0x202F),
    range(0x2066, 0x206A), (0x61C, 0xFEFF),
)  # fmt: skip
UNPRINTABLE = dict.fromkeys((code for codes in CONTROLS for code in codes), " ")
_IN_TEXT = {code: mark for code, mark in UNPRINTABLE.items() if code != 0x0A}


def one_line(text: str) -> str:
    """The text on one line: no control characters, and none that reverse what follows."""
    return _closed_up(text.translate(UNPRINTABLE))


def _closed_up(line: str) -> str:
    # by spaces alone: those inside an amount keep it on one line
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


@lru_cache(maxsize=KEPT)
def day_in(language: str, day: date) -> str:
    """The day as `fi`, `sv` or `en` writes it, such as `7.1.2027`."""
    return format_date(day, format=DAYS[language], locale=LOCALES[language])


@lru_cache(maxsize=KEPT)
def money_in(language: str, currency: str, amount: Decimal) -> str:
    """The amount as `fi`, `sv` or `en` writes it, such as `1 234,50 €`."""
    return spoken(amount, currency, language)


def grouped_iban(iban: str) -> str:
    """The IBAN in groups of four."""
    bare = "".join(iban.split())
    return " ".join(bare[start : start + 4] for start in range(0, len(bare), 4))
