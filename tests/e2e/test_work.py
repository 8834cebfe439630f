"""What an accountant does in the browser."""

import re

import pytest
from playwright.async_api import Page, expect

from tests.contract.served import Served

pytestmark = pytest.mark.asyncio(loop_scope="session")  # as the browser's
CAMT = b"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.02"><BkToCstmrDbtCdtNtfctn>
<GrpHdr><MsgId>M1</MsgId><CreDtTm>2026-02-02T20:00:00</CreDtTm></GrpHdr>
<Ntfctn><Id>N1</Id><CreDtTm>2026-02-02T20:00:00</CreDtTm>
<Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct>
<Ntry><Amt Ccy="EUR">9.90</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>
<BookgDt><Dt>2026-02-02</Dt></BookgDt><ValDt><Dt>2026-02-02</Dt></ValDt>
<AcctSvcrRef>E1</AcctSvcrRef><NtryDtls><TxDtls><Refs><AcctSvcrRef>A1</AcctSvcrRef></Refs>
<AmtDtls><TxAmt><Amt Ccy="EUR">9.90</Amt></TxAmt></AmtDtls><CdtDbtInd>CRDT</CdtDbtInd>
<RltdPties><Dbtr><Nm>Kahvila Oy</Nm></Dbtr></RltdPties>
<RmtInf><Ustrd>Kiitos</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"""


async def open_screen(page: Page, site: Served, path: str) -> None:
    await page.goto(f"/c/{site.environment['FUZZ_COMPANY_ID']}/{path}")
    await page.get_by_role("heading", level=1).first.wait_for()


async def test_a_wrong_password_is_refused_in_words(browser, site: Served) -> None:  # type: ignore[no-untyped-def]
    page = await browser.new_page(base_url=site.url, locale="en-GB")
    await page.goto("/")
    await page.get_by_label("E-mail").fill("nobody@example.com")
    await page.get_by_role("textbox", name="Password").fill("a wrong password")
    await page.get_by_role("button", name="Sign in").click()
    await expect(page.get_by_text("The e-mail or the password is wrong.")).to_be_visible()


@pytest.mark.req("R006")
@pytest.mark.req("R007")
async def test_turning_the_automation_on_asks_for_the_costs_to_be_accepted(
    page: Page, site: Served
) -> None:
    await open_screen(page, site, "home")
    await page.get_by_role("switch", name="Automatic reminders").click(force=True)
    await page.get_by_role("button", name="Turn off").click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(page.get_by_text("The automation rests")).to_be_visible()
    await page.get_by_role("switch", name="Automatic reminders").click(force=True)
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_text(re.compile("0.25"))).to_be_visible()
    await expect(dialog.get_by_role("button", name="Turn on")).to_be_disabled()
    await dialog.get_by_label("I accept that each letter sent costs").check()
    await dialog.get_by_role("button", name="Turn on").click()
    await expect(page.get_by_text("The automation is on").first).to_be_visible()


@pytest.mark.req("R302")
@pytest.mark.req("R303")
async def test_a_queued_letter_can_be_read_and_taken_back(page: Page, site: Served) -> None:
    await open_screen(page, site, "queue")
    await page.get_by_role("button", name="Show").first.click()
    letter = page.frame_locator("iframe")
    await expect(letter.get_by_text("Maksumuistutus").first).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Take back all").click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("Take back")).click()
    await expect(page.get_by_text("The queue is empty")).to_be_visible()


async def test_an_invoice_says_why(page: Page, site: Served) -> None:
    await open_screen(page, site, f"invoices/{site.environment['FUZZ_INVOICE_ID']}")
    await expect(page.get_by_role("heading", name="Why?")).to_be_visible()
    await expect(page.get_by_text(re.compile("Being sent")).first).to_be_visible()


@pytest.mark.req("R036")
@pytest.mark.req("R037")
@pytest.mark.req("R040")
@pytest.mark.req("R048")
async def test_the_wizard_makes_a_rule_in_four_steps(page: Page, site: Served) -> None:
    await open_screen(page, site, "rules")
    await (
        page.get_by_role("link", name="Create new")
        .or_(page.get_by_role("button", name="Create new"))
        .click()
    )
    await page.wait_for_url("**/rules/new")
    await page.get_by_role("textbox", name="Name").fill("Key customers")
    for _ in range(3):
        await page.get_by_role("button", name="Next", exact=True).click()
    await page.get_by_role("button", name="Create the rule").click()
    await expect(page.get_by_role("heading", name="Key customers")).to_be_visible()


@pytest.mark.req("R070")
@pytest.mark.req("R081")
async def test_selected_customers_are_blocked(page: Page, site: Served) -> None:
    await open_screen(page, site, "customers")
    await page.get_by_role("checkbox").nth(1).check()
    await page.get_by_role("button", name="Do for selected").click()
    await page.get_by_role("menuitem", name="Block automation").click()
    await page.get_by_role("dialog").get_by_role("button", name=re.compile("Block")).click()
    await expect(page.get_by_text(re.compile("1 customer moved"))).to_be_visible()


@pytest.mark.req("R078")
@pytest.mark.req("R079")
async def test_events_are_filtered_by_invoice_number(page: Page, site: Served) -> None:
    await open_screen(page, site, "events")
    rows = page.get_by_role("row")
    before = await rows.count()
    number = (
        await page.get_by_role("link", name=re.compile(r"^\d{4}$")).first.inner_text()
    ).strip()
    await page.get_by_label("Invoice number").fill(number)
    await page.wait_for_url(re.compile(number))
    await expect(rows).not_to_have_count(before)


async def test_money_that_waits_is_allocated_and_taken_back_by_keyboard_alone(
    page: Page, site: Served
) -> None:
    await open_screen(page, site, "payments")
    await page.get_by_role("button", name="Record a payment").press("Enter")
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Amount").fill("7,50")
    await dialog.get_by_label("Payer").fill("Somebody Oy")
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    row = page.get_by_role("row", name="Somebody Oy")
    await expect(row.get_by_text("Waits unallocated")).to_be_visible()
    await row.get_by_role("button", name="Allocate").press("Enter")
    find = dialog.get_by_role("combobox", name="Find an invoice")
    await find.press("ArrowDown")
    await expect(page.get_by_role("option").first).to_be_visible()
    await find.press("Enter")
    await expect(dialog.get_by_label("Amount for invoice")).to_have_value("7.50")
    await dialog.get_by_label("Amount for invoice").press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(row.get_by_text("principal")).to_be_visible()
    await row.get_by_role("button", name="Take back from invoice").press("Enter")
    await expect(dialog.get_by_role("button", name="Take back")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(dialog).to_be_hidden()
    await expect(page.get_by_text("€7.50 waits unallocated again")).to_be_visible()
    await expect(row.get_by_text("Waits unallocated")).to_be_visible()


async def test_a_file_from_the_bank_is_taken_in_once(page: Page, site: Served) -> None:
    file = {"name": "camt.xml", "mimeType": "application/xml", "buffer": CAMT}
    for told in ("1 new entry", "This file had come before"):
        await open_screen(page, site, "payments")
        await page.get_by_role("button", name="Bank file").click()
        dialog = page.get_by_role("dialog")
        await dialog.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
        await dialog.get_by_role("button", name="Take it in").click()
        await expect(dialog.get_by_text(told)).to_be_visible()
    await dialog.get_by_role("link", name="Show unallocated").click()
    await expect(page.get_by_role("heading", name="camt.xml", level=1)).to_be_visible()
    await expect(page.get_by_role("row", name="Kahvila Oy")).to_have_count(1)
    await page.get_by_role("link", name="Bank files").click()
    row = page.get_by_role("row", name="camt.xml")
    await expect(row.get_by_text("FI21 1234 5600 0007 85")).to_be_visible()
    await expect(row.get_by_text("Notification (camt.054)")).to_be_visible()
    await page.get_by_role("tab", name="Payments").press("Enter")
    await expect(page.get_by_role("row", name="Kahvila Oy")).to_have_count(1)


@pytest.mark.req("R286")
@pytest.mark.req("R291")
@pytest.mark.req("R299")
@pytest.mark.req("R302")
async def test_a_mass_run_is_walked_from_beginning_to_end_by_keyboard_alone(
    page: Page, site: Served
) -> None:
    await open_screen(page, site, "mass-run")
    await page.get_by_role("button", name="Finish the run").press("Enter")
    await page.get_by_role("button", name="Begin a mass run").press("Enter")
    settled = page.get_by_role("checkbox", name="Select Settled Oy")
    await expect(settled).to_be_checked()
    await expect(page.get_by_text("Nothing is open any more")).to_be_visible()
    await settled.press("ArrowDown")
    await expect(page.get_by_role("checkbox", name="Select A 1 Virtanen")).to_be_focused()
    await page.keyboard.press("ArrowUp")
    await expect(settled).to_be_focused()
    await page.get_by_role("button", name="Close 1 and go on").press("Enter")

    outside = page.get_by_role("checkbox", name=re.compile("Outside Oy"))
    other = page.get_by_role("checkbox", name=re.compile("A 1 Virtanen"))
    await expect(outside).to_be_checked()
    await outside.press("Space")
    await other.press("Space")
    await expect(page.get_by_text("0 invoices selected")).to_be_visible()
    await expect(page.get_by_role("button", name="Next", exact=True)).to_be_disabled()
    await page.reload()  # who leaves half-way finds it as it was
    await expect(outside).not_to_be_checked()
    await outside.press("Space")
    await expect(page.get_by_text("1 invoice selected")).to_be_visible()
    await page.get_by_role("button", name="Next", exact=True).press("Enter")

    rows = page.get_by_role("table", name="Send letters")
    await expect(rows.get_by_text("No recipient")).to_be_visible()
    await page.get_by_role("button", name="Remove A 1 Virtanen from the run").press("Enter")
    await page.get_by_role("button", name="Remove Owing Oy from the run").press("Enter")
    await page.get_by_role("button", name="Put Owing Oy back").press("Enter")
    await expect(page.get_by_text("2 letters selected")).to_be_visible()
    await page.get_by_role("button", name="Preview of the letter to Owing Oy").press("Enter")
    dialog = page.get_by_role("dialog")
    await expect(dialog.locator("canvas").first).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Send 2 letters").press("Enter")
    await expect(dialog.get_by_text("New interest is counted up to")).to_be_visible()
    await expect(dialog.get_by_role("button", name="Send 2 letters")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="2 letters are waiting to leave")).to_be_visible()
    await dialog.get_by_role("button", name="Finish and go to Outgoing").press("Enter")
    await expect(page.get_by_role("row", name=re.compile("Outside Oy"))).to_be_visible()
    await page.get_by_role("button", name="Take back all").press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
