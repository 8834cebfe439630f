"""Living the sample company's past: the ledger by day, the run by night, a person on Mondays."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.contract import types
from karhu.customers import service as customers
from karhu.demo.addresses import REFUSED
from karhu.demo.company import ACCOUNTANT, switch_on
from karhu.demo.debtors import Debtor
from karhu.demo.story import Story
from karhu.demo.telling import Feed, Told
from karhu.dispatch import service as outbox
from karhu.invoices import service as invoices
from karhu.kit import db
from karhu.kit.records import Outcome
from karhu.payments import service as payments
from karhu.replay.nights import days, instant, run_night, send_night

LEDGER = "api_key:Taloushallinto"
FED_AT = time(9, 0)
READ_AT = time(10, 30)  # when the accountant looks at what was proposed
LEAVES_PROPOSED = timedelta(days=10)  # what is newer still waits for a person
MONDAY = 0


class Refused(Exception):
    """A record of the story that the ledger does not take: the story is wrong."""


async def swallow(parcel: Parcel) -> Receipt:
    """Where letters of the past go; one mailbox has always refused."""
    if parcel.mail is not None and parcel.mail.recipient == REFUSED:
        return Receipt(verdict="refused", text="550 5.1.1 there is no such mailbox")
    return Receipt(verdict="sent", text="250 2.0.0 kept in memory")


async def add_customers(company_id: UUID, debtors: Sequence[Debtor], *, now: datetime) -> None:
    """Add every customer, and let some Swedish businesses into the automation."""
    records = [debtor.record for debtor in debtors]
    async with db.transaction(company_id) as connection:
        outcomes = await customers.upsert(connection, company_id, records, actor=LEDGER, now=now)
        _check(outcomes)
        general = await connection.fetchval(
            "select id from rules where company_id = $1 and built_in = 'general_business'",
            company_id,
        )
        swedish = [
            str(outcome.id)
            for record, outcome in zip(records, outcomes, strict=True)
            if (record.kind, record.country) == ("business", "SE")
        ]
        move = types.CustomerMove(rule_id=str(general), customer_ids=swedish[::2])
        await customers.move(connection, company_id, move, actor=ACCOUNTANT, now=now)


async def live(
    company_id: UUID, story: Story, told: Told, *, after_day: Callable[[date], None]
) -> None:
    """Live up to yesterday, from where it was left; the ledger also tells of today."""
    first = await _left_at(company_id) or story.first
    for today in days(first, story.today):
        if today == story.activated_on:
            await switch_on(company_id, now=instant(today, time(0, 30)))
        if story.activated_on <= today < story.today:
            await run_night(company_id, today)
            await send_night(swallow, today)
        if today in told.feeds:
            at = time(0, 1) if today == story.today else FED_AT
            await _hear(company_id, told.feeds[today], now=instant(today, at))
        if today.weekday() == MONDAY and story.activated_on <= today < story.today:
            await _approve(company_id, today, is_recent=today > story.today - LEAVES_PROPOSED)
        after_day(today)


async def _left_at(company_id: UUID) -> date | None:
    """The last day that was lived; it is lived again, for its ledger may not have been heard."""
    async with db.transaction(company_id) as connection:
        found = await connection.fetchval(
            """select max(as_of) from runs
               where company_id = $1 and state = 'finished' and not is_dry_run""",
            company_id,
        )
    assert found is None or isinstance(found, date)
    return found


async def _hear(company_id: UUID, feed: Feed, *, now: datetime) -> None:
    async with db.transaction(company_id) as connection:
        if feed.invoices:
            _check(
                await invoices.upsert(connection, company_id, feed.invoices, actor=LEDGER, now=now)
            )
        if feed.payments:
            _check(
                await payments.upsert(connection, company_id, feed.payments, actor=LEDGER, now=now)
            )


async def _approve(company_id: UUID, today: date, *, is_recent: bool) -> None:
    if is_recent:
        return
    now = instant(today, READ_AT)
    async with db.transaction(company_id) as connection:
        await outbox.approve(connection, company_id, None, actor=ACCOUNTANT, today=today, now=now)


def _check(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.result == "failed":
            raise Refused(f"{outcome.label}: {' '.join(fault.detail for fault in outcome.faults)}")
