"""Where the window of an envelope is, so that the address shows and nothing else does."""

import msgspec


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A window on the first page: millimetres from the top left corner of A4."""

    x: float
    y: float
    width: float
    height: float


# The sender's country decides, for it is the sender who buys envelopes and printing.
WINDOWS = {
    "FI": Window(x=20, y=42, width=90, height=30),  # C5 and E5, window on the left
    "SE": Window(x=112, y=42, width=85, height=35),  # H2, window on the right
    "NO": Window(x=15, y=44, width=105, height=35),  # C5
}
ELSEWHERE = Window(x=20, y=45, width=85, height=45)  # DIN 5008 B


def window_of(country: str) -> Window:
    """The window that a sender of this country has to expect."""
    return WINDOWS.get(country, ELSEWHERE)
