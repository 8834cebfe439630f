"""Composing the letter of a message from what the ledger says now."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements
from karhu.letters.letter import Letter, LetterFacts, render

sql = Statements(__file__)


async def names_of(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> dict[UUID, Any]:
    """What letters say beside the facts: names, numbers, dates, amounts, by invoice."""
    rows = await connection.fetch(sql.letter_rows, company_id, invoice_ids)
    return {row["invoice_id"]: row for row in rows}


def compose(company: Any, names: Any, dispatch: Any, today: date) -> Letter:
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
        fee=_fee(names, dispatch),
        currency=names["currency"],
        iban=_account(company, names["currency"]),
        reference=names["reference"] or "",
        sent_on=today,
    )
    return render(
        facts,
        sender_name=names["trade_name"] or company["sender_name"],
        sender_email=company["sender_email"],
        recipient=dispatch["recipient"],
        dispatch_id=str(dispatch["id"]),
    )


def _fee(names: Any, dispatch: Any) -> Decimal:
    """What is open of the fee; a proposed letter says what it will cost."""
    if dispatch["state"] != "proposed" or dispatch["fee"] is None:
        return Decimal(names["fee_open"])
    return max(Decimal(dispatch["fee"] - names["fee_paid"]), ZERO)


def _account(company: Any, currency: str) -> str:
    accounts = {account["currency"]: account["iban"] for account in company["bank_accounts"]}
    iban: str = accounts.get(currency, "")
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
