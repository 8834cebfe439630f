"""Papers that somebody asks for: a debtor's statement of account, and an interest invoice."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.dispatch.composing import OF_NO_MESSAGE, Told, calculation_of, read
from karhu.jurisdictions.figures import claim_class_of
from karhu.jurisdictions.law import law_of
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.calculation import Calculation, Term
from karhu.letters.calculation import told as explained
from karhu.letters.document import Document, Item, Line
from karhu.letters.labels import LABELS
from karhu.letters.parties import account_of, creditor_of, debtor_of

sql = Statements(__file__)
DAYS_TO_PAY = timedelta(days=14)


async def statement_of(
    connection: Connection,
    company: Mapping[str, Any],
    debtor: Mapping[str, Any],
    currency: str,
    today: date,
) -> Document:
    """All that a debtor owes in a currency today, part by part, and what they have in hand.

    A debtor may ask for it once a year for nothing (513/1999 4 a §).
    """  # fmt: skip
    rows = await connection.fetch(sql.find_open_invoices, company["id"], debtor["id"], currency)
    ids = [row["invoice_id"] for row in rows]
    asked = [{**OF_NO_MESSAGE, "invoice_id": id, "id": id, "state": "asked"} for id in ids]
    told = await read(connection, company["id"], asked)
    owed = await read_owed(connection, company["id"], ids)
    credits = told.credits.get((debtor["id"], currency), ())
    return Document(
        kind="account_statement",
        id=str(debtor["id"]),
        language=debtor["language"],
        country=debtor["country"],
        sent_on=today,
        due_on=today,
        creditor=creditor_of(company),
        debtor=debtor_of(debtor),
        currency=currency,
        title="",
        text="",
        account=account_of(company, currency),
        lines=tuple(_line(told, id, owed[id], today) for id in ids),
        credits=credits,
        is_consumer=debtor["kind"] == "consumer",
    )


def _line(told: Told, invoice_id: UUID, owed: Owed, today: date) -> Line:
    names, claim = told.names[invoice_id], claim_of(owed, today)
    return Line(
        step="account_statement",
        invoice_number=names["number"],
        invoice_on=names["invoice_on"],
        due_on=names["due_on"],
        reference=names["reference"] or "",
        total=names["total"],
        open=names["open"],
        fee=claim.fee.open,
        interest=claim.interest.open,
        interest_until=today,
        calculation=calculation_of(owed, today),
        compensation=claim.compensation.open,
        pay_by_on=names["due_on"],
    )


class OrderLine(msgspec.Struct, frozen=True, kw_only=True):
    """An invoice that an interest order charges interest for, and how that was counted."""

    invoice_number: str
    amount: Decimal
    settled_on: date
    paid: Decimal
    invoiced: Decimal
    periods: tuple[Term, ...]


def interest_invoice_of(
    company: Mapping[str, Any], debtor: Mapping[str, Any], order: Mapping[str, Any]
) -> Document:
    """The interest invoice that an order asks the ledger of record for (R150-R162)."""
    lines = msgspec.convert(order["lines"], list[OrderLine], strict=False)
    language, currency = debtor["language"], order["currency"]
    claim_class = claim_class_of(debtor["kind"], is_housing_charge=company["is_housing_company"])
    divisor = law_of(debtor["country"]).divisor(order["ordered_on"], claim_class)
    return Document(
        kind="interest_invoice",
        id=str(order["key"]),
        number=order["invoice_number"] or str(order["key"]),
        language=language,
        country=debtor["country"],
        sent_on=order["ordered_on"],
        due_on=order["ordered_on"] + DAYS_TO_PAY,
        creditor=creditor_of(company),
        debtor=debtor_of(debtor),
        currency=currency,
        title="",
        text=order["comment"],
        account=account_of(company, currency),
        items=tuple(
            Item(text=_said(line, divisor, language, currency), net=line.amount) for line in lines
        ),
        is_consumer=claim_class == "consumer",
    )


def _said(line: OrderLine, divisor: str, language: str, currency: str) -> str:
    words = LABELS[language]
    counted = Calculation(terms=line.periods, divisor=divisor, paid=line.paid + line.invoiced)
    what = f"{words['interest']}, {words['invoice'].lower()} {line.invoice_number}"
    return f"{what}: {explained(counted, currency=currency, language=language)}"
