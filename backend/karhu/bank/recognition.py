"""By what a movement is known again: in another file, in another format, in the same file twice."""

import hashlib
from collections import Counter
from collections.abc import Iterable

import msgspec

from karhu.bank.entry import BankEntry


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An entry and what it is recognised by."""

    entry: BankEntry
    identity: str
    booking_identity: str | None


class Recogniser:
    """Gives the entries of one file their identities.

    By account, day, amount and the bank's id of the movement; without an id by reference and payer
    instead. What is equal in all of this within a file is told apart by counting, so that two true
    equal payments are two, and the same file twice is the same two.
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def name(self, entry: BankEntry) -> Named:
        """The entry with its identities."""
        bank_id = entry.tx_ref or entry.entry_ref
        told = ["id", bank_id] if bank_id else ["", entry.reference or "", entry.payer or ""]
        booking = self._counted(entry, ["booking", entry.entry_ref]) if entry.entry_ref else None
        return Named(entry=entry, identity=self._counted(entry, told), booking_identity=booking)

    def _counted(self, entry: BankEntry, told: Iterable[str]) -> str:
        # what is pending comes again when it is booked, and is another entry then
        state = "pending" if entry.state == "pending" else ""
        amount = f"{entry.amount:.2f} {entry.currency}"
        key = [state, entry.account, entry.booked_on.isoformat(), amount, *told]
        seen = digest(key)
        self._seen[seen] += 1
        return digest([seen, str(self._seen[seen])])


def digest(parts: Iterable[str]) -> str:
    """32 letters and digits that stand for these texts."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A stored entry, as far as recognising it needs."""

    identity: str
    booking_identity: str | None
    has_tx_ref: bool


def unknown(named: Iterable[Named], known: Iterable[Known]) -> list[Named]:
    """The entries that no file has told of before.

    An entry is known by its identity; and by its booking when one of the two files leaves out the
    ids of the transactions, as statements do.
    """
    stored = list(known)
    identities = {one.identity for one in stored}
    with_ids = {one.booking_identity for one in stored if one.has_tx_ref} - {None}
    without = {one.booking_identity for one in stored if not one.has_tx_ref} - {None}
    return [
        one
        for one in named
        if one.identity not in identities
        and one.booking_identity not in without
        and (one.entry.tx_ref is not None or one.booking_identity not in with_ids)
    ]
