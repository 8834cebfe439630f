"""A housing company of today, and people who work for it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from karhu.kit import clock, db
from tests.integration.cases.test_customer_cases import a_shareholder
from tests.integration.metering.conftest import office
from tests.sites import Person, Site, site
from tests.world import World

__all__ = ["office", "site"]


@pytest.fixture
async def colleague(site: Site, office: Person) -> Person:
    """Another user of the company."""
    return await site.colleague(office, "ledger_editor")


class Units:
    """The payment units of a housing company; days are counted back from today."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.now = clock.now()

    async def unit(self, name: str, **more: Any) -> UUID:
        """A unit with an e-mail address."""
        return await a_shareholder(self.world, name, **more)

    async def charge(self, unit: UUID, days_overdue: int, **more: Any) -> UUID:
        """A charge that fell due so many days ago."""
        due = self.world.today - timedelta(days=days_overdue)
        return await self.world.invoice(unit, due=due.isoformat(), **more)


@pytest.fixture
async def units(world: World) -> Units:
    """A housing company without units yet."""
    return Units(world)


async def statements_of(world: World, act: Any) -> int:
    """How many statements something takes."""
    count = 0

    def note(_: Any) -> None:
        nonlocal count
        count += 1

    async with db.transaction(world.company_id) as connection:
        connection.add_query_logger(note)
        try:
            await act(connection)
        finally:
            connection.remove_query_logger(note)
    return count
