"""The letters of a case as they stood when each was sent. No I/O."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

import msgspec

from karhu.dispatch.composing import once_approved
from karhu.kit.money import ZERO
from karhu.letters.document import Document

Row = Mapping[str, Any]
INTEREST = ("interest", "compensation")


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice as a letter claimed it."""

    invoice_number: str
    due_on: date
    principal: Decimal
    fee: Decimal
    interest: Decimal
    compensation: Decimal

    @property
    def total(self) -> Decimal:
        """All that was asked for this invoice."""
        return self.principal + self.fee + self.interest + self.compensation


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A letter: the message that leads, what was open, its fee, what is new since the last one.

    `recipients` are all whom it went to, each with a copy of their own.
    """

    row: Row
    recipients: tuple[str, ...]
    items: tuple[Item, ...]
    fee: Decimal
    new_interest: Decimal
    total: Decimal

    @property
    def principal(self) -> Decimal:
        """The open principal at that time."""
        return sum((item.principal for item in self.items), ZERO)


def letters_of(rows: Iterable[Row]) -> list[Sent]:
    """The letters in messages that are ordered by step and round; its copies say the same."""
    groups = groupby(rows, key=lambda row: (row["step_number"], row["round"]))
    return [_letter(tuple(found)) for _, found in groups]


def _letter(all_rows: Sequence[Row]) -> Sent:
    rows = [row for row in all_rows if not row["is_copy"]] or all_rows
    leading = next((row for row in rows if row["leads"]), rows[0])
    items, total = _said(leading, rows)
    return Sent(
        row=leading,
        recipients=_recipients(all_rows),
        items=items,
        fee=sum((row["fee"] for row in rows if row["fee"] is not None), ZERO),
        new_interest=sum((_added(row) for row in rows), ZERO),
        total=total,
    )


def _recipients(rows: Sequence[Row]) -> tuple[str, ...]:
    ordered = sorted(rows, key=lambda row: (row["is_copy"], row["id"]))
    told = [row["recipient_name"] or row["recipient"] for row in ordered]
    return tuple(dict.fromkeys(name for name in told if name))


def _said(leading: Row, rows: Sequence[Row]) -> tuple[tuple[Item, ...], Decimal]:
    """What was written in it; of a letter that is not written yet, what it is going to say."""
    if leading["document"] is not None:
        document = msgspec.json.decode(leading["document"], type=Document)
        items = tuple(
            Item(
                invoice_number=line.invoice_number, due_on=line.due_on, principal=line.open,
                fee=line.fee, interest=line.interest, compensation=line.compensation,
            )
            for line in document.lines
        )  # fmt: skip
        return items, document.payable
    coming = tuple(_coming(row) for row in rows)
    return coming, sum((item.total for item in coming), ZERO)


def _coming(row: Row) -> Item:
    names = once_approved(row, row if row["state"] == "proposed" else None)
    return Item(
        invoice_number=row["number"],
        due_on=row["due_on"],
        principal=row["open"],
        fee=names["fee_open"],
        interest=names["interest_open"],
        compensation=names["compensation_open"],
    )


def _added(row: Row) -> Decimal:
    """How much interest and compensation a message claims that none before it did."""
    if row["interest"] is None:
        return ZERO
    if row["state"] == "proposed":
        before = {part: row[f"{part}_open"] + row[f"{part}_paid"] for part in INTEREST}
    else:
        before = {part: Decimal((row["claim_before"] or {}).get(part) or 0) for part in INTEREST}
    return sum((row[part] - before[part] for part in INTEREST if row[part] is not None), ZERO)
