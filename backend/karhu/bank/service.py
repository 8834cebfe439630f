"""Bank files: each read whole in one transaction, each movement recorded once."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

import msgspec

from karhu.bank.detect import read
from karhu.bank.entry import BankEntry, BankFileError, BankHeader, Item
from karhu.bank.own_accounts import own_accounts, refuse_foreign
from karhu.bank.receiving import Received
from karhu.bank.recognition import Known, Named, Recogniser, unknown
from karhu.bank.totals import BOOKING, give_way
from karhu.contract import types
from karhu.customers.ledger import Ledger, hold
from karhu.events import service as log
from karhu.events.log import Event
from karhu.identity.service import find_company, note_bank_reach
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7, uuids7
from karhu.kit.money import ZERO, written
from karhu.kit.records import Outcome, columns
from karhu.kit.sql import Statements
from karhu.payments import service as payments

sql = Statements(__file__)

BATCH = 1000
TOLD = ("identity", "booking_identity")
SAME = "select id from bank_files where company_id = $1 and sha256 = $2"
ENTRY_FIELDS = (
    "account", "currency", "amount", "booked_on", "valued_on", "paid_on", "reference", "text",
    "payer", "entry_ref", "tx_ref", "ordinal", "state", "cause", "is_reversal",
)  # fmt: skip


class Upload(msgspec.Struct, frozen=True, kw_only=True):
    """Whose file it is, what it is called, and who sends it."""

    company_id: UUID
    file_name: str | None
    actor: str


class Imported(msgspec.Struct, frozen=True, kw_only=True):
    """The file's row, and whether its bytes had come before, so that nothing was changed."""

    id: UUID
    was_imported_before: bool


class Tally:
    """What has been read of a file so far."""

    def __init__(self) -> None:
        self.headers: list[BankHeader] = []
        self.counts: Counter[str] = Counter()
        self.sums: dict[str, Decimal] = {}
        self.accounts: dict[str, None] = {}
        self.accounts_were_checked = False
        self.covers_from: date | None = None

    def begin(self, batch: Sequence[Item]) -> None:
        """Note the accounts and the first day that these items tell of."""
        headers = [item for item in batch if isinstance(item, BankHeader)]
        self.headers += headers
        accounts = dict.fromkeys(item.account for item in batch if item.account)
        self.accounts |= {account: None for account in accounts if account is not None}
        told = [item.booked_on for item in batch if isinstance(item, BankEntry)]
        told += [header.from_on for header in headers if header.from_on is not None]
        days = told if self.covers_from is None else [self.covers_from, *told]
        self.covers_from = min(days, default=None)

    @property
    def covers_until(self) -> date | None:
        """The last day that every account in the file reaches."""
        days = [header.covers_until for header in self.headers]
        return min((day for day in days if day is not None), default=None)


async def import_file(
    connection: Connection, upload: Upload, received: Received, *, now: datetime
) -> Imported:
    """Record what is new in a bank file; raises BankFileError, and then nothing was changed."""
    ledger = await hold(connection, upload.company_id, now=now)
    same = await connection.fetchval(SAME, upload.company_id, received.sha256)
    if same is not None:
        return Imported(id=same, was_imported_before=True)
    company = await find_company(connection, upload.company_id)
    own = own_accounts(company["bank_accounts"])
    file_id, tally, recogniser = uuid7(), Tally(), Recogniser()
    tally.accounts_were_checked = bool(own)
    items = read(received.file)
    while batch := await asyncio.to_thread(_next, items):
        tally.begin(batch)
        if own:
            refuse_foreign(tally.accounts, own, company=company["name"])
        entries = [item for item in batch if isinstance(item, BankEntry)]
        entries, replaced_count = await give_way(
            connection, ledger, file_id, entries, actor=upload.actor
        )
        tally.counts["replaced"] += replaced_count
        named = [recogniser.name(entry) for entry in entries]
        await _record(connection, ledger, file_id, named, tally, actor=upload.actor)
    await _finish(connection, ledger, file_id, upload, received, tally)
    return Imported(id=file_id, was_imported_before=False)


def _next(items: Iterator[Item]) -> list[Item]:
    return list(islice(items, BATCH))


