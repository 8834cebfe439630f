"""Letters as they were sent, or as they would read now."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.dispatch.composing import compose, oldest_first, read
from karhu.dispatch.service import letter_of
from karhu.identity.today import today_of
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.document import Document
from karhu.letters.letter import Letter, mail_of
from karhu.letters.typesetting import typeset

sql = Statements(__file__)


async def shown_letter(
    connection: Connection, company_id: UUID, dispatch: Any, *, now: datetime
) -> types.Letter:
    """What the letter said that was sent; before that, what it would say now."""
    kept = await _kept(connection, company_id, dispatch)
    document = _document_kept(kept)
    if document is None:
        document = await document_of(connection, company_id, dispatch, now=now)
    if kept is not None and kept["mail"] is not None:
        mail = msgspec.json.decode(kept["mail"], type=Letter)
    else:
        mail = mail_of(
            document,
            sender_email=document.creditor.email,
            recipient=dispatch["recipient"],
            dispatch_id=str(dispatch["id"]),
        )
    return types.Letter(
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        sender=f"{mail.sender_name} <{mail.sender_email}>",
        recipient=mail.recipient,
        is_final=kept is not None,
        invoice_numbers=[line.invoice_number for line in document.lines],
        sha256=(kept and kept["sha256"]) or UNSET,
        page_count=(kept and kept["page_count"]) or UNSET,
    )


def _document_kept(kept: Any) -> Document | None:
    if kept is None or kept["document"] is None:
        return None
    return msgspec.json.decode(kept["document"], type=Document)


async def pdf_of(
    connection: Connection, company_id: UUID, dispatch: Any, *, now: datetime
) -> bytes:
    """The PDF that was sent, byte for byte; without one, the letter set as it reads now."""
    kept = await _kept(connection, company_id, dispatch)
    if kept is not None and kept["pdf"] is not None:
        pdf: bytes = kept["pdf"]
        return pdf
    document = _document_kept(kept)
    if document is None:
        document = await document_of(connection, company_id, dispatch, now=now)
    return (await asyncio.to_thread(typeset, document)).pdf


async def document_of(
    connection: Connection, company_id: UUID, dispatch: Any, *, now: datetime
) -> Document:
    """The document of one message as it would read now: about its case, and no other one's."""
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    rows = await letter_of(connection, company_id, dispatch)
    if dispatch["is_copy"] and dispatch["state"] == "proposed":
        rows = await _as_the_first(connection, company_id, rows)
    told = await read(connection, company_id, rows)
    today = await today_of(connection, company_id, now)
    return compose(company, told, oldest_first(told, rows), today)


async def _as_the_first(
    connection: Connection, company_id: UUID, rows: Sequence[Any]
) -> list[dict[str, Any]]:
    """The messages of a copy with what the letter that it is a copy of is going to claim."""
    row = rows[0]
    found = await connection.fetch(
        """select invoice_id, fee, interest, interest_until, compensation from dispatches
           where company_id = $1 and case_id = $2 and step_number = $3 and round = $4
           and state = 'proposed' and not is_copy""",
        company_id, row["case_id"], row["step_number"], row["round"],
    )  # fmt: skip
    first = {one["invoice_id"]: dict(one) for one in found}
    return [{**row, **first.get(row["invoice_id"], {})} for row in rows]


async def _kept(connection: Connection, company_id: UUID, dispatch: Any) -> Any:
    if dispatch["letter_id"] is None:
        return None
    return await connection.fetchrow(sql.read_letter, company_id, dispatch["letter_id"])
