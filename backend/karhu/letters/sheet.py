"""A document as what stands where on paper: texts by place, in the document's own language."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from karhu.kit.money import ZERO
from karhu.letters.calculation import told
from karhu.letters.document import Document, Line, Party
from karhu.letters.envelope import Window, window_of
from karhu.letters.labels import LABELS, LETTER_TITLES, Label
from karhu.letters.logo import logo_of
from karhu.letters.printable import printable
from karhu.letters.saying import day, money, number
from karhu.letters.slip import Slip, shown_reference, slips_of


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Column titles, rows of as many cells, and sums as label and amount; `text_count` columns
    from the left are words, the others figures."""

    heads: tuple[str, ...]
    text_count: int
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[tuple[str, str], ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """All texts of a document by their place; what there is none of is empty."""

    language: str
    title: str
    subject: str
    creditor: str
    colour: str
    logo: str
    window: Window
    return_to: str
    address: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    paragraphs: tuple[str, ...]
    table: Table
    notes: tuple[tuple[str, str], ...]
    slips: tuple[Slip, ...]
    pay_each: str
    no_payment: str
    barcode_label: str
    qr_label: str
    payment_title: str
    page_label: str
    footer: tuple[tuple[str, ...], ...]


def sheet_of(document: Document) -> Sheet:
    """Lay a document's words out by place; nothing in it is markup."""
    words, creditor = LABELS[document.language], document.creditor
    title = _clean(document.title) or LETTER_TITLES[document.kind][document.language]
    slips = slips_of(document)
    return Sheet(
        language=document.language,
        title=title,
        subject=_clean(" ".join((title, *_numbers(document)))),
        creditor=_clean(creditor.name),
        colour=document.look.colour,
        logo=logo_of(document.look),
        window=window_of(creditor.country),
        return_to=_return_to(words["return_to"], creditor),
        address=tuple(map(_clean, _address(document.debtor, creditor.country))),
        facts=_facts(document),
        paragraphs=tuple(_clean(part) for part in document.text.split("\n") if part.strip()),
        table=_table(document),
        notes=_notes(document),
        slips=slips,
        pay_each=words["pay_each"] if len(slips) > 1 else "",
        no_payment="" if slips or document.asks_nothing else words["no_payment"],
        barcode_label=words["barcode"],
        qr_label=words["qr"],
        payment_title=words["payment_facts"],
        page_label=words["page"],
        footer=_footer(document),
    )


def _clean(text: str) -> str:
    return printable(text)


def _numbers(document: Document) -> tuple[str, ...]:
    return (document.number,) if document.number else ()


def _return_to(label: str, creditor: Party) -> str:
    parts = (creditor.name, creditor.street, f"{creditor.postcode} {creditor.city}".strip())
    return f"{label}: {_clean(', '.join(filter(None, parts)))}"


def _address(party: Party, home: str) -> tuple[str, ...]:
    """The lines of an address; the country only where the post leaves the sender's own."""
    town = f"{party.postcode} {party.city}".strip()
    country = party.country if party.country != home else ""
    return tuple(filter(None, (party.name, party.street, town, country)))


def _facts(document: Document) -> tuple[tuple[str, str], ...]:
    words, language = LABELS[document.language], document.language
    asks = document.kind not in ("credit_note", "account_statement")  # others ask for nothing yet
    has_amount = document.kind != "credit_note" and not document.asks_nothing
    due = document.pay_by_one if asks and document.payable > 0 else None
    to_pay = max(document.payable, ZERO) if has_amount else None
    one = document.lines[0] if len(document.lines) == 1 else None
    found = (
        (words["date"], day(language, document.sent_on)),
        (words["customer"], document.customer),
        (words["number"], document.number),
        (words["invoice"], one.invoice_number if one else ""),
        (words["invoice_on"], day(language, one.invoice_on) if one else ""),
        (words["due"], day(language, one.due_on) if one else ""),
        (words["reference"], shown_reference(document.reference, document.currency)),
        (words["pay_by"], day(language, due) if due else ""),
        (
            words["to_pay"],
            money(language, document.currency, to_pay) if to_pay is not None else "",
        ),
    )
    return tuple((label, _clean(value)) for label, value in found if value)


def _table(document: Document) -> Table:
    if document.asks_nothing:
        return Table(heads=(), text_count=0, rows=(), sums=())
    if document.items:
        return _item_table(document)
    return _part_table(document) if len(document.lines) == 1 else _line_table(document)


def fee_label(document: Document) -> Label:
    """What a letter's cost is called: a demand's is not a reminder's."""
    is_demand = document.kind in ("collection_letter", "possession_warning")
    return "collection_fee" if is_demand else "fee"


def _sums(document: Document, total: Label) -> tuple[tuple[str, str], ...]:
    """What is claimed, what the debtor has in hand, and what is left to pay."""
    words, language = LABELS[document.language], document.language
    found = [(words[total], money(language, document.currency, document.claimed))]
    for credit in document.credits:
        name = f"{words[credit.kind]} {credit.number}, {day(language, credit.on)}"
        found.append((_clean(name), money(language, document.currency, -credit.amount)))
    if document.credits:
        found.append((words["balance"], money(language, document.currency, document.payable)))
    return tuple(found)


def _part_table(document: Document) -> Table:
    """The claim on one invoice, part by part, each with the article it rests on."""
    words, language = LABELS[document.language], document.language
    [line] = document.lines
    bases = {basis.part: basis.statute for basis in document.bases}
    until = day(language, line.interest_until) if line.interest_until else ""
    parts: tuple[tuple[str, str, Decimal], ...] = (
        (f"{words['principal']}, {words['invoice'].lower()} {line.invoice_number}", "", line.open),
        (words[fee_label(document)], bases.get("fee", ""), line.fee),
        (words["interest_until"].format(day=until), bases.get("interest", ""), line.interest),
        (words["compensation"], bases.get("compensation", ""), line.compensation),
    )
    rows = [
        (_clean(name), basis, money(language, document.currency, amount))
        for name, basis, amount in parts
        if amount
    ]
    return Table(
        heads=(words["part"], words["law"], words["amount"]),
        text_count=2,
        rows=tuple(rows),
        sums=_sums(document, "sum"),
    )


def _line_table(document: Document) -> Table:
    """A row an invoice, at its own step; a column for each part that any of them has."""
    words, language, currency = LABELS[document.language], document.language, document.currency
    is_letter = document.kind != "account_statement"
    columns: list[tuple[str, list[str]]] = [
        (words["invoice"], [_clean(line.invoice_number) for line in document.lines])
    ]
    if is_letter:
        names = [LETTER_TITLES[line.step][language] for line in document.lines]
        columns.append((words["step"], names))
    columns.append((words["due"], [day(language, line.due_on) for line in document.lines]))
    text_count = len(columns)
    parts: tuple[tuple[Label, str], ...] = (
        ("principal", "open"), (fee_label(document), "fee"), ("interest", "interest"),
        ("compensation", "compensation"), ("sum", "claimed"),
    )  # fmt: skip
    for label, part in parts:
        amounts = [getattr(line, part) for line in document.lines]
        if any(amounts):
            columns.append((words[label], [money(language, currency, one) for one in amounts]))
    if is_letter:
        days = [day(language, line.pay_by_on) for line in document.lines]
        columns.append((words["pay_by"], days))
    return Table(
        heads=tuple(head for head, _ in columns),
        text_count=text_count,
        rows=tuple(zip(*(cells for _, cells in columns), strict=True)),
        sums=_sums(document, "sum"),
    )


def _item_table(document: Document) -> Table:
    words, language, currency = LABELS[document.language], document.language, document.currency
    rows = [
        (
            _clean(item.text),
            f"{number(language, item.quantity)} {_clean(item.unit)}".strip(),
            number(language, item.unit_price, 2) if item.unit_price is not None else "",
            number(language, item.vat_percent),
            money(language, currency, item.net + item.vat),
        )
        for item in document.items
    ]
    by_percent: dict[Decimal, Decimal] = {}
    for item in document.items:
        by_percent[item.vat_percent] = by_percent.get(item.vat_percent, ZERO) + item.vat
    net = sum((item.net for item in document.items), ZERO)
    taxes = [
        (f"{words['vat']} {number(language, percent)} %", money(language, currency, vat))
        for percent, vat in sorted(by_percent.items())
        if vat
    ]
    before = [(words["net_total"], money(language, currency, net)), *taxes] if taxes else []
    heads: tuple[Label, ...] = ("description", "quantity", "unit_price", "vat_percent", "sum")
    return Table(
        heads=tuple(words[head] for head in heads),
        text_count=1,
        rows=tuple(rows),
        sums=(*before, *_sums(document, "sum")),
    )


def _notes(document: Document) -> tuple[tuple[str, str], ...]:
    """How interest was counted, and the law behind what is asked beside the principal."""
    words = LABELS[document.language]
    many = len(document.lines) > 1
    found = [
        (
            f"{words['calculation']}{f', {line.invoice_number}' if many else ''}",
            _counted(document, line),
        )
        for line in document.lines
        if line.calculation is not None and line.interest
    ]
    if many and document.bases:
        named: dict[str, Label] = {"fee": fee_label(document)}
        statutes = "; ".join(
            f"{words[named.get(basis.part, basis.part)]}: {basis.statute}"
            for basis in document.bases
        )
        found.append((words["law"], statutes))
    return tuple((_clean(name), _clean(text)) for name, text in found)


def _counted(document: Document, line: Line) -> str:
    assert line.calculation is not None
    return told(line.calculation, currency=document.currency, language=document.language)


def _footer(document: Document) -> tuple[tuple[str, ...], ...]:
    """Who the creditor is, where and how to reach them: up to three columns."""
    words, creditor = LABELS[document.language], document.creditor
    town = f"{creditor.postcode} {creditor.city}".strip()
    business_id = f"{words['business_id']} {creditor.business_id}" if creditor.business_id else ""
    columns: Sequence[Sequence[str]] = (
        (creditor.name, business_id),
        (creditor.street, town),
        (creditor.phone, creditor.email, creditor.website),
    )
    cleaned = (tuple(_clean(one) for one in column if one) for column in columns)
    return tuple(column for column in cleaned if column)
