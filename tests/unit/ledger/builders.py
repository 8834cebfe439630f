"""Rows and records of a ledger in one line each."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from karhu.bookings.voucher import Accounts
from karhu.contract import types
from karhu.customers.book import Book as CustomerBook
from karhu.customers.customer import Customer
from karhu.customers.ledger import Ledger
from karhu.customers.placement import Rule, Rules
from karhu.invoices.book import Book as InvoiceBook
from karhu.invoices.book import Debtor
from karhu.invoices.invoice import Invoice
from karhu.kit.records import Shelf
from karhu.payments.allocation import Debt
from karhu.payments.book import Book as PaymentBook
from karhu.payments.book import by_reference

TODAY = date(2026, 3, 1)
LEDGER = Ledger(
    company_id=UUID(int=1),
    country="FI",
    language="fi",
    is_housing_company=False,
    today=TODAY,
    now=datetime(2026, 3, 1, 8, tzinfo=UTC),
)
BUSINESSES = Rule(id=UUID(int=11), name="Yleinen, yritykset", built_in="general_business",
                  customer_kind="business")  # fmt: skip
CONSUMERS = Rule(id=UUID(int=12), name="Yleinen, kuluttajat", built_in="general_consumer",
                 customer_kind="consumer")  # fmt: skip
BLOCKED = Rule(id=UUID(int=13), name="Automaatio estetty", built_in="automation_blocked")
OWN = Rule(id=UUID(int=14), name="Suuret", customer_kind="business")
RULES = Rules([BUSINESSES, CONSUMERS, BLOCKED, OWN], home="FI")


def customer(**more: Any) -> Customer:
    """A domestic business placed by default long ago."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "key": 1,
        "number": "100",
        "kind": "business",
        "name": "Oy Asiakas Ab",
        "country": "FI",
        "language": "fi",
        "rule_id": BUSINESSES.id,
        "automation_since": date(2025, 1, 1),
    }
    return Customer(**{**values, **more})


def customer_book(*rows: Customer) -> CustomerBook:
    """A book that knows these customers."""
    numbers = iter([f"K{n}" for n in range(1, 100)])
    shelf = Shelf(rows, keys=("external_id", "number"))
    return CustomerBook(ledger=LEDGER, shelf=shelf, rules=RULES, free_numbers=numbers)


def invoice(**more: Any) -> Invoice:
    """An open invoice of 100.00 EUR that was due two weeks ago."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "key": 1,
        "number": "1",
        "customer_id": DEBTOR.id,
        "currency": "EUR",
        "total": Decimal("100.00"),
        "open": Decimal("100.00"),
        "invoice_on": date(2026, 2, 1),
        "due_on": date(2026, 2, 15),
        "sent_on": date(2026, 2, 1),
        "received_on": date(2026, 2, 1),
    }
    return Invoice(**{**values, **more})


DEBTOR = Debtor(id=UUID(int=21), external_id="a", number="100")
OTHER_DEBTOR = Debtor(id=UUID(int=22), external_id=None, number="200")


def invoice_book(*rows: Invoice) -> InvoiceBook:
    """A book that knows these invoices and two customers, number 100 and number 200."""
    return InvoiceBook(
        ledger=LEDGER,
        actor="test",
        received_on=TODAY,
        shelf=Shelf(rows, keys=("external_id", "number")),
        debtors=Shelf([DEBTOR, OTHER_DEBTOR], keys=("external_id", "number")),
    )


def invoice_write(**more: Any) -> types.InvoiceWrite:
    """A record of an invoice of 100.00 EUR for customer 100."""
    values: dict[str, Any] = {
        "number": "1",
        "currency": "EUR",
        "total": "100.00",
        "invoice_on": date(2026, 2, 1),
        "due_on": date(2026, 2, 15),
        "customer_number": "100",
    }
    return types.InvoiceWrite(**{**values, **more})


def debt(**more: Any) -> Debt:
    """100.00 EUR open and no fee."""
    values: dict[str, Any] = {
        "id": uuid4(),
        "external_id": None,
        "number": str(uuid4()),
        "reference_key": None,
        "customer_id": DEBTOR.id,
        "kind": "invoice",
        "currency": "EUR",
        "total": Decimal("100.00"),
        "open": Decimal("100.00"),
        "fee": Decimal("0.00"),
        "fee_paid": Decimal("0.00"),
        "fee_booked": Decimal("0.00"),
        "interest": Decimal("0.00"),
        "interest_until": None,
        "interest_paid": Decimal("0.00"),
        "interest_booked": Decimal("0.00"),
        "compensation": Decimal("0.00"),
        "compensation_paid": Decimal("0.00"),
        "compensation_booked": Decimal("0.00"),
        "customer_kind": "business",
        "country": "FI",
        "is_housing_charge": False,
        "allocation_order": "principal_first",
        "due_on": date(2026, 2, 15),
        "key": 1,
        "settled_on": None,
        "last_paid_on": None,
    }
    return Debt(**{**values, **more})


def payment_book(*debts: Debt) -> PaymentBook:
    """A book that knows these debts and no payments."""
    return PaymentBook(
        ledger=LEDGER,
        actor="test",
        shelf=Shelf([], keys=("external_id",)),
        debts=Shelf(debts, keys=("external_id", "number")),
        by_reference=by_reference(debts),
        accounts=Accounts(),
    )


def payment_write(amount: str, **more: Any) -> types.PaymentWrite:
    """A record of a payment in EUR."""
    values: dict[str, Any] = {"currency": "EUR", "amount": amount, "paid_on": date(2026, 2, 20)}
    return types.PaymentWrite(**{**values, **more})
