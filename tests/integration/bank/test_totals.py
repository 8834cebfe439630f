"""A batch told once as a sum and once as its payments: the money is the same."""

from decimal import Decimal
from typing import Any

import pytest

from tests.integration.bank.sending import (
    counts,
    entries_of,
    imported,
    left,
    owed,
    payments,
    sent,
)
from tests.integration.ledger.asking import events, fetch
from tests.sites import Person, Site
from tests.unit.bank.files import camt, entry, transaction


def statement(**more: Any) -> bytes:
    """A statement that shows 100.00 EUR as one sum."""
    return camt(entry(**more), kind="053")


def notification(*, ids: bool = True, made: str = "2026-01-21T07:00:00") -> bytes:
    """The two payments that make up those 100.00 EUR."""
    parts = [
        transaction(amount, reference, ref=f"T{reference}" if ids else None)
        for amount, reference in (("60.00", "1012"), ("40.00", "1025"))
    ]
    return camt(entry(*parts), made=made)


async def money(person: Person) -> Decimal:
    """All that is recorded as paid."""
    return sum((row["amount"] for row in await payments(person)), Decimal(0))


async def test_a_total_that_says_it_is_several_payments_is_no_payment_until_they_come(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    total = await imported(admin, statement(batch=2))
    assert counts(total) == {"entry": 1, "new": 1, "pending": 1}
    assert await payments(admin) == []
    [waiting] = await entries_of(admin, total, state="pending")
    assert (waiting["cause"], waiting["amount"]) == ("awaiting_details", "100.00")
    details = await imported(admin, notification())
    assert counts(details) == {"entry": 2, "new": 2, "matched": 1, "unallocated": 1}
    assert details["replaced_count"] == 1
    assert (await left(admin, made), await money(admin)) == ("40.00", 100)
    [resolved] = await entries_of(admin, total)
    assert (resolved["state"], resolved["cause"]) == ("ignored", "batch_total")


@pytest.mark.parametrize("ids", [True, False])
async def test_the_payment_of_a_total_is_replaced_by_the_single_payments(
    site: Site, ids: bool
) -> None:
    admin = await site.administrator()
    one, two = await owed(admin, "1012"), await owed(admin, "1025")
    total = await imported(admin, statement())
    assert counts(total) == {"entry": 1, "new": 1, "unallocated": 1}
    details = await imported(admin, notification(ids=ids))
    assert counts(details) == {"entry": 2, "new": 2, "matched": 2}
    assert details["replaced_count"] == 1
    assert await money(admin) == 100
    assert (await left(admin, one), await left(admin, two)) == ("40.00", "60.00")
    [resolved] = await entries_of(admin, total)
    assert (resolved["state"], resolved["cause"]) == ("ignored", "batch_total")
    assert "payment_id" not in resolved
    [told] = await events(admin, "payment_withdrawn")
    assert (told["detail"]["amount"], told["detail"]["cause"]) == ("100.00", "details_came")
    assert told["detail"]["bank_file_id"] == details["id"]


async def test_what_was_replaced_is_known_in_whatever_file_it_comes_again(site: Site) -> None:
    admin = await site.administrator()
    await imported(admin, statement())
    await imported(admin, notification())
    for again in (
        camt(entry(), kind="053", made="2026-01-22T06:00:00"),
        camt(entry(batch=2), kind="053"),
        notification(made="2026-01-22T07:00:00"),
        notification(ids=False, made="2026-01-23T07:00:00"),
    ):
        answer = await imported(admin, again)
        assert (answer["new_count"], answer["replaced_count"]) == (0, 0)
    assert await money(admin) == 100


async def test_a_total_that_a_person_has_allocated_stands_and_its_payments_are_left_out(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    await imported(admin, statement())
    [total] = await payments(admin)
    parts = [{"invoice_id": made["id"], "part": "principal", "amount": "60.00"}]
    answer = await admin.post(f"payments/{total['id']}/allocations", {"parts": parts})
    assert answer.status_code == 200, answer.text
    details = await imported(admin, notification())
    assert counts(details) == {"entry": 2, "new": 2, "ignored": 2}
    assert [one["cause"] for one in await entries_of(admin, details)] == ["total_allocated"] * 2
    assert (await left(admin, made), await money(admin)) == ("40.00", 100)
    assert await events(admin, "payment_withdrawn") == []


async def test_a_total_whose_allocation_was_taken_back_is_replaced(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    await imported(admin, statement())
    [total] = await payments(admin)
    path = f"payments/{total['id']}/allocations"
    parts = [{"invoice_id": made["id"], "part": "principal", "amount": "60.00"}]
    await admin.post(path, {"parts": parts})
    assert (await admin.delete(f"{path}/{made['id']}")).status_code == 200
    details = await imported(admin, notification())
    assert details["replaced_count"] == 1
    assert (await left(admin, made), await money(admin)) == ("40.00", 100)


async def test_a_single_payment_told_without_its_reference_finds_its_invoice_later(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    await imported(admin, statement())
    told = await imported(admin, camt(entry(transaction("100.00", "1012", ref="T1"))))
    assert (counts(told), told["replaced_count"]) == ({"entry": 1, "new": 1, "matched": 1}, 1)
    assert (await left(admin, made), await money(admin)) == ("0.00", 100)


async def test_what_is_booked_on_the_bank_account_is_what_came_in(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin, "1012")
    await imported(admin, statement())
    await imported(admin, notification())
    lines = await fetch(admin, "select role, amount from voucher_lines where company_id = $1")
    assert sum(row["amount"] for row in lines if row["role"] == "bank") == 100
    assert sum(row["amount"] for row in lines) == 0


async def test_a_large_batch_replaces_its_total_once(site: Site) -> None:
    admin = await site.administrator()
    await imported(admin, statement(amount="2500.00"))
    parts = [transaction("1.00", ref=f"T{n}") for n in range(2500)]
    details = await imported(admin, camt(entry(*parts, amount="2500.00")))
    assert (details["new_count"], details["replaced_count"]) == (2500, 1)
    assert await money(admin) == 2500


async def test_payments_of_another_booking_leave_a_total_alone(site: Site) -> None:
    admin = await site.administrator()
    await imported(admin, statement())
    for more in ({"ref": "A2"}, {"day": "2026-01-19"}):
        parts = [transaction("60.00", ref=f"{more}1"), transaction("40.00", ref=f"{more}2")]
        assert (await imported(admin, camt(entry(*parts, **more))))["replaced_count"] == 0
    assert await money(admin) == 300


async def test_a_file_that_is_refused_replaces_nothing(site: Site) -> None:
    admin = await site.administrator()
    await imported(admin, statement())
    parts = [transaction("60.00", ref="T1"), transaction("40.00", ref="T2")]
    broken = camt(entry(*parts), entry(status="NO"))
    assert (await sent(admin, broken)).status_code == 422
    [total] = await payments(admin)
    assert total["amount"] == 100


@pytest.mark.req("R199")
@pytest.mark.req("R200")
async def test_a_row_of_the_statement_leads_to_its_voucher(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin, "1012")
    file = await imported(admin, camt(entry(transaction("100.00", "1012", ref="T1"))))
    [row] = await entries_of(admin, file)
    answer = await admin.get(f"vouchers?payment_id={row['payment_id']}")
    [voucher] = answer.json()["items"]
    assert (voucher["total"], voucher["booked_on"]) == ("100.00", row["booked_on"])
