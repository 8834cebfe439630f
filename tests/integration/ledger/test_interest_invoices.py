"""Interest that waits once a late invoice is paid, and the orders made of it."""

import asyncio
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.claims.final import count_all_final
from karhu.interest_invoices import service
from karhu.interest_invoices.jobs import count_where_off
from karhu.interest_invoices.service import Wanted
from karhu.kit import clock, db
from tests.integration.ledger.asking import (
    customer,
    events,
    fetch,
    found,
    invoice,
    invoice_body,
    payment,
)
from tests.integration.ledger.test_claims import settings
from tests.sites import Person, Site

LATE = {"invoice_on": "2026-02-02", "due_on": "2026-03-02", "total": "1000.00"}


async def paid_late(
    person: Person, owner: str, number: str = "1", *, total: str = "1000.00", **more: Any
) -> dict[str, Any]:
    """An invoice due on 2026-03-02 and paid in full 30 days late: 8.63 of interest a thousand."""
    made = await invoice(person, owner, **{**LATE, "number": number, "total": total, **more})
    await payment(
        person, total, invoice_number=number, paid_on="2026-04-01",
        currency=more.get("currency", "EUR"),
    )  # fmt: skip
    return made


async def dues(person: Person, **query: Any) -> list[tuple[str, str, str, int]]:
    """The tab: name, currency, amount and number of invoices."""
    answer = await person.get("interest-due", params=query)
    assert answer.status_code == 200, answer.text
    return [
        (row["customer_name"], row["currency"], row["amount"], row["invoice_count"])
        for row in answer.json()["items"]
    ]


async def ordered(person: Person, **body: Any) -> list[dict[str, Any]]:
    """The orders that a request made."""
    answer = await person.post("interest-orders", {"grouping": "customer", **body})
    assert answer.status_code == 201, answer.text
    return list(answer.json()["items"])


async def limit(person: Person, amount: str) -> None:
    version = int((await person.get()).headers["ETag"].strip('"'))
    answer = await person.patch("", {"interest_invoice_limit": amount}, version=version)
    assert answer.status_code == 200, answer.text


async def claims(person: Person) -> list[dict[str, Any]]:
    rows = await fetch(person, "select * from claims where company_id = $1 order by invoice_id")
    return [dict(row) for row in rows]


async def ledger_says(person: Person, **more: Any) -> None:
    """The ledger of record sends the invoice again."""
    body = invoice_body(**{**LATE, "number": "1", "external_id": "E1", **more})
    answer = await person.ask("PUT", "invoices-by-external-id/E1", json=body)
    assert answer.status_code == 200, answer.text


@pytest.mark.req("R150")
@pytest.mark.req("R156")
@pytest.mark.req("R157")
@pytest.mark.req("R158")
async def test_interest_waits_as_soon_as_a_late_invoice_is_paid(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    made = await invoice(admin, owner, **LATE)
    await payment(admin, "400.00", invoice_number="1", paid_on="2026-03-12")
    assert await dues(admin) == []
    await payment(admin, "600.00", invoice_number="1", paid_on="2026-04-01")
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "6.33", 1)]
    [line] = (await admin.get(f"interest-due/{owner}/EUR")).json()["lines"]
    assert (line["invoice_id"], line["day_count"], line["amount"]) == (made["id"], 30, "6.33")
    assert [(p["first_on"], p["principal"], p["amount"]) for p in line["periods"]] == [
        ("2026-03-03", "1000.00", "2.8767"),
        ("2026-03-13", "600.00", "3.4521"),
    ]


async def test_an_invoice_paid_in_time_yields_no_interest(site: Site) -> None:
    admin = await site.administrator()
    await invoice(admin, (await customer(admin))["id"], **{**LATE, "due_on": "2026-03-01"})
    # the 1st of March is a Sunday: the last day to pay is the Monday
    await payment(admin, "1000.00", invoice_number="1", paid_on="2026-03-02")
    assert await dues(admin, is_below_limit=True) == [] == await dues(admin)


