"""The run: take up what fell due, decide what has been reached, store it, and nothing twice."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg
import msgspec

from karhu.cases import service as cases
from karhu.claims import service as claims
from karhu.claims.final import count_all_final
from karhu.claims.service import Charge
from karhu.dispatch import service as outbox
from karhu.evaluation import service as evaluation
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.service import look
from karhu.events import service as log
from karhu.exceptions import service as exceptions
from karhu.exceptions.service import CURES, Noted
from karhu.holds import service as holds
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.garbage import collected_seldom
from karhu.kit.ids import uuid7
from karhu.runs.staged import Decided, stage_decisions
from karhu.runs.tally import Tally

LEASE = timedelta(minutes=5)
AT_ONCE = 2  # batches being written while the next is read: more do not help one PostgreSQL
AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,  # what a transaction says that ends on a connection that broke
)
Clock = Callable[[], datetime]


class Overtaken(Exception):
    """Another worker decided the same cases first; this one stops, nothing is lost."""


async def request(
    connection: Connection, company_id: UUID, *, as_of: date, is_dry_run: bool, now: datetime
) -> UUID:
    """A new run to be executed, or the one that is under way already."""
    run_id = uuid7()
    inserted = await connection.fetchval(
        """insert into runs (company_id, id, as_of, is_dry_run, state, started_at)
           values ($1, $2, $3, $4, 'queued', $5)
           on conflict (company_id) where state in ('queued', 'running') and not is_dry_run
           do nothing returning id""",
        company_id, run_id, as_of, is_dry_run, now,
    )  # fmt: skip
    if inserted is not None:
        return run_id
    under_way = await connection.fetchval(
        """select id from runs
           where company_id = $1 and state in ('queued', 'running') and not is_dry_run""",
        company_id,
    )
    assert isinstance(under_way, UUID)
    return under_way


async def execute(company_id: UUID, run_id: UUID, *, clock: Clock) -> Tally | None:
    """Execute a run; None when another worker has it. Killed at any point, it can be repeated."""
    async with db.transaction(company_id) as connection:
        run = await connection.fetchrow(
            """update runs set state = 'running', lease_until = $3
               where company_id = $1 and id = $2 and (state = 'queued'
                   or state = 'running' and lease_until < $4)
               returning *""",
            company_id, run_id, clock() + LEASE, clock(),
        )  # fmt: skip
    if run is None:
        return None
    try:
        if run["is_dry_run"]:
            tally = await survey(company_id, as_of=run["as_of"])
        else:
            tally = await _carry_out(company_id, run_id, run["as_of"], clock)
    except (Overtaken, *AWAY):
        raise  # the run stays under way: once its lease ends, another worker carries it on
    except Exception as error:
        await _finish(company_id, run_id, "failed", Tally(), clock(), failure=str(error)[:500])
        raise
    await _finish(company_id, run_id, "finished", tally, clock())
    return tally


async def _finish(
    company_id: UUID, run_id: UUID, state: str, tally: Tally, now: datetime, *, failure: str = ""
) -> None:
    async with db.transaction(company_id) as connection:
        await connection.execute(
            """update runs set state = $3, looked_at_count = $4, act_count = $5, hold_count = $6,
               forfeit_count = $7, opened_count = $8, closed_count = $9, reasons = $10,
               finished_at = $11, failure = nullif($12, ''), lease_until = null
               where company_id = $1 and id = $2""",
            company_id, run_id, state, tally.looked_at, tally.outcomes["act"],
            tally.outcomes["hold"], tally.outcomes["forfeit"], tally.opened, tally.closed,
            tally.reason_counts(), now, failure,
        )  # fmt: skip


async def _carry_out(company_id: UUID, run_id: UUID, as_of: date, clock: Clock) -> Tally:
    tally = Tally()
    await count_all_final(company_id, now=clock())
    async with db.transaction(company_id) as connection:
        company = await evaluation.load_company(connection, company_id)
    if not company.automation_is_on:
        return tally
    await _bring_up_to_date(company, tally, as_of=as_of, now=clock())
    writer = _Writer(company, run_id, as_of, clock)
    async with db.transaction(company_id) as connection:
        with collected_seldom():
            async for batch in evaluation.due_cases(connection, company, as_of):
                await writer.write(decided(batch, as_of, tally))
            await writer.finish()
    return tally


async def _bring_up_to_date(
    company: CompanyFacts, tally: Tally, *, as_of: date, now: datetime
) -> None:
    """Close and reopen cases, pin those of customers who joined, take up what fell due."""
    async with db.transaction(company.id) as connection:
        closed = await cases.close_settled(connection, company.id, as_of=as_of)
        events = [*closed, *await cases.reopen(connection, company.id, as_of=as_of)]
        events += await holds.follow(connection, company.id, as_of=as_of, now=now)
        async for batch in evaluation.joiners(connection, company):
            events += await cases.join(connection, company, batch, as_of=as_of)
        tally.closed = len(closed)
        await log.append(connection, company.id, events, now=now)
        async for batch in evaluation.changed_since(
            connection, company, await _last_run(connection, company.id, now)
        ):
            await cases.look_again(connection, company.id, batch)
        async for batch in evaluation.untaken(connection, company, as_of):
            events = await cases.take_up(connection, company, batch, as_of=as_of)
            tally.opened += len(events)
            await log.append(connection, company.id, events, now=now)


async def _last_run(connection: Connection, company_id: UUID, now: datetime) -> datetime:
    """When the last run began, with a margin for what was being written then."""
    last = await connection.fetchval(
        """select max(started_at) from runs
           where company_id = $1 and state = 'finished' and not is_dry_run""",
        company_id,
    )
    return (last or now) - timedelta(hours=1)


def decided(batch: Sequence[Facts], as_of: date, tally: Tally) -> list[Decided]:
    """Decide a batch; returns what is worth storing: acts, forfeits, and holds that are new."""
    kept = []
    for before in batch:
        facts, decision = look(before, as_of)
        tally.count(facts, decision, first_on=as_of)
        if decision.outcome in ("act", "forfeit") or (
            decision.outcome == "hold" and facts.decided_reasons != list(decision.codes)
        ):
            kept.append((facts, decision))
    return kept


class _Writer:
    """Writes batches beside the reading cursor, `AT_ONCE` at a time."""

    def __init__(self, company: CompanyFacts, run_id: UUID, as_of: date, clock: Clock) -> None:
        self.company, self.run_id, self.as_of, self.clock = company, run_id, as_of, clock
        self.pending: set[asyncio.Task[None]] = set()

    async def write(self, batch: list[Decided]) -> None:
        """Begin to write a batch; waits while `AT_ONCE` are being written."""
        if not batch:
            return
        while len(self.pending) >= AT_ONCE:
            done, self.pending = await asyncio.wait(
                self.pending, return_when=asyncio.FIRST_COMPLETED
            )
            for task in done:
                task.result()
        self.pending.add(db.apart(self._store(batch)))

    async def finish(self) -> None:
        """Wait for every batch; raises what any of them raised."""
        for task in self.pending:
            await task

    async def _store(self, batch: list[Decided]) -> None:
        now = self.clock()
        async with db.transaction(self.company.id) as connection:
            await store(
                connection, self.company, batch, run_id=self.run_id, as_of=self.as_of, now=now
            )
            await connection.execute(
                "update runs set lease_until = $3 where company_id = $1 and id = $2",
                self.company.id, self.run_id, now + LEASE,
            )  # fmt: skip


async def store(
    connection: Connection,
    company: CompanyFacts,
    batch: Sequence[Decided],
    *,
    run_id: UUID,
    as_of: date,
    now: datetime,
) -> None:
    """Store decisions with all that follows from them, in one transaction; raises Overtaken."""
    charges = await _charges(connection, company.id, batch, as_of)
    events = await stage_decisions(connection, batch, charges, as_of=as_of)
    if await evaluation.store(connection, company.id, run_id=run_id, as_of=as_of) != len(batch):
        raise Overtaken
    await cases.advance(connection, company.id, as_of=as_of)
    try:
        await outbox.queue(connection, company, as_of=as_of, now=now)
    except asyncpg.UniqueViolationError:
        raise Overtaken from None
    await _note(connection, company.id, batch, as_of=as_of, now=now)
    await log.append(connection, company.id, events, now=now)


async def _charges(
    connection: Connection, company_id: UUID, batch: Sequence[Decided], as_of: date
) -> dict[UUID, Charge]:
    """What the batch's letters claim beside fees, by invoice."""
    fees = {
        facts.invoice_id: decision.fee
        for facts, decision in batch
        if decision.outcome == "act" and decision.step and decision.step.claims_interest
    }
    return await claims.charges_of(connection, company_id, fees, on=as_of) if fees else {}


