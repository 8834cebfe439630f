"""The list worked in the browser, by keyboard alone."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.contract.served import Served
from tests.e2e.test_work import open_screen

pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the browser's


async def with_rows_to_change(page: Page, site: Served) -> None:
    """Take back what the night queued, so that its rows wait for a person."""
    await open_screen(page, site, "queue")
    await page.get_by_role("button", name="Take back all").press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("Take back")).click()
    await expect(page.get_by_text("The queue is empty")).to_be_visible()
    await open_screen(page, site, "cases")


@pytest.mark.req("R131")
@pytest.mark.req("R132")
@pytest.mark.req("R145")
async def test_rows_are_chosen_changed_printed_and_taken_back_by_keyboard_alone(
    page: Page, site: Served
) -> None:
    await with_rows_to_change(page, site)
    grid = page.get_by_role("grid")
    await expect(grid.get_by_text("Can be sent")).to_have_count(2)
    await grid.locator("tbody tr").first.focus()
    await page.keyboard.press("Space")
    await page.keyboard.press("Shift+ArrowDown")
    await expect(page.get_by_text("2 selected")).to_be_visible()
    await page.keyboard.press("s")
    submit = page.get_by_role("button", name="Change to Reminder")
    await expect(submit).to_be_focused()
    await page.keyboard.press("Enter")
    outcome = page.get_by_role("dialog", name="2 rows changed")
    await expect(outcome.get_by_role("button", name="Print")).to_be_visible()
    await expect(outcome.get_by_text(re.compile("[12] pages?"))).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(outcome).to_be_hidden()
    await expect(grid.get_by_text(re.compile("Leaves"))).to_have_count(2)
    await page.get_by_role("button", name="Take back").press("Enter")
    await page.get_by_role("dialog").get_by_role("button", name="Take back").press("Enter")
    await expect(grid.get_by_text("Can be sent")).to_have_count(2)


@pytest.mark.req("R133")
@pytest.mark.req("R134")
@pytest.mark.req("R141")
async def test_enter_opens_the_voucher_with_its_due_date_and_a_note_marks_the_row(
    page: Page, site: Served
) -> None:
    await open_screen(page, site, "cases")
    row = page.get_by_role("grid").locator("tbody tr").first
    await row.focus()
    await page.keyboard.press("Enter")
    drawer = page.get_by_role("dialog")
    await expect(drawer.get_by_text("The reminder rests on this due date")).to_be_visible()
    note = drawer.get_by_label("New note")
    await note.fill("Pays on Friday")
    await note.press("Control+Enter")
    await expect(drawer.get_by_text("Pays on Friday")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(drawer).to_be_hidden()
    await expect(row.get_by_role("button", name=re.compile("1 note"))).to_be_visible()
    await row.dblclick(position={"x": 200, "y": 10})
    await expect(drawer.get_by_text("Pays on Friday")).to_be_visible()
