"""Recording what surrounds a possession warning, as the services do it."""

from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit import db
from karhu.kit.ids import uuid7
from karhu.possession import service
from karhu.possession.record import Record
from karhu.possession.timeline import timeline
from tests.world import World

WHO = "user:Aino Admin"
POST: dict[str, Any] = {"street": "Metsätie 1", "postcode": "00100", "city": "Helsinki"}


async def recorded(
    world: World, case_id: UUID, kind: str, on: date | None = None, **more: Any
) -> UUID:
    """Record one thing today, or on another day."""
    is_further = more.pop("is_further", False)
    fields = {"id": uuid7(), "kind": kind, "happened_on": on or world.today, **more}
    if kind == "service":
        fields.setdefault("outcome", "under_way")
    record = msgspec.convert(fields, Record)
    async with db.transaction(world.company_id) as connection:
        await service.record(
            connection, world.company_id, case_id, record, is_further=is_further, actor=WHO,
            now=world.now,
        )  # fmt: skip
    return record.id


async def decided_by_the_board(world: World, case_id: UUID, **more: Any) -> UUID:
    """The board's decision of today, in its minutes."""
    return await recorded(world, case_id, "board_decision", reference="3/2026 § 7", **more)


async def course_of(world: World, case_id: UUID) -> service.Course:
    """What is known of a case's warning now."""
    async with db.transaction(world.company_id) as connection:
        return await service.read(connection, world.company_id, case_id, now=world.now)


async def states(world: World, case_id: UUID) -> dict[str, str]:
    """The state of every milestone."""
    return {one.code: one.state for one in timeline((await course_of(world, case_id)).so_far)}


async def a_proposed_warning(
    world: World, *, rule: str, due: str = "2026-02-01"
) -> dict[str, UUID]:
    """A case of an unpaid charge whose possession warning waits for a person, as a run left it."""
    customer = await world.customer("Osakas Olli", rule=rule, **POST)
    invoice = await world.invoice(customer, due=due, total="900.00")
    case, dispatch, due_on = uuid7(), uuid7(), date.fromisoformat(due)
    shared = {"customer_id": customer, "rule_id": world.rules[rule], "invoice_id": invoice}
    await insert(world, "cases", id=case, **shared, rule_version=1, state="open", step_number=3,
                 opened_on=due_on)  # fmt: skip
    await insert(
        world, "dispatches", id=dispatch, case_id=case, **shared, step_number=3,
        step="possession_warning", channel="print", state="proposed", recipient="",
        send_after=world.now, decided_on=due_on, pay_by_on=due_on,
    )  # fmt: skip
    return {"invoice": invoice, "case": case, "dispatch": dispatch}


async def insert(world: World, table: str, **values: Any) -> None:
    """Insert one row of the company."""
    names, places = ", ".join(values), ", ".join(f"${n}" for n in range(2, len(values) + 2))
    statement = f"insert into {table} (company_id, {names}) values ($1, {places})"
    await world.execute(statement, *values.values())
