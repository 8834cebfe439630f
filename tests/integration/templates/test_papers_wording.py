"""Papers that somebody asks for are in the company's own words, too."""

import pikepdf
import pytest

from tests.integration.ledger.test_papers import pdf, title
from tests.integration.templates.wording import add, texts
from tests.sites import Person
from tests.world import World


@pytest.mark.req("R278")
async def test_a_statement_of_account_has_the_companys_title(office: Person, world: World) -> None:
    customer = await world.customer(language="en")
    await world.invoice(customer, due="2025-12-01")
    await add(office, kind="reminder", is_default=True)  # not what a statement says
    before = await pdf(office, f"customers/{customer}/statement.pdf")
    assert title(before) == "Statement of account"
    own = texts("{{ customer_name }}", title="What you owe us")
    await add(office, "Statement", kind="account_statement", texts=own, is_default=True)
    paper: pikepdf.Pdf = await pdf(office, f"customers/{customer}/statement.pdf")
    assert title(paper) == "What you owe us"