@pytest.mark.req("R154")
@pytest.mark.req("R159")
async def test_small_interest_appears_when_a_customers_invoices_reach_the_limit_together(
    site: Site,
) -> None:
    admin = await site.administrator()
    await limit(admin, "10.00")
    owner, other = [(await customer(admin, name=name))["id"] for name in ("Ahkera", "Bertta")]
    await paid_late(admin, owner, "1")
    await paid_late(admin, other, "2")
    assert await dues(admin) == []
    assert len(await dues(admin, is_below_limit=True)) == 2
    await paid_late(admin, owner, "3", total="500.00")
    assert await dues(admin) == [("Ahkera", "EUR", "12.95", 2)]
    assert await dues(admin, is_below_limit=True) == [("Bertta", "EUR", "8.63", 1)]


async def test_interest_is_never_summed_over_currencies(site: Site) -> None:
    admin = await site.administrator()
    await limit(admin, "10.00")
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner, "1")
    await paid_late(admin, owner, "2", currency="SEK")
    assert await dues(admin) == []
    assert [row[1:] for row in await dues(admin, is_below_limit=True)] == [
        ("EUR", "8.63", 1), ("SEK", "8.63", 1),
    ]  # fmt: skip
    made = await ordered(
        admin, dues=[{"customer_id": owner, "currency": c} for c in ("EUR", "SEK")]
    )
    assert [(order["currency"], order["total"]) for order in made] == [
        ("EUR", "8.63"), ("SEK", "8.63"),
    ]  # fmt: skip


async def test_the_tab_is_read_page_by_page_and_found_by_name(site: Site) -> None:
    admin = await site.administrator()
    for number in range(5):
        owner = await customer(admin, name=f"Asiakas {number}")
        await paid_late(admin, owner["id"], str(number))
    seen, cursor = [], None
    while True:
        query = {"limit": 2, "with_count": True, **({"cursor": cursor} if cursor else {})}
        page = (await admin.get("interest-due", params=query)).json()
        assert page["total_count"] == 5
        seen += [row["customer_name"] for row in page["items"]]
        if (cursor := page.get("next_cursor")) is None:
            break
    assert seen == [f"Asiakas {number}" for number in range(5)]
    assert len(await dues(admin, search="kas 3")) == 1


async def test_an_invoice_that_is_owed_again_loses_its_final_interest(site: Site) -> None:
    admin = await site.administrator()
    await paid_late(admin, (await customer(admin))["id"])
    await payment(admin, "-1000.00", invoice_number="1", paid_on="2026-04-02")
    assert await dues(admin) == []
    [claim] = await claims(admin)
    assert (claim["interest_final"], claim["interest_final_on"]) == (None, None)
    await payment(admin, "1000.00", invoice_number="1", paid_on="2026-05-01")
    [(_, _, amount, _)] = await dues(admin)
    assert Decimal(amount) > Decimal("8.63")


async def test_what_the_ledger_of_record_settled_is_counted_in_the_night(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await ledger_says(admin, customer_id=owner)
    await payment(admin, "400.00", invoice_number="1", paid_on="2026-04-01")
    await ledger_says(admin, customer_id=owner, open="0.00")
    assert await dues(admin) == []
    company = UUID(str(admin.company_id))
    assert await count_all_final(company, now=clock.now()) == 1
    # 400 for 30 days; since when the rest is paid nobody said, but that it is since today
    [(_, _, amount, _)] = await dues(admin)
    claim = (await admin.get(f"invoices/{(await claims(admin))[0]['invoice_id']}/claim")).json()
    assert amount == claim["interest"]["amount"]
    assert await count_all_final(company, now=clock.now()) == 0
    await ledger_says(admin, customer_id=owner, open="600.00")
    assert await dues(admin) == []
    await count_all_final(company, now=clock.now())
    assert (await claims(admin))[0]["interest_final"] is None


async def test_the_night_counts_in_batches_each_invoice_once(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    for number in range(5):
        await paid_late(admin, owner, str(number))
    company = UUID(str(admin.company_id))
    async with db.transaction(company) as connection:
        await connection.execute(
            "update claims set interest_final_on = null where company_id = $1", company
        )
    assert await count_all_final(company, now=clock.now(), batch=2) == 5
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "43.15", 5)]


