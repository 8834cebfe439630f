"""A letter with unsaved texts, of a real case of the company or of a sample."""

import asyncio
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from karhu.dispatch.composing import OF_NO_MESSAGE, compose, past_of, read
from karhu.identity.service import find_company, today
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import missing
from karhu.kit.sql import Statements
from karhu.letters.choosing import words_of
from karhu.letters.document import Document, DocumentKind, Item, Language
from karhu.letters.parties import creditor_of
from karhu.letters.typesetting import typeset
from karhu.letters.variables import VARIABLES, Past, values_of
from karhu.letters.wording import Wording, worded
from karhu.templates.sample import ITEMIZED, past_of_sample, sample

sql = Statements(__file__)

DAYS_TO_PAY = timedelta(days=14)


class Case(msgspec.Struct, frozen=True):
    """A document without words, and what went before it."""

    document: Document
    past: Past


async def case_of(
    connection: Connection,
    company_id: UUID,
    *,
    kind: DocumentKind,
    language: Language | None,
    invoice_id: UUID | None,
    now: datetime,
) -> Case:
    """The case to show: of the invoice asked for, of one that is owed, or a sample; raises 404."""
    company = await find_company(connection, company_id)
    on, wanted = today(company, now), language or company["language"]
    chosen = await connection.fetchval(sql.pick_invoice, company_id, invoice_id, on)
    if chosen is None and invoice_id is not None:
        raise missing("invoice")
    if chosen is None:
        words = await words_of(connection, company_id, [])
        shown = sample(company, creditor_of(company, None), kind=kind, language=wanted, today=on)
        return Case(msgspec.structs.replace(shown, look=words.look), past_of_sample(on))
    case = await _composed(connection, company, chosen, kind, on)
    return Case(msgspec.structs.replace(case.document, language=wanted), case.past)


async def _composed(
    connection: Connection, company: Any, invoice_id: UUID, kind: DocumentKind, on: date
) -> Case:
    """The document of one invoice as if its next letter were of a kind."""
    row = {
        **OF_NO_MESSAGE,
        "id": uuid7(),
        "invoice_id": invoice_id,
        "state": "previewed",
        "step": kind,
        "step_number": 1,
        "pay_by_on": on + DAYS_TO_PAY,
    }
    told = await read(connection, company["id"], [row])
    document, past = compose(company, told, [row], on), past_of(told, [row])
    if kind not in ITEMIZED:
        return Case(document, past)
    number = document.lines[0].invoice_number
    item = Item(text=number, net=document.claimed)
    itemized = {"number": number, "items": (item,), "lines": (), "credits": ()}
    return Case(msgspec.structs.replace(document, **itemized), past)


async def drawn(case: Case, wording: Wording) -> bytes:
    """The letter of a case with these words, as a PDF."""
    document = worded(case.document, wording, case.past)
    return (await asyncio.to_thread(typeset, document)).pdf


def examples_in(case: Case) -> dict[str, str]:
    """What each variable says of a case, by its English name."""
    values = values_of(case.document, case.past)
    return {one.name: str(values[one.name]) for one in VARIABLES}
