"""All that a customer owes in one case: moved, sent, paid, taken back, closed (R281-R318)."""

from datetime import date
from decimal import Decimal

from karhu.dispatch.proposing import Terms
from karhu.evaluation.by_hand import Wish
from karhu.letters.slip import slips_of
from tests.integration.cases.units import a_shareholder, paid, proposed, state_of
from tests.world import World


async def test_the_invoices_of_a_unit_join_one_case_and_go_in_one_letter(world: World) -> None:
    unit = await a_shareholder(world)
    invoices = [await world.invoice(unit, due=f"2026-0{n}-05") for n in (2, 3, 4)]
    await world.run("2026-04-20")
    assert await world.cases() == []  # R260: nothing is moved by itself
    assert (await world.explain(invoices[0])).codes == ("awaits_transfer",)
    moved = await world.move_in(*invoices)
    assert (len(moved.done), moved.refused) == (3, [])
    [case] = await world.cases()
    before = await state_of(world)
    decision = await world.send_by_hand(case["id"])
    assert (decision.outcome, decision.step and decision.step.kind) == ("act", "reminder")
    assert [(d["state"], d["leads"], d["fee"]) for d in await world.dispatches()] == [
        ("queued", True, Decimal("5.00")), ("queued", False, None), ("queued", False, None),
    ]  # fmt: skip
    taken = await world.take_back([(await world.dispatches())[1]["id"]])
    assert (taken.done_count, taken.refused) == (1, [])  # R304, and the letter goes back whole
    assert await state_of(world) == before
    await world.send_by_hand(case["id"])
    await world.drain()
    assert len(world.parcels) == 1
    [document] = {p.document.id: p.document for p in world.parcels}.values()
    assert [line.open for line in document.lines] == [Decimal("100.00")] * 3
    assert sum(line.fee for line in document.lines) == Decimal("5.00")
    assert all(line.interest > 0 for line in document.lines)
    [case] = await world.cases()
    assert (case["step_number"], case["reminder_sent_on"]) == (2, world.today)
    metered = await world.fetch(
        "select 1 from dispatches where company_id = $1 and transaction_price is not null"
    )
    assert len(metered) == 1  # one letter is one transaction


async def test_what_was_paid_meanwhile_falls_out_of_the_letter(world: World) -> None:
    unit = await a_shareholder(world)
    first, second = [await world.invoice(unit, due=f"2026-0{n}-05") for n in (2, 3)]
    world.on("2026-04-20")
    await world.move_in(first, second)
    [case] = await world.cases()
    await world.send_by_hand(case["id"])
    await world.pay(first)
    await world.drain()
    [parcel] = world.parcels
    [line] = parcel.document.lines
    assert (line.open, line.fee) == (Decimal("100.00"), Decimal("0.00"))
    states = {d["invoice_id"]: (d["state"], d["leads"]) for d in await world.dispatches()}
    assert states == {first: ("cancelled", True), second: ("sent", True)}
    [case] = await world.cases()
    assert (case["state"], case["step_number"]) == ("open", 2)  # R313: never closed by itself


async def test_all_paid_meanwhile_stops_the_letter_and_the_step_is_not_used_up(
    world: World,
) -> None:
    unit = await a_shareholder(world)
    invoice = await world.invoice(unit, due="2026-02-05")
    world.on("2026-04-20")
    await world.move_in(invoice)
    [case] = await world.cases()
    await world.send_by_hand(case["id"])
    await world.pay(invoice)
    await world.drain()
    assert world.parcels == []
    [case] = await world.cases()
    assert (case["state"], case["step_number"]) == ("open", 1)
    [stopped] = await world.events("dispatch_stopped")
    assert list(stopped["reasons"]) == ["settled"]


async def test_closing_takes_the_invoices_out_and_moving_them_again_opens_a_new_case(
    world: World,
) -> None:
    """R315 to R317."""
    unit = await a_shareholder(world)
    invoices = [await world.invoice(unit, due=f"2026-0{n}-05") for n in (2, 3)]
    world.on("2026-04-20")
    await world.move_in(invoices[0])
    [case] = await world.cases()
    await world.send_by_hand(case["id"])
    refused = await world.close(case["id"])
    assert refused.refused == [(case["id"], "in_sending")]
    await world.drain()
    assert (await world.close(case["id"])).done == [case["id"]]
    assert await world.fetch(
        "select 1 from case_items where company_id = $1 and left_on is null"
    ) == []  # fmt: skip
    assert (await world.move_in(*invoices)).refused == []
    _, second = await world.cases()
    assert (second["state"], second["step_number"]) == ("open", 1)
    assert second["reference"] != case["reference"]