async def test_interest_whose_rate_is_not_known_yet_is_counted_once_it_is(site: Site) -> None:
    admin = await site.administrator()
    await invoice(admin, (await customer(admin))["id"], **LATE)
    await payment(admin, "1000.00", invoice_number="1", paid_on="2033-04-01")
    [claim] = await claims(admin)
    assert claim["interest_final"] is None
    assert await count_all_final(UUID(str(admin.company_id)), now=clock.now()) == 1


async def test_an_invoice_that_was_written_off_yields_none_until_that_is_undone(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await invoice(admin, (await customer(admin))["id"], **LATE)
    await payment(admin, "400.00", invoice_number="1", paid_on="2026-04-01")
    answer = await admin.post(f"invoices/{made['id']}/write-off", {"written_off_on": "2026-05-01"})
    assert answer.status_code == 200, answer.text
    [claim] = await claims(admin)
    assert (claim["interest_final"], claim["interest_final_on"]) == (0, date(2026, 5, 1))
    assert await count_all_final(UUID(str(admin.company_id)), now=clock.now()) == 0
    assert await dues(admin) == [] == await dues(admin, is_below_limit=True)
    undone = await admin.delete(f"payments/{answer.json()['payment_id']}")
    assert undone.status_code in (200, 204), undone.text
    assert (await claims(admin))[0]["interest_final_on"] is None
    await payment(admin, "600.00", invoice_number="1", paid_on="2026-05-01")
    assert len(await dues(admin)) == 1


@pytest.mark.req("R160")
@pytest.mark.req("R161")
@pytest.mark.req("R155")
async def test_an_order_says_what_the_ledger_of_record_invoices(site: Site) -> None:
    admin = await site.administrator()
    version = int((await admin.get()).headers["ETag"].strip('"'))
    await admin.patch("", {"interest_invoice_comment": "Korko viivästyksestä"}, version=version)
    owner = (await customer(admin))["id"]
    made = await paid_late(admin, owner)
    [order] = await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}])
    assert await dues(admin) == []
    told = (await admin.get(f"interest-orders/{order['id']}")).json()
    assert (told["key"], told["state"], told["total"]) == (1, "open", "8.63")
    assert told["comment"] == "Korko viivästyksestä"
    [line] = told["lines"]
    assert (line["invoice_number"], line["due_on"], line["settled_on"]) == (
        "1", "2026-03-02", "2026-04-01",
    )  # fmt: skip
    assert (line["day_count"], line["amount"]) == (30, "8.63")
    assert line["periods"][0]["percent"] == "10.5"
    claim = (await admin.get(f"invoices/{made['id']}/claim")).json()
    assert (claim["interest"]["invoiced"], claim["interest"]["open"]) == ("8.63", "0.00")
    [event] = await events(admin, "interest_ordered")
    assert event["detail"]["amount"] == "8.63"


async def test_t12_totals_are_right_when_several_invoices_come_together(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    for number in range(7):  # each 0.4315 before it is rounded
        await paid_late(admin, owner, str(number), total="50.00")
    [order] = await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}], comment="Oma")
    told = (await admin.get(f"interest-orders/{order['id']}")).json()
    amounts = [Decimal(line["amount"]) for line in told["lines"]]
    assert amounts == [Decimal("0.43")] * 7
    assert Decimal(told["total"]) == sum(amounts) == Decimal("3.01")
    assert (told["line_count"], told["comment"]) == (7, "Oma")


