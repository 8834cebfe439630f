"""The list of the quarantine, its sums, and what is answered when cases leave it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from karhu.kit import clock, db
from tests.sites import Person, Site

TODAY = clock.now().date()
WAITING = """
    insert into cases (company_id, invoice_id, customer_id, rule_id, rule_version, state,
                       step_number, next_on, opened_on)
    select i.company_id, i.id, i.customer_id, c.rule_id, 1, 'quarantined', 1, i.due_on, i.due_on
    from invoices i join customers c on c.company_id = $1 and c.id = i.customer_id
    where i.company_id = $1
"""


async def old_debts(admin: Person, *debts: tuple[str, int, str, str]) -> None:
    """Invoices in quarantine: whose, overdue how many days, how much."""
    ids: dict[str, str] = {}
    for number, (name, days, currency, total) in enumerate(debts, start=9001):
        if name not in ids:
            made = await admin.post("customers", {"name": name, "kind": "business"})
            ids[name] = made.json()["id"]
        due_on = TODAY - timedelta(days=days)
        body = {
            "number": str(number), "customer_id": ids[name], "currency": currency, "total": total,
            "invoice_on": (due_on - timedelta(days=14)).isoformat(), "due_on": due_on.isoformat(),
        }  # fmt: skip
        assert (await admin.post("invoices", body)).status_code == 201
    async with db.transaction(UUID(str(admin.company_id))) as connection:
        await connection.execute(WAITING, UUID(str(admin.company_id)))


async def test_the_quarantine_is_summed_filtered_paged_and_emptied(site: Site) -> None:
    admin = await site.administrator()
    await old_debts(
        admin, ("Beta Oy", 20, "EUR", "10.00"), ("Alfa Oy", 100, "EUR", "20.00"),
        ("Alfa Oy", 400, "EUR", "30.00"), ("Beta Oy", 400, "SEK", "40.00"),
    )  # fmt: skip
    whole = (await admin.get("quarantine/summary")).json()
    assert (whole["invoice_count"], whole["customer_count"]) == (4, 2)
    assert [(s["currency"], s["age"], s["open"]) for s in whole["sums"]] == [
        ("EUR", "up_to_30", "10.00"), ("EUR", "up_to_180", "20.00"),
        ("EUR", "over_365", "30.00"), ("SEK", "over_365", "40.00"),
    ]  # fmt: skip

    async def page(query: str) -> dict[str, Any]:
        answer = await admin.get(f"quarantine?{query}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    first = await page("limit=3&with_count=true")
    rest = await page(f"limit=3&cursor={first['next_cursor']}")
    rows = [*first["items"], *rest["items"]]
    assert first["total_count"] == 4
    assert [(row["customer_name"], row["open"]) for row in rows] == [
        ("Alfa Oy", "30.00"), ("Alfa Oy", "20.00"), ("Beta Oy", "40.00"), ("Beta Oy", "10.00"),
    ]  # fmt: skip
    assert [row["open"] for row in (await page("age=over_365&currency=EUR"))["items"]] == ["30.00"]
    assert [row["open"] for row in (await page("search=9001"))["items"]] == ["10.00"]
    ids = [row["case_id"] for row in rows]
    refused = await admin.post("quarantine/pull-ins", {"case_ids": ids[:1], "start_step": "notice"})
    assert [one["code"] for one in refused.json()["refused"]] == ["earlier_letter_needed"]
    ahead = {"case_ids": ids, "reminded_on": (TODAY + timedelta(days=2)).isoformat()}
    assert (await admin.post("quarantine/pull-ins", ahead)).status_code == 422
    assert (await admin.post("quarantine/pull-ins", {"case_ids": ids[:2]})).json()[
        "done_count"
    ] == 2
    assert (await admin.post("quarantine/leave-outs", {"case_ids": ids})).json()["done_count"] == 2
    assert (await page(""))["items"] == []
    back = (await admin.post("quarantine/returns", {"case_ids": ids})).json()
    assert (back["done_count"], back["refused"]) == (4, [])
    assert len((await page(""))["items"]) == 4
