"""Taking in a logo: read to its limit, known by its content, and tried on a letter."""

import asyncio
from datetime import date

import msgspec

from karhu.contract.call import Call
from karhu.kit.problems import Problem, unfit
from karhu.letters.document import Look, Party
from karhu.letters.typesetting import typeset
from karhu.templates.look import LARGEST_LOGO, LogoError, LogoKind, logo_kind_of
from karhu.templates.sample import sample

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}
ANY_DAY = date(2026, 1, 1)


async def checked_logo(call: Call) -> tuple[bytes, LogoKind]:
    """The picture of a request; raises 413, 415 and 422 for what cannot be set on a letter."""
    sent = call.request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sent not in PICTURES.values():
        detail = f"Send the picture as {' or '.join(PICTURES.values())}, not {sent or 'nothing'}."
        raise Problem(415, "wrong_content_type", detail)
    content = await _content(call)
    try:
        kind = logo_kind_of(content)
    except LogoError as error:
        raise unfit("", error.code, error.detail) from None
    await asyncio.to_thread(_try_on, content, kind)
    return content, kind


async def _content(call: Call) -> bytes:
    parts, size = [], 0
    async for part in call.request.stream():
        size += len(part)
        if size > LARGEST_LOGO:
            detail = f"A logo has at most {LARGEST_LOGO // 1000} kB. Save it smaller."
            raise Problem(413, "logo_too_large", detail)
        parts.append(part)
    return b"".join(parts)


def _try_on(content: bytes, kind: LogoKind) -> None:
    """Set a letter with it, for what breaks there would break every letter."""
    company = {"country": "FI", "currency": "EUR"}
    letter = sample(company, Party(name="-"), kind="reminder", language="en", today=ANY_DAY)
    look = Look(logo=content, logo_kind=kind)
    try:
        typeset(msgspec.structs.replace(letter, title="-", text="-", look=look))
    except ValueError:
        detail = "The picture cannot be read. Save it again as PNG, JPEG or plain SVG."
        raise unfit("", "logo_unreadable", detail) from None
