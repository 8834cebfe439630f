"""Files of records, from the upload to the answer to every line."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import karhu
from karhu.imports import service
from karhu.imports.jobs import resume_imports
from karhu.imports.receiving import Upload, receive
from karhu.kit import clock, db
from tests.integration.ledger.asking import (
    answers,
    customer,
    events,
    fetch,
    found,
    imported,
    invoice_body,
    ndjson,
    sent,
)
from tests.sites import Person, Site

BACKEND = Path(karhu.__file__).parents[1]
CSV = "text/csv; charset=utf-8"


def company(person: Person) -> UUID:
    return UUID(str(person.company_id))


def counts(made: dict[str, Any]) -> tuple[int, int, int, int]:
    names = ("created", "updated", "unchanged", "failed")
    created, updated, unchanged, failed = (made[f"{name}_count"] for name in names)
    return created, updated, unchanged, failed


async def test_every_line_is_answered_on_its_own(site: Site) -> None:
    admin = await site.administrator()
    await customer(admin, number="100")
    lines = [
        invoice_body(external_id="a", customer_number="100"),
        invoice_body(number="2", customer_number="999"),
        invoice_body(number="3", customer_number="100", total="-5.00"),
        invoice_body(external_id="a", customer_number="100", total="90.00"),
        invoice_body(external_id="a", customer_number="100", total="90.00"),
        {"number": "4"},
    ]
    made = await imported(admin, "invoices", ndjson(lines) + b"\n{broken\n")
    assert (made["state"], made["line_count"], made["done_count"]) == ("finished", 7, 7)
    assert counts(made) == (1, 1, 1, 4)
    found_answers = await answers(admin, made)
    assert [(answer["line"], answer["outcome"]) for answer in found_answers] == [
        (1, "created"), (2, "failed"), (3, "failed"), (4, "updated"), (5, "unchanged"),
        (6, "failed"), (8, "failed"),
    ]  # fmt: skip
    assert [answer.get("label") for answer in found_answers] == ["1", "2", "3", "1", "1", "4", None]
    assert found_answers[1]["errors"][0]["pointer"] == "/customer_number"
    assert len({answer["id"] for answer in found_answers if "id" in answer}) == 1
    assert [a["line"] for a in await answers(admin, made, outcome="failed", after_line=2)] == [
        3, 6, 8,
    ]  # fmt: skip
    assert [a["line"] for a in await answers(admin, made, limit=2)] == [1, 2]
    [event] = await events(admin, "import_finished")
    assert event["detail"]["failed_count"] == 4


async def test_a_spreadsheet_in_latin_1_with_semicolons_is_read_and_that_is_said(
    site: Site,
) -> None:
    admin = await site.administrator()
    people = "Number;Kind;Name;Väri\r\n1;business;Åkerlund & Öljy;sininen\r\n".encode("latin-1")
    made = await imported(admin, "customers", people, media=CSV)
    assert counts(made) == (1, 0, 0, 0)
    assert made["remarks"] == [
        "The file is not UTF-8, so it was read as Latin-1 (Windows-1252).",
        "The separator is the semicolon.",
        "Columns that were not used: väri.",
    ]
    [row] = await fetch(admin, "select name from customers where company_id = $1")
    assert row["name"] == "Åkerlund & Öljy"
    rows = (
        "number;currency;total;invoice_on;due_on;customer_number;sent_on\n"
        '7;EUR;"1 234,50";1.2.2026;15.2.2026;1;\n'
        '8;EUR;1.234,50;1.2.2026;15.2.2026;1;1.2.2026\n"9\n9";EUR;1;2/1/2026;15.2.2026;1;\n'
    )
    made = await imported(admin, "invoices", rows.encode(), media=CSV)
    assert counts(made) == (2, 0, 0, 1)
    assert "Amounts have a decimal comma." in made["remarks"]
    assert "Dates are written day.month.year." in made["remarks"]
    stored = await fetch(
        admin, "select number, total::text, sent_on from invoices where company_id = $1"
    )
    assert {(r["number"], r["total"], r["sent_on"] is None) for r in stored} == {
        ("7", "1234.50", True), ("8", "1234.50", False),
    }  # fmt: skip
    [failed] = await answers(admin, made, outcome="failed")
    assert failed["line"] == 4
    assert {error["pointer"] for error in failed["errors"]} == {"/number", "/invoice_on"}


@pytest.mark.parametrize(
    ("content", "media", "status", "code"),
    [
        (b"number;total\n1;2\n", CSV, 422, "missing_column"),
        (b"PK\x03\x04", CSV, 422, "not_text"),
        (b"[{}]", "application/x-ndjson", 422, "one_record_a_line"),
        (b"{}", "application/json", 415, "wrong_content_type"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_and_leaves_nothing(
    site: Site, content: bytes, media: str, status: int, code: str
) -> None:
    admin = await site.administrator()
    answer = await sent(admin, "invoices", content, media=media)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert (await admin.get("imports")).json()["items"] == []
    if code == "missing_column":
        assert ("/due_on", "missing_column") in found(answer)


def a_years_file(customer_count: int = 40, invoice_count: int = 2600) -> dict[str, bytes]:
    """Customers, invoices and payments of which some are wrong, over several chunks."""
    people = [
        {"external_id": f"c{n % customer_count}", "kind": "business", "name": f"Nimi {n}",
         **({"country": "XX"} if n % 17 == 5 else {})}
        for n in range(customer_count * 30)
    ]  # fmt: skip
    bills = [
        invoice_body(
            external_id=f"i{n}", number=str(n), customer_external_id=f"c{n % (customer_count + 1)}",
            reference=f"{n}7",
        )
        for n in range(invoice_count)
    ]  # fmt: skip
    notes = [
        invoice_body(
            kind="credit_note", number=f"H{n}", total="-40.00", original_number=str(n * 3),
            customer_external_id=f"c{n * 3 % (customer_count + 1)}",
        )
        for n in range(invoice_count // 3)
    ]  # fmt: skip
    money = [
        {"external_id": f"p{n % 2000}", "currency": "EUR", "amount": f"{n % 90 + 1}.50",
         "paid_on": "2026-01-20", "reference": f"{n * 2 % invoice_count}7"}
        for n in range(2400)
    ]  # fmt: skip
    return {
        "customers": ndjson(people),
        "invoices": ndjson([*bills, *notes]),
        "payments": ndjson(money),
    }


async def plain_answers(person: Person, made: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        (a["line"], a["outcome"], a.get("label"), str(a.get("errors")))
        for a in await answers(person, made)
    ]


async def test_a_dry_run_answers_what_the_import_then_does_and_changes_nothing(
    site: Site,
) -> None:
    admin = await site.administrator()
    for kind, content in a_years_file().items():
        before = await whole(admin)
        rehearsed = await imported(admin, kind, content, is_dry_run="true")
        assert await whole(admin) == before
        made = await imported(admin, kind, content)
        assert counts(rehearsed) == counts(made)
        assert counts(made)[0] > 0
        dry, real = await plain_answers(admin, rehearsed), await plain_answers(admin, made)
        if kind == "customers":  # their numbers are given when they are stored
            dry, real = [answer[:2] for answer in dry], [answer[:2] for answer in real]
        assert dry == real
    assert not await fetch(admin, "select from import_drafts where company_id = $1")


async def whole(person: Person) -> list[str]:
    """Everything of the ledger, so that two moments can be compared."""
    tables = ("customers", "invoices", "payments", "allocations", "claims", "events")
    rows = []
    for table in tables:
        order = "seq" if table == "events" else "t::text"
        query = f"select t::text as row from {table} t where company_id = $1 order by {order}"
        rows += [row["row"] for row in await fetch(person, query)]
    return rows


WORKER = """
import asyncio, sys
from uuid import UUID
from karhu.imports import service
from karhu.kit import clock, db

