"""What an invoice cannot be; each fault says how to mend it."""

from datetime import date
from decimal import Decimal

from karhu.invoices.invoice import Invoice
from karhu.invoices.item import item_faults
from karhu.kit.money import CURRENCIES, ZERO, written
from karhu.kit.problems import Fault

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
MOST = Decimal("999999999999.99")  # what the contract can write
LOCKED_AT_AGENCY = ("invoice_on", "due_on", "currency", "reference")  # R185, R186
DATES = (
    "invoice_on", "due_on", "sent_on", "promised_on", "disputed_since", "reminded_on",
    "noticed_on", "collected_on",
)  # fmt: skip
LETTERS = ("reminded_on", "noticed_on", "collected_on")


def faults_of(after: Invoice, *, before: Invoice | None, today: date) -> list[Fault]:
    """Everything about an invoice that cannot be, and every change that is refused."""
    found = _money_faults(after) + item_faults(after.items, total=after.total)
    found += _date_faults(after, today)
    return found if before is None else found + _change_faults(before, after)


def _money_faults(invoice: Invoice) -> list[Fault]:
    found, total, open_ = [], invoice.total, invoice.open
    if invoice.currency not in CURRENCIES:
        detail = f"{invoice.currency} is no currency of ISO 4217; the euro is EUR."
        found.append(Fault(pointer="/currency", code="unknown_currency", detail=detail))
    if invoice.kind == "credit_note":
        return found + _credit_faults(invoice)
    if total < ZERO:
        detail = "An invoice cannot be negative. Send it as a credit_note."
        found.append(Fault(pointer="/total", code="negative_total", detail=detail))
    elif open_ > total:
        detail = f"No more than the total of {written(total)} can be open; interest is a claim."
        found.append(Fault(pointer="/open", code="open_above_total", detail=detail))
    if abs(open_) > MOST:
        detail = f"What is open lies beyond {MOST}. Send `open` with the total."
        found.append(Fault(pointer="/open", code="amount_out_of_range", detail=detail))
    return found


def _credit_faults(invoice: Invoice) -> list[Fault]:
    found = []
    if invoice.total >= ZERO:
        detail = "A credit note's total is negative, such as -124.00."
        found.append(Fault(pointer="/total", code="credit_note_positive", detail=detail))
    elif not invoice.total <= invoice.open <= ZERO:
        detail = f"What is open of this credit note lies between {written(invoice.total)} and 0.00."
        found.append(Fault(pointer="/open", code="open_above_total", detail=detail))
    if invoice.original_invoice_id is None:
        detail = "Give in original_number the number of the invoice that it credits."
        found.append(Fault(pointer="/original_number", code="original_required", detail=detail))
    return found


def _date_faults(invoice: Invoice, today: date) -> list[Fault]:
    found = []
    for field in DATES:
        day = getattr(invoice, field)
        if day is not None and not FIRST_DAY <= day <= LAST_DAY:
            detail = f"{day} is not between {FIRST_DAY} and {LAST_DAY}. Check the year."
            found.append(Fault(pointer=f"/{field}", code="date_out_of_range", detail=detail))
        elif day is not None and field in LETTERS and day > today:
            detail = f"{day} has not come yet. Give the day on which the letter went out."
            found.append(Fault(pointer=f"/{field}", code="in_the_future", detail=detail))
    if invoice.due_on < invoice.invoice_on:
        detail = f"It would be due before its invoice date, {invoice.invoice_on}."
        found.append(Fault(pointer="/due_on", code="due_before_invoice", detail=detail))
    return found


def _change_faults(before: Invoice, after: Invoice) -> list[Fault]:
    found = []
    if before.kind != after.kind:
        found.append(_fixed("kind", "An invoice stays what it is. Send a new one."))
    if before.customer_id != after.customer_id and (before.has_case or before.has_payments):
        detail = "It has been taken up or paid, so it stays with its customer. Credit it instead."
        found.append(_fixed("customer_id", detail))
    if before.currency != after.currency and (before.has_case or before.has_payments):
        detail = "It has been taken up or paid, so it stays in its currency. Credit it instead."
        found.append(_fixed("currency", detail))
    if before.is_at_agency and after.is_at_agency:
        found += [_locked(f) for f in LOCKED_AT_AGENCY if getattr(before, f) != getattr(after, f)]
    return found


def _fixed(field: str, detail: str) -> Fault:
    return Fault(pointer=f"/{field}", code=f"{field.removesuffix('_id')}_fixed", detail=detail)


def _locked(field: str) -> Fault:
    detail = "The invoice is at the agency, which works with what it was told. Withdraw it first."
    return Fault(pointer=f"/{field}", code="locked_at_agency", detail=detail)
