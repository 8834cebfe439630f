"""Which invoices are proposed for collection; a person moves them (R260, R261)."""

from datetime import date

from karhu.evaluation import facts as f
from karhu.evaluation.facts import CompanyFacts, Facts


def proposes_transfer(facts: Facts, settings: CompanyFacts, as_of: date) -> tuple[str, ...]:
    """The reasons why an invoice is not proposed for collection on a day; empty: it is."""
    checks = {
        "not_due": as_of <= facts.due_on,
        "settled": facts.open <= 0,
        "stale_bank_data": settings.bank_data_until is not None
        and settings.bank_data_until <= facts.due_on,
        "payment_plan": facts.has(f.HAS_PAYMENT_PLAN),
        "disputed": facts.disputed_since is not None and facts.disputed_since <= as_of,
        "promise_to_pay": facts.promised_on is not None and facts.promised_on >= as_of,
    }
    return tuple(code for code, holds in checks.items() if holds)
