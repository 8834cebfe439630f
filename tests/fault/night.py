"""A night's invoices, by the machine's own clock, and what became of each."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from karhu.first_dispatch import service
from karhu.first_dispatch.nights import begin
from karhu.kit import db
from tests.world import World

UNSENT = """
    with numbers as (select n from generate_series(1, $2::int) n),
    debtors as (
        insert into customers (company_id, key, number, kind, name, name_order, email, country,
                               language, rule_id)
        select $1, n, n::text, 'business', 'Asiakas ' || n, 'asiakas ' || n,
               'debtor' || n || '@example.com', 'FI', 'fi', $3
        from numbers
        returning id, key
    )
    insert into invoices (company_id, key, number, customer_id, currency, total, open, invoice_on,
                          due_on, received_on, reference, created_at)
    select $1, key, key::text, id, 'EUR', 100 + key, 100 + key, $4::date, $4::date + 14, $4::date,
           '13', $4::date - 1
    from debtors
"""


async def queued(world: World, count: int) -> None:
    """A night's invoices, by the machine's own clock."""
    world.now = datetime.now(UTC)
    await world.settings(time_zone="UTC")
    await world.execute(UNSENT, count, world.rules["business"], world.today)
    async with db.transaction(world.company_id) as connection:
        before = world.now - timedelta(days=2)
        await service.activate(
            connection, world.company_id, includes_earlier=True, actor="user:Aino", now=before
        )
        assert await begin(connection, world.company_id, now=world.now) == count


async def states(world: World) -> Counter[str]:
    rows = await world.fetch(
        """select d.state, i.sent_on is not null as is_sent, d.reason, i.number,
                  p.mail ->> 'message_id' as message_id
           from first_dispatches d join invoices i on i.id = d.invoice_id
           left join first_dispatch_papers p on p.first_dispatch_id = d.id
           where d.company_id = $1"""
    )
    for row in rows:
        assert row["is_sent"] == (row["state"] == "sent")
        if row["state"] == "failed":
            assert row["reason"] == "outcome_unknown"
    return Counter(row["state"] for row in rows)
