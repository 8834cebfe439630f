"""Interest that waits for an interest invoice, and the orders made of it. No I/O."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal
from uuid import UUID

import msgspec

from karhu.kit.money import ZERO
from karhu.kit.problems import Fault

Grouping = Literal["each", "customer"]


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """The final interest of one invoice, as far as it is counted, and what became of it."""

    invoice_id: UUID
    invoice_number: str
    customer_id: UUID
    currency: str
    due_on: date
    settled_on: date | None
    counted: Decimal
    paid: Decimal
    invoiced: Decimal
    periods: list[dict[str, Any]]

    @property
    def amount(self) -> Decimal:
        """What waits: counted, neither paid nor on an interest invoice."""
        return max(self.counted - self.paid - self.invoiced, ZERO)

    @property
    def day_count(self) -> int:
        """The days that bear interest."""
        return sum(period["day_count"] for period in self.periods)


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What the ledger of record makes one interest invoice of: one customer, one currency."""

    customer_id: UUID
    currency: str
    dues: tuple[Due, ...]

    @property
    def total(self) -> Decimal:
        """The sum of the lines, each of which was rounded once."""
        return sum((due.amount for due in self.dues), ZERO)

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The lines as they are kept and shown."""
        return [line_of(due) for due in self.dues]


def line_of(due: Due) -> dict[str, Any]:
    """An invoice's interest as a line: how it was counted, and what of it is charged."""
    return msgspec.to_builtins(
        {
            "invoice_id": due.invoice_id,
            "invoice_number": due.invoice_number,
            "due_on": due.due_on,
            "settled_on": due.settled_on,
            "day_count": due.day_count,
            "counted": due.counted,
            "paid": due.paid,
            "invoiced": due.invoiced,
            "amount": due.amount,
            "periods": due.periods,
        }
    )


def orders_of(dues: Iterable[Due], grouping: Grouping) -> list[Order]:
    """An order for each invoice, or for each customer and currency; `dues` come in that order."""

    def key(due: Due) -> tuple[UUID, str, UUID | None]:
        return due.customer_id, due.currency, due.invoice_id if grouping == "each" else None

    return [
        Order(customer_id=customer_id, currency=currency, dues=tuple(group))
        for (customer_id, currency, _), group in groupby(dues, key=key)
    ]


def faults_of(
    invoice_ids: Sequence[UUID], pairs: Sequence[tuple[UUID, str]], dues: Sequence[Due]
) -> Iterator[Fault]:
    """Everything that was asked for and of which no interest waits."""
    known = {due.invoice_id: due for due in dues}
    for index, invoice_id in enumerate(invoice_ids):
        due, pointer = known.get(invoice_id), f"/invoice_ids/{index}"
        if due is None:
            detail = "There is no such invoice."
            yield Fault(pointer=pointer, code="unknown_invoice", detail=detail)
        elif not due.amount:
            yield Fault(pointer=pointer, code=_why_none(due), detail=_why_none_text(due))
    waiting = {(due.customer_id, due.currency) for due in dues if due.amount}
    for index, (customer_id, currency) in enumerate(pairs):
        if (customer_id, currency) not in waiting:
            detail = (
                f"No interest in {currency} of this customer waits: it was ordered or paid "
                "meanwhile, or there was none. Read the list again."
            )
            yield Fault(pointer=f"/dues/{index}", code="nothing_waits", detail=detail)


def _why_none(due: Due) -> str:
    return "already_ordered" if due.invoiced else "nothing_waits"


def _why_none_text(due: Due) -> str:
    if due.invoiced:
        return f"The interest of invoice {due.invoice_number} is on an interest order already."
    return f"No interest of invoice {due.invoice_number} waits: it was paid, or there was none."
