"""What a debtor gets: the document, its PDF, and the mail where it goes by mail."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from karhu.first_dispatch.chain import Addressee
from karhu.letters.choosing import Dress
from karhu.letters.document import Document
from karhu.letters.invoice import Transfer, document_of, invoice_mail, paid_to
from karhu.letters.letter import Letter
from karhu.letters.typesetting import typeset

Row = Mapping[str, Any]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it goes: typeset, and with the mail that carries it if it goes by mail."""

    document: Document
    pdf: bytes
    page_count: int
    mail: Letter | None = None


def addressee_of(subject: Row) -> Addressee:
    """Where the customer of an invoice can be reached."""
    texts = {
        name: (subject[f"customer_{name}"] or "").strip()
        for name in ("email", "einvoice_address", "street", "postcode", "city")
    }
    return Addressee(
        kind=subject["customer_kind"],
        has_consumer_einvoice=subject["has_consumer_einvoice"],
        has_direct_debit=subject["has_direct_debit"],
        **texts,
    )


def transfer_of(settings: Row, subject: Row) -> Transfer | None:
    """To whom a financed invoice was transferred, if its notice of that goes with it (R244)."""
    if subject["financing"] != "factoring" or not settings["sends_factoring_notices"]:
        return None
    return Transfer(
        company=settings["factoring_company"],
        iban=settings["factoring_iban"],
        bic=settings["factoring_bic"] or "",
    )


def has_account(company: Row, settings: Row, subject: Row) -> bool:
    """Whether the debtor can be told where to pay; a credit note asks for nothing."""
    if subject["total"] <= 0:
        return True
    found = paid_to(company, subject["currency"], transfer_of(settings, subject))
    return found is not None


def document_for(
    company: Row,
    settings: Row,
    dress: Dress,
    subject: Row,
    *,
    id: str,
    sent_on: date,
    is_notice: bool = False,
) -> Document:
    """The document of an invoice that is sent out, or of the notice of its direct payment.

    An invoice is in the company's words; a notice says what it has to say, and nothing else.
    """
    document = document_of(
        company, subject, id=id, sent_on=sent_on, transfer=transfer_of(settings, subject),
        is_notice=is_notice, look=dress.look,
    )  # fmt: skip
    return document if is_notice else dress.worn_by(document)


def written(document: Document, *, channel: str, sender_email: str, recipient: str) -> Paper:
    """The document typeset, with its mail if it goes by mail."""
    sheet = typeset(document)
    mail = None
    if channel == "email":
        mail = invoice_mail(document, sender_email=sender_email, recipient=recipient)
    return Paper(document=document, pdf=sheet.pdf, page_count=sheet.page_count, mail=mail)


def recipient_of(subject: Row, channel: str) -> str:
    """To what address a channel carries an invoice, as a person reads it."""
    match channel:
        case "email":
            return str(subject["customer_email"]).strip()
        case "einvoice":
            operator = subject["customer_einvoice_operator"]
            address = str(subject["customer_einvoice_address"]).strip()
            return f"{address}, {operator}" if operator else address
        case _:
            lines = ("name", "street", "postcode", "city")
            name, street, postcode, city = (subject[f"customer_{line}"] for line in lines)
            return f"{name}, {street}, {postcode} {city}"
