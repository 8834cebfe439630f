"""The one place that knows the rules: what becomes of a case's next step on a day. No I/O."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

import msgspec

from karhu.evaluation import facts as f
from karhu.evaluation.facts import Facts
from karhu.evaluation.held import after_plans, given_up_meanwhile, longest, set_by_people
from karhu.evaluation.reasons import Reason
from karhu.evaluation.resolving import resolve_channel
from karhu.jurisdictions.calendar import is_quiet, next_working_day
from karhu.jurisdictions.fees import Letter, allowed_fee, waits_before
from karhu.jurisdictions.law import LawPack
from karhu.rules.rule import Channel, Step, kinds_before

Outcome = Literal["act", "wait", "hold", "forfeit", "done"]
ONE_DAY = timedelta(days=1)
REACHED = (Reason("step_reached"),)
REACHED_CODES = ("step_reached",)
NOTHING_OPEN = frozenset({"negative_balance", "zero_balance", "settled"})


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """The outcome with every reason; what an act needs is set only where the outcome is act."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    step: Step | None = None
    step_number: int = 1
    reached_on: date | None = None
    channel: Channel | None = None
    fee: Decimal | None = None
    fee_basis: str | None = None
    pay_by_on: date | None = None
    overridden: tuple[str, ...] = ()  # what would have kept the automation from it

    @property
    def codes(self) -> tuple[str, ...]:
        """The reasons' codes, in their order."""
        if self.reasons is REACHED:  # by far the commonest, in a night of many
            return REACHED_CODES
        return tuple([reason.code for reason in self.reasons])

    @property
    def first_change_on(self) -> date | None:
        """The first day on which the outcome could change by itself; None: never by itself."""
        if self.outcome == "wait":
            return self.reached_on
        days = [reason.changes_on for reason in self.reasons]
        if self.outcome != "hold" or None in days:
            return None
        return max(day for day in days if day is not None)


def decide(facts: Facts, step: Step | None, law: LawPack, as_of: date) -> Decision:
    """Decide the step on a day. Reports every reason that applies, not the first."""
    number = facts.step_number or 1
    if ends := ends_of(facts, step):
        return Decision(outcome="done", reasons=tuple(ends), step=step, step_number=number)
    if step is None:
        return Decision(outcome="forfeit", reasons=_blocked(facts), step_number=number)
    reached_on = reached(facts, facts.rule.steps, number)
    forfeits = forfeits_of(facts, step, number, as_of)
    if facts.holds and not forfeits:
        forfeits = given_up_meanwhile(facts, reached_on)
    channel, faults = resolve_channel(facts, step)
    holds = [*holds_of(facts, step, as_of), *_letter_holds(facts, step, law, as_of), *faults]
    if as_of < reached_on:
        waiting = Reason("not_reached" if as_of > facts.due_on else "not_due", "", reached_on)
        found = (waiting, *forfeits, *holds)
        return Decision(
            outcome="wait", reasons=found, step=step, step_number=number, reached_on=reached_on
        )
    if forfeits or holds:
        return Decision(
            outcome="forfeit" if forfeits else "hold",
            reasons=(*forfeits, *holds),
            step=step,
            step_number=number,
            reached_on=reached_on,
        )
    return act_on(facts, step, law, as_of, number, reached_on, channel)


def before_transfer(facts: Facts, as_of: date) -> Decision:
    """What an invoice comes to that only a person moves into collection (R260)."""
    if as_of <= facts.due_on:
        following = facts.due_on + ONE_DAY
        waiting = Reason("not_due", "", following)
        return Decision(outcome="wait", reasons=(waiting,), reached_on=following)
    ends = [one for one in ends_of(facts, None) if one.code in NOTHING_OPEN]
    return Decision(outcome="done", reasons=tuple(ends) or (Reason("awaits_transfer"),))


def _blocked(facts: Facts) -> tuple[Reason, ...]:
    outside = (Reason("outside_automation"),) if facts.has(f.WAS_OUTSIDE) else ()
    return (Reason("customer_blocked", facts.rule.name), *outside)


