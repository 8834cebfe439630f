"""Files from the bank, from the upload to the invoice that is paid."""

from decimal import Decimal

import pytest

from karhu.bank.receiving import received
from karhu.kit import clock
from karhu.kit.problems import Problem
from tests.integration.bank.sending import counts, imported, left, owed, payments, sent
from tests.integration.ledger.asking import (
    customer,
    events,
    fetch,
    found,
    in_pieces,
    invoice,
    payment,
)
from tests.sites import Site
from tests.unit.bank.files import bgmax, camt, entry, giro, ktl, strd, transaction


async def test_a_batch_pays_each_invoice_by_its_reference(site: Site) -> None:
    admin = await site.administrator()
    first, second = await owed(admin, "1012"), await owed(admin, "1025")
    made = await imported(
        admin,
        camt(
            entry(
                transaction("100.00", "RF341012", ref="T1", accepted="2026-01-17T10:00:00"),
                transaction("40.00", "000001025", ref="T2"),
                transaction("7.00", ref="T3", text="Kiitos"),
                amount="147.00",
            )
        ),
        file_name="tapahtumat.xml", media="application/xml",
    )  # fmt: skip
    assert counts(made) == {"entry": 3, "new": 3, "matched": 2, "unallocated": 1}
    assert (made["format"], made["format_version"]) == ("camt.054", "001.08")
    assert (made["file_name"], made["accounts"]) == ("tapahtumat.xml", ["FI2112345600000785"])
    assert made["sums"] == [{"currency": "EUR", "amount": "147.00"}]
    assert (await left(admin, first), await left(admin, second)) == ("0.00", "60.00")
    settled = (await admin.get(f"invoices/{first['id']}")).json()
    assert settled["settled_on"] == "2026-01-17"
    assert (await admin.get(f"bank-files/{made['id']}")).json() == made
    [event] = await events(admin, "bank_file_imported")
    assert event["detail"]["new_count"] == 3
    assert event["detail"]["bank_file_id"] == made["id"]


async def test_the_same_file_again_changes_nothing_and_says_so(site: Site) -> None:
    admin = await site.administrator()
    content = camt(entry(transaction("5.00"), amount="5.00", ref=None))
    made = await imported(admin, content)
    again = await sent(admin, content, file_name="copy.xml")
    assert again.status_code == 200
    assert again.json() == {**made, "was_imported_before": True}
    assert again.headers["location"].endswith(f"/bank-files/{made['id']}")
    assert len(await payments(admin)) == 1
    assert len(await events(admin, "bank_file_imported")) == 1


@pytest.mark.parametrize("order", [("054", "053"), ("053", "054")])
@pytest.mark.parametrize("ids", ["both", "statement without ids", "none"])
async def test_a_payment_in_a_notification_and_a_statement_is_one(
    site: Site, order: tuple[str, str], ids: str
) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")

    def file(kind: str) -> bytes:
        has_ids = ids == "both" or (ids != "none" and kind == "054")
        same = [transaction("30.00", "1012", ref=f"T{n}" if has_ids else None) for n in (1, 2)]
        return camt(entry(*same, amount="60.00", ref=None if ids == "none" else "A1"), kind=kind)

    for kind, expected in zip(order, ("new", "duplicate"), strict=True):
        answer = await imported(admin, file(kind))
        assert answer[f"{expected}_count"] == 2
    assert await left(admin, made) == "40.00"


async def test_a_payment_in_a_list_and_in_a_notification_is_one(site: Site) -> None:
    admin = await site.administrator()
    await imported(admin, ktl({"cents": 10000, "archive": "ARKISTO1", "reference": "1012"}))
    same = camt(entry(transaction("100.00", "1012", ref="ARKISTO1")))
    assert counts(await imported(admin, same)) == {"entry": 1, "duplicate": 1}


async def test_the_total_of_a_batch_whose_payments_are_known_is_not_recorded_again(
    site: Site,
) -> None:
    admin = await site.administrator()
    both = [transaction("30.00", ref="T1"), transaction("70.00", ref="T2")]
    await imported(admin, camt(entry(*both)))
    total = await imported(admin, camt(entry(), entry(ref="A2"), kind="053"))
    assert counts(total) == {"entry": 2, "new": 1, "duplicate": 1, "unallocated": 1}


