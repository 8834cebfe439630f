"""The operation on claims: what is owed, and by which law."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from msgspec import UNSET

from karhu.claims.claim import ClaimedInterest, Owed, Part, claim_of
from karhu.claims.interest import PaidOn, Period
from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.jurisdictions.figures import claim_class_of
from karhu.jurisdictions.law import law_of
from karhu.kit.money import ZERO, percent_shown, written
from karhu.kit.problems import missing
from karhu.kit.sql import Statements

sql = Statements(__file__)


async def get_claim(call: Call, *, invoice_id: UUID, as_of: date | None = None) -> types.Claim:
    """What is owed on an invoice on a day, part by part; payments of later days count as made."""
    row = await call.connection.fetchrow(sql.find_owed, call.company_id, invoice_id)
    if row is None:
        raise missing("invoice")
    on = as_of or await today_of(call.connection, call.company_id, call.now)
    owed, law = _owed(row), law_of(row["country"])
    claim = claim_of(owed, law, on)
    due = next((figure for figure in law.due_days if figure.holds(owed.due_on)), None)
    return types.Claim(
        invoice_id=str(invoice_id),
        as_of=on,
        currency=owed.currency,
        claim_class=owed.claim_class,
        country=row["country"],
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
        divisor=run.divisor,
        first_on=_or_unset(interest.first_on),
        last_on=_or_unset(interest.last_on),
        free_days=owed.interest_free_days,
        ceiling_basis=interest.ceiling_basis or UNSET,
        missing_from=_or_unset(run.missing_from),
        reason=interest.reason or UNSET,
        is_flagged=run.is_flagged,
        periods=[_period(period) for period in run.periods],
    )


def _period(period: Period) -> types.InterestPeriod:
    return types.InterestPeriod(
        first_on=period.first_on,
        last_on=period.last_on,
        day_count=period.day_count,
        principal=written(period.principal),
        percent=percent_shown(period.percent),
        amount=f"{period.interest:.4f}",
        basis=period.basis,
        is_flagged=period.is_flagged,
    )


def _or_unset(value: Any) -> Any:
    return UNSET if value is None else value
