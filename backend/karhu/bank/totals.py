"""The total of a batch and its single payments, whichever of the two a bank tells first.

A statement may show a batch as one sum, and a notification the payments in it; the money is the
same. When the payments came first, their total is known (`service._without_totals`). When the total
came first, it depends on what was said of it:

- It says itself that it is several payments (`NbOfTxs`): it is never recorded as one. No reference
  could match it, and a person who allocated it would only do by hand what the notification does by
  itself. It waits (`awaiting_details`) until the payments come.
- It says nothing, as a single transfer in a thin statement does, too: it is recorded, for it is
  money on the account. When payments come that make up the very same booking, they take its place:
  its own payment is withdrawn. But if a person has allocated that meanwhile, their word stands, and
  it is the payments that are left out (`total_allocated`).

The booking is known by account, day, the bank's id of it, currency and amount.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

import msgspec

from karhu.bank.entry import BankEntry
from karhu.customers.ledger import Ledger
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.payments.withdrawing import withdraw

sql = Statements(__file__)

Booking: TypeAlias = tuple[object, ...]
BOOKING = ("account", "booked_on", "entry_ref", "currency", "amount")


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """A stored entry without details; what of its payment waits, if it was recorded as one."""

    id: UUID
    booking: Booking
    payment_id: UUID | None
    amount: Decimal
    unallocated: Decimal | None

    @property
    def is_allocated(self) -> bool:
        """Whether a person has put some of it on invoices."""
        return self.payment_id is not None and self.unallocated != self.amount


async def give_way(
    connection: Connection,
    ledger: Ledger,
    file_id: UUID,
    entries: Sequence[BankEntry],
    *,
    actor: str,
) -> tuple[list[BankEntry], int]:
    """Let the totals of earlier files give way to their single payments among these entries.

    Returns the entries, those left out whose total a person has allocated, and how many totals were
    replaced. Call it before looking for what is known.
    """
    detailed = [one for one in entries if _says_more(one)]
    if not detailed:
        return list(entries), 0
    totals = await _find(connection, ledger.company_id, file_id, detailed)
    told = {_booking(one) for one in detailed}
    free = [t for t in totals if t.booking in told and not t.is_allocated]
    kept = {t.booking for t in totals if t.is_allocated}
    if free:
        ids = [total.id for total in free]
        await connection.execute(sql.replace_totals, ledger.company_id, ids)
        paid = [total.payment_id for total in free if total.payment_id is not None]
        cause = {"cause": "details_came", "bank_file_id": str(file_id)}
        await withdraw(connection, ledger, paid, cause, actor=actor)
    return [_left_out(one) if _is_kept(one, kept) else one for one in entries], len(free)


async def _find(
    connection: Connection, company_id: UUID, file_id: UUID, detailed: Sequence[BankEntry]
) -> list[Total]:
    refs = sorted({one.entry_ref for one in detailed if one.entry_ref})
    rows = await connection.fetch(sql.find_totals, company_id, file_id, refs)
    return [
        Total(
            id=row["id"],
            booking=tuple(row[name] for name in BOOKING),
            payment_id=row["payment_id"],
            amount=row["amount"],
            unallocated=row["unallocated"],
        )
        for row in rows
    ]


def _says_more(entry: BankEntry) -> bool:
    """Whether it is one of several payments of a booking, or names what its booking alone lacks."""
    if entry.entry_ref is None or entry.booking_amount is None or entry.state != "booked":
        return False
    return entry.booking_amount != entry.amount or entry.reference is not None


def _booking(entry: BankEntry) -> Booking:
    return (
        entry.account, entry.booked_on, entry.entry_ref, entry.currency, entry.booking_amount,
    )  # fmt: skip


def _is_kept(entry: BankEntry, kept: set[Booking]) -> bool:
    # one that is the whole booking is known by it already, and counted as such
    return entry.booking_amount != entry.amount and _says_more(entry) and _booking(entry) in kept


def _left_out(entry: BankEntry) -> BankEntry:
    return msgspec.structs.replace(entry, state="ignored", cause="total_allocated")
