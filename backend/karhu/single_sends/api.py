"""Operations on single letters of customers' cases: propose, preview, send."""

import asyncio
from decimal import Decimal
from typing import Any
from uuid import UUID

from litestar import Response
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.kit.doorbell import ring
from karhu.kit.money import written as amount
from karhu.letters.typesetting import typeset
from karhu.single_sends import service
from karhu.single_sends.order import Order
from karhu.single_sends.service import Offer
from karhu.single_sends.shown import offer_shown


async def propose_letter(
    call: Call, *, case_id: UUID, body: types.LetterTerms
) -> types.LetterProposal:
    """The letter that a case would get on these terms (R309, R312)."""
    offer = await service.written(call.connection, await _offer(call, case_id, _order(body)))
    return offer_shown(offer)


async def preview_letter(call: Call, *, case_id: UUID, body: types.LetterOrder) -> Response[bytes]:
    """The letter on these terms, on paper (R300)."""
    offer = await _offer(call, case_id, _order(body))
    service.demand_that_it_may_go(offer)
    written = await service.written(call.connection, offer)
    assert written.document is not None
    paper = await asyncio.to_thread(typeset, written.document)
    return Response(paper.pdf, media_type="application/pdf")


async def send_letter(call: Call, *, case_id: UUID, body: types.LetterOrder) -> types.LetterQueued:
    """Send the letter on these terms (R308); it waits out the undo window."""
    queued = await service.send(
        call.connection, call.company_id, case_id, _order(body),
        actor=call.actor.label, now=call.now,
    )  # fmt: skip
    call.after_commit.append(lambda: ring("deliver_due"))
    proposal = queued.offer.proposal
    return types.LetterQueued(
        dispatch_id=str(queued.dispatch_id),
        state=queued.state,  # type: ignore[arg-type]
        send_after=queued.send_after,
        total=amount(proposal.total),
        currency=proposal.collected.facts.currency,
    )


async def _offer(call: Call, case_id: UUID, order: Order) -> Offer:
    today = await today_of(call.connection, call.company_id, call.now)
    return await service.offer_of(call.connection, call.company_id, case_id, order, today=today)


def _order(body: types.LetterTerms | types.LetterOrder) -> Order:
    given: dict[str, Any] = {
        name: value
        for name in ("step_number", "interest_on", "pay_by_on", "text", "recognises_income")
        if (value := getattr(body, name, UNSET)) is not UNSET
    }
    for name in ("fee", "total"):
        if (value := getattr(body, name, UNSET)) is not UNSET:
            given[name] = Decimal(value)
    if body.charged_invoice_ids is not UNSET:
        given["charged"] = frozenset(UUID(id) for id in body.charged_invoice_ids)
    if body.recipient_ids is not UNSET:
        given["recipients"] = frozenset(UUID(id) for id in body.recipient_ids)
    return Order(**given)
