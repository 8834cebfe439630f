"""Every payment, fee and write-off is a balanced voucher on the company's default accounts."""

import csv
import io
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.kit import db
from tests.integration.ledger.asking import customer, events, found, invoice, payment
from tests.integration.ledger.test_claims import settings, version
from tests.integration.ledger.test_payments_by_hand import opens, owed, put
from tests.sites import Person, Site

ACCOUNTS = [
    {"role": "bank", "account": "1910"},
    {"role": "bank", "account": "1940", "currency": "SEK"},
    {"role": "receivables", "account": "1701"},
    {"role": "unallocated", "account": "2941"},
    {"role": "fee_income", "account": "3590"},
    {"role": "collection_income", "account": "3591", "vat_percent": "25.5", "vat_code": "KOMY"},
    {"role": "credit_loss", "account": "6750"},
    {"role": "vat", "account": "2939"},
]


async def vouchers(person: Person, query: str = "") -> list[dict[str, Any]]:
    """The vouchers, oldest first."""
    answer = await person.get(f"vouchers{query}")
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    assert all(sum(Decimal(l["amount"]) for l in v["lines"]) == 0 for v in items)  # noqa: E741
    return sorted(items, key=lambda voucher: voucher["key"])


def lines(voucher: dict[str, Any]) -> list[tuple[str, str]]:
    """Account, or role where there is none, and amount of each line."""
    return [(line.get("account", line["role"]), line["amount"]) for line in voucher["lines"]]


