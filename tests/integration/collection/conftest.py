"""A housing company whose board works its collection through the API, on a movable clock."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from karhu.kit import clock, db
from karhu.kit.ids import uuid7
from karhu.rules.rule import Step
from tests.sites import Person, Site, site, unique_email
from tests.world import World

__all__ = ["site"]

STEPS = (
    Step(kind="reminder", offset_days=14, fee=Decimal("5.00"), claims_interest=True),
    Step(
        kind="collection_letter", anchor="after_previous_due", offset_days=7, fee=Decimal("9.00"),
        claims_interest=True, channel="print", minimum_open=Decimal("500.00"), minimum_count=3,
    ),
    Step(
        kind="possession_warning", anchor="after_previous_due", offset_days=14, channel="print",
        claims_interest=True,
    ),
)  # fmt: skip
POST: dict[str, Any] = {"street": "Metsätie 1", "postcode": "00100", "city": "Helsinki"}


class Board:
    """What the board of a housing company does, and its units."""

    def __init__(self, world: World, person: Person) -> None:
        self.world = world
        self.person = person

    async def unit(self, name: str = "A 1 Virtanen", **more: Any) -> UUID:
        """A payment unit."""
        return await self.world.customer(name, rule="unit", kind="consumer", **{**POST, **more})

    async def charge(self, unit: UUID, due: str, total: str = "300.00") -> UUID:
        """A charge of a unit."""
        return await self.world.invoice(unit, due=due, total=total)

    async def get(self, path: str, **query: Any) -> Any:
        """What the API answers."""
        answer = await self.person.get(path, params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Any = None, *, expects: int = 200) -> Any:
        """What the API answers to a request."""
        answer = await self.person.post(path, body)
        assert answer.status_code == expects, answer.text
        return answer.json()

    async def move(self, direction: str, *invoices: UUID) -> Any:
        """Move invoices in or out."""
        body = {"direction": direction, "invoice_ids": [str(id) for id in invoices]}
        return await self.post("collection-transfers", body)

    async def case(self, case_id: str) -> Any:
        """The page of a case."""
        return await self.get(f"collection-cases/{case_id}")

    async def propose(self, case_id: str, **terms: Any) -> Any:
        """The letter on these terms."""
        return await self.post(f"collection-cases/{case_id}/letter-proposals", terms)

    async def send(self, case_id: str, *, expects: int = 201, **terms: Any) -> Any:
        """Send the letter on these terms."""
        return await self.post(f"collection-cases/{case_id}/letters", terms, expects=expects)


@pytest.fixture
async def board(site: Site, world: World, monkeypatch: pytest.MonkeyPatch) -> Board:
    """A housing company whose rule looks at all that a unit owes; one clock for all."""
    await world.settings(
        is_housing_company=True, active_channels=["email", "print"], reminder_fee_is_agreed=True
    )
    await world.rule("unit", *STEPS, kind="consumer", mode="propose", scope="customer")
    key = await site.api_key(await _administrator(site, world), *SCOPES)
    monkeypatch.setattr(clock, "now", lambda: world.now)
    return Board(world, key)


SCOPES = (
    "invoices.read", "runs.edit", "dispatches.read", "dispatches.edit", "payments.read",
    "payments.edit", "events.read",
)  # fmt: skip


async def _administrator(site: Site, world: World) -> Person:
    user_id = uuid7()
    async with db.transaction_over_all() as connection:
        await connection.execute(
            """insert into users (id, office_id, name, email, password_hash, office_role)
               select $1, office_id, 'Hallitus', $2, '', 'office_main_administrator'
               from companies where id = $3""",
            user_id, unique_email(), world.company_id,
        )  # fmt: skip
    return await site.session(user_id, world.company_id)
