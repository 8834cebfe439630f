"""What is handed over as files by SFTP, whole or not at all."""

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from karhu.channels.drop import File, NotReached
from karhu.channels.sftp_drop import SftpDrop
from karhu.kit.ids import uuid7
from tests.integration.channels.operator import SftpOperator, hang_up, refuse, sftp_operator

ONE = [File(name="a.xml", content=b"<a/>" * 100_000, media_type="text/xml")]
TWO = [
    File(name="a.pdf", content=b"%PDF-", media_type="application/pdf"),
    File(name="a.json", content=b"{}", media_type="application/json"),
]


@pytest.fixture
async def operator(tmp_path: Path) -> AsyncIterator[SftpOperator]:
    async with sftp_operator(tmp_path / "operator") as made:
        yield made


@pytest.fixture
async def drop(operator: SftpOperator) -> AsyncIterator[SftpDrop]:
    made = SftpDrop(operator.url)
    yield made
    await made.close()


async def test_a_file_appears_whole_under_its_name(operator: SftpOperator, drop: SftpDrop) -> None:
    receipt = await drop.put(ONE, key="a")
    assert receipt.verdict == "sent"
    assert receipt.text == "a.xml is in . on 127.0.0.1"
    assert operator.names == ["a.xml"]
    assert (operator.directory / "a.xml").read_bytes() == ONE[0].content


async def test_of_files_that_belong_together_a_marker_comes_last(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    assert (await drop.put(TWO, key="a")).verdict == "sent"
    assert operator.seen == ["a.pdf", "a.json", "a.ready"]
    assert operator.names == ["a.json", "a.pdf", "a.ready"]


async def test_one_connection_carries_many_files(operator: SftpOperator, drop: SftpDrop) -> None:
    for count in range(5):
        file = File(name=f"{count}.xml", content=b"<a/>", media_type="text/xml")
        assert (await drop.put([file], key=str(count))).verdict == "sent"
    assert len(operator.names) == 5


async def test_many_files_at_once_share_the_connection_and_outlive_its_loss(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    files = [
        File(name=f"{count}.xml", content=b"<a/>" * 1_000, media_type="text/xml")
        for count in range(30)
    ]
    operator.before_rename = [lambda server: None] * 10 + [hang_up]
    receipts = await asyncio.gather(*(drop.put([file], key=file.name) for file in files))
    verdicts = {receipt.verdict for receipt in receipts}
    assert verdicts <= {"sent", "deferred"}
    sent = [f.name for f, r in zip(files, receipts, strict=True) if r.verdict == "sent"]
    assert set(sent) <= set(operator.names)
    for file, receipt in zip(files, receipts, strict=True):
        if receipt.verdict != "sent":
            assert (await drop.put([file], key=file.name)).verdict == "sent"
    assert [name for name in operator.names if not name.endswith(".part")] == sorted(
        file.name for file in files
    )


async def test_a_repeat_replaces_the_file_instead_of_making_another(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    await drop.put(ONE, key="a")
    again = [File(name="a.xml", content=b"<b/>", media_type="text/xml")]
    assert (await drop.put(again, key="a")).verdict == "sent"
    assert (operator.directory / "a.xml").read_bytes() == b"<b/>"


async def test_a_refusal_to_take_the_file_delays_it(operator: SftpOperator, drop: SftpDrop) -> None:
    operator.before_rename = [refuse]
    receipt = await drop.put(ONE, key="a")
    assert (receipt.verdict, operator.names) == ("deferred", ["a.xml.part"])
    assert "disk quota exceeded" in receipt.text
    assert (await drop.put(ONE, key="a")).verdict == "sent"
    assert operator.names == ["a.xml"]


async def test_a_connection_lost_before_the_rename_is_looked_after(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    operator.before_rename = [lambda server: (hang_up(server), refuse(server))[0]]
    receipt = await drop.put(ONE, key="a")
    assert receipt.verdict == "deferred"
    assert receipt.text == "the connection was lost before the last rename"


async def test_a_lost_answer_to_the_rename_is_looked_up(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    operator.after_rename = [hang_up]
    assert (await drop.put(ONE, key="a")).verdict == "sent"
    assert operator.names == ["a.xml"]


async def test_a_file_that_was_taken_before_anybody_could_look_is_unknown(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    def take_and_hang_up(server: object) -> None:
        (operator.directory / "a.xml").unlink()
        hang_up(server)  # type: ignore[arg-type]

    operator.after_rename = [take_and_hang_up]
    receipt = await drop.put(ONE, key="a")
    assert receipt.verdict == "unknown"


async def test_a_server_is_trusted_by_its_pinned_key_and_no_other(operator: SftpOperator) -> None:
    right = SftpDrop(f"{operator.url}?fingerprint={operator.fingerprint}")
    assert (await right.put(ONE, key="a")).verdict == "sent"
    wrong = SftpDrop(f"{operator.url}?fingerprint=SHA256:{'A' * 43}")
    receipt = await wrong.put(ONE, key="b")
    assert receipt.verdict == "deferred"
    assert "host key" in receipt.text.lower()
    for drop in (right, wrong):
        await drop.close()


async def test_another_machine_without_a_pin_is_not_trusted_at_all(operator: SftpOperator) -> None:
    # another way of writing loopback, which no name of this machine is
    drop = SftpDrop(operator.url.replace("127.0.0.1", "127.1"))
    receipt = await drop.put(ONE, key="a")
    assert receipt.verdict == "deferred"
    assert "the key of the server is not pinned" in receipt.text
    assert operator.names == []


async def test_a_wrong_password_delays_and_is_not_told(operator: SftpOperator) -> None:
    drop = SftpDrop(operator.url.replace("sala%2Fsana", "arvaus"))
    receipt = await drop.put(ONE, key="a")
    assert receipt.verdict == "deferred"
    assert "arvaus" not in receipt.text


async def test_answers_are_files_that_are_put_away_once_kept(
    operator: SftpOperator, drop: SftpDrop
) -> None:
    assert (await drop.answers("")).answers == ()
    place = operator.directory / "answers"
    place.mkdir()
    first, second = uuid7(), uuid7()
    told = [{"item_id": str(first), "type": "accepted"}, {"item_id": str(second), "type": "nope"}]
    (place / "1.json").write_text("\n".join(map(json.dumps, told)))
    (place / "2.json").write_text(json.dumps([{"item_id": str(second), "type": "returned"}]))
    (place / "3.json.part").write_text("{")
    (place / "4.txt").write_bytes(b"\xff\xfe what")
    said = await drop.answers("")
    assert [(one.dispatch_id, one.outcome) for one in said.answers] == [
        (first, "accepted"),
        (second, "returned"),
    ]
    assert len((await drop.answers("")).answers) == 2
    await drop.settled(said)
    assert (await drop.answers("")).answers == ()
    assert sorted(path.name for path in (place / "taken").iterdir()) == [
        "1.json",
        "2.json",
        "4.txt",
    ]


async def test_a_server_that_is_away_is_told_apart_from_one_that_says_nothing(
    tmp_path: Path,
) -> None:
    async with sftp_operator(tmp_path / "operator") as gone:
        pass
    drop = SftpDrop(gone.url)
    assert (await drop.put(ONE, key="a")).verdict == "deferred"
    with pytest.raises(NotReached):
        await drop.answers("")
