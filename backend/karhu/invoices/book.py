"""Deciding what becomes of invoice records, one after another, against what is known."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.ledger import Ledger
from karhu.events.log import Event
from karhu.invoices.checks import faults_of
from karhu.invoices.invoice import STORED, Invoice, settled
from karhu.invoices.item import told_items
from karhu.invoices.reference import reference_key
from karhu.kit.ids import uuid7
from karhu.kit.money import ZERO, written
from karhu.kit.problems import Fault
from karhu.kit.records import (
    Matching,
    Outcome,
    Shelf,
    changed_fields,
    failed,
    given,
    named,
    result_of,
)

KEYS = ("external_id", "number")
NOBODY = UUID(int=0)
# What decides whether a letter goes: its history keeps every change, whoever made it.
WATCHED = frozenset({
    "reminds_automatically", "has_payment_plan", "promised_on", "disputed_since", "is_in_sending",
    "is_at_agency", "financing", "reminded_on", "noticed_on", "collected_on",
    "dispatches_automatically",
})  # fmt: skip
FROM_OTHERS = frozenset({"reference_key", "settled_on", "items"})

Record = types.InvoiceWrite | types.InvoiceChanges


class Debtor(msgspec.Struct, frozen=True, kw_only=True):
    """A customer, by all the names an invoice may call it."""

    id: UUID
    external_id: str | None
    number: str


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """The invoices and customers that a batch touches, and what the log will say."""

    ledger: Ledger
    actor: str
    received_on: date
    shelf: Shelf[Invoice]
    debtors: Shelf[Debtor]
    events: list[Event] = []


def decide(book: Book, record: Record, *, matching: Matching) -> Outcome:
    """Decide one record; what it makes or changes is on the book's shelf afterwards."""
    fields = given(record)
    label = fields.get("number") or fields.get("external_id")
    before, faults = _match(book.shelf, fields, matching)
    draft, name_faults = _drafted(book, fields, before)
    faults += name_faults
    # a missing original is told once, by the name that was not found
    told = {fault.pointer for fault in faults}
    found = faults_of(draft, before=before, today=book.ledger.today)
    faults += [fault for fault in found if fault.pointer not in told]
    if faults:
        return failed(faults, label=label)
    after = _closed(book, _credited(book, draft, fields, before))
    book.shelf.put(after)
    if before is not None:
        _tell(book, before, after, is_by_hand=isinstance(matching, UUID))
    return Outcome(result=result_of(before, after), id=after.id, label=label or after.number)


def _match(
    shelf: Shelf[Invoice], fields: Mapping[str, Any], matching: Matching
) -> tuple[Invoice | None, list[Fault]]:
    known = shelf.find("external_id", fields.get("external_id"))
    homonym = shelf.find("number", fields.get("number"))
    match matching:
        case UUID():
            return shelf.get(matching), []
        case "create":
            taken = [_external_id_taken(known)] if known is not None else []
            return None, taken + _number_taken(homonym, None)
        case "external_id":
            return known, _number_taken(homonym, known)
        case "any":
            found = known if known is not None else _unnamed(homonym, fields)
            return found, _number_taken(homonym, found)


def _unnamed(homonym: Invoice | None, fields: Mapping[str, Any]) -> Invoice | None:
    """The invoice of this number, unless another external id says that it is another one."""
    if homonym is None or None in (homonym.external_id, fields.get("external_id")):
        return homonym
    return None


def _external_id_taken(invoice: Invoice) -> Fault:
    detail = f"The external id {invoice.external_id} is of invoice {invoice.number}. Put it."
    return Fault(pointer="/external_id", code="external_id_taken", detail=detail)


def _number_taken(homonym: Invoice | None, own: Invoice | None) -> list[Fault]:
    if homonym is None or (own is not None and homonym.id == own.id):
        return []
    known_as = f" with the external id {homonym.external_id}" if homonym.external_id else ""
    detail = f"There is an invoice {homonym.number} already{known_as}. Numbers are unique."
    return [Fault(pointer="/number", code="number_taken", detail=detail)]


def _drafted(
    book: Book, fields: Mapping[str, Any], before: Invoice | None
) -> tuple[Invoice, list[Fault]]:
    """The invoice as the record describes it, and the names in it that mean nothing."""
    debtor, faults = _debtor(book, fields, before)
    original, original_faults = _original(book.shelf, fields, debtor)
    told = {name: fields[name] for name in STORED if name in fields and name != "id"}
    for field in ("total", "open"):
        if field in told:
            told[field] = Decimal(told[field])
    if "items" in fields:
        told["items"] = told_items(fields["items"])
    told["customer_id"] = debtor or (before.customer_id if before is not None else NOBODY)
    if original is not None:
        told["original_invoice_id"] = original.id
    if "reference" in told:
        told["reference_key"] = reference_key(told["reference"])
    draft = _begun(book, told) if before is None else _continued(before, told)
    return draft, faults + original_faults


