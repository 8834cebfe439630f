"""What is handed over by HTTP, and what becomes of it when the operator misbehaves."""

import base64
from collections.abc import AsyncIterator
from typing import Any

import pytest

from karhu.channels.answer import Answer
from karhu.channels.drop import File, NotReached
from karhu.channels.http_drop import HttpDrop
from karhu.kit.ids import uuid7
from tests.integration.channels.operator import HttpOperator, http_operator

ONE = [File(name="a.xml", content=b"<a/>", media_type="text/xml")]
TWO = [
    File(name="a.pdf", content=b"%PDF-", media_type="application/pdf"),
    File(name="a.json", content=b"{}", media_type="application/json"),
]


@pytest.fixture
async def operator() -> AsyncIterator[HttpOperator]:
    async with http_operator() as made:
        yield made


@pytest.fixture
async def drop(operator: HttpOperator) -> AsyncIterator[HttpDrop]:
    made = HttpDrop(operator.url, answer_s=0.5, pauses_s=(0.01, 0.01))
    yield made
    await made.close()


async def test_a_file_goes_as_the_body_under_its_key(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    receipt = await drop.put(ONE, key="k-1")
    assert (receipt.verdict, receipt.text) == ("sent", "HTTP 201, number OP-1")
    [request] = operator.requests
    assert (request.method, request.path, request.body) == ("POST", "/in", b"<a/>")
    assert (request.key, request.headers["Content-Type"]) == ("k-1", "text/xml")


async def test_files_that_belong_together_go_as_one_form(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    assert (await drop.put(TWO, key="k-1")).verdict == "sent"
    assert operator.requests[0].parts == {"pdf": b"%PDF-", "json": b"{}"}


async def test_credentials_of_the_url_are_said_and_not_told(operator: HttpOperator) -> None:
    basic = HttpDrop(operator.url.replace("//", "//us%40er:pass%2Fword@"))
    bearer = HttpDrop(operator.url.replace("//", "//bearer:token@"))
    for drop in (basic, bearer):
        assert "pass" not in (await drop.put(ONE, key="k")).text
        await drop.close()
    told = base64.b64encode(b"us@er:pass/word").decode()
    assert [r.headers["Authorization"] for r in operator.requests] == [
        f"Basic {told}",
        "Bearer token",
    ]


@pytest.mark.parametrize("lost", ["drop before", "drop after", "garbage", "slow"])
async def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_key(
    operator: HttpOperator, drop: HttpDrop, lost: str
) -> None:
    operator.plan = [lost]
    assert (await drop.put(ONE, key="k-1")).verdict == "sent"
    assert [request.key for request in operator.requests] == ["k-1", "k-1"]
    assert {request.body for request in operator.requests} == {b"<a/>"}
    assert len(operator.kept) == 1


async def test_an_operator_that_never_answers_leaves_the_outcome_unknown(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    operator.plan = ["drop after", "slow", "garbage", 201]
    receipt = await drop.put(ONE, key="k-1")
    assert receipt.verdict == "unknown"
    assert receipt.text.startswith("no answer from 127.0.0.1")
    assert len(operator.requests) == 3


async def test_a_request_that_is_still_worked_on_is_waited_for(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    operator.plan = [409, 201]
    assert (await drop.put(ONE, key="k-1")).verdict == "sent"
    operator.plan = [409, 409, 409]
    assert (await drop.put(ONE, key="k-2")).verdict == "unknown"


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (200, "sent"), (202, "sent"), (400, "refused"), (413, "refused"), (422, "refused"),
        (401, "deferred"), (403, "deferred"), (404, "deferred"), (429, "deferred"),
        (500, "deferred"), (503, "deferred"),
    ],
)  # fmt: skip
async def test_what_the_operator_answers_decides_what_becomes_of_the_letter(
    operator: HttpOperator, drop: HttpDrop, status: int, verdict: str
) -> None:
    operator.plan = [status]
    receipt = await drop.put(ONE, key="k-1")
    assert receipt.verdict == verdict
    assert receipt.text.startswith(f"HTTP {status}, number OP-")


async def test_a_redirect_is_not_followed_for_it_would_take_the_letter_elsewhere(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    operator.plan = [(307, {"Location": "http://127.0.0.1:1/elsewhere"})]
    receipt = await drop.put(ONE, key="k-1")
    assert receipt.verdict == "deferred"
    assert "redirects are not followed" in receipt.text


async def test_an_operator_that_is_away_delays_and_loses_nothing() -> None:
    async with http_operator() as gone:
        pass
    drop = HttpDrop(gone.url)
    receipt = await drop.put(ONE, key="k-1")
    assert receipt.verdict == "deferred"
    assert receipt.text.startswith("no connection to 127.0.0.1")
    with pytest.raises(NotReached):
        await drop.answers("")
    await drop.close()


async def test_answers_are_asked_for_since_the_cursor(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    id = uuid7()
    strange: list[Any] = [{"item_id": "other-42", "type": "printed"}, {"what": 1}, "x"]
    operator.answers = [
        {"item_id": str(id), "type": "printed", "at": "2026-02-16T08:00:00+02:00"},
        {"item_id": f"{id.hex}-ab12cd34", "type": "rejected", "code": "E1", "text": "No receiver"},
        *strange,
    ]
    said = await drop.answers("")
    assert said.cursor == "5"
    assert [one.outcome for one in said.answers] == ["accepted", "rejected"]
    assert said.answers[1] == Answer(dispatch_id=id, outcome="rejected", text="E1 No receiver")
    await drop.answers(said.cursor)
    assert operator.requests[-1].path == "/in/answers?since=5&limit=1000"


async def test_an_operator_that_refuses_to_answer_is_not_taken_for_silent(
    operator: HttpOperator, drop: HttpDrop
) -> None:
    operator.plan = [503, 200]
    with pytest.raises(NotReached, match="HTTP 503"):
        await drop.answers("")
