"""Everything a document says, as figures and names: what is typeset, mailed or told an operator.

A document asks one debtor for one currency's claims. It holds no markup and no layout; amounts are
Decimal in `currency` with two places, dates are dates, texts are plain with `\\n` between lines.
"""

from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from karhu.kit.money import ZERO
from karhu.letters.calculation import Calculation

DocumentKind = Literal[
    "reminder", "notice", "collection_letter", "possession_warning", "interest_invoice",
    "account_statement", "invoice", "credit_note",
]  # fmt: skip
Language = Literal["fi", "sv", "en"]


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """The creditor or the debtor, as far as it is known; nothing is an empty text."""

    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    country: str = ""
    business_id: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    einvoice_address: str = ""
    einvoice_operator: str = ""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """Where money may be paid in the document's currency: an IBAN, a Swedish bankgiro, or both."""

    iban: str = ""
    bic: str = ""
    bankgiro: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice that is claimed, at its own step; `open` is its principal now."""

    step: DocumentKind
    ordinal: int = 1  # which letter about this invoice it is, from 1
    invoice_number: str
    invoice_on: date
    due_on: date
    reference: str = ""
    total: Decimal
    open: Decimal
    fee: Decimal = ZERO
    interest: Decimal = ZERO
    interest_until: date | None = None
    calculation: Calculation | None = None
    compensation: Decimal = ZERO
    pay_by_on: date

    @property
    def claimed(self) -> Decimal:
        """All that is asked for this invoice."""
        return self.open + self.fee + self.interest + self.compensation


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """What the debtor has in hand: a credit note or a payment that no invoice has yet; positive."""

    kind: Literal["credit_note", "payment"]
    number: str
    on: date
    amount: Decimal


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One row of an invoice or an interest invoice; `net` and `vat` of the whole row."""

    text: str
    quantity: Decimal = Decimal(1)
    unit: str = ""
    unit_price: Decimal | None = None  # without VAT; may have more than two places
    vat_percent: Decimal = ZERO
    net: Decimal
    vat: Decimal = ZERO


class Basis(msgspec.Struct, frozen=True, kw_only=True):
    """By which article a part may be asked for."""

    part: Literal["fee", "interest", "compensation"]
    statute: str


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How the company's paper looks: a colour `#rrggbb`, and its logo as PNG, JPEG or SVG."""

    colour: str = "#1f4d4a"
    logo: bytes = b""
    logo_kind: Literal["", "png", "jpg", "svg"] = ""


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A whole document. `number` is the invoice's own, or empty for a letter about invoices."""

    kind: DocumentKind
    id: str
    number: str = ""
    language: Language
    country: str
    sent_on: date
    due_on: date
    creditor: Party
    debtor: Party
    currency: str
    title: str
    text: str
    reference: str = ""
    account: Account | None = None
    lines: tuple[Line, ...] = ()
    credits: tuple[Credit, ...] = ()
    items: tuple[Item, ...] = ()
    bases: tuple[Basis, ...] = ()
    is_consumer: bool = False
    asks_nothing: bool = False  # tells somebody who owes nothing: no amount stands on it
    customer: str = ""  # whose invoices they are, where the letter goes to somebody else
    is_collective: bool = False  # about all that a customer owes, under the case's own reference
    look: Look = Look()

    @property
    def claimed(self) -> Decimal:
        """What all lines and items ask for, before credits."""
        items = sum((item.net + item.vat for item in self.items), ZERO)
        return sum((line.claimed for line in self.lines), items)

    @property
    def credited(self) -> Decimal:
        """What the debtor has in hand."""
        return sum((credit.amount for credit in self.credits), ZERO)

    @property
    def payable(self) -> Decimal:
        """What is to be paid; below zero it is the creditor who owes."""
        return self.claimed - self.credited

    @property
    def pay_by_one(self) -> date | None:
        """The day to pay by, where it is the same for all that is claimed."""
        days = {line.pay_by_on for line in self.lines} or {self.due_on}
        return days.pop() if len(days) == 1 else None
