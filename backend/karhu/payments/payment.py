"""A payment: money that came in, a debt given up, or a credit note set against invoices."""

from datetime import date
from decimal import Decimal
from typing import Literal
from uuid import UUID

import msgspec

PaymentKind = Literal["money", "write_off", "matching"]


class Payment(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `payments`; `key` is 0 until it is stored. The amount never changes.

    `account` is the book-keeping account the money came to, where it is not the default one.
    """

    id: UUID
    key: int = 0
    external_id: str | None
    reference: str | None
    payer: str | None
    currency: str
    amount: Decimal
    unallocated: Decimal
    paid_on: date
    kind: PaymentKind = "money"
    account: str | None = None
    is_agency_remittance: bool = False
