"""Deciding what becomes of payment records, one after another, against what is known."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.bookings.voucher import Accounts, Voucher
from karhu.contract import types
from karhu.customers.ledger import Ledger
from karhu.events.log import Event
from karhu.invoices.checks import FIRST_DAY, LAST_DAY
from karhu.invoices.reference import reference_key
from karhu.kit.ids import uuid7
from karhu.kit.money import CURRENCIES, ZERO, written
from karhu.kit.problems import Fault
from karhu.kit.records import Matching, Outcome, Shelf, failed, given
from karhu.payments.allocation import Debt, Part, paid, split
from karhu.payments.payment import Payment
from karhu.payments.vouchers import voucher_of

PAYMENT_KEYS = ("external_id",)
DEBT_KEYS = ("external_id", "number")


class Split(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `allocations`."""

    payment_id: UUID
    invoice_id: UUID
    part: str
    amount: Decimal


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """The payments a batch names, the debts they may pay, and what the log will say."""

    ledger: Ledger
    actor: str
    shelf: Shelf[Payment]
    debts: Shelf[Debt]
    by_reference: Mapping[str, Sequence[UUID]]
    closed_references: Collection[str] = ()
    accounts: Accounts
    splits: list[Split] = []
    vouchers: list[Voucher] = []
    events: list[Event] = []


def by_reference(
    debts: Sequence[Debt], of_cases: Mapping[str, Collection[UUID]] | None = None
) -> dict[str, list[UUID]]:
    """The invoices that share a reference, the oldest due date first.

    By the reference of an open collection case all that is in it is paid (R258, R259); an
    invoice's own reference comes before a case's.
    """
    found: dict[str, list[UUID]] = {}
    ordered = sorted(debts, key=lambda debt: (debt.due_on, debt.key))
    for debt in ordered:
        if debt.reference_key is not None:
            found.setdefault(debt.reference_key, []).append(debt.id)
    for key, ids in (of_cases or {}).items():
        found.setdefault(key, [debt.id for debt in ordered if debt.id in ids])
    return found


def decide(book: Book, record: types.PaymentWrite, *, matching: Matching) -> Outcome:
    """Decide one payment; what it makes is in the book afterwards.

    Money is not refused for what it names: it has arrived. Without an invoice, or in another
    currency than the invoice's, it waits unallocated, and the outcome's remarks say why.
    """
    fields = given(record)
    label = fields.get("external_id") or fields.get("reference") or fields.get("invoice_number")
    amount = Decimal(fields["amount"])
    if faults := _faults(fields, amount):
        return failed(faults, label=label)
    if (known := book.shelf.find("external_id", fields.get("external_id"))) is not None:
        return _once_more(known, fields, amount, matching=matching)
    debts, remarks = _owed(book, fields)
    payable = [debt for debt in debts if debt.currency == fields["currency"]]
    if debts and not payable:
        remarks = [_other_currency(debts[0], fields["currency"])]
    payment = _allocated(book, fields, amount, payable)
    if payable and payment.unallocated:
        remarks = [_left_over(payment)]
    _tell(book, payment, debts, remarks)
    return Outcome(result="created", id=payment.id, label=label, faults=tuple(remarks))


def _faults(fields: Mapping[str, Any], amount: Decimal) -> list[Fault]:
    found, paid_on = [], fields["paid_on"]
    if fields["currency"] not in CURRENCIES:
        detail = f"{fields['currency']} is no currency of ISO 4217; the euro is EUR."
        found.append(Fault(pointer="/currency", code="unknown_currency", detail=detail))
    if amount == ZERO:
        detail = "A payment of nothing is none. Leave it out."
        found.append(Fault(pointer="/amount", code="zero_amount", detail=detail))
    if not FIRST_DAY <= paid_on <= LAST_DAY:
        detail = f"{paid_on} is not between {FIRST_DAY} and {LAST_DAY}. Check the year."
        found.append(Fault(pointer="/paid_on", code="date_out_of_range", detail=detail))
    return found


