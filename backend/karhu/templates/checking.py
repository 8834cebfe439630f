"""What keeps a template from being saved: each fault at its language, part, line and column."""

from collections.abc import Sequence

from msgspec import UNSET

from karhu.contract import types
from karhu.kit.problems import Fault
from karhu.letters.document import Language
from karhu.letters.wording import LANGUAGES, Texts, Wording, faults_in


def texts_from(written: types.TextsWrite) -> Texts:
    """The texts as the contract brings them; what was left out is empty."""
    return Texts(**{language: _wording(getattr(written, language)) for language in LANGUAGES})


def _wording(written: types.WordingWrite | None) -> Wording:
    if not written:
        return Wording(title="", text="")
    title, text = (getattr(written, part) for part in ("title", "text"))
    return Wording(
        title="" if title is UNSET else title.strip(), text="" if text is UNSET else text.strip()
    )


def faults_of(texts: Texts, languages: Sequence[Language] = LANGUAGES) -> list[Fault]:
    """Every fault of the texts, such as one at line 2 of `/texts/sv/text`."""
    return [
        Fault(
            pointer=f"/texts/{one.language}/{one.part}",
            code=one.flaw.code,
            detail=one.flaw.detail,
            line=one.flaw.line,
            column=one.flaw.column,
        )
        for one in faults_in(texts)
        if one.language in languages
    ]
