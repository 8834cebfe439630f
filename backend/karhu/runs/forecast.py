"""What runs would do: on one day, or on which day of a span each act would first happen."""

import heapq
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import msgspec

from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.service import look
from karhu.kit.db import Connection
from karhu.runs.service import foreseen
from karhu.runs.tally import Tally

LOOKS = 8  # a step can wait for its day, then hold a few times; further looks change nothing


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """The decision about one invoice, and the first day on which its act would happen."""

    facts: Facts
    decision: Decision
    first_on: date | None


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which invoices to list: by customer, invoice and outcome, after an id, so many."""

    customer_id: UUID | None = None
    invoice_id: UUID | None = None
    outcome: str | None = None
    after: UUID | None = None
    limit: int = 0

    def takes(self, facts: Facts, decision: Decision) -> bool:
        """Whether this decision is listed; what is not reached or done is not."""
        return (
            decision.outcome in ("act", "hold", "forfeit")
            and self.outcome in (None, decision.outcome)
            and self.customer_id in (None, facts.customer_id)
            and self.invoice_id in (None, facts.invoice_id)
        )


def first_act(facts: Facts, *, today: date, horizon: date) -> date | None:
    """The first day in the span on which this step would act, were nothing else to change."""
    day: date | None = today
    for _ in range(LOOKS):
        if day is None or day > horizon:
            return None
        _, decision = look(facts, day)
        if decision.outcome == "act":
            return day
        following = decision.first_change_on
        day = following if following and following > day else None
    return None


async def forecast(
    connection: Connection, company: CompanyFacts, *, today: date, on: date, wanted: Wanted
) -> tuple[Tally, list[Foreseen]]:
    """Count what a run on a day would do; list what is wanted of it, by invoice id."""
    tally, listed = Tally(), []
    async for facts, decision in foreseen(connection, company, on):
        first_on = on
        if decision.outcome == "act":
            first_on = first_act(facts, today=today, horizon=on) or on
        if wanted.customer_id is None or wanted.customer_id == facts.customer_id:
            tally.count(facts, decision, first_on=first_on)
        if wanted.takes(facts, decision) and (
            wanted.after is None or facts.invoice_id > wanted.after
        ):
            listed.append(Foreseen(facts=facts, decision=decision, first_on=first_on))
            if len(listed) > 4 * (wanted.limit + 1):
                listed = _smallest(listed, wanted.limit + 1)
    return tally, _smallest(listed, wanted.limit + 1)


def _smallest(listed: Sequence[Foreseen], count: int) -> list[Foreseen]:
    return heapq.nsmallest(count, listed, key=lambda item: item.facts.invoice_id)


async def week(connection: Connection, company: CompanyFacts, *, today: date) -> Tally:
    """On which of the seven days from today each next step would first act."""
    tally, horizon = Tally(), today + timedelta(days=6)
    async for facts, _ in foreseen(connection, company, horizon):
        day = first_act(facts, today=today, horizon=horizon)
        if day is not None:
            _, decision = look(facts, day)
            tally.count(facts, decision, first_on=day)
    return tally
