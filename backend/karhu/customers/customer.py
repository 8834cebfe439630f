"""A customer: the debtor, as the ledger of record describes it."""

import unicodedata
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.customers.ledger import Ledger
from karhu.kit.places import countries
from karhu.kit.problems import Fault

# The characters behind z, in the order of the Finnish and Swedish alphabets.
_LETTERS = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "õ": "}", "ü": "y"})
_LANGUAGES = {"FI": "fi", "AX": "sv", "SE": "sv"}


class Customer(msgspec.Struct, frozen=True, kw_only=True):
    """One row of `customers`; `key` is 0 until it is stored."""

    id: UUID
    key: int = 0
    external_id: str | None = None
    number: str
    kind: str
    name: str
    business_id: str | None = None
    email: str | None = None
    phone: str | None = None
    einvoice_address: str | None = None
    einvoice_operator: str | None = None
    street: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str
    language: str
    has_collection_ban: bool = False
    has_consumer_einvoice: bool = False
    has_direct_debit: bool = False
    rule_id: UUID
    is_placed_by_default: bool = True
    automation_since: date | None = None
    interest_basis: str | None = None  # None: the company's terms
    interest_percent: Decimal | None = None

    @property
    def name_order(self) -> str:
        """The name as it is sorted and searched."""
        return sort_key(self.name)


def sort_key(name: str) -> str:
    """A text whose byte order is the alphabet's, å ä ö behind z; other accents do not count.

    Karhu sorts by itself because the embedded PostgreSQL knows no language's alphabet.
    """
    folded = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    plain = unicodedata.normalize("NFKD", folded)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def language_in(country: str, ledger: Ledger) -> str:
    """The language a customer is written to unless told: the company's own at home."""
    return ledger.language if country == ledger.country else _LANGUAGES.get(country, "en")


def country_faults(country: str) -> list[Fault]:
    """The fault of a country that does not exist."""
    if country in countries():
        return []
    detail = f"{country} is no country of ISO 3166-1; Finland is FI."
    return [Fault(pointer="/country", code="unknown_country", detail=detail)]


def interest_faults(customer: Customer) -> list[Fault]:
    """The fault of own terms without their rate, or of a rate that no terms apply."""
    is_agreed = customer.interest_basis == "agreed"
    if is_agreed == (customer.interest_percent is not None):
        return []
    if is_agreed:
        detail = "Interest by the terms needs their rate. Give interest_percent, such as 11.5."
        return [Fault(pointer="/interest_percent", code="rate_missing", detail=detail)]
    detail = "Only terms have a rate of their own. Give interest_basis agreed, or no rate."
    return [Fault(pointer="/interest_percent", code="rate_not_agreed", detail=detail)]
