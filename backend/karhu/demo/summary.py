"""What the last day left: what was sent, what is held, what was left alone, with reasons."""

from collections import Counter
from datetime import date
from uuid import UUID

import msgspec
from rich.console import Console
from rich.table import Table

from karhu.evaluation import service as evaluation
from karhu.kit import db
from karhu.kit.db import Connection

LETTERS = """
    select d.state, d.step, d.failure is not null as was_refused, count(*) from dispatches d
    where d.company_id = $1 and (d.decided_on = $2 or d.state in ('queued', 'proposed'))
    group by 1, 2, 3
"""
MEANT = {
    "sent": "sent",
    "proposed": "waits for approval",
    "queued": "waits for its undo window to end",
    "failed": "refused by the mailbox",
    "unknown": "outcome unknown",
    "sending": "on its way",
    "cancelled": "taken back",
}
LATER = "deferred by the mailbox, goes again"
WORDS = {"act": "to be sent", "hold": "held", "forfeit": "left alone", "done": "left alone",
         "wait": "waits for its day"}  # fmt: skip


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """Counts by what became of the day's letters, and by outcome and reasons of open invoices."""

    on: date
    letters: dict[tuple[str, str], int]
    invoices: dict[tuple[str, str], int]


async def summary_of(company_id: UUID, *, today: date) -> Summary:
    """Count the last run's letters, and look once at every open invoice."""
    async with db.transaction(company_id) as connection:
        last = await connection.fetchval(
            """select max(as_of) from runs
               where company_id = $1 and state = 'finished' and not is_dry_run""",
            company_id,
        )
        rows = await connection.fetch(LETTERS, company_id, last or today)
        invoices = await _look(connection, company_id, today)
    letters: Counter[tuple[str, str]] = Counter()
    for row in rows:
        is_later = row["state"] == "queued" and row["was_refused"]
        letters[LATER if is_later else MEANT[row["state"]], row["step"]] += row["count"]
    return Summary(on=last or today, letters=dict(letters), invoices=invoices)


async def _look(
    connection: Connection, company_id: UUID, today: date
) -> dict[tuple[str, str], int]:
    company = await evaluation.load_company(connection, company_id)
    rows = await connection.fetch(
        "select id from invoices where company_id = $1 and open <> 0", company_id
    )
    counts: Counter[tuple[str, str]] = Counter()
    for facts in await evaluation.facts_of(connection, company, [row["id"] for row in rows]):
        decision = evaluation.look(facts, today)[1]
        counts[WORDS[decision.outcome], ", ".join(decision.codes)] += 1
    return dict(counts)


def show_summary(summary: Summary, console: Console) -> None:
    """Print both tables, the most frequent first."""
    for title, head, counts in (
        (f"Letters of {summary.on}", ("what became of it", "step"), summary.letters),
        ("Every open invoice", ("outcome", "reasons"), summary.invoices),
    ):
        table = Table(title=title, title_justify="left")
        for name in head:
            table.add_column(name)
        table.add_column("count", justify="right")
        for words, count in sorted(counts.items(), key=lambda item: (item[0][0], -item[1])):
            table.add_row(*words, str(count))
        console.print(table)
