"""An invoice: one receivable, as the ledger of record describes it."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.invoices.item import InvoiceItem
from karhu.kit.money import ZERO


class Invoice(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `invoices`; `key` is 0 until it is stored, `went_out`: Karhu itself sent it."""

    id: UUID
    key: int = 0
    external_id: str | None = None
    number: str
    kind: str = "invoice"
    customer_id: UUID
    trade_name: str | None = None
    source: str = "api"
    currency: str
    total: Decimal
    open: Decimal
    invoice_on: date
    due_on: date
    sent_on: date | None
    received_on: date
    reference: str | None = None
    reference_key: str | None = None
    original_invoice_id: UUID | None = None
    reminds_automatically: bool = True
    has_payment_plan: bool = False
    promised_on: date | None = None
    disputed_since: date | None = None
    is_in_sending: bool = False
    is_at_agency: bool = False
    financing: str = "none"
    reminded_on: date | None = None
    noticed_on: date | None = None
    collected_on: date | None = None
    settled_on: date | None = None
    dispatches_automatically: bool = True
    items: tuple[InvoiceItem, ...] = ()
    has_case: bool = False
    has_payments: bool = False
    went_out: bool = False


STORED = tuple(
    name
    for name in Invoice.__struct_fields__
    if name not in ("items", "has_case", "has_payments", "went_out")
)


def is_owed(*, kind: str, open: Decimal) -> bool:
    """Whether anything of the principal is owed: by the debtor, or on a credit note to him."""
    return open < ZERO if kind == "credit_note" else open > ZERO


def settled(*, kind: str, open: Decimal, before: date | None, on: date) -> date | None:
    """The day of settlement: `on` if the principal has just been settled, None while it is owed."""
    if is_owed(kind=kind, open=open):
        return None
    return before or on
