"""One letter of a case, chosen by a person: what it claims, says, costs (R308 to R312)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.collection import service as collection
from karhu.collection.service import Wanted
from karhu.kit import db
from tests.integration.collection.conftest import Board


async def a_case(board: Board, *dues: str, **more: Any) -> tuple[str, list[UUID]]:
    """A unit's case with charges due on these days, moved in on 20 April."""
    unit = await board.unit(**more)
    charges = [await board.charge(unit, due) for due in dues]
    board.world.on("2026-04-20")
    moved = await board.move("in", *charges)
    assert moved["refused"] == []
    [case] = (await board.get("collection-cases", customer_id=str(unit)))["items"]
    return case["id"], charges


def faults(problem: Any) -> set[str]:
    return {one["code"] for one in problem["errors"]}


@pytest.mark.req("R309")
@pytest.mark.req("R312")
async def test_interest_is_counted_anew_for_another_day_and_charged_by_invoice(
    board: Board,
) -> None:
    case, (first, second) = await a_case(board, "2026-01-05", "2026-02-05")
    whole = await board.propose(case)
    assert (whole["outcome"], whole["interest_on"]) == ("act", "2026-04-20")
    earlier = await board.propose(case, interest_on="2026-03-01")
    assert 0 < Decimal(earlier["new_interest"]) < Decimal(whole["new_interest"])
    one = await board.propose(case, charged_invoice_ids=[str(second)])
    by_id = {item["invoice_id"]: item for item in one["items"]}
    assert [by_id[str(id)]["is_charged"] for id in (first, second)] == [False, True]
    assert Decimal(by_id[str(first)]["new_interest"]) > 0  # what charging it would add
    assert one["new_interest"] == by_id[str(second)]["new_interest"]
    none = await board.propose(case, charged_invoice_ids=[])
    assert (none["new_interest"], none["total"]) == ("0.00", "605.00")


async def test_interest_that_was_claimed_is_not_taken_back_by_an_earlier_day(
    board: Board,
) -> None:
    case, _ = await a_case(board, "2026-01-05")
    await board.send(case)
    await board.world.drain()
    board.world.on("2026-06-01")
    told = await board.propose(case, interest_on="2026-03-01")
    assert told["new_interest"] == "0.00"
    assert (told["items"][0]["interest_until"], told["items"][0]["is_charged"]) == (
        "2026-04-20", False,
    )  # fmt: skip
    assert Decimal(told["old_interest"]) > 0
    await board.send(case, interest_on="2026-03-01")
    await board.world.drain()
    assert (await board.case(case))["letters"][1]["new_interest"] == "0.00"


@pytest.mark.req("R309")
async def test_a_fee_is_clamped_by_the_law_and_says_by_which_article(board: Board) -> None:
    case, _ = await a_case(board, "2026-01-05")
    dear = await board.propose(case, fee="80.00")
    assert (dear["step_fee"], dear["fee"]) == ("5.00", "12.00")
    assert dear["fee_basis"] == "Perintälaki 513/1999 10 e § 1 mom. 1 k."
    free = await board.propose(case, fee="0")
    assert (free["fee"], free["new_fee"]) == ("0.00", "0.00")


