"""A mass run: what people chose in it, and what that comes to. No I/O."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import msgspec

from karhu.dispatch.proposing import Asked, Proposal, Terms
from karhu.evaluation.facts import CompanyFacts
from karhu.evaluation.reasons import Reason

Phase = Literal["close", "move", "send"]
SEEN_WITHIN = timedelta(seconds=30)
DAYS_TO_PAY = 14  # where no rule says how long


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What people chose of one row; None is as proposed."""

    is_selected: bool | None = None
    is_removed: bool = False
    step_number: int | None = None
    fee: Decimal | None = None
    recipient_ids: list[UUID] | None = None
    is_sent: bool = False
    sent_by: str | None = None
    sent_at: datetime | None = None
    dispatch_ids: list[UUID] | None = None
    sent_letter: dict[str, Any] | None = None

    def selects(self, *, is_proposed: bool, can_be: bool) -> bool:
        """Whether its row is selected: what cannot be done never is, whatever was chosen."""
        wished = is_proposed if self.is_selected is None else self.is_selected
        return wished and can_be and not self.is_removed and not self.is_sent

    def step_after(self, next_step: int) -> int | None:
        """The step that was chosen, unless the case has passed it since."""
        number = self.step_number
        return None if number is None or number < next_step else number

    def asks(self, next_step: int | None, customer_id: UUID) -> Asked:
        """What it asks of the proposal; a step that the case has passed since is forgotten.

        Among the recipients the customer itself has the customer's id.
        """
        ids = self.recipient_ids
        chosen = None if ids is None else frozenset(None if id == customer_id else id for id in ids)
        number = self.step_after(next_step or 1)
        return Asked(step_number=number, fee=self.fee, recipients=chosen)


NO_CHOICE = Choice()


def choice_in(row: Mapping[str, Any]) -> Choice:
    """The choice that a row of the table keeps."""
    return Choice(**{name: row[name] for name in Choice.__struct_fields__})


def why_closed(item_count: int, open_count: int, *, is_busy: bool) -> str:
    """The one reason why a case is proposed to be closed, or is not (R288)."""
    if is_busy:
        return "in_sending"
    if open_count:
        return "open_items"
    return "nothing_open" if item_count else "nothing_inside"


def closes(code: str) -> bool:
    """Whether that reason proposes the closing."""
    return code in ("nothing_open", "nothing_inside")


def terms_of(run: Mapping[str, Any], company: CompanyFacts, today: date) -> Terms:
    """What holds for every letter of a run on a day: what nobody has set follows the day."""
    return Terms(
        interest_on=run["interest_on"] or today,
        pay_by_on=run["pay_by_on"] or today + timedelta(days=days_to_pay(company)),
        claims_interest=run["claims_interest"],
        claims_fees=run["claims_fees"],
    )


def days_to_pay(company: CompanyFacts) -> int:
    """The longest time to pay that a step of a rule about all that customers owe gives."""
    rules = [company.current_rule(id) for id in company.current_versions]
    steps = [step for rule in rules if rule.scope == "customer" for step in rule.steps]
    return max((step.days_to_pay for step in steps), default=DAYS_TO_PAY)


def is_proposed(proposal: Proposal) -> bool:
    """Whether the next step's conditions hold, and mass runs include it (R273, R292)."""
    step = proposal.proposed.step
    return proposal.proposed.outcome == "act" and step is not None and step.is_in_mass_runs


def why_not_proposed(proposal: Proposal) -> tuple[Reason, ...]:
    """Why the next step is not proposed; empty: it is."""
    step = proposal.proposed.step
    found = () if proposal.proposed.outcome == "act" else proposal.proposed.reasons
    left_to_people = step is not None and not step.is_in_mass_runs
    return (*found, Reason("not_in_mass_runs")) if left_to_people else found


def can_be_sent(proposal: Proposal) -> bool:
    """Whether the chosen step may be sent by a person."""
    return proposal.decision.outcome == "act" and bool(proposal.collected.items)


def sums(rows: list[tuple[str, Decimal]]) -> list[tuple[str, int, Decimal]]:
    """Count and amount by currency: no sum crosses currencies."""
    found: dict[str, tuple[int, Decimal]] = {}
    for currency, amount in rows:
        count, total = found.get(currency, (0, Decimal(0)))
        found[currency] = (count + 1, total + amount)
    return [(currency, *one) for currency, one in sorted(found.items())]
