"""Texts of letters as the contract shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import UNSET

from karhu.contract import types
from karhu.letters.wording import LANGUAGES, Texts
from karhu.templates.service import texts_of

_SAME = ("kind", "name", "is_default", "version", "rule_count", "updated_at")


def template_shown(
    row: Mapping[str, Any], versions: Sequence[Mapping[str, Any]] | None = None
) -> types.Template:
    """A text with its present words, and with every version where they are given."""
    return types.Template(
        id=str(row["id"]),
        texts=texts_shown(texts_of(row)),
        versions=UNSET if versions is None else [_version(one) for one in versions],
        **{name: row[name] for name in _SAME},
    )


def texts_shown(texts: Texts) -> types.Texts:
    """The words in all three languages."""
    by_language = {
        language: types.Wording(title=wording.title, text=wording.text)
        for language in LANGUAGES
        if (wording := texts.by(language))
    }
    return types.Texts(**by_language)


def look_shown(row: Mapping[str, Any]) -> types.Look:
    """The colour, and which kind of picture there is."""
    return types.Look(colour=row["colour"], logo_kind=row["logo_kind"])


def _version(row: Mapping[str, Any]) -> types.TemplateVersion:
    kept = ("version", "created_at", "created_by", "letter_count")
    return types.TemplateVersion(
        texts=texts_shown(texts_of(row)), **{name: row[name] for name in kept}
    )
