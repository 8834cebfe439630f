"""What was overdue when it came: pulled in at a step, left out, put back."""

from datetime import date
from typing import Any
from uuid import UUID

from karhu.backlog import service
from karhu.backlog.service import Outcome
from karhu.kit import db
from karhu.rules.rule import Step
from tests.world import World

COLLECTING = (
    Step(kind="reminder", offset_days=7),
    Step(kind="notice", anchor="after_previous_sent", offset_days=14),
    Step(kind="collection_letter", anchor="after_previous_sent", offset_days=14, channel="print"),
)


async def ask(world: World, what: str, *case_ids: UUID, **more: Any) -> Outcome:
    fields = {"step": None, "reminded_on": None} if what == "pull_in" else {}
    async with db.transaction(world.company_id) as connection:
        outcome: Outcome = await getattr(service, what)(
            connection, world.company_id, case_ids,
            actor="user:test", today=world.today, now=world.now, **{**fields, **more},
        )  # fmt: skip
        return outcome


async def late(world: World, customer: UUID | None = None, **more: Any) -> UUID:
    """An invoice that came when it was overdue; its case once the run has taken it up."""
    given = {"due": "2026-02-01", "received_on": date(2026, 2, 20), **more}
    return await world.invoice(customer, **given)


async def case_of(world: World, invoice: UUID) -> Any:
    [row] = await world.fetch(
        "select * from cases where company_id = $1 and invoice_id = $2", invoice
    )
    return row


def refusals(outcome: Outcome) -> list[str]:
    return [refusal.code for _, _, refusal in outcome.refused]


async def sent(world: World) -> list[str]:
    return [row["step"] for row in await world.dispatches() if row["state"] == "sent"]


async def test_a_case_pulled_in_begins_at_the_first_step(world: World) -> None:
    invoice = await late(world)
    await world.run("2026-02-21")
    case = await case_of(world, invoice)
    assert case["state"] == "quarantined"
    assert (await ask(world, "pull_in", case["id"])).done_ids == [case["id"]]
    assert refusals(await ask(world, "pull_in", case["id"], case["id"])) == ["not_in_quarantine"]
    await world.live(until="2026-02-22")
    assert await sent(world) == ["reminder"]
    assert refusals(await ask(world, "put_back", case["id"])) == ["letter_sent"]


async def test_a_later_start_needs_the_letters_before_it(world: World) -> None:
    await world.settings(active_channels=["email", "print"])
    await world.rule("collecting", *COLLECTING)
    home = {"street": "Satamakatu 4", "postcode": "48600", "city": "Kotka"}
    customer = await world.customer(rule="collecting", **home)
    plain, told = await late(world, customer), await late(world, customer)
    await world.change("invoices", told, reminded_on=date(2026, 2, 5), noticed_on=date(2026, 2, 12))
    await world.run("2026-02-21")
    ids = [(await case_of(world, invoice))["id"] for invoice in (plain, told)]
    # a collection letter is never a first contact, whatever a person says
    said = {"step": "collection_letter", "reminded_on": date(2026, 2, 10)}
    outcome = await ask(world, "pull_in", *ids, **said)
    assert (outcome.done_ids, refusals(outcome)) == ([ids[1]], ["earlier_letter_needed"])
    assert refusals(await ask(world, "pull_in", ids[0], step="possession_warning")) == [
        "step_not_in_rule"
    ]
    assert refusals(await ask(world, "pull_in", ids[0], step="notice")) == ["earlier_letter_needed"]
    early = {"step": "notice", "reminded_on": date(2026, 2, 1)}  # on the due date: no reminder
    assert refusals(await ask(world, "pull_in", ids[0], **early)) == ["earlier_letter_needed"]
    confirmed = {"step": "notice", "reminded_on": date(2026, 2, 10)}
    assert (await ask(world, "pull_in", ids[0], **confirmed)).done_ids == [ids[0]]
    await world.live(until="2026-03-01")
    begun = {row["invoice_id"]: row["step"] for row in await world.dispatches()}
    assert begun == {plain: "notice", told: "collection_letter"}
    days = [row["decided_on"] for row in await world.dispatches() if row["step"] == "notice"]
    assert days == [date(2026, 2, 24)]  # fourteen days after the reminder that was told


async def test_what_is_pulled_in_goes_back_as_it_was_while_nothing_was_sent(world: World) -> None:
    invoice = await late(world)
    await world.run("2026-02-21")
    before = await case_of(world, invoice)
    await ask(world, "pull_in", before["id"])
    await world.run()
    [queued] = await world.dispatches()
    assert queued["state"] == "queued"
    assert (await ask(world, "put_back", before["id"])).done_ids == [before["id"]]
    assert dict(await case_of(world, invoice)) == dict(before)
    assert [row["state"] for row in await world.dispatches()] == ["cancelled"]
    await world.live(until="2026-02-25")
    assert await sent(world) == []
    await ask(world, "pull_in", before["id"])
    await world.live(until="2026-02-27")
    assert await sent(world) == ["reminder"]


async def test_what_is_left_out_is_closed_for_good_unless_it_is_put_back(world: World) -> None:
    invoice = await late(world)
    await world.run("2026-02-21")
    case = await case_of(world, invoice)
    assert refusals(await ask(world, "put_back", case["id"])) == ["not_taken_out"]
    await ask(world, "leave_out", case["id"])
    await world.live(until="2026-04-01")
    closed = await case_of(world, invoice)
    assert (closed["state"], closed["close_reason"]) == ("closed", "backlog_ignored")
    assert len(await world.events("backlog_ignored")) == 1
    await ask(world, "put_back", case["id"])
    await ask(world, "pull_in", case["id"])
    await world.live(until="2026-04-04")
    assert await sent(world) == ["reminder"]
