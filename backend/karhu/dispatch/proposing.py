"""What the letters of customers' cases would claim if a person sent them now."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.claims import service as claims
from karhu.claims.claim import Owed
from karhu.claims.reading import read_owed
from karhu.claims.service import Charge
from karhu.customers.recipients import Addressee, addressees_of
from karhu.dispatch.by_hand import Chosen, leading_of
from karhu.evaluation import service as evaluation
from karhu.evaluation.addressing import Way, faced, ways_of, with_recipient
from karhu.evaluation.by_hand import Wish, decide_by_hand
from karhu.evaluation.collective import (
    Collected,
    collect,
    decide_collected,
    reasons_left_out,
)
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.kit.db import Connection
from karhu.kit.money import ZERO


class Terms(msgspec.Struct, frozen=True, kw_only=True):
    """What holds for every letter of a sending (R294, R295); None leaves it to each one's step.

    New interest is counted up to `interest_on`; without it, to the day on which the letter goes.
    """

    interest_on: date | None = None
    pay_by_on: date | None = None
    claims_interest: bool | None = None
    claims_fees: bool | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a person chose for one case (R293, R309): a step, a fee, whose interest is charged.

    `recipients` are the ids of those who get the letter, None in it the customer itself (R298);
    None in its place: all to whom the customer's letters go.
    """

    step_number: int | None = None
    fee: Decimal | None = None
    charged: frozenset[UUID] | None = None
    recipients: frozenset[UUID | None] | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """The letter that a case would get. Amounts are in the case's currency.

    `proposed` is the rule's own answer for the next step, and `decision` that for the step a person
    chose, where only what they cannot override stands in the way. `charges` is the interest and
    the compensation that the letter claims, by invoice, what was claimed before included.
    `recipients` are all to whom the customer's letters go, each with the channel, or why not.
    """

    case_id: UUID
    collected: Collected
    proposed: Decision
    decision: Decision
    charges: Mapping[UUID, Charge]
    owed: Mapping[UUID, Owed]
    interest_on: date | None
    recipients: tuple[Way, ...]

    @property
    def reached(self) -> tuple[Way, ...]:
        """Those who get the letter."""
        return tuple(way for way in self.recipients if way.is_open)

    @property
    def principal(self) -> Decimal:
        """The open principal of the invoices that the letter claims."""
        return sum((item.open for item in self.collected.items), ZERO)

    @property
    def old_fees(self) -> Decimal:
        """Unpaid fees of earlier letters, without the one that this letter's fee replaces."""
        kept = [one for one in self.collected.items if not self._is_overwritten(one)]
        return sum((self.owed[one.invoice_id].fee - self._fee_paid(one) for one in kept), ZERO)

    @property
    def new_fee(self) -> Decimal:
        """What this letter's own fee leaves to pay."""
        if self.decision.fee is None or not self.collected.items:
            return ZERO
        return max(self.decision.fee - self._fee_paid(leading_of(self.collected.items)), ZERO)

    @property
    def old_interest(self) -> Decimal:
        """Unpaid interest and compensation that earlier letters claimed: always included (R296)."""
        return sum((claimed_open(self.owed[one.invoice_id]) for one in self.collected.items), ZERO)

    @property
    def new_interest(self) -> Decimal:
        """The interest and the compensation that are claimed for the first time."""
        return sum(self.added.values(), ZERO)

    @property
    def added(self) -> dict[UUID, Decimal]:
        """New interest and compensation by invoice, of those that are charged."""
        return {id: added_by(charge, self.owed[id]) for id, charge in self.charges.items()}

    @property
    def total(self) -> Decimal:
        """What the letter asks for."""
        costs = self.old_fees + self.new_fee + self.old_interest + self.new_interest
        return self.principal + costs

    def chosen(self, *, text: str | None = None, recognises_income: str | None = None) -> Chosen:
        """The letter, to be sent; its decision is an act."""
        return Chosen(
            facts=self.collected.facts,
            decision=self.decision,
            items=self.collected.items,
            charged=frozenset(self.charges),
            interest_on=self.interest_on,
            text=text,
            recognises_income=recognises_income,
            recipients=tuple(way.addressee for way in self.recipients if way.is_chosen),
        )

    def _is_overwritten(self, item: Facts) -> bool:
        has_fee = self.decision.fee is not None
        return has_fee and item.invoice_id == leading_of(self.collected.items).invoice_id

    def _fee_paid(self, item: Facts) -> Decimal:
        return self.owed[item.invoice_id].fee_paid