async def test_an_order_may_be_made_for_each_invoice(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    made = [await paid_late(admin, owner, str(number)) for number in range(3)]
    orders = await ordered(admin, invoice_ids=[one["id"] for one in made[:2]], grouping="each")
    assert [(order["key"], order["total"]) for order in orders] == [(1, "8.63"), (2, "8.63")]
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "8.63", 1)]
    listed = (await admin.get("interest-orders", params={"state": "open"})).json()["items"]
    assert [order["key"] for order in listed] == [2, 1]


async def test_the_same_interest_is_not_ordered_twice(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    first, second = [await paid_late(admin, owner, number) for number in ("1", "2")]
    await ordered(admin, invoice_ids=[first["id"]])
    body = {"grouping": "each", "invoice_ids": [second["id"], first["id"]]}
    answer = await admin.post("interest-orders", body)
    assert answer.status_code == 409
    assert found(answer) == [("/invoice_ids/1", "already_ordered")]
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "8.63", 1)]
    other = await admin.post("interest-orders", {"grouping": "each", "invoice_ids": [owner]})
    assert (other.status_code, found(other)) == (422, [("/invoice_ids/0", "unknown_invoice")])
    none = await admin.post("interest-orders", {"grouping": "each"})
    assert found(none) == [("/invoice_ids", "nothing_chosen")]


async def test_two_who_order_at_once_charge_once(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner)
    body = {"grouping": "customer", "dues": [{"customer_id": owner, "currency": "EUR"}]}
    both = await asyncio.gather(*(admin.post("interest-orders", body) for _ in range(4)))
    assert sorted(answer.status_code for answer in both) == [201, 409, 409, 409]
    refused = next(answer for answer in both if answer.status_code == 409)
    assert found(refused) == [("/dues/0", "nothing_waits")]
    [claim] = await claims(admin)
    assert claim["interest_invoiced"] == Decimal("8.63")


async def test_an_order_that_breaks_off_charges_nothing_and_its_repeat_charges_once(
    site: Site,
) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner)
    company, wanted = UUID(str(admin.company_id)), Wanted(pairs=((UUID(owner), "EUR"),))
    async with db.transaction(company) as connection:
        await service.create(connection, company, wanted, actor="user:x", now=clock.now())
        await connection.execute("rollback and chain")  # the machine goes away before the end
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "8.63", 1)]
    body = {"grouping": "customer", "dues": [{"customer_id": owner, "currency": "EUR"}]}
    answers = [
        await admin.post("interest-orders", body, headers={"Idempotency-Key": "once"})
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert len((await admin.get("interest-orders")).json()["items"]) == 1
    assert len(await events(admin, "interest_ordered")) == 1


async def test_a_cancelled_order_returns_its_interest_exactly(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner, "1")
    await paid_late(admin, owner, "2", total="333.00")
    before = await dues(admin)
    [order] = await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}])
    for _ in range(2):
        answer = await admin.post(f"interest-orders/{order['id']}/cancel")
        assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert await dues(admin) == before
    assert len(await events(admin, "interest_order_cancelled")) == 2
    late = await admin.post(f"interest-orders/{order['id']}/invoiced", {"invoice_number": "9"})
    assert (late.status_code, late.json()["code"]) == (409, "order_cancelled")
    await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}])


async def test_an_invoiced_order_knows_its_invoice_and_is_not_cancelled(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner)
    [order] = await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}])
    path = f"interest-orders/{order['id']}"
    empty = await admin.post(f"{path}/invoiced", {"invoice_number": "  "})
    assert found(empty) == [("/invoice_number", "number_missing")]
    for number in ("K-10", "K-1", "K-1"):  # the first was mistyped
        answer = await admin.post(f"{path}/invoiced", {"invoice_number": number})
        assert answer.status_code == 200, answer.text
    assert "invoice_id" not in answer.json()
    made = await invoice(admin, owner, number="K-1", kind="interest_invoice", total="8.63")
    told = (await admin.get(path)).json()
    assert (told["state"], told["invoice_number"]) == ("invoiced", "K-1")
    assert told["invoice_id"] == made["id"]
    refused = await admin.post(f"{path}/cancel")
    assert (refused.status_code, refused.json()["code"]) == (409, "order_invoiced")
    assert len(await events(admin, "interest_invoiced")) == 2


