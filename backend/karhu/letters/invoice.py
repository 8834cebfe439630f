"""The invoice itself as a document, and the mail that carries it.

The same document goes with a reminder as the copy of the invoice.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from markupsafe import escape

from karhu.channels.address import ascii_domain
from karhu.invoices.item import kept_items
from karhu.kit.db import Connection
from karhu.kit.money import ZERO
from karhu.kit.sql import Statements
from karhu.letters import invoice_words as words
from karhu.letters.document import Account, Document, DocumentKind, Item, Look
from karhu.letters.labels import LETTER_TITLES
from karhu.letters.letter import Letter
from karhu.letters.parties import account_of, creditor_of, debtor_of
from karhu.letters.plain import one_line
from karhu.letters.saying import day, in_fours, money

sql = Statements(__file__)
Row = Mapping[str, Any]
KINDS: dict[str, DocumentKind] = {
    "invoice": "invoice", "credit_note": "credit_note", "interest_invoice": "interest_invoice",
}  # fmt: skip


async def read_invoices(
    connection: Connection, company_id: UUID, invoice_ids: Sequence[UUID]
) -> Sequence[Row]:
    """What sending invoices needs to know of them, and what their papers say: one statement."""
    return await connection.fetch(sql.read_invoices, company_id, invoice_ids)


class Transfer(msgspec.Struct, frozen=True, kw_only=True):
    """To whom a financed claim was transferred, and the account that it is paid on."""

    company: str
    iban: str
    bic: str = ""


def document_of(
    company: Row,
    invoice: Row,
    *,
    id: str,
    sent_on: date,
    transfer: Transfer | None = None,
    is_notice: bool = False,
    look: Look | None = None,
) -> Document:
    """The document of an invoice, credit note or interest invoice.

    `invoice` has the columns of the invoice, `items` as they are kept (none: one row with the
    total), `original_number`, and the customer's as `customer_…`, `customer_kind` and
    `language` among them. With `is_notice` it is the advance notice of a direct payment, which
    gives no account, so that nobody pays twice.
    """
    language = invoice["language"]
    kind = KINDS[invoice["kind"]]
    title = words.NOTICE_TITLE[language] if is_notice else LETTER_TITLES[kind][language]
    is_paid_by_hand = not is_notice and kind != "credit_note"
    return Document(
        kind=kind,
        id=id,
        number=invoice["number"],
        language=language,
        country=company["country"],
        sent_on=sent_on,
        due_on=invoice["due_on"],
        creditor=creditor_of(company, invoice["trade_name"]),
        debtor=debtor_of(invoice, "customer_"),
        currency=invoice["currency"],
        title=title,
        text="\n".join(_sentences(invoice, language, transfer, is_notice=is_notice)),
        reference=invoice["reference"] or "",
        account=paid_to(company, invoice["currency"], transfer) if is_paid_by_hand else None,
        items=_items(invoice, language),
        is_consumer=invoice["customer_kind"] == "consumer",
        look=look or Look(),
    )


def paid_to(company: Row, currency: str, transfer: Transfer | None = None) -> Account | None:
    """Where an invoice in a currency is paid: the first account of it, or who it went over to."""
    if transfer is not None:
        return Account(iban=transfer.iban, bic=transfer.bic)
    return account_of(company, currency)


def _items(invoice: Row, language: str) -> tuple[Item, ...]:
    told = kept_items(invoice["items"])
    if not told:
        return (Item(text=words.WHOLE[language], net=invoice["total"]),)
    return tuple(Item(**msgspec.structs.asdict(item)) for item in told)


def _sentences(
    invoice: Row, language: str, transfer: Transfer | None, *, is_notice: bool
) -> list[str]:
    said = []
    if is_notice:
        due_on = day(language, invoice["due_on"])
        said.append(words.NOTICE[language].format(number=invoice["number"], due_on=due_on))
    if invoice["kind"] == "credit_note" and invoice["original_number"]:
        said.append(words.CREDITS[language].format(number=invoice["original_number"]))
    if transfer is not None:
        iban = in_fours(transfer.iban)
        said.append(words.TRANSFERRED[language].format(company=transfer.company, iban=iban))
    return said


def invoice_mail(document: Document, *, sender_email: str, recipient: str) -> Letter:
    """The mail that carries an invoice: what is asked for is said in it, the PDF goes with it."""
    language, creditor = document.language, one_line(document.creditor.name)
    number = one_line(document.number)
    title = LETTER_TITLES[document.kind][language]
    opening = words.OPENING[document.kind][language].format(number=number)
    said = [opening, *document.text.splitlines()]
    facts = _facts(document, creditor)
    width = max(len(term) for term, _ in facts) + 2
    listed = "\n".join(f"{term + ':':<{width}} {value}" for term, value in facts)
    farewell = words.FAREWELL[language]
    parts = [one_line(document.debtor.name), *said, listed, f"{farewell}\n{creditor}"]
    domain = ascii_domain(sender_email.rpartition("@")[2]) or "localhost"
    return Letter(
        subject=words.SUBJECT[language].format(title=title, number=number, creditor=creditor),
        text="\n\n".join(parts) + "\n",
        html=_html(language, title, [parts[0], *said], facts, (farewell, creditor)),
        sender_name=creditor,
        sender_email=sender_email,
        recipient=recipient,
        message_id=f"<{document.id}@{domain}>",
    )


def _facts(document: Document, creditor: str) -> list[tuple[str, str]]:
    language = document.language

    def label(name: str) -> str:
        return words.LABELS[name][language]

    facts = [(label("total"), money(language, document.currency, document.claimed))]
    account = document.account
    if account is None or document.claimed <= ZERO:
        return facts
    facts += [(label("due_on"), day(language, document.due_on)), (label("payee"), creditor)]
    if account.iban:
        facts.append((label("account"), in_fours(account.iban)))
    if account.bankgiro:
        facts.append((label("bankgiro"), account.bankgiro))
    if document.reference:
        facts.append((label("reference"), one_line(document.reference)))
    return facts


HTML = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>{title}</title></head>
<body style="margin:0;padding:24px;font-family:Arial,Helvetica,sans-serif;color:#1d2b2a">
<div style="max-width:560px">
<h1 style="font-size:20px;margin:0 0 16px">{title}</h1>
{said}
<table role="presentation" style="border-collapse:collapse;margin:16px 0">{facts}</table>
<p style="margin:16px 0 0">{farewell}<br>{creditor}</p>
</div></body></html>
"""


def _html(
    language: str,
    title: str,
    said: Sequence[str],
    facts: Sequence[tuple[str, str]],
    closing: tuple[str, str],
) -> str:
    paragraphs = "\n".join(f'<p style="margin:0 0 12px">{escape(one)}</p>' for one in said)
    rows = "".join(
        f'<tr><td style="padding:2px 24px 2px 0;color:#5b6b6a">{escape(term)}</td>'
        f'<td style="padding:2px 0">{escape(value)}</td></tr>'
        for term, value in facts
    )
    farewell, creditor = closing
    return HTML.format(
        language=language, title=escape(title), said=paragraphs, facts=rows,
        farewell=escape(farewell), creditor=escape(creditor),
    )  # fmt: skip
