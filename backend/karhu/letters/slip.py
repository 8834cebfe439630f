"""The slips of a document: what is paid where by which reference, and what machines read of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

import msgspec

from karhu.kit.money import ZERO
from karhu.letters import payment_codes as codes
from karhu.letters.document import Account, Document
from karhu.letters.labels import LABELS, Label
from karhu.letters.printable import printable
from karhu.letters.saying import day, in_fives, in_fours, money
from karhu.letters.symbols import code128, qr


class Slip(msgspec.Struct, frozen=True, kw_only=True):
    """One payment: facts as label and value, and codes as SVG; what there is none of is empty."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    barcode: str = ""
    barcode_digits: str = ""
    qr: str = ""
    giro: str = ""


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """An amount to be paid under one reference."""

    number: str
    invoice_on: date
    reference: str
    amount: Decimal
    pay_by_on: date


def slips_of(document: Document) -> tuple[Slip, ...]:
    """A slip for each invoice that money is still to come for; credits pay the oldest first.

    A letter about all that a customer owes has one: it is paid by the case's own reference.
    """
    account = document.account
    if account is None or document.payable <= 0:
        return ()
    dues = [due for due in _after_credits(_dues(document), document.credited) if due.amount > 0]
    return tuple(_slip(document, account, due) for due in dues)


def shown_reference(reference: str, currency: str) -> str:
    """A reference as its country prints it: Swedish ones stand together."""
    return reference if currency == "SEK" else in_fives(reference)


def _dues(document: Document) -> list[Due]:
    if not document.lines or document.is_collective:
        own = Due(
            number=document.number or document.reference,
            invoice_on=document.sent_on,
            reference=document.reference,
            amount=document.claimed,
            pay_by_on=document.due_on,
        )
        return [own]
    return [
        Due(
            number=line.invoice_number,
            invoice_on=line.invoice_on,
            reference=line.reference,
            amount=line.claimed,
            pay_by_on=line.pay_by_on,
        )
        for line in document.lines
    ]


def _after_credits(dues: Sequence[Due], credited: Decimal) -> Iterator[Due]:
    left = credited
    for due in dues:
        used = max(min(left, due.amount), ZERO)
        left -= used
        yield msgspec.structs.replace(due, amount=due.amount - used)


def _slip(document: Document, account: Account, due: Due) -> Slip:
    words, language = LABELS[document.language], document.language
    facts = (
        (words["payee"], document.creditor.name),
        (words["iban"], in_fours(account.iban)),
        (words["bic"], account.bic if account.iban else ""),
        (words["bankgiro"], account.bankgiro),
        (words["reference"], shown_reference(due.reference, document.currency)),
        (words["pay_by"], day(language, due.pay_by_on)),
        (words["to_pay"], money(language, document.currency, due.amount)),
    )
    digits = ""
    if document.currency == "EUR":
        digits = codes.bank_barcode(account.iban, due.reference, due.amount, due.pay_by_on) or ""
    payload, giro = _read_by_machines(document, account, due)
    return Slip(
        heading=printable(f"{words[_named(document)]} {due.number}"),
        facts=tuple((label, printable(value)) for label, value in facts if value),
        barcode=code128(digits) if digits else "",
        barcode_digits=digits,
        qr=qr(payload) if payload else "",
        giro=giro,
    )


def _named(document: Document) -> Label:
    return "reference" if document.is_collective else "invoice"


def _read_by_machines(document: Document, account: Account, due: Due) -> tuple[str, str]:
    """The QR code's text and the giro line, by the currency's own customs."""
    if document.currency == "EUR":
        payload = codes.epc_payload(
            name=document.creditor.name,
            iban=account.iban,
            bic=account.bic,
            reference=due.reference,
            text=due.number,
            amount=due.amount,
            due_on=due.pay_by_on,
        )
        return payload or "", ""
    if document.currency != "SEK":
        return "", ""
    payload = codes.swedish_payload(
        name=document.creditor.name,
        business_id=document.creditor.business_id,
        account=account.bankgiro or account.iban,
        kind="BG" if account.bankgiro else "IBAN",
        reference=due.reference or due.number,
        amount=due.amount,
        currency=document.currency,
        invoice_on=due.invoice_on,
        due_on=due.pay_by_on,
    )
    giro = codes.giro_line(account.bankgiro, due.reference, due.amount)
    return payload or "", giro or ""