@pytest.mark.req("R310")
@pytest.mark.req("R311")
@pytest.mark.req("R308")
async def test_what_is_sent_is_what_was_previewed(board: Board) -> None:
    case, (first, _) = await a_case(board, "2026-01-05", "2026-02-05", language="sv")
    terms: dict[str, Any] = {
        "fee": "7.50", "interest_on": "2026-04-10", "pay_by_on": "2026-05-15",
        "charged_invoice_ids": [str(first)], "recognises_income": "when_sent",
        "text": "Hej!\n\nVi väntar ännu på din betalning.",
    }  # fmt: skip
    seen = await board.propose(
        case, **{k: v for k, v in terms.items() if k not in ("text", "recognises_income")}
    )
    assert seen["language"] == "sv"
    assert seen["text"] != terms["text"]  # the step's own, to begin from
    paper = await board.person.post(f"collection-cases/{case}/letter-previews", terms)
    assert paper.status_code == 200
    assert paper.content.startswith(b"%PDF")
    assert await board.world.dispatches() == []  # a preview stores nothing
    queued = await board.send(case, **terms, total=seen["total"])
    board.world.on("2026-04-22")  # two days later it asks for the same
    await board.world.drain()
    [parcel] = board.world.parcels
    document = parcel.document
    assert (document.text, document.language) == (terms["text"], "sv")
    assert f"{document.payable:.2f}" == seen["total"] == queued["total"]
    assert document.due_on.isoformat() == "2026-05-15"
    assert [line.interest > 0 for line in document.lines] == [True, False]
    assert document.lines[0].interest_until.isoformat() == "2026-04-10"
    [letter] = (await board.case(case))["letters"]
    assert (letter["interest_on"], letter["recognises_income"], letter["total"]) == (
        "2026-04-10", "when_sent", seen["total"],
    )  # fmt: skip
    booked = await board.world.fetch("select 1 from vouchers where company_id = $1")
    assert len(booked) >= 1  # R311: income at sending, whatever the company's setting


async def test_a_letter_that_changed_since_it_was_seen_is_refused(board: Board) -> None:
    case, (first, _) = await a_case(board, "2026-01-05", "2026-02-05")
    seen = await board.propose(case)
    await board.world.pay(first)
    refused = await board.send(case, total=seen["total"], expects=409)
    assert refused["code"] == "letter_changed"
    left = await board.propose(case)
    assert [one["invoice_id"] for one in left["left_out"]] == [str(first)]
    why = await board.get(f"invoices/{first}/explanation")
    assert [one["code"] for one in why["left_out"]] == ["settled"]


async def test_a_later_step_by_hand_says_what_it_passes_over_and_earlier_ones_are_done(
    board: Board,
) -> None:
    case, _ = await a_case(board, "2026-01-05")
    demand = await board.propose(case, step_number=2)
    assert demand["passed_over"] == [{"step_number": 1, "step": "reminder"}]
    assert (demand["outcome"], demand["is_by_rule"]) == ("act", False)
    await board.send(case, step_number=2)
    await board.world.drain()
    back = await board.send(case, step_number=1, expects=422)
    assert faults(back) == {"step_is_done"}
    wrong = await board.send(
        case, step_number=9, interest_on="2026-05-01", pay_by_on="2026-04-20", expects=422
    )
    assert faults(wrong) == {"no_such_step", "interest_not_run", "day_is_past"}


async def test_every_hard_reason_stands_in_the_way_with_its_code(board: Board) -> None:
    case, charges = await a_case(
        board, "2026-01-05", email=None, street="", postcode="", city=""
    )  # fmt: skip
    held = await board.propose(case)
    assert [one["code"] for one in held["reasons"]] == ["missing_contact_data"]
    assert "text" not in held
    assert faults(await board.send(case, expects=409)) == {"missing_contact_data"}
    preview = await board.person.post(f"collection-cases/{case}/letter-previews", {})
    assert (preview.status_code, preview.json()["code"]) == (409, "letter_held")
    await board.move("out", *charges)
    assert (await board.send(case, expects=409))["code"] == "case_empty"
    nobody = await board.person.post(f"collection-cases/{charges[0]}/letters", {})
    assert nobody.status_code == 404


async def test_lists_and_pages_take_as_many_statements_for_many_as_for_few(board: Board) -> None:
    world = board.world
    counts = []
    for size in (1, 6):
        for n in range(size):
            unit = await board.unit(f"B {size}{n}")
            charges = [await board.charge(unit, f"2026-0{month}-05") for month in (1, 2)]
            world.on("2026-04-20")
            await board.move("in", charges[0])
        counts.append(await _statements(board))
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 6