async def work(url, company_id, import_id):
    await db.open_pool(url, size=1)
    print("ready", flush=True)
    while True:
        await service.carry_on(UUID(company_id), UUID(import_id), clock=clock.now)
        await asyncio.sleep(0.02)

asyncio.run(work(*sys.argv[1:]))
"""


@asynccontextmanager
async def worker(*arguments: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """A process that works on an import, killed at the end."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, *arguments, stdout=PIPE, env={"PYTHONPATH": str(BACKEND)}
    )
    try:
        assert process.stdout is not None
        await asyncio.wait_for(process.stdout.readline(), timeout=30)
        yield process
    finally:
        process.kill()
        await process.wait()


async def test_an_import_killed_anywhere_and_worked_on_by_many_loses_and_doubles_nothing(
    site: Site, database: str
) -> None:
    admin = await site.administrator()
    chance = random.Random(7)
    for kind, content in a_years_file().items():
        made = (await sent(admin, kind, content)).json()
        for kills in range(20):
            async with (
                worker(database, str(company(admin)), made["id"]),
                worker(database, str(company(admin)), made["id"]),
            ):
                await asyncio.sleep(chance.uniform(0.0, 0.2) if kills < 4 else 3.0)
            made = (await admin.get(f"imports/{made['id']}")).json()
            if made["state"] == "finished":
                break
        assert made["state"] == "finished"
        assert made["done_count"] == made["line_count"] == len(content.splitlines())
        lines = [line for line, *_ in await plain_answers(admin, made)]
        assert lines == list(range(1, made["line_count"] + 1))
    assert not await fetch(admin, "select from import_chunks where company_id = $1")
    [row] = await fetch(
        admin,
        """select (select count(*) from payments where company_id = $1) as payments,
                  (select count(distinct external_id) from payments where company_id = $1) as ids,
                  (select sum(amount - unallocated) from payments where company_id = $1) as paid,
                  (select sum(amount) from allocations where company_id = $1) as split,
                  (select count(*) from invoices where company_id = $1 and open < 0
                   and kind = 'invoice') as overpaid""",
    )
    assert row["payments"] == row["ids"] == 2000
    assert (row["paid"], row["overpaid"]) == (row["split"], 0)
    finished = await events(admin, "import_finished")
    assert len(finished) == 3


