"""One debtor, one letter: each invoice at its own step, and the sums right."""

import asyncio
import contextlib
from datetime import timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any

import msgspec

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.dispatch.delivery import deliver, end_leases
from karhu.kit import db
from karhu.letters.document import Document
from tests.world import EVERY, World


def kept(dispatch: Any) -> Document:
    """The document of a message as it was kept."""
    return msgspec.json.decode(dispatch["document"], type=Document)


async def test_a_debtor_with_three_overdue_invoices_gets_one_letter(world: World) -> None:
    customer = await world.customer()
    for number in ("1", "2", "3"):
        await world.invoice(customer, due="2026-02-01", number=number)
    await world.run("2026-02-08")
    await world.drain()
    rows = await world.dispatches()
    assert [row["state"] for row in rows] == ["sent"] * 3
    assert len(world.mail) == len({row["letter_id"] for row in rows}) == 1
    document = kept(rows[0])
    assert [line.invoice_number for line in document.lines] == ["1", "2", "3"]
    assert document.claimed == document.payable == Decimal("300.00")
    assert len(await world.events("dispatch_sent")) == 3


async def test_each_invoice_in_a_letter_is_at_its_own_step(world: World) -> None:
    customer = await world.customer()
    await world.invoice(customer, due="2026-02-01", number="old")
    await world.run("2026-02-08")
    await world.drain()
    await world.invoice(customer, due="2026-02-15", number="new")
    await world.run("2026-02-22")
    await world.drain()
    document = kept((await world.dispatches())[-1])
    assert document.kind == "notice"
    told = [(line.invoice_number, line.step, line.ordinal) for line in document.lines]
    assert told == [("old", "notice", 2), ("new", "reminder", 1)]
    assert len(world.mail) == 2


async def test_currencies_are_never_in_one_letter(world: World) -> None:
    accounts = [
        {"currency": "EUR", "iban": "FI2112345600000785"},
        {"currency": "SEK", "iban": "SE4550000000058398257466", "bankgiro": "5805-6201"},
    ]
    await world.settings(bank_accounts=accounts)
    customer = await world.customer()
    await world.invoice(customer, due="2026-02-01", currency="EUR")
    await world.invoice(customer, due="2026-02-01", currency="SEK")
    await world.run("2026-02-08")
    await world.drain()
    documents = [parcel.document for parcel in world.parcels]
    assert sorted(document.currency for document in documents) == ["EUR", "SEK"]
    [swedish] = [document for document in documents if document.currency == "SEK"]
    assert swedish.account is not None
    assert swedish.account.bankgiro == "5805-6201"  # T18: never the other currency's account


async def test_trade_names_write_their_own_letters(world: World) -> None:
    customer = await world.customer()
    await world.invoice(customer, due="2026-02-01", trade_name="Paja")
    await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert sorted(parcel.document.creditor.name for parcel in world.parcels) == [
        "Karhula Oy", "Paja"
    ]  # fmt: skip


async def test_a_company_may_send_a_letter_for_each_invoice(world: World) -> None:
    await world.settings(groups_letters=False)
    customer = await world.customer()
    for _ in range(3):
        await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert [len(parcel.document.lines) for parcel in world.parcels] == [1, 1, 1]


async def test_a_paid_invoice_leaves_the_letter_and_the_others_go(world: World) -> None:
    customer = await world.customer()
    paid = await world.invoice(customer, due="2026-02-01", number="paid")
    await world.invoice(customer, due="2026-02-01", number="open")
    await world.run("2026-02-08")
    await world.pay(paid)
    await world.drain()
    [parcel] = world.parcels
    assert [line.invoice_number for line in parcel.document.lines] == ["open"]


async def test_credit_notes_and_loose_payments_are_shown_and_deducted(world: World) -> None:
    customer = await world.customer()
    first = await world.invoice(customer, due="2026-02-01", total="300.00")
    await world.invoice(customer, due="2026-01-01", kind="credit_note", number="C1", total="-40.00")
    await world.execute(
        """with paid as (
               insert into payments (company_id, key, currency, amount, unallocated, paid_on)
               values ($1, 77, 'EUR', 60, 60, '2026-02-03') returning id)
           insert into allocations (company_id, payment_id, invoice_id, part, amount)
           select $1, id, $2, 'principal', 0 from paid""",
        first,
    )
    await world.run("2026-02-08")
    await world.drain()
    [parcel] = world.parcels
    credits = [(one.kind, one.number, one.amount) for one in parcel.document.credits]
    assert credits == [
        ("credit_note", "C1", Decimal("40.00")), ("payment", "77", Decimal("60.00"))
    ]  # fmt: skip
    assert parcel.document.payable == Decimal("200.00")


async def test_who_has_as_much_in_hand_as_is_claimed_gets_no_letter(world: World) -> None:
    customer = await world.customer()
    await world.invoice(customer, due="2026-02-01")
    await world.invoice(
        customer, due="2026-01-01", kind="credit_note", number="C1", total="-100.00"
    )
    await world.run("2026-02-08")
    await world.drain()
    assert (world.parcels, [d["state"] for d in await world.dispatches()]) == ([], ["cancelled"])
    [noted] = await world.fetch("select cause, detail from exceptions where company_id = $1")
    assert noted["cause"] == "manual_review"
    assert "match them" in noted["detail"]


