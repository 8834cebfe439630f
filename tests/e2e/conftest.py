"""A real browser at a real server over a company with something of everything."""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from karhu.kit import db
from karhu.kit.embedded import PostgresServer
from tests.contract.served import Served, filled, serving
from tests.e2e.browser import chromium, launch_arguments
from tests.sites import PASSWORD, unique_email

QUIET = ["--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
expect.set_options(timeout=15_000)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, headless; each test opens pages of its own."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium(), args=[*launch_arguments(), *QUIET]
        )
        yield launched
        await launched.close()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def server(postgres: PostgresServer, template: str) -> AsyncIterator[tuple[str, str]]:
    """The API and the built client on loopback, and their database."""
    owner = await asyncpg.connect(postgres.url)
    await owner.execute(f"create database e2e template {template}")
    database = postgres.url_for(role="karhu", database="e2e")
    async with serving(database) as url:
        yield url, database
    await owner.execute("drop database e2e with (force)")
    await owner.close()


@pytest_asyncio.fixture(loop_scope="session")
async def site(server: tuple[str, str]) -> Served:
    """A company of the test's own on the server."""
    url, database = server
    await db.open_pool(database)
    try:
        return Served(url=url, environment=await filled(unique_email()))
    finally:
        await db.close_pool()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, site: Served) -> AsyncIterator[Page]:
    """A desktop page of a signed-in administrator, in English."""
    context = await browser.new_context(
        base_url=site.url, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    opened = await context.new_page()
    await sign_in(opened, site)
    yield opened
    await context.close()


async def sign_in(page: Page, site: Served) -> None:
    """Sign in as the administrator of the site's company."""
    await page.goto("/")
    await page.get_by_label("E-mail").fill(site.environment["FUZZ_EMAIL"])
    await page.get_by_role("textbox", name="Password").fill(PASSWORD)
    await page.get_by_role("button", name="Sign in").click()
    await page.wait_for_url("**/c/**")
