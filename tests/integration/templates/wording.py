"""Texts of letters, sent and changed in one line each."""

from typing import Any

import httpx

from tests.sites import Person

LANGUAGES = ("fi", "sv", "en")


def texts(text: str = "Maksakaa {{ YHTEENSA }}.", title: str = "Otsikko", **by: Any) -> Any:
    """The same title and text in all three languages, but for those given."""
    same = {language: {"title": title, "text": text} for language in LANGUAGES}
    return {**same, **by}


async def add(person: Person, name: str = "Omat sanat", **more: Any) -> dict[str, Any]:
    """A new text of reminders."""
    body = {"kind": "reminder", "name": name, "texts": texts(), **more}
    answer = await person.post("templates", body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def change(person: Person, template: dict[str, Any], **changes: Any) -> httpx.Response:
    """Change a text, as whoever has just read it."""
    path = f"templates/{template['id']}"
    etag = (await person.get(path)).headers["ETag"]
    return await person.patch(path, changes, version=int(etag.strip('"')))
