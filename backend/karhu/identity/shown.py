"""Rows of identity as the contract shows them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.identity.people import Person
from karhu.identity.service import today
from karhu.kit.money import exact, percent_shown, written

_SAME = (
    "name", "country", "time_zone", "language", "currency", "automation_is_on", "backlog_policy",
    "undo_window_minutes", "resumes_corrected", "rests_on_quiet_days", "sender_name",
    "sender_email", "active_channels", "is_housing_company", "reminder_fee_is_agreed",
    "interest_basis", "interest_free_days", "claims_compensation", "allocation_order",
    "recognises_income", "interest_invoice_comment", "street", "postcode", "city", "phone",
    "website", "einvoice_address", "einvoice_operator", "groups_letters", "attaches_letter",
    "attaches_invoice_copy", "transfer_waiting_days", "transfer_needs_bank_data",
    "postal_days", "collection_agency",
)  # fmt: skip
_OPTIONAL = (
    "business_id", "automation_activated_on", "bank_data_max_age_days", "bank_data_until",
    "interest_starts_on",
)  # fmt: skip


def company_shown(row: Mapping[str, Any], now: datetime) -> types.Company:
    """A company with its settings and today's date there."""
    percent = row["interest_percent"]
    return types.Company(
        id=str(row["id"]),
        run_at=f"{row['run_at']:%H:%M}",
        bank_accounts=[types.BankAccount(**account) for account in row["bank_accounts"]],
        transaction_price=exact(row["transaction_price"]),
        today=today(row, now),
        interest_invoice_limit=written(row["interest_invoice_limit"]),
        transfer_minimum_open=written(row["transfer_minimum_open"]),
        accounts=msgspec.convert(row["accounts"], list[types.DefaultAccount]),
        interest_percent=UNSET if percent is None else percent_shown(percent),
        **{name: row[name] for name in _SAME},
        **{name: _or_unset(row[name]) for name in _OPTIONAL},
    )


def person_shown(person: Person) -> types.User:
    """A person with the role that counts."""
    return types.User(
        id=str(person.id),
        name=person.name,
        email=person.email,
        language=person.language,
        role=person.role,
        owns_invoices_only=person.owns_invoices_only,
    )


def key_shown(row: Mapping[str, Any], *, secret: str | None = None) -> types.ApiKey:
    """An API key; with its secret only when it was made just now."""
    return types.ApiKey(
        id=str(row["id"]),
        name=row["name"],
        prefix=row["prefix"],
        scopes=list(row["scopes"]),
        created_at=row["created_at"],
        last_used_at=_or_unset(row["last_used_at"]),
        secret=_or_unset(secret),
    )


def _or_unset(value: Any) -> Any:
    return UNSET if value is None else value
