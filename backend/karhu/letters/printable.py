"""Text as paper can show it: no character that turns, hides or breaks what stands beside it."""

import unicodedata

# Left out are control characters, marks of direction, surrogates, private use: PDF/A allows none of
# the last, and none of the others shows.
UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
REPLACEMENT = "\u25a1"  # an empty box, which the letters' font has
SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "ARABIC ", "HEBREW ")


def printable(text: str) -> str:
    """The text without characters that cannot be seen; runs of spaces become one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(one) in UNSEEN else one for one in text)
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split(" ")).strip()


def settable(text: str) -> str:
    """The text with a box for each character that the letters' fonts do not have."""
    return "".join(one if _is_settable(one) else REPLACEMENT for one in text)


def _is_settable(one: str) -> bool:
    if ord(one) < 0x250:
        return True
    if not one.isalpha():
        return unicodedata.category(one)[0] in "PZM" or one in "€₂½¼¾™−•□"
    return unicodedata.name(one, "").startswith(SCRIPTS)