async def test_a_person_passes_over_a_step_and_its_undo_knows_where_the_case_stood(
    world: World,
) -> None:
    unit = await a_shareholder(world)
    invoice = await world.invoice(unit, due="2026-02-05")
    world.on("2026-04-20")
    await world.move_in(invoice)
    [case] = await world.cases()
    before = await state_of(world)
    decision = await world.send_by_hand(case["id"], 2, Wish(fee=Decimal("3.00")))
    assert (decision.outcome, decision.fee) == ("act", Decimal("3.00"))
    decisions = await world.fetch(
        "select step_number, outcome, reasons from decisions where company_id = $1 order by 1"
    )
    assert [tuple(row) for row in decisions] == [
        (1, "forfeit", ["passed_over"]), (2, "act", ["sent_by_hand"]),
    ]  # fmt: skip
    await world.take_back()
    assert await state_of(world) == before


async def test_another_currency_and_another_rule_are_refused_by_name(world: World) -> None:
    unit = await a_shareholder(world)
    euros = await world.invoice(unit, due="2026-02-05")
    crowns = await world.invoice(unit, due="2026-02-06", currency="SEK")
    single = await world.invoice(due="2026-02-07")
    early = await world.invoice(unit, due="2026-05-07")
    world.on("2026-04-20")
    moved = await world.move_in(euros, crowns, single, early)
    assert moved.done == [euros]
    assert dict(moved.refused) == {
        crowns: "other_currency", single: "rule_of_single_invoices", early: "not_due",
    }  # fmt: skip
    assert (await world.move_in(euros)).refused == [(euros, "already_in_collection")]
    assert (await world.move_out(euros, crowns)).refused == [(crowns, "not_in_collection")]


async def test_a_proposal_says_what_its_letter_will_ask_for(world: World) -> None:
    """R293 to R296: one interest date and due date, switches, old costs always included."""
    unit = await a_shareholder(world)
    invoices = [await world.invoice(unit, due=f"2026-0{n}-05") for n in (2, 3)]
    world.on("2026-04-20")
    await world.move_in(*invoices)
    [case] = await world.cases()
    terms = Terms(interest_on=world.today, pay_by_on=date(2026, 5, 4))
    first = await proposed(world, case["id"], terms)
    assert (first.proposed.outcome, first.decision.fee) == ("act", Decimal("5.00"))
    assert (first.principal, first.old_fees, first.new_fee) == (200, 0, 5)
    assert first.old_interest == 0 < first.new_interest
    await world.send_by_hand(case["id"], wish=Wish(pay_by_on=date(2026, 5, 4)))
    await world.drain()
    letter = world.parcels[-1].document
    assert letter.payable == first.total
    assert {line.pay_by_on for line in letter.lines} == {date(2026, 5, 4)}
    world.on("2026-06-01")
    second = await proposed(world, case["id"], Terms(claims_fees=False, claims_interest=False))
    assert (second.decision.fee, second.new_fee, second.new_interest) == (None, 0, 0)
    assert (second.old_fees, second.old_interest) == (5, first.new_interest)
    early = await proposed(world, case["id"], Terms(interest_on=date(2026, 3, 31)))
    assert (early.charges, early.new_interest, early.old_interest) == ({}, 0, first.new_interest)
    full = await proposed(world, case["id"], Terms())
    assert (full.old_fees, full.new_fee) == (0, 7)  # the demand's fee replaces the request's
    assert full.new_interest > 0
    await world.send_by_hand(case["id"])
    await world.drain()
    assert world.parcels[-1].document.payable == full.total


async def test_money_with_the_collection_reference_pays_what_is_in_the_open_case(
    world: World,
) -> None:
    """R258, R259, R318: in the company's order over all invoices; a closed case takes nothing."""
    unit = await a_shareholder(world)
    invoices = [await world.invoice(unit, due=f"2026-0{n}-05") for n in (2, 3)]
    world.on("2026-04-20")
    await world.move_in(*invoices)
    [case] = await world.cases()
    await world.send_by_hand(case["id"])
    await world.drain()
    document = world.parcels[-1].document
    assert (document.reference, document.is_collective) == (case["reference"], True)
    [slip] = slips_of(document)
    assert slip.barcode_digits.endswith(case["reference"].rjust(20, "0") + slip.barcode_digits[-6:])
    outcome = await paid(world, case["reference"], "150.00")
    assert outcome.faults == ()
    parts = await world.fetch(
        "select part, sum(amount) as amount from allocations where company_id = $1 group by part"
    )
    assert sum(row["amount"] for row in parts) == 150
    await world.close(case["id"])
    outcome = await paid(world, case["reference"], "20.00")
    assert [fault.code for fault in outcome.faults] == ["case_closed"]
    left = await world.fetch("select sum(unallocated) as sum from payments where company_id = $1")
    assert left[0]["sum"] == 20
