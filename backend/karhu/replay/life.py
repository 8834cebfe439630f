"""Living through an export: each day the night's run, the day's ledger, and the sending."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

import msgspec

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.contract import types
from karhu.customers import service as customers
from karhu.invoices import service as invoices
from karhu.kit import db
from karhu.kit.money import written
from karhu.kit.records import Outcome
from karhu.letters.letter import Letter
from karhu.payments import service as payments
from karhu.replay.export import Entry
from karhu.replay.mapping import Mapping, ReplayError
from karhu.replay.nights import days, instant, run_night, send_night

ACTOR = "system:replay"
# within the undo window: what is paid then was decided to be reminded, and is held back when the
# letter is about to go
LEDGER_AT = time(2, 15)
GRACE = timedelta(days=45)  # how long the last open invoice is still watched


class Sink:
    """Where the letters go: a list, and on which day of the replay each came."""

    def __init__(self) -> None:
        self.today = date.min
        self.letters: list[tuple[date, Letter]] = []

    async def send(self, parcel: Parcel) -> Receipt:
        """Keep a letter."""
        assert parcel.mail is not None  # a replay has no other channel
        self.letters.append((self.today, parcel.mail))
        return Receipt(verdict="sent", text="250 kept")


class Day(msgspec.Struct, frozen=True):
    """What the ledger hears of on one day."""

    arrived: list[Entry] = []
    disputed: list[Entry] = []
    settled: list[Entry] = []


def calendar_of(entries: Sequence[Entry]) -> dict[date, Day]:
    """The ledger's days: arrivals, disputes that begin, payments; none before its invoice."""
    calendar: defaultdict[date, Day] = defaultdict(Day)
    for entry in entries:
        calendar[entry.invoice_on].arrived.append(entry)
        if entry.disputed_from is not None:
            calendar[entry.disputed_from].disputed.append(entry)
        if entry.settled_on is not None:
            calendar[max(entry.settled_on, entry.invoice_on)].settled.append(entry)
    return dict(calendar)


def span(entries: Sequence[Entry]) -> tuple[date, date]:
    """The first and the last day worth living."""
    ends = [entry.settled_on or entry.due_on + GRACE for entry in entries]
    return min(entry.invoice_on for entry in entries), max(ends)


async def add_customers(
    company_id: UUID, entries: Sequence[Entry], mapping: Mapping, *, now: datetime
) -> None:
    """Add every customer of the export, each in the general rule of the kind."""
    names = sorted({entry.customer for entry in entries})
    records = [
        types.CustomerWrite(
            kind=mapping.kind,
            name=f"Customer {name}",
            number=name,
            email=f"customer{place}@example.com",
        )
        for place, name in enumerate(names, start=1)
    ]
    async with db.transaction(company_id) as connection:
        _check(await customers.upsert(connection, company_id, records, actor=ACTOR, now=now))


async def live(
    company_id: UUID,
    entries: Sequence[Entry],
    mapping: Mapping,
    sink: Sink,
    *,
    after_day: Callable[[date], None],
) -> None:
    """Live from the first invoice to the last settlement, every night with the production code."""
    calendar = calendar_of(entries)
    for today in days(*span(entries)):
        sink.today = today
        await run_night(company_id, today)
        if today in calendar:
            await _hear(company_id, calendar[today], mapping, now=instant(today, LEDGER_AT))
        await send_night(sink.send, today)
        after_day(today)


async def _hear(company_id: UUID, day: Day, mapping: Mapping, *, now: datetime) -> None:
    """The ledger's news of a day, in one transaction."""
    disputed = {entry.number: entry for entry in day.disputed}
    heard = {entry.number: entry for entry in (*day.arrived, *day.disputed)}
    records = [_invoice(e, mapping, is_disputed=e.number in disputed) for e in heard.values()]
    async with db.transaction(company_id) as connection:
        if records:
            _check(await invoices.upsert(connection, company_id, records, actor=ACTOR, now=now))
        if day.settled:
            paid = [_payment(entry, mapping) for entry in day.settled]
            _check(await payments.upsert(connection, company_id, paid, actor=ACTOR, now=now))
        lifted = [_invoice(e, mapping, is_disputed=False) for e in day.settled if e.disputed_from]
        if lifted:
            _check(await invoices.upsert(connection, company_id, lifted, actor=ACTOR, now=now))


def _invoice(entry: Entry, mapping: Mapping, *, is_disputed: bool) -> types.InvoiceWrite:
    return types.InvoiceWrite(
        number=entry.number,
        customer_number=entry.customer,
        currency=mapping.currency,
        total=written(entry.total),
        invoice_on=entry.invoice_on,
        due_on=entry.due_on,
        disputed_since=entry.due_on if is_disputed else None,
    )


def _payment(entry: Entry, mapping: Mapping) -> types.PaymentWrite:
    assert entry.settled_on is not None
    return types.PaymentWrite(
        external_id=f"payment-{entry.line}",
        invoice_number=entry.number,
        currency=mapping.currency,
        amount=written(entry.total),
        paid_on=entry.settled_on,
    )


def _check(outcomes: Sequence[Outcome]) -> None:
    for outcome in outcomes:
        if outcome.result == "failed":
            told = " ".join(fault.detail for fault in outcome.faults)
            raise ReplayError(f"The ledger refuses {outcome.label}: {told}")
