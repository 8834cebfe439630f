"""A year of a housing company's collection, worked through the API (R280 to R318)."""

from decimal import Decimal
from typing import Any

import pytest

from tests.integration.collection.conftest import Board


def codes(refused: list[Any]) -> dict[str, str]:
    return {one["invoice_id"]: one["code"] for one in refused}


async def paid(board: Board, amount: str, reference: str) -> Any:
    """Money that comes in with a reference."""
    body = {
        "currency": "EUR", "amount": amount, "paid_on": board.world.today.isoformat(),
        "reference": reference,
    }  # fmt: skip
    return await board.post("payments", body, expects=201)


@pytest.mark.req("R281")
@pytest.mark.req("R282")
@pytest.mark.req("R283")
@pytest.mark.req("R284")
@pytest.mark.req("R285")
@pytest.mark.req("R305")
@pytest.mark.req("R306")
@pytest.mark.req("R307")
@pytest.mark.req("R308")
@pytest.mark.req("R313")
@pytest.mark.req("R314")
@pytest.mark.req("R315")
@pytest.mark.req("R316")
@pytest.mark.req("R317")
@pytest.mark.req("R318")
async def test_a_year_of_a_unit_that_pays_late(board: Board) -> None:
    world = board.world
    unit = await board.unit()
    charges = [await board.charge(unit, f"2026-{month:02}-05") for month in range(1, 7)]
    await world.live("2026-01-04")
    world.on("2026-03-20")

    # the left column: three overdue, nothing moved by itself
    await world.run()
    listed = await board.get("collection-invoices", with_count=True)
    assert [one["id"] for one in listed["items"]] == [str(id) for id in charges[:3]]
    assert (listed["total_count"], listed["items"][0]["is_in_collection"]) == (3, False)
    assert (await board.get("collection-cases"))["items"] == []
    why = await board.get(f"invoices/{charges[0]}/explanation")
    assert [one["code"] for one in why["reasons"]] == ["awaits_transfer"]
    why = await board.get(f"invoices/{charges[4]}/explanation")
    assert (why["outcome"], why["first_change_on"]) == ("wait", "2026-05-06")

    # moved in: one case, and what is not due says so
    moved = await board.move("in", *charges[:3], charges[5])
    assert codes(moved["refused"]) == {str(charges[5]): "not_due"}
    assert moved["refused"][0]["detail"] == "Wait until the day after its due date."
    [case] = (await board.get("collection-cases", state="open", with_count=True))["items"]
    assert (case["open"], case["invoice_count"], case["next"]["outcome"]) == ("900.00", 3, "act")
    assert (case["next"]["step"], case["next"]["first_on"]) == ("reminder", "2026-03-20")
    inside = await board.get("collection-invoices", is_in_collection=True)
    assert {one["case_id"] for one in inside["items"]} == {case["id"]}

    # the payment request
    seen = await board.propose(case["id"])
    queued = await board.send(case["id"], total=seen["total"])
    assert (queued["state"], queued["total"]) == ("queued", seen["total"])
    busy = await board.person.post(f"collection-cases/{case['id']}/closing")
    assert (busy.status_code, busy.json()["code"]) == (409, "in_sending")
    why = await board.get(f"invoices/{charges[1]}/explanation")
    assert (why["collection_case_id"], why["left_out"]) == (case["id"], [])
    assert [one["code"] for one in why["reasons"]] == ["in_sending"]
    await world.drain()

    details = await board.case(case["id"])
    [letter] = details["letters"]
    assert (letter["step"], letter["state"], letter["fee"]) == ("reminder", "sent", "5.00")
    assert [item["principal"] for item in letter["open_items"]] == ["300.00"] * 3
    assert letter["new_interest"] == seen["new_interest"] != "0.00"
    assert letter["total"] == seen["total"] == details["totals"]["total"]["open"]
    assert [step["step"] for step in details["to_come"]] == [
        "collection_letter", "possession_warning",
    ]  # fmt: skip
    first = details["to_come"][0]
    assert (first["earliest_on"], first["minimum_count"]) == ("2026-04-10", 3)

    # money by the collection reference, and a new charge in the same case
    world.on("2026-04-07")
    await paid(board, "450.00", details["case"]["reference"])
    await board.move("in", charges[3])
    details = await board.case(case["id"])
    assert (await board.get("collection-cases"))["items"][0]["id"] == case["id"]  # R284
    [payment] = details["payments"]
    assert (payment["amount"], payment["is_by_collection_reference"]) == ("450.00", True)
    parts = details["totals"]
    open_sum = sum(
        Decimal(parts[part]["open"]) for part in ("principal", "fee", "interest", "compensation")
    )
    assert f"{open_sum:.2f}" == parts["total"]["open"] == details["case"]["total_open"]
    assert [debt["is_inside"] for debt in details["debts"]] == [True] * 4

    # the payment demand, with what has run since the request only
    world.on("2026-04-20")
    before = (await board.case(case["id"]))["totals"]["interest"]["claimed"]
    await board.send(case["id"])
    await world.drain()
    details = await board.case(case["id"])
    demand = details["letters"][1]
    grown = Decimal(details["totals"]["interest"]["claimed"]) - Decimal(before)
    assert Decimal(demand["new_interest"]) == grown > 0
    assert (demand["step"], demand["channel"], demand["fee"]) == (
        "collection_letter", "print", "9.00",
    )  # fmt: skip

    # the warning waits for the board's approval; taken back, the case can be closed
    world.on("2026-06-01")
    warned = await board.send(case["id"])
    assert warned["state"] == "proposed"
    assert (await board.case(case["id"]))["letters"][2]["state"] == "proposed"
    await board.post("dispatch-cancellations", {"dispatch_ids": [warned["dispatch_id"]]})
    await world.run()  # R313: nothing closes by itself
    assert (await board.case(case["id"]))["case"]["state"] == "open"
    closed = await board.post(f"collection-cases/{case['id']}/closing")
    assert closed["case"]["state"] == "closed"
    assert {debt["left_reason"] for debt in closed["debts"]} == {"case_closed"}
    outside = await board.get("collection-invoices", is_in_collection=False)
    assert {one["case_id"] for one in outside["items"] if "case_id" in one} == set()
    again = await board.person.post(f"collection-cases/{case['id']}/closing")
    assert (again.status_code, again.json()["code"]) == (409, "not_open")
    why = await board.get(f"invoices/{charges[3]}/explanation")
    assert [one["code"] for one in why["reasons"]] == ["awaits_transfer"]
    assert [one["outcome"] for one in why["history"]] == ["act"]  # it was in the demand only

    # moved again: a new case with a reference of its own; the old one takes no money
    await board.move("in", *(charges[id] for id in (2, 3, 4)))
    [second] = (await board.get("collection-cases", state="open"))["items"]
    assert second["id"] != case["id"]
    assert second["reference"] != closed["case"]["reference"]
    lost = await paid(board, "100.00", closed["case"]["reference"])
    assert lost["unallocated"] == "100.00"
    both = await board.get("collection-cases", customer_id=str(unit), with_count=True)
    assert both["total_count"] == 2
    log = await board.get("events", case_id=case["id"], limit=200)
    assert {"case_opened", "invoice_moved_in", "sent_by_hand", "dispatch_sent", "case_closed"} <= {
        one["kind"] for one in log["items"]
    }
