"""A document as Finvoice 3.0: what e-invoice operators in Finland carry.

The order of elements, their names and their lengths are those of the schema in `schemas/`, which is
kept as its owner, Finance Finland, published it, and every invoice is held against it before it
goes.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from lxml import etree
from stdnum import iso11649
from stdnum.fi import ytunnus

from karhu.channels import finvoice_words as words
from karhu.channels.finvoice_elements import (
    LEAST,
    Element,
    Unfit,
    amount,
    child,
    day,
    identifier,
    letter_number,
    lines_of,
    percent,
    pieces_of,
)
from karhu.channels.finvoice_rows import credit_rows, item_row, line_rows
from karhu.invoices.reference import is_finnish_reference
from karhu.kit.money import ZERO
from karhu.letters.document import Account, Document, DocumentKind, Item, Party

SCHEMA = Path(__file__).with_name("schemas") / "Finvoice3.0.xsd"
INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
OVT = "0037"  # what a Finnish e-invoice address of the kind of ISO 6523 begins with

TYPES: dict[DocumentKind, str] = {
    "invoice": "INV01",
    "credit_note": "INV02",
    "interest_invoice": "INV03",
    "collection_letter": "INV05",
    "reminder": "INV08",
    "notice": "INV08",
}
# UNTDID 1001; it has no code for a reminder or a collection letter
TYPES_UN: dict[DocumentKind, str] = {
    "invoice": "380", "credit_note": "381", "interest_invoice": "380",
}  # fmt: skip


def finvoice(document: Document, *, message_id: str, at: datetime) -> Element:
    """The document as a valid Finvoice; raises Unfit with what is in the way, and where."""
    if document.kind not in TYPES:
        raise Unfit(f"a {document.kind} cannot be an e-invoice")
    root = etree.Element("Finvoice", Version="3.0", nsmap={"xsi": INSTANCE})
    root.set(f"{{{INSTANCE}}}noNamespaceSchemaLocation", SCHEMA.name)
    _transmission(root, document, message_id, at)
    _seller(root, document)
    child(root, "InvoiceRecipientLanguageCode", document.language.upper())
    _buyer(root, document.debtor)
    _invoice(root, document)
    for line in document.lines:
        line_rows(root, document, line)
    for item in document.items:
        item_row(root, document.currency, item)
    for credit in document.credits:
        credit_rows(root, document, credit)
    _payment(root, document)
    _check(root)
    return root


def _transmission(root: Element, document: Document, message_id: str, at: datetime) -> None:
    creditor, debtor = document.creditor, document.debtor
    if not creditor.einvoice_address or not creditor.einvoice_operator:
        raise Unfit("the company has no e-invoice address of its own", is_debtors=False)
    if not debtor.einvoice_address or not debtor.einvoice_operator:
        raise Unfit("the customer has no e-invoice address, or no operator of it")
    transmission = child(root, "MessageTransmissionDetails")
    sender = child(transmission, "MessageSenderDetails")
    _address(sender, "FromIdentifier", creditor.einvoice_address, is_debtors=False)
    child(sender, "FromIntermediator", creditor.einvoice_operator)
    if document.kind == "invoice" and not (debtor.street and debtor.postcode and debtor.city):
        raise Unfit("the customer has no whole postal address")  # R232
    receiver = child(transmission, "MessageReceiverDetails")
    _address(receiver, "ToIdentifier", debtor.einvoice_address)
    child(receiver, "ToIntermediator", debtor.einvoice_operator)
    message = child(transmission, "MessageDetails")
    child(message, "MessageIdentifier", message_id)
    child(message, "MessageTimeStamp", at.isoformat(timespec="seconds"))


def _address(parent: Element, name: str, text: str, *, is_debtors: bool = True) -> None:
    address = identifier(text, name, 35, is_debtors=is_debtors)
    scheme = {"SchemeID": "0216"} if address.startswith(OVT) and address.isdigit() else {}
    child(parent, name, address, **scheme)


def _seller(root: Element, document: Document) -> None:
    seller = document.creditor
    party = child(root, "SellerPartyDetails")
    _party(party, "Seller", seller, has_vat=any(item.vat for item in document.items))
    if seller.phone or seller.email:
        contact = child(root, "SellerCommunicationDetails")
        child(contact, "SellerPhoneNumberIdentifier", _short(seller.phone, 35))
        child(contact, "SellerEmailaddressIdentifier", _short(seller.email, 70))
    details = child(root, "SellerInformationDetails")
    child(details, "SellerWebaddressIdentifier", _short(seller.website, 70))
    account = document.account
    if account is not None and account.bic:
        known = child(details, "SellerAccountDetails")
        _account(known, "SellerAccountID", account)
        child(known, "SellerBic", account.bic, IdentificationSchemeName="BIC")
    if not len(details):
        root.remove(details)


def _buyer(root: Element, buyer: Party) -> None:
    _party(child(root, "BuyerPartyDetails"), "Buyer", buyer)
    if buyer.phone or buyer.email:
        contact = child(root, "BuyerCommunicationDetails")
        child(contact, "BuyerPhoneNumberIdentifier", _short(buyer.phone, 35))
        child(contact, "BuyerEmailaddressIdentifier", _short(buyer.email, 70))


def _party(parent: Element, role: str, party: Party, *, has_vat: bool = False) -> None:
    child(parent, f"{role}PartyIdentifier", _short(party.business_id, 35))
    names = pieces_of(party.name, 70)
    if not names:
        raise Unfit(f"{role}OrganisationName is empty", is_debtors=role == "Buyer")
    for name in names:
        child(parent, f"{role}OrganisationName", name)
    if has_vat and ytunnus.is_valid(party.business_id):  # who charges VAT is registered for it
        child(parent, f"{role}OrganisationTaxCode", f"FI{ytunnus.compact(party.business_id)}")
    parts = [pieces_of(text, 35, count=3) for text in (party.street, party.city, party.postcode)]
    if not all(part and len(part[0]) >= LEAST for part in parts):
        return  # the schema takes a whole address or none
    streets, [city, *_], [postcode, *_] = parts
    address = child(parent, f"{role}PostalAddressDetails")
    for street in streets:
        child(address, f"{role}StreetName", street)
    child(address, f"{role}TownName", city)
    child(address, f"{role}PostCodeIdentifier", postcode)
    child(address, "CountryCode", party.country)


def _short(text: str, most: int) -> str:
    """What fits, or nothing: half a telephone number reaches nobody."""
    return text if len(text) <= most else ""


def _invoice(root: Element, document: Document) -> None:
    details = child(root, "InvoiceDetails")
    child(details, "InvoiceTypeCode", TYPES[document.kind], CodeListAgencyIdentifier="SPY")
    child(details, "InvoiceTypeCodeUN", TYPES_UN.get(document.kind, ""))
    child(details, "InvoiceTypeText", words.TYPES[document.kind][document.language])
    child(details, "OriginCode", "Original")
    child(details, "InvoiceNumber", letter_number(document))
    day(details, "InvoiceDate", document.sent_on)
    _originals(details, [(line.invoice_number, line.invoice_on) for line in document.lines])
    if not _scheme(document.reference):
        child(details, "SellerReferenceIdentifier", document.reference[:70])
    currency, payable = document.currency, document.payable
    vat = sum((item.vat for item in document.items), ZERO)
    amount(details, "InvoiceTotalVatExcludedAmount", payable - vat, currency)
    amount(details, "InvoiceTotalVatAmount", vat, currency)
    amount(details, "InvoiceTotalVatIncludedAmount", payable, currency)
    _vat(details, document.items, currency)
    for text in lines_of(document.text, 512):
        child(details, "InvoiceFreeText", text)
    terms = child(details, "PaymentTermsDetails")
    day(terms, "InvoiceDueDate", document.due_on)


def _originals(details: Element, invoices: Sequence[tuple[str, date]]) -> None:
    """Point at the invoices that a letter is about: the first by itself, the others after it."""
    for index, (number, on) in enumerate(invoices):
        name = identifier(number, "OriginalInvoiceNumber", 20)
        if index == 0:
            child(details, "OriginalInvoiceNumber", name)
            day(details, "OriginalInvoiceDate", on)
        else:
            reference = child(details, "OriginalInvoiceReference")
            child(reference, "InvoiceNumber", name)
            day(reference, "InvoiceDate", on)


def _vat(details: Element, items: Sequence[Item], currency: str) -> None:
    rates: dict[Decimal, tuple[Decimal, Decimal]] = {}
    for item in items:
        net, vat = rates.get(item.vat_percent, (ZERO, ZERO))
        rates[item.vat_percent] = (net + item.net, vat + item.vat)
    for rate, (net, vat) in sorted(rates.items()):
        specification = child(details, "VatSpecificationDetails")
        amount(specification, "VatBaseAmount", net, currency)
        percent(specification, "VatRatePercent", rate)
        amount(specification, "VatRateAmount", vat, currency)


def _payment(root: Element, document: Document) -> None:
    account = document.account
    if account is None or not (account.iban or account.bankgiro):
        text = f"the company has no bank account for {document.currency}"
        raise Unfit(text, is_debtors=False)
    epi = child(root, "EpiDetails")
    identification = child(epi, "EpiIdentificationDetails")
    day(identification, "EpiDate", document.sent_on)
    child(identification, "EpiReference")  # the schema wants it, and there is nothing to say
    parties = child(epi, "EpiPartyDetails")
    bank = child(parties, "EpiBfiPartyDetails")
    child(bank, "EpiBfiIdentifier", account.bic, IdentificationSchemeName="BIC")
    beneficiary = child(parties, "EpiBeneficiaryPartyDetails")
    name = pieces_of(document.creditor.name, 35)
    child(beneficiary, "EpiNameAddressDetails", name[0] if name else "")
    _account(beneficiary, "EpiAccountID", account)
    instruction = child(epi, "EpiPaymentInstructionDetails")
    if scheme := _scheme(document.reference):
        reference = "".join(document.reference.split()).upper()
        told = reference.lstrip("0") if scheme == "SPY" else reference
        child(
            instruction, "EpiRemittanceInfoIdentifier", told, IdentificationSchemeName=scheme
        )  # fmt: skip
    amount(instruction, "EpiInstructedAmount", document.payable, document.currency)
    child(instruction, "EpiCharge", "SHA", ChargeOption="SHA")
    day(instruction, "EpiDateOptionDate", document.due_on)


def _scheme(reference: str) -> str:
    """Which kind of reference banks would take it for: SPY, ISO, or none of them."""
    if is_finnish_reference(reference):
        return "SPY"
    return "ISO" if iso11649.is_valid(reference) else ""


def _account(parent: Element, name: str, account: Account) -> None:
    scheme = "IBAN" if account.iban else "BBAN"
    number = "".join((account.iban or account.bankgiro).split()).upper()
    child(parent, name, number, IdentificationSchemeName=scheme)


@lru_cache(maxsize=1)
def schema() -> etree.XMLSchema:
    """The schema of Finvoice 3.0, read once."""
    return etree.XMLSchema(etree.parse(SCHEMA, etree.XMLParser(resolve_entities=False)))


def _check(root: Element) -> None:
    if schema().validate(root):
        return
    error = schema().error_log[0]
    place = (error.path or "").rpartition("/")[2] or "Finvoice"
    raise Unfit(f"{place} does not fit the schema: {error.message[:300]}")
