"""What is metered: each letter once, when it is sent, at the prices of that moment."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.dispatch import service as outbox
from karhu.dispatch.delivery import deliver, end_leases
from karhu.kit import db
from tests.integration.metering.asking import charge, lines, usage
from tests.sites import Person
from tests.world import World

SENT = Receipt(verdict="sent", text="250 OK")


async def live(world: World, *days: str) -> None:
    for day in days:
        await world.run(day)
        await world.drain()


async def resend(world: World) -> None:
    [dispatch] = await world.dispatches()
    async with db.transaction(world.company_id) as connection:
        await outbox.resend(
            connection, world.company_id, dispatch,
            actor="user:test", today=world.today, now=world.now,
        )  # fmt: skip


@pytest.mark.req("R008")
async def test_a_reminder_and_a_notice_count_one_transaction_each_when_they_are_sent(
    world: World, office: Person
) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    assert (await usage(office, "2026-02"))["count"] == 0
    await world.drain()
    assert (await usage(office, "2026-02"))["count"] == 1
    await live(world, "2026-02-09", "2026-02-22", "2026-02-23")
    statement = await usage(office, "2026-02")
    assert lines(statement) == [
        ("reminder", "email", "0.25", "0.00", 1, "0.25"),
        ("notice", "email", "0.25", "0.00", 1, "0.25"),
    ]
    assert (statement["transactions"], statement["total"]) == ("0.50", "0.50")
    assert (statement["first_on"], statement["last_on"]) == ("2026-02-01", "2026-02-28")
    assert statement["currency"] == "EUR"


@pytest.mark.req("R009")
async def test_a_transaction_comes_on_top_of_the_deliverys_own_price(
    world: World, office: Person
) -> None:
    await charge(office, "0.25", email="0.06", print="1.19")
    await world.invoice(due="2026-02-01")
    await live(world, "2026-02-08")
    statement = await usage(office, "2026-02")
    assert lines(statement) == [("reminder", "email", "0.25", "0.06", 1, "0.31")]
    assert (statement["transactions"], statement["deliveries"], statement["total"]) == (
        "0.25", "0.06", "0.31",
    )  # fmt: skip


@pytest.mark.req("R008")
async def test_a_later_change_of_prices_changes_nothing_that_was_metered(
    world: World, office: Person
) -> None:
    await world.invoice(due="2026-02-01")
    await live(world, "2026-02-08")
    await world.run("2026-02-22")  # the notice is queued at the old prices, and sent at the new
    assert (await charge(office, "0.3", email="0.0125")).status_code == 200
    await world.drain()
    assert lines(await usage(office, "2026-02")) == [
        ("reminder", "email", "0.25", "0.00", 1, "0.25"),
        ("notice", "email", "0.30", "0.0125", 1, "0.3125"),
    ]


@pytest.mark.req("R008")
async def test_each_total_is_rounded_once_and_half_up(world: World, office: Person) -> None:
    await charge(office, "0.0825", email="0.0025")
    for _ in range(3):
        await world.invoice(due="2026-02-01")
    await live(world, "2026-02-08")
    statement = await usage(office, "2026-02")
    assert lines(statement) == [("reminder", "email", "0.0825", "0.0025", 3, "0.255")]
    assert (statement["transactions"], statement["deliveries"], statement["total"]) == (
        "0.25", "0.01", "0.26",
    )  # fmt: skip
    answer = await office.get("usage-months", params={"year": "2026"})
    assert answer.json()["months"] == [{"month": "2026-02", "count": 3, "total": "0.26"}]


async def test_a_letter_that_fails_and_is_resent_is_metered_once(
    world: World, office: Person
) -> None:
    await world.invoice(due="2026-02-01")
    world.answer = Receipt(verdict="refused", text="550 No such user")
    await live(world, "2026-02-08")
    assert (await usage(office, "2026-02"))["count"] == 0
    world.answer = SENT
    await resend(world)
    await world.drain()
    await live(world, "2026-02-09")
    assert (await usage(office, "2026-02"))["count"] == 1


async def test_a_letter_that_is_mended_and_goes_by_itself_is_metered_once(
    world: World, office: Person
) -> None:
    customer = await world.customer(email="old@example.com")
    await world.invoice(customer, due="2026-02-01")
    world.answer = Receipt(verdict="refused", text="550 No such user")
    await live(world, "2026-02-08")
    world.answer = SENT
    await world.change("customers", customer, email="new@example.com")
    await live(world, "2026-02-09", "2026-02-10")
    assert (await usage(office, "2026-02"))["count"] == 1


async def test_a_letter_that_was_taken_back_costs_nothing(world: World, office: Person) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.take_back()
    await world.drain()
    assert (await usage(office, "2026-02"))["count"] == 0


async def test_a_letter_whose_worker_died_is_not_metered_until_somebody_marks_it_sent(
    world: World, office: Person
) -> None:
    await charge(office, "0.25", email="0.05")
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")

    async def die(parcel: Parcel) -> Receipt:
        raise asyncio.CancelledError

    world.now += timedelta(minutes=31)
    with pytest.raises(asyncio.CancelledError):
        await deliver(die, now=world.now)
    assert await end_leases(now=world.now + timedelta(minutes=6)) == 1
    assert (await usage(office, "2026-02"))["count"] == 0
    await charge(office, "0.40", email="0.05")
    [dispatch] = await world.dispatches()
    path = f"dispatches/{dispatch['id']}/resolution"
    answer = await office.post(path, {"verdict": "sent"})
    assert answer.status_code == 200, answer.text
    this_month = (await office.get("usage")).json()
    assert lines(this_month) == [("reminder", "email", "0.40", "0.05", 1, "0.45")]
    assert this_month["is_complete"] is False
    again = await office.post(path, {"verdict": "sent"})
    assert again.status_code == 409
    assert (await office.get("usage")).json()["count"] == 1


@pytest.mark.req("R008")
async def test_a_month_begins_in_the_companys_own_time_zone(world: World, office: Person) -> None:
    await world.invoice(due="2026-01-15")
    await world.run("2026-01-31")
    world.now = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # half past one in Helsinki
    await world.drain(later=timedelta(0))
    assert (await usage(office, "2026-01"))["count"] == 0
    assert (await usage(office, "2026-02"))["count"] == 1
    months = (await office.get("usage-months", params={"year": "2026"})).json()["months"]
    assert [month["month"] for month in months] == ["2026-02"]
    await world.settings(time_zone="UTC")
    assert (await usage(office, "2026-01"))["count"] == 1


async def test_a_year_lists_the_months_in_which_letters_went(world: World, office: Person) -> None:
    await world.invoice(due="2026-02-20")
    await live(world, "2026-02-27", "2026-03-13")
    answer = (await office.get("usage-months", params={"year": "2026"})).json()
    assert answer == {
        "year": 2026,
        "currency": "EUR",
        "months": [
            {"month": "2026-02", "count": 1, "total": "0.25"},
            {"month": "2026-03", "count": 1, "total": "0.25"},
        ],
    }
    assert (await office.get("usage-months", params={"year": "2025"})).json()["months"] == []


@pytest.mark.req("R008")
async def test_the_letters_of_a_month_come_as_csv_on_the_companys_clock(
    world: World, office: Person
) -> None:
    await charge(office, "0.25", email="0.0125")
    customer = await world.customer(number='=HYPERLINK("http://x")')
    await world.invoice(customer, due="2026-02-01", number="2026/17, B")
    await live(world, "2026-02-08")
    answer = await office.get("usage/letters", params={"month": "2026-02"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="usage-2026-02.csv"'
    assert answer.content.decode() == (
        "sent_at,invoice_number,customer_number,step,channel,transaction_price,delivery_price,"
        "currency\r\n"
        '2026-02-08T02:31:00+02:00,"2026/17, B","\'=HYPERLINK(""http://x"")",reminder,email,'
        "0.2500,0.0125,EUR\r\n"
    )


@pytest.mark.parametrize("month", ["2026-13", "2026-00", "26-01", "2026-1", "1999-12", "x"])
async def test_what_is_no_month_is_refused(office: Person, month: str) -> None:
    answer = await office.get("usage", params={"month": month})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "month")
