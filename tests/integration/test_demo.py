"""The sample company: believable, whole, made once, and its letters can be read."""

import asyncio
import contextlib
import io
import os
import signal
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
from rich.console import Console
from stdnum.fi import ytunnus
from stdnum.se import orgnr

from karhu.channels.email import Outlet
from karhu.channels.parcel import Parcel
from karhu.demo.addresses import (
    ADMINISTRATOR_EMAIL,
    BUSY,
    PASSWORD,
    READER_EMAIL,
    REFUSED,
)
from karhu.demo.command import Sizes, past
from karhu.demo.faults import DemoError
from karhu.demo.mailbox import messages, show_mailbox
from karhu.demo.past import live_past
from karhu.demo.post import mail_child, port_for
from karhu.demo.sample import find_sample
from karhu.demo.story import Story
from karhu.demo.summary import summary_of
from karhu.demo.telling import tell
from karhu.events.service import verify
from karhu.kit import db
from karhu.letters.letter import Letter
from karhu.settings import SettingsError
from tests.builders import a_parcel
from tests.homes import fresh_home
from tests.world import World

BACKEND = Path(__file__).resolve().parents[2] / "backend"
TODAY = date(2026, 6, 15)
SMALL = Story(today=TODAY, customer_count=60, invoice_count=400, days=120)


def test_the_whole_story_has_the_size_and_the_variety_that_it_promises() -> None:
    told = tell(Story(today=TODAY))
    records = [debtor.record for debtor in told.debtors]
    invoices = {i.number: i for feed in told.feeds.values() for i in feed.invoices}
    kinds = Counter(invoice.kind or "invoice" for invoice in invoices.values())
    assert 500 <= len(records) <= 530
    assert {(r.kind, r.country) for r in records} >= {
        ("business", "FI"), ("consumer", "FI"), ("business", "SE"), ("consumer", "SE"),
    }  # fmt: skip
    assert len([i for i in invoices.values() if i.kind != "credit_note"]) == 5000
    assert kinds["credit_note"] > 20
    assert {invoice.currency for invoice in invoices.values()} == {"EUR", "SEK", "NOK"}
    assert any(isinstance(i.trade_name, str) for i in invoices.values())
    told_of = [i for feed in told.feeds.values() for i in feed.invoices]
    assert any(i.has_payment_plan is True for i in told_of)
    assert any(isinstance(i.disputed_since, date) for i in told_of)
    assert any(isinstance(i.promised_on, date) for i in told_of)
    assert max(told.feeds) == TODAY
    assert min(told.feeds) >= TODAY - timedelta(days=425)


def test_the_customers_are_believable_and_belong_to_nobody() -> None:
    records = [debtor.record for debtor in tell(Story(today=TODAY)).debtors]
    assert len({record.name for record in records}) == len(records)
    for record in records:
        if isinstance(record.business_id, str):
            module = ytunnus if record.country == "FI" else orgnr
            assert module.is_valid(record.business_id), record.business_id
        if isinstance(record.email, str):
            assert record.email.endswith((".example.com", ".example.net", ".example.org"))
    without = [record for record in records if not isinstance(record.email, str)]
    assert 5 < len(without) < 60
    assert any(isinstance(record.einvoice_address, str) for record in records)


def test_the_same_day_tells_the_same_story() -> None:
    assert tell(SMALL) == tell(SMALL)


class BrokenOff(Exception):
    """Somebody stopped the demo."""


async def lived(story: Story, *, day_count: int = 1000) -> UUID:
    """The story lived in the open database; it breaks off after so many days."""

    def advance(count: int) -> None:
        if count >= day_count:
            raise BrokenOff

    with contextlib.suppress(BrokenOff):
        await live_past(await find_sample(), story, advance=advance)
    found = (await find_sample()).company_id
    assert found is not None
    return found


async def counts(company_id: UUID) -> dict[str, Any]:
    """What a company holds, by table and state."""
    found: dict[str, Any] = {}
    async with db.transaction(company_id) as connection:
        for table, column in (
            ("customers", "kind"), ("invoices", "kind"), ("payments", "currency"),
            ("dispatches", "state"), ("cases", "state"), ("decisions", "outcome"),
        ):  # fmt: skip
            rows = await connection.fetch(
                f"select {column} as name, count(*) from {table} where company_id = $1 group by 1",
                company_id,
            )
            found[table] = {row["name"]: row["count"] for row in rows}
        verdict = await verify(connection, company_id)
        found["broken_at"] = verdict.broken_at_seq
    return found


async def test_the_past_is_lived_so_that_no_screen_is_empty(database: str) -> None:
    company_id = await lived(SMALL)
    found = await counts(company_id)
    assert found["broken_at"] is None
    assert found["dispatches"]["sent"] > 20
    assert found["dispatches"]["proposed"] > 0
    assert found["cases"]["quarantined"] > 3
    assert found["decisions"]["hold"] > 0
    summary = await summary_of(company_id, today=TODAY - timedelta(days=1))
    assert summary.letters["waits for approval", "reminder"] > 0
    assert sum(summary.invoices.values()) > 40
    assert all(reasons for _, reasons in summary.invoices)