def _begun(book: Book, told: dict[str, Any]) -> Invoice:
    suggested = {"open": told["total"], "sent_on": told["invoice_on"]}
    fixed = {"id": uuid7(), "received_on": book.received_on}
    return Invoice(**{**suggested, **told, **fixed})


def _continued(before: Invoice, told: dict[str, Any]) -> Invoice:
    """The invoice brought up to date; a corrected total moves what is open by as much.

    What Karhu sent stays sent, however often a ledger repeats that it did not send it itself.
    """
    if before.went_out and told.get("sent_on", before.sent_on) is None:
        told = {**told, "sent_on": before.sent_on}
    if "open" not in told and "total" in told:
        told = {**told, "open": before.open + told["total"] - before.total}
    return msgspec.structs.replace(before, **told)


def _debtor(
    book: Book, fields: Mapping[str, Any], before: Invoice | None
) -> tuple[UUID | None, list[Fault]]:
    finders = {
        "customer_id": lambda value: book.debtors.get(UUID(value)),
        "customer_external_id": lambda value: book.debtors.find("external_id", value),
        "customer_number": lambda value: book.debtors.find("number", value),
    }
    debtor, faults = named(fields, finders, unknown=_unknown_customer)
    if debtor is not None or faults:
        return debtor.id if debtor is not None else None, faults
    if before is not None:
        return before.customer_id, []
    detail = "Name the customer: customer_id, customer_external_id or customer_number."
    return None, [Fault(pointer="/customer_id", code="customer_required", detail=detail)]


def _unknown_customer(field: str, value: Any) -> Fault:
    detail = f"There is no customer {value}. Send the customer before the invoice."
    return Fault(pointer=f"/{field}", code="unknown_customer", detail=detail)


def _original(
    shelf: Shelf[Invoice], fields: Mapping[str, Any], debtor: UUID | None
) -> tuple[Invoice | None, list[Fault]]:
    number = fields.get("original_number")
    found = shelf.find("number", number)
    if number is None:
        return None, []
    if found is None or number == fields.get("number"):
        return None, [_unfit_original("unknown_original", f"There is no invoice {number} yet.")]
    if debtor is not None and found.customer_id != debtor:
        detail = f"Invoice {number} is of another customer."
        return None, [_unfit_original("original_of_another", detail)]
    return found, []


def _unfit_original(code: str, detail: str) -> Fault:
    mend = "Give the number of the credited invoice, and send that one first."
    return Fault(pointer="/original_number", code=code, detail=f"{detail} {mend}")


def _credited(
    book: Book, draft: Invoice, fields: Mapping[str, Any], before: Invoice | None
) -> Invoice:
    """Set a new credit note off against its original, unless the ledger says what is open.

    Otherwise a credited invoice would still be reminded until the ledger sends it again.
    """
    original = book.shelf.get(draft.original_invoice_id)
    if before is not None or draft.kind != "credit_note" or "open" in fields or original is None:
        return draft
    if original.currency != draft.currency or original.open <= ZERO:
        return draft
    amount = min(original.open, -draft.total)
    reduced = msgspec.structs.replace(original, open=original.open - amount)
    book.shelf.put(_closed(book, reduced))
    detail = {"credit_note": draft.number, "amount": written(amount)}
    book.events.append(_event(book, "invoice_credited", original, detail))
    return msgspec.structs.replace(draft, open=draft.total + amount)


def _closed(book: Book, invoice: Invoice) -> Invoice:
    on = settled(
        kind=invoice.kind, open=invoice.open, before=invoice.settled_on, on=book.ledger.today
    )
    return msgspec.structs.replace(invoice, settled_on=on)


def _tell(book: Book, before: Invoice, after: Invoice, *, is_by_hand: bool) -> None:
    changes = changed_fields(before, after)
    told = {
        field: change
        for field, change in changes.items()
        if field in WATCHED or (is_by_hand and field not in FROM_OTHERS)
    }
    if told:
        book.events.append(_event(book, "invoice_changed", after, {"changes": told}))


def _event(book: Book, kind: str, invoice: Invoice, detail: dict[str, Any]) -> Event:
    return Event(
        kind=kind,
        actor=book.actor,
        occurred_on=book.ledger.today,
        invoice_id=invoice.id,
        customer_id=invoice.customer_id,
        detail=detail,
    )
