"""The voucher of money that moved onto invoices, off them, or into the rest that waits. No I/O."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.bookings.voucher import (
    Accounts,
    Kind,
    Line,
    Recognised,
    Role,
    Voucher,
    cost_lines,
)
from karhu.kit.money import ZERO
from karhu.payments.allocation import Debt, Part
from karhu.payments.payment import Payment, PaymentKind

MONEY: dict[PaymentKind, Role] = {"money": "bank", "write_off": "credit_loss"}


def voucher_of(
    accounts: Accounts, payment: Payment, parts: Sequence[Part], debts: Mapping[UUID, Debt]
) -> Voucher:
    """A payment as it comes in: its money against its parts and the rest; `debts` are before it."""
    lines = []
    if payment.amount:
        lines.append(
            accounts.line(
                MONEY[payment.kind],
                payment.amount,
                currency=payment.currency,
                account=payment.account,
            )
        )
    lines += _lines(accounts, parts, debts, currency=payment.currency)
    if payment.unallocated:
        waits = -payment.unallocated
        lines.append(accounts.line("unallocated", waits, currency=payment.currency))
    kind: Kind = "payment" if payment.kind == "money" else payment.kind
    return _voucher(kind, payment, lines, payment.paid_on)


def moved(
    accounts: Accounts,
    payment: Payment,
    parts: Sequence[Part],
    debts: Mapping[UUID, Debt],
    *,
    on: date,
) -> Voucher:
    """Money moved between the rest of a payment and invoices; parts taken back are negative.

    It is booked on the day it moves: the month of the payment may be closed.
    """
    taken = sum((part.amount for part in parts), ZERO)
    lines = [accounts.line("unallocated", taken, currency=payment.currency)] if taken else []
    lines += _lines(accounts, parts, debts, currency=payment.currency)
    return _voucher("allocation", payment, lines, on)


def _voucher(kind: Kind, payment: Payment, lines: Sequence[Line], on: date) -> Voucher:
    return Voucher(
        kind=kind,
        booked_on=on,
        currency=payment.currency,
        payment_id=payment.id,
        lines=tuple(lines),
    )


def _lines(
    accounts: Accounts, parts: Sequence[Part], debts: Mapping[UUID, Debt], *, currency: str
) -> list[Line]:
    lines: list[Line] = []
    for part in parts:
        debt, amount = debts[part.invoice_id], part.amount
        more: Any = {"currency": currency, "invoice_id": debt.id, "customer_id": debt.customer_id}
        match part.part:
            case "principal":
                lines.append(accounts.line("receivables", -amount, **more))
            case "collection":
                lines += accounts.income("collection_income", amount, **more)
            case cost:
                before = _recognised(debt, cost)
                after = Recognised(before.booked, before.paid + amount)
                lines += cost_lines(accounts, cost, before, after, **more)
    return lines


def _recognised(debt: Debt, cost: str) -> Recognised:
    booked: Decimal = getattr(debt, f"{cost}_booked")
    return Recognised(booked, getattr(debt, f"{cost}_paid"))
