"""What a company lacks before its letters can go by a channel. Pure."""

from collections.abc import Collection, Mapping
from typing import Any, Literal

import msgspec

from karhu.channels.parcel import Channel

Missing = Literal[
    "installation_url", "sender_email", "einvoice_address", "einvoice_operator", "bank_account",
    "postal_address",
]  # fmt: skip
CHANNELS: tuple[Channel, ...] = ("email", "einvoice", "print")


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """A channel, as the installation and the company have set it up."""

    channel: Channel
    is_configured: bool
    is_active: bool
    missing: tuple[Missing, ...]


def standings(company: Mapping[str, Any], configured: Collection[str]) -> list[Standing]:
    """Every channel of a company, in the order in which `default` looks for one."""
    return [
        Standing(
            channel=channel,
            is_configured=channel in configured,
            is_active=channel in company["active_channels"],
            missing=tuple(_missing(company, channel, is_configured=channel in configured)),
        )
        for channel in CHANNELS
    ]


def _missing(company: Mapping[str, Any], channel: Channel, *, is_configured: bool) -> list[Missing]:
    lacks: list[tuple[bool, Missing]] = [(not is_configured, "installation_url")]
    match channel:
        case "email":
            lacks.append((not company["sender_email"], "sender_email"))
        case "einvoice":
            lacks.append((not company["einvoice_address"], "einvoice_address"))
            lacks.append((not company["einvoice_operator"], "einvoice_operator"))
            lacks.append((not company["bank_accounts"], "bank_account"))
        case "print":
            whole = company["street"] and company["postcode"] and company["city"]
            lacks.append((not whole, "postal_address"))
    return [code for is_lacking, code in lacks if is_lacking]
