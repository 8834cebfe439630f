"""What a person chose about one letter, and what of it cannot be. No I/O."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.dispatch.proposing import Asked, Terms
from karhu.evaluation.facts import Facts
from karhu.kit.problems import Fault


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as it was chosen; what is None is as its step says (R309 to R312)."""

    step_number: int | None = None
    fee: Decimal | None = None
    interest_on: date | None = None
    pay_by_on: date | None = None
    charged: frozenset[UUID] | None = None
    recipients: frozenset[UUID] | None = None  # the customer by its own id
    text: str | None = None
    recognises_income: str | None = None
    total: Decimal | None = None

    def terms(self, today: date) -> Terms:
        """What the proposal is asked for; interest up to today unless another day was chosen.

        The day is fixed, so that the letter asks for what was seen and not for a day more.
        """
        return Terms(interest_on=self.interest_on or today, pay_by_on=self.pay_by_on)

    def asked(self, charged: frozenset[UUID] | None, customer_id: UUID) -> Asked:
        """The same of the case itself."""
        chosen = self.recipients
        return Asked(
            step_number=self.step_number,
            fee=self.fee,
            charged=charged,
            recipients=None
            if chosen is None
            else frozenset(None if id == customer_id else id for id in chosen),
        )


def faults_in(order: Order, facts: Facts, today: date) -> list[Fault]:
    """All that cannot be in an order about a case, each with what to give instead."""
    found = []
    first, last = facts.step_number or 1, len(facts.rule.steps)
    number = order.step_number
    if number is not None and number > last:
        found.append(_fault("step_number", "no_such_step", f"The rule has {last} steps."))
    if number is not None and number < first:
        detail = f"Steps before {first} are done: no letter goes back to a milder one."
        found.append(_fault("step_number", "step_is_done", detail))
    if order.interest_on is not None and order.interest_on > today:
        detail = f"Interest of days to come is not owed yet. Give {today} at the latest."
        found.append(_fault("interest_on", "interest_not_run", detail))
    if order.pay_by_on is not None and order.pay_by_on <= today:
        detail = f"Nobody can pay by a day that has come. Give a day after {today}."
        found.append(_fault("pay_by_on", "day_is_past", detail))
    return found


def faults_of_recipients(order: Order, known: frozenset[UUID]) -> list[Fault]:
    """That somebody was chosen to whom the customer's letters do not go."""
    if not (order.recipients or frozenset()) - known:
        return []
    detail = "Choose among the recipients that the proposal shows: owners who get letters."
    return [_fault("recipient_ids", "unknown_recipient", detail)]


def _fault(name: str, code: str, detail: str) -> Fault:
    return Fault(pointer=f"/{name}", code=code, detail=detail)
