"""To whom a letter goes, by which channel: an addressee's address in the customer's place. Pure."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from karhu.customers.recipients import Addressee
from karhu.evaluation import facts as f
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import Facts
from karhu.evaluation.reasons import Reason
from karhu.evaluation.resolving import resolve_channel
from karhu.rules.rule import Channel

NOBODY = (Reason("no_recipient"),)


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """How one addressee gets a letter, or why they cannot; not chosen: a person left them out."""

    addressee: Addressee
    channel: Channel | None = None
    reasons: tuple[Reason, ...] = ()
    is_chosen: bool = True

    @property
    def is_open(self) -> bool:
        """Whether they get it."""
        return self.is_chosen and self.channel is not None


def seen_as(facts: Facts, addressee: Addressee) -> Facts:
    """The facts with an addressee's addresses instead of the customer's."""
    if addressee.id is None:
        return facts
    flags = facts.flags & ~(f.HAS_EINVOICE_ADDRESS | f.HAS_POSTAL_ADDRESS)
    flags |= f.HAS_POSTAL_ADDRESS if addressee.has_address else 0
    return msgspec.structs.replace(facts, email=addressee.email, flags=flags)


def ways_of(
    facts: Facts,
    number: int,
    addressees: Sequence[Addressee],
    chosen: frozenset[UUID | None] | None = None,
) -> tuple[Way, ...]:
    """By which channel each addressee gets a step's letter; `chosen` are their ids, None: all."""
    step = facts.rule.steps[number - 1]
    if number != facts.step_number:  # what failed, failed at the case's own step
        facts = msgspec.structs.replace(facts, failed_recipient=None)
    found = []
    for one in addressees:
        channel, lacking = resolve_channel(seen_as(facts, one), step)
        is_chosen = chosen is None or one.id in chosen
        found.append(
            Way(addressee=one, channel=channel, reasons=tuple(lacking), is_chosen=is_chosen)
        )
    return tuple(found)


def faced(facts: Facts, ways: Sequence[Way]) -> Facts:
    """The facts as the first who gets the letter makes them; if nobody does, as the first would."""
    chosen = [way for way in ways if way.is_chosen] or list(ways)
    first = next((way for way in chosen if way.is_open), chosen[0] if chosen else None)
    return facts if first is None else seen_as(facts, first.addressee)


def with_recipient(decision: Decision, ways: Sequence[Way]) -> Decision:
    """The decision, held where a person left out everybody: no letter goes to nobody (R298)."""
    if decision.outcome != "act" or any(way.is_chosen for way in ways):
        return decision
    return msgspec.structs.replace(decision, outcome="hold", reasons=NOBODY)