def claimed_open(owed: Owed) -> Decimal:
    """What letters claimed of interest and compensation and nobody has paid."""
    claimed = owed.interest + owed.compensation
    return claimed - owed.interest_paid - owed.compensation_paid


def added_by(charge: Charge, owed: Owed) -> Decimal:
    """How much more a letter claims of interest and compensation than the letters before it."""
    before = owed.interest + owed.compensation
    return charge.interest + charge.compensation - before


async def propose(
    connection: Connection,
    company: CompanyFacts,
    *,
    today: date,
    case_ids: Sequence[UUID] | None = None,
    terms: Terms | None = None,
    asked: Mapping[UUID, Asked] | None = None,
) -> list[Proposal]:
    """The letters of these cases, or of all: three statements, however many.

    A case that nothing was moved into, or that is closed, is not among them.
    """
    terms, asked = terms or Terms(), asked or {}
    items = await evaluation.items_of(connection, company, case_ids)
    customers = list({found[0].customer_id for found in items.values()})
    known = await addressees_of(connection, company.id, customers)
    looked = {
        id: _looked(found, known[found[0].customer_id], terms, asked.get(id, Asked()), today)
        for id, found in items.items()
    }
    invoice_ids = [one.invoice_id for found in items.values() for one in found]
    owed = await read_owed(connection, company.id, invoice_ids)
    fees: dict[UUID, Decimal | None] = {}
    for id, (collected, _, decision, _) in looked.items():
        fees |= _charged(collected, decision, terms, asked.get(id, Asked()))
    day = terms.interest_on or today
    fees = {id: fee for id, fee in fees.items() if _runs_on(owed[id], day)}
    charges = claims.charges_from(owed, fees, on=day)
    return [
        Proposal(
            case_id=id,
            collected=collected,
            proposed=proposed,
            decision=decision,
            charges=_within(charges, collected),
            owed={one.invoice_id: owed[one.invoice_id] for one in items[id]},
            interest_on=terms.interest_on,
            recipients=ways,
        )
        for id, (collected, proposed, decision, ways) in looked.items()
    ]


def _looked(
    items: Sequence[Facts],
    addressees: Sequence[Addressee],
    terms: Terms,
    asked: Asked,
    today: date,
) -> tuple[Collected, Decision, Decision, tuple[Way, ...]]:
    collected = collect(items, today)
    facts = collected.facts
    steps = facts.rule.steps
    number = min(facts.step_number or 1, len(steps))
    ways = ways_of(facts, number, addressees) if steps else ()
    seen = msgspec.structs.replace(collected, facts=faced(facts, ways))
    proposed = decide_collected(seen, today)
    number = asked.step_number or facts.step_number or 1
    if number > len(steps):
        return collected, proposed, proposed, ways
    ways = ways_of(facts, number, addressees, asked.recipients)
    fee = Decimal(0) if terms.claims_fees is False and asked.fee is None else asked.fee
    wish = Wish(fee=fee, pay_by_on=terms.pay_by_on)
    decision = decide_by_hand(faced(facts, ways), number, today, wish=wish)
    decision = with_recipient(decision, ways)
    if not collected.items and decision.outcome == "act":
        left = reasons_left_out(collected)
        decision = msgspec.structs.replace(decision, outcome="hold", reasons=left)
    return collected, proposed, decision, ways


def _charged(
    collected: Collected, decision: Decision, terms: Terms, asked: Asked
) -> dict[UUID, Decimal | None]:
    """Whose new interest is claimed, each with the fee that its slot will have."""
    if decision.step is None or not collected.items:
        return {}
    by_step = decision.step.claims_interest
    claims_all = by_step if terms.claims_interest is None else terms.claims_interest
    leading = leading_of(collected.items)
    return {
        one.invoice_id: decision.fee if one is leading else None
        for one in collected.items
        if (claims_all if asked.charged is None else one.invoice_id in asked.charged)
    }


def _runs_on(owed: Owed, day: date) -> bool:
    """Whether interest is charged beyond what was: an earlier day takes nothing back."""
    return owed.interest_until is None or day >= owed.interest_until


def _within(charges: Mapping[UUID, Charge], collected: Collected) -> dict[UUID, Charge]:
    ids = [one.invoice_id for one in collected.items]
    return {id: charges[id] for id in ids if id in charges}
