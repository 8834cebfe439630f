"""The operation on claims: what is owed, and by which law."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.claims import by_hand
from karhu.claims.claim import ClaimedInterest, Owed, Part, claim_of
from karhu.claims.reading import read_owed
from karhu.claims.shown import period_shown
from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.jurisdictions.law import law_of
from karhu.kit.money import written
from karhu.kit.problems import missing


async def get_claim(call: Call, *, invoice_id: UUID, as_of: date | None = None) -> types.Claim:
    """What is owed on an invoice on a day, part by part; payments of later days count as made."""
    found = await read_owed(call.connection, call.company_id, [invoice_id])
    if invoice_id not in found:
        raise missing("invoice")
    on = as_of or await today_of(call.connection, call.company_id, call.now)
    owed = found[invoice_id]
    claim, law = claim_of(owed, on), law_of(owed.country)
    due = next((figure for figure in law.due_days if figure.holds(owed.due_on)), None)
    return types.Claim(
        invoice_id=str(invoice_id),
        as_of=on,
        currency=owed.currency,
        claim_class=owed.claim_class,
        country=owed.country,
        law_version=law.version,
        due_day=claim.due_day,
        due_day_basis=due.statute if due and claim.due_day != owed.due_on else UNSET,
        limitation_on=claim.limitation.on if claim.limitation else UNSET,
        limitation_basis=claim.limitation.basis if claim.limitation else UNSET,
        principal=_part(claim.principal),
        fee=_part(claim.fee),
        interest=_interest(claim.interest, owed),
        compensation=_part(claim.compensation),
        total_open=written(claim.total_open),
    )


async def set_fee(call: Call, *, invoice_id: UUID, body: types.FeeWrite) -> types.Claim:
    """Write the fee slot by hand."""
    await by_hand.set_fee(
        call.connection, call.company_id, invoice_id, Decimal(body.fee),
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    return await get_claim(call, invoice_id=invoice_id)


def _part(part: Part) -> types.ClaimPart:
    return types.ClaimPart(
        claimed=written(part.claimed),
        paid=written(part.paid),
        open=written(part.open),
        basis=part.basis or UNSET,
        reason=part.reason or UNSET,
        is_flagged=part.is_flagged,
    )


def _interest(interest: ClaimedInterest, owed: Owed) -> types.ClaimInterest:
    run = interest.run
    return types.ClaimInterest(
        basis=owed.interest_basis,
        amount=written(run.amount),
        claimed=written(owed.interest),
        claimed_until=_or_unset(owed.interest_until),
        paid=written(interest.paid),
        invoiced=written(interest.invoiced),
        open=written(interest.open),
        divisor=run.divisor,
        first_on=_or_unset(interest.first_on),
        last_on=_or_unset(interest.last_on),
        free_days=owed.interest_free_days,
        ceiling_basis=interest.ceiling_basis or UNSET,
        missing_from=_or_unset(run.missing_from),
        reason=interest.reason or UNSET,
        is_flagged=run.is_flagged,
        periods=[period_shown(period) for period in run.periods],
    )


def _or_unset(value: Any) -> Any:
    return UNSET if value is None else value
