"""A board works the collection in the browser."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.contract.served import Served
from tests.e2e.test_work import open_screen

pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the browser's


@pytest.mark.req("R280")
@pytest.mark.req("R282")
@pytest.mark.req("R308")
@pytest.mark.req("R309")
@pytest.mark.req("R310")
@pytest.mark.req("R314")
async def test_a_charge_is_moved_and_its_letter_written_sent_and_seen_on_the_case(
    page: Page, site: Served
) -> None:
    await open_screen(page, site, "collection")
    await page.get_by_role("checkbox", name=re.compile("A 1 Virtanen")).check()
    await page.get_by_role("button", name="Move to collection").click()
    await expect(page.get_by_text("1 invoice moved to collection")).to_be_visible()
    await page.get_by_role("link", name="A 1 Virtanen").click()
    await expect(page.get_by_role("heading", name="Debts by payment type")).to_be_visible()

    await page.get_by_role("link", name="Send a letter").click()
    fee = page.get_by_role("textbox", name="Fee, EUR")
    await fee.fill("80")
    await expect(page.get_by_text(re.compile("The law lets claim"))).to_be_visible()
    message = page.get_by_role("textbox", name="Message")
    await message.fill("Hei!\n\nOdotamme vielä maksuanne.")
    await expect(page.get_by_text(re.compile("Your own words"))).to_be_visible()
    await expect(page.get_by_role("region", name="Preview").locator("canvas")).to_be_visible()
    await page.get_by_role("button", name="Send", exact=True).click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Send").click()
    await expect(page.get_by_text("Queued").first).to_be_visible()

    await page.get_by_role("button", name="Close the case").click()
    await expect(dialog.get_by_text("2 open invoices")).to_be_visible()
    await dialog.get_by_role("button", name="Close the case").click()
    await expect(
        dialog.get_by_text(re.compile("A letter of this case is on its way"))
    ).to_be_visible()
