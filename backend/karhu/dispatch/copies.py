"""The invoices that a mail brings beside its letter."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from karhu.channels.mime import attachment_name
from karhu.channels.parcel import Copy
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.letters.choosing import dress_of
from karhu.letters.invoice import KINDS, document_of, read_invoices
from karhu.letters.typesetting import typeset

sql = Statements(__file__)
Copies = Mapping[UUID, Copy]


async def copies_of(
    connection: Connection,
    company: Mapping[str, Any],
    messages: Sequence[Mapping[str, Any]],
    today: date,
) -> Copies:
    """A copy of the invoice of each message by mail, where the company attaches them.

    What Karhu sent out itself comes byte for byte; others are set from what the ledger told.
    """
    wanted = [row["invoice_id"] for row in messages if row["channel"] == "email"]
    if not company["attaches_invoice_copy"] or not wanted:
        return {}
    rows = await read_invoices(connection, company["id"], wanted)
    dress = await dress_of(connection, company["id"], KINDS)
    sent = await connection.fetch(sql.read_sent_invoices, company["id"], wanted)
    papers = {row["invoice_id"]: row["pdf"] for row in sent}
    found = {}
    for row in rows:
        id, on = row["invoice_id"], row["sent_on"] or today
        document = dress.worn_by(document_of(company, row, id=str(id), sent_on=on))
        if id not in papers:
            papers[id] = (await asyncio.to_thread(typeset, document)).pdf
        found[id] = Copy(name=attachment_name(document), pdf=papers[id])
    return found