async def test_an_upload_that_breaks_off_is_ended_by_the_sweep(site: Site) -> None:
    admin = await site.administrator()

    async def broken() -> AsyncIterator[bytes]:
        content = a_years_file()["invoices"]
        yield content[:400_000]
        raise ConnectionError

    upload = Upload(company_id=company(admin), kind="invoices", is_csv=False, is_dry_run=False,
                    file_name=None, actor="test")  # fmt: skip
    with pytest.raises(ConnectionError):
        await receive(upload, broken(), clock=clock.now)
    [row] = (await admin.get("imports")).json()["items"]
    assert row["state"] == "receiving"
    await service.carry_on(company(admin), UUID(row["id"]), clock=clock.now)
    await resume_imports({})
    assert (await admin.get(f"imports/{row['id']}")).json()["state"] == "receiving"
    async with db.transaction_over_all() as connection:
        later = clock.now() + timedelta(minutes=16)
        assert await service.end_abandoned(connection, now=later) == 1
    ended = (await admin.get(f"imports/{row['id']}")).json()
    assert ended["state"] == "failed"
    assert "broke off" in ended["remarks"][-1]
    assert not await fetch(admin, "select from import_chunks where company_id = $1")
    assert not await fetch(admin, "select from invoices where company_id = $1")


async def test_an_import_that_was_left_is_found_by_the_sweep(site: Site) -> None:
    admin = await site.administrator()
    answer = await sent(admin, "customers", ndjson([{"kind": "business", "name": "X"}]))
    assert answer.json()["state"] == "running"
    async with db.transaction_over_all() as connection:
        waiting = await service.unfinished_imports(connection)
    assert waiting == [(company(admin), UUID(answer.json()["id"]))]


async def test_imports_are_listed_newest_first_and_belong_to_their_company(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    person = ndjson([{"kind": "business", "name": "X"}])
    made = [await imported(admin, "customers", person, file_name=f"{n}.csv") for n in range(3)]
    page = (await admin.get("imports", params={"limit": 2, "with_count": "true"})).json()
    assert [item["id"] for item in page["items"]] == [made[2]["id"], made[1]["id"]]
    assert page["total_count"] == 3
    rest = (await admin.get("imports", params={"cursor": page["next_cursor"]})).json()
    assert [item["file_name"] for item in rest["items"]] == ["0.csv"]
    assert (await other.get(f"imports/{made[0]['id']}")).status_code == 404
    assert (await other.get(f"imports/{made[0]['id']}/results")).status_code == 404


async def test_an_empty_file_is_an_import_of_nothing(site: Site) -> None:
    admin = await site.administrator()
    made = await imported(admin, "customers", b"\n \n")
    assert (made["state"], made["line_count"]) == ("finished", 0)
