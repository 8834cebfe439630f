"""Lists over 5,000 open cases: how long the server takes, and how soon a page is painted.

Half a year of a company worked by hand: so many overdue invoices, each with an open case, and as
many charges in the cases of units. Each request goes over HTTP to a real server, in turns with the
bare one: one statement written by hand for the same page, on a connection of its own, encoded as
JSON. The last line is the list's time over that of the bare one. `--browser` opens the list in
Chromium as well: first paint, and the first row. `--cases 1000` makes it smaller.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Awaitable, Callable
from uuid import UUID

import asyncpg
import httpx
import msgspec
from playwright.async_api import async_playwright
from rich.console import Console
from rich.table import Table

from karhu.kit import clock, db
from karhu.migrate import migrate
from karhu.rules.rule import Step, collective_steps
from tests.contract.served import EMAIL, filled, serving
from tests.e2e.browser import chromium, launch_arguments
from tests.scratch import running_postgres
from tests.sites import PASSWORD
from tests.world import World

TURNS = 11
INVOICES = """
    insert into invoices (company_id, key, number, customer_id, currency, total, open, invoice_on,
                          due_on, sent_on, received_on, reference)
    select $1, $5 + n, $6 || n, ($2::uuid[])[1 + n % array_length($2, 1)], 'EUR', 100, 100,
           $3::date - 30 - n % 150, $3::date - 16 - n % 150, $3::date - 30 - n % 150,
           $3::date - 30 - n % 150, '13'
    from generate_series(1, $4::int) n
"""
BARE = """
    select i.id, i.number, i.open, i.due_on, c.name, k.id as case_id, k.step_number, d.sent_at
    from invoices i
    join customers c on c.company_id = $1 and c.id = i.customer_id
    join cases k on k.company_id = $1 and k.invoice_id = i.id and k.state = 'open'
    left join lateral (
        select sent_at from dispatches d where d.company_id = $1 and d.invoice_id = i.id
        order by d.id desc limit 1) d on true
    where i.company_id = $1 and i.open > 0 and k.rule_id = $2
    order by i.due_on, i.id limit 100
