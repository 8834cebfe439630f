"""Letters as a person sees them: before they go, and as they went."""

from hashlib import sha256
from typing import Any

import pytest

from tests.sites import Person
from tests.world import World


async def queued(world: World, *numbers: str, customer: Any = None) -> list[str]:
    """Queued reminders of one debtor; their ids, the oldest first."""
    customer = customer or await world.customer()
    for number in numbers:
        await world.invoice(customer, due="2026-02-01", number=number)
    await world.run("2026-02-08")
    rows = await world.fetch(
        """select d.id from dispatches d
           join invoices i on i.company_id = $1 and i.id = d.invoice_id
           where d.company_id = $1 order by i.number"""
    )
    return [str(row["id"]) for row in rows]


@pytest.mark.req("R300")
async def test_a_letter_can_be_seen_on_paper_before_it_goes(world: World, office: Person) -> None:
    [id] = await queued(world, "1")
    answer = await office.get(f"dispatches/{id}/letter.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.content.startswith(b"%PDF-1.7")
    assert answer.headers["content-disposition"] == f'inline; filename="reminder-{id}.pdf"'
    letter = (await office.get(f"dispatches/{id}/letter")).json()
    assert (letter["is_final"], letter["invoice_numbers"]) == (False, ["1"])


async def test_a_sent_letter_is_shown_as_the_very_file_that_went(
    world: World, office: Person
) -> None:
    first, second = await queued(world, "1", "2")
    await world.drain()
    [parcel] = world.parcels
    for id in (first, second):
        answer = await office.get(f"dispatches/{id}/letter.pdf")
        assert answer.content == parcel.pdf
        letter = (await office.get(f"dispatches/{id}/letter")).json()
        assert letter["is_final"]
        assert letter["invoice_numbers"] == ["1", "2"]
        assert letter["sha256"] == sha256(parcel.pdf).hexdigest()
        assert letter["page_count"] >= 1


async def test_a_mail_that_went_without_its_pdf_is_still_seen_on_paper(
    world: World, office: Person
) -> None:
    await world.settings(attaches_letter=False)
    [id] = await queued(world, "1")
    await world.drain()
    await world.execute("update companies set name = 'Another' where id = $1")
    answer = await office.get(f"dispatches/{id}/letter.pdf")
    assert answer.content.startswith(b"%PDF-")
    assert "sha256" not in (await office.get(f"dispatches/{id}/letter")).json()


@pytest.mark.req("R299")
async def test_a_message_taken_back_leaves_the_letter_about_the_others(
    world: World, office: Person
) -> None:
    first, _ = await queued(world, "1", "2")
    answer = await office.post("dispatch-cancellations", {"dispatch_ids": [first]})
    assert answer.json()["done_count"] == 1, answer.text
    await world.drain()
    [parcel] = world.parcels
    assert [line.invoice_number for line in parcel.document.lines] == ["2"]


@pytest.mark.req("R298")
async def test_nothing_is_queued_for_a_debtor_whom_nothing_reaches(world: World) -> None:
    await world.settings(active_channels=["email", "print"])
    assert await queued(world, "1", customer=await world.customer(email=None)) == []
    [decision] = await world.fetch("select outcome, reasons from decisions where company_id = $1")
    assert (decision["outcome"], decision["reasons"]) == ("hold", ["missing_contact_data"])
    [noted] = await world.fetch("select cause from exceptions where company_id = $1")
    assert noted["cause"] == "missing_contact_data"


async def test_the_letter_of_nobody_is_not_found(office: Person) -> None:
    answer = await office.get("dispatches/0199f0c0-0000-7000-8000-000000000001/letter.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