def act_on(
    facts: Facts,
    step: Step,
    law: LawPack,
    as_of: date,
    number: int,
    reached_on: date,
    channel: Channel | None,
) -> Decision:
    """The act of a step that nothing stands in the way of, with what it costs the debtor."""
    fee, basis = None, None
    if step.fee is not None:
        allowed = allowed_fee(law, wanted=step.fee, letter=_letter(facts, step, as_of))
        # a letter that may cost nothing leaves the slot: an earlier, lawful fee stays owed
        fee, basis = allowed.amount or None, allowed.basis
    return Decision(
        outcome="act",
        reasons=REACHED,
        step=step,
        step_number=number,
        reached_on=reached_on,
        channel=channel,
        fee=fee,
        fee_basis=basis,
        pay_by_on=as_of + timedelta(days=step.days_to_pay),
    )


def _letter(facts: Facts, step: Step, as_of: date) -> Letter:
    return Letter(
        step=step.kind,
        currency=facts.currency,
        claim_class=facts.claim_class,
        principal=min(facts.open, facts.total),  # R060: what is being collected
        due_on=facts.due_on,
        billed_on=facts.sent_on,
        previous_on=facts.last_letter_on,
        charged_count=facts.fee_count,
        is_agreed=facts.company.reminder_fee_is_agreed,
        sent_on=as_of,
    )


def reached(facts: Facts, steps: tuple[Step, ...], number: int) -> date:
    """The first day on which the step's days condition holds.

    A step counted from the previous one, of which nothing was sent, counts from the day on which
    that one would have been reached: then it is looked at, and held as `previous_step_missing`.
    """
    step = steps[number - 1]
    wait = timedelta(days=step.offset_days)
    if step.anchor == "after_due" or number == 1:
        return facts.due_on + wait
    before = facts.last_letter_on
    if step.anchor == "after_previous_due" and facts.last_pay_by_on is not None:
        before = facts.last_pay_by_on
    given_up_on = facts.counts_from_on
    if before is None:
        before = given_up_on or reached(facts, steps, number - 1)
    elif given_up_on is not None and before < given_up_on:
        before = given_up_on
    return after_plans(facts, before, wait) if facts.holds else before + wait


def ends_of(facts: Facts, step: Step | None) -> list[Reason]:
    """Why there is nothing to decide any more."""
    found = []
    if facts.case_state == "closed":
        found.append(Reason("case_closed"))
    if facts.open < 0:
        found.append(Reason("negative_balance", str(facts.open)))
    elif facts.open == 0 and facts.total == 0:
        found.append(Reason("zero_balance"))
    elif facts.open == 0:
        code = "principal_paid_costs_open" if facts.costs_open > 0 else "settled"
        found.append(Reason(code))
    is_resting = facts.rule.mode == "off" and not facts.rule.is_blocking
    if not facts.company.automation_is_on or is_resting:
        found.append(Reason("automation_off", facts.rule.name))
    if step is None and not found and not facts.rule.is_blocking:
        found.append(Reason("rule_finished", facts.rule.name))
    return found


def forfeits_of(facts: Facts, step: Step, number: int, as_of: date) -> list[Reason]:
    """Why a step is given up for ever."""
    found = []
    if facts.customer_rule_id == facts.company.blocking_rule_id:
        found.append(Reason("customer_blocked"))
    if facts.flags & ANY_FORFEIT:
        found += [Reason(code) for flag, code in FORFEITING if facts.flags & flag]
    if facts.holds and not facts.has(f.HAS_PAYMENT_PLAN):
        plans = [one for one in facts.held_on(as_of) if one.kind == "payment_plan"]
        found += [Reason("payment_plan", one.from_on.isoformat()) for one in plans[:1]]
    if facts.has(f.WAS_OUTSIDE) and number == 1 and step.kind == "reminder":
        found.append(Reason("outside_automation"))
    if facts.has(f.HAS_CONSUMER_EINVOICE) and facts.customer_kind == "consumer":
        found.append(Reason("consumer_einvoice_agreement"))
    if facts.kind != "invoice":
        found.append(Reason(facts.kind))
    found += _already(facts, step)
    if step.trade_names and facts.trade_name not in step.trade_names:
        found.append(Reason("other_trade_name", facts.trade_name or ""))
    return found


def _already(facts: Facts, step: Step) -> list[Reason]:
    """What the ledger of record tells of letters as grave as this one, sent outside Karhu."""
    code = ALREADY.get(step.kind)
    is_own = step.kind == "reminder" and facts.reminder_sent_on is not None
    if code is None or is_own or (letter_on := facts.told_by(step.kind)) is None:
        return []
    return [Reason(code, letter_on.isoformat())]