async def _record(
    connection: Connection,
    ledger: Ledger,
    file_id: UUID,
    named: Sequence[Named],
    tally: Tally,
    *,
    actor: str,
) -> None:
    rows = await connection.fetch(sql.find_known, ledger.company_id, *columns(named, TOLD))
    new = unknown(named, [Known(**row) for row in rows])
    new = await _without_totals(connection, ledger.company_id, file_id, new)
    booked = [one for one in new if one.entry.state == "booked"]
    outcomes = await payments.upsert(
        connection, ledger.company_id, [_payment(one) for one in booked],
        actor=actor, now=ledger.now,
    )  # fmt: skip
    for one, outcome in zip(booked, outcomes, strict=True):
        _refuse_failed(one.entry, outcome)
    ids = {one.identity: made.id for one, made in zip(booked, outcomes, strict=True)}
    entries = [one.entry for one in new]
    await connection.execute(
        sql.insert_entries, ledger.company_id, file_id, uuids7(len(new)),
        *columns(new, TOLD), [ids.get(one.identity) for one in new],
        *columns(entries, ENTRY_FIELDS),
    )  # fmt: skip
    _count(tally, named, new, outcomes)


async def _without_totals(
    connection: Connection, company_id: UUID, file_id: UUID, new: Sequence[Named]
) -> list[Named]:
    """Leave out the totals of batches whose payments a notification told of one by one."""
    refs = [e.entry_ref for e in (one.entry for one in new) if e.entry_ref and not e.tx_ref]
    rows = await connection.fetch(sql.find_details, company_id, file_id, refs) if refs else []
    told = {tuple(row[name] for name in BOOKING) for row in rows}
    return [
        one
        for one in new
        if one.entry.tx_ref or tuple(getattr(one.entry, name) for name in BOOKING) not in told
    ]


def _payment(one: Named) -> types.PaymentWrite:
    entry = one.entry
    return types.PaymentWrite(
        external_id=f"bank:{one.identity}",
        reference=entry.reference or msgspec.UNSET,
        payer=entry.payer or msgspec.UNSET,
        currency=entry.currency,
        amount=written(entry.amount),
        paid_on=entry.paid_on,
    )


def _refuse_failed(entry: BankEntry, outcome: Outcome) -> None:
    if outcome.result == "failed":
        fault = outcome.faults[0]
        detail = f"Entry {entry.ordinal} of the file: {fault.detail}"
        raise BankFileError(fault.code, detail)


def _count(
    tally: Tally, named: Sequence[Named], new: Sequence[Named], outcomes: Sequence[Outcome]
) -> None:
    counts, unallocated = tally.counts, sum(1 for outcome in outcomes if outcome.faults)
    counts["entry"] += len(named)
    counts["new"] += len(new)
    counts["duplicate"] += len(named) - len(new)
    counts["unallocated"] += unallocated
    counts["matched"] += len(outcomes) - unallocated
    for one in new:
        if one.entry.state != "booked":
            counts[one.entry.state] += 1
        else:
            currency = one.entry.currency
            tally.sums[currency] = tally.sums.get(currency, ZERO) + one.entry.amount


async def _finish(
    connection: Connection,
    ledger: Ledger,
    file_id: UUID,
    upload: Upload,
    received: Received,
    tally: Tally,
) -> None:
    row = _row(file_id, upload, received, tally)
    await connection.execute(sql.insert_file, ledger.company_id, ledger.now, *row.values())
    if tally.covers_until is not None:
        until = min(tally.covers_until, ledger.today)
        await note_bank_reach(connection, ledger.company_id, until=until, now=ledger.now)
    told = ("format", "accounts", "accounts_were_checked", "covers_until", "sums")
    detail = {"bank_file_id": str(file_id), "file_name": upload.file_name}
    detail |= {name: value for name, value in row.items() if name in told or "_count" in name}
    event = Event(
        kind="bank_file_imported", actor=upload.actor, occurred_on=ledger.today, detail=detail
    )
    await log.append(connection, ledger.company_id, [event], now=ledger.now)


def _row(file_id: UUID, upload: Upload, received: Received, tally: Tally) -> dict[str, Any]:
    """One row of `bank_files`, in the order of its statement."""
    header, counts = tally.headers[0], tally.counts
    told = ("entry", "new", "duplicate", "matched", "unallocated", "pending", "ignored", "replaced")
    return {
        "id": file_id,
        "sha256": received.sha256,
        "byte_count": received.byte_count,
        "file_name": upload.file_name,
        "format": header.format,
        "format_version": header.version,
        "message_ids": [h.message_id for h in tally.headers if h.message_id],
        "accounts": list(tally.accounts),
        "accounts_were_checked": tally.accounts_were_checked,
        "covers_from": tally.covers_from,
        "covers_until": tally.covers_until,
        **{f"{name}_count": counts[name] for name in told},
        "sums": [{"currency": c, "amount": written(tally.sums[c])} for c in sorted(tally.sums)],
        "actor": upload.actor,
    }
