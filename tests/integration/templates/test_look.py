"""The colour and the logo of a company's paper: what is taken, what is refused."""

import struct
import zlib

import pytest

from tests.sites import Person, Site

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10">{}</svg>'
DRAWING = SVG.format('<rect width="20" height="10" fill="#17533f"/>')


def chunk(name: bytes, content: bytes) -> bytes:
    body = name + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(width: int = 2, height: int = 2) -> bytes:
    rows = zlib.compress(b"".join(b"\0" + b"\x17\x53\x3f" * width for _ in range(height)))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


async def put(person: Person, content: bytes | str, kind: str = "image/png") -> object:
    raw = content.encode() if isinstance(content, str) else content
    return await person.ask("PUT", "look/logo", content=raw, headers={"Content-Type": kind})


async def colour(person: Person, value: str) -> object:
    etag = (await person.get("look")).headers["ETag"]
    return await person.ask("PUT", "look", json={"colour": value}, headers={"If-Match": etag})


async def test_a_colour_is_kept_when_it_can_be_read_on_white(office: Person) -> None:
    answer = await colour(office, "#8a182b")
    assert answer.status_code == 200, answer.text
    assert (await office.get("look")).json() == {"colour": "#8a182b", "logo_kind": ""}


async def test_a_colour_that_cannot_be_read_is_refused_with_its_contrast(office: Person) -> None:
    answer = await colour(office, "#f0a63a")
    fault = answer.json()["errors"][0]
    assert (answer.status_code, fault["code"]) == (422, "colour_too_light")
    assert "2.1" in fault["detail"]


async def test_the_edge_of_contrast_is_where_it_should_be(office: Person) -> None:
    assert (await colour(office, "#767676")).status_code == 200  # 4.54 to 1
    assert (await colour(office, "#777777")).status_code == 422  # 4.48 to 1


@pytest.mark.parametrize(("content", "kind"), [(png(), "image/png"), (DRAWING, "image/svg+xml")])
async def test_a_logo_comes_back_as_it_was_sent(
    office: Person, content: bytes | str, kind: str
) -> None:
    assert (await office.get("look/logo")).status_code == 404
    answer = await put(office, content, kind)
    assert answer.status_code == 200, answer.text
    back = await office.get("look/logo")
    assert (back.headers["content-type"], back.headers["x-content-type-options"]) == (
        kind, "nosniff",
    )  # fmt: skip
    assert back.content == (content.encode() if isinstance(content, str) else content)
    assert (await colour(office, "#15456d")).json()["logo_kind"] in ("png", "svg")
    assert (await office.delete("look/logo")).status_code == 204
    assert (await office.get("look")).json() == {"colour": "#15456d", "logo_kind": ""}


UNSAFE = [
    SVG.format("<script>alert(1)</script>"),
    SVG.format('<image href="https://elsewhere.example/x.png"/>'),
    SVG.format('<use href="https://elsewhere.example/x.svg#a"/>'),
    SVG.format('<rect onclick="x()" width="1" height="1"/>'),
    SVG.format("<style>@import 'https://elsewhere.example/a.css';</style>"),
    SVG.format('<rect style="fill: url(https://elsewhere.example)"/>'),
    SVG.format('<rect fill="u\\72l(https://elsewhere.example)"/>'),
    SVG.format("<foreignObject><p>x</p></foreignObject>"),
    '<!DOCTYPE svg [<!ENTITY a "b">]>' + DRAWING,
    '<?xml-stylesheet href="https://elsewhere.example/a.css"?>' + DRAWING,
]


@pytest.mark.parametrize("content", UNSAFE, ids=range(len(UNSAFE)))
async def test_an_svg_that_is_more_than_a_drawing_is_refused(office: Person, content: str) -> None:
    answer = await put(office, content, "image/svg+xml")
    assert (answer.status_code, answer.json()["code"]) == (422, "logo_unsafe"), answer.text


BROKEN = [b"", b"x", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"<html/>", b"GIF89a", png()[:30]]


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
async def test_what_is_no_picture_is_refused(office: Person, content: bytes) -> None:
    answer = await put(office, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "logo_unreadable"), answer.text


async def test_a_logo_has_a_largest_size(office: Person) -> None:
    assert (await put(office, b"\x89PNG" + b"x" * 600_000)).status_code == 413
    answer = await put(office, png(3001, 1))
    assert (answer.status_code, answer.json()["code"]) == (422, "logo_too_large")
    assert (await put(office, png(), "image/gif")).status_code == 415


async def test_readers_do_not_change_the_look(site: Site, office: Person) -> None:
    reader = await site.colleague(office, "ledger_reader")
    assert (await colour(reader, "#8a182b")).status_code == 403
    assert (await put(reader, png())).status_code == 403
    assert (await reader.delete("look/logo")).status_code == 403
