"""Deciding about invoices without a database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from karhu.contract import types
from karhu.invoices.book import decide
from karhu.invoices.invoice import Invoice
from karhu.kit.records import Outcome
from tests.unit.ledger.builders import (
    DEBTOR,
    OTHER_DEBTOR,
    TODAY,
    invoice,
    invoice_book,
    invoice_write,
)


def codes(outcome: Outcome) -> set[tuple[str, str]]:
    return {(fault.pointer, fault.code) for fault in outcome.faults}


def made(**more: Any) -> Invoice:
    book = invoice_book()
    outcome = decide(book, invoice_write(**more), matching="create")
    row = book.shelf.get(outcome.id)
    assert row is not None, outcome.faults
    return row


def test_an_invoice_is_open_in_full_and_sent_on_its_date_unless_told() -> None:
    row = made()
    assert (row.open, row.sent_on, row.received_on) == (Decimal(100), row.invoice_on, TODAY)
    assert row.customer_id == DEBTOR.id


def test_an_invoice_that_is_sent_as_unsent_stays_unsent() -> None:
    assert made(sent_on=None).sent_on is None


def test_what_the_ledger_of_record_says_is_open_is_open() -> None:
    assert made(open="40.00").open == Decimal(40)
    settled = made(open="0.00")
    assert settled.settled_on == TODAY


CREDIT = {"kind": "credit_note", "number": "2", "total": "-30.00"}


@pytest.mark.parametrize(
    ("more", "pointer", "code"),
    [
        ({"customer_number": "999"}, "/customer_number", "unknown_customer"),
        ({"customer_number": ""}, "/customer_id", "customer_required"),
        ({"customer_external_id": "zz"}, "/customer_external_id", "unknown_customer"),
        ({"customer_id": str(OTHER_DEBTOR.id)}, "/customer_number", "names_differ"),
        ({"currency": "XXQ"}, "/currency", "unknown_currency"),
        ({"total": "-1.00"}, "/total", "negative_total"),
        ({"open": "100.01"}, "/open", "open_above_total"),
        ({"due_on": date(2026, 1, 31)}, "/due_on", "due_before_invoice"),
        ({"due_on": date(9999, 1, 1)}, "/due_on", "date_out_of_range"),
        ({"invoice_on": date(22, 1, 1)}, "/invoice_on", "date_out_of_range"),
        ({"reminded_on": date(2026, 3, 2)}, "/reminded_on", "in_the_future"),
        ({"number": "1"}, "/number", "number_taken"),
        ({"external_id": "known"}, "/external_id", "external_id_taken"),
        ({**CREDIT, "total": "30.00", "original_number": "1"}, "/total", "credit_note_positive"),
        (CREDIT, "/original_number", "original_required"),
        ({**CREDIT, "original_number": "7"}, "/original_number", "unknown_original"),
        ({**CREDIT, "original_number": "2"}, "/original_number", "unknown_original"),
        (
            {**CREDIT, "original_number": "1", "customer_number": "200"},
            "/original_number",
            "original_of_another",
        ),
        ({**CREDIT, "original_number": "1", "open": "5.00"}, "/open", "open_above_total"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    more: dict[str, Any], pointer: str, code: str
) -> None:
    book = invoice_book(invoice(external_id="known"))
    outcome = decide(book, invoice_write(**{"number": "9", **more}), matching="create")
    assert outcome.result == "failed"
    assert (pointer, code) in codes(outcome)
    assert all(fault.detail for fault in outcome.faults)
    assert not book.shelf.added()
    assert not book.shelf.changed()


def test_every_fault_of_an_invoice_is_told_at_once() -> None:
    more = {"currency": "XXQ", "total": "-1.00", "customer_number": "9"}
    found = codes(decide(invoice_book(), invoice_write(**more), matching="any"))
    assert found == {
        ("/currency", "unknown_currency"),
        ("/total", "negative_total"),
        ("/customer_number", "unknown_customer"),
    }


def test_a_missing_original_is_told_once() -> None:
    record = invoice_write(**CREDIT, original_number="7")
    assert len(decide(invoice_book(), record, matching="any").faults) == 1


@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 2)])
def test_an_invoice_may_be_due_on_its_date_but_not_before(day: date) -> None:
    outcome = decide(invoice_book(), invoice_write(due_on=day), matching="any")
    assert (outcome.result == "failed") == (day < date(2026, 2, 1))


def test_the_later_of_two_lines_about_one_invoice_wins() -> None:
    book = invoice_book()
    lines = [invoice_write(external_id="a", total=total) for total in ("100.00", "90", "90.00")]
    outcomes = [decide(book, line, matching="any") for line in lines]
    assert [o.result for o in outcomes] == ["created", "updated", "unchanged"]
    assert [(row.total, row.open) for row in book.shelf.added()] == [(Decimal(90), Decimal(90))]


def test_a_failed_line_leaves_what_its_neighbour_made() -> None:
    book = invoice_book()
    decide(book, invoice_write(external_id="a"), matching="any")
    failed = decide(book, invoice_write(external_id="a", total="-5.00"), matching="any")
    assert failed.result == "failed"
    assert [row.total for row in book.shelf.added()] == [Decimal(100)]


def test_a_corrected_total_moves_what_is_open_by_as_much() -> None:
    row = invoice(open=Decimal("60.00"))
    book = invoice_book(row)
    decide(book, invoice_write(total="90.00"), matching="any")
    assert book.shelf.get(row.id).open == Decimal("50.00")  # type: ignore[union-attr]


def test_an_invoice_that_is_owed_again_is_no_longer_settled() -> None:
    row = invoice(open=Decimal(0), settled_on=date(2026, 2, 10))
    book = invoice_book(row)
    decide(book, invoice_write(open="0.00"), matching="any")
    assert book.shelf.get(row.id).settled_on == date(2026, 2, 10)  # type: ignore[union-attr]
    decide(book, invoice_write(open="100.00"), matching="any")
    assert book.shelf.get(row.id).settled_on is None  # type: ignore[union-attr]


def test_a_new_credit_note_is_set_off_against_its_invoice() -> None:
    row = invoice()
    book = invoice_book(row)
    first = decide(book, invoice_write(**CREDIT, original_number="1"), matching="any")
    assert book.shelf.get(row.id).open == Decimal(70)  # type: ignore[union-attr]
    assert book.shelf.get(first.id).settled_on == TODAY  # type: ignore[union-attr]
    record = invoice_write(kind="credit_note", number="3", total="-80.00", original_number="1")
    second = decide(book, record, matching="any")
    assert book.shelf.get(row.id).settled_on == TODAY  # type: ignore[union-attr]
    assert book.shelf.get(second.id).open == Decimal(-10)  # type: ignore[union-attr]
    assert [event.kind for event in book.events] == ["invoice_credited", "invoice_credited"]


def test_a_credit_note_whose_open_amount_is_told_changes_no_other_invoice() -> None:
    row = invoice()
    book = invoice_book(row)
    record = invoice_write(**CREDIT, original_number="1", open="-30.00")
    assert decide(book, record, matching="any").result == "created"
    assert book.shelf.get(row.id) == row


@pytest.mark.parametrize(
    ("before", "change", "pointer", "code"),
    [
        ({}, {"kind": "interest_invoice"}, "/kind", "kind_fixed"),
        ({"has_case": True}, {"customer_number": "200"}, "/customer_id", "customer_fixed"),
        ({"has_payments": True}, {"currency": "SEK"}, "/currency", "currency_fixed"),
        ({"is_at_agency": True}, {"due_on": date(2026, 3, 1)}, "/due_on", "locked_at_agency"),
        ({"is_at_agency": True}, {"reference": "1232"}, "/reference", "locked_at_agency"),
    ],
)
@pytest.mark.req("R185")
@pytest.mark.req("R186")
def test_some_fields_do_not_change_any_more(
    before: dict[str, Any], change: dict[str, Any], pointer: str, code: str
) -> None:
    row = invoice(**before)
    outcome = decide(invoice_book(row), invoice_write(**change), matching="any")
    assert codes(outcome) == {(pointer, code)}


def test_a_hand_edit_is_logged_with_what_was_and_what_is() -> None:
    row = invoice()
    book = invoice_book(row)
    decide(book, types.InvoiceChanges(due_on=date(2026, 3, 1)), matching=row.id)
    [event] = book.events
    assert event.kind == "invoice_changed"
    assert event.detail == {"changes": {"due_on": [date(2026, 2, 15), date(2026, 3, 1)]}}


def test_an_import_logs_the_flags_that_stop_a_letter_and_nothing_else() -> None:
    row = invoice()
    book = invoice_book(row)
    decide(book, invoice_write(trade_name="Sivu", total="90.00"), matching="any")
    assert not book.events
    decide(book, invoice_write(trade_name="Muu", has_payment_plan=True), matching="any")
    assert [e.detail for e in book.events] == [{"changes": {"has_payment_plan": [False, True]}}]
