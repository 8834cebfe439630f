"""Who writes to whom, and where money is paid, out of the ledger's rows."""

from collections.abc import Mapping
from typing import Any

from karhu.letters.document import Account, Party

OWN = (
    "street", "postcode", "city", "phone", "website", "einvoice_address", "einvoice_operator",
)  # fmt: skip
THEIRS = (
    "street", "postcode", "city", "country", "business_id", "email", "phone", "einvoice_address",
    "einvoice_operator",
)  # fmt: skip


def creditor_of(company: Mapping[str, Any], trade_name: str | None = None) -> Party:
    """The company as papers show it, under the trade name of the invoice if that has one."""
    return Party(
        name=trade_name or company["sender_name"] or company["name"],
        country=company["country"],
        business_id=company["business_id"] or "",
        email=company["sender_email"],
        **{name: company[name] or "" for name in OWN},
    )


def debtor_of(row: Mapping[str, Any], prefix: str = "") -> Party:
    """The customer as papers address them, out of `customer_name` and columns with a prefix."""
    told = {name: row[f"{prefix}{name}"] or "" for name in THEIRS}
    return Party(name=row["customer_name"], **told)


def recipient_of(row: Mapping[str, Any]) -> Party:
    """A recipient of a customer's letters as papers address them."""
    told = ("name", "street", "postcode", "city", "country", "email", "phone")
    return Party(**{name: row[name] or "" for name in told})


def account_of(company: Mapping[str, Any], currency: str) -> Account | None:
    """The account of a currency that papers give: the first that the company has of it."""
    for one in company["bank_accounts"]:
        if one["currency"] == currency:
            return Account(**{name: one.get(name) or "" for name in ("iban", "bic", "bankgiro")})
    return None
