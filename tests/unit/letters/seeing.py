"""Seeing letters as pictures, and reading their codes with a decoder that did not draw them."""

from io import BytesIO
from typing import Any

import typst
import zxingcpp
from PIL import Image

from karhu.letters.document import Document
from karhu.letters.typesetting import HERE, TEMPLATE, sheet_source

FONTS = typst.Fonts(
    include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")]
)
DRAWN = """
#set page(width: {width}mm, height: {height}mm, margin: 6mm, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "stretch")
"""


def pictures(document: Document, *, ppi: float = 200) -> list[bytes]:
    """The pages of a document as PNG."""
    pages = typst.compile(
        str(TEMPLATE), root=str(HERE), font_paths=FONTS, ppi=ppi, format="png",
        sys_inputs={"sheet": sheet_source(document)},
    )  # fmt: skip
    return [page for page in (pages if isinstance(pages, list) else [pages]) if page]


def codes_of(document: Document) -> list[tuple[Any, str]]:
    """Every barcode and QR code on the pages of a document: its kind and what it says."""
    return [code for page in pictures(document) for code in _read(page)]


def read_all(svg: str, *, width_mm: int, height_mm: int) -> list[tuple[Any, str]]:
    """What a decoder reads of a drawing on white paper."""
    source = DRAWN.format(width=width_mm + 12, height=height_mm + 12)
    page = typst.compile(source.encode(), sys_inputs={"svg": svg}, ppi=200, format="png")
    assert isinstance(page, bytes)
    return _read(page)


def _read(png: bytes) -> list[tuple[Any, str]]:
    picture = Image.open(BytesIO(png)).convert("L")
    return [(code.format, code.text) for code in zxingcpp.read_barcodes(picture)]