async def _note(
    connection: Connection,
    company_id: UUID,
    batch: Sequence[Decided],
    *,
    as_of: date,
    now: datetime,
) -> None:
    went_on = [
        facts.case_id
        for facts, decision in batch
        if decision.outcome != "hold" and facts.decided_outcome == "hold" and facts.case_id
    ]
    if went_on:
        await exceptions.mend(connection, company_id, went_on, now=now)
    found = [
        Noted(
            cause=reason.code,
            detail=reason.detail,
            case_id=facts.case_id,
            step_number=decision.step_number,
            invoice_id=facts.invoice_id,
            customer_id=facts.customer_id,
            rule_id=facts.rule.id,
        )
        for facts, decision in batch
        if decision.outcome == "hold"
        for reason in decision.reasons
        if reason.code in CURES and facts.case_id is not None
    ]
    await exceptions.note(connection, company_id, found, now=now, today=as_of)


async def survey(company_id: UUID, *, as_of: date) -> Tally:
    """What a run on a day would do, counted, without doing it."""
    tally = Tally()
    async with db.transaction(company_id) as connection:
        company = await evaluation.load_company(connection, company_id)
        async for facts, decision in foreseen(connection, company, as_of):
            tally.count(facts, decision, first_on=as_of)
    return tally


async def foreseen(
    connection: Connection, company: CompanyFacts, as_of: date
) -> AsyncIterator[tuple[Facts, Decision]]:
    """Every decision that a run on a day would come to, of cases and of invoices not taken up."""
    for load in (evaluation.untaken, evaluation.due_cases):
        async for batch in load(connection, company, as_of):
            for facts in batch:
                seen = look(facts, as_of)
                if seen[1].step is not None:  # a blocked customer's case has no step to decide
                    yield seen
    async for batch in evaluation.joiners(connection, company):
        for facts in batch:
            joined = company.current_rule(facts.customer_rule_id)
            pinned = msgspec.structs.replace(facts, rule=joined)
            yield look(pinned, as_of)