@pytest.mark.req("R055")
@pytest.mark.req("R056")
async def test_a_fee_is_booked_on_the_collection_account_when_it_is_paid(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    await owed(admin)
    assert await vouchers(admin) == []
    await payment(admin, "112.00", invoice_number="1")
    [voucher] = await vouchers(admin)
    assert (voucher["kind"], voucher["key"], voucher["booked_on"]) == ("payment", 1, "2026-01-20")
    assert lines(voucher) == [
        ("1910", "112.00"), ("1701", "-100.00"), ("3590", "-5.00"), ("2941", "-7.00"),
    ]  # fmt: skip
    assert voucher["total"] == "112.00"
    named = (await admin.get(f"customers/{voucher['lines'][1]['customer_id']}")).json()["name"]
    assert [line.get("customer_name") for line in voucher["lines"]] == [None, named, named, None]


@pytest.mark.req("R192")
async def test_what_came_on_top_is_booked_with_its_vat(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    made = await owed(admin)
    paid = await payment(admin, "155.20", invoice_number="1")
    await put(admin, paid, (made, "collection", "50.20"))
    received, moved = await vouchers(admin)
    assert lines(received)[-1] == ("2941", "-50.20")
    assert lines(moved) == [("2941", "50.20"), ("3591", "-40.00"), ("2939", "-10.20")]
    assert (moved["kind"], moved["lines"][1]["vat_code"]) == ("allocation", "KOMY")


async def test_a_reversal_books_the_opposite(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    await owed(admin)
    await payment(admin, "105.00", invoice_number="1")
    await payment(admin, "-105.00", invoice_number="1")
    there, back = await vouchers(admin)
    assert sorted(lines(back)) == sorted((a, f"{-Decimal(n):.2f}") for a, n in lines(there))


async def test_money_of_another_currency_goes_to_its_own_account(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    await payment(admin, "500.00", currency="SEK")
    [voucher] = await vouchers(admin)
    assert (voucher["currency"], lines(voucher)[0]) == ("SEK", ("1940", "500.00"))


@pytest.mark.req("R196")
async def test_a_payment_by_hand_may_name_its_account(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    await owed(admin)
    made = await payment(admin, "100.00", invoice_number="1", account="1930")
    assert (made["account"], made["kind"]) == ("1930", "money")
    assert lines((await vouchers(admin))[0])[0] == ("1930", "100.00")


async def test_a_voucher_without_accounts_takes_them_once_they_are_given(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin)
    await payment(admin, "100.00", invoice_number="1")
    [voucher] = await vouchers(admin, "?is_without_account=true")
    assert lines(voucher) == [("bank", "100.00"), ("receivables", "-100.00")]
    await settings(admin, accounts=ACCOUNTS)
    assert await vouchers(admin, "?is_without_account=true") == []
    [voucher] = await vouchers(admin, "?is_without_account=false")
    assert lines(voucher) == [("1910", "100.00"), ("1701", "-100.00")]
    changed = [{**account, "account": "9999"} for account in ACCOUNTS]
    await payment(admin, "1.00")
    await settings(admin, accounts=changed)
    first, second = await vouchers(admin)
    assert lines(first)[0] == ("9999", "100.00")  # had none of its own when it was booked
    assert lines(second)[0] == ("1910", "1.00")


async def test_a_role_has_one_account_for_each_currency(site: Site) -> None:
    admin = await site.administrator()
    twice = [{"role": "bank", "account": "1"}, {"role": "bank", "account": "2"}]
    answer = await admin.patch("", {"accounts": twice}, version=await version(admin))
    assert found(answer) == [("/accounts/1/role", "role_taken")]
    odd = [{"role": "bank", "account": "1", "currency": "XQX"}]
    answer = await admin.patch("", {"accounts": odd}, version=await version(admin))
    assert found(answer) == [("/accounts/0/currency", "unknown_currency")]


async def test_vouchers_are_exported_line_by_line(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    owner = await customer(admin, name="=SUM(A1)")
    await invoice(admin, owner["id"])
    await payment(admin, "100.00", invoice_number="1", paid_on="2026-01-31")
    await payment(admin, "7.00", paid_on="2026-02-01")
    answer = await admin.get("voucher-lines?booked_from=2026-01-01&booked_to=2026-01-31")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [(r["voucher"], r["account"], r["debit"], r["credit"]) for r in rows] == [
        ("1", "1910", "100.00", "0.00"), ("1", "1701", "0.00", "100.00"),
    ]  # fmt: skip
    assert rows[1]["customer_name"] == "'=SUM(A1)"
    backwards = await admin.get("voucher-lines?booked_from=2026-02-01&booked_to=2026-01-31")
    assert found(backwards) == [("booked_to", "ends_before_it_begins")]


@pytest.mark.req("R138")
@pytest.mark.req("R139")
@pytest.mark.req("R140")
async def test_a_write_off_is_kept_from_the_agency_line_by_line(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    made = await owed(admin)
    answer = await admin.post(f"invoices/{made['id']}/write-off", {"written_off_on": "2026-02-10"})
    assert answer.status_code == 200, answer.text
    assert {k: v for k, v in answer.json().items() if k != "payment_id"} == {
        "currency": "EUR", "principal": "100.00", "fee": "5.00", "interest": "0.75",
        "compensation": "0.00",
    }  # fmt: skip
    assert await opens(admin, made) == ("0.00", "0.00", "settled")
    [voucher] = await vouchers(admin)
    assert (voucher["kind"], lines(voucher)) == (
        "write_off", [("6750", "100.00"), ("1701", "-100.00")],
    )  # fmt: skip
    assert [line["reports_to_agency"] for line in voucher["lines"]] == [False, False]
    changed = await admin.patch(f"vouchers/{voucher['id']}/lines/2", {"reports_to_agency": True})
    assert changed.status_code == 200, changed.text
    assert [line["reports_to_agency"] for line in changed.json()["lines"]] == [False, True]
    [event] = await events(admin, "voucher_line_changed")
    assert event["detail"]["line"] == 2
    gone = await admin.patch(f"vouchers/{voucher['id']}/lines/9", {"reports_to_agency": True})
    assert gone.status_code == 404


async def test_a_write_off_can_be_undone_and_money_cannot(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS)
    made = await owed(admin)
    paid = await payment(admin, "40.00", invoice_number="1")
    done = (await admin.post(f"invoices/{made['id']}/write-off", {})).json()
    assert done["principal"] == "60.00"
    refused = await admin.delete(f"payments/{paid['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "money_came_in")
    apart = await admin.delete(f"payments/{done['payment_id']}/allocations/{made['id']}")
    assert (apart.status_code, apart.json()["code"]) == (409, "no_money")
    assert (await admin.delete(f"payments/{done['payment_id']}")).status_code == 204
    assert (await opens(admin, made))[0] == "60.00"
    *_, there, back = await vouchers(admin)
    assert sorted(lines(back)) == sorted((a, f"{-Decimal(n):.2f}") for a, n in lines(there))
    assert (await admin.delete(f"payments/{done['payment_id']}")).status_code == 404


async def test_no_more_can_be_written_off_than_is_open(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin)
    path = f"invoices/{made['id']}/write-off"
    assert found(await admin.post(path, {"amount": "100.01"})) == [("/amount", "exceeds_owed")]
    late = await admin.post(path, {"written_off_on": "2099-01-01"})
    assert found(late) == [("/written_off_on", "date_out_of_range")]
    part = await admin.post(path, {"amount": "30.00", "waives_costs": False})
    assert (part.json()["principal"], part.json()["fee"]) == ("30.00", "0.00")
    assert await opens(admin, made) == ("70.00", "5.00", "overdue")
    await admin.post(path, {})
    again = await admin.post(path, {})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_open")


async def test_a_credit_note_is_set_against_invoices_of_its_customer(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    first = await invoice(admin, owner["id"], number="1")
    second = await invoice(admin, owner["id"], number="2")
    await invoice(admin, owner["id"], number="0", total="200.00", open="0.00")
    note = await invoice(
        admin, owner["id"], number="3", kind="credit_note", total="-130.00", original_number="0"
    )
    other = await invoice(admin, (await customer(admin))["id"], number="4")
    path = f"invoices/{note['id']}/matches"

    def wanted(*matches: tuple[dict[str, Any], str]) -> dict[str, Any]:
        return {"matches": [{"invoice_id": i["id"], "amount": a} for i, a in matches]}

    faults = found(await admin.post(path, wanted((other, "1.00"), (first, "100.01"))))
    assert faults == [
        ("/matches/0/invoice_id", "other_customer"), ("/matches/1/amount", "exceeds_owed"),
    ]  # fmt: skip
    both = wanted((first, "100.00"), (second, "40.00"))
    assert found(await admin.post(path, both)) == [("/matches", "exceeds_credit")]
    answer = await admin.post(path, wanted((first, "100.00"), (second, "30.00")))
    assert answer.status_code == 200, answer.text
    matched = answer.json()
    assert (matched["kind"], matched["amount"], matched["unallocated"]) == (
        "matching", "0.00", "0.00",
    )  # fmt: skip
    assert [(await opens(admin, i))[0] for i in (first, second, note)] == ["0.00", "70.00", "0.00"]
    [voucher] = await vouchers(admin)
    assert lines(voucher) == [
        ("receivables", "-100.00"), ("receivables", "-30.00"), ("receivables", "130.00"),
    ]  # fmt: skip
    await admin.delete(f"payments/{matched['id']}")
    assert [(await opens(admin, i))[0] for i in (first, second, note)] == [
        "100.00", "100.00", "-130.00",
    ]  # fmt: skip
    no_note = await admin.post(f"invoices/{first['id']}/matches", wanted((second, "1.00")))
    assert no_note.json()["code"] == "not_a_credit_note"


async def test_another_companys_vouchers_do_not_exist(site: Site) -> None:
    admin = await site.administrator()
    await payment(admin, "1.00")
    [voucher] = await vouchers(admin)
    stranger = await site.administrator()
    assert (await stranger.get(f"vouchers/{voucher['id']}")).status_code == 404
    assert await vouchers(stranger) == []
    async with db.transaction(UUID(str(admin.company_id))) as connection:
        numbers = await connection.fetch("select key from vouchers order by key")
    assert [row["key"] for row in numbers] == [1]


@pytest.mark.req("R195")
@pytest.mark.req("R197")
@pytest.mark.req("R198")
async def test_a_reference_payment_with_interest_on_top_is_split_on_its_vouchers(
    site: Site,
) -> None:
    admin = await site.administrator()
    await settings(admin, accounts=ACCOUNTS, interest_basis="statutory")
    made = await invoice(admin, (await customer(admin))["id"], total="1000.00")
    paid = await payment(admin, "1003.00", invoice_number="1", paid_on="2026-01-25")
    too_much = await put(admin, paid, (made, "interest", "2.89"))
    assert found(too_much) == [("/parts/0/amount", "exceeds_owed")]
    answer = await put(admin, paid, (made, "interest", "2.88"), (made, "collection", "0.12"))
    assert answer.status_code == 200, answer.text  # ten days at 10.5 %
    assert [(a["part"], a["amount"]) for a in answer.json()["allocations"]] == [
        ("principal", "1000.00"), ("interest", "2.88"), ("collection", "0.12"),
    ]  # fmt: skip
    *_, moved = await vouchers(admin, f"?payment_id={paid['id']}")
    assert lines(moved) == [
        ("2941", "3.00"), ("interest_income", "-2.88"), ("3591", "-0.10"), ("2939", "-0.02"),
    ]  # fmt: skip


@pytest.mark.req("R188")
@pytest.mark.req("R189")
async def test_an_agencys_remittance_is_told_from_a_payment_past_it(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin)
    past = await payment(admin, "40.00", invoice_number="1")
    remitted = await payment(admin, "60.00", invoice_number="1", is_agency_remittance=True)
    assert (past["is_agency_remittance"], remitted["is_agency_remittance"]) == (False, True)
    assert [a["part"] for a in remitted["allocations"]] == ["principal"]
