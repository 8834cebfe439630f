"""Papers on request: what a debtor owes, and the interest invoice of an order."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest

from karhu.kit import db
from karhu.papers.paper import sql as statements
from karhu.papers.paper import statement_of
from tests.integration.ledger.asking import customer, invoice, payment
from tests.integration.ledger.test_interest_invoices import ordered, paid_late
from tests.sites import Person, Site


async def pdf(person: Person, path: str, **query: str) -> pikepdf.Pdf:
    """The PDF that is answered."""
    answer = await person.get(path, params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return pikepdf.open(BytesIO(answer.content))


def title(paper: pikepdf.Pdf) -> str:
    with paper.open_metadata() as told:
        return str(told["dc:title"])


async def test_a_statement_of_account_is_a_pdf_in_the_customers_language(site: Site) -> None:
    editor = await site.administrator()
    made = await customer(editor, language="sv")
    await invoice(editor, made["id"], sent_on="2026-01-01")
    paper = await pdf(editor, f"customers/{made['id']}/statement.pdf")
    assert title(paper).startswith("Kontoutdrag")
    assert len(paper.pages) == 1


async def test_a_statement_says_all_that_is_owed_in_one_currency(site: Site) -> None:
    editor = await site.administrator()
    made = await customer(editor)
    await invoice(editor, made["id"], number="1", sent_on="2026-01-01")
    await invoice(editor, made["id"], number="2", sent_on="2026-01-01", currency="SEK")
    await invoice(editor, made["id"], number="3", sent_on="2026-01-01")
    await payment(editor, "100.00", invoice_number="3", paid_on="2026-01-10")
    async with db.transaction(UUID(str(editor.company_id))) as connection:
        company = await connection.fetchrow(
            "select * from companies where id = $1", editor.company_id
        )
        debtor = await connection.fetchrow(statements.find_debtor, editor.company_id, made["id"])
        document = await statement_of(connection, company, debtor, "EUR", date(2026, 2, 14))
    [line] = document.lines
    assert (line.invoice_number, line.open) == ("1", Decimal("100.00"))
    assert line.interest == Decimal("0.86")  # 30 days at 10.5 %
    assert document.payable == Decimal("100.86")


async def test_a_customer_who_owes_nothing_has_a_statement_that_says_so(site: Site) -> None:
    editor = await site.administrator()
    made = await customer(editor)
    paper = await pdf(editor, f"customers/{made['id']}/statement.pdf", currency="SEK")
    assert len(paper.pages) == 1


async def test_a_statement_of_nobody_is_not_found(site: Site) -> None:
    editor = await site.administrator()
    stranger = "0199f0c0-0000-7000-8000-000000000001"
    answer = await editor.get(f"customers/{stranger}/statement.pdf")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.req("R161")
async def test_an_interest_order_can_be_seen_as_the_invoice_it_asks_for(site: Site) -> None:
    editor = await site.administrator()
    made = await customer(editor)
    await paid_late(editor, made["id"])
    [order] = await ordered(editor, dues=[{"customer_id": made["id"], "currency": "EUR"}])
    paper = await pdf(editor, f"interest-orders/{order['id']}/invoice.pdf")
    assert title(paper).startswith("Korkolasku")
