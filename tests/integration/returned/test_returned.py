"""What comes back after a letter was sent: it arrived, it waits, or its step is given back."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.channels.answer import Answer, Outcome
from karhu.channels.drop import Said
from karhu.channels.receipt import Receipt
from karhu.dispatch.jobs import hear
from karhu.dispatch.returned import Taken, cursor_of, take, take_everywhere
from karhu.kit import db
from karhu.kit.ids import uuid7
from karhu.rules.rule import Step
from tests.integration.metering.asking import usage
from tests.sites import Person
from tests.world import World, new_world

STEPS = (
    Step(kind="reminder", offset_days=14, fee=Decimal("5.00"), claims_interest=True),
    Step(kind="notice", anchor="after_previous_sent", offset_days=14, fee=Decimal("5.00")),
)


async def overdue(world: World, **customer: Any) -> UUID:
    await world.settings(interest_basis="statutory")
    await world.rule("strict", *STEPS)
    owner = await world.customer(rule="strict", **customer)
    return await world.invoice(owner, due="2026-02-02", total="1000.00")


async def reminded(world: World, **customer: Any) -> tuple[UUID, Any]:
    """An invoice whose reminder was sent on 16 February; returns it with its dispatch."""
    invoice_id = await overdue(world, **customer)
    await world.run("2026-02-16")
    await world.drain()
    [dispatch] = await world.dispatches()
    assert dispatch["state"] == "sent"
    return invoice_id, dispatch


async def tell(world: World, dispatch: Any, outcome: Outcome, text: str = "") -> Taken:
    answer = Answer(dispatch_id=dispatch["id"], outcome=outcome, text=text)
    async with db.transaction(world.company_id) as connection:
        return await take(
            connection, world.company_id, [answer], actor="automation", now=world.now
        )  # fmt: skip


async def stands(world: World) -> dict[str, Any]:
    """Where cases, claims and invoices stand."""
    tables = {
        "cases": "select * from cases where company_id = $1 order by id",
        "claims": "select * from claims where company_id = $1 order by invoice_id",
        "invoices": "select id, open, total from invoices where company_id = $1 order by id",
    }
    return {name: [dict(r) for r in await world.fetch(sql)] for name, sql in tables.items()}


async def whole(world: World) -> Any:
    return await stands(world), await world.dispatches(), await world.events()


async def causes(world: World) -> list[str]:
    rows = await world.fetch(
        "select cause from exceptions where company_id = $1 and mended_at is null order by cause"
    )
    return [row["cause"] for row in rows]


async def test_a_letter_that_did_not_arrive_leaves_everything_as_it_was(world: World) -> None:
    await overdue(world)
    await world.run("2026-02-10")
    before = await stands(world)
    await world.run("2026-02-18")
    await world.drain()
    [dispatch] = await world.dispatches()
    assert await stands(world) != before
    await tell(world, dispatch, "bounced", "5.1.1 no such user")
    assert await stands(world) == before
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["failure_code"]) == ("failed", "bounced")
    assert (dispatch["answer"], dispatch["failure"]) == ("bounced", "5.1.1 no such user")
    assert await causes(world) == ["delivery_failed"]
    event = (await world.events())[-1]
    assert (event["kind"], event["dispatch_id"]) == ("dispatch_returned", dispatch["id"])


@pytest.mark.parametrize("outcome", ["accepted", "delayed", "delivered", "bounced", "returned"])
async def test_the_same_answer_twice_changes_nothing(world: World, outcome: Outcome) -> None:
    _, dispatch = await reminded(world)
    assert (await tell(world, dispatch, outcome)).changed_count == 1
    after = await whole(world)
    world.now += timedelta(hours=1)
    assert (await tell(world, dispatch, outcome)).changed_count == 0
    assert await whole(world) == after


async def test_what_is_known_better_is_not_forgotten(world: World) -> None:
    _, dispatch = await reminded(world)
    for outcome, known in (("delayed", "delayed"), ("delivered", "delivered")):
        await tell(world, dispatch, outcome)  # type: ignore[arg-type]
        assert [d["answer"] for d in await world.dispatches()] == [known]
    await tell(world, dispatch, "accepted")
    [dispatch] = await world.dispatches()
    assert (dispatch["answer"], dispatch["state"]) == ("delivered", "sent")
    assert [e["kind"] for e in await world.events()].count("dispatch_answered") == 2


async def test_a_delay_fails_nothing(world: World) -> None:
    _, dispatch = await reminded(world)
    before = await stands(world)
    await tell(world, dispatch, "delayed", "4.2.2 mailbox full")
    assert (await stands(world), await causes(world)) == (before, [])


async def test_the_step_waits_for_another_address_and_then_goes_by_itself(world: World) -> None:
    invoice_id, dispatch = await reminded(world)
    await tell(world, dispatch, "bounced")
    await world.run("2026-02-17")
    await world.drain()
    assert len(await world.dispatches()) == 1
    [customer] = await world.fetch("select id from customers where company_id = $1")
    await world.change("customers", customer["id"], email="uusi@example.com")
    await world.run("2026-02-18")
    await world.drain()
    first, second = await world.dispatches()
    assert (second["state"], second["round"]) == ("sent", 2)
    assert second["recipient"] == "uusi@example.com"
    assert (first["state"], await causes(world)) == ("failed", [])
    [claim] = (await stands(world))["claims"]
    assert (claim["invoice_id"], claim["fee"]) == (invoice_id, Decimal("5.00"))


async def test_a_case_that_has_moved_on_stays_where_it_is(world: World) -> None:
    _, dispatch = await reminded(world)
    await world.run("2026-03-02")
    await world.drain()
    before = await stands(world)
    await tell(world, dispatch, "returned", "address unknown")
    assert await stands(world) == before
    assert [d["state"] for d in await world.dispatches()] == ["failed", "sent"]
    assert await causes(world) == ["delivery_failed"]


async def test_a_settled_case_stays_closed(world: World) -> None:
    invoice_id, dispatch = await reminded(world)
    await world.pay(invoice_id)
    await world.run("2026-02-20")
    before = await stands(world)
    await tell(world, dispatch, "bounced")
    assert await stands(world) == before
    assert [d["state"] for d in await world.dispatches()] == ["failed"]


async def test_what_waits_for_the_next_step_is_stopped_for_nothing_jumps_over_a_step(
    world: World,
) -> None:
    await overdue(world)
    await world.run("2026-02-10")
    before = await stands(world)
    await world.run("2026-02-16")
    await world.drain()
    await world.run("2026-03-02")
    first, second = await world.dispatches()
    assert (first["state"], second["state"]) == ("sent", "queued")
    await tell(world, first, "bounced")
    first, second = await world.dispatches()
    assert (first["state"], second["state"]) == ("failed", "cancelled")
    assert second["failure_code"] == "previous_step_missing"
    assert await stands(world) == before
    await world.drain()
    assert len(world.mail) == 1


async def test_a_collection_letter_that_the_post_returns_gives_its_step_back(
    world: World,
) -> None:
    await world.settings(active_channels=["email", "print"], interest_basis="statutory")
    collection = Step(
        kind="collection_letter", anchor="after_previous_sent", offset_days=14, channel="print"
    )
    await world.rule("strict", *STEPS, collection)
    home = {"street": "Katu 1", "postcode": "48600", "city": "Kotka"}
    await world.invoice(await world.customer(rule="strict", **home), due="2026-02-02")
    for day in ("2026-02-16", "2026-03-02"):
        await world.run(day)
        await world.drain()
    before = await stands(world)
    await world.run("2026-03-16")
    await world.drain()
    letter = (await world.dispatches())[-1]
    assert (letter["step"], letter["state"], letter["channel"]) == (
        "collection_letter",
        "sent",
        "print",
    )
    await tell(world, letter, "returned", "moved away")
    assert await stands(world) == before
    await world.run("2026-03-17")
    await world.drain()
    assert len(await world.dispatches()) == 3  # a person looks at the address first


async def test_one_letter_about_many_invoices_gives_each_its_step_back(world: World) -> None:
    customer = await world.customer()
    for _ in range(3):
        await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    dispatches = await world.dispatches()
    assert len({d["letter_id"] for d in dispatches}) == 1
    await tell(world, dispatches[0], "bounced")
    assert {d["state"] for d in await world.dispatches()} == {"failed"}
    assert {c["step_number"] for c in (await stands(world))["cases"]} == {1}


async def test_income_booked_for_a_letter_that_came_back_is_taken_back(world: World) -> None:
    await world.settings(recognises_income="when_sent")
    _, dispatch = await reminded(world)
    lines = "select sum(amount) from voucher_lines where company_id = $1 and role = 'fee_income'"
    assert (await world.fetch(lines))[0]["sum"] == Decimal("-5.00")
    await tell(world, dispatch, "bounced")
    assert (await world.fetch(lines))[0]["sum"] == Decimal("0.00")
    kinds = await world.fetch("select kind from vouchers where company_id = $1 order by id")
    assert [row["kind"] for row in kinds] == ["costs_sent", "costs_reversed"]


async def test_a_fee_that_was_paid_before_the_letter_came_back_stays_paid(world: World) -> None:
    invoice_id, dispatch = await reminded(world)
    await world.execute(
        "update claims set fee_paid = 5 where company_id = $1 and invoice_id = $2", invoice_id
    )
    await tell(world, dispatch, "bounced")
    [claim] = (await stands(world))["claims"]
    assert (claim["fee"], claim["fee_paid"]) == (Decimal("5.00"), Decimal("5.00"))


async def test_a_letter_that_came_back_stays_on_the_bill(world: World, office: Person) -> None:
    _, dispatch = await reminded(world)
    before = await usage(office, "2026-02")
    await tell(world, dispatch, "bounced")
    assert before["count"] == 1
    assert await usage(office, "2026-02") == before


async def test_an_answer_settles_what_was_unknown(world: World) -> None:
    await overdue(world)
    world.answer = Receipt(verdict="unknown", text="no answer")
    await world.run("2026-02-16")
    await world.drain()
    [dispatch] = await world.dispatches()
    assert dispatch["state"] == "unknown"
    await tell(world, dispatch, "delivered")
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["answer"]) == ("sent", "delivered")
    assert await causes(world) == []


async def test_a_bounce_of_an_unknown_letter_says_that_it_did_not_arrive(world: World) -> None:
    await overdue(world)
    world.answer = Receipt(verdict="unknown", text="no answer")
    await world.run("2026-02-16")
    await world.drain()
    [dispatch] = await world.dispatches()
    await tell(world, dispatch, "bounced")
    [dispatch] = await world.dispatches()
    assert (dispatch["state"], dispatch["sent_at"]) == ("failed", None)
    assert {c["step_number"] for c in (await stands(world))["cases"]} == {1}


async def test_a_failure_counts_more_than_what_was_said_beside_it(world: World) -> None:
    _, dispatch = await reminded(world)
    outcomes: Sequence[Outcome] = ("bounced", "delivered", "accepted")
    answers = [Answer(dispatch_id=dispatch["id"], outcome=one) for one in outcomes]
    assert await take_everywhere(answers, now=world.now)
    assert [d["state"] for d in await world.dispatches()] == ["failed"]


async def test_what_is_said_of_nothing_of_ours_changes_nothing(world: World) -> None:
    await reminded(world)
    before = await whole(world)
    assert await take_everywhere([Answer(dispatch_id=uuid7(), outcome="bounced")], now=world.now)
    assert await whole(world) == before


async def test_answers_find_the_letters_of_every_company_and_change_no_other(
    world: World,
) -> None:
    other = await new_world("Toinen Oy")
    _, mine = await reminded(world)
    _, theirs = await reminded(other)
    answers = [
        Answer(dispatch_id=mine["id"], outcome="delivered"),
        Answer(dispatch_id=theirs["id"], outcome="bounced"),
    ]
    assert await take_everywhere(answers, now=world.now)
    assert [d["state"] for d in await world.dispatches()] == ["sent"]
    assert [d["state"] for d in await other.dispatches()] == ["failed"]
    answer = Answer(dispatch_id=theirs["id"], outcome="returned")
    async with db.transaction(world.company_id) as connection:
        taken = await take(connection, world.company_id, [answer], actor="x", now=world.now)
    assert taken.changed_count == 0


class Speaker:
    """Says pages one after another, and notes what was settled."""

    def __init__(self, *pages: Said) -> None:
        self.pages = list(pages)
        self.asked: list[str] = []
        self.settled_names: list[tuple[str, ...]] = []

    async def answers(self, cursor: str) -> Said:
        self.asked.append(cursor)
        return self.pages.pop(0) if self.pages else Said(cursor=cursor)

    async def settled(self, said: Said) -> None:
        self.settled_names.append(said.names)

    async def close(self) -> None:
        pass


async def test_a_speaker_is_heard_to_the_end_and_from_there_the_next_time(world: World) -> None:
    _, dispatch = await reminded(world)
    page = Said(answers=(Answer(dispatch_id=dispatch["id"], outcome="delivered"),), cursor="7")
    speaker = Speaker(page, Said(cursor="9"))
    await hear("print", speaker)
    assert (speaker.asked, await cursor_of("print")) == (["", "7", "9"], "9")
    await hear("print", speaker)
    assert speaker.asked[-1] == "9"
    assert [d["answer"] for d in await world.dispatches()] == ["delivered"]


async def test_what_is_said_too_early_is_heard_again(world: World) -> None:
    _, dispatch = await reminded(world)
    await world.execute("update dispatches set state = 'sending' where company_id = $1")
    said = Said(
        answers=(Answer(dispatch_id=dispatch["id"], outcome="bounced"),), cursor="7", names=("a",)
    )
    speaker = Speaker(said)
    await hear("einvoice", speaker)
    assert (speaker.settled_names, await cursor_of("einvoice")) == ([], "")
    await world.execute("update dispatches set state = 'sent' where company_id = $1")
    await hear("einvoice", Speaker(said))
    assert [d["state"] for d in await world.dispatches()] == ["failed"]


async def report(office: Person, **body: Any) -> Any:
    return await office.post("bounces", body)


async def test_a_mail_provider_reports_a_bounce_by_the_message_id(
    world: World, office: Person
) -> None:
    _, dispatch = await reminded(world)
    message_id = dispatch["message_id"]
    answer = await report(office, message_id=message_id, outcome="bounced", text="550 unknown")
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["answer"]) == ("failed", "bounced")
    again = await report(office, message_id=message_id, outcome="bounced", text="550 unknown")
    assert again.json() == answer.json()
    lost = await report(office, message_id="<x@example.com>", outcome="bounced")
    assert lost.status_code == 404
    neither = await report(office, outcome="bounced")
    assert (neither.status_code, neither.json()["code"]) == (422, "choose_one")


async def test_a_letter_that_came_back_is_sent_anew_as_another_one(
    world: World, office: Person
) -> None:
    _, dispatch = await reminded(world)
    await tell(world, dispatch, "returned")
    path = f"dispatches/{dispatch['id']}/resolution"
    answer = await office.post(path, {"verdict": "resend"})
    assert answer.status_code == 200, answer.text
    _, second = await world.dispatches()
    world.now = second["send_after"]
    await world.drain()
    first, second = await world.dispatches()
    assert (first["state"], second["state"], second["round"]) == ("cancelled", "sent", 2)
    for month in ("2026-02", f"{world.now:%Y-%m}"):
        assert (await usage(office, month))["count"] == 1
    [claim] = (await stands(world))["claims"]
    assert claim["fee"] == Decimal("5.00")
    assert (await office.post(path, {"verdict": "resend"})).status_code == 409


async def test_a_letter_that_came_back_can_be_given_up(world: World, office: Person) -> None:
    _, dispatch = await reminded(world)
    await tell(world, dispatch, "bounced")
    path = f"dispatches/{dispatch['id']}/resolution"
    assert (await office.post(path, {"verdict": "give_up"})).status_code == 200
    await world.run("2026-02-20")
    await world.drain()
    assert [d["state"] for d in await world.dispatches()] == ["cancelled"]
    assert (await usage(office, "2026-02"))["count"] == 1