async def test_interest_booked_when_a_letter_went_is_taken_back_by_the_order(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner)
    company = UUID(str(admin.company_id))
    async with db.transaction(company) as connection:  # a letter claimed and booked 5.00
        await connection.execute(
            "update claims set interest = 5, interest_booked = 5 where company_id = $1", company
        )
    await payment(admin, "2.00", invoice_number="1", paid_on="2026-04-05")
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "6.63", 1)]
    [order] = await ordered(admin, dues=[{"customer_id": owner, "currency": "EUR"}])
    assert order["total"] == "6.63"
    rows = await fetch(
        admin,
        """select l.role, l.amount from voucher_lines l
           join vouchers v on v.company_id = $1 and v.id = l.voucher_id
           where l.company_id = $1 and v.kind = 'costs_reversed' order by l.ordinal""",
    )
    assert [(row["role"], row["amount"]) for row in rows] == [
        ("receivables", Decimal("-3.00")), ("interest_income", Decimal("3.00")),
    ]  # fmt: skip
    await admin.post(f"interest-orders/{order['id']}/cancel")
    [claim] = await claims(admin)
    assert claim["interest"] == claim["interest_booked"] == claim["interest_paid"] == Decimal(2)
    assert await dues(admin) == [("Oy Asiakas Ab", "EUR", "6.63", 1)]


async def test_a_reader_sees_interest_and_orders_nothing(site: Site) -> None:
    admin = await site.administrator()
    owner = (await customer(admin))["id"]
    await paid_late(admin, owner)
    reader = await site.colleague(admin, "ledger_reader")
    assert len(await dues(reader)) == 1
    body = {"grouping": "customer", "dues": [{"customer_id": owner, "currency": "EUR"}]}
    assert (await reader.post("interest-orders", body)).status_code == 403


async def test_a_small_write_off_leaves_the_interest_unless_it_is_given_up(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, interest_basis="statutory")
    made = await invoice(admin, (await customer(admin))["id"], total="10000.00")
    await payment(admin, "9999.95", invoice_number="1", paid_on="2026-03-15")
    path = f"invoices/{made['id']}/write-off"
    await admin.post(path, {"waives_costs": False, "written_off_on": "2026-03-15"})
    claim = (await admin.get(f"invoices/{made['id']}/claim")).json()
    [waiting] = (await admin.get("interest-due")).json()["items"]
    assert waiting["customer_id"] == made["customer_id"]
    assert claim["interest"]["open"] != "0.00"
    given_up = (await admin.post(path, {"amount": "0"})).json()
    assert (given_up["principal"], given_up["interest"]) == ("0.00", claim["interest"]["open"])
    claim = (await admin.get(f"invoices/{made['id']}/claim")).json()
    assert (claim["interest"]["open"], claim["interest"]["reason"]) == ("0.00", "waived")
    assert (await admin.get("interest-due")).json()["items"] == []
    again = await admin.post(path, {})
    assert (again.status_code, again.json()["code"]) == (409, "nothing_open")
    assert len(await events(admin, "costs_waived")) == 1


async def test_what_the_ledger_settled_is_counted_where_the_automation_is_off(site: Site) -> None:
    admin = await site.administrator()
    await settings(admin, interest_basis="statutory")
    owner = await customer(admin)
    made = await invoice(admin, owner["id"], total="10000.00", external_id="a")
    await admin.ask("PUT", "invoices-by-external-id/a", json={
        "number": made["number"], "currency": "EUR", "total": "10000.00", "open": "0.00",
        "invoice_on": made["invoice_on"], "due_on": made["due_on"], "customer_id": owner["id"],
    })  # fmt: skip
    assert await dues(admin) == []
    await count_where_off({})
    assert len(await dues(admin)) == 1
