"""The simple types of Finvoice: texts that fit, dates, amounts with a decimal comma."""

import base64
import hashlib
import textwrap
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from karhu.kit.money import rounded
from karhu.letters.document import Document
from karhu.letters.plain import one_line

Element = Any  # lxml has no types of its own
NUMBER_LENGTH = 20
LEAST = 2  # characters of a name


class Unfit(Exception):
    """The document cannot be this e-invoice; the text says which element and why.

    `is_debtors` is whether it lies in this document and its debtor, or in the company's settings.
    """

    def __init__(self, text: str, *, is_debtors: bool = True) -> None:
        super().__init__(text)
        self.is_debtors = is_debtors


def child(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Add an element: empty if it is to hold others, left out if its text is empty."""
    if text is not None and not (text := readable(text)):
        return None
    made = etree.SubElement(parent, name, attributes)
    if text is not None:
        made.text = text
    return made


def readable(text: str) -> str:
    """The text on one line, of characters that XML can hold."""
    return "".join(c for c in one_line(text) if c not in "\ufffe\uffff" and not _is_half(c))


def _is_half(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"


def lines_of(text: str, most: int) -> list[str]:
    """The text in pieces of at most so many characters, parted between words where that goes."""
    pieces: list[str] = []
    for line in text.split("\n"):
        pieces += textwrap.wrap(readable(line), most, break_on_hyphens=False)
    return pieces


def pieces_of(text: str, most: int, *, count: int | None = None) -> list[str]:
    """A name or a street in pieces of two characters at least, at most so many of them.

    Words are parted only where they would not fit otherwise.
    """
    pieces = lines_of(text, most)
    for size in range(most, most - 4, -1):
        if all(len(piece) >= LEAST for piece in pieces) and (count is None or len(pieces) <= count):
            break
        whole = readable(text)
        pieces = [whole[start : start + size].strip() for start in range(0, len(whole), size)]
    return pieces[:count]


def identifier(text: str, element: str, most: int, *, is_debtors: bool = True) -> str:
    """The identifier whole; raises Unfit for one too long, since half of one is another's."""
    whole = readable(text)
    if len(whole) > most:
        told = f"{element} takes {most} characters, and {whole[:60]} has {len(whole)}"
        raise Unfit(told, is_debtors=is_debtors)
    return whole


def letter_number(document: Document) -> str:
    """The number of the e-invoice itself: an invoice's own, a letter's by what it is about.

    The same letter sent again has the same number, and no letter has that of an invoice, for
    receivers take one number for one invoice.
    """
    if document.number:
        return identifier(document.number, "InvoiceNumber", NUMBER_LENGTH)
    if len(document.lines) == 1:
        [line] = document.lines
        told = f"{readable(line.invoice_number)}/{line.ordinal}"
        if len(told) <= NUMBER_LENGTH:
            return told
    digest = hashlib.sha256(document.id.encode()).digest()[:12]
    return base64.b32encode(digest).decode("ascii").rstrip("=")[:NUMBER_LENGTH]


def day(parent: Element, name: str, on: date) -> None:
    """Add a date as CCYYMMDD."""
    child(parent, name, f"{on:%Y%m%d}", Format="CCYYMMDD")


def amount(parent: Element, name: str, value: Decimal, currency: str) -> None:
    """Add an amount of two places with a decimal comma."""
    told = f"{rounded(value):.2f}".replace(".", ",")
    child(parent, name, told, AmountCurrencyIdentifier=currency)


def price(parent: Element, name: str, value: Decimal, currency: str) -> None:
    """Add a price of two to five places."""
    whole, places = f"{value:.5f}".split(".")
    told = f"{whole},{places[:2]}{places[2:].rstrip('0')}"
    child(parent, name, told, AmountCurrencyIdentifier=currency)


def percent(parent: Element, name: str, value: Decimal) -> None:
    """Add a percentage of at most three places, without needless zeros."""
    told = f"{value:.3f}".rstrip("0").rstrip(".")
    child(parent, name, told.replace(".", ","))
