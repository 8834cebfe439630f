"""Swedish BgMax, receipts on a bankgiro: 80 characters a record.

The columns of 01, 05, 15, 20, 25, 26, 29 and 70 were checked against files from production and
Bankgirot's published examples, whose totals come out; those of 21, 22 and 23 are the columns of
20, checked by the totals of the examples alone. 27, 28 and 29 (address, organisation) are skipped.
The day of a section's payments stands only in the deposit record (15) that ends it, so they are put
aside on disk until then: a section of any length takes the memory of one payment.
"""

import tempfile
from collections.abc import Iterator
from contextlib import closing
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
IN_MEMORY = 1_000_000  # bytes of a section, before it goes to the disk
LENGTH_BYTES = 4
MOST_OF_ONE = 10_000  # records that belong to one payment; the published examples have up to 4


class _Payment(msgspec.Struct, kw_only=True):
    """A record 20 or 21 with what follows it."""

    amount: Decimal
    reference: str
    serial: str
    parts: list[tuple[str | None, Decimal | None]] = []
    texts: list[str] = []
    names: list[str] = []


class _Section:
    """The payments between a record 05 and its 15, put aside, and what they come to."""

    def __init__(self, account: str, currency: str) -> None:
        self.account = account
        self.currency = currency
        self.count = 0
        self.total = ZERO
        self.last: _Payment | None = None
        self._aside = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115

    def add(self, payment: _Payment) -> None:
        """Begin a payment; what belongs to it is added to `last`."""
        self._put_aside()
        self.last = payment
        self.count += 1
        self.total += payment.amount

    def payments(self) -> Iterator[_Payment]:
        """All of them in order, once; then the section is gone."""
        self._put_aside()
        self._aside.seek(0)
        with closing(self._aside):
            while size := self._aside.read(LENGTH_BYTES):
                content = self._aside.read(int.from_bytes(size))
                yield msgspec.msgpack.decode(content, type=_Payment)

    def _put_aside(self) -> None:
        if self.last is not None:
            content = msgspec.msgpack.encode(self.last)
            self._aside.write(len(content).to_bytes(LENGTH_BYTES) + content)
            self.last = None


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
        self.section: _Section | None = None
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
            case "20" | "21" if self.section is not None:
                self._pay(self.section, record, where)
            case "22" | "23":
                self._refer(record, where)
            case "25":
                self._own(where).texts.append(cut(record, 3, 52))
            case "26":
                self._own(where).names += [cut(record, 3, 37), cut(record, 38, 72)]
            case "15" if self.section is not None:
                yield from self._deposit(self.section, record, where)
            case "70":
                self._end(record, where)
                if not self.counts["deposits"]:
                    yield self._header(None, None)

    def _refuse_misplaced(self, kind: str, where: str) -> None:
        has_begun, is_open = self.made_on is not None, self.section is not None
        has_payment = self.section is not None and self.section.last is not None
        belongs = {
            "01": not has_begun,
            **dict.fromkeys(("05", "70"), has_begun and not is_open),
            **dict.fromkeys(("20", "21", "15"), is_open),
            **dict.fromkeys(("22", "23", "25", "26", *SKIPPED), has_payment),
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
        account = first(*(number.strip().lstrip("0") for number in numbers))
        currency = cut(record, 23, 25).strip() or "SEK"
        if account is None or currency not in CURRENCIES:
            detail = f"{where}: the section names no bankgiro, or no currency. Ask the bank."
            raise BankFileError("bad_account", detail)
        self.section = _Section(account, currency)

    def _pay(self, section: _Section, record: str, where: str) -> None:
        amount = read_cents(cut(record, 38, 55), where=where)
        self.counts["payments" if record[1] == "0" else "deductions"] += 1
        section.add(
            _Payment(
                amount=amount if record[1] == "0" else -amount,
                reference=cut(record, 13, 37).strip(),
                serial=cut(record, 58, 69).strip(),
            )
        )

    def _own(self, where: str) -> _Payment:
        """The payment that a record belongs to."""
        payment = self.section.last if self.section is not None else None
        assert payment is not None
        if len(payment.parts) + len(payment.texts) + len(payment.names) > MOST_OF_ONE:
            detail = f"{where}: more than {MOST_OF_ONE:,} records belong to one payment."
            raise BankFileError("entry_too_large", f"{detail} This is no file of a bank.")
        return payment

    def _refer(self, record: str, where: str) -> None:
        self.counts["extra references"] += 1
        text = cut(record, 38, 55).strip()
        amount = read_cents(text, where=where) if text else ZERO
        named = cut(record, 13, 37).replace("\t", " ").strip()
        part = (canonical(_number(named)), (amount if record[1] == "2" else -amount) or None)
        payment = self._own(where)
        payment.parts.append(part)
        payment.texts.append(named)

    def _deposit(self, section: _Section, record: str, where: str) -> Iterator[Item]:
        paid_on = read_day(cut(record, 38, 45), DAY, where=where)
        _balance(section, record, where)
        self.counts["deposits"] += 1
        for payment in section.payments():
            yield from self._entries(section, payment, paid_on)
        yield self._header(section, paid_on)
        self.section = None

    def _entries(self, section: _Section, payment: _Payment, paid_on: date) -> Iterator[BankEntry]:
        own = canonical(_number(payment.reference))
        parts = payment.parts if len(payment.parts) > 1 else [(own, None), *payment.parts]
        text = short("text", None if own else payment.reference, *payment.texts)
        split = shared(payment.amount, parts)
        if len(split) == 1:
            split = [(first(own, split[0][0]), payment.amount)]
        for reference, amount in split:
            self.ordinal += 1
            yield BankEntry(
                account=section.account,
                currency=section.currency,
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

    def _header(self, section: _Section | None, paid_on: date | None) -> BankHeader:
        assert self.made_on is not None
        until = covered_until(to_on=None, last_booked_on=paid_on, made_on=self.made_on)
        return BankHeader(
            format="bgmax",
            version="01",
            message_id=self.stamp or None,
            account=section.account if section is not None else None,
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


def _balance(section: _Section, record: str, where: str) -> None:
    """Refuse a section that is not what its deposit says."""
    told = read_cents(cut(record, 51, 68), where=where)
    count = read_number(cut(record, 72, 79), where=where)
    currency, total = cut(record, 69, 71), section.total
    if currency != section.currency:
        detail = f"{where}: the deposit is in {clipped(currency)}, its section in"
        raise BankFileError("does_not_balance", f"{detail} {section.currency}. Ask the bank.")
    if (total, section.count) != (told, count):
        detail = (
            f"{where}: the section holds {section.count} payments of {written(total)},"
            f" its deposit says {count} of {written(told)}: {written(total - told)}"
            f" {section.currency} differ. Fetch the whole file again."
        )
        raise BankFileError("does_not_balance", detail)


def _number(text: str) -> str | None:
    """A reference of digits alone; other text in its column was typed by the payer."""
    return text if text.isascii() and text.isdigit() else None
