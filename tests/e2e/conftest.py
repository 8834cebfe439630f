"""A real browser at a real server over a company with something of everything."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.contract.served import EMAIL, Served, served
from tests.e2e.browser import chromium, launch_arguments
from tests.sites import PASSWORD

QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
expect.set_options(timeout=15_000)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Chromium, headless."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium(), args=[*launch_arguments(), *QUIET]
        )
        yield launched
        await launched.close()


@pytest.fixture
async def site(database: str) -> AsyncIterator[Served]:
    """The API and the built client on loopback."""
    async with served(database) as made:
        yield made


@pytest.fixture
async def page(browser: Browser, site: Served) -> AsyncIterator[Page]:
    """A desktop page of a signed-in administrator, in English."""
    context = await browser.new_context(
        base_url=site.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    opened = await context.new_page()
    await sign_in(opened)
    yield opened
    await context.close()


async def sign_in(page: Page) -> None:
    """Sign in as the administrator of the company."""
    await page.goto("/")
    await page.get_by_label("E-mail").fill(EMAIL)
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/c/**")
