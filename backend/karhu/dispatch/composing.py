"""Composing the letter of a message from what the ledger says now."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.dispatch.charging import PARTS
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements
from karhu.letters.calculation import Calculation, Term
from karhu.letters.letter import Letter, LetterFacts, render

sql = Statements(__file__)


async def names_of(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> dict[UUID, Any]:
    """What letters say beside the facts: names, numbers, dates, amounts, by invoice."""
    rows = await connection.fetch(sql.letter_rows, company_id, invoice_ids)
    return {row["invoice_id"]: row for row in rows}


def once_approved(names: Mapping[str, Any], dispatch: Mapping[str, Any]) -> dict[str, Any]:
    """The names as a proposed letter will have them: it says what it is going to claim."""
    if dispatch["state"] != "proposed":
        return dict(names)
    claimed = {
        f"{part}_open": max(dispatch[part] - names[f"{part}_paid"], ZERO)
        for part in PARTS
        if dispatch[part] is not None
    }
    until = dispatch["interest_until"] or names["interest_until"]
    return {**names, **claimed, "interest_until": until}


async def calculations_of(
    connection: Connection, company_id: UUID, names: Mapping[UUID, Any]
) -> dict[UUID, Calculation]:
    """How the interest was counted that letters ask for, by invoice."""
    asked = [id for id, row in names.items() if row["interest_open"]]
    owed = await read_owed(connection, company_id, asked) if asked else {}
    return {id: _calculation(one, names[id]["interest_until"]) for id, one in owed.items()}


def _calculation(owed: Owed, until: date) -> Calculation:
    run = claim_of(owed, until).interest.run
    terms = [
        Term(**{name: getattr(period, name) for name in Term.__struct_fields__})
        for period in run.periods
    ]
    before = owed.interest_paid + owed.interest_invoiced
    return Calculation(terms=tuple(terms), divisor=run.divisor, paid=before)


def compose(
    company: Any, names: Any, dispatch: Any, today: date, calculation: Calculation | None = None
) -> Letter:
    """The letter of one message as it would read today."""
    facts = LetterFacts(
        step=dispatch["step"],
        language=names["language"],
        company_name=company["name"],
        customer_name=names["customer_name"],
        invoice_number=names["number"],
        invoice_on=names["invoice_on"],
        due_on=names["due_on"],
        pay_by_on=dispatch["pay_by_on"],
        open=names["open"],
        fee=names["fee_open"],
        currency=names["currency"],
        iban=_account(company, names["currency"]),
        reference=names["reference"] or "",
        sent_on=today,
        interest=names["interest_open"],
        interest_until=names["interest_until"],
        calculation=calculation,
        compensation=names["compensation_open"],
    )
    return render(
        facts,
        sender_name=names["trade_name"] or company["sender_name"],
        sender_email=company["sender_email"],
        recipient=dispatch["recipient"],
        dispatch_id=str(dispatch["id"]),
    )


def _account(company: Any, currency: str) -> str:
    # the first of a currency is the one that letters give
    accounts = {one["currency"]: one["iban"] for one in reversed(company["bank_accounts"])}
    iban: str = accounts.get(currency, "")
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
