"""What is known about one invoice when its next step is looked at."""

from datetime import date
from decimal import Decimal
from functools import cache
from uuid import UUID

import msgspec

from karhu.holds.hold import Held
from karhu.jurisdictions.figures import ClaimClass, claim_class_of
from karhu.jurisdictions.law import LawPack, law_of
from karhu.rules.rule import KINDS, Mode, Scope, Step, StepKind

HAS_COLLECTION_BAN = 1
HAS_PAYMENT_PLAN = 2
IS_OPTED_OUT = 4
IS_FACTORED = 8
IS_AT_AGENCY = 16
HAS_CONSUMER_EINVOICE = 32
HAS_DIRECT_DEBIT = 64
IS_IN_SENDING = 128
IS_UNSENT = 256
WAS_OUTSIDE = 512
HAS_EINVOICE_ADDRESS = 1024
HAS_POSTAL_ADDRESS = 2048
WAS_HELD_FOR_REVIEW = 4096  # `manual_review` was stored for a hold, and ends with it

FLAGS = {
    HAS_COLLECTION_BAN: "has_collection_ban",
    HAS_PAYMENT_PLAN: "has_payment_plan",
    IS_OPTED_OUT: "is_opted_out",
    IS_FACTORED: "is_factored",
    IS_AT_AGENCY: "is_at_agency",
    HAS_CONSUMER_EINVOICE: "has_consumer_einvoice",
    HAS_DIRECT_DEBIT: "has_direct_debit",
    IS_IN_SENDING: "is_in_sending",
    IS_UNSENT: "is_unsent",
    WAS_OUTSIDE: "was_outside",
    HAS_EINVOICE_ADDRESS: "has_einvoice_address",
    HAS_POSTAL_ADDRESS: "has_postal_address",
}


class RuleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """A rule at one version; `mode` is the rule's of today."""

    id: UUID
    version: int
    name: str
    mode: Mode
    steps: tuple[Step, ...]
    is_blocking: bool
    scope: Scope = "invoice"


class CompanyFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is the same for every invoice of a company in one run."""

    id: UUID
    name: str
    country: str
    automation_is_on: bool
    activated_on: date | None
    backlog_policy: str
    active_channels: frozenset[str]
    account_currencies: frozenset[str]
    bank_data_until: date | None
    bank_data_max_age_days: int | None
    rests_on_quiet_days: bool
    resumes_corrected: bool
    undo_window_minutes: int
    is_housing_company: bool
    reminder_fee_is_agreed: bool
    recognises_income: str
    blocking_rule_id: UUID
    rules: dict[tuple[UUID, int], RuleFacts]
    current_versions: dict[UUID, int]
    transfer_waiting_days: int = 14
    transfer_minimum_open: Decimal = Decimal(0)
    transfer_needs_bank_data: bool = False

    def current_rule(self, rule_id: UUID) -> RuleFacts:
        """The version that a case opened today is pinned to."""
        return self.rules[rule_id, self.current_versions[rule_id]]


class Facts(msgspec.Struct, frozen=True):
    """One invoice, its customer and its case, in the order that the loading query selects.

    `rule` is the version the case is pinned to, or that it would be opened with today. Of a case of
    all that a customer owes, `collective.collect` makes the facts of the whole.
    """

    case_id: UUID | None
    invoice_id: UUID
    customer_id: UUID
    case_state: str | None
    step_number: int | None
    customer_rule_id: UUID
    customer_kind: str
    country: str
    email: str | None
    flags: int
    kind: str
    currency: str
    total: Decimal
    open: Decimal
    costs_open: Decimal
    fee_count: int
    sent_on: date | None
    due_on: date
    trade_name: str | None
    told_reminded_on: date | None
    told_noticed_on: date | None
    told_collected_on: date | None
    reminder_sent_on: date | None
    notice_sent_on: date | None
    collection_sent_on: date | None
    warning_sent_on: date | None
    last_pay_by_on: date | None
    promised_on: date | None
    disputed_since: date | None
    automation_since: date | None
    received_on: date
    decided_outcome: str | None
    decided_reasons: list[str] | None
    failed_recipient: str | None
    counts_from_on: date | None
    holds: tuple[Held, ...] | None
    rule: RuleFacts
    company: CompanyFacts
    open_count: int = 1

    @property
    def law(self) -> LawPack:
        """The law pack of the debtor's country."""
        return law_of(self.country)

    @property
    def claim_class(self) -> ClaimClass:
        """Which law of that country; a housing charge is no consumer claim (513/1999 1 §)."""
        return claim_class_of(self.customer_kind, is_housing_charge=self.company.is_housing_company)

    @property
    def is_in_collection(self) -> bool:
        """Whether the invoice is in an open case of all that its customer owes."""
        is_open = self.case_id is not None and self.case_state != "closed"
        return is_open and self.rule.scope == "customer"

    def outside_collection(self) -> "Facts":
        """The facts of an invoice whose case is over and which only a person moves again."""
        rule = self.company.current_rule(self.customer_rule_id)
        if self.case_state != "closed" or rule.scope != "customer":
            return self
        return msgspec.structs.replace(
            self, case_id=None, case_state=None, step_number=None, rule=rule
        )

    @property
    def last_letter_on(self) -> date | None:
        """When the debtor last heard of this invoice, from Karhu or as told."""
        days = [
            day
            for day in (
                self.told_reminded_on,
                self.told_noticed_on,
                self.told_collected_on,
                self.reminder_sent_on,
                self.notice_sent_on,
                self.collection_sent_on,
                self.warning_sent_on,
            )
            if day is not None
        ]
        return max(days) if days else None

    def told_by(self, kind: StepKind) -> date | None:
        """When the ledger of record says that a letter at least as grave as a step was sent."""
        match kind:  # spelt out, for a night of many asks it of every one
            case "reminder":
                return self.told_reminded_on or self.told_noticed_on or self.told_collected_on
            case "notice":
                return self.told_noticed_on or self.told_collected_on
            case "collection_letter":
                return self.told_collected_on
            case "possession_warning":
                return None

    def heard_of(self, kind: StepKind) -> bool:
        """Whether a letter at least as grave as a step has been sent, by Karhu or as told."""
        if self.told_by(kind) is not None:
            return True
        graver = KINDS[KINDS.index(kind) :]
        return any(getattr(self, SENT_ON[one]) is not None for one in graver)

    def held_on(self, day: date) -> list[Held]:
        """What was set on the invoice or its customer and stands on a day."""
        return [one for one in self.holds if one.stands_on(day)] if self.holds else []

    @property
    def is_left_for_review(self) -> bool:
        """Whether the last decision waits for a person to look, and not for a hold to end."""
        is_held = self.decided_outcome == "hold" and not self.has(WAS_HELD_FOR_REVIEW)
        return is_held and "manual_review" in (self.decided_reasons or ())

    def has(self, flag: int) -> bool:
        """Whether one of the flags above is set."""
        return bool(self.flags & flag)


SENT_ON: dict[StepKind, str] = {
    "reminder": "reminder_sent_on",
    "notice": "notice_sent_on",
    "collection_letter": "collection_sent_on",
    "possession_warning": "warning_sent_on",
}


def told(facts: Facts, as_of: date) -> dict[str, object]:
    """The facts as a decision of a day stores them: what is set, by name."""
    stored: dict[str, object] = {
        "customer_kind": facts.customer_kind,
        "country": facts.country,
        "currency": facts.currency,
        "open": facts.open,
        "due_on": facts.due_on,
    }
    for name in OPTIONAL:
        if (value := getattr(facts, name)) not in (None, ""):
            stored[name] = value
    if facts.costs_open:
        stored["costs_open"] = facts.costs_open
    if facts.flags:
        stored["flags"] = _flag_names(facts.flags)
    if facts.holds and (held := facts.held_on(as_of)):
        stored["holds"] = held
        is_for_review = any(one.kind == "manual_review" for one in held)
        if is_for_review and not facts.is_left_for_review:
            stored["is_held_for_review"] = True
    return stored


@cache
def _flag_names(flags: int) -> list[str]:
    return [name for flag, name in FLAGS.items() if flags & flag]


OPTIONAL = (
    "email",
    "trade_name",
    "told_reminded_on",
    "told_noticed_on",
    "told_collected_on",
    "reminder_sent_on",
    "notice_sent_on",
    "collection_sent_on",
    "warning_sent_on",
    "last_pay_by_on",
    "counts_from_on",
    "promised_on",
    "disputed_since",
    "failed_recipient",
)
