"""ISO 20022 camt.054 (notification) and camt.053 (statement), read while they come in.

The names and their nesting are the same from 001.02 on but for a few, which are looked for in both
places. An entry may hold a batch: each transaction in it is a payment of its own. The tree is
dropped behind the reading, so that memory does not grow with the file; what would make it grow
all the same (one endless text or entry, entities, a DOCTYPE) is refused.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, BinaryIO

import msgspec
from lxml import etree

from karhu.bank.camt_entry import Booking, Element, Names, Transaction
from karhu.bank.entry import (
    BankEntry,
    BankFileError,
    BankHeader,
    Item,
    clipped,
    covered_until,
    day_before,
    short,
)

CHUNK_BYTES = 65_536
MOST_BYTES_OF_ONE = 2_000_000  # between the ends of two transactions; a usual one has 2,000
WATCHED = ("TxDtls", "Ntry", "Ntfctn", "Stmt")
SAFE = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


def read(stream: BinaryIO, *, format: str, version: str) -> Iterator[Item]:
    """The entries of each account and then its header; raises BankFileError with the place."""
    walk = _Walk(format, version)
    for element in _ends(stream):
        yield from walk.take(element)
        _forget(element)
    if not walk.header_count:
        name = "statement (Stmt)" if format == "camt.053" else "notification (Ntfctn)"
        raise BankFileError("nothing_inside", f"The file holds no {name}. Ask the bank for one.")


def _ends(stream: BinaryIO) -> Iterator[Element]:
    """The watched elements, each when it is whole; nothing is kept of what lies behind them."""
    tags = [f"{{*}}{name}" for name in WATCHED]
    parser = etree.XMLPullParser(("end",), tag=tags, **SAFE)
    fed = 0  # bytes since the last element was whole
    try:
        while piece := stream.read(CHUNK_BYTES):
            parser.feed(piece)
            fed += len(piece)
            for _, element in parser.read_events():
                _refuse_doctype(element)
                fed = 0
                yield element
            if fed > MOST_BYTES_OF_ONE:
                raise _endless()
        parser.close()
    except etree.XMLSyntaxError as error:
        raise _malformed(error) from None


def _refuse_doctype(element: Element) -> None:
    # the beginning was looked at as text; this finds what another character set may have hidden
    if element.getroottree().docinfo.internalDTD is not None:
        raise doctype_refused()


def doctype_refused() -> BankFileError:
    """The refusal of a document type, which could define entities."""
    detail = "The file has a DOCTYPE, which no bank writes. Ask the bank for the file anew."
    return BankFileError("doctype", detail)


def _endless() -> BankFileError:
    detail = f"More than {MOST_BYTES_OF_ONE:,} bytes came without the end of one transaction."
    return BankFileError("entry_too_large", f"{detail} This is no file of a bank.")


def _malformed(error: Any) -> BankFileError:
    reason = clipped(error.msg).split(", line ")[0]
    detail = f"Line {error.lineno or 1}: the XML is not whole ({reason}). Fetch the file again."
    return BankFileError("malformed_xml", detail)


def _forget(element: Element) -> None:
    # its own tail stays, for the parser may still be writing to it
    element.clear(keep_tail=True)
    while (parent := element.getparent()) is not None:
        while (before := element.getprevious()) is not None:
            parent.remove(before)
        element = parent


class _Walk:
    """Where in the file the reading is: which account, which entry, how many so far."""

    def __init__(self, format: str, version: str) -> None:
        self.format = format
        self.version = version
        self.header_count = 0
        self.names = Names("")
        self.header: BankHeader | None = None
        self.entry: Booking | None = None
        self.held: Transaction | None = None
        self.entry_count = 0
        self.ordinal = 0
        self.last_booked_on: date | None = None

    def take(self, element: Element) -> Iterator[Item]:
        """Take one whole element; gives out what it completes."""
        match self.names.of(element):
            case "TxDtls":
                yield from self._transaction(element)
            case "Ntry":
                yield from self._entry(element)
            case _:
                yield self._end(element)

    def _begin(self, entry: Element) -> Booking:
        """Read what stands before an entry's transactions, and before the first entry."""
        section = entry.getparent()
        if self.header is None:
            self.names = Names(section.tag)
            self.header = self._header(section)
        self.entry_count += 1
        return Booking.read(
            entry, self.names, self.header, where=f"Entry {self.entry_count} {_line(entry)}"
        )

    def _transaction(self, element: Element) -> Iterator[Item]:
        parent = element.getparent().getparent()
        if parent is None or self.names.of(parent) != "Ntry":
            return
        if self.entry is None:
            self.entry = self._begin(parent)
        elif self.held is not None:  # one alone has the entry's amount; there are several
            yield from self._give(self.entry, self.held, is_last=False)
        self.held = Transaction.read(element, self.names, self.entry)
        self.entry.transaction_count += 1

    def _entry(self, element: Element) -> Iterator[Item]:
        entry = self.entry or self._begin(element)
        last = self.held or Transaction.of_entry(element, self.names)
        self.entry, self.held = None, None
        yield from self._give(entry, last, is_last=True)
        if entry.state == "booked":
            self.last_booked_on = max(entry.booked_on, self.last_booked_on or entry.booked_on)

    def _give(
        self, entry: Booking, transaction: Transaction, *, is_last: bool
    ) -> Iterator[BankEntry]:
        for made in entry.payments(transaction, is_last=is_last):
            self.ordinal += 1
            yield made(self.ordinal)

    def _end(self, section: Element) -> BankHeader:
        self.names = Names(section.tag)
        header = self.header or self._header(section)
        covers_until = covered_until(
            to_on=header.to_on,
            last_booked_on=self.last_booked_on,
            made_on=header.made_at.date() if header.made_at is not None else None,
        )
        self.header, self.last_booked_on = None, None
        self.header_count += 1
        return msgspec.structs.replace(header, covers_until=covers_until)

    def _header(self, section: Element) -> BankHeader:
        names, where = self.names, f"{self.names.of(section)} {_line(section)}"
        from_at = names.instant(section, "FrToDt", "FrDtTm", where=where)
        to_on = _last_day(names.instant(section, "FrToDt", "ToDtTm", where=where))
        if to_on is None and self.format == "camt.053":
            to_on = self._closed_on(section, where)
        return BankHeader(
            format=self.format,
            version=self.version,
            message_id=short("id", names.text(section, "Id")),
            account=self._account(section, where),
            from_on=from_at.date() if from_at is not None else None,
            to_on=to_on,
            made_at=names.instant(section, "CreDtTm", where=where),
        )

    def _account(self, section: Element, where: str) -> str:
        found = self.names.one(section, "Acct", "Id")
        account = self.names.text(found, "IBAN") or self.names.text(found, "Othr", "Id")
        if not account:
            raise BankFileError("no_account", f"{where} names no account. Ask the bank.")
        return "".join(account.split()).upper()[:40]

    def _closed_on(self, section: Element, where: str) -> date | None:
        """The day of the closing balance (CLBD) of a statement."""
        for balance in self.names.all(section, "Bal"):
            if self.names.text(balance, "Tp", "CdOrPrtry", "Cd") == "CLBD":
                return self.names.day(balance, "Dt", where=where)
        return None


def _line(element: Element) -> str:
    return f"(line {element.sourceline})"


def _last_day(instant: datetime | None) -> date | None:
    """The last day of a period; one that ends at midnight ends with the day before."""
    if instant is None:
        return None
    is_midnight = (instant.hour, instant.minute, instant.second) == (0, 0, 0)
    return day_before(instant.date()) if is_midnight else instant.date()
