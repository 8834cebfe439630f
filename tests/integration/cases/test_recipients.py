"""A unit with several owners: each gets the letter, all of them one claim (R298)."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.channels.answer import Answer
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.dispatch import service as outbox
from karhu.dispatch.proposing import Asked, propose
from karhu.dispatch.returned import take
from karhu.evaluation import service as evaluation
from karhu.kit import db
from karhu.kit.problems import Problem
from tests.integration.cases.units import POST, a_shareholder, state_of
from tests.world import World

NOWHERE: dict[str, Any] = {"email": None, "street": None}


async def a_unit(world: World, **own: Any) -> tuple[UUID, UUID, UUID]:
    """A unit without an address of its own, its owners and a tenant who gets nothing."""
    unit = await a_shareholder(world, "A 12", **{**NOWHERE, **own})
    first = await world.recipient(unit, "Aino Virtanen", email="aino@example.com")
    second = await world.recipient(unit, "Eino Virtanen", **{**POST, "street": "Rantatie 2"})
    await world.recipient(unit, "Veli Vuokralainen", role="tenant", email="veli@example.com")
    return unit, first, second


async def a_case(world: World, unit: UUID, count: int = 2) -> UUID:
    invoices = [await world.invoice(unit, due=f"2026-0{n + 2}-05") for n in range(count)]
    world.on("2026-04-20")
    await world.move_in(*invoices)
    return (await world.cases())[-1]["id"]


async def metered(world: World) -> int:
    rows = await world.fetch(
        "select 1 from dispatches where company_id = $1 and transaction_price is not null"
    )
    return len(rows)


async def claimed(world: World) -> list[tuple[Decimal, bool]]:
    rows = await world.fetch(
        "select fee, interest > 0 as has from claims where company_id = $1 order by fee desc"
    )
    return [tuple(row) for row in rows]


async def test_both_owners_get_the_letter_and_the_tenant_none(world: World) -> None:
    """R298: one by mail and one on paper; one fee, one transaction, the interest once."""
    unit, first, second = await a_unit(world)
    case = await a_case(world, unit)
    before = await state_of(world)
    await world.send_by_hand(case)
    rows = await world.dispatches()
    assert [(d["recipient_id"], d["channel"], d["is_copy"], d["fee"]) for d in rows] == [
        (first, "email", False, Decimal("5.00")), (first, "email", False, None),
        (second, "print", True, None), (second, "print", True, None),
    ]  # fmt: skip
    taken = await world.take_back([rows[3]["id"]])
    assert (taken.done_count, taken.refused) == (2, [])  # the two letters, together
    assert await state_of(world) == before
    await world.send_by_hand(case)
    await world.drain()
    mail, paper = [parcel.document for parcel in world.parcels]
    assert [d.debtor.name for d in (mail, paper)] == ["Aino Virtanen", "Eino Virtanen"]
    assert (mail.customer, paper.debtor.street) == ("A 12", "Rantatie 2")
    assert world.mail[0].recipient == "aino@example.com"
    assert "A 12" in world.mail[0].text
    assert mail.lines == paper.lines
    assert mail.payable == paper.payable > Decimal("205")
    assert await claimed(world) == [(Decimal("5.00"), True), (Decimal("0.00"), True)]
    assert await metered(world) == 1
    [found] = await world.cases()
    assert (found["step_number"], found["reminder_sent_on"]) == (2, world.today)


async def test_what_is_paid_meanwhile_falls_out_of_every_copy(world: World) -> None:
    unit, _, _ = await a_unit(world)
    case = await a_case(world, unit)
    await world.send_by_hand(case)
    paid = (await world.dispatches())[0]["invoice_id"]
    await world.pay(paid)
    await world.drain()
    assert [len(parcel.document.lines) for parcel in world.parcels] == [1, 1]
    assert {d["state"] for d in await world.dispatches() if d["invoice_id"] == paid} == {
        "cancelled"
    }
    assert await metered(world) == 1


async def test_all_paid_meanwhile_stops_every_copy_and_claims_nothing(world: World) -> None:
    unit, _, _ = await a_unit(world)
    case = await a_case(world, unit)
    before = (await world.cases())[0]
    await world.send_by_hand(case)
    for row in (await world.dispatches())[:2]:
        await world.pay(row["invoice_id"])
    await world.drain()
    assert world.parcels == []
    assert {d["state"] for d in await world.dispatches()} == {"cancelled"}
    assert await world.fetch("select 1 from claims where company_id = $1") == []
    assert dict((await world.cases())[0]) == dict(before)


async def test_one_without_an_address_is_told_and_the_others_get_theirs(world: World) -> None:
    unit, first, second = await a_unit(world)
    await world.execute(
        "update recipients set street = null where company_id = $1 and id = $2", second
    )
    case = await a_case(world, unit)
    await world.send_by_hand(case)
    assert {d["recipient_id"] for d in await world.dispatches()} == {first}
    [told] = await noted(world)
    assert (told["cause"], told["detail"]) == ("recipient_left_out", "Eino Virtanen")
    await world.drain()
    assert len(await noted(world)) == 1  # that a letter went does not mend it
    assert len(world.parcels) == 1


async def noted(world: World) -> list[Any]:
    return await world.fetch("select * from exceptions where company_id = $1 and mended_at is null")


async def test_nobody_who_can_be_reached_means_no_letter_and_the_reason(world: World) -> None:
    """R298: no letter without a recipient, whoever is left out by whom."""
    unit = await a_shareholder(world, "A 13", **NOWHERE)
    case = await a_case(world, unit)
    assert (await proposed(world, case)).codes == ("missing_contact_data",)
    await world.recipient(unit, "Veli Vuokralainen", role="tenant", email="veli@example.com")
    assert (await proposed(world, case)).codes == ("missing_contact_data",)
    owner = await world.recipient(unit, "Aino Virtanen", email="aino@example.com")
    assert (await proposed(world, case)).outcome == "act"
    nobody = Asked(recipients=frozenset())
    assert (await proposed(world, case, nobody)).codes == ("no_recipient",)
    only = Asked(recipients=frozenset({owner}))
    assert (await proposed(world, case, only)).outcome == "act"
    assert (await world.send_by_hand(case)).outcome == "act"
    await world.execute("update recipients set removed_at = now() where company_id = $1")
    await world.drain()
    assert world.parcels == []
    [stopped, _] = await world.events("dispatch_stopped")
    assert list(stopped["reasons"]) == ["no_recipient"]


async def proposed(world: World, case: UUID, asked: Asked | None = None) -> Any:
    async with db.transaction(world.company_id) as connection:
        company = await evaluation.load_company(connection, world.company_id)
        [found] = await propose(
            connection, company, today=world.today, case_ids=[case],
            asked={case: asked} if asked else None,
        )  # fmt: skip
    return found.decision


class Refusing:
    """A channel that refuses one of the recipients."""

    def __init__(self, world: World, name: str, verdict: Any = "refused") -> None:
        self.world, self.name, self.verdict = world, name, verdict
        self.send_on = world.send
        world.send = self.send  # type: ignore[method-assign]

    async def send(self, parcel: Parcel) -> Receipt:
        if parcel.document.debtor.name == self.name:
            return Receipt(verdict=self.verdict, text="550 no such mailbox")
        return await self.send_on(parcel)


@pytest.mark.parametrize("verdict", ["refused", "unknown"])
async def test_a_letter_that_fails_leaves_the_costs_to_the_next_recipient(
    world: World, verdict: str
) -> None:
    unit, first, second = await a_unit(world)
    case = await a_case(world, unit)
    Refusing(world, "Aino Virtanen", verdict)
    await world.send_by_hand(case)
    await world.drain()
    [parcel] = world.parcels
    assert parcel.document.debtor.name == "Eino Virtanen"
    assert sum(line.fee for line in parcel.document.lines) == Decimal("5.00")
    assert await metered(world) == 1
    rows = {(d["recipient_id"], d["state"], d["is_copy"]) for d in await world.dispatches()}
    state = {"refused": "failed", "unknown": "unknown"}[verdict]
    assert rows == {(first, state, True), (second, "sent", False)}
    [found] = await world.cases()
    assert found["step_number"] == 2
    assert len(await noted(world)) == 1  # that the other letter went mends nothing
    decided = await world.fetch("select outcome from decisions where company_id = $1")
    assert [row["outcome"] for row in decided] == ["act"]


async def test_the_last_letter_that_fails_gives_the_step_back(world: World) -> None:
    unit, _, _ = await a_unit(world)
    case = await a_case(world, unit)
    world.answer = Receipt(verdict="refused", text="no")
    await world.send_by_hand(case)
    await world.drain()
    assert {d["state"] for d in await world.dispatches()} == {"failed"}
    assert (await world.cases())[0]["step_number"] == 1
    [decided] = await world.fetch("select outcome from decisions where company_id = $1")
    assert decided["outcome"] == "hold"
    assert await metered(world) == 0


async def test_a_recipient_whose_address_has_gone_leaves_the_letter_to_the_others(
    world: World,
) -> None:
    unit, first, _ = await a_unit(world)
    case = await a_case(world, unit)
    await world.send_by_hand(case)
    await world.execute(
        "update recipients set email = null where company_id = $1 and id = $2", first
    )
    await world.drain()
    [parcel] = world.parcels
    assert parcel.document.debtor.name == "Eino Virtanen"
    assert sum(line.fee for line in parcel.document.lines) == Decimal("5.00")
    assert await claimed(world) == [(Decimal("5.00"), True), (Decimal("0.00"), True)]
    assert [row["cause"] for row in await noted(world)] == ["recipient_left_out"]
    assert await metered(world) == 1


async def test_a_letter_that_comes_back_is_sent_to_its_recipient_anew(world: World) -> None:
    unit, first, second = await a_unit(world)
    case = await a_case(world, unit)
    await world.send_by_hand(case)
    await world.drain()
    owed = await claimed(world)
    mail, _, paper, _ = await world.dispatches()
    await come_back(world, mail["id"])
    [found] = await world.cases()
    assert found["step_number"] == 2  # the other owner has the letter
    assert await claimed(world) == owed
    async with db.transaction(world.company_id) as connection:
        rows = await outbox.letter_of(connection, world.company_id, mail)
        await outbox.send_anew(
            connection, world.company_id, rows, actor="user:test", today=world.today, now=world.now
        )
    world.parcels.clear()
    await world.drain()
    [again] = world.parcels
    assert (again.document.debtor.name, len(again.document.lines)) == ("Aino Virtanen", 2)
    assert sum(line.fee for line in again.document.lines) == Decimal("5.00")
    assert await metered(world) == 1
    rows = [d for d in await world.dispatches() if d["state"] == "sent"]
    assert {(d["recipient_id"], d["is_copy"]) for d in rows} == {(first, True), (second, False)}
    for id in (paper["id"], next(d["id"] for d in rows if d["recipient_id"] == first)):
        await come_back(world, id)
    [found] = await world.cases()
    assert (found["step_number"], found["reminder_sent_on"]) == (1, None)
    assert await world.fetch("select 1 from claims where company_id = $1") == []


@pytest.mark.parametrize(("last", "step"), [("sent", 2), ("failed", 1)])
async def test_a_letter_is_metered_once_whoever_claims_in_the_end(
    world: World, last: str, step: int
) -> None:
    """The first one comes back while the copy still waits: it claims then, and counts once."""
    unit, first, second = await a_unit(world)
    case = await a_case(world, unit)
    refusing = Refusing(world, "Eino Virtanen", "deferred")
    await world.send_by_hand(case)
    await world.drain()
    assert await metered(world) == 1
    await come_back(world, (await world.dispatches())[0]["id"])
    refusing.name, refusing.verdict = ("", "") if last == "sent" else (refusing.name, "refused")
    await world.drain()
    rows = {(d["recipient_id"], d["state"], d["is_copy"]) for d in await world.dispatches()}
    assert rows == {(first, "failed", True), (second, last, False)}
    assert await metered(world) == 1
    assert (await world.cases())[0]["step_number"] == step


async def come_back(world: World, id: UUID) -> None:
    async with db.transaction(world.company_id) as connection:
        answer = Answer(dispatch_id=id, outcome="bounced", text="no such person")
        taken = await take(connection, world.company_id, [answer], actor="user:test", now=world.now)
    assert taken.changed_count == 2


async def test_a_tenant_is_never_made_a_recipient_of_letters(world: World) -> None:
    """The tenant owes nothing, and may not be told of the shareholder's debt."""
    unit = await a_shareholder(world, "A 12")
    with pytest.raises(Problem) as refused:
        await world.recipient(unit, "Veli", role="tenant", receives_letters=True)
    assert refused.value.code == "tenant_gets_no_letters"
