"""Which invoices are proposed for collection; a person moves them (R260, R261)."""

from collections.abc import Iterator
from datetime import date, timedelta

from karhu.evaluation import facts as f
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.kit.money import ZERO

BARS = (
    (f.HAS_COLLECTION_BAN, "collection_ban"),
    (f.HAS_PAYMENT_PLAN, "payment_plan"),
    (f.IS_OPTED_OUT, "invoice_opted_out"),
    (f.IS_FACTORED, "factoring"),
    (f.IS_AT_AGENCY, "at_agency"),
    (f.HAS_DIRECT_DEBIT, "direct_debit"),
    (f.IS_UNSENT, "unsent_invoice"),
)


def proposes_transfer(facts: Facts, settings: CompanyFacts, as_of: date) -> tuple[str, ...]:
    """The reasons why an invoice is not proposed for collection on a day; empty: it is.

    They only decide what is chosen before a person looks; every one of them may be overridden.
    """
    return (*_by_settings(facts, settings, as_of), *_by_its_state(facts, settings, as_of))


def _by_settings(facts: Facts, settings: CompanyFacts, as_of: date) -> Iterator[str]:
    """The three settings of R262, R263 and R264; no debt is overdue on its due day."""
    due_day = facts.law.due_day(facts.due_on)
    if as_of <= due_day:
        yield "not_due"
    elif as_of < facts.due_on + timedelta(days=settings.transfer_waiting_days):
        yield "not_reached"
    if facts.open <= ZERO:
        yield "settled"
    elif facts.open < settings.transfer_minimum_open:
        yield "below_minimum_open"
    until = settings.bank_data_until
    if settings.transfer_needs_bank_data and (
        until is None or until <= facts.due_on or until < due_day
    ):
        yield "stale_bank_data"


def _by_its_state(facts: Facts, settings: CompanyFacts, as_of: date) -> Iterator[str]:
    """What would keep its letters from going anyway."""
    if facts.kind != "invoice":
        yield facts.kind
    if facts.customer_rule_id == settings.blocking_rule_id:
        yield "customer_blocked"
    yield from (code for flag, code in BARS if facts.has(flag))
    if facts.disputed_since is not None and facts.disputed_since <= as_of:
        yield "disputed"
    if facts.promised_on is not None and facts.promised_on >= as_of:
        yield "promise_to_pay"
