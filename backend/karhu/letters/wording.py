"""A letter's title and text: the company's own words, or the built-in ones, filled for one case."""

import tomllib
from functools import cache, lru_cache
from pathlib import Path

import msgspec

from karhu.letters.document import Document, DocumentKind, Language
from karhu.letters.forms import filled_by_form
from karhu.letters.liquid import Flaw, flaws_of, variables_in
from karhu.letters.plain import lines, one_line
from karhu.letters.variables import KNOWN, NO_PAST, Past, values_of

BUILT_IN = Path(__file__).with_name("wordings")
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")
LONGEST_TITLE = 200  # characters of a title as it is read


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """Title and text in one language, as Liquid."""

    title: str
    text: str


class Texts(msgspec.Struct, frozen=True, kw_only=True):
    """What a kind of letter says, in all three languages (R279)."""

    fi: Wording
    sv: Wording
    en: Wording

    def by(self, language: Language) -> Wording:
        """The wording in one language."""
        wording: Wording = getattr(self, language)
        return wording


class Misplaced(msgspec.Struct, frozen=True, kw_only=True):
    """A flaw, and the title or text it is in."""

    language: Language
    part: str
    flaw: Flaw


@cache
def built_in(kind: DocumentKind) -> Texts:
    """What a kind of letter says where the company has no words of its own."""
    return Texts(**{language: _read(language)[kind] for language in LANGUAGES})


@cache
def _read(language: str) -> dict[str, Wording]:
    written = tomllib.loads((BUILT_IN / f"{language}.toml").read_text(encoding="utf-8"))
    return {
        kind: Wording(title=one["title"], text=one["text"].strip()) for kind, one in written.items()
    }


def worded(document: Document, wording: Wording, past: Past = NO_PAST) -> Document:
    """The document with its title and text filled in from its own figures."""
    names = _names(wording)
    values = values_of(document, past, names)
    title = filled_by_form(wording.title, values, one_line)[:LONGEST_TITLE]
    text = filled_by_form(wording.text, values, lines)
    return msgspec.structs.replace(document, title=title, text=text)


@lru_cache(maxsize=512)
def _names(wording: Wording) -> frozenset[str]:
    return variables_in(wording.title) | variables_in(wording.text)


def faults_in(texts: Texts) -> list[Misplaced]:
    """All that keeps texts from being saved, with the language and the part it stands in."""
    found = []
    for language in LANGUAGES:
        wording = texts.by(language)
        for part in ("title", "text"):
            found += [
                Misplaced(language=language, part=part, flaw=flaw)
                for flaw in _flaws(language, part, getattr(wording, part))
            ]
    return found


def _flaws(language: Language, part: str, written: str) -> list[Flaw]:
    if written.strip():
        return flaws_of(written, KNOWN)
    named = {"fi": "Finnish", "sv": "Swedish", "en": "English"}[language]
    detail = f"The {named} {part} is missing. A letter has a title and a text in every language."
    return [Flaw(code=f"{part}_missing", detail=detail)]
