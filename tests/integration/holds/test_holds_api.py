"""Holds as a person sets, sees and lifts them."""

from datetime import timedelta
from typing import Any

from karhu.kit import clock
from tests.sites import Person, Site

TODAY = clock.now().date()


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


async def an_invoice(admin: Person, **more: Any) -> dict[str, Any]:
    number = str(more.pop("number", 7001))
    customer = more.pop("customer_id", None)
    if customer is None:
        answer = await admin.post("customers", {"name": "Mäntylä Oy", "kind": "business"})
        assert answer.status_code == 201, answer.text
        customer = answer.json()["id"]
    body = {
        "number": number, "customer_id": customer, "currency": "EUR", "total": "100.00",
        "invoice_on": day(-30), "due_on": day(-16), **more,
    }  # fmt: skip
    answer = await admin.post("invoices", body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def codes(admin: Person, **body: Any) -> tuple[int, list[tuple[str, str]]]:
    answer = await admin.post("holds", body)
    told = answer.json()
    return answer.status_code, [(e["pointer"], e["code"]) for e in told.get("errors", [])]


async def test_a_promise_is_set_changed_and_lifted(site: Site) -> None:
    admin = await site.administrator()
    invoice = await an_invoice(admin)
    promised = {"kind": "promise_to_pay", "invoice_id": invoice["id"], "until_on": day(10)}
    made = await admin.post("holds", {**promised, "reason": "  Soitti tänään  "})
    assert made.status_code == 201, made.text
    hold = made.json()
    assert (hold["scope"], hold["state"], hold["reason"]) == ("invoice", "active", "Soitti tänään")
    path = f"holds/{hold['id']}"
    assert (await admin.patch(path, {"until_on": day(20)})).status_code == 428
    changed = await admin.patch(path, {"until_on": day(20)}, version=1)
    assert changed.json()["until_on"] == day(20)
    assert (await admin.patch(path, {"reason": ""}, version=1)).status_code == 412
    assert (await admin.post(f"{path}/lift")).json()["end_reason"] == "lifted"
    again = await admin.post(f"{path}/lift")
    assert (again.status_code, again.json()["code"]) == (409, "hold_ended")
    kinds = [e["kind"] for e in (await admin.get("events")).json()["items"]]
    assert kinds[:3] == ["hold_lifted", "hold_changed", "hold_set"]


async def test_a_plan_has_to_make_up_what_is_owed_and_shows_how_it_is_kept(site: Site) -> None:
    admin = await site.administrator()
    invoice = await an_invoice(admin)
    plan: dict[str, Any] = {"kind": "payment_plan", "invoice_id": invoice["id"]}
    assert await codes(admin, **plan) == (422, [("/instalments", "required")])
    short = [{"due_on": day(10), "amount": "40.00"}, {"due_on": day(5), "amount": "59.00"}]
    assert await codes(admin, **plan, instalments=short) == (
        422, [("/instalments/1/due_on", "days_not_in_order"), ("/instalments", "sum_differs")],
    )  # fmt: skip
    basis = (await admin.get(f"payment-plan-basis?invoice_id={invoice['id']}")).json()
    assert basis["items"] == [{"currency": "EUR", "owed": "100.00", "invoice_count": 1}]
    whole = [{"due_on": day(0), "amount": "40.00"}, {"due_on": day(30), "amount": "60.00"}]
    made = (await admin.post("holds", {**plan, "instalments": whole})).json()
    assert (made["plan"]["total"], made["plan"]["open"]) == ("100.00", "100.00")
    paid = {
        "amount": "45.00", "currency": "EUR", "paid_on": day(0), "invoice_number": invoice["number"]
    }  # fmt: skip
    assert (await admin.post("payments", paid)).status_code == 201
    plan_now = (await admin.get(f"holds/{made['id']}")).json()["plan"]
    assert [(i["paid"], i["state"]) for i in plan_now["instalments"]] == [
        ("40.00", "kept"), ("5.00", "coming"),
    ]  # fmt: skip
    fewer = [{"due_on": day(0), "amount": "45.00"}, {"due_on": day(60), "amount": "55.00"}]
    changed = await admin.patch(f"holds/{made['id']}", {"instalments": fewer}, version=1)
    assert [i["state"] for i in changed.json()["plan"]["instalments"]] == ["kept", "coming"]


async def test_what_does_not_fit_a_hold_is_refused_with_how_to_mend_it(site: Site) -> None:
    admin = await site.administrator()
    invoice = await an_invoice(admin)
    on = {"invoice_id": invoice["id"]}
    assert await codes(admin, kind="dispute") == (422, [("/invoice_id", "choose_one")])
    assert await codes(admin, kind="promise_to_pay", **on) == (422, [("/until_on", "required")])
    past = {"kind": "promise_to_pay", "until_on": day(-1), **on}
    assert await codes(admin, **past) == (422, [("/until_on", "day_is_past")])
    wrong = {"kind": "bankruptcy", "disputed_amount": "5.00", "grace_days": 3, **on}
    assert {code for _, code in (await codes(admin, **wrong))[1]} == {"not_of_this_kind"}
    more = {"kind": "dispute", "disputed_amount": "100.01", **on}
    assert await codes(admin, **more) == (422, [("/disputed_amount", "exceeds_owed")])
    customers = {"kind": "dispute", "disputed_amount": "5", "customer_id": invoice["customer_id"]}
    assert await codes(admin, **customers) == (422, [("/disputed_amount", "invoice_needed")])
    assert (await codes(admin, kind="dispute", **on))[0] == 201
    assert await codes(admin, kind="dispute", **on) == (409, [("/kind", "already_held")])
    assert (await codes(admin, kind="dispute", customer_id=invoice["customer_id"]))[0] == 201
    stranger = await site.administrator()
    assert (await codes(stranger, kind="dispute", **on))[0] == 404


async def test_the_list_is_filtered_paged_and_shows_what_bears_on_an_invoice(site: Site) -> None:
    admin = await site.administrator()
    invoice = await an_invoice(admin)
    other = await an_invoice(admin, number=7002, customer_id=invoice["customer_id"])
    await admin.post("holds", {"kind": "dispute", "invoice_id": invoice["id"]})
    await admin.post("holds", {"kind": "manual_review", "customer_id": invoice["customer_id"]})

    async def kinds(query: str) -> list[str]:
        return [one["kind"] for one in (await admin.get(f"holds?{query}")).json()["items"]]

    assert await kinds(f"invoice_id={invoice['id']}") == ["manual_review", "dispute"]
    assert await kinds(f"invoice_id={other['id']}") == ["manual_review"]
    assert await kinds("kind=dispute&state=active&search=7001") == ["dispute"]
    first = (await admin.get("holds?limit=1&with_count=true")).json()
    assert first["total_count"] == 2
    assert await kinds(f"limit=1&cursor={first['next_cursor']}") == ["dispute"]