ALREADY = {
    "reminder": "already_reminded",
    "notice": "already_noticed",
    "collection_letter": "already_collected",
}
FORFEITING = (
    (f.HAS_COLLECTION_BAN, "collection_ban"),
    (f.HAS_PAYMENT_PLAN, "payment_plan"),
    (f.IS_OPTED_OUT, "invoice_opted_out"),
    (f.IS_FACTORED, "factoring"),
    (f.IS_AT_AGENCY, "at_agency"),
    (f.HAS_DIRECT_DEBIT, "direct_debit"),
)
ANY_FORFEIT = sum(flag for flag, _ in FORFEITING)


def holds_of(facts: Facts, step: Step, as_of: date) -> list[Reason]:
    """Why a step does not act today, but may on a later day."""
    found = []
    if facts.has(f.IS_IN_SENDING) or facts.decided_outcome == "act":
        found.append(Reason("in_sending"))
    if facts.has(f.IS_UNSENT):
        found.append(Reason("unsent_invoice"))
    if step.minimum_open > facts.open or step.minimum_count > facts.open_count:
        found += _too_little(facts, step)
    if facts.disputed_since is not None and facts.disputed_since <= as_of:
        found.append(Reason("disputed", facts.disputed_since.isoformat()))
    if facts.promised_on is not None and facts.promised_on >= as_of:
        promised = facts.promised_on
        found.append(Reason("promise_to_pay", promised.isoformat(), promised + ONE_DAY))
    if facts.is_left_for_review or facts.case_state == "quarantined":
        found.append(Reason("manual_review", facts.case_state or ""))
    if facts.holds:
        found = longest([*found, *set_by_people(facts, as_of)])
    found += _company_holds(facts, as_of)
    return found


def _too_little(facts: Facts, step: Step) -> list[Reason]:
    """What is missing of an amount and a count; of two that are set one is enough (R271)."""
    found = []
    has_enough = 0 < step.minimum_open <= facts.open
    has_many = 0 < step.minimum_count <= facts.open_count
    if step.minimum_open > facts.open and not has_many:
        found.append(Reason("below_minimum_open", f"{facts.open:.2f} < {step.minimum_open:.2f}"))
    if step.minimum_count > facts.open_count and not has_enough:
        detail = f"{facts.open_count} < {step.minimum_count}"
        found.append(Reason("below_minimum_count", detail))
    return found


def _letter_holds(facts: Facts, step: Step, law: LawPack, as_of: date) -> list[Reason]:
    """What has to have gone before a letter, by the rule and by the law of the debtor's country."""
    order, waits = _order_holds(facts, step), law_holds(facts, step, law, as_of)
    if order:
        waits = [reason for reason in waits if reason.code != "previous_step_missing"]
    return [*order, *waits]


def _order_holds(facts: Facts, step: Step) -> list[Reason]:
    """The milder letters of the rule that have to have gone before."""
    if step.kind == "reminder":
        return []
    in_rule = {one.kind for one in facts.rule.steps}
    lacking = [
        kind for kind in kinds_before(step.kind) if kind in in_rule and not facts.heard_of(kind)
    ]
    return [Reason("previous_step_missing", ", ".join(lacking))] if lacking else []


def law_holds(facts: Facts, step: Step, law: LawPack, as_of: date) -> list[Reason]:
    """What has to have gone before a letter, and how long ago, by the law of the country."""
    found: list[Reason] = []
    for wait in waits_before(law, step.kind, as_of, facts.claim_class):
        since = law.due_day(facts.due_on) if wait.since == "due_day" else facts.last_letter_on
        if since is None:  # no day will come by itself: somebody has to write first
            found = found or [Reason("previous_step_missing", wait.statute)]
        elif as_of < (free_on := since + timedelta(days=wait.days + wait.margin_days)):
            found.append(Reason("law_wait", wait.statute, free_on))
    return found


def _company_holds(facts: Facts, as_of: date) -> list[Reason]:
    company, found = facts.company, []
    if facts.currency not in company.account_currencies:
        found.append(Reason("no_bank_account_for_currency", facts.currency))
    if company.bank_data_max_age_days is not None:
        until = company.bank_data_until
        is_old = until is None or (as_of - until).days > company.bank_data_max_age_days
        if is_old or until is None or until < facts.due_on:  # R264: nobody knows what came by then
            found.append(Reason("stale_bank_data", until.isoformat() if until else ""))
    if company.rests_on_quiet_days and is_quiet(company.country, as_of):
        free_on = next_working_day(company.country, as_of)
        found.append(Reason("quiet_day", as_of.isoformat(), free_on))
    return found
