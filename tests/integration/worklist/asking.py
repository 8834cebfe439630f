"""A company that works its list by hand, as 24SevenOffice's users do, and what is asked of it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from karhu.contract import types
from karhu.kit import db
from karhu.rules.rule import Step
from karhu.worklist import reading
from karhu.worklist.changing import Asked, change_status
from karhu.worklist.filters import Filter, worked
from karhu.worklist.standing import Look
from karhu.worklist.undoing import Undoing, Undone, undo
from tests.world import World

STEPS = (
    Step(kind="reminder", offset_days=7),
    Step(kind="reminder", anchor="after_previous_sent", offset_days=14),
    Step(kind="collection_letter", anchor="after_previous_sent", offset_days=14),
)
ADDRESS = {"street": "Katu 1", "postcode": "00100", "city": "Helsinki"}


async def a_list(world: World, *steps: Step, **settings: Any) -> UUID:
    """A rule that proposes, with two reminders and a collection letter unless others are given."""
    await world.settings(active_channels=["email", "print"], **settings)
    return await world.rule("by hand", *(steps or STEPS), mode="propose")


async def an_invoice(world: World, **more: Any) -> UUID:
    """An invoice of a new customer in that rule, with an address to write to."""
    customer = await world.customer(rule="by hand", **ADDRESS)
    return await world.invoice(customer, **more)


async def tabs(world: World) -> dict[str, types.Tab]:
    """The tabs of the list that is shown first, by key."""
    async with db.transaction(world.company_id) as connection:
        listed = await worked(connection, world.company_id, None, world.now)
        shown = await reading.shown_list(connection, listed)
    return {tab.key: tab for tab in shown.tabs}


async def rows(world: World, tab: str = "list", **more: Any) -> list[types.WorklistRow]:
    """The rows of a tab."""
    async with db.transaction(world.company_id) as connection:
        listed = await worked(connection, world.company_id, None, world.now)
        return await reading.page(
            connection, listed, Filter(tab=tab, **more), after=(None, None), limit=200
        )


async def change(world: World, target: str, case_ids: Sequence[str]) -> Any:
    """Change the status of cases; the row of the change."""
    async with db.transaction(world.company_id) as connection:
        listed = await worked(connection, world.company_id, None, world.now)
        look = Look(as_of=listed.today, postal_days=listed.postal_days)
        asked = Asked(
            company=listed.company, target=target, look=look, agency=listed.agency,
            actor="user:Aino", now=world.now,
        )  # fmt: skip
        id = await change_status(connection, asked, [UUID(one) for one in case_ids])
    [row] = await world.fetch("select * from status_changes where company_id = $1 and id = $2", id)
    return row


async def change_all(world: World, target: str, tab: str) -> Any:
    """Change the status of every row of a tab that can."""
    found = await rows(world, tab)
    return await change(world, target, [row.case_id for row in found if row.standing == "movable"])


async def taken_back(world: World, change_id: UUID) -> Undone:
    """Take a change back."""
    async with db.transaction(world.company_id) as connection:
        asked = Undoing(
            company_id=world.company_id, change_id=change_id, actor="user:Aino",
            today=world.today, now=world.now,
        )  # fmt: skip
        return await undo(connection, asked)
