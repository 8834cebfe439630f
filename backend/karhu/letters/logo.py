"""A company's logo as the one form that is set: SVG, with a picture inside where it was one."""

from base64 import b64encode
from functools import lru_cache

from karhu.letters.document import Look

MEDIA = {"png": "image/png", "jpg": "image/jpeg"}


@lru_cache(maxsize=64)
def logo_of(look: Look) -> str:
    """The logo as SVG text; empty without one."""
    if not look.logo:
        return ""
    if look.logo_kind == "svg":
        return look.logo.decode()
    content = b64encode(look.logo).decode()
    address = f"data:{MEDIA[look.logo_kind]};base64,{content}"
    # the picture keeps its own proportions within a box that is as wide as four of its heights
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">'
        f'<image width="400" height="100" preserveAspectRatio="xMinYMid meet" href="{address}"/>'
        "</svg>"
    )
