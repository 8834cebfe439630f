"""Text as paper can show it: no character that turns, hides or breaks what stands beside it."""

import unicodedata

# Left out are control characters, marks of direction, surrogates, private use: PDF/A allows none of
# the last, and none of the others shows.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
# what the letters' font surely has: Latin of Europe, Greek, Cyrillic, Vietnamese, punctuation
SURE = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x17F), (0x388, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1),
    (0x3A3, 0x3CE), (0x400, 0x45F), (0x1EA0, 0x1EF9), (0x2010, 0x2015), (0x2018, 0x201E),
    (0x2020, 0x2022), (0x2026, 0x2026), (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2212, 0x2212),
)  # fmt: skip
SETTABLE = frozenset(chr(code) for first, last in SURE for code in range(first, last + 1))


def printable(text: str) -> str:
    """The text without characters that cannot be seen; runs of spaces become one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(one) in UNSEEN else one for one in text)
    return " ".join(filter(None, unicodedata.normalize("NFC", "".join(kept)).split(" ")))


def settable(text: str) -> str:
    """The text with a question mark for each character that the letters' font may not have."""
    return "".join(one if one in SETTABLE else "?" for one in text)
