"""An invoice is overdue from the day after its due date, by the company's own clock."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from karhu.customers import reading as customers
from karhu.customers.ledger import look
from karhu.invoices import reading as invoices
from karhu.kit import db
from tests.integration.ledger.asking import customer, fetch, invoice
from tests.sites import Site


@pytest.mark.parametrize(
    ("now", "state", "overdue_count"),
    [
        pytest.param("2026-02-14T12:00", "not_due", 0, id="the day before"),
        pytest.param("2026-02-14T22:30", "not_due", 0, id="the due date has begun in Helsinki"),
        pytest.param("2026-02-15T21:59", "not_due", 0, id="the last minute of the due date"),
        pytest.param("2026-02-15T22:00", "overdue", 1, id="midnight in Helsinki"),
        pytest.param("2026-02-16T12:00", "overdue", 1, id="the day after"),
    ],
)
async def test_an_invoice_is_overdue_from_midnight_after_its_due_date(
    site: Site, now: str, state: str, overdue_count: int
) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    made = await invoice(admin, owner["id"], due_on="2026-02-15")
    company_id = UUID(str(admin.company_id))
    async with db.transaction(company_id) as connection:
        instant = datetime.fromisoformat(now).replace(tzinfo=UTC)
        ledger = await look(connection, company_id, now=instant)
        invoice_wanted = invoices.Wanted(invoice_id=UUID(made["id"]))
        shown, _ = await invoices.one(connection, ledger, invoice_wanted)
        debtor, _ = await customers.one(
            connection, ledger, customers.Wanted(customer_id=UUID(owner["id"]))
        )
    assert (shown.state, debtor.overdue_count, debtor.open_count) == (state, overdue_count, 1)


async def test_a_change_to_one_invoice_leaves_the_others_of_its_customer(site: Site) -> None:
    admin = await site.administrator()
    owner = await customer(admin)
    made = [await invoice(admin, owner["id"], number=str(n)) for n in range(4)]
    for one in made[:3]:
        path = f"invoices/{one['id']}"
        assert (await admin.patch(path, {"reminds_automatically": False}, version=1)).is_success
    rows = await fetch(
        admin,
        """select number, reminds_automatically, open::text, due_on from invoices
           where company_id = $1 and reminds_automatically""",
    )
    assert [tuple(row) for row in rows] == [("3", True, "100.00", date(2026, 1, 15))]
