"""The Finnish list of reference payments (KTL): 90 characters a record.

Columns of the records 3 and 9 as several independent programs have them; the control totals of
record 9 prove every file anew. Of record 0 only the day of making and the service id are used. A
record that says by its return code that a direct debit failed is no money and is ignored.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import BinaryIO

from karhu.bank.entry import (
    BankEntry,
    BankFileError,
    BankHeader,
    Item,
    canonical,
    clipped,
    covered_until,
    read_cents,
    read_day,
    read_number,
    short,
)
from karhu.bank.fixed import cut, records
from karhu.kit.money import ZERO, written

WIDTH = 90
DAY = "%y%m%d"
MOVEMENTS = "357"
COUNTED = {"payments": (2, 8, 18), "reversals": (19, 25, 35), "failures": (36, 42, 52)}


def read(stream: BinaryIO) -> Iterator[Item]:
    """The payments of each list and then its header; raises BankFileError if one is not whole."""
    section: _Section | None = None
    ordinal = 0
    for number, record in records(stream, width=WIDTH):
        kind, where = record[0], f"Line {number}"
        if kind == "0" and section is None:
            section = _Section(record, where)
        elif kind in MOVEMENTS and section is not None:
            ordinal += 1
            yield section.entry(record, ordinal, where)
        elif kind == "9" and section is not None:
            section.balance(record, where)
            yield section.header()
            section = None
        else:
            raise _misplaced(kind, where, is_open=section is not None)
    if section is not None:
        detail = "The list ends without its totals (record 9). Fetch the whole file again."
        raise BankFileError("cut_off", detail)


def _misplaced(kind: str, where: str, *, is_open: bool) -> BankFileError:
    place = "inside a list" if is_open else "outside of a list"
    detail = f"{where}: a record “{clipped(kind)}” does not belong {place}."
    return BankFileError("wrong_record", f"{detail} Send the file as the bank gave it.")


class _Section:
    """One list: from its record 0 to the totals in its record 9."""

    def __init__(self, record: str, where: str) -> None:
        self.made_on = read_day(cut(record, 2, 7), DAY, where=where)
        self.time = cut(record, 8, 11)
        self.service_id = cut(record, 14, 22).strip()
        self.account: str | None = None
        self.last_booked_on: date | None = None
        self.counts = dict.fromkeys(COUNTED, 0)
        self.sums = dict.fromkeys(COUNTED, ZERO)

    def entry(self, record: str, ordinal: int, where: str) -> BankEntry:
        """The movement in a record 3, 5 or 7."""
        if record[75] != "1":
            detail = f"{where}: the currency is “{clipped(record[75])}”; only 1 (EUR) is known."
            raise BankFileError("unknown_currency", detail)
        cents = read_cents(cut(record, 78, 87), where=where)
        booked_on = read_day(cut(record, 16, 21), DAY, where=where)
        is_reversal, has_failed = record[87] == "1", record[89] not in "0 "
        self._count("failures" if has_failed else "reversals" if is_reversal else "payments", cents)
        self.account = iban(cut(record, 2, 15), where=where)
        self.last_booked_on = max(booked_on, self.last_booked_on or booked_on)
        is_money = not has_failed and cents != ZERO
        return BankEntry(
            account=self.account,
            currency="EUR",
            amount=-cents if is_reversal else cents,
            booked_on=booked_on,
            valued_on=booked_on,
            paid_on=read_day(cut(record, 22, 27), DAY, where=where),
            reference=canonical(cut(record, 44, 63)),
            payer=short("payer", cut(record, 64, 75)),
            tx_ref=short("id", cut(record, 28, 43)),
            ordinal=ordinal,
            state="booked" if is_money else "ignored",
            is_reversal=is_reversal,
            cause=None if is_money else "failed" if has_failed else "zero",
        )

    def _count(self, kind: str, cents: Decimal) -> None:
        self.counts[kind] += 1
        self.sums[kind] += cents

    def balance(self, record: str, where: str) -> None:
        """Refuse the list unless its records add up to its totals."""
        for kind, (at, sum_at, end) in COUNTED.items():
            told = cut(record, at, end)
            if kind == "failures" and not told.strip():
                continue  # older lists leave it out
            count = read_number(cut(record, at, sum_at - 1), where=where)
            total = read_cents(cut(record, sum_at, end), where=where)
            if (count, total) != (self.counts[kind], self.sums[kind]):
                detail = (
                    f"{where}: the list holds {self.counts[kind]} {kind} of"
                    f" {written(self.sums[kind])} EUR, its totals say {count} of {written(total)}:"
                    f" {written(self.sums[kind] - total)} EUR differ. Fetch the whole file again."
                )
                raise BankFileError("does_not_balance", detail)

    def header(self) -> BankHeader:
        """What the list says of itself."""
        until = covered_until(to_on=None, last_booked_on=self.last_booked_on, made_on=self.made_on)
        return BankHeader(
            format="ktl",
            version="",
            message_id=self.service_id or None,
            account=self.account,
            made_at=datetime(self.made_on.year, self.made_on.month, self.made_on.day, tzinfo=UTC),
            covers_until=until,
        )


def iban(account: str, *, where: str) -> str:
    """The IBAN of a Finnish account number of 14 digits (ISO 13616: FI is 1518)."""
    digits = account.strip()
    if len(digits) != 14:
        detail = f"{where}: “{clipped(account)}” is no account number of 14 digits."
        raise BankFileError("bad_account", detail)
    check = 98 - (read_number(digits, where=where) * 1_000_000 + 151800) % 97
    return f"FI{check:02d}{digits}"
