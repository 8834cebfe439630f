"""Reading back what a replay left in its database: letters, outcomes, and the months."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation import service as evaluation
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.replay.export import Entry
from karhu.replay.life import Sink
from karhu.replay.promises import Lived, Looked, Sent
from karhu.rules.rule import Step

SENT = """
    select d.id, d.step, i.number, l.message_id
    from dispatches d
    join invoices i on i.company_id = $1 and i.id = d.invoice_id
    join letters l on l.company_id = $1 and l.id = d.letter_id
    where d.company_id = $1 and d.state = 'sent'
"""
TOLD = """
    select date_trunc('month', occurred_on)::date as month, kind, outcome, step, count(*)
    from events where company_id = $1 and kind in ('decided', 'dispatch_sent', 'dispatch_stopped')
    group by 1, 2, 3, 4
"""


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """A month's row, or the totals'; amounts in the one currency of the replay."""

    name: str
    arrived_count: int
    arrived: Decimal
    paid_count: int
    paid: Decimal
    reminder_count: int
    notice_count: int
    stopped_count: int
    held_count: int
    forfeited_count: int
    open_count: int
    open: Decimal


async def review(
    company_id: UUID, entries: Sequence[Entry], sink: Sink, steps: Sequence[Step], ended_on: date
) -> Lived:
    """What was lived, for the promises: letters as the sink has them, outcomes as of the end."""
    async with db.transaction(company_id) as connection:
        rows = await connection.fetch(SENT, company_id)
        looked = await _look_at_all(connection, company_id, ended_on)
    told: dict[str, list[Any]] = {}  # one letter may be about several invoices
    for row in rows:
        told.setdefault(row["message_id"], []).append(row)
    letters, strays = [], []
    for sent_on, letter in sink.letters:
        if letter.message_id not in told:
            strays.append(f"{letter.message_id} arrived, and no sent dispatch knows it")
        letters += [
            Sent(number=row["number"], step=row["step"], sent_on=sent_on, message_id=str(row["id"]))
            for row in told.get(letter.message_id, ())
        ]
    arrived = {letter.message_id for _, letter in sink.letters}
    strays += [f"{name} is told as sent, and never arrived" for name in told.keys() - arrived]
    return Lived(
        entries={entry.number: entry for entry in entries},
        steps=tuple(steps),
        letters=tuple(letters),
        looked=tuple(looked),
        lost=tuple(strays),
        ended_on=ended_on,
    )


async def _look_at_all(connection: Connection, company_id: UUID, as_of: date) -> list[Looked]:
    company = await evaluation.load_company(connection, company_id)
    rows = await connection.fetch(
        "select id, number from invoices where company_id = $1", company_id
    )
    numbers = {row["id"]: row["number"] for row in rows}
    found = []
    for facts in await evaluation.facts_of(connection, company, list(numbers)):
        decision = evaluation.look(facts, as_of)[1]
        found.append(
            Looked(
                number=numbers[facts.invoice_id],
                outcome=decision.outcome,
                reasons=decision.codes,
            )
        )
    return found


async def months(
    company_id: UUID, entries: Sequence[Entry], first: date, last: date
) -> list[Month]:
    """A row a month and, last, the totals: the ledger by the file, the rest by the log."""
    async with db.transaction(company_id) as connection:
        rows = await connection.fetch(TOLD, company_id)
    told: Counter[tuple[date, str]] = Counter()
    for row in rows:
        told[row["month"], _column(row)] += row["count"]
    spans = list(_months(first, last))
    listed = [
        _month(f"{begin:%Y-%m}", entries, told, months=[begin], begin=begin, end=end)
        for begin, end in spans
    ]
    begins = [begin for begin, _ in spans]
    whole = _month("total", entries, told, months=begins, begin=begins[0], end=spans[-1][1])
    return [*listed, whole]


def _column(row: Mapping[str, Any]) -> str:
    match row["kind"]:
        case "dispatch_sent":
            return str(row["step"])
        case "dispatch_stopped":
            return "stopped"
        case _:
            return str(row["outcome"])


def _months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and the last day of each month from one day to another."""
    begin = first.replace(day=1)
    while begin <= last:
        following = (begin + timedelta(days=31)).replace(day=1)
        yield begin, following - timedelta(days=1)
        begin = following


def _month(
    name: str,
    entries: Sequence[Entry],
    told: Counter[tuple[date, str]],
    *,
    months: Sequence[date],
    begin: date,
    end: date,
) -> Month:
    def count(column: str) -> int:
        return sum(told[month, column] for month in months)

    arrived = [entry.total for entry in entries if begin <= entry.invoice_on <= end]
    paid = [e.total for e in entries if e.settled_on is not None and begin <= e.settled_on <= end]
    still = [e.total for e in entries if e.invoice_on <= end and (e.settled_on or date.max) > end]
    return Month(
        name=name,
        arrived_count=len(arrived),
        arrived=sum(arrived, ZERO),
        paid_count=len(paid),
        paid=sum(paid, ZERO),
        reminder_count=count("reminder"),
        notice_count=count("notice"),
        stopped_count=count("stopped"),
        held_count=count("hold"),
        forfeited_count=count("forfeit"),
        open_count=len(still),
        open=sum(still, ZERO),
    )
