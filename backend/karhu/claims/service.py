"""What letters claim: the fee slot, never summed (R061-R063), interest and compensation."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed, claim_of
from karhu.claims.reading import read_owed
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)

NOTHING_CLAIMED: dict[str, Any] = {
    "fee": "0.00", "fee_count": 0, "interest": "0.00", "compensation": "0.00",
}  # fmt: skip


class Charge(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter claims on top of principal and fee: all that has run up to a day."""

    interest: Decimal
    interest_until: date
    compensation: Decimal


async def charges_of(
    connection: Connection, company_id: UUID, fees: Mapping[UUID, Decimal | None], *, on: date
) -> dict[UUID, Charge]:
    """Interest and compensation by invoice, if its letter of that day claims this fee, or none."""
    return charges_from(await read_owed(connection, company_id, list(fees)), fees, on=on)


def charges_from(
    owed: Mapping[UUID, Owed], fees: Mapping[UUID, Decimal | None], *, on: date
) -> dict[UUID, Charge]:
    """The same of what has been read already."""
    found = {}
    for invoice_id, fee in fees.items():
        if (now := owed.get(invoice_id)) is None:
            continue
        claim = claim_of(msgspec.structs.replace(now, fee=now.fee if fee is None else fee), on)
        run = claim.interest.run.amount - now.interest_invoiced
        found[invoice_id] = Charge(
            interest=max(run, now.interest_paid, ZERO),
            interest_until=on,
            compensation=claim.compensation.claimed,
        )
    return found


async def write_charges(connection: Connection, company_id: UUID) -> None:
    """Write what the staged acts claim into the claims of their invoices; no proposals."""
    await connection.execute(sql.write_charges, company_id)


async def write_approved_charges(
    connection: Connection, company_id: UUID, dispatch_ids: Sequence[UUID]
) -> None:
    """Write what proposed letters claim that a person lets go."""
    await connection.execute(sql.write_approved_charges, company_id, dispatch_ids)


class Recharge(msgspec.Struct, frozen=True, kw_only=True):
    """What the letter of a dispatch claims now that it goes."""

    invoice_id: UUID
    dispatch_id: UUID
    interest: Decimal
    interest_until: date
    compensation: Decimal


async def charge_again(
    connection: Connection, company_id: UUID, recharges: Sequence[Recharge]
) -> None:
    """Bring what letters claim up to the day they go; a later letter's claim stays."""
    await connection.execute(sql.charge_again, company_id, rows_as_json(recharges))


async def put_back(
    connection: Connection,
    company_id: UUID,
    *,
    invoice_id: UUID,
    dispatch_id: UUID,
    before: dict[str, Any] | None,
) -> None:
    """Return a claim to what it was before a dispatch; a later writer's part stays."""
    if before is None:
        deleted = await connection.execute(
            """delete from claims where company_id = $1 and invoice_id = $2
               and $3 in (fee_dispatch_id, interest_dispatch_id)
               and coalesce(fee_dispatch_id, $3) = $3 and coalesce(interest_dispatch_id, $3) = $3
               and fee_paid = 0 and interest_paid = 0 and compensation_paid = 0
               and fee_booked = 0 and interest_booked = 0 and compensation_booked = 0
               and interest_invoiced = 0 and interest_final_on is null""",
            company_id, invoice_id, dispatch_id,
        )  # fmt: skip
        if deleted != "DELETE 0":
            return
    told = msgspec.json.encode(before or NOTHING_CLAIMED).decode()
    await connection.execute(sql.put_back, company_id, invoice_id, dispatch_id, told)


async def hand_over(connection: Connection, company_id: UUID, pairs: str) -> None:
    """Let claims say that another message of the same letter wrote them; `pairs` as JSON."""
    await connection.execute(sql.hand_over, company_id, pairs)


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """What stood in a claim before a dispatch wrote into it; None where there was no claim."""

    invoice_id: UUID
    dispatch_id: UUID
    before: dict[str, Any] | None


async def put_many_back(
    connection: Connection, company_id: UUID, befores: Sequence[Before]
) -> None:
    """Return many claims to what they were before their dispatches, in two statements."""
    new = [one for one in befores if one.before is None]
    named = [{"invoice_id": one.invoice_id, "dispatch_id": one.dispatch_id} for one in new]
    await connection.execute(sql.forget_claims, company_id, rows_as_json(named))
    told = [
        {**(one.before or NOTHING_CLAIMED), "invoice_id": one.invoice_id,
         "dispatch_id": one.dispatch_id}
        for one in befores
    ]  # fmt: skip
    await connection.execute(sql.put_many_back, company_id, rows_as_json(told))
