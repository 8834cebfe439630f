"""Which night takes which invoice: calendars of companies that send by themselves."""

import asyncio
from datetime import date, timedelta

import pytest

from karhu.first_dispatch.nights import begin, begin_due
from karhu.kit import db
from karhu.kit.clock import date_in
from tests.integration.first_dispatch.desk import HELSINKI, Desk, at
from tests.world import World, new_world


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


@pytest.mark.req("R241")
@pytest.mark.req("R242")
@pytest.mark.req("R243")
async def test_an_invoice_created_at_one_is_in_the_batch_of_the_following_night(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    invoice = await desk.invoice(at("2026-03-10", "13:00"))
    await desk.wake(at("2026-03-10", "23:59"))
    assert desk.parcels == []
    assert await desk.wake(at("2026-03-11", "00:05")) == 1
    assert await desk.result(invoice) == ("sent", None, "einvoice")
    assert await desk.sent_on(invoice) == date(2026, 3, 11)
    await desk.wake(at("2026-03-12"))
    assert len(desk.parcels) == 1


@pytest.mark.req("R241")
async def test_an_invoice_created_between_midnight_and_the_batch_waits_a_night(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    invoice = await desk.invoice(at("2026-03-11", "00:03"))
    await desk.wake(at("2026-03-11", "00:05"))
    assert await desk.result(invoice) == (None, None, None)
    await desk.wake(at("2026-03-12", "00:05"))
    assert (await desk.result(invoice))[0] == "sent"


@pytest.mark.req("R239")
@pytest.mark.req("R240")
async def test_by_invoice_date_an_invoice_waits_for_its_day_and_goes_after_its_midnight(
    desk: Desk,
) -> None:
    await desk.activate(at("2026-03-01", "12:00"), timing="by_invoice_date")
    invoice = await desk.invoice(at("2026-03-01", "13:00"), dated="2026-03-10")
    await desk.live(at("2026-03-02"), at("2026-03-09"), every=timedelta(days=1))
    assert await desk.result(invoice) == (None, None, None)
    await desk.wake(at("2026-03-10", "00:04"))
    assert desk.parcels == []
    await desk.wake(at("2026-03-10", "00:05"))
    assert await desk.sent_on(invoice) == date(2026, 3, 10)


@pytest.mark.req("R241")
async def test_at_once_an_invoice_dated_later_does_not_wait_for_its_date(desk: Desk) -> None:
    await desk.activate(at("2026-03-01", "12:00"))
    invoice = await desk.invoice(at("2026-03-01", "13:00"), dated="2026-03-10")
    await desk.wake(at("2026-03-02"))
    assert await desk.sent_on(invoice) == date(2026, 3, 2)


@pytest.mark.req("R247")
@pytest.mark.parametrize("timing", ["at_once", "by_invoice_date"])
async def test_an_invoice_imported_with_a_past_date_goes_out_too(desk: Desk, timing: str) -> None:
    await desk.activate(at("2026-02-01", "12:00"), timing=timing)
    invoice = await desk.invoice(at("2026-02-06", "10:00"), dated="2026-02-03")
    await desk.wake(at("2026-02-07"))
    assert await desk.sent_on(invoice) == date(2026, 2, 7)


@pytest.mark.req("R246")
async def test_only_unsent_invoices_are_sent(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    invoice = await desk.invoice(at("2026-03-10", "13:00"), sent_on=date(2026, 3, 10))
    assert await desk.wake(at("2026-03-11")) == 0
    assert await desk.result(invoice) == (None, None, None)


@pytest.mark.req("R227")
@pytest.mark.req("R228")
@pytest.mark.req("R229")
@pytest.mark.req("R230")
@pytest.mark.parametrize("source", ["contract", "manual", "reinvoiced", "api"])
async def test_each_source_has_a_switch_of_its_own(desk: Desk, source: str) -> None:
    await desk.activate(at("2026-03-09", "12:00"), sources=[source])
    made = {
        one: await desk.invoice(at("2026-03-10", "13:00"), source=one)
        for one in ("contract", "manual", "reinvoiced", "api")
    }
    await desk.wake(at("2026-03-11"))
    states = {one: (await desk.result(invoice))[0] for one, invoice in made.items()}
    assert states == {one: "sent" if one == source else None for one in made}


@pytest.mark.req("R253")
@pytest.mark.req("R254")
async def test_an_invoice_taken_out_of_automatic_invoicing_waits_for_a_person(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    invoice = await desk.invoice(at("2026-03-10", "13:00"), dispatches_automatically=False)
    await desk.wake(at("2026-03-11"))
    assert await desk.result(invoice) == (None, None, None)
    assert (await desk.request(invoice)).done_count == 1
    await desk.wake(at("2026-03-11", "09:00"))
    assert await desk.result(invoice) == ("sent", None, "einvoice")


@pytest.mark.req("R226")
async def test_nothing_goes_out_before_the_service_is_activated(desk: Desk) -> None:
    await desk.settings(channels=["einvoice", "email", "print"])
    await desk.invoice(at("2026-03-10", "13:00"))
    assert await desk.wake(at("2026-03-11")) == 0
    assert desk.parcels == []


@pytest.mark.parametrize("includes_earlier", [False, True])
async def test_activation_says_whether_invoices_from_before_are_taken(
    desk: Desk, includes_earlier: bool
) -> None:
    old = await desk.invoice(at("2026-01-10", "13:00"))
    await desk.activate(at("2026-03-09", "12:00"), includes_earlier=includes_earlier)
    await desk.wake(at("2026-03-10"))
    assert (await desk.result(old))[0] == ("sent" if includes_earlier else None)


async def test_nights_that_were_missed_are_caught_up_in_one(desk: Desk) -> None:
    await desk.activate(at("2026-03-01", "12:00"))
    old = await desk.invoice(at("2026-03-02", "13:00"))
    new = await desk.invoice(at("2026-03-05", "09:00"))
    assert await desk.wake(at("2026-03-05", "13:10")) == 1
    assert (await desk.sent_on(old), await desk.sent_on(new)) == (date(2026, 3, 5), None)
    await desk.wake(at("2026-03-06"))
    assert await desk.sent_on(new) == date(2026, 3, 6)


async def test_two_workers_begin_a_night_once(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    await desk.invoice(at("2026-03-10", "13:00"))
    now = at("2026-03-11", "00:05")
    counts = await asyncio.gather(*(db.apart(begin_due(now=now)) for _ in range(4)))
    assert sorted(counts) == [0, 0, 0, 1]
    await desk.wake(now + timedelta(minutes=1))
    rows = await desk.world.fetch("select * from first_dispatch_batches where company_id = $1")
    assert [(row["night_of"], row["sent_count"]) for row in rows] == [(date(2026, 3, 11), 1)]


@pytest.mark.req("R240")
@pytest.mark.req("R242")
async def test_a_year_of_nights_sends_each_day_once_whatever_the_clocks_do(desk: Desk) -> None:
    start = at("2026-01-01", "12:00")
    await desk.activate(start)
    begun = []
    for day in range(1, 366):
        noon = start + timedelta(days=day)
        on = str(date_in("Europe/Helsinki", noon))
        begun.append((on, await desk.wake(at(on, "00:04")), await desk.wake(at(on, "00:05"))))
    assert all(early == 0 for _, early, _ in begun)
    rows = await desk.world.fetch(
        "select night_of, started_at from first_dispatch_batches where company_id = $1 order by 1"
    )
    assert len(rows) == 365
    assert {f"{row['started_at'].astimezone(HELSINKI):%H:%M}" for row in rows} == {"00:05"}


@pytest.mark.parametrize("change", ["2026-03-29", "2026-10-25"])
async def test_an_invoice_of_the_day_the_clocks_change_goes_the_night_after(
    desk: Desk, change: str
) -> None:
    await desk.activate(at("2026-03-01", "12:00"))
    invoice = await desk.invoice(at(change, "13:00"))
    await desk.wake(at(change, "23:59"))
    assert await desk.sent_on(invoice) is None
    following = date.fromisoformat(change) + timedelta(days=1)
    await desk.wake(at(str(following), "00:05"))
    assert await desk.sent_on(invoice) == following


async def test_each_company_has_its_night_in_its_own_time_zone(desk: Desk) -> None:
    other = Desk(await new_world("Stockholm AB"))
    await other.world.settings(time_zone="Europe/Stockholm")
    for one in (desk, other):
        await one.activate(at("2026-03-09", "12:00"))
        await one.invoice(at("2026-03-10", "13:00"))
    await desk.wake(at("2026-03-11", "00:05"))
    assert (len(desk.parcels), (await desk.batch())["sent_count"]) == (1, 1)
    assert await other.world.fetch("select 1 from first_dispatches where company_id = $1") == []
    await other.wake(at("2026-03-11", "01:05"))
    assert len(other.parcels) == 1


async def test_a_night_of_ten_thousand_is_queued_by_one_statement(desk: Desk) -> None:
    await desk.activate(at("2026-03-09", "12:00"))
    customer = await desk.customer()
    await desk.world.execute(
        """insert into invoices (company_id, key, number, customer_id, currency, total, open,
               invoice_on, due_on, received_on, created_at)
           select $1, n, n::text, $2, 'EUR', 10, 10, '2026-03-10', '2026-03-24', '2026-03-10', $3
           from generate_series(1, 10000) n""",
        customer, at("2026-03-10", "13:00"),
    )  # fmt: skip
    async with db.transaction(desk.world.company_id) as connection:
        now = at("2026-03-11")
        assert await begin(connection, desk.world.company_id, now=now) == 10_000
