"""The switch of a company's automation: what it needs, and what it stands for today."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.contract import types
from karhu.evaluation import service as evaluation
from karhu.exceptions.service import AGE_OUT_DAYS
from karhu.kit.db import Connection
from karhu.kit.money import exact
from karhu.kit.sql import Statements
from karhu.rules.rule import KINDS
from karhu.runs.forecast import week
from karhu.runs.shown import shown_day, shown_run

sql = Statements(__file__)

LAST_RUN = """
    select * from runs where company_id = $1 and state = 'finished' and not is_dry_run
    order by id desc limit 1
"""


def preconditions(company: Any, customer_count: int) -> list[types.Precondition]:
    """What must be there before letters can go out, each met or not."""
    accounts = [account["currency"] for account in company["bank_accounts"]]
    return [
        types.Precondition(
            code="sender_email",
            is_met=bool(company["sender_email"]),
            detail=company["sender_email"] or UNSET,
        ),
        types.Precondition(
            code="bank_account",
            is_met=company["currency"] in accounts,
            detail=", ".join(accounts) or UNSET,
        ),
        types.Precondition(
            code="channel",
            is_met=bool(company["active_channels"]),
            detail=", ".join(company["active_channels"]) or UNSET,
        ),
        types.Precondition(code="customers", is_met=customer_count > 0, detail=str(customer_count)),
    ]


async def standing(connection: Connection, company_id: UUID, *, today: date) -> types.Automation:
    """The switch, its preconditions, the week ahead, the last run and what needs a person."""
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    counts = await connection.fetchrow(
        sql.count_customers, company_id, today - timedelta(days=AGE_OUT_DAYS)
    )
    facts = await evaluation.load_company(connection, company_id)
    ahead = await week(connection, facts, today=today)
    last = await connection.fetchrow(LAST_RUN, company_id)
    days = ahead.day_counts(today + timedelta(days=n) for n in range(7))
    return types.Automation(
        is_on=company["automation_is_on"],
        activated_on=company["automation_activated_on"] or UNSET,
        next_run_at=company["next_run_at"] or UNSET,
        preconditions=preconditions(company, counts["inside"]),
        transaction_price=exact(company["transaction_price"]),
        currency=company["currency"],
        customer_count=counts["inside"],
        outside_count=counts["outside"],
        quarantined_count=counts["quarantined"],
        due_now=sum(ahead.days[today, step] for step in KINDS),
        week=[shown_day(day) for day in days],
        last_run=shown_run(last) if last else None,
        exception_count=counts["exceptions"],
    )
