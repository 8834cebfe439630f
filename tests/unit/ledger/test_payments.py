"""Deciding about payments without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from karhu.kit.records import Outcome
from karhu.payments.book import Book, decide
from tests.unit.ledger.builders import OTHER_DEBTOR, debt, payment_book, payment_write


def parts(book: Book) -> list[tuple[str, Decimal]]:
    return [(split.part, split.amount) for split in book.splits]


def rest(book: Book, outcome: Outcome) -> Decimal:
    payment = book.shelf.get(outcome.id)
    assert payment is not None
    return payment.unallocated


def test_a_payment_covers_the_principal_then_the_fee_and_the_rest_waits() -> None:
    owed = debt(number="1", fee=Decimal(5))
    book = payment_book(owed)
    outcome = decide(book, payment_write("120.00", invoice_number="1"), matching="any")
    assert parts(book) == [("principal", Decimal(100)), ("fee", Decimal(5))]
    assert rest(book, outcome) == Decimal(15)
    assert [fault.code for fault in outcome.faults] == ["left_over"]
    assert book.debts.get(owed.id).settled_on == date(2026, 2, 20)  # type: ignore[union-attr]


@pytest.mark.req("R088")
def test_a_paid_principal_settles_though_the_fee_is_open() -> None:
    owed = debt(number="1", fee=Decimal(5))
    book = payment_book(owed)
    decide(book, payment_write("100.00", invoice_number="1"), matching="any")
    after = book.debts.get(owed.id)
    assert after is not None
    assert (after.settled_on, after.fee_paid) == (date(2026, 2, 20), Decimal(0))


def test_payments_of_one_batch_never_pay_more_than_is_owed() -> None:
    owed = debt(number="1")
    book = payment_book(owed)
    outcomes = [
        decide(book, payment_write("60.00", invoice_number="1"), matching="any") for _ in range(3)
    ]
    assert [rest(book, outcome) for outcome in outcomes] == [0, 20, 60]
    assert book.debts.get(owed.id).open == 0  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "named",
    [{"invoice_external_id": "x"}, {"invoice_number": "1"}, {"reference": "RF18539007547034"}],
)
def test_an_invoice_is_found_by_any_of_its_names(named: dict[str, Any]) -> None:
    book = payment_book(debt(external_id="x", number="1", reference_key="539007547034"))
    assert rest(book, decide(book, payment_write("100.00", **named), matching="any")) == 0


def test_an_id_goes_before_a_number_and_a_number_before_a_reference() -> None:
    first, second = debt(number="1"), debt(number="2", reference_key="13")
    book = payment_book(first, second)
    record = payment_write("10.00", invoice_id=str(first.id), invoice_number="2", reference="13")
    decide(book, record, matching="any")
    assert [split.invoice_id for split in book.splits] == [first.id]


def test_a_reference_of_several_invoices_pays_the_oldest_first() -> None:
    newer = debt(reference_key="13", due_on=date(2026, 3, 1))
    older = debt(reference_key="13", due_on=date(2026, 2, 1))
    book = payment_book(newer, older)
    decide(book, payment_write("150.00", reference="13"), matching="any")
    assert [(s.invoice_id, s.amount) for s in book.splits] == [(older.id, 100), (newer.id, 50)]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reference": "999"}, "no_invoice"),
        ({}, "no_invoice"),
        ({"invoice_number": "1", "currency": "SEK"}, "currency_differs"),
        ({"reference": "13"}, "ambiguous_reference"),
    ],
)
def test_money_without_a_clear_invoice_is_kept_and_waits(more: dict[str, Any], code: str) -> None:
    book = payment_book(
        debt(number="1", reference_key="13"),
        debt(reference_key="13", customer_id=OTHER_DEBTOR.id),
    )
    outcome = decide(book, payment_write("10.00", **more), matching="create")
    assert outcome.result == "created"
    assert [fault.code for fault in outcome.faults] == [code]
    assert rest(book, outcome) == Decimal(10)
    assert book.events[0].reasons == (code,)


def test_a_reversal_makes_the_principal_owed_again() -> None:
    owed = debt(number="1", open=Decimal(0), settled_on=date(2026, 2, 10), fee=Decimal(5),
                fee_paid=Decimal(5))  # fmt: skip
    book = payment_book(owed)
    decide(book, payment_write("-105.00", invoice_number="1"), matching="any")
    after = book.debts.get(owed.id)
    assert after is not None
    assert (after.open, after.fee_paid, after.settled_on) == (Decimal(100), Decimal(0), None)


def test_no_more_is_taken_back_than_was_paid() -> None:
    book = payment_book(debt(number="1", open=Decimal(40)))
    outcome = decide(book, payment_write("-100.00", invoice_number="1"), matching="any")
    assert rest(book, outcome) == Decimal(-40)


def test_money_that_goes_out_pays_a_credit_note() -> None:
    note = debt(number="1", kind="credit_note", total=Decimal(-30), open=Decimal(-30))
    book = payment_book(note)
    assert rest(book, decide(book, payment_write("-30", invoice_number="1"), matching="any")) == 0
    assert book.debts.get(note.id).settled_on == date(2026, 2, 20)  # type: ignore[union-attr]


def test_the_same_payment_twice_is_one_payment() -> None:
    book = payment_book(debt(number="1"))
    record = payment_write("10.00", invoice_number="1", external_id="p")
    first, second = (decide(book, record, matching="external_id") for _ in range(2))
    assert (first.result, second.result, first.id) == ("created", "unchanged", second.id)
    assert len(book.splits) == len(book.events) == 1


@pytest.mark.parametrize(
    ("record", "pointer", "code"),
    [
        (payment_write("11.00", external_id="p"), "/amount", "payment_differs"),
        (payment_write("10.00", external_id="p", currency="SEK"), "/currency", "payment_differs"),
        (payment_write("0.00"), "/amount", "zero_amount"),
        (payment_write("1.00", currency="XXQ"), "/currency", "unknown_currency"),
        (payment_write("1.00", paid_on=date(1, 1, 1)), "/paid_on", "date_out_of_range"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(record: Any, pointer: str, code: str) -> None:
    book = payment_book(debt(number="1"))
    decide(book, payment_write("10.00", external_id="p"), matching="any")
    outcome = decide(book, record, matching="any")
    assert [(fault.pointer, fault.code) for fault in outcome.faults] == [(pointer, code)]
    assert len(book.shelf.added()) == 1