"""
Timed = Callable[[], Awaitable[object]]


async def _fill(world: World, cases: int) -> UUID:
    today = clock.now().date()
    world.on(today)
    steps = (Step(kind="reminder", offset_days=14), Step(
        kind="reminder", anchor="after_previous_sent", offset_days=14))  # fmt: skip
    rule = await world.rule("list", *steps, mode="propose")
    await world.rule("units", *collective_steps(is_housing_company=False),
                     scope="customer", mode="propose", kind="consumer")  # fmt: skip
    debtors = [await world.customer(f"Asiakas {n}", rule="list") for n in range(200)]
    units = [await world.customer(f"A {n}", rule="units", kind="consumer") for n in range(500)]
    for first, ids, letter in ((100_000, debtors, "L"), (500_000, units, "U")):
        await world.execute(INVOICES, ids, today, cases, first, letter)
    await world.execute(
        "update companies set backlog_policy = 'start_at_first_step', groups_letters = true "
        "where id = $1"
    )
    await world.run(today)
    charges = await world.fetch(
        "select id from invoices where company_id = $1 and number like 'U%' order by due_on"
    )
    await world.move_in(*[row["id"] for row in charges])
    return rule


async def _in_turns(asked: dict[str, Timed]) -> dict[str, float]:
    """The median of each in milliseconds, after one that warms."""
    taken: dict[str, list[float]] = {name: [] for name in asked}
    for turn in range(TURNS + 1):
        for name, act in asked.items():
            begun = time.perf_counter()
            await act()
            if turn:
                taken[name].append((time.perf_counter() - begun) * 1_000)
    return {name: statistics.median(times) for name, times in taken.items()}


async def _measure(database: str, cases: int, with_browser: bool) -> None:
    await db.open_pool(database)
    known = await filled(EMAIL)
    world = World(UUID(known["FUZZ_COMPANY_ID"]))
    async with db.transaction(world.company_id) as connection:
        rules = await connection.fetch("select id, name from rules where company_id = $1",
                                       world.company_id)  # fmt: skip
    world.rules = {row["name"]: row["id"] for row in rules}
    world.count = 20_000
    rule = await _fill(world, cases)
    owner = await asyncpg.connect(database)
    await owner.execute("analyze")
    async with serving(database) as url, httpx.AsyncClient(base_url=url, timeout=60) as client:
        await client.post("/v1/sessions", json={"email": EMAIL, "password": PASSWORD})
        asked = _asked(client, owner, world.company_id, rule)
        found = await _in_turns(asked)
        _print(found, cases)
        if with_browser:
            await _paint(url, world.company_id, rule)
        Console().print(f"lists ratio {found['list, 100 rows'] / found['bare statement']:.1f}")
    await owner.close()
    await db.close_pool()


def _asked(
    client: httpx.AsyncClient, owner: asyncpg.Connection, company_id: UUID, rule: UUID
) -> dict[str, Timed]:
    def get(path: str) -> Timed:
        async def act() -> None:
            answer = await client.get(f"/v1/companies/{company_id}/{path}")
            assert answer.status_code == 200, answer.text

        return act

    async def bare() -> None:
        rows = await owner.fetch(BARE, company_id, rule)
        assert msgspec.json.encode([dict(row) for row in rows])

    return {
        "bare statement": bare,
        "list, tabs": get(f"worklist?rule_id={rule}"),
        "list, 100 rows": get(f"worklist/rows?rule_id={rule}&tab=reminder-1&limit=100"),
        "list, 100 rows and count": get(
            f"worklist/rows?rule_id={rule}&tab=list&limit=100&with_count=true"
        ),
        "cases, 50 rows": get("cases?state=open&limit=50&with_count=true"),
        "units' cases, 50 rows": get("collection-cases?limit=50&with_count=true"),
        "charges, 50 rows": get("collection-invoices?limit=50&with_count=true"),
    }


def _print(found: dict[str, float], cases: int) -> None:
    table = Table("request", "ms", title=f"{cases:,} open cases and {cases:,} charges in 500 units")
    table.columns[1].justify = "right"
    for name, taken in found.items():
        table.add_row(name, f"{taken:.0f}")
    Console().print(table)


async def _paint(url: str, company_id: UUID, rule: UUID) -> None:
    """How soon the list is painted, and shows its first row, in a browser that has been here."""
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium(), args=launch_arguments()
        )
        page = await (await launched.new_context(base_url=url, locale="en-GB")).new_page()
        await page.goto("/")
        await page.get_by_label("E-mail").fill(EMAIL)
        await page.get_by_role("textbox", name="Password").fill(PASSWORD)
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/c/**")
        painted, shown = [], []
        for _ in range(5):
            begun = time.perf_counter()
            await page.goto(f"/c/{company_id}/cases?rule_id={rule}&tab=list")
            await page.get_by_text("Asiakas").first.wait_for()
            shown.append((time.perf_counter() - begun) * 1_000)
            painted.append(await page.evaluate(
                "performance.getEntriesByName('first-contentful-paint')[0].startTime"))  # fmt: skip
        await launched.close()
    first, rows = statistics.median(painted), statistics.median(shown)
    Console().print(f"first paint {first:.0f} ms, first row {rows:.0f} ms")


def main() -> None:
    """Fill a company, ask its lists, print the table and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=5_000)
    parser.add_argument("--browser", action="store_true")
    arguments = parser.parse_args()
    with running_postgres("max_connections=200") as server:
        database = server.url_for(role="karhu", database="postgres")
        asyncio.run(_prepared(database, arguments.cases, with_browser=arguments.browser))


async def _prepared(database: str, cases: int, *, with_browser: bool) -> None:
    await migrate(database)
    await _measure(database, cases, with_browser)


if __name__ == "__main__":
    main()
