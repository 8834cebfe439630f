"""What a mail server says of a letter it could not deliver, and of which letter."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karhu.channels.address import message_in, verp
from karhu.channels.answer import answer_of, message_of, read_answers
from karhu.channels.bounce import bounce_of
from karhu.kit.ids import uuid7
from tests.bounces import report

ID = uuid7()
ELSEWHERE = "laskut@example.com"


def test_a_report_is_about_the_letter_whose_id_its_address_holds() -> None:
    answer = bounce_of(report(ID, returns="nothing"))
    assert answer is not None
    assert (answer.dispatch_id, answer.outcome) == (ID, "bounced")
    assert answer.text == "5.1.1 550 5.1.1 no such user"
    assert answer.at == datetime(2026, 2, 8, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("returns", ["headers", "whole"])
def test_without_such_an_address_the_returned_message_id_tells(returns: str) -> None:
    answer = bounce_of(report(ID, to=ELSEWHERE, returns=returns))
    assert answer is not None
    assert answer.dispatch_id == ID


@pytest.mark.parametrize(
    ("action", "status", "outcome"),
    [
        ("failed", "5.1.1", "bounced"),
        ("Failed", "4.4.7", "bounced"),
        ("delayed", "4.2.2", "delayed"),
        ("delivered", "2.0.0", "delivered"),
        ("relayed", "2.0.0", "accepted"),
    ],
)
def test_only_a_server_that_has_given_up_fails_a_letter(
    action: str, status: str, outcome: str
) -> None:
    answer = bounce_of(report(ID, action=action, status=status))
    assert answer is not None
    assert answer.outcome == outcome


def test_what_is_no_report_is_no_answer() -> None:
    absent = f"To: {verp('bounces@karhu.example.com', ID)}\r\nSubject: Poissa\r\n\r\nLomalla."
    assert bounce_of(absent.encode()) is None
    assert bounce_of(report(ID, to=ELSEWHERE, returns="nothing")) is None
    assert bounce_of(report(ID, action="what")) is None
    assert bounce_of(b"") is None


@pytest.mark.parametrize("said", ["Käyttäjä tuntematon", "\udc80\ud800\x00", "smtp; 550 \x07 漢"])
def test_what_a_server_says_in_another_encoding_can_be_kept(said: str) -> None:
    raw = report(ID).replace(b"smtp; 550 5.1.1 no such user", said.encode("utf-8", "surrogatepass"))
    latin = report(ID).replace(b"no such user", "ei käyttäjää".encode("latin-1"))
    for content in (raw, latin):
        answer = bounce_of(content)
        assert answer is not None
        assert answer.outcome == "bounced"
        assert "\x00" not in answer.text
        answer.text.encode()


@given(st.binary(max_size=2_000))
def test_whatever_lies_in_a_mailbox_breaks_nothing(content: bytes) -> None:
    bounce_of(content)
    whole = report(ID)
    bounce_of(whole[: len(content)] + content + whole[len(content) :])


def test_an_address_with_an_id_is_read_back_however_servers_write_it() -> None:
    address = verp("bounces@yhtiö.fi", ID)
    assert address == f"bounces+{ID.hex}@xn--yhti-8qa.fi"
    assert message_in(address.upper()) == message_in(f" <{address}> ") == ID
    assert message_in("bounces+1234@example.com") is message_in("x") is None


@given(st.recursive(st.none() | st.text() | st.integers(), lambda s: st.dictionaries(st.text(), s)))
def test_what_an_operator_writes_is_an_answer_or_nothing(written: object) -> None:
    answer_of(written)


def test_an_operator_may_name_the_message_or_one_of_its_attempts() -> None:
    assert message_of(f"{ID.hex}-ab12cd34") == message_of(str(ID)) == ID
    assert message_of("invoice-5001") is None
    content = f'{{"item_id": "{ID}", "type": "PRINTED"}}\n{{"item_id": "x"}}\nwhat'.encode()
    assert [one.outcome for one in read_answers(content)] == ["accepted"]
