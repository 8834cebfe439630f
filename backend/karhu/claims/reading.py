"""Reading what claims depend on, for many invoices at a time."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.claims.claim import Owed
from karhu.claims.interest import PaidOn
from karhu.jurisdictions.figures import claim_class_of
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def read_owed(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> dict[UUID, Owed]:
    """What is owed by invoice, with its terms; payments of later days count as made."""
    rows = await connection.fetch(sql.find_owed, company_id, invoice_ids)
    return {row["invoice_id"]: _owed(row) for row in rows}


def _owed(row: Any) -> Owed:
    fields = {name: row[name] for name in Owed.__struct_fields__ if name in row.keys()}  # noqa: SIM118
    paid = tuple(
        PaidOn(on=date.fromisoformat(one["on"]), amount=Decimal(one["amount"]))
        for one in row["paid"]
    )
    # what the ledger says was paid, without saying when, bears no interest at all
    told = row["total"] - row["open"] - sum((one.amount for one in paid), ZERO)
    if told:
        paid += (PaidOn(on=row["settled_on"] or row["due_on"], amount=told),)
    claim_class = claim_class_of(row["customer_kind"], is_housing_charge=row["is_housing_company"])
    return Owed(**{**fields, "paid": paid, "claim_class": claim_class})