async def test_a_past_that_broke_off_is_lived_to_its_end_and_nothing_comes_twice(
    database: str,
) -> None:
    await lived(SMALL, day_count=60)
    company_id = await lived(SMALL)
    found = await counts(company_id)
    told = tell(SMALL)
    assert sum(found["customers"].values()) == len(told.debtors)
    assert sum(found["invoices"].values()) == len(
        {invoice.number for feed in told.feeds.values() for invoice in feed.invoices}
    )
    assert sum(found["payments"].values()) == sum(len(f.payments) for f in told.feeds.values())
    async with db.transaction(company_id) as connection:
        twice = await connection.fetchval(
            """select count(*) from (select from dispatches where company_id = $1
               and state = 'sent' group by invoice_id, step having count(*) > 1) as doubled""",
            company_id,
        )
    assert twice == 0


async def test_the_sample_company_does_not_move_in_with_companies_of_ones_own(
    world: World,
) -> None:
    with pytest.raises(SettingsError, match="companies of your own"):
        await past(Sizes(), lambda *_, **__: lambda **_: None)


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[tuple[Outlet, Path]]:
    """A way out to the demo's real mail server, and the directory of its letters."""
    directory, port = tmp_path / "mailbox", port_for(0)
    child = mail_child(directory, port=port, environment={})
    program = await asyncio.create_subprocess_exec(
        *child.command, env={**os.environ, "PYTHONPATH": str(BACKEND)}
    )
    assert child.ready is not None
    async with asyncio.timeout(30):
        while not await child.ready():  # noqa: ASYNC110 - it waits for another program
            await asyncio.sleep(0.05)
    outlet = Outlet(f"smtp://127.0.0.1:{port}")
    yield outlet, directory
    await outlet.close()
    program.terminate()
    assert await program.wait() == 0


def letter_to(recipient: str) -> Parcel:
    mail = Letter(
        subject="Maksumuistutus: lasku 7",
        text="Hyvä asiakas,\n\nlasku 7 on maksamatta.",
        html="<p>Hyvä asiakas</p>",
        sender_name="Karhulan Kahvipaahtimo Oy",
        sender_email="laskut@karhula.example.com",
        recipient=recipient,
        message_id="<1-2-3@karhula.example.com>",
    )
    return a_parcel(mail)


async def test_the_mail_server_keeps_letters_and_refuses_two_addresses(
    post: tuple[Outlet, Path],
) -> None:
    outlet, directory = post
    kept = await outlet.send(letter_to("maija@example.com"))
    refused = await outlet.send(letter_to(REFUSED))
    later = await outlet.send(letter_to(BUSY))
    assert [kept.verdict, refused.verdict, later.verdict] == ["sent", "refused", "deferred"]
    assert refused.text.startswith("550")
    assert later.text.startswith("451")
    [message] = messages(directory)
    assert (message.recipient, message.subject) == ("maija@example.com", "Maksumuistutus: lasku 7")
    assert "lasku 7 on maksamatta." in message.text


async def test_the_mailbox_lists_its_letters_and_shows_one_whole(
    post: tuple[Outlet, Path],
) -> None:
    outlet, directory = post
    await outlet.send(letter_to("maija@example.com"))
    console = Console(record=True, width=120, file=io.StringIO())
    show_mailbox(directory.parent, None, console)
    show_mailbox(directory.parent, 1, console)
    said = console.export_text()
    assert "maija@example.com" in said
    assert "Hyvä asiakas," in said
    with pytest.raises(DemoError, match="There are 1 messages; 2 is not one of them"):
        show_mailbox(directory.parent, 2, console)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def karhu_demo(home: Path, port: int) -> Iterator[str]:
    """The command with a small company, until it is ready; then what it has said."""
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("KARHU_")},
        "KARHU_HOME": str(home), "KARHU_PORT": str(port), "PYTHONPATH": str(BACKEND),
        "COLUMNS": "200",
    }  # fmt: skip
    sizes = ["--customers", "40", "--invoices", "200", "--days", "60"]
    with subprocess.Popen(
        [sys.executable, "-m", "karhu.cli", "demo", *sizes],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as program:  # fmt: skip
        said = []
        assert program.stdout is not None
        for line in program.stdout:
            said.append(line)
            if line.startswith("Ready in"):
                break
        try:
            assert said[-1].startswith("Ready in"), "".join(said)
            yield "".join(said)
        finally:
            program.send_signal(signal.SIGTERM)
            rest, _ = program.communicate(timeout=30)
    assert program.returncode == 0, rest


def sign_in(port: int, email: str) -> int:
    answer = httpx.post(
        f"http://127.0.0.1:{port}/v1/sessions", json={"email": email, "password": PASSWORD}
    )
    return answer.status_code


def test_the_demo_makes_sends_serves_and_starts_again_with_what_is_there() -> None:
    with fresh_home() as home:
        port = free_port()
        with karhu_demo(home, port) as said:
            assert "Living 60 days" in said
            assert "waits for its undo window to end" in said
            assert "refused by the mailbox" in said
            assert ADMINISTRATOR_EMAIL in said
            assert PASSWORD in said
            assert sign_in(port, ADMINISTRATOR_EMAIL) == 201
            assert sign_in(port, READER_EMAIL) == 201
            assert sign_in(port, "nobody@example.com") == 401
            sent = messages(home / "mailbox")
            assert len(sent) > 0
            assert len({message.message_id for message in sent}) == len(sent)
        with karhu_demo(home, port) as said:
            assert "Living" not in said
            assert "Sending" not in said
            assert messages(home / "mailbox") == sent
