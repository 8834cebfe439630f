"""Every screen, in three languages and at two widths, without a fault that axe can find."""

import asyncio

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.contract.served import Served
from tests.e2e.conftest import sign_in

SCREENS = [
    *("home", "queue", "cases", "events", "invoices", "customers", "payments", "rules"),
    *("payments/files", "payments/vouchers", "settings?tab=banks", "settings?tab=accounts"),
    *("settings?tab=dispatch", "invoices?first_dispatch=failed"),
    *("settings?tab=usage", "settings?tab=letters", "settings?tab=sending"),
    *("letters/new?kind=collection_letter", "letters/{template}"),
    *("cases?state=closed", "cases?tab=reminder-1", "cases?shown={invoice}"),
    *("rules/new", "imports", "settings", "invoices/{invoice}", "customers/{customer}"),
    "customers/{customer}?tab=recipients",
    *("quarantine", "holds", "holds?state=ended", "customers/{customer}?tab=holds"),
    *("interest", "interest?tab=below", "interest?tab=orders"),
    *("mass-run", "mass-run?phase=close", "mass-run?phase=move", "mass-run?phase=send"),
    *("law", "law?country=SE", "law?as_of=2035-01-01", "settings?tab=interest"),
    *("settings?tab=collection", "rules?rule={rule}", "invoices/{warned}"),
    *("collection", "collection?show=all&side=cases", "collection/cases/{collection}"),
    *("collection/cases/{collection}/letter", "invoices/{collected}"),
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = Axe()
pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the browser's


async def look_at(page: Page, site: Served, screen: str) -> list[str]:
    """What is wrong with a screen: serious faults, sideways scrolling, errors of its scripts."""
    known = site.environment
    path = screen.format(
        invoice=known["FUZZ_INVOICE_ID"],
        customer=known["FUZZ_CUSTOMER_ID"],
        template=known["FUZZ_TEMPLATE_ID"],
        rule=known["FUZZ_COLLECTIVE_RULE_ID"],
        warned=known["FUZZ_WARNED_INVOICE_ID"],
        collection=known["FUZZ_COLLECTION_CASE_ID"],
        collected=known["FUZZ_COLLECTED_INVOICE_ID"],
    )
    await page.goto(f"/c/{known['FUZZ_COMPANY_ID']}/{path}")
    await page.get_by_role("heading", level=1).first.wait_for()
    await page.wait_for_load_state("networkidle")
    results = await AXE.run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    found = [
        f"{screen}: {v['id']} {v['nodes'][0]['html'][:200]}" for v in results.response["violations"]
    ]
    overhang = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, *([f"{screen}: {overhang} px too wide"] if overhang > 0 else [])]


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("fi", 390), ("sv", 390)])
async def test_every_screen_is_open_to_everybody(
    browser: Browser, site: Served, language: str, width: int
) -> None:
    context = await browser.new_context(
        base_url=site.url, viewport={"width": width, "height": 900}, locale="en-GB"
    )
    page, other = await context.new_page(), await context.new_page()
    await sign_in(page, site)
    await speak(page, language)
    # while one page settles the other is looked at: most of the time of a screen is waiting
    halves = (look_through(page, site, SCREENS[::2]), look_through(other, site, SCREENS[1::2]))
    faults = [fault for found in await asyncio.gather(*halves) for fault in found]
    await context.close()
    assert not faults, "\n".join(faults)


async def look_through(page: Page, site: Served, screens: list[str]) -> list[str]:
    """What is wrong with screens, one after the other in one page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    for screen in screens:
        faults += await look_at(page, site, screen)
    return faults


async def speak(page: Page, language: str) -> None:
    """Have this browser show everything in a language."""
    await page.evaluate("language => localStorage.setItem('karhu-language', language)", language)
    await page.reload()
    await page.locator(f"html[lang={language}]").wait_for(state="attached")
