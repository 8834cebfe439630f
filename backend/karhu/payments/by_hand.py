"""Money put where a person says: on a part of an invoice's claim, or on what came on top."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

from karhu.kit.money import ZERO, written
from karhu.kit.problems import Fault
from karhu.payments.allocation import Debt, Part, room
from karhu.payments.payment import Payment


def faults_of(payment: Payment, wanted: Sequence[Part], debts: Mapping[UUID, Debt]) -> list[Fault]:
    """Everything that stands against putting a payment's rest so, each with its pointer.

    `collection` takes what came on top of an invoice's own parts, such as an agency's interest: it
    has no bound but the money there is, and leaves the principal alone (R191-R194). Interest and
    compensation take what had run by the day of the payment, whether a letter claimed it or not.
    """
    found = []
    for index, part in enumerate(wanted):
        before = wanted[:index]
        if fault := _fault(payment, part, debts.get(part.invoice_id), before):
            field, code, detail = fault
            found.append(Fault(pointer=f"/parts/{index}/{field}", code=code, detail=detail))
    total = sum((part.amount for part in wanted), ZERO)
    if not found and abs(total) > abs(payment.unallocated):
        detail = (
            f"The parts make {written(total)}, and {written(payment.unallocated)} of the payment"
            " waits. Put less, or take another part back first."
        )
        found.append(Fault(pointer="/parts", code="exceeds_unallocated", detail=detail))
    return found


def _fault(
    payment: Payment, part: Part, debt: Debt | None, before: Sequence[Part]
) -> tuple[str, str, str] | None:
    if debt is None:
        return "invoice_id", "no_invoice", "There is no such invoice."
    if debt.currency != payment.currency:
        detail = f"Invoice {debt.number} is in {debt.currency}, the payment in {payment.currency}."
        return "invoice_id", "currency_differs", detail
    if part.amount == ZERO or part.amount * payment.unallocated < ZERO:
        detail = f"{written(payment.unallocated)} waits: give an amount of that sign, not nothing."
        return "amount", "wrong_sign", detail
    if part.part == "collection":
        return None
    paid_on = payment.paid_on
    same = [p for p in before if (p.invoice_id, p.part) == (part.invoice_id, part.part)]
    left = room(debt, part.part, part.amount, on=paid_on, by_hand=True)
    left -= sum((abs(p.amount) for p in same), ZERO)
    if abs(part.amount) > left:
        detail = f"{written(left)} of the {part.part} of invoice {debt.number} can take money so."
        return "amount", "exceeds_owed", detail
    return None


def merged(parts: Sequence[Part]) -> list[Part]:
    """The parts with those of the same kind on the same invoice added up."""
    sums: dict[tuple[UUID, str], Decimal] = {}
    for part in parts:
        key = (part.invoice_id, part.part)
        sums[key] = sums.get(key, ZERO) + part.amount
    return [
        Part(invoice_id=invoice_id, part=kind, amount=amount)  # type: ignore[arg-type]
        for (invoice_id, kind), amount in sums.items()
    ]
