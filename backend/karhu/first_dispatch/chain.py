"""By which way an invoice goes: e-invoice, e-mail, print, in this order, as far as it was selected.

Pure: nothing here asks a database or a clock.
"""

from collections.abc import Sequence
from typing import Literal

import msgspec

Channel = Literal["einvoice", "email", "print"]
CHAIN: tuple[Channel, ...] = ("einvoice", "email", "print")  # R237

NAMES: dict[Channel, str] = {"einvoice": "e-invoice", "email": "e-mail", "print": "print"}
LACKS = {
    "no_einvoice_address": "the customer has no e-invoice address",
    "incomplete_address": "the customer's postal address is not complete",
    "consumer_einvoice_off": "the company sends consumers no e-invoices",
    "no_consumer_agreement": "the consumer has not chosen the company in the online bank",
    "no_email": "the customer has no e-mail address",
    "company_incomplete": "the company's own details for it are missing",
    "not_connected": "this installation does not carry it",
    "not_selected": "it is not selected, so the chain stops there",
    "refused": "it was refused",
}


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """A company's choices about the first dispatch, as far as the way of an invoice needs them."""

    is_on: bool
    sources: frozenset[str]
    channels: frozenset[str]
    timing: str
    has_consumer_einvoice: bool
    sends_direct_payment_notices: bool
    sends_factoring_notices: bool
    connected: frozenset[str]
    incomplete: frozenset[str]  # channels for which the company's own details are missing


class Addressee(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of the customer by which it could be reached; nothing is an empty text."""

    kind: str
    email: str
    einvoice_address: str
    street: str
    postcode: str
    city: str
    has_consumer_einvoice: bool
    has_direct_debit: bool

    @property
    def has_whole_address(self) -> bool:
        """Whether a letter would arrive."""
        return bool(self.street and self.postcode and self.city)


class Refusal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A channel that did not do: a code with one meaning, and what its carrier said of it."""

    channel: Channel
    code: str
    detail: str = ""


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """The channel that is to be tried now, and those before it that did not do."""

    channel: Channel
    refusals: tuple[Refusal, ...]


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """There is no way: `ignored` when the company did not select one, `failed` otherwise."""

    state: Literal["ignored", "failed"]
    reason: str
    detail: str
    refusals: tuple[Refusal, ...] = ()


def reached(channels: frozenset[str]) -> frozenset[str]:
    """The channels to which the chain comes: those before the first that is not selected (R238)."""
    found: set[str] = set()
    for channel in CHAIN:
        if channel not in channels:
            break
        found.add(channel)
    return frozenset(found)


def next_way(
    scheme: Scheme,
    addressee: Addressee,
    refused: Sequence[Refusal] = (),
    *,
    asked: str | None = None,
) -> Way | Ended:
    """The next channel for an invoice, given what carriers have refused already.

    `asked` is the one channel that a person named; it need not be selected.
    """
    answered = {one.channel: one for one in refused if one.code == "refused"}
    found: list[Refusal] = []
    for channel in CHAIN if asked is None else [one for one in CHAIN if one == asked]:
        if channel in answered:
            found.append(answered[channel])
        elif asked is None and channel not in scheme.channels:
            found.append(Refusal(channel=channel, code="not_selected"))
            break
        elif lack := lacking(scheme, addressee, channel):
            found.append(Refusal(channel=channel, code=lack))
        else:
            return Way(channel=channel, refusals=tuple(found))
    return _ended(found)


def lacking(scheme: Scheme, addressee: Addressee, channel: Channel) -> str | None:
    """What a channel needs and does not have, as a code; None when it can be tried (R232-R235)."""
    if lack := _lacking(scheme, addressee, channel):
        return lack
    if channel not in scheme.connected:
        return "not_connected"
    return "company_incomplete" if channel in scheme.incomplete else None


def _lacking(scheme: Scheme, addressee: Addressee, channel: Channel) -> str | None:
    match channel:
        case "einvoice":
            return _lacking_einvoice(scheme, addressee)
        case "email":
            return None if addressee.email else "no_email"
        case "print":
            return None if addressee.has_whole_address else "incomplete_address"


def _lacking_einvoice(scheme: Scheme, addressee: Addressee) -> str | None:
    if not addressee.einvoice_address:
        return "no_einvoice_address"
    if not addressee.has_whole_address:
        return "incomplete_address"
    if addressee.kind != "consumer":
        return None
    if not scheme.has_consumer_einvoice:
        return "consumer_einvoice_off"
    # a direct payment is agreed in the bank as well
    has_agreed = addressee.has_consumer_einvoice or addressee.has_direct_debit
    return None if has_agreed else "no_consumer_agreement"


def _ended(found: Sequence[Refusal]) -> Ended:
    refusals, codes = tuple(found), {one.code for one in found}
    detail = told(refusals)
    if "refused" in codes:
        return Ended(state="failed", reason="delivery_failed", detail=detail, refusals=refusals)
    if "not_selected" in codes:
        reason = "channel_not_selected"
        return Ended(state="ignored", reason=reason, detail=detail, refusals=refusals)
    is_ours = codes <= {"not_connected", "company_incomplete"}
    reason = "channel_not_connected" if is_ours else "missing_contact_data"
    return Ended(state="failed", reason=reason, detail=detail, refusals=refusals)


def told(refusals: Sequence[Refusal]) -> str:
    """What became of each channel, in a sentence each."""
    parts = []
    for one in refusals:
        said = f" ({one.detail})" if one.detail else ""
        parts.append(f"{NAMES[one.channel].capitalize()}: {LACKS[one.code]}{said}.")
    return " ".join(parts)[:1000]
