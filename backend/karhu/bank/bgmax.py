"""Swedish BgMax, receipts on a bankgiro: 80 characters a record.

The columns of 01, 05, 15, 20, 25, 26, 29 and 70 were checked against files from production and
Bankgirot's published examples, whose totals come out; those of 21, 22 and 23 are the columns of
20, checked by the totals of the examples alone. 27, 28 and 29 (address, organisation) are skipped.
A section is held until its deposit record (15), for the day of its payments stands only there.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import BinaryIO

import msgspec

from karhu.bank.entry import (
    BankEntry,
    BankFileError,
    BankHeader,
    Item,
    canonical,
    clipped,
    covered_until,
    first,
    read_cents,
    read_day,
    read_number,
    shared,
    short,
)
from karhu.bank.fixed import cut, records
from karhu.kit.money import CURRENCIES, ZERO, written

WIDTH = 80
DAY = "%Y%m%d"
TOLD = ("payments", "deductions", "extra references", "deposits")
SKIPPED = ("27", "28", "29")


class _Payment(msgspec.Struct, kw_only=True):
    """A record 20 or 21 with what follows it, until its section ends."""

    amount: Decimal
    reference: str
    serial: str
    parts: list[tuple[str | None, Decimal | None]] = []
    texts: list[str] = []
    names: list[str] = []


def read(stream: BinaryIO) -> Iterator[Item]:
    """The payments of each section and then its header; raises BankFileError if not whole."""
    book = _Book()
    for number, record in records(stream, width=WIDTH):
        yield from book.take(record, f"Line {number}")
    if not book.has_ended:
        detail = "The file ends without its totals (record 70). Fetch the whole file again."
        raise BankFileError("cut_off", detail)


class _Book:
    """Where in the file the reading is, and what has been counted so far."""

    def __init__(self) -> None:
        self.made_on: date | None = None
        self.stamp = ""
        self.account: str | None = None
        self.currency = "SEK"
        self.section: list[_Payment] = []
        self.counts = dict.fromkeys(TOLD, 0)
        self.ordinal = 0
        self.has_ended = False

    def take(self, record: str, where: str) -> Iterator[Item]:
        """Take one record; a deposit gives out its section."""
        kind = record[:2]
        self._refuse_misplaced(kind, where)
        match kind:
            case "01":
                self._begin(record, where)
            case "05":
                self._open(record, where)
            case "20" | "21":
                self._pay(record, where)
            case "22" | "23":
                self._refer(record, where)
            case "25":
                self.section[-1].texts.append(cut(record, 3, 52))
            case "26":
                self.section[-1].names += [cut(record, 3, 37), cut(record, 38, 72)]
            case "15":
                yield from self._deposit(record, where)
            case "70":
                self._end(record, where)
                if not self.counts["deposits"]:
                    yield self._header(None)

    def _refuse_misplaced(self, kind: str, where: str) -> None:
        belongs = {
            "01": self.made_on is None,
            "05": self.made_on is not None and self.account is None,
            "20": self.account is not None,
            "21": self.account is not None,
            "15": self.account is not None,
            "70": self.made_on is not None and self.account is None,
            **dict.fromkeys(("22", "23", "25", "26", *SKIPPED), bool(self.section)),
        }
        if self.has_ended or not belongs.get(kind, False):
            detail = f"{where}: a record “{clipped(kind)}” does not belong here."
            raise BankFileError("wrong_record", f"{detail} Send the file as the bank gave it.")

    def _begin(self, record: str, where: str) -> None:
        if record[44] == "T":
            detail = f"{where}: this is a test file (T in column 45). It tells of no money."
            raise BankFileError("test_file", detail)
        self.stamp = cut(record, 25, 44).strip()
        self.made_on = read_day(self.stamp[:8], DAY, where=where)

    def _open(self, record: str, where: str) -> None:
        numbers = (cut(record, 3, 12), cut(record, 13, 22))
        self.account = first(*(number.strip().lstrip("0") for number in numbers))
        self.currency = cut(record, 23, 25).strip() or "SEK"
        if self.account is None or self.currency not in CURRENCIES:
            detail = f"{where}: the section names no bankgiro, or no currency. Ask the bank."
            raise BankFileError("bad_account", detail)

    def _pay(self, record: str, where: str) -> None:
        amount = read_cents(cut(record, 38, 55), where=where)
        self.counts["payments" if record[1] == "0" else "deductions"] += 1
        self.section.append(
            _Payment(
                amount=amount if record[1] == "0" else -amount,
                reference=cut(record, 13, 37).strip(),
                serial=cut(record, 58, 69).strip(),
            )
        )

    def _refer(self, record: str, where: str) -> None:
        self.counts["extra references"] += 1
        text = cut(record, 38, 55).strip()
        amount = read_cents(text, where=where) if text else ZERO
        named = cut(record, 13, 37).replace("\t", " ").strip()
        part = (canonical(_number(named)), (amount if record[1] == "2" else -amount) or None)
        self.section[-1].parts.append(part)
        self.section[-1].texts.append(named)

    def _deposit(self, record: str, where: str) -> Iterator[Item]:
        paid_on = read_day(cut(record, 38, 45), DAY, where=where)
        self._balance(record, where)
        self.counts["deposits"] += 1
        for payment in self.section:
            yield from self._entries(payment, paid_on)
        yield self._header(paid_on)
        self.section, self.account = [], None

    def _balance(self, record: str, where: str) -> None:
        told = read_cents(cut(record, 51, 68), where=where)
        count = read_number(cut(record, 72, 79), where=where)
        total = sum((payment.amount for payment in self.section), ZERO)
        currency = cut(record, 69, 71)
        if currency != self.currency:
            detail = f"{where}: the deposit is in {clipped(currency)}, its section in"
            raise BankFileError("does_not_balance", f"{detail} {self.currency}. Ask the bank.")
        if (total, len(self.section)) != (told, count):
            detail = (
                f"{where}: the section holds {len(self.section)} payments of {written(total)},"
                f" its deposit says {count} of {written(told)}: {written(total - told)}"
                f" {self.currency} differ. Fetch the whole file again."
            )
            raise BankFileError("does_not_balance", detail)

    def _entries(self, payment: _Payment, paid_on: date) -> Iterator[BankEntry]:
        own = canonical(_number(payment.reference))
        parts = payment.parts if len(payment.parts) > 1 else [(own, None), *payment.parts]
        text = short("text", None if own else payment.reference, *payment.texts)
        split = shared(payment.amount, parts)
        if len(split) == 1:
            split = [(first(own, split[0][0]), payment.amount)]
        for reference, amount in split:
            self.ordinal += 1
            yield BankEntry(
                account=self.account or "",
                currency=self.currency,
                amount=amount,
                booked_on=paid_on,
                valued_on=paid_on,
                paid_on=paid_on,
                reference=reference,
                text=text,
                payer=short("payer", *payment.names),
                tx_ref=payment.serial or None,
                ordinal=self.ordinal,
                state="booked" if amount else "ignored",
                cause=None if amount else "zero",
            )

    def _header(self, paid_on: date | None) -> BankHeader:
        assert self.made_on is not None
        until = covered_until(to_on=None, last_booked_on=paid_on, made_on=self.made_on)
        return BankHeader(
            format="bgmax",
            version="01",
            message_id=self.stamp or None,
            account=self.account,
            made_at=datetime(self.made_on.year, self.made_on.month, self.made_on.day, tzinfo=UTC),
            covers_until=until,
        )

    def _end(self, record: str, where: str) -> None:
        for place, kind in enumerate(TOLD):
            told = read_number(cut(record, 3 + 8 * place, 10 + 8 * place), where=where)
            if told != self.counts[kind]:
                detail = f"{where}: the file holds {self.counts[kind]} {kind}, its end says {told}."
                raise BankFileError("does_not_balance", f"{detail} Fetch the whole file again.")
        self.has_ended = True


def _number(text: str) -> str | None:
    """A reference of digits alone; other text in its column was typed by the payer."""
    return text if text.isascii() and text.isdigit() else None
