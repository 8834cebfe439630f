"""`karhu run` and `karhu explain`: the run and the explanation on the command line."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from uuid import UUID

from rich.console import Console
from rich.table import Table

from karhu.evaluation import service as evaluation
from karhu.evaluation.decide import Decision
from karhu.identity.named import company_named
from karhu.identity.today import today_of
from karhu.kit import clock, db, doorbell
from karhu.kit.problems import Problem, missing
from karhu.runs import service
from karhu.runs.tally import Tally
from karhu.settings import Settings
from karhu.up import reachable


@asynccontextmanager
async def _at(settings: Settings, company: str) -> AsyncIterator[UUID]:
    async with reachable(settings) as connected:
        await db.open_pool(connected.database_url or "")
        doorbell.listen_at(connected.redis_url)
        try:
            yield await company_named(company)
        finally:
            await doorbell.hang_up()
            await db.close_pool()


async def run_company(
    settings: Settings, *, company: str, as_of: date | None, is_dry_run: bool
) -> None:
    """Run a company's evaluation and print what it decided; raises Problem."""
    console, now = Console(), clock.now()
    async with _at(settings, company) as company_id:
        async with db.transaction(company_id) as connection:
            today = await today_of(connection, company_id, now)
            day = as_of or today
            if day > today and not is_dry_run:
                raise Problem(422, "day_not_come", f"{day} has not come: add --dry-run.")
            run_id = await service.request(
                connection, company_id, as_of=day, is_dry_run=is_dry_run, now=now
            )
        with console.status(f"Looking at {company} as of {day}"):
            tally = await service.execute(company_id, run_id, clock=clock.now)
        if tally is None:
            raise Problem(409, "run_under_way", "A worker has this run already.")
        if not is_dry_run:
            await doorbell.ring("deliver_due")
        console.print(_table(tally, f"{'Would be' if is_dry_run else 'Was'} decided on {day}"))


def _table(tally: Tally, title: str) -> Table:
    table = Table("outcome", "reason", "count", title=title)
    table.columns[2].justify = "right"
    for (outcome, reason), count in tally.reasons.most_common():
        table.add_row(outcome, reason, f"{count:,}")
    table.add_section()
    table.add_row("looked at", "", f"{tally.looked_at:,}")
    return table


async def explain_invoice(
    settings: Settings, number: str, *, company: str, as_of: date | None
) -> None:
    """Print why an invoice is or is not reminded on a day; raises Problem."""
    async with _at(settings, company) as company_id, db.transaction(company_id) as connection:
        invoice_id = await connection.fetchval(
            "select id from invoices where company_id = $1 and number = $2", company_id, number
        )
        if invoice_id is None:
            raise missing(f"invoice {number}")
        facts_of_company = await evaluation.load_company(connection, company_id)
        [found] = await evaluation.facts_of(connection, facts_of_company, [invoice_id])
        day = as_of or await today_of(connection, company_id, clock.now())
        facts, decision = evaluation.look(found, day)
    Console().print(_told(decision, f"Invoice {number}, {facts.rule.name}, as of {day}"))


def _told(decision: Decision, title: str) -> Table:
    step = decision.step.kind if decision.step else "no step"
    table = Table("reason", "class", "found", "could end on", title=title)
    for reason in decision.reasons:
        ends = reason.changes_on.isoformat() if reason.changes_on else ""
        table.add_row(reason.code, reason.reason_class, reason.detail, ends)
    table.caption = f"{decision.outcome}: {step}"
    return table
