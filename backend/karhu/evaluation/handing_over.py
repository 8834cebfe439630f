"""What stands against giving a case to an agency by hand. Pure, as the decision is."""

from datetime import date

import msgspec

from karhu.evaluation.decide import decide
from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.rules.rule import Step

# an agency writes on paper, and its first letter is a demand: so the law asks what it asks of one
DEMAND = Step(kind="collection_letter", offset_days=0, channel="print")
OVERRIDDEN = frozenset(
    {
        "step_reached", "customer_blocked", "invoice_opted_out", "outside_automation",
        "already_reminded", "already_noticed", "already_collected", "consumer_einvoice_agreement",
        "direct_debit", "channel_deactivated", "channel_not_allowed", "quiet_day",
        "no_bank_account_for_currency", "manual_review", "automation_off",
    }
)  # fmt: skip


def against_hand_over(facts: Facts, as_of: date) -> tuple[Reason, ...]:
    """Every reason that keeps a case from an agency on a day, whoever asks; none: it may go.

    The debtor's whole address is needed, nothing may be disputed, promised or on its way, and what
    the law wants written before a demand has to have been written.
    """
    rule = msgspec.structs.replace(facts.rule, steps=(DEMAND,), mode="propose", is_blocking=False)
    company = msgspec.structs.replace(facts.company, automation_is_on=True)
    asked = msgspec.structs.replace(facts, step_number=1, rule=rule, company=company)
    decision = decide(asked, DEMAND, facts.law, as_of)
    return tuple(reason for reason in decision.reasons if reason.code not in OVERRIDDEN)