async def _statements(board: Board) -> tuple[int, int]:
    found = []
    for wanted in (
        lambda c: collection.cases_of(
            c, board.world.company_id, board.world.today, Wanted(limit=50)
        ),
        lambda c: collection.invoices_of(
            c, board.world.company_id, board.world.today, (None, None, None), None, None, 50
        ),
    ):
        count = 0

        def note(_: Any) -> None:
            nonlocal count
            count += 1

        async with db.transaction(board.world.company_id) as connection:
            connection.add_query_logger(note)
            await wanted(connection)
            connection.remove_query_logger(note)
        found.append(count)
    return found[0], found[1]


async def test_pages_follow_each_other_without_a_gap(board: Board) -> None:
    for n in range(3):
        unit = await board.unit(f"C {n}")
        await board.charge(unit, "2026-01-05")
        board.world.on("2026-04-20")
    listed = (await board.get("collection-invoices"))["items"]
    await board.move("in", *(UUID(one["id"]) for one in listed))
    for path in ("collection-invoices", "collection-cases"):
        whole = [one["id"] for one in (await board.get(path))["items"]]
        page, seen = await board.get(path, limit=2), []
        seen += [one["id"] for one in page["items"]]
        page = await board.get(path, limit=2, cursor=page["next_cursor"])
        seen += [one["id"] for one in page["items"]]
        assert seen == whole
    assert [
        one["customer_name"] for one in (await board.get("collection-cases", search="C 1"))["items"]
    ] == ["C 1"]


@pytest.mark.req("R298")
@pytest.mark.req("R308")
async def test_a_letter_goes_to_the_owners_that_a_person_chooses(board: Board) -> None:
    case, _ = await a_case(board, "2026-01-05", "2026-02-05", street=None, email=None)
    missing = await board.propose(case)
    assert (missing["outcome"], missing["recipients"][0]["reasons"][0]["code"]) == (
        "hold", "missing_contact_data",
    )  # fmt: skip
    unit = UUID((await board.case(case))["case"]["customer_id"])
    first = str(await board.world.recipient(unit, "Aino", email="aino@example.com"))
    second = str(await board.world.recipient(unit, "Eino", email="eino@example.com"))
    lost = str(await board.world.recipient(unit, "Osmo"))
    both = await board.propose(case)
    assert (both["outcome"], both["recipient"]) == (
        "act", "aino@example.com, eino@example.com",
    )  # fmt: skip
    assert [(one["id"], one.get("channel")) for one in both["recipients"]] == [
        (first, "email"), (second, "email"), (lost, None),
    ]  # fmt: skip
    nobody = await board.send(case, recipient_ids=[], expects=409)
    assert "no_recipient" in faults(nobody)
    stranger = await board.send(case, recipient_ids=[case], expects=422)
    assert faults(stranger) == {"unknown_recipient"}
    await board.send(case, recipient_ids=[second])
    await board.world.drain()
    assert [letter.recipient for letter in board.world.mail] == ["eino@example.com"]
    [letter] = (await board.case(case))["letters"]
    assert (letter["recipient"], len(letter["open_items"])) == ("Eino", 2)
    board.world.on("2026-06-01")
    await board.send(case, step_number=1, expects=422)
    assert letter["total"] == both["total"]


@pytest.mark.req("R298")
async def test_a_letter_to_two_owners_is_one_letter_of_the_case(board: Board) -> None:
    case, _ = await a_case(board, "2026-01-05", "2026-02-05")
    unit = UUID((await board.case(case))["case"]["customer_id"])
    await board.world.recipient(unit, "Aino", email="aino@example.com")
    told = await board.propose(case)
    await board.send(case)
    [waiting] = (await board.case(case))["letters"]
    assert (waiting["total"], len(waiting["open_items"])) == (told["total"], 2)
    await board.world.drain()
    [letter] = (await board.case(case))["letters"]
    assert (letter["total"], letter["fee"], len(letter["open_items"])) == (
        told["total"], "5.00", 2,
    )  # fmt: skip
    assert letter["recipient"].endswith(", Aino")
