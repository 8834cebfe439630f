"""One entry of a camt file and its transactions: whose money, which way, for which reference.

Credits are payments. A debit that reverses a credit (`RvslInd`) or returns one (`RtrInf`) takes the
payment back. A reversal that is a credit takes back a debit of our own (so ISO 20022 has it), and
like every other debit it is no customer's money: it is kept as ignored. Why a total that stands for
several payments is none of them: see `totals`.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import msgspec

from karhu.bank.entry import (
    BankEntry,
    BankFileError,
    BankHeader,
    State,
    canonical,
    clipped,
    read_amount,
    read_iso_day,
    shared,
    short,
)
from karhu.kit.money import ZERO, written

Element = Any  # lxml has no types of its own
AWAITING = "awaiting_details"  # a total that says itself that it is several payments
Part = tuple[str | None, Decimal | None]
STATES: dict[str, State] = {"BOOK": "booked", "PDNG": "pending", "INFO": "pending"}
AMOUNTS = {"CINV": ("RmtdAmt", "DuePyblAmt"), "CREN": ("CdtNoteAmt", "RmtdAmt", "DuePyblAmt")}


class Names:
    """Finds elements by their local names, all in the namespace of one element's tag."""

    def __init__(self, tag: str) -> None:
        self._space = tag[: tag.rfind("}") + 1]

    def of(self, element: Element) -> str:
        """The local name."""
        name: str = element.tag[element.tag.rfind("}") + 1 :]
        return name

    def all(self, element: Element, name: str) -> Iterator[Element]:
        """The children of this name."""
        children: Iterator[Element] = element.iterchildren(self._space + name)
        return children

    def one(self, element: Element | None, *path: str) -> Element | None:
        """The first element at this path of names."""
        space = self._space
        for name in path:
            if element is None:
                return None
            element = next(element.iterchildren(space + name), None)
        return element

    def text(self, element: Element | None, *path: str) -> str | None:
        """What the first element at this path says, without outer spaces."""
        found = self.one(element, *path)
        return (found.text or "").strip() or None if found is not None else None

    def day(self, element: Element | None, *path: str, where: str) -> date | None:
        """The day in an element that holds a date (`Dt`) or an instant (`DtTm`)."""
        holder = self.one(element, *path)
        told = self.text(holder, "Dt") or self.text(holder, "DtTm")
        return read_iso_day(told, where=where) if told is not None else None

    def instant(self, element: Element, *path: str, where: str) -> datetime | None:
        """The instant at this path, on the bank's own clock."""
        told = self.text(element, *path)
        if told is None:
            return None
        read_iso_day(told, where=where)
        try:
            return datetime.fromisoformat(told)
        except ValueError:
            detail = f"{where}: “{clipped(told)}” in {path[-1]} is no instant. Ask the bank."
            raise BankFileError("bad_date", detail) from None


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """What a `TxDtls` says of itself; what it leaves out stands in its entry."""

    amount: Decimal | None = None
    is_credit: bool | None = None
    accepted_on: date | None = None
    is_return: bool = False
    own_ref: str | None = None
    payer: str | None = None
    text: str | None = None
    parts: tuple[Part, ...] = ()

    @classmethod
    def read(cls, element: Element, names: Names, entry: "Booking") -> "Transaction":
        """Read one `TxDtls`; raises BankFileError."""
        remittance = names.one(element, "RmtInf")
        blocks = list(names.all(remittance, "Strd")) if remittance is not None else []
        return cls(
            amount=_amount(element, names, entry),
            is_credit=_direction(names.text(element, "CdtDbtInd"), entry.where),
            accepted_on=_accepted_on(element, names, entry.where),
            is_return=names.one(element, "RtrInf") is not None,
            own_ref=short("id", names.text(element, "Refs", "AcctSvcrRef")),
            payer=short("payer", _payer(names.one(element, "RltdPties"), names)),
            text=short("text", *_texts(remittance, blocks, names)),
            parts=tuple(_part(block, names, entry) for block in blocks),
        )

    @classmethod
    def of_entry(cls, element: Element, names: Names) -> "Transaction":
        """What an entry without transactions says of its own."""
        return cls(text=short("text", names.text(element, "AddtlNtryInf")))