async def test_a_letter_that_is_refused_fails_all_its_messages(world: World) -> None:
    customer = await world.customer()
    for _ in range(2):
        await world.invoice(customer, due="2026-02-01")
    world.answer = Receipt(verdict="refused", text="550 No such user")
    await world.run("2026-02-08")
    await world.drain()
    assert [row["state"] for row in await world.dispatches()] == ["failed", "failed"]


async def test_a_letter_that_goes_later_is_written_anew(world: World) -> None:
    customer = await world.customer()
    paid = await world.invoice(customer, due="2026-02-01", number="paid")
    await world.invoice(customer, due="2026-02-01", number="open")
    world.answer = Receipt(verdict="deferred", text="451 Later")
    await world.run("2026-02-08")
    await world.drain()
    assert await world.fetch("select 1 from letters where company_id = $1") == []
    await world.pay(paid)
    world.answer = Receipt(verdict="sent", text="250 OK")
    await world.drain()
    [parcel] = world.parcels
    assert [line.invoice_number for line in parcel.document.lines] == ["open"]


async def test_three_workers_never_part_a_letter(world: World) -> None:
    for _ in range(40):
        customer = await world.customer()
        for _ in range(3):
            await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    now = world.now + timedelta(minutes=31)
    seen: list[Parcel] = []

    async def send(parcel: Parcel) -> Receipt:
        seen.append(parcel)
        await asyncio.sleep(0)
        return Receipt(verdict="sent", text="250 OK")

    async def work() -> None:
        for _ in range(50):
            if not await deliver(send, now=now):
                return

    await asyncio.gather(*(db.apart(work()) for _ in range(3)))
    assert [len(parcel.document.lines) for parcel in seen] == [3] * 40


async def test_a_worker_that_dies_leaves_the_whole_letter_unknown(world: World) -> None:
    customer = await world.customer()
    for _ in range(3):
        await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")

    async def die(parcel: Parcel) -> Receipt:
        raise asyncio.CancelledError

    world.now += timedelta(minutes=31)
    with contextlib.suppress(asyncio.CancelledError):
        await deliver(die, now=world.now)
    assert await end_leases(now=world.now + timedelta(minutes=6)) == 3
    assert {row["state"] for row in await world.dispatches()} == {"unknown"}


async def test_the_pdf_that_was_attached_is_kept_byte_for_byte(world: World) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    [parcel] = world.parcels
    [row] = await world.fetch("select pdf, sha256, page_count from letters where company_id = $1")
    assert row["pdf"] == parcel.pdf
    assert (row["sha256"], row["page_count"]) == (sha256(parcel.pdf).hexdigest(), 1)


async def test_a_mail_may_go_without_a_pdf(world: World) -> None:
    await world.settings(attaches_letter=False)
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert world.parcels[0].pdf == b""


async def test_what_no_channel_of_the_installation_carries_waits(world: World) -> None:
    await world.settings(active_channels=["email", "print"])
    await world.invoice(
        await world.customer(email=None, street="Katu 1", postcode="00100", city="Helsinki"),
        due="2026-02-01",
    )
    await world.run("2026-02-08")
    now = world.now + timedelta(minutes=31)
    assert await deliver(world.send, now=now) == 0
    assert await deliver(world.send, now=now, channels=EVERY) == 1
    [parcel] = world.parcels
    assert (parcel.channel, parcel.mail, parcel.pdf[:5]) == ("print", None, b"%PDF-")
    assert parcel.document.debtor.street == "Katu 1"


async def test_a_mail_brings_the_invoices_it_is_about_where_the_company_wants_that(
    world: World,
) -> None:
    await world.settings(attaches_invoice_copy=True)
    customer = await world.customer()
    for number in ("7", "8"):
        await world.invoice(customer, due="2026-02-01", number=number)
    await world.run("2026-02-08")
    await world.drain()
    [parcel] = world.parcels
    assert [copy.name for copy in parcel.copies] == ["Lasku 7.pdf", "Lasku 8.pdf"]
    assert all(copy.pdf.startswith(b"%PDF-") for copy in parcel.copies)


async def test_what_an_operator_refused_waits_for_a_person(world: World) -> None:
    await world.settings(active_channels=["email", "print"])
    await world.invoice(
        await world.customer(email=None, street="Katu 1", postcode="00100", city="Helsinki"),
        due="2026-02-01",
    )
    world.answer = Receipt(verdict="refused", text="unknown address")
    await world.run("2026-02-08")
    await world.drain()
    await world.run("2026-02-09")
    await world.drain()
    assert [row["state"] for row in await world.dispatches()] == ["failed"]
    [decision] = await world.fetch("select reasons from decisions where company_id = $1")
    assert decision["reasons"] == ["manual_review"]
