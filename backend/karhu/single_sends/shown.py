"""Letters before they are sent, as the contract shows them."""

from typing import Any

from msgspec import UNSET

from karhu.collection.shown import reasons_shown
from karhu.contract import types
from karhu.dispatch.proposing import claimed_open
from karhu.evaluation.addressing import Way
from karhu.evaluation.facts import Facts
from karhu.kit.money import ZERO
from karhu.kit.money import written as amount
from karhu.single_sends.service import Offer


def offer_shown(offer: Offer) -> types.LetterProposal:
    """The letter that an order comes to, with all that keeps it from going."""
    proposal, decision = offer.proposal, offer.proposal.decision
    facts = proposal.collected.facts
    names = next(iter(offer.names.values()))
    document = offer.document
    return types.LetterProposal(
        case_id=str(proposal.case_id),
        step_number=decision.step_number,
        step=decision.step.kind if decision.step else UNSET,
        is_by_rule=_is_by_rule(offer),
        passed_over=_passed_over(facts, decision.step_number),
        outcome=decision.outcome,
        reasons=reasons_shown(decision.reasons),
        overridden=list(decision.overridden),
        channel=decision.channel or UNSET,
        recipient=", ".join(_reached_at(way) for way in proposal.reached) or UNSET,
        recipients=[_recipient(way, facts) for way in proposal.recipients],
        language=names["language"],
        currency=facts.currency,
        step_fee=_step_fee(facts, decision.step_number),
        fee=amount(decision.fee or ZERO) if decision.outcome == "act" else UNSET,
        fee_basis=decision.fee_basis or UNSET,
        interest_on=offer.order.interest_on or offer.today,
        pay_by_on=decision.pay_by_on or UNSET,
        items=[_item(offer, item) for item in proposal.collected.items],
        left_out=_left_out(offer),
        principal=amount(proposal.principal),
        old_fees=amount(proposal.old_fees),
        new_fee=amount(proposal.new_fee),
        old_interest=amount(proposal.old_interest),
        new_interest=amount(proposal.new_interest),
        total=amount(proposal.total),
        title=document.title if document else UNSET,
        text=document.text if document else UNSET,
        recognises_income=offer.company.recognises_income,  # type: ignore[arg-type]
    )


def _is_by_rule(offer: Offer) -> bool:
    proposed = offer.proposal.proposed
    is_same = proposed.step_number == offer.proposal.decision.step_number
    return proposed.outcome == "act" and is_same


def _passed_over(facts: Facts, number: int) -> list[types.PassedStep]:
    first = facts.step_number or 1
    return [
        types.PassedStep(step_number=passed, step=facts.rule.steps[passed - 1].kind)
        for passed in range(first, min(number, len(facts.rule.steps) + 1))
    ]


def _step_fee(facts: Facts, number: int) -> Any:
    if number > len(facts.rule.steps):
        return UNSET
    fee = facts.rule.steps[number - 1].fee
    return UNSET if fee is None else amount(fee)


def _reached_at(way: Way) -> str:
    one = way.addressee
    return one.email if way.channel == "email" and one.email else one.name


def _recipient(way: Way, facts: Facts) -> types.LetterRecipient:
    one = way.addressee
    return types.LetterRecipient(
        id=str(one.id or facts.customer_id),
        name=one.name,
        role=one.role or UNSET,
        channel=way.channel or UNSET,
        email=one.email or UNSET,
        is_chosen=way.is_chosen,
        reasons=reasons_shown(way.reasons),
    )


def _item(offer: Offer, item: Facts) -> types.ProposedItem:
    owed, names = offer.proposal.owed[item.invoice_id], offer.names[item.invoice_id]
    return types.ProposedItem(
        invoice_id=str(item.invoice_id),
        invoice_number=names["number"],
        due_on=names["due_on"],
        principal=amount(item.open),
        old_fee=amount(owed.fee - owed.fee_paid),
        old_interest=amount(claimed_open(owed)),
        interest_until=owed.interest_until or UNSET,
        new_interest=amount(offer.could.get(item.invoice_id, ZERO)),
        is_charged=item.invoice_id in offer.proposal.charges,
    )


def _left_out(offer: Offer) -> list[types.LeftOutItem]:
    return [
        types.LeftOutItem(
            invoice_id=str(left.facts.invoice_id),
            invoice_number=offer.names[left.facts.invoice_id]["number"],
            reasons=reasons_shown(left.reasons),
        )
        for left in offer.proposal.collected.left_out
    ]