async def test_a_file_that_is_too_long_is_refused_saying_how_long_it_may_be() -> None:
    with pytest.raises(Problem) as refused:
        async with received(in_pieces(b"0" * 2_000_001), most=2_000_000):
            pass
    assert (refused.value.status, refused.value.code) == (413, "file_too_large")
    assert "2 MB" in refused.value.detail


async def test_two_pages_of_one_booking_keep_equal_payments_apart(site: Site) -> None:
    admin = await site.administrator()
    for ref in ("T1", "T2"):
        await imported(admin, camt(entry(transaction("30.00", ref=ref), amount="30.00")))
    assert len(await payments(admin)) == 2


async def test_a_reversal_opens_the_invoice_again(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    await imported(admin, camt(entry(transaction("100.00", "1012", ref="T1"))))
    assert await left(admin, made) == "0.00"
    back = entry(
        transaction("100.00", "1012", ref="T2"), ref="A2", direction="DBIT", is_reversal=True
    )
    answer = await imported(admin, camt(back))
    assert counts(answer) == {"entry": 1, "new": 1, "matched": 1}
    assert answer["sums"] == [{"currency": "EUR", "amount": "-100.00"}]
    after = (await admin.get(f"invoices/{made['id']}")).json()
    assert (after["open"], after["state"]) == ("100.00", "overdue")


async def test_one_payment_of_two_invoices_less_a_credit_note_settles_all_three(
    site: Site,
) -> None:
    admin = await site.administrator()
    debtor = (await customer(admin))["id"]
    one, two, credit = [
        await invoice(admin, debtor, number=number, reference=number, **more)
        for number, more in {
            "1012": {},
            "1025": {},
            "2020": {
                "kind": "credit_note", "total": "-30.00", "open": "-30.00",
                "original_number": "1012",
            },
        }.items()
    ]  # fmt: skip
    blocks = strd("2020", "30.00", kind="CREN") + strd("1012", "100.00") + strd("1025", "100.00")
    made = await imported(admin, camt(entry(transaction("170.00", blocks=blocks), amount="170.00")))
    assert counts(made) == {"entry": 3, "new": 3, "matched": 3}
    assert [await left(admin, each) for each in (one, two, credit)] == ["0.00"] * 3


async def test_what_is_pending_or_going_out_is_shown_and_not_recorded(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    waiting = entry(transaction("100.00", "1012", ref="T1"), status="PDNG")
    answer = await imported(admin, camt(waiting, entry(direction="DBIT", ref="A9")))
    assert counts(answer) == {"entry": 2, "new": 2, "pending": 1, "ignored": 1}
    assert await left(admin, made) == "100.00"
    page = (await admin.get(f"bank-files/{answer['id']}/entries?state=ignored")).json()
    assert [(one["state"], one["cause"]) for one in page["items"]] == [("ignored", "outgoing")]
    booked = await imported(admin, camt(entry(transaction("100.00", "1012", ref="T1"))))
    assert counts(booked) == {"entry": 1, "new": 1, "matched": 1}
    assert await left(admin, made) == "0.00"


@pytest.mark.req("R189")
async def test_an_agencys_remittance_with_the_right_reference_and_amount_matches_by_itself(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    answer = await imported(admin, ktl({"cents": 10000, "reference": "1012", "name": "PERINTÄ"}))
    assert counts(answer) == {"entry": 1, "new": 1, "matched": 1}
    assert await left(admin, made) == "0.00"


@pytest.mark.req("R190")
async def test_a_remittance_with_interest_on_top_waits_with_the_rest(site: Site) -> None:
    admin = await site.administrator()
    await owed(admin, "1012")
    answer = await imported(admin, ktl({"cents": 10750, "reference": "1012"}))
    assert counts(answer) == {"entry": 1, "new": 1, "unallocated": 1}
    page = (await admin.get(f"bank-files/{answer['id']}/entries?state=unallocated")).json()
    [one] = page["items"]
    assert (one["amount"], one["unallocated"], one["reference"]) == ("107.50", "7.50", "1012")
    shown = (await admin.get(f"payments/{one['payment_id']}")).json()
    assert shown["external_id"].startswith("bank:")
    assert shown["allocated"] == "100.00"


async def test_swedish_receipts_pay_by_their_ocr_numbers(site: Site) -> None:
    admin = await site.administrator(country="SE")
    made = await owed(admin, "12345674", currency="SEK", total="1205.00")
    answer = await imported(admin, bgmax(giro(120500, "12345674"), giro(5000, "99")))
    assert (answer["format"], counts(answer)) == (
        "bgmax", {"entry": 2, "new": 2, "matched": 1, "unallocated": 1},
    )  # fmt: skip
    assert answer["sums"] == [{"currency": "SEK", "amount": "1255.00"}]
    assert await left(admin, made) == "0.00"


async def test_a_payment_in_another_currency_than_the_invoice_waits(site: Site) -> None:
    admin = await site.administrator()
    made = await owed(admin, "1012")
    dollars = entry(transaction("100.00", "1012", currency="USD"), currency="USD")
    assert counts(await imported(admin, camt(dollars)))["unallocated"] == 1
    assert await left(admin, made) == "100.00"


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (b"hello", "not_understood", "camt.054"),
        (ktl({}, cents=1), "does_not_balance", "Line 3: the list holds 1 payments of 100.00"),
        (camt(entry(), entry(status="NO")), "unknown_status", "Entry 2 (line 6)"),
    ],
)
async def test_a_bad_file_is_refused_whole_and_says_where_it_is_wrong(
    site: Site, content: bytes, code: str, told: str
) -> None:
    admin = await site.administrator()
    answer = await sent(admin, content)
    assert answer.status_code == 422
    assert found(answer) == [("", code)]
    assert answer.json()["code"] == code
    assert told in answer.json()["detail"]
    assert await payments(admin) == []
    assert (await admin.get("bank-files")).json() == {"items": []}


async def test_a_file_of_a_kind_that_is_not_read_is_refused(site: Site) -> None:
    admin = await site.administrator()
    answer = await sent(admin, camt(), media="application/json")
    assert (answer.status_code, answer.json()["code"]) == (415, "wrong_content_type")


async def test_bank_data_reaches_further_and_never_back_nor_into_the_future(site: Site) -> None:
    admin = await site.administrator()

    async def until(made: str) -> str | None:
        await imported(admin, camt(entry(day="2026-01-10", ref=made), made=f"{made}T06:00:00"))
        return (await admin.get()).json().get("bank_data_until")

    assert await until("2026-01-21") == "2026-01-20"
    assert await until("2026-01-25") == "2026-01-24"
    assert await until("2026-01-15") == "2026-01-24"
    assert await until("2199-01-15") == clock.now().date().isoformat()


async def test_files_and_entries_are_pages(site: Site) -> None:
    admin = await site.administrator()
    made = [
        await imported(
            admin, camt(entry(*[transaction("1.00")] * n, amount=f"{n}.00", ref=f"A{n}"))
        )
        for n in (1, 2, 3)
    ]
    page = (await admin.get("bank-files?limit=2&with_count=true")).json()
    assert [one["id"] for one in page["items"]] == [made[2]["id"], made[1]["id"]]
    assert page["total_count"] == 3
    rest = (await admin.get(f"bank-files?limit=2&cursor={page['next_cursor']}")).json()
    assert [one["id"] for one in rest["items"]] == [made[0]["id"]]
    path = f"bank-files/{made[2]['id']}/entries?limit=2&with_count=true"
    page = (await admin.get(path)).json()
    assert ([one["ordinal"] for one in page["items"]], page["total_count"]) == ([1, 2], 3)
    rest = (await admin.get(f"{path}&cursor={page['next_cursor']}")).json()
    assert [one["ordinal"] for one in rest["items"]] == [3]


async def test_another_companys_file_does_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    made = await imported(admin, camt(entry()))
    for path in (f"bank-files/{made['id']}", f"bank-files/{made['id']}/entries"):
        assert (await other.get(path)).status_code == 404
    assert counts(await imported(other, camt(entry()))) == {
        "entry": 1, "new": 1, "unallocated": 1,
    }  # fmt: skip


async def test_the_payments_recorded_are_those_of_the_file_to_the_cent(site: Site) -> None:
    admin = await site.administrator()
    await payment(admin, "1.00")  # by hand, not from the file
    amounts = [Decimal(n * 37 % 9973 + 1) / 100 for n in range(2500)]
    lines = [entry(transaction(f"{a:.2f}"), amount=f"{a:.2f}", ref=None) for a in amounts]
    made = await imported(admin, camt(*lines))
    assert counts(made) == {"entry": 2500, "new": 2500, "unallocated": 2500}
    [stored] = await fetch(
        admin,
        """select sum(amount) as total from payments
           where company_id = $1 and external_id like 'bank:%'""",
    )
    assert stored["total"] == sum(amounts)
    assert made["sums"] == [{"currency": "EUR", "amount": f"{sum(amounts):.2f}"}]
