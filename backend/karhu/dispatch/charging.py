"""What a message claims beside the principal, brought up to the day on which it goes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from karhu.claims import service as claims
from karhu.jurisdictions.statutes import Part
from karhu.kit.db import Connection
from karhu.kit.money import ZERO

CHARGES = ("interest", "interest_until", "compensation")
PARTS: tuple[Part, ...] = ("fee", "interest", "compensation")


async def charge_again(
    connection: Connection, company_id: UUID, rows: Sequence[dict[str, Any]], today: date
) -> None:
    """Count the interest of messages that claim it anew: a payment or a day may have come between.

    Changes the rows, and what the claims of their invoices say. Interest up to a day that a person
    chose stays up to that day.
    """
    days: dict[date, dict[UUID, None]] = {}
    for row in rows:
        if row["interest"] is not None:
            days.setdefault(row["interest_on"] or today, {})[row["invoice_id"]] = None
    if not days:
        return
    charges: dict[UUID, claims.Charge] = {}
    for day, fees in days.items():
        charges |= await claims.charges_of(connection, company_id, fees, on=day)
    recharges = []
    for row in rows:
        if row["interest"] is not None:
            charge = charges[row["invoice_id"]]
            row.update({name: getattr(charge, name) for name in CHARGES})
            recharges.append(
                claims.Recharge(
                    invoice_id=row["invoice_id"],
                    dispatch_id=row["id"],
                    interest=charge.interest,
                    interest_until=charge.interest_until,
                    compensation=charge.compensation,
                )
            )
    await claims.charge_again(connection, company_id, recharges)


def claims_costs(row: Mapping[str, Any]) -> bool:
    """Whether a message claims a fee or interest."""
    return row["fee"] is not None or row["interest"] is not None


def claimed_by(row: Mapping[str, Any]) -> Decimal:
    """What a message added to the claim of its invoice."""
    before = row["claim_before"] or {}
    added = (
        row[part] - Decimal(before.get(part) or ZERO) for part in PARTS if row[part] is not None
    )
    return sum(added, ZERO)
