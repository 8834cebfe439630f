"""Deciding what becomes of customer records, one after another, against what is known."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.customer import Customer, country_faults, interest_faults, language_in
from karhu.customers.ledger import Ledger
from karhu.customers.placement import Rule, Rules, placed
from karhu.kit.ids import uuid7
from karhu.kit.problems import Fault
from karhu.kit.records import Matching, Outcome, Shelf, failed, given, result_of

KEYS = ("external_id", "number")
NOBODY = UUID(int=0)

Record = types.CustomerWrite | types.CustomerChanges


class Book(msgspec.Struct, frozen=True, kw_only=True):
    """The customers that a batch touches, the company's rules, and numbers that are free."""

    ledger: Ledger
    shelf: Shelf[Customer]
    rules: Rules
    free_numbers: Iterator[str]


def decide(book: Book, record: Record, *, matching: Matching) -> Outcome:
    """Decide one record; what it makes or changes is on the book's shelf afterwards."""
    fields = given(record)
    label = fields.get("number") or fields.get("external_id")
    before, faults = _match(book.shelf, fields, matching)
    after = _described(before or _blank(fields, book.ledger), fields)
    chosen, rule_faults = book.rules.chosen(fields, kind=after.kind)
    faults += rule_faults + country_faults(after.country) + interest_faults(after)
    faults += _taken(book.shelf, after, fields)
    if faults:
        return failed(faults, label=label)
    if not after.number:
        after = msgspec.structs.replace(after, number=_free_number(book))
    after = _placed(book, after, before=before, chosen=chosen)
    book.shelf.put(after)
    return Outcome(result=result_of(before, after), id=after.id, label=label or after.number)


def _match(
    shelf: Shelf[Customer], fields: Mapping[str, Any], matching: Matching
) -> tuple[Customer | None, list[Fault]]:
    known = shelf.find("external_id", fields.get("external_id"))
    match matching:
        case UUID():
            return shelf.get(matching), []
        case "create":
            return None, [_external_id_taken(known)] if known is not None else []
        case "external_id":
            return known, []
        case "any":
            return known or _by_number(shelf, fields), []


def _by_number(shelf: Shelf[Customer], fields: Mapping[str, Any]) -> Customer | None:
    """The customer of this number, unless another external id says that it is somebody else."""
    found = shelf.find("number", fields.get("number"))
    if found is None or None in (found.external_id, fields.get("external_id")):
        return found
    return None


def _external_id_taken(customer: Customer) -> Fault:
    detail = f"The external id {customer.external_id} is of customer {customer.number}. Put it."
    return Fault(pointer="/external_id", code="external_id_taken", detail=detail)


def _blank(fields: Mapping[str, Any], ledger: Ledger) -> Customer:
    country = fields.get("country") or ledger.country
    return Customer(
        id=uuid7(),
        number="",
        kind="",
        name="",
        country=country,
        language=language_in(country, ledger),
        rule_id=NOBODY,
    )


_REQUIRED = frozenset({"number", "kind", "name", "country", "language"})
_OWN = frozenset(Customer.__struct_fields__) - {"id", "key", "rule_id", "interest_percent"}


def _described(customer: Customer, fields: Mapping[str, Any]) -> Customer:
    told = {
        name: value
        for name, value in fields.items()
        if name in _OWN and (value is not None or name not in _REQUIRED)
    }
    return msgspec.structs.replace(customer, **told, **_rate(fields))


def _rate(fields: Mapping[str, Any]) -> dict[str, Decimal | None]:
    """The rate of the customer's own terms; it goes when the terms go."""
    if (percent := fields.get("interest_percent")) is not None:
        return {"interest_percent": Decimal(percent)}
    has_gone = "interest_percent" in fields or fields.get("interest_basis", "agreed") != "agreed"
    return {"interest_percent": None} if has_gone else {}


def _taken(shelf: Shelf[Customer], after: Customer, fields: Mapping[str, Any]) -> list[Fault]:
    found = shelf.find("number", fields.get("number"))
    if found is None or found.id == after.id:
        return []
    detail = f"The number {found.number} is of {found.name}. Give another or change that customer."
    return [Fault(pointer="/number", code="number_taken", detail=detail)]


def _free_number(book: Book) -> str:
    return next(n for n in book.free_numbers if book.shelf.find("number", n) is None)


def _placed(
    book: Book, after: Customer, *, before: Customer | None, chosen: Rule | None
) -> Customer:
    today = book.ledger.today
    return placed(after, before=before, chosen=chosen, rules=book.rules, today=today)
