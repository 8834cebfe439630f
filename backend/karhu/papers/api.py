"""Papers on request, as PDF."""

import asyncio
from typing import Any
from uuid import UUID

from litestar import Response

from karhu.contract.call import Call
from karhu.identity.today import today_of
from karhu.kit.problems import missing
from karhu.kit.sql import Statements
from karhu.letters.choosing import worded_for
from karhu.letters.document import Document
from karhu.letters.typesetting import typeset
from karhu.papers.paper import interest_invoice_of, statement_of

sql = Statements(__file__)


async def get_statement_pdf(
    call: Call, *, customer_id: UUID, currency: str | None = None
) -> Response[bytes]:
    """All that a customer owes today in a currency, the company's own unless another is asked."""
    debtor, company = await _debtor(call, customer_id), await _company(call)
    today = await today_of(call.connection, call.company_id, call.now)
    document = await statement_of(
        call.connection, company, debtor, currency or company["currency"], today
    )
    return await _answer(call, document, f"statement-{today}.pdf")


async def get_interest_order_pdf(call: Call, *, interest_order_id: UUID) -> Response[bytes]:
    """The interest invoice that an order asks for, as a debtor would get it."""
    order = await call.connection.fetchrow(sql.find_order, call.company_id, interest_order_id)
    if order is None:
        raise missing("interest order")
    debtor, company = await _debtor(call, order["customer_id"]), await _company(call)
    document = interest_invoice_of(company, debtor, order)
    return await _answer(call, document, f"interest-{order['key']}.pdf")


async def _debtor(call: Call, customer_id: UUID) -> Any:
    row = await call.connection.fetchrow(sql.find_debtor, call.company_id, customer_id)
    if row is None:
        raise missing("customer")
    return row


async def _company(call: Call) -> Any:
    return await call.connection.fetchrow("select * from companies where id = $1", call.company_id)


async def _answer(call: Call, document: Document, name: str) -> Response[bytes]:
    said = await worded_for(call.connection, call.company_id, document)
    paper = await asyncio.to_thread(typeset, said)
    return Response(
        paper.pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