def _amount(element: Element, names: Names, entry: "Booking") -> Decimal | None:
    for path in (("Amt",), ("AmtDtls", "TxAmt", "Amt")):
        found = names.one(element, *path)
        if found is not None and found.get("Ccy") == entry.currency:
            return read_amount(found.text, entry.currency, where=entry.where)
    return None


def _accepted_on(element: Element, names: Names, where: str) -> date | None:
    told = names.text(element, "RltdDts", "AccptncDtTm")
    return read_iso_day(told, where=where) if told is not None else None


def _payer(parties: Element | None, names: Names) -> str | None:
    for role in ("Dbtr", "UltmtDbtr"):
        party = names.one(parties, role)
        found = names.text(party, "Nm") or names.text(party, "Pty", "Nm")
        if found:
            return found
    return None


def _texts(remittance: Element | None, blocks: list[Element], names: Names) -> Iterator[str]:
    if remittance is not None:
        yield from (line.text for line in names.all(remittance, "Ustrd") if line.text)
    for block in blocks:
        yield from (line.text for line in names.all(block, "AddtlRmtInf") if line.text)
        yield from (number for number in (names.text(block, "RfrdDocInf", "Nb"),) if number)
        if len(blocks) > 1 and (told := names.text(block, "CdtrRefInf", "Ref")):
            yield told


def _part(block: Element, names: Names, entry: "Booking") -> Part:
    """The reference of a `Strd` and its amount; a credit note's (CREN) is negative."""
    reference = canonical(names.text(block, "CdtrRefInf", "Ref"))
    kind = names.text(block, "RfrdDocInf", "Tp", "CdOrPrtry", "Cd") or "CINV"
    amounts = names.one(block, "RfrdDocAmt")
    for name in AMOUNTS.get(kind, AMOUNTS["CINV"]):
        found = names.one(amounts, name)
        if found is not None and found.get("Ccy") == entry.currency:
            amount = read_amount(found.text, entry.currency, where=entry.where)
            return reference, -abs(amount) if kind == "CREN" else amount
    return reference, None


def _direction(told: str | None, where: str) -> bool | None:
    if told not in (None, "CRDT", "DBIT"):
        detail = f"{where}: “{clipped(told)}” is neither CRDT nor DBIT. Ask the bank."
        raise BankFileError("bad_direction", detail)
    return told == "CRDT" if told is not None else None


