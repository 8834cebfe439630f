"""Customers as `.nv` clients read them; capitals, order and empty sections are what they expect."""

from collections.abc import Mapping
from typing import Any

from lxml import etree

from karhu.netvisor.envelope import Element, add

TURNOVER, AUTOMATION_RULE = 1, 2  # the bits of replyoption that Karhu has an answer to

_LANGUAGES = {"fi": "FI", "sv": "SE", "en": "EN"}


def customer(row: Mapping[str, Any], options: int) -> Element:
    """One customer in full."""
    element = etree.Element("Customer")
    _customer_card(add(element, "CustomerBaseInformation"), row)
    finvoice = add(element, "CustomerFinvoiceDetails")
    add(finvoice, "FinvoiceAddress", row["einvoice_address"])
    add(finvoice, "FinvoiceRouterCode", row["einvoice_operator"])
    _delivery(add(element, "CustomerDeliveryDetails"), row["netvisor"])
    contact = add(element, "CustomerContactDetails")
    for name in ("ContactPerson", "ContactPersonEmail", "ContactPersonPhone"):
        add(contact, name, row["netvisor"].get(name.lower()))
    _additional(add(element, "CustomerAdditionalInformation"), row, options)
    return element


def customer_in_list(parent: Element, row: Mapping[str, Any]) -> None:
    """One line of the customer list."""
    line = add(parent, "Customer")
    add(line, "Netvisorkey", str(row["key"]))
    add(line, "Name", row["name"])
    add(line, "Code", row["number"])
    add(line, "OrganisationIdentifier", row["business_id"])
    add(line, "CustomerGroupID")
    add(line, "CustomerGroupName", row["customer_group_name"])
    add(line, "Uri", f"/getcustomer.nv?id={row['key']}")


def _customer_card(parent: Element, row: Mapping[str, Any]) -> None:
    extras = row["netvisor"]
    add(parent, "NetvisorKey", str(row["key"]))
    add(parent, "InternalIdentifier", row["number"])
    add(parent, "ExternalIdentifier", extras.get("externalidentifier") or row["business_id"])
    _if_kept(parent, "OrganizationUnitNumber", extras)
    _if_kept(parent, "CustomerGroupName", extras)
    add(parent, "Name", row["name"])
    add(parent, "NameExtension", extras.get("nameextension"))
    add(parent, "StreetAddress", row["street"])
    add(parent, "AdditionalStreetAddress", extras.get("additionaladdressline"))
    add(parent, "City", row["city"])
    add(parent, "PostNumber", row["postcode"])
    add(parent, "Country", row["country"], type="ISO-3166")
    add(parent, "PhoneNumber", row["phone"])
    add(parent, "FaxNumber", extras.get("faxnumber"))
    has_both = "email" in extras
    add(parent, "Email", extras["email"] if has_both else row["email"])
    add(parent, "EmailInvoicingAddress", row["email"] if has_both else "")
    add(parent, "HomePageUri", extras.get("homepageuri"))
    add(parent, "IsActive", "0" if extras.get("isactive") == "0" else "1")
    add(parent, "IsPrivateCustomer", "1" if row["kind"] == "consumer" else "0")


def _delivery(parent: Element, extras: Mapping[str, Any]) -> None:
    for name in ("Name", "StreetAddress", "City", "PostNumber"):
        add(parent, f"Delivery{name}", extras.get(f"delivery{name.lower()}"))
    if country := extras.get("deliverycountry"):
        add(parent, "DeliveryCountry", country, type="ISO-3166")


def _additional(parent: Element, row: Mapping[str, Any], options: int) -> None:
    extras = row["netvisor"]
    add(parent, "Comment", extras.get("comment"))
    add(parent, "CustomerAgreementIdentifier", extras.get("customeragreementidentifier"))
    add(parent, "ReferenceNumber", extras.get("customerreferencenumber"))
    add(parent, "UseCreditorReferenceNumber", extras.get("usecreditorreferencenumber", "0"))
    for name in (
        "YourDefaultReference", "DefaultTextBeforeInvoiceLines", "DefaultTextAfterInvoiceLines",
    ):  # fmt: skip
        add(parent, name, extras.get(name.lower()))
    _with_key(parent, "DefaultPaymentTerm", extras)
    add(parent, "TaxHandlingType", extras.get("taxhandlingtype"))
    add(parent, "BalanceLimit", extras.get("balancelimit", "").replace(".", ","))
    if seller := extras.get("salespersonid"):
        add(parent, "DefaultSalesPerson", seller)
    _with_key(parent, "FactoringAccount", extras)
    add(parent, "InvoicingLanguage", _LANGUAGES[row["language"]], type="ISO-3166")
    add(parent, "EuStandardFinvoice", extras.get("eustandardfinvoice", "0"))
    add(parent, "InCollectionProhibition", "1" if row["has_collection_ban"] else "0")
    _dimensions(parent, extras.get("dimensions", []))
    if options & TURNOVER:
        turnover = add(add(parent, "AdditionalInformation"), "ReceivablesManagement")
        add(turnover, "TurnoverDays")
        add(turnover, "TurnoverDeviation")
    if options & AUTOMATION_RULE:
        add(parent, "AutomationRule", row["rule_name"], NetvisorKey=str(row["rule_key"]))


def _if_kept(parent: Element, name: str, extras: Mapping[str, Any]) -> None:
    if kept := extras.get(name.lower()):
        add(parent, name, kept)


def _with_key(parent: Element, name: str, extras: Mapping[str, Any]) -> None:
    kept = extras.get(name.lower())
    if not kept:
        return
    is_key = extras.get(f"{name.lower()}@type") == "netvisor"
    add(parent, name, "" if is_key else kept, NetvisorKey=kept if is_key else "")


def _dimensions(parent: Element, dimensions: list[list[str]]) -> None:
    if not dimensions:
        return
    inside = add(parent, "CustomerDimensions")
    for name, item in dimensions:
        one = add(inside, "Dimension")
        add(one, "DimensionName", name, NetvisorKey="")
        add(one, "DimensionItem", item, NetvisorKey="")
