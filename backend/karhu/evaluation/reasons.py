"""Every reason for an outcome: a stable code, one meaning, one class."""

from datetime import date
from typing import Literal

import msgspec

ReasonClass = Literal["act", "wait", "hold", "forfeit", "done"]

CLASSES: dict[ReasonClass, tuple[str, ...]] = {
    "act": ("step_reached", "sent_by_hand"),
    "wait": ("not_reached", "not_due"),
    "forfeit": (
        "collection_ban",
        "payment_plan",
        "customer_blocked",
        "invoice_opted_out",
        "outside_automation",
        "already_reminded",
        "already_noticed",
        "already_collected",
        "factoring",
        "credit_note",
        "interest_invoice",
        "at_agency",
        "consumer_einvoice_agreement",
        "direct_debit",
        "other_trade_name",
        "passed_over",
    ),
    "hold": (
        "in_sending",
        "below_minimum_open",
        "below_minimum_count",
        "not_in_mass_runs",
        "missing_contact_data",
        "missing_billing_address",
        "no_recipient",
        "channel_deactivated",
        "channel_not_allowed",
        "stale_bank_data",
        "disputed",
        "promise_to_pay",
        "bankruptcy",
        "deceased",
        "quiet_day",
        "law_wait",
        "unsent_invoice",
        "no_bank_account_for_currency",
        "previous_step_missing",
        "manual_review",
    ),
    "done": (
        "settled",
        "principal_paid_costs_open",
        "negative_balance",
        "zero_balance",
        "rule_finished",
        "automation_off",
        "case_closed",
        "awaits_transfer",
    ),
}
CLASS_OF: dict[str, ReasonClass] = {
    code: reason_class for reason_class, codes in CLASSES.items() for code in codes
}


class Reason(msgspec.Struct, frozen=True):
    """A code, what was found, and the first day on which it could fall away by itself."""

    code: str
    detail: str = ""
    changes_on: date | None = None

    @property
    def reason_class(self) -> ReasonClass:
        """The one class of this code."""
        return CLASS_OF[self.code]
