"""What a mail says, part by part, before it is text or HTML: words and figures, no markup."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

import msgspec

from karhu.kit.money import ZERO
from karhu.letters.calculation import told
from karhu.letters.document import Document, Line
from karhu.letters.labels import LABELS, LETTER_TITLES
from karhu.letters.plain import one_line
from karhu.letters.saying import day, in_fours, money
from karhu.letters.variables import STEPS

COSTS = {"fi": "Kulut ja korot", "sv": "Kostnader och ränta", "en": "Costs and interest"}
FAREWELL = {"fi": "Ystävällisin terveisin", "sv": "Med vänlig hälsning", "en": "Kind regards"}
ABOUT_ONE = {"fi": "lasku {number}", "sv": "faktura {number}", "en": "invoice {number}"}
ABOUT_MANY = {"fi": "{count} laskua", "sv": "{count} fakturor", "en": "{count} invoices"}

Pair = tuple[str, str]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One letter's words by place; what there is none of is empty. Sums are label and amount."""

    language: str
    colour: str
    subject: str
    debtor: str
    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[Pair, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[Pair, ...]
    total: Pair
    notes: tuple[Pair, ...]
    payment: tuple[Pair, ...]
    farewell: str
    creditor: str
    contact: str


def tell(document: Document) -> Told:
    """All that a mail says of a document; every name is one harmless line."""
    language, creditor = document.language, one_line(document.creditor.name)
    words = LABELS[language]
    is_many = len(document.lines) > 1
    return Told(
        language=language,
        colour=document.look.colour,
        subject=_subject(document, creditor),
        debtor=one_line(document.debtor.name),
        title=document.title or LETTER_TITLES[document.kind][language],
        paragraphs=tuple(part for part in document.text.split("\n\n") if part),
        facts=(*_customer(document), *(() if is_many else _facts(document))),
        heads=_heads(document) if is_many else (),
        rows=tuple(_row(document, line) for line in document.lines) if is_many else (),
        sums=tuple(_sums(document)),
        total=(words["to_pay"], _money(document, document.payable)),
        notes=tuple(_notes(document)),
        payment=tuple(_payment(document, creditor)),
        farewell=FAREWELL[language],
        creditor=creditor,
        contact=_contact(document),
    )


def _subject(document: Document, creditor: str) -> str:
    """What the mail is about, without any amount: a subject is read over one's shoulder."""
    language, lines = document.language, document.lines
    title = LETTER_TITLES[document.kind][language]
    if len(lines) > 1:
        about = ABOUT_MANY[language].format(count=len(lines))
    else:
        number = lines[0].invoice_number if lines else document.number
        about = ABOUT_ONE[language].format(number=one_line(number))
    return one_line(f"{title}: {about}, {creditor}")


def _money(document: Document, amount: Decimal) -> str:
    return money(document.language, document.currency, amount)


def _customer(document: Document) -> Iterator[Pair]:
    """Whose invoices they are, where the letter goes to one of several recipients."""
    if document.customer:
        yield LABELS[document.language]["customer"], one_line(document.customer)


def _facts(document: Document) -> Iterator[Pair]:
    words, language = LABELS[document.language], document.language
    for line in document.lines:
        yield words["invoice"], one_line(line.invoice_number)
        yield words["invoice_on"], day(language, line.invoice_on)
        yield words["due"], day(language, line.due_on)


def _heads(document: Document) -> tuple[str, ...]:
    words = LABELS[document.language]
    return (words["invoice"], words["due"], words["open"], COSTS[document.language], words["sum"])


def _row(document: Document, line: Line) -> tuple[str, ...]:
    """One invoice of many: its number with its step and reference, its day, its amounts."""
    language, words = document.language, LABELS[document.language]
    about = [STEPS[line.step][language]]
    if line.pay_by_on != document.due_on:
        about.append(f"{words['pay_by'].lower()} {day(language, line.pay_by_on)}")
    if line.reference:
        about.append(f"{words['reference'].lower()} {one_line(line.reference)}")
    costs = line.claimed - line.open
    return (
        one_line(line.invoice_number),
        ", ".join(about),
        day(language, line.due_on),
        _money(document, line.open),
        _money(document, costs) if costs else "–",
        _money(document, line.claimed),
    )


def _sums(document: Document) -> Iterator[Pair]:
    words = LABELS[document.language]
    if len(document.lines) == 1:
        yield from _parts(document, document.lines[0])
    for item in document.items:
        yield one_line(item.text), _money(document, item.net + item.vat)
    if document.credits:
        yield words["sum"], _money(document, document.claimed)
    for credit in document.credits:
        number = one_line(credit.number)
        on = day(document.language, credit.on)
        yield f"{words[credit.kind]} {number}, {on}", _money(document, -credit.amount)


def _parts(document: Document, line: Line) -> Iterator[Pair]:
    words, language = LABELS[document.language], document.language
    yield words["open"], _money(document, line.open)
    if line.fee:
        yield words["fee"], _money(document, line.fee)
    if line.interest:
        label = words["interest"]
        if line.interest_until:
            label = words["interest_until"].format(day=day(language, line.interest_until))
        yield label, _money(document, line.interest)
    if line.compensation:
        yield words["compensation"], _money(document, line.compensation)


def _notes(document: Document) -> Iterator[Pair]:
    words, is_many = LABELS[document.language], len(document.lines) > 1
    for line in document.lines:
        if line.calculation is None or not line.interest:
            continue
        said = told(line.calculation, currency=document.currency, language=document.language)
        number = f" {one_line(line.invoice_number)}" if is_many else ""
        yield words["calculation"] + number, said
    if document.bases:
        yield words["law"], "; ".join(f"{words[b.part]}: {b.statute}" for b in document.bases)


def _payment(document: Document, creditor: str) -> Iterator[Pair]:
    words, account = LABELS[document.language], document.account
    if document.payable <= ZERO:
        return
    yield words["payee"], creditor
    if account and account.iban:
        yield words["account"], in_fours(account.iban)
    if account and account.bic:
        yield words["bic"], account.bic
    if account and account.bankgiro:
        yield words["bankgiro"], account.bankgiro
    if document.reference:
        yield words["reference"], one_line(document.reference)
    elif len(document.lines) > 1:
        yield words["reference"], words["pay_each"]
    yield words["pay_by"], day(document.language, document.due_on)


def _contact(document: Document) -> str:
    creditor = document.creditor
    return _joined((creditor.phone, creditor.email, creditor.website))


def _joined(parts: Sequence[str]) -> str:
    return one_line(" · ".join(filter(None, parts)))
