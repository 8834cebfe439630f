"""The fee slot written by a person (R061), held to the law of the debtor's country."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.claims.claim import Owed
from karhu.claims.reading import read_owed
from karhu.claims.recognising import find_costs, rebook
from karhu.customers.ledger import Ledger, hold
from karhu.events import service as log
from karhu.events.log import Event
from karhu.jurisdictions.fees import highest_fee
from karhu.jurisdictions.law import law_of
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.kit.problems import missing, unfit


async def set_fee(
    connection: Connection,
    company_id: UUID,
    invoice_id: UUID,
    fee: Decimal,
    *,
    actor: str,
    now: datetime,
) -> None:
    """Write the fee slot; raises 404, 422 for what the law forbids or a payment has overtaken."""
    ledger = await hold(connection, company_id, now=now)
    owed = (await read_owed(connection, company_id, [invoice_id])).get(invoice_id)
    if owed is None:
        raise missing("invoice")
    _check(owed, fee, ledger)
    await connection.execute(
        """insert into claims (company_id, invoice_id) values ($1, $2)
           on conflict (company_id, invoice_id)
           do update set fee_basis = null, fee_dispatch_id = null""",
        company_id, invoice_id,
    )  # fmt: skip
    before = await find_costs(connection, company_id, [invoice_id])
    # what was booked as income when a letter was sent follows the slot down, not up
    after = [
        msgspec.structs.replace(costs, fee=fee, fee_booked=min(costs.fee_booked, fee))
        for costs in before
    ]
    await rebook(
        connection, company_id, before, after,
        kind="costs_reversed", on=ledger.today, actor=actor, now=now,
    )  # fmt: skip
    event = Event(
        kind="fee_set",
        actor=actor,
        occurred_on=ledger.today,
        invoice_id=invoice_id,
        customer_id=before[0].customer_id,
        detail={"fee": written(fee), "before": written(owed.fee), "currency": owed.currency},
    )
    await log.append(connection, company_id, [event], now=now)


def _check(owed: Owed, fee: Decimal, ledger: Ledger) -> None:
    if owed.kind != "invoice" and fee:
        raise unfit("/fee", "not_an_invoice", "Only an ordinary invoice can have a fee.")
    if fee < owed.fee_paid:
        detail = f"{written(owed.fee_paid)} of it is paid. Take the payment back first."
        raise unfit("/fee", "below_paid", detail)
    highest = highest_fee(
        law_of(owed.country), owed.claim_class, currency=owed.currency, principal=owed.total,
        on=ledger.today, step=owed.heaviest_step,
    )  # fmt: skip
    if fee > highest.amount:
        detail = f"At most {written(highest.amount)} may be claimed: {highest.basis}."
        raise unfit("/fee", "above_the_law", detail)