class Booking(msgspec.Struct, kw_only=True):
    """What an `Ntry` says for all of its transactions, and how many there were so far."""

    account: str
    where: str
    currency: str
    amount: Decimal
    is_credit: bool
    is_reversal: bool
    state: State
    booked_on: date
    valued_on: date | None
    ref: str | None
    told_count: int
    has_charges: bool
    transaction_count: int = 0
    sum: Decimal = ZERO

    @classmethod
    def read(cls, element: Element, names: Names, header: BankHeader, *, where: str) -> "Booking":
        """Read what stands before the transactions of an entry; raises BankFileError."""
        amount = names.one(element, "Amt")
        currency = amount.get("Ccy") if amount is not None else None
        value = read_amount(amount.text if amount is not None else None, currency, where=where)
        valued_on = names.day(element, "ValDt", where=where)
        state = _state(names.one(element, "Sts"), names, where)
        booked_on = names.day(element, "BookgDt", where=where) or valued_on
        if booked_on is None and state == "pending" and header.made_at is not None:
            booked_on = header.made_at.date()
        is_credit = _direction(names.text(element, "CdtDbtInd"), where)
        if booked_on is None or is_credit is None:
            lacking = "booking date (BookgDt)" if booked_on is None else "direction (CdtDbtInd)"
            raise BankFileError("incomplete", f"{where}: there is no {lacking}. Ask the bank.")
        told = names.text(element, "NtryDtls", "Btch", "NbOfTxs") or ""
        return cls(
            account=header.account or "",
            where=where,
            currency=currency or "",
            amount=value,
            is_credit=is_credit,
            is_reversal=names.text(element, "RvslInd") in ("true", "1"),
            state=state,
            booked_on=booked_on,
            valued_on=valued_on,
            ref=short("id", names.text(element, "AcctSvcrRef")),
            told_count=int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0,
            has_charges=names.one(element, "Chrgs") is not None,
        )

    def payments(
        self, transaction: Transaction, *, is_last: bool
    ) -> Iterator[Callable[[int], BankEntry]]:
        """What a transaction comes to, each as a function of its place in the file."""
        is_alone = is_last and self.transaction_count <= 1
        amount = self.amount if is_alone else transaction.amount
        if amount is None:
            detail = f"{self.where}: a transaction of a batch has no amount in {self.currency}."
            raise BankFileError("incomplete", f"{detail} Ask the bank for the details.")
        self.sum += self._signed(transaction, amount)
        if is_last and not is_alone:
            self._balance()
        cause = self._cause(transaction, amount)
        total = self._signed(transaction, amount)
        parts = shared(amount, transaction.parts) if transaction.parts else [(None, amount)]
        for reference, part in parts:
            yield partial(
                self._made, transaction, part if total >= ZERO else -part, reference, cause
            )

    def _made(
        self,
        transaction: Transaction,
        amount: Decimal,
        reference: str | None,
        cause: str | None,
        ordinal: int,
    ) -> BankEntry:
        return BankEntry(
            account=self.account,
            currency=self.currency,
            amount=amount,
            booked_on=self.booked_on,
            valued_on=self.valued_on,
            paid_on=transaction.accepted_on or self.valued_on or self.booked_on,
            reference=reference,
            text=transaction.text,
            payer=transaction.payer,
            entry_ref=self.ref,
            tx_ref=transaction.own_ref,
            booking_amount=self._booked if self.transaction_count else None,
            ordinal=ordinal,
            state=self._state_by(cause),
            is_reversal=not self._is_credit(transaction) and cause in (None, AWAITING),
            cause=cause,
        )

    @property
    def _booked(self) -> Decimal:
        return self.amount if self.is_credit else -self.amount

    def _state_by(self, cause: str | None) -> State:
        if cause == AWAITING:
            return "pending"
        return "ignored" if cause else self.state

    def _is_credit(self, transaction: Transaction) -> bool:
        return self.is_credit if transaction.is_credit is None else transaction.is_credit

    def _signed(self, transaction: Transaction, amount: Decimal) -> Decimal:
        return amount if self._is_credit(transaction) else -amount

    def _cause(self, transaction: Transaction, amount: Decimal) -> str | None:
        """Why a transaction is no payment of a customer, or not yet; None if it is one."""
        if amount == ZERO:
            return "zero"
        if self._is_credit(transaction) and self.is_reversal:
            return "own_payment_reversed"
        if not (self._is_credit(transaction) or self.is_reversal or transaction.is_return):
            return "outgoing"
        return AWAITING if not self.transaction_count and self.told_count > 1 else None

    def _balance(self) -> None:
        booked = self._booked
        if self.sum == booked or self.has_charges:
            return
        detail = (
            f"{self.where}: its transactions come to {written(self.sum)} {self.currency}, the"
            f" entry to {written(booked)}: {written(self.sum - booked)} differ. Ask the bank."
        )
        raise BankFileError("does_not_balance", detail)


def _state(status: Element | None, names: Names, where: str) -> State:
    told = names.text(status, "Cd") or names.text(status)
    if told not in STATES:
        detail = f"{where}: the status “{clipped(told)}” is none of {', '.join(STATES)}."
        raise BankFileError("unknown_status", f"{detail} Ask the bank.")
    return STATES[told]