def _once_more(
    known: Payment, fields: Mapping[str, Any], amount: Decimal, *, matching: Matching
) -> Outcome:
    if matching == "create":
        detail = f"The payment {known.external_id} has been recorded. Put it, or give another id."
        fault = Fault(pointer="/external_id", code="external_id_taken", detail=detail)
        return failed([fault], label=known.external_id)
    told = {"amount": amount, "currency": fields["currency"], "paid_on": fields["paid_on"]}
    differing = [field for field, value in told.items() if getattr(known, field) != value]
    if differing:
        detail = (
            f"The payment {known.external_id} was recorded with {getattr(known, differing[0])}, and"
            " a payment does not change. Reverse it by one with the negative amount."
        )
        faults = [Fault(pointer=f"/{f}", code="payment_differs", detail=detail) for f in differing]
        return failed(faults, label=known.external_id)
    return Outcome(result="unchanged", id=known.id, label=known.external_id)


def _owed(book: Book, fields: Mapping[str, Any]) -> tuple[list[Debt], list[Fault]]:
    """The debts a payment is for: by id, external id, number, reference, in this order."""
    invoice_id = fields.get("invoice_id")
    found = (
        book.debts.get(UUID(invoice_id) if invoice_id else None)
        or book.debts.find("external_id", fields.get("invoice_external_id"))
        or book.debts.find("number", fields.get("invoice_number"))
    )
    if found is not None:
        return [found], []
    key = reference_key(fields.get("reference")) or ""
    debts = [
        debt for debt in map(book.debts.get, book.by_reference.get(key, ())) if debt is not None
    ]
    if not debts and key in book.closed_references:
        detail = "The collection case of this reference is closed: nothing is paid by it any more."
        return [], [_remark("case_closed", detail)]
    if not debts:
        return [], [_remark("no_invoice", "No invoice was found by what the payment names.")]
    if len({debt.customer_id for debt in debts}) > 1:
        detail = "Invoices of several customers have this reference."
        return [], [_remark("ambiguous_reference", detail)]
    return debts, []


def _remark(code: str, detail: str) -> Fault:
    return Fault(pointer="", code=code, detail=f"{detail} The payment waits unallocated.")


def _other_currency(debt: Debt, currency: str) -> Fault:
    detail = f"Invoice {debt.number} is in {debt.currency}, the payment in {currency}."
    return _remark("currency_differs", detail)


def _left_over(payment: Payment) -> Fault:
    more = "taken back than was paid" if payment.amount < ZERO else "paid than is owed"
    detail = f"More was {more}: {written(payment.unallocated)} waits unallocated."
    return Fault(pointer="/amount", code="left_over", detail=detail)


def _allocated(
    book: Book, fields: Mapping[str, Any], amount: Decimal, debts: Sequence[Debt]
) -> Payment:
    parts, rest = split(amount, debts, on=fields["paid_on"])
    payment = Payment(
        id=uuid7(),
        external_id=fields.get("external_id"),
        reference=fields.get("reference"),
        payer=fields.get("payer"),
        currency=fields["currency"],
        amount=amount,
        unallocated=rest,
        paid_on=fields["paid_on"],
        account=fields.get("account"),
        is_agency_remittance=fields.get("is_agency_remittance", False),
    )
    book.shelf.put(payment)
    book.splits.extend(_row(payment, part) for part in parts)
    before = {debt.id: debt for debt in debts}
    book.vouchers.append(voucher_of(book.accounts, payment, parts, before))
    touched = {part.invoice_id for part in parts}
    for debt in (debt for debt in debts if debt.id in touched):
        book.debts.put(paid(debt, parts, paid_on=payment.paid_on))
    return payment


def _row(payment: Payment, part: Part) -> Split:
    return Split(
        payment_id=payment.id, invoice_id=part.invoice_id, part=part.part, amount=part.amount
    )


def _tell(book: Book, payment: Payment, debts: Sequence[Debt], remarks: Sequence[Fault]) -> None:
    detail = {
        "payment_id": str(payment.id),
        "amount": written(payment.amount),
        "unallocated": written(payment.unallocated),
        "currency": payment.currency,
        "paid_on": payment.paid_on,
    }
    event = Event(
        kind="payment_recorded",
        actor=book.actor,
        occurred_on=book.ledger.today,
        reasons=tuple(remark.code for remark in remarks),
        invoice_id=debts[0].id if debts else None,
        customer_id=debts[0].customer_id if debts else None,
        detail=detail,
    )
    book.events.append(event)
