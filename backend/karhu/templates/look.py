"""How a company's paper looks: a colour that can be read on white, a picture that is only that."""

import struct
from collections.abc import Iterator
from itertools import chain
from typing import Literal
from zlib import crc32

import msgspec
from lxml import etree

from karhu.kit.problems import Fault

LEAST_CONTRAST = 4.5  # to 1, for text of any size (WCAG 2.2, 1.4.3)
LARGEST_LOGO = 500_000  # bytes
MOST_PIXELS = 3_000  # on a side
MOST_ELEMENTS = 5_000  # of an SVG
LogoKind = Literal["png", "jpg", "svg"]
SVG = "http://www.w3.org/2000/svg"
DRAWN = frozenset(
    (
        "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
        "ellipse", "line", "polyline", "polygon", "text", "tspan", "linearGradient",
        "radialGradient", "stop", "clipPath", "mask", "pattern", "style",
    )
)  # fmt: skip
SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class LogoError(Exception):
    """A picture that cannot be the logo: a code, and how to mend it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


class Size(msgspec.Struct, frozen=True):
    """Width and height of a picture in pixels."""

    width: int
    height: int


def colour_faults(colour: str) -> list[Fault]:
    """Why a colour `#rrggbb` cannot be the company's: it is too light to be read on white."""
    contrast = contrast_on_white(colour)
    if contrast >= LEAST_CONTRAST:
        return []
    detail = (
        f"{colour} has a contrast of {contrast:.1f} on white, and {LEAST_CONTRAST} is needed to be "
        "read. Take a darker colour."
    )
    return [Fault(pointer="/colour", code="colour_too_light", detail=detail)]


def contrast_on_white(colour: str) -> float:
    """The contrast of `#rrggbb` with white, from 1 to 21 (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def logo_kind_of(content: bytes) -> LogoKind:
    """The kind of a picture by its content; raises LogoError for what cannot be a logo."""
    if len(content) > LARGEST_LOGO:
        detail = (
            f"The picture has {len(content) // 1000} kB, and {LARGEST_LOGO // 1000} are allowed."
        )
        raise LogoError("logo_too_large", f"{detail} Save it smaller.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _sized("png", _png_size(content))
    if content.startswith(b"\xff\xd8\xff"):
        return _sized("jpg", _jpeg_size(content))
    _check_svg(content)
    return "svg"


def _sized(kind: LogoKind, size: Size | None) -> LogoKind:
    if size is None or not (size.width and size.height):
        raise LogoError("logo_unreadable", "The picture is broken. Save it again as PNG or JPEG.")
    if max(size.width, size.height) > MOST_PIXELS:
        detail = f"The picture is {size.width} by {size.height} pixels, and {MOST_PIXELS} a side"
        raise LogoError("logo_too_large", f"{detail} are allowed. Save it smaller.")
    return kind


def _png_size(content: bytes) -> Size | None:
    """The size of a PNG whose parts are all there and whole."""
    at, size, name = 8, None, b""
    while at + 12 <= len(content) and name != b"IEND":
        length, name = struct.unpack(">I4s", content[at : at + 8])
        body, sum_at = content[at + 8 : at + 8 + length], at + 8 + length
        if content[sum_at : sum_at + 4] != struct.pack(">I", crc32(name + body)):
            return None
        if name == b"IHDR" and length == 13:
            size = Size(*struct.unpack(">II", body[:8]))
        at = sum_at + 4
    return size if name == b"IEND" else None


def _jpeg_size(content: bytes) -> Size | None:
    """The size of a JPEG that reaches its end."""
    at = 2 if b"\xff\xd9" in content else len(content)
    while at + 9 <= len(content):
        if content[at] != 0xFF:
            return None
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if marker == 0xFF:  # padding between two segments
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return Size(width, height)
        at += 2 + max(length, 2)
    return None


def _check_svg(content: bytes) -> None:
    try:
        root = etree.fromstring(content, etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        detail = "This is no picture that can be used. Send a PNG, a JPEG or an SVG."
        raise LogoError("logo_unreadable", detail) from None
    if root.getroottree().docinfo.internalDTD is not None:
        detail = "An SVG with a DOCTYPE is not taken. Save it without, as plain SVG."
        raise LogoError("logo_unsafe", detail)
    if root.tag != f"{{{SVG}}}svg":
        raise LogoError("logo_unreadable", "This XML is no SVG. Send a PNG, a JPEG or an SVG.")
    around = (root.itersiblings(preceding=True), root.itersiblings())
    for count, element in enumerate(chain(*around, root.iter())):
        if count >= MOST_ELEMENTS:
            raise LogoError("logo_too_large", "The SVG has too many parts. Make it simpler.")
        if unsafe := next(_unsafe(element), None):
            detail = f"The SVG holds {unsafe[:60]}, which a picture may not. Save it as plain SVG."
            raise LogoError("logo_unsafe", detail)


def _unsafe(element: etree._Element) -> Iterator[str]:
    if not isinstance(element.tag, str):  # a comment draws nothing, an instruction may load
        if element.tag is not etree.Comment:
            yield "a processing instruction"
        return
    name = etree.QName(element)
    if name.namespace == SVG and name.localname not in DRAWN:
        yield f"<{name.localname}>"
    texts = [element.text or ""] if name.localname == "style" else []
    for key, value in element.attrib.items():
        attribute = etree.QName(key).localname.lower()
        if attribute.startswith("on"):
            yield attribute
        if attribute in ("href", "src") and not value.startswith("#"):
            yield f"a reference to {value}"
        texts.append(value)
    yield from (text for text in texts if _reaches_out(text))


def _reaches_out(text: str) -> bool:
    bare = "".join(text.lower().split()).replace("\\", "!")
    own = bare.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return any(sign in own for sign in ("url(", "@import", "javascript:", "!"))
