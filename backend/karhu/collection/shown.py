"""The collection view and its cases as the contract shows them."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from msgspec import UNSET

from karhu.collection.coming import Coming
from karhu.collection.letters import Sent
from karhu.collection.parts import Part, Parts
from karhu.collection.service import Debt, Details, Next, Row, Shown
from karhu.contract import types
from karhu.evaluation.reasons import Reason
from karhu.invoices.reference import reference_key
from karhu.kit.money import ZERO, written


def invoice_shown(row: Row, refusal: str | None) -> types.CollectionInvoice:
    """An overdue invoice, and why it cannot be moved in."""
    return types.CollectionInvoice(
        id=str(row["id"]),
        number=row["number"],
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        currency=row["currency"],
        total=written(row["total"]),
        open=written(row["open"]),
        costs_open=written(row["costs_open"]),
        due_on=row["due_on"],
        is_in_collection=row["case_id"] is not None,
        case_id=str(row["case_id"]) if row["case_id"] else UNSET,
        moved_in_on=row["moved_in_on"] or UNSET,
        refusal=refusal or UNSET,
    )


def case_shown(shown: Shown) -> types.CollectionCase:
    """A case in a list."""
    row = shown.row
    return types.CollectionCase(
        id=str(row["id"]),
        state="closed" if row["state"] == "closed" else "open",
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        rule_id=str(row["rule_id"]),
        rule_name=row["rule_name"],
        rule_version=row["rule_version"],
        currency=row["currency"],
        reference=row["reference"],
        open=written(row["open"]),
        costs_open=written(row["costs_open"]),
        total_open=written(row["open"] + row["costs_open"]),
        invoice_count=row["invoice_count"],
        opened_on=row["opened_on"],
        closed_on=row["closed_on"] or UNSET,
        close_reason=row["close_reason"] or UNSET,
        step_number=row["step_number"],
        last_step=row["last_step"] or UNSET,
        last_state=row["last_state"] or UNSET,
        last_on=row["last_on"] or UNSET,
        last_pay_by_on=row["last_pay_by_on"] or UNSET,
        next=_next_shown(shown.next) if shown.next else UNSET,
    )


def _next_shown(coming: Next) -> types.NextStep:
    decision = coming.decision
    return types.NextStep(
        step=decision.step.kind if decision.step else UNSET,
        outcome=decision.outcome,
        reasons=reasons_shown(decision.reasons),
        first_on=coming.first_on or UNSET,
    )


def reasons_shown(reasons: Iterable[Reason]) -> list[types.Reason]:
    """Reasons with their class and the day on which each could fall away."""
    return [
        types.Reason(
            code=reason.code,
            reason_class=reason.reason_class,
            detail=reason.detail or UNSET,
            changes_on=reason.changes_on or UNSET,
        )
        for reason in reasons
    ]


def details_shown(details: Details) -> types.CollectionCaseDetails:
    """The page of a case."""
    row = details.case.row
    return types.CollectionCaseDetails(
        case=case_shown(details.case),
        customer_email=row["email"] or UNSET,
        customer_language=row["language"],
        debts=[_debt_shown(debt) for debt in details.debts],
        totals=_parts_shown(details.totals),
        letters=[_letter_shown(letter) for letter in details.letters],
        to_come=[_coming_shown(step) for step in details.to_come],
        payments=_payments_shown(details.payments, row["reference_key"]),
    )


def _debt_shown(debt: Debt) -> types.CollectionDebt:
    row = debt.row
    return types.CollectionDebt(
        invoice_id=str(row["invoice_id"]),
        invoice_number=row["number"],
        due_on=row["due_on"],
        moved_in_on=row["moved_in_on"],
        left_on=row["left_on"] or UNSET,
        left_reason=row["left_reason"] or UNSET,
        is_inside=debt.is_inside,
        parts=_parts_shown(debt.parts),
        new_interest=written(debt.new_interest),
        left_out=reasons_shown(debt.left_out),
    )


def _parts_shown(parts: Parts) -> types.OwedParts:
    return types.OwedParts(
        principal=_part_shown(parts.principal),
        fee=_part_shown(parts.fee),
        interest=_part_shown(parts.interest),
        compensation=_part_shown(parts.compensation),
        total=_part_shown(parts.total),
    )


def _part_shown(part: Part) -> types.OwedPart:
    return types.OwedPart(
        claimed=written(part.claimed), paid=written(part.paid), open=written(part.open)
    )


def _letter_shown(letter: Sent) -> types.CollectionLetter:
    row = letter.row
    return types.CollectionLetter(
        dispatch_id=str(row["id"]),
        step_number=row["step_number"],
        step=row["step"],
        state=row["state"],
        channel=row["channel"],
        recipient=", ".join(letter.recipients),
        decided_on=row["decided_on"],
        send_after=row["send_after"] or UNSET,
        sent_at=row["sent_at"] or UNSET,
        pay_by_on=row["pay_by_on"],
        currency=row["currency"],
        interest_on=row["interest_on"] or UNSET,
        recognises_income=row["recognises_income"] or UNSET,
        principal=written(letter.principal),
        fee=written(letter.fee),
        new_interest=written(letter.new_interest),
        total=written(letter.total),
        failure_code=row["failure_code"] or UNSET,
        open_items=[
            types.LetterItem(
                invoice_number=item.invoice_number,
                due_on=item.due_on,
                principal=written(item.principal),
                fee=written(item.fee),
                interest=written(item.interest),
                compensation=written(item.compensation),
            )
            for item in letter.items
        ],
    )


def _coming_shown(coming: Coming) -> types.StepToCome:
    step = coming.step
    return types.StepToCome(
        step_number=coming.number,
        step=step.kind,
        anchor=step.anchor,
        offset_days=step.offset_days,
        minimum_open=written(step.minimum_open),
        minimum_count=step.minimum_count,
        days_to_pay=step.days_to_pay,
        is_in_mass_runs=step.is_in_mass_runs,
        claims_interest=step.claims_interest,
        fee=written(step.fee) if step.fee is not None else UNSET,
        earliest_on=coming.earliest_on or UNSET,
    )


def _payments_shown(rows: Sequence[Row], case_key: Any) -> list[types.CasePayment]:
    payments = (list(found) for _, found in groupby(rows, key=lambda row: row["id"]))
    return [_payment_shown(found, case_key) for found in payments]


def _payment_shown(rows: Sequence[Row], case_key: Any) -> types.CasePayment:
    first = rows[0]
    return types.CasePayment(
        payment_id=str(first["id"]),
        kind=first["kind"],
        paid_on=first["paid_on"],
        payer=first["payer"] or UNSET,
        reference=first["reference"] or UNSET,
        currency=first["currency"],
        amount=written(sum((row["amount"] for row in rows), ZERO)),
        is_by_collection_reference=reference_key(first["reference"]) == case_key,
        parts=[
            types.Allocation(
                invoice_id=str(row["invoice_id"]),
                invoice_number=row["number"],
                part=row["part"],
                amount=written(row["amount"]),
            )
            for row in rows
        ],
    )
