"""The rows of a Finvoice: each claim with its history, each cost, each credit, each item sold.

`RowAmount` of all rows adds up to what is to be paid. What a row of an overdue invoice says of fee
and interest besides is for the reader's ledger, and is counted in their own rows.
"""

from decimal import Decimal

from karhu.channels import finvoice_words as words
from karhu.channels.finvoice_elements import (
    Element,
    amount,
    child,
    day,
    identifier,
    lines_of,
    percent,
    price,
    readable,
)
from karhu.kit.money import ZERO
from karhu.letters.calculation import told
from karhu.letters.document import Credit, Document, Item, Line

ARTICLE_LENGTH, TEXT_LENGTH, REFERENCE_LENGTH = 100, 512, 35
OUTSIDE_VAT = "O"  # UNTDID 5305


def line_rows(root: Element, document: Document, line: Line) -> None:
    """An invoice that is claimed, then what is claimed on top of it."""
    language, number = document.language, line.invoice_number
    row = child(root, "InvoiceRow")
    _named(row, words.ROWS["principal"][language].format(number=number))
    _overdue(row, document, line)
    _untaxed(row, line.open, document.currency)
    bases = {basis.part: basis.statute for basis in document.bases}
    for part in ("fee", "interest", "compensation"):
        if value := getattr(line, part):
            cost = child(root, "InvoiceRow")
            _named(cost, words.ROWS[part][language].format(number=number))
            _explained(cost, document, line, part, bases.get(part, ""))
            _untaxed(cost, value, document.currency)


def _explained(row: Element, document: Document, line: Line, part: str, statute: str) -> None:
    texts = [statute]
    if part == "interest" and line.calculation is not None:
        currency, language = document.currency, document.language
        texts.append(told(line.calculation, currency=currency, language=language))
    for text in texts:
        for piece in lines_of(text, TEXT_LENGTH):
            child(row, "RowFreeText", piece)


def _overdue(row: Element, document: Document, line: Line) -> None:
    """What is known of the invoice: its total, what was paid, and what its lateness costs."""
    currency = document.currency
    details = child(row, "RowOverDuePaymentDetails")
    number = identifier(line.invoice_number, "RowOriginalInvoiceIdentifier", 35)
    child(details, "RowOriginalInvoiceIdentifier", number)
    day(details, "RowOriginalInvoiceDate", line.invoice_on)
    day(details, "RowOriginalDueDate", line.due_on)
    amount(details, "RowOriginalInvoiceTotalAmount", line.total, currency)
    if len(reference := "".join(line.reference.split())) <= REFERENCE_LENGTH:
        child(details, "RowOriginalEpiRemittanceInfoIdentifier", reference)
    amount(details, "RowPaidVatIncludedAmount", line.total - line.open, currency)
    amount(details, "RowUnPaidVatIncludedAmount", line.open, currency)
    day(details, "RowCollectionDate", document.sent_on)
    child(details, "RowCollectionQuantity", str(line.ordinal))
    if line.fee:
        amount(details, "RowCollectionChargeAmount", line.fee, currency)
    if line.interest:
        _interest(details, line, currency)


def _interest(details: Element, line: Line, currency: str) -> None:
    terms = line.calculation.terms if line.calculation is not None else ()
    rates = {term.percent for term in terms}
    if len(rates) == 1:  # the element takes one; the text of the interest's row has them all
        percent(details, "RowInterestRate", rates.pop())
    if terms:
        day(details, "RowInterestStartDate", terms[0].first_on)
    if line.interest_until is not None:
        day(details, "RowInterestEndDate", line.interest_until)
    if terms:
        count = sum(term.day_count for term in terms)
        child(details, "RowInterestDateNumber", str(count))
    amount(details, "RowInterestChargeAmount", line.interest, currency)


def item_row(root: Element, currency: str, item: Item) -> None:
    """What was sold, with its VAT."""
    row = child(root, "InvoiceRow")
    _named(row, item.text, is_described=True)
    quantity = f"{item.quantity.normalize():f}".replace(".", ",")
    unit = readable(item.unit)[:14]
    child(
        row, "DeliveredQuantity", quantity, **({"QuantityUnitCode": unit} if unit else {})
    )  # fmt: skip
    if item.unit_price is not None:
        price(row, "UnitPriceAmount", item.unit_price, currency)
    for text in lines_of(item.text, TEXT_LENGTH)[1:]:
        child(row, "RowFreeText", text)
    percent(row, "RowVatRatePercent", item.vat_percent)
    amount(row, "RowVatAmount", item.vat, currency)
    amount(row, "RowVatExcludedAmount", item.net, currency)
    amount(row, "RowAmount", item.net + item.vat, currency)


def credit_rows(root: Element, document: Document, credit: Credit) -> None:
    """What the debtor has in hand, as a row below zero."""
    row = child(root, "InvoiceRow")
    _named(row, words.ROWS[credit.kind][document.language].format(number=credit.number))
    day(row, "RowIdentifierDate", credit.on)
    _untaxed(row, -credit.amount, document.currency)


def _named(row: Element, text: str, *, is_described: bool = False) -> None:
    name = lines_of(text, ARTICLE_LENGTH)
    child(row, "ArticleName", name[0] if name else "")
    if is_described and len(name) > 1:
        child(row, "ArticleDescription", lines_of(text, TEXT_LENGTH)[0])


def _untaxed(row: Element, value: Decimal, currency: str) -> None:
    """The VAT of a claim was told on its invoice, and costs and interest bear none."""
    percent(row, "RowVatRatePercent", ZERO)
    child(row, "RowVatCode", OUTSIDE_VAT)
    amount(row, "RowVatAmount", ZERO, currency)
    amount(row, "RowVatExcludedAmount", value, currency)
    amount(row, "RowAmount", value, currency)
