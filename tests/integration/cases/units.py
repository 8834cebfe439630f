"""Payment units of a housing company, what they owe, and what they pay."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.contract import types
from karhu.dispatch.proposing import Proposal, Terms, propose
from karhu.evaluation import service as evaluation
from karhu.kit import db
from karhu.kit.records import Outcome
from karhu.payments import service as payments
from karhu.rules.rule import Step
from tests.world import World

STEPS = (
    Step(kind="reminder", offset_days=14, fee=Decimal("5.00"), claims_interest=True),
    Step(
        kind="collection_letter", anchor="after_previous_due", offset_days=7, fee=Decimal("7.00"),
        claims_interest=True, channel="print",
    ),
)  # fmt: skip
POST: dict[str, Any] = {"street": "Metsätie 1", "postcode": "00100", "city": "Helsinki"}


async def a_shareholder(world: World, name: str = "A 1 Virtanen", **more: Any) -> UUID:
    """A payment unit of a housing company whose rule looks at all that it owes."""
    if "unit" not in world.rules:
        await world.settings(is_housing_company=True, active_channels=["email", "print"])
        await world.settings(reminder_fee_is_agreed=True)
        await world.rule("unit", *STEPS, kind="consumer", mode="propose", scope="customer")
    return await world.customer(name, rule="unit", kind="consumer", **{**POST, **more})


async def state_of(world: World) -> list[Any]:
    """What taking a letter back has to return, to the letter."""
    found = []
    for table, order in (
        ("cases", "id"), ("case_items", "invoice_id"), ("decisions", "case_id, step_number"),
        ("claims", "invoice_id"),
    ):  # fmt: skip
        found.append(
            await world.fetch(
                f"""select to_jsonb(t)::text as row from {table} t
                    where t.company_id = $1 order by {order}"""
            )
        )
    return found


async def proposed(world: World, case_id: UUID, terms: Terms) -> Proposal:
    """The letter that a case would get now."""
    async with db.transaction(world.company_id) as connection:
        company = await evaluation.load_company(connection, world.company_id)
        [found] = await propose(
            connection, company, case_ids=[case_id], terms=terms, today=world.today
        )
    return found


async def paid(world: World, reference: str, amount: str) -> Outcome:
    """Money comes in today with a reference."""
    record = types.PaymentWrite(
        amount=amount, currency="EUR", paid_on=world.today, reference=reference
    )
    async with db.transaction(world.company_id) as connection:
        [outcome] = await payments.upsert(
            connection, world.company_id, [record], actor="user:test", now=world.now
        )
    return outcome
