"""The demo's own operator takes what real ones take, and says what became of it."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from karhu.channels.carriers import Carriers
from karhu.demo.post import operator_child, port_for
from karhu.settings import Settings
from tests.documents import parcel
from tests.integration.channels.test_carriers import pdf_of

BACKEND = Path(__file__).resolve().parents[3] / "backend"


@pytest.fixture
async def carried(tmp_path: Path) -> AsyncIterator[tuple[Carriers, Path]]:
    directory, port = tmp_path / "operator", port_for(0)
    child = operator_child(directory, port=port, environment={})
    program = await asyncio.create_subprocess_exec(
        *child.command, env={**os.environ, "PYTHONPATH": str(BACKEND)}
    )
    assert child.ready is not None
    async with asyncio.timeout(30):
        while not await child.ready():  # noqa: ASYNC110 - it waits for another program
            await asyncio.sleep(0.05)
    url = f"http://127.0.0.1:{port}"
    carriers = Carriers(
        Settings(
            home=tmp_path, einvoice_url=f"{url}/einvoice", print_url=f"{url}/print",
            sms_url=f"{url}/sms",
        )
    )  # fmt: skip
    yield carriers, directory
    await carriers.close()
    program.terminate()
    assert await program.wait() == 0


async def test_it_keeps_each_thing_once_and_tells_what_became_of_it(
    carried: tuple[Carriers, Path],
) -> None:
    carriers, directory = carried
    invoice = parcel(channel="einvoice")
    paper = parcel(channel="print", pdf=pdf_of(1))
    for one in (invoice, paper, invoice):
        receipt = await carriers.send(one)
        assert receipt.verdict == "sent"
        assert str(one.id)[-12:] in receipt.text
    assert carriers.sms is not None
    assert (await carriers.sms.send(to="+358401234567", text="Hei")).verdict == "sent"
    names = sorted(str(p.relative_to(directory)) for p in directory.rglob("*.*"))
    assert [name for name in names if not name.startswith("sms")] == sorted(
        [
            "einvoice/answers.jsonl",
            f"einvoice/{invoice.id}.xml",
            "print/answers.jsonl",
            f"print/{paper.id}.json",
            f"print/{paper.id}.pdf",
        ]
    )
    assert json.loads((directory / f"print/{paper.id}.json").read_text())["page_count"] == 1
    said = await carriers.speakers["print"].answers("")
    assert [(one.dispatch_id, one.outcome) for one in said.answers] == [(paper.id, "accepted")] * 2
    assert (await carriers.speakers["print"].answers(said.cursor)).answers == ()
