"""One letter of a customer's case, sent by a person who chooses what it says and claims."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.claims import service as claims
from karhu.claims.claim import Owed
from karhu.customers.ledger import hold
from karhu.dispatch.by_hand import Chosen, leading_of, send_by_hand
from karhu.dispatch.previewing import preview_of
from karhu.dispatch.proposing import Asked, Proposal, added_by, propose
from karhu.evaluation import service as evaluation
from karhu.evaluation.collective import Collected, collect
from karhu.evaluation.facts import CompanyFacts
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.problems import Fault, Problem, conflict, missing, refused
from karhu.kit.sql import Statements
from karhu.letters.document import Document
from karhu.rules.rule import PROPOSED_ONLY
from karhu.single_sends.order import Order, faults_in, faults_of_recipients

sql = Statements(__file__)


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """The letter that an order comes to.

    `could` is the interest that charging each invoice adds, charged or not; `document` is the
    letter written out, where nothing stands in its way.
    """

    proposal: Proposal
    company: CompanyFacts
    order: Order
    today: date
    could: Mapping[UUID, Decimal]
    names: Mapping[UUID, Any]
    document: Document | None = None

    @property
    def may_go(self) -> bool:
        """Whether the letter may be sent."""
        return self.proposal.decision.outcome == "act"

    @property
    def chosen(self) -> Chosen:
        """The letter, to be previewed or sent; it may go."""
        order = self.order
        return self.proposal.chosen(text=order.text, recognises_income=order.recognises_income)


async def offer_of(
    connection: Connection, company_id: UUID, case_id: UUID, order: Order, *, today: date
) -> Offer:
    """What an order comes to today; raises 404, or 422 with all that cannot be in an order."""
    company = await evaluation.load_company(connection, company_id)
    collected = await _case(connection, company, case_id, today)
    if faults := faults_in(order, collected.facts, today):
        raise refused(faults)
    customer_id = collected.facts.customer_id
    asked = order.asked(order.charged, customer_id)
    [plain] = await _propose(connection, company, case_id, order, asked, today)
    known = frozenset(way.addressee.id or customer_id for way in plain.recipients)
    if faults := faults_of_recipients(order, known):
        raise refused(faults)
    could = await _could(connection, company_id, plain, order.interest_on or today)
    asked = order.asked(_charged(plain, could), customer_id)
    [proposal] = await _propose(connection, company, case_id, order, asked, today)
    names = await connection.fetch(sql.read_names, company_id, list(proposal.owed))
    return Offer(
        proposal=proposal,
        company=company,
        order=order,
        today=today,
        could=could,
        names={row["id"]: row for row in names},
    )


async def _case(
    connection: Connection, company: CompanyFacts, case_id: UUID, today: date
) -> Collected:
    items = await evaluation.items_of(connection, company, [case_id])
    if case_id in items:
        return collect(items[case_id], today)
    state = await connection.fetchval(
        "select state from cases where company_id = $1 and id = $2 and scope = 'customer'",
        company.id, case_id,
    )  # fmt: skip
    if state is None:
        raise missing("case")
    if state == "closed":
        detail = "This case is closed. Move its invoices in again: a new case begins."
        raise conflict("case_closed", detail)
    raise conflict("case_empty", "Nothing is in this case. Move invoices in, or close it.")


async def _propose(
    connection: Connection,
    company: CompanyFacts,
    case_id: UUID,
    order: Order,
    asked: Asked,
    today: date,
) -> list[Proposal]:
    return await propose(
        connection, company, case_ids=[case_id], terms=order.terms(today),
        asked={case_id: asked}, today=today,
    )  # fmt: skip


async def _could(
    connection: Connection, company_id: UUID, proposal: Proposal, on: date
) -> dict[UUID, Decimal]:
    """What charging each invoice up to a day adds to what letters have claimed of it."""
    items, fee = proposal.collected.items, proposal.decision.fee
    if not items:
        return {}
    leading = leading_of(items)
    fees = {one.invoice_id: fee if one is leading else None for one in items}
    charges = await claims.charges_of(connection, company_id, fees, on=on)
    return {
        id: added_by(charge, proposal.owed[id]) if _adds(proposal.owed[id], on) else ZERO
        for id, charge in charges.items()
    }


def _adds(owed: Owed, on: date) -> bool:
    """Whether interest up to a day is more than what letters have claimed: they went further."""
    return owed.interest_until is None or owed.interest_until < on


def _charged(proposal: Proposal, could: Mapping[UUID, Decimal]) -> frozenset[UUID]:
    """Whose interest is charged; an earlier day than one that was claimed up to takes none back."""
    return frozenset(id for id in proposal.charges if could[id] != ZERO)


async def written(connection: Connection, offer: Offer) -> Offer:
    """The offer with its letter written out, where it may go."""
    if not offer.may_go:
        return offer
    document = await preview_of(connection, offer.chosen, offer.today)
    return msgspec.structs.replace(offer, document=document)


def demand_that_it_may_go(offer: Offer) -> None:
    """Raise 409 with everything that stands in the way, or if another sum was seen."""
    decision, order = offer.proposal.decision, offer.order
    if not offer.may_go:
        faults = [
            Fault(pointer="/step_number", code=one.code, detail=one.detail or one.code)
            for one in decision.reasons
        ]
        detail = f"This letter cannot go: {', '.join(decision.codes)}."
        raise Problem(409, "letter_held", detail, faults=faults)
    if order.total is not None and order.total != offer.proposal.total:
        detail = f"It asks for {offer.proposal.total:.2f} by now. Look at it once more."
        raise conflict("letter_changed", detail, pointer="/total")


class Queued(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that was sent: the message that leads it, and when it goes."""

    dispatch_id: UUID
    state: str
    send_after: datetime
    offer: Offer


async def send(
    connection: Connection,
    company_id: UUID,
    case_id: UUID,
    order: Order,
    *,
    actor: str,
    now: datetime,
) -> Queued:
    """Send the letter that an order comes to, with the undo window (R302); raises 404, 409, 422."""
    ledger = await hold(connection, company_id, now=now)
    offer = await offer_of(connection, company_id, case_id, order, today=ledger.today)
    demand_that_it_may_go(offer)
    chosen = offer.chosen
    ids = await send_by_hand(
        connection, offer.company, [chosen], actor=actor, today=ledger.today, now=now
    )
    step = offer.proposal.decision.step
    assert step is not None
    return Queued(
        dispatch_id=ids[chosen.items.index(chosen.leading)],
        state="proposed" if step.kind in PROPOSED_ONLY else "queued",
        send_after=now + timedelta(minutes=offer.company.undo_window_minutes),
        offer=offer,
    )
