"""What every request meets: errors as problems, ids, headers, metrics, pages."""

import re
from typing import Any

import msgspec
import pytest

from karhu.contract.operations import BUNDLE
from tests.sites import Person, Site


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert {"type", "title", "code"} <= set(told)
    return told


@pytest.mark.parametrize(
    "path",
    [
        "/v1",
        "/v1/",
        "/v1/nothing",
        "/v1/companies/not-an-id",
        "/v1/me/more",
        "/v1/%00",
        "/v1/%ff%fe",
    ],
)
async def test_what_is_not_there_is_told_as_a_problem(site: Site, path: str) -> None:
    problem(await site.nobody().get(path), 404)


async def test_another_method_is_refused_with_those_that_work(site: Site) -> None:
    answer = await site.nobody().ask("PUT", "/v1/me")
    problem(answer, 405)
    assert {"GET", "PATCH"} <= {name.strip() for name in answer.headers["allow"].split(",")}


async def test_the_method_is_refused_before_anybody_signs_in(site: Site) -> None:
    problem(await site.nobody().ask("DELETE", "/v1/health"), 405)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_json"),
        (b"{", "not_json"),
        (b"\xff\xfe", "not_json"),
        (b'{"email": "\\ud800", "password": "x"}', "not_json"),
        (b"[" * 100_000, "not_json"),
        (b"[]", "invalid_request"),
        (b"null", "invalid_request"),
        (b'{"email": "a", "password": "b", "more": 1}', "invalid_request"),
        (b'{"email": 1, "password": null}', "invalid_request"),
    ],
)
async def test_a_body_that_cannot_be_read_is_told_as_a_problem(
    site: Site, content: bytes, code: str
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await site.nobody().ask("POST", "/v1/sessions", content=content, headers=headers)
    assert problem(answer, 400)["code"] == code


async def test_every_fault_of_a_body_is_told_at_once(site: Site) -> None:
    answer = await site.nobody().post("/v1/sessions", {"email": "", "password": 1})
    pointers = {error["pointer"] for error in problem(answer, 400)["errors"]}
    assert pointers == {"/email", "/password"}


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "", "application/x-www-form-urlencoded"]
)
async def test_another_kind_of_content_is_refused(site: Site, kind: str) -> None:
    headers = {"Content-Type": kind}
    answer = await site.nobody().ask("POST", "/v1/sessions", content=b"{}", headers=headers)
    assert "application/json" in problem(answer, 415)["detail"]


async def test_a_body_without_end_is_refused(site: Site) -> None:
    headers = {"Content-Type": "application/json"}
    content = b'{"email": "' + b"a" * 5_000_001
    answer = await site.nobody().ask("POST", "/v1/sessions", content=content, headers=headers)
    problem(answer, 413)


async def test_every_fault_of_a_query_is_told_at_once(site: Site) -> None:
    admin = await site.administrator()
    answer = await admin.get("/v1/companies?limit=0&cursor=*&with_count=perhaps")
    pointers = {error["pointer"] for error in problem(answer, 400)["errors"]}
    assert pointers == {"limit", "cursor", "with_count"}


@pytest.mark.parametrize("cursor", ["abc", "W10", "bnVsbA", "WyJ4Il0", "_____"])
async def test_a_cursor_of_another_list_is_refused(site: Site, cursor: str) -> None:
    admin = await site.administrator()
    answer = await admin.get(f"/v1/companies?cursor={cursor}")
    assert problem(answer, 422)["errors"][0]["pointer"] == "cursor"


async def test_a_request_keeps_the_id_it_came_with(site: Site) -> None:
    nobody = site.nobody()
    answer = await nobody.get("/v1/health", headers={"X-Request-Id": "from-the-proxy.1"})
    assert answer.headers["x-request-id"] == "from-the-proxy.1"
    for odd in ("", "a b", "x" * 65, "a\tb", "<script>"):
        answer = await nobody.get("/v1/health", headers={"X-Request-Id": odd})
        assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


async def test_answers_are_neither_kept_nor_framed_nor_guessed(site: Site) -> None:
    for path in ("/v1/health", "/v1/nothing", "/v1/me"):
        headers = (await site.nobody().get(path)).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


async def test_the_contract_is_served_as_it_is_bound(site: Site) -> None:
    answer = await site.nobody().get("/openapi.json")
    assert answer.json() == msgspec.json.decode(BUNDLE.read_bytes())


async def test_the_reference_loads_nothing_from_elsewhere(site: Site) -> None:
    answer = await site.nobody().get("/reference")
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert set(re.findall(r'(?:src|href|spec-url)="([^"]+)"', answer.text)) == {
        "/reference/redoc.js",
        "/openapi.json",
    }


@pytest.mark.parametrize(
    "path", ["/%00", "/" + "a" * 300, "/%2e%2e/%2e%2e/pyproject.toml", "/..%2fpackage.json", "/%ff"]
)
async def test_no_address_reaches_beyond_the_client(site: Site, path: str) -> None:
    answer = await site.nobody().get(path)
    assert answer.status_code in (200, 404)
    assert b"karhu-client" not in answer.content
    assert b"[project]" not in answer.content


async def test_the_metrics_count_requests_by_operation_and_status(site: Site) -> None:
    nobody = site.nobody()
    await nobody.get("/v1/health")
    await nobody.get("/v1/me")
    text = (await nobody.get("/metrics")).text
    assert 'karhu_requests_total{operation="getHealth",status="200"} 1.0' in text
    assert 'karhu_requests_total{operation="getMe",status="401"} 1.0' in text
    assert 'karhu_request_duration_seconds_count{operation="getHealth"} 1.0' in text


async def test_a_fault_of_ours_is_logged_whole_and_told_without_its_inside(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = await site.administrator()
    await forget_the_time_zone(admin)
    answer = await admin.get(headers={"X-Request-Id": "broken-1"})
    told = problem(answer, 500)
    assert told["code"] == "internal_error"
    assert "Nowhere" not in answer.text
    lines = [msgspec.json.decode(line) for line in capsys.readouterr().out.splitlines()]
    [fault] = [line for line in lines if line.get("event") == "request_failed"]
    assert fault["request_id"] == "broken-1"
    assert "Nowhere" in fault["exception"]


async def forget_the_time_zone(admin: Person) -> None:
    from karhu.kit import db

    async with db.transaction_over_all() as connection:
        await connection.execute("update companies set time_zone = 'Nowhere/Land'")
