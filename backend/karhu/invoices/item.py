"""A row of an invoice: what was sold, how much of it, and what it costs."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from karhu.kit.money import ZERO, written
from karhu.kit.problems import Fault

AMOUNTS = ("quantity", "unit_price", "vat_percent", "net", "vat")


class InvoiceItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row as it was told; `net` and `vat` of the whole row, `unit_price` without VAT."""

    text: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    unit_price: Decimal | None = None
    vat_percent: Decimal = ZERO
    net: Decimal
    vat: Decimal = ZERO


def told_items(rows: Sequence[Any]) -> tuple[InvoiceItem, ...]:
    """The rows of a record of the contract; what is absent or empty takes its default."""
    return tuple(_told(row) for row in rows)


def _told(row: Any) -> InvoiceItem:
    named = {name: getattr(row, name) for name in InvoiceItem.__struct_fields__}
    values: dict[str, Any] = {
        name: Decimal(value) if name in AMOUNTS else value.strip()
        for name, value in named.items()
        if value is not msgspec.UNSET
    }
    return InvoiceItem(**values)


def kept_items(stored: list[Any] | None) -> tuple[InvoiceItem, ...]:
    """The rows as they are stored."""
    return msgspec.convert(stored or [], tuple[InvoiceItem, ...])


def item_faults(items: Sequence[InvoiceItem], *, total: Decimal) -> list[Fault]:
    """The fault of rows that do not add up to the invoice; none where there are no rows."""
    found = sum((item.net + item.vat for item in items), ZERO)
    if not items or found == total:
        return []
    detail = (
        f"The rows add up to {written(found)} with VAT, the total is {written(total)}. Send all"
        " rows, with a row for the rounding if there is one; or items: [] to have none."
    )
    return [Fault(pointer="/items", code="items_differ_from_total", detail=detail)]
