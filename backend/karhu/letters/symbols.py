"""Barcodes and QR codes as SVG, one path each: small, sharp, and quick to set."""

from collections.abc import Iterator

import zint

QUIET = 4  # modules around a QR code (ISO 18004); a barcode's are the page's own margin
MEDIUM = 2  # error correction M, as EPC069-12 asks


def code128(digits: str) -> str:
    """Code 128 of digits, 100 modules high; zint chooses subset C for pairs of digits."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.CODE128
    symbol.encode(digits)
    path = "".join(f"M{at} 0h{width}v100h-{width}z" for at, width in _runs(_rows(symbol)[0]))
    return _svg(path, width=symbol.width, height=100)


def qr(text: str) -> str:
    """A QR code of UTF-8 text, with its quiet zone."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.QRCODE
    symbol.option_1 = MEDIUM
    symbol.encode(text)
    path = "".join(
        f"M{at + QUIET} {row + QUIET}h{width}v1h-{width}z"
        for row, bits in enumerate(_rows(symbol))
        for at, width in _runs(bits)
    )
    side = symbol.width + 2 * QUIET
    return _svg(path, width=side, height=side)


def _svg(path: str, *, width: int, height: int) -> str:
    box = f'viewBox="0 0 {width} {height}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}><path d="{path}"/></svg>'


def _rows(symbol: zint.Symbol) -> list[int]:
    """The rows of a symbol as numbers whose lowest bit is the module on the left."""
    modules = symbol.encoded_data
    assert modules.shape is not None
    length, whole = modules.shape[1], modules.tobytes()
    return [
        int.from_bytes(whole[row * length : (row + 1) * length], "little")
        for row in range(symbol.rows)
    ]


def _runs(bits: int) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    at = 0
    while bits:
        gap = (bits & -bits).bit_length() - 1
        bits >>= gap
        width = (~bits & (bits + 1)).bit_length() - 1
        yield at + gap, width
        bits >>= width
        at += gap + width
