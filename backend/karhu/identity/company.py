"""A company's settings: what is assumed, what cannot be, and when its night begins."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
from babel.numbers import get_territory_currencies
from stdnum import bic, iban, luhn

from karhu.kit.money import CURRENCIES
from karhu.kit.places import countries, time_zones
from karhu.kit.problems import Fault

_LANGUAGES = {"FI": "fi", "AX": "sv", "SE": "sv"}


class NewCompany(msgspec.Struct, frozen=True, kw_only=True):
    """A company as it begins; what is absent follows from its country."""

    name: str
    country: str
    business_id: str | None = None
    time_zone: str = "Europe/Helsinki"
    language: str | None = None
    currency: str | None = None
    sender_email: str = ""

    @property
    def own_language(self) -> str:
        """The language that its own texts begin in: `fi`, `sv` or `en`."""
        return self.language or _LANGUAGES.get(self.country, "en")

    @property
    def own_currency(self) -> str:
        """The currency of its books (ISO 4217)."""
        return self.currency or next(iter(get_territory_currencies(self.country)), "EUR")

    def faults(self) -> list[Fault]:
        """Everything that cannot be used, each with its pointer."""
        found = time_zone_faults(self.time_zone)
        if self.country not in countries():
            detail = f"{self.country} is no country of ISO 3166-1; Finland is FI."
            found.append(Fault(pointer="/country", code="unknown_country", detail=detail))
        if self.currency is not None:
            found += _currency_faults(self.currency, pointer="/currency")
        return found


def time_zone_faults(name: str) -> list[Fault]:
    """The fault of a time zone that does not exist."""
    if name in time_zones():
        return []
    detail = f"There is no time zone {name}; Helsinki is in Europe/Helsinki."
    return [Fault(pointer="/time_zone", code="unknown_time_zone", detail=detail)]


def bank_account_faults(accounts: Sequence[Any]) -> list[Fault]:
    """The faults of accounts: a currency and an IBAN each, perhaps a BIC and a bankgiro number."""
    found = []
    for index, account in enumerate(accounts):
        pointer = f"/bank_accounts/{index}"
        found += _currency_faults(account.currency, pointer=f"{pointer}/currency")
        if not iban.is_valid(account.iban):
            detail = f"{account.iban} is no IBAN: its length or its check digits are wrong."
            found.append(Fault(pointer=f"{pointer}/iban", code="invalid_iban", detail=detail))
        if account.bic and not bic.is_valid(account.bic):
            detail = f"{account.bic} is no BIC: it has 8 or 11 characters, such as NDEAFIHH."
            found.append(Fault(pointer=f"{pointer}/bic", code="invalid_bic", detail=detail))
        giro = account.bankgiro
        if giro and not luhn.is_valid(compact_bankgiro(giro)):
            detail = f"{giro} is no bankgiro number: its last digit does not fit the others."
            fault = Fault(pointer=f"{pointer}/bankgiro", code="invalid_bankgiro", detail=detail)
            found.append(fault)
    return found


def interest_faults(settings: Mapping[str, Any]) -> list[Fault]:
    """The fault of a rate that the settings ask for and do not give."""
    if settings["interest_basis"] != "agreed" or settings["interest_percent"] is not None:
        return []
    detail = "Interest by the terms needs their rate. Give interest_percent, such as 11.5."
    return [Fault(pointer="/interest_percent", code="rate_missing", detail=detail)]


def account_faults(accounts: Sequence[Any]) -> list[Fault]:
    """The faults of default accounts: each role once a currency, a currency that exists."""
    found, seen = [], set()
    for index, account in enumerate(accounts):
        pointer, currency = f"/accounts/{index}", account.currency or None
        if currency is not None:
            found += _currency_faults(currency, pointer=f"{pointer}/currency")
        if (account.role, currency) in seen:
            detail = f"There are two accounts of {account.role}. Keep one for each currency."
            found.append(Fault(pointer=f"{pointer}/role", code="role_taken", detail=detail))
        seen.add((account.role, currency))
    return found


def compact_iban(text: str) -> str:
    """The IBAN without spaces, in capitals."""
    return iban.compact(text).upper()


def compact_bankgiro(text: str) -> str:
    """The bankgiro number without its hyphen; its last digit is a check digit (Luhn)."""
    return text.replace("-", "")


def compact_account(account: Any) -> dict[str, str]:
    """A bank account as it is kept: compact, a BIC and a bankgiro number only if it has one."""
    kept = {"currency": account.currency, "iban": compact_iban(account.iban)}
    if account.bic:
        kept["bic"] = account.bic.upper()
    if account.bankgiro:
        kept["bankgiro"] = compact_bankgiro(account.bankgiro)
    return kept


def next_run_at(*, run_at: time, time_zone: str, after: datetime) -> datetime:
    """The first instant after `after` at which the company's clock shows `run_at` (UTC)."""
    zone = ZoneInfo(time_zone)
    today = after.astimezone(zone).date()
    for days in (0, 1):
        local = datetime.combine(today + timedelta(days=days), run_at, tzinfo=zone)
        if (instant := local.astimezone(UTC)) > after:
            return instant
    raise AssertionError("a day later is always after")


def _currency_faults(code: str, *, pointer: str) -> list[Fault]:
    if code in CURRENCIES:
        return []
    detail = f"{code} is no currency of ISO 4217; the euro is EUR."
    return [Fault(pointer=pointer, code="unknown_currency", detail=detail)]
