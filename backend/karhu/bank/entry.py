"""What a bank tells of one movement on an account, whatever the format of its file."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeAlias

import msgspec

from karhu.invoices.checks import FIRST_DAY, LAST_DAY
from karhu.invoices.reference import reference_key
from karhu.kit.money import CENT, CURRENCIES, ZERO
from karhu.kit.problems import Fault, Problem

State = Literal["booked", "pending", "ignored"]
LONGEST = {"reference": 35, "payer": 100, "text": 1000, "id": 100}
MOST = Decimal("999999999999.99")  # what the contract's Amount can say


class BankFileError(Problem):
    """A file that cannot be used, as a 422; the detail says what, where and how to mend it."""

    def __init__(self, code: str, detail: str, *, faults: Sequence[Fault] = ()) -> None:
        own = faults or [Fault(pointer="", code=code, detail=detail)]
        super().__init__(422, code, detail, faults=own)


class BankEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One movement: money in is positive, money taken back is negative.

    `tx_ref` is the bank's own id of this very movement, `entry_ref` that of the booking it is part
    of, `booking_amount` the whole of that booking if the file tells its details. `ordinal` is its
    place in the file, counted from 1. Only what is `booked` is money; `cause` says why something is
    `ignored`, or what it waits for.
    """

    account: str
    currency: str
    amount: Decimal
    booked_on: date
    valued_on: date | None = None
    paid_on: date
    reference: str | None = None
    text: str | None = None
    payer: str | None = None
    entry_ref: str | None = None
    tx_ref: str | None = None
    booking_amount: Decimal | None = None
    ordinal: int
    state: State = "booked"
    is_reversal: bool = False
    cause: str | None = None


class BankHeader(msgspec.Struct, frozen=True, kw_only=True):
    """One account's part of a file; it comes after its entries, for only then its reach is known.

    `covers_until` is the last day of which the bank has told everything: the end of the period if
    the bank names one, else the last booking day or the day before the file was made.
    """

    format: str
    version: str
    message_id: str | None = None
    account: str | None = None
    from_on: date | None = None
    to_on: date | None = None
    made_at: datetime | None = None
    covers_until: date | None = None


Item: TypeAlias = BankEntry | BankHeader


def covered_until(
    *, to_on: date | None, last_booked_on: date | None, made_on: date | None
) -> date | None:
    """The last day that a file covers, from what it says of itself."""
    if to_on is not None:
        return to_on
    before = day_before(made_on) if made_on is not None else None
    return max((day for day in (last_booked_on, before) if day is not None), default=None)


def day_before(day: date) -> date:
    """The day before a day."""
    return date.fromordinal(day.toordinal() - 1)


def read_amount(text: str | None, currency: str | None, *, where: str) -> Decimal:
    """The amount as it is written, exact to the cent; raises BankFileError."""
    try:
        amount = Decimal((text or "").strip())
        exact = amount.quantize(CENT)
    except InvalidOperation:
        amount, exact = Decimal("NaN"), ZERO
    if not amount.is_finite() or amount != exact or abs(exact) > MOST:
        detail = f"{where}: “{clipped(text)}” is no amount with two decimals. Ask the bank."
        raise BankFileError("bad_amount", detail)
    if currency not in CURRENCIES:
        detail = f"{where}: “{clipped(currency)}” is no currency of ISO 4217. Ask the bank."
        raise BankFileError("unknown_currency", detail)
    return exact


def read_cents(text: str, *, where: str) -> Decimal:
    """An amount written in cents with digits only, such as `0000012345`."""
    return Decimal(read_number(text, where=where)).scaleb(-2)


def read_number(text: str, *, where: str) -> int:
    """A number written with digits only; raises BankFileError."""
    if not (text.isascii() and text.isdigit()):
        detail = f"{where}: “{clipped(text)}” is no number. The columns may have shifted."
        raise BankFileError("bad_number", detail)
    return int(text)


def read_day(text: str | None, pattern: str, *, where: str) -> date:
    """A day written in this pattern of strptime, between 1970 and 2199; raises BankFileError."""
    try:
        day = datetime.strptime((text or "").strip(), pattern).date()
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    except ValueError:
        pass
    raise BankFileError("bad_date", f"{where}: “{clipped(text)}” is no date. Ask the bank.")


def read_iso_day(text: str, *, where: str) -> date:
    """The day at the beginning of a date or an instant of ISO 8601; raises BankFileError."""
    try:
        day = date.fromisoformat(text[:10])
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    except ValueError:
        pass
    raise BankFileError("bad_date", f"{where}: “{clipped(text)}” is no date. Ask the bank.")


def clipped(text: str | None) -> str:
    """The beginning of a text from outside, fit for a message."""
    return " ".join((text or "").split())[:60]


def canonical(reference: str | None) -> str | None:
    """A reference as it is matched, or None if this is text rather than a reference."""
    key = reference_key(reference)
    if key is None or len(key) > LONGEST["reference"]:
        return None
    return key if key.isascii() and key.isalnum() else None


def short(kind: str, *texts: str | None) -> str | None:
    """The texts in one line, no longer than its column holds; None when nothing is said."""
    joined = " ".join(" ".join(text.replace("\x00", "").split()) for text in texts if text)
    return joined[: LONGEST[kind]].strip() or None


def first(*texts: str | None) -> str | None:
    """The first text that says something."""
    return next((text for text in texts if text), None)


def shared(
    total: Decimal, parts: Sequence[tuple[str | None, Decimal | None]]
) -> list[tuple[str | None, Decimal]]:
    """A payment over the references it names, credit notes last; whole if that does not add up.

    Without an amount for each part, or with another sum in them than was paid, the whole payment
    goes to the first reference.
    """
    told = [(reference, amount) for reference, amount in parts if amount]
    rest = total - sum((amount for _, amount in told), ZERO)
    if len(told) < max(len(parts), 2) or rest:
        return [(first(*(reference for reference, _ in parts)), total)]
    return sorted(told, key=lambda part: part[1] * total < ZERO)
