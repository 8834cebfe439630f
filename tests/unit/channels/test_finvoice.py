"""A document as an e-invoice: valid for every kind, true to the cent, whatever a name holds."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from lxml import etree

from karhu.channels.finvoice import finvoice
from karhu.channels.finvoice_elements import Unfit
from karhu.channels.interchange import interchange
from karhu.letters.document import Account, Basis, Credit, Document
from tests.documents import CREDITOR, document, line, with_debtor

AT = datetime(2026, 2, 15, 6, 30, tzinfo=UTC)


def made(one: Document) -> Any:
    return finvoice(one, message_id="m-1", at=AT)


def money(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


@pytest.mark.parametrize(
    ("kind", "code", "text"),
    [
        ("invoice", "INV01", "LASKU"),
        ("credit_note", "INV02", "HYVITYSLASKU"),
        ("interest_invoice", "INV03", "KORKOLASKU"),
        ("collection_letter", "INV05", "MAKSUVAATIMUS"),
        ("reminder", "INV08", "MAKSUMUISTUTUS"),
        ("notice", "INV08", "HUOMAUTUS"),
    ],
)
def test_every_kind_of_document_has_its_own_type(kind: str, code: str, text: str) -> None:
    root = made(document(kind))
    assert root.findtext("InvoiceDetails/InvoiceTypeCode") == code
    assert root.findtext("InvoiceDetails/InvoiceTypeText") == text


@pytest.mark.parametrize("kind", ["possession_warning", "account_statement"])
def test_what_no_einvoice_is_made_of_is_refused_by_its_name(kind: str) -> None:
    with pytest.raises(Unfit, match=kind):
        made(document(kind))


def test_a_tax_code_is_said_of_nobody_but_a_seller_who_charges_vat() -> None:
    assert made(document("invoice")).findtext(".//SellerOrganisationTaxCode") == "FI12345671"
    assert made(document("invoice")).find(".//BuyerOrganisationTaxCode") is None
    assert made(document()).find(".//SellerOrganisationTaxCode") is None


def test_a_reminder_says_of_its_invoice_all_that_the_schema_asks() -> None:
    root = made(document())
    [overdue] = root.iterfind("InvoiceRow/RowOverDuePaymentDetails")
    assert {element.tag.removeprefix("Row"): element.text for element in overdue} == {
        "OriginalInvoiceIdentifier": "5001",
        "OriginalInvoiceDate": "20260118",
        "OriginalDueDate": "20260201",
        "OriginalInvoiceTotalAmount": "124,00",
        "OriginalEpiRemittanceInfoIdentifier": "50019",
        "PaidVatIncludedAmount": "24,00",
        "UnPaidVatIncludedAmount": "100,00",
        "CollectionDate": "20260215",
        "CollectionQuantity": "1",
        "CollectionChargeAmount": "5,00",
        "InterestRate": "9,5",
        "InterestStartDate": "20260202",
        "InterestEndDate": "20260215",
        "InterestDateNumber": "14",
        "InterestChargeAmount": "0,36",
    }


def test_rows_add_up_to_what_is_to_be_paid() -> None:
    lines = (line(compensation=Decimal("40.00")), line(invoice_number="5002", fee=Decimal(0)))
    credit = Credit(kind="payment", number="88", on=AT.date(), amount=Decimal("30.00"))
    one = document(lines=lines, credits=(credit,))
    root = made(one)
    rows = [money(row.text) for row in root.iterfind("InvoiceRow/RowAmount")]
    total = money(root.findtext("InvoiceDetails/InvoiceTotalVatIncludedAmount"))
    told = money(root.findtext("EpiDetails//EpiInstructedAmount"))
    assert sum(rows) == total == told == one.payable == Decimal("215.72")
    assert rows == [
        money(text) for text in ("100", "5.00", "0.36", "40.00", "100", "0.36", "-30.00")
    ]


def test_a_letter_about_many_invoices_points_at_each_of_them() -> None:
    one = document(lines=tuple(line(invoice_number=str(5001 + n)) for n in range(3)))
    details = made(one).find("InvoiceDetails")
    assert details.findtext("OriginalInvoiceNumber") == "5001"
    further = [e.text for e in details.iterfind("OriginalInvoiceReference/InvoiceNumber")]
    assert further == ["5002", "5003"]
    number = details.findtext("InvoiceNumber")
    assert 10 < len(number) <= 20
    assert made(one).findtext("InvoiceDetails/InvoiceNumber") == number


def test_a_letter_never_has_the_number_of_the_invoice_it_is_about() -> None:
    assert made(document()).findtext("InvoiceDetails/InvoiceNumber") == "5001/1"
    again = document(lines=(line(ordinal=2),))
    assert made(again).findtext("InvoiceDetails/InvoiceNumber") == "5001/2"


@pytest.mark.parametrize(
    ("reference", "scheme", "told"),
    [
        ("1232", "SPY", "1232"),
        ("00 12 32", "SPY", "1232"),
        ("rf18 5390 0754 7034", "ISO", "RF18539007547034"),
        ("1233", None, None),
        ("RF19539007547034", None, None),
        ("", None, None),
    ],
)
def test_a_reference_is_told_to_banks_only_if_its_check_digits_hold(
    reference: str, scheme: str | None, told: str | None
) -> None:
    found = made(document(reference=reference)).find(".//EpiRemittanceInfoIdentifier")
    assert ((found is not None and found.text) or None) == told
    if found is not None:
        assert found.get("IdentificationSchemeName") == scheme


@pytest.mark.parametrize(
    "name",
    [
        "<Oy> & ]]> Yhtiö \"lainaus\" 'heitto'",
        "Yhtiö\x00\x07\x1b[31m Oy\r\nUusi: rivi",
        "Oy \u202egnissecorp\u202c AB",
        "Pitkänimi " * 30,
        "Ä" * 300,
        "漢字株式会社 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \ufffe",
    ],
)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    one = with_debtor(document(), name=name, street=name[:100], city="Kotka")
    root = made(one)
    names = [e.text for e in root.iterfind("BuyerPartyDetails/BuyerOrganisationName")]
    assert all(2 <= len(text) <= 70 for text in names)
    kept = "".join("".join(names).split())
    assert kept.startswith(name[:2])
    again = etree.fromstring(etree.tostring(root, encoding="UTF-8"))
    assert [e.text for e in again.iterfind("BuyerPartyDetails/BuyerOrganisationName")] == names
    assert not {"\u202e", "\x1b"} & set("".join(names))


@pytest.mark.parametrize("element", ["InvoiceNumber", "OriginalInvoiceNumber"])
def test_an_identifier_that_is_too_long_is_refused_whole(element: str) -> None:
    long = "9" * 21
    one = document("invoice", number=long)
    one = one if element == "InvoiceNumber" else document(lines=(line(invoice_number=long),))
    with pytest.raises(Unfit, match=rf"^{element} takes 20 characters, and 9+ has 21$") as unfit:
        made(one)
    assert unfit.value.is_debtors


def test_what_is_missing_of_the_company_blames_no_debtor() -> None:
    nowhere = msgspec.structs.replace(CREDITOR, einvoice_address="")
    for one in (document(creditor=nowhere), document(account=None), document(account=Account())):
        with pytest.raises(Unfit, match=r"^the company has no") as unfit:
            made(one)
        assert not unfit.value.is_debtors


def test_a_customer_without_an_address_of_an_operator_is_told_apart() -> None:
    with pytest.raises(Unfit, match="the customer has no e-invoice address"):
        made(with_debtor(document(), einvoice_operator=""))


@pytest.mark.req("R232")
@pytest.mark.parametrize("missing", ["street", "postcode", "city", "einvoice_address"])
def test_an_invoice_needs_a_whole_address_and_an_einvoice_address(missing: str) -> None:
    with pytest.raises(Unfit, match="the customer has no") as unfit:
        made(with_debtor(document("invoice"), **{missing: ""}))
    assert unfit.value.is_debtors


def test_an_invalid_document_is_refused_with_the_element_and_the_reason() -> None:
    with pytest.raises(Unfit, match=r"^BuyerOrganisationName does not fit the schema: .*length"):
        made(with_debtor(document(), name="X"))


def test_costs_are_told_with_the_law_they_rest_on() -> None:
    one = document(bases=(Basis(part="fee", statute="Perintälaki 10 b §"),))
    texts = [e.text for e in made(one).iterfind("InvoiceRow/RowFreeText")]
    assert texts[0] == "Perintälaki 10 b §"
    assert "9,5 %" in texts[1]


def test_a_long_text_is_told_whole_in_pieces() -> None:
    text = " ".join(f"sana{number}" for number in range(400))
    pieces = [e.text for e in made(document(text=text)).iterfind(".//InvoiceFreeText")]
    assert " ".join(pieces) == text
    assert all(len(piece) <= 512 for piece in pieces)


def test_the_frame_names_both_ends_and_holds_the_same_message() -> None:
    one = document()
    file = interchange(one, made(one), message_id="m-1", at=AT)
    frame, invoice = file.split(b"<?xml")[1:]
    frame, invoice = (etree.fromstring(b"<?xml" + part) for part in (frame, invoice))
    parties = [
        (party.findtext("{*}Role"), party.findtext("{*}PartyId"))
        for party in frame.iterfind(".//{*}MessageHeader/*")
        if party.find("{*}Role") is not None
    ]
    assert parties == [
        ("Sender", "003712345671"),
        ("Intermediator", "003721291126"),
        ("Receiver", "003776543217"),
        ("Intermediator", "BAWCFI22"),
    ]
    assert frame.findtext(".//{*}MessageId") == "m-1"
    assert frame.find(".//{*}Reference").get("{http://www.w3.org/1999/xlink}href") == "m-1"
    assert invoice.findtext(".//MessageIdentifier") == "m-1"
