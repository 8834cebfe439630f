"""Documents on paper: Typst sets them as PDF/A-2a and PDF/UA-1, never from markup."""

import re
import threading
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

import msgspec
import typst

from karhu.letters.document import Document
from karhu.letters.printable import settable
from karhu.letters.sheet import sheet_of

HERE = Path(__file__).parent
TEMPLATE = HERE / "paper" / "letter.typ"
PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
_threads = threading.local()


class Typeset(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF and how many pages it has."""

    pdf: bytes
    page_count: int


def typeset(document: Document) -> Typeset:
    """Set a document: the same bytes for the same document, about 15 ms, best done in a thread.

    A character that no font of ours has becomes a question mark. Raises typst.TypstError when a
    document cannot be set.
    """
    sheet, on = sheet_source(document), document.sent_on
    created = datetime.combine(on, time(), UTC)
    try:
        pdf = set_sheet(sheet, created)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        pdf = set_sheet(settable(sheet), created)
    found = PAGES.search(pdf)
    return Typeset(pdf=pdf, page_count=int(found[1]) if found else 1)


def sheet_source(document: Document) -> str:
    """What the template reads: the document's sheet as JSON."""
    return msgspec.json.encode(sheet_of(document)).decode()


def set_sheet(sheet: str, created: datetime) -> bytes:
    """Set a sheet with the letters' template."""
    pdf = _compiler().compile(
        sys_inputs={"sheet": sheet},
        pdf_standards=["a-2a", "ua-1"],
        format="pdf",
        timestamp=created,
    )
    assert isinstance(pdf, bytes)
    return pdf


def _compiler() -> typst.Compiler:
    """This thread's own compiler, which keeps what letters have in common."""
    if not hasattr(_threads, "compiler"):
        _threads.compiler = typst.Compiler(str(TEMPLATE), root=str(HERE), font_paths=fonts())
    compiler: typst.Compiler = _threads.compiler
    return compiler


@cache
def fonts() -> typst.Fonts:
    """The fonts that every paper is set in, and no other one."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(HERE / "fonts")]
    )
