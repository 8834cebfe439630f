"""By which channel a step goes: the customer's data and the company's channels decide. No I/O."""

from karhu.evaluation import facts as f
from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.rules.rule import Channel, Step, channels_of


def resolve_channel(facts: Facts, step: Step) -> tuple[Channel | None, list[Reason]]:
    """The channel a step goes by, or why it cannot; `default` takes the first with an address."""
    allowed = channels_of(
        step.kind,
        facts.customer_kind,
        is_housing_company=facts.company.is_housing_company,
        scope=facts.rule.scope,
    )
    if step.channel != "default":
        channel = step.channel
        if channel not in allowed:
            return None, [Reason("channel_not_allowed", channel)]
    else:
        channel = _first_known(facts, allowed)
    has_choice = step.channel == "default" and "email" in allowed
    if lack := _lack(facts, channel, has_choice=has_choice):
        return None, [lack]
    if channel not in facts.company.active_channels:
        return None, [Reason("channel_deactivated", channel)]
    return channel, []


def _first_known(facts: Facts, allowed: tuple[Channel, ...]) -> Channel:
    """The first of the channels whose address is known; print where none is."""
    for channel in allowed:
        if channel == "einvoice" and facts.has(f.HAS_EINVOICE_ADDRESS):
            return channel
        if channel == "email" and facts.email:
            return channel
    return "print"


def _lack(facts: Facts, channel: Channel, *, has_choice: bool) -> Reason | None:
    match channel:
        case "email":
            if not facts.email:
                return Reason("missing_contact_data", "email")
            if facts.email == facts.failed_recipient:
                return Reason("missing_contact_data", facts.email)
        case "einvoice":
            if not facts.has(f.HAS_EINVOICE_ADDRESS):
                return Reason("missing_contact_data", "einvoice_address")
        case "print":
            if not facts.has(f.HAS_POSTAL_ADDRESS):
                code = "missing_contact_data" if has_choice else "missing_billing_address"
                return Reason(code, "street, postcode, city")
    return None
