"""`salesinvoice.nv` on the wire: what was told of an invoice, and who sends it out."""

from datetime import date
from typing import Any

import pytest

from tests.integration.netvisor.conftest import Integration
from tests.integration.netvisor.signer import Reply
from tests.integration.netvisor.test_other_clients import added, code
from tests.integration.netvisor.test_other_clients import body as card

LINE = (
    "<invoiceline><salesinvoiceproductline><productname>Työ</productname>"
    '<productunitprice type="net">50,00</productunitprice>'
    '<productvatpercentage vatcode="KOMY">25,5</productvatpercentage>'
    "<salesinvoiceproductlinequantity>2</salesinvoiceproductlinequantity>"
    "</salesinvoiceproductline></invoiceline>"
)


def invoice(customer: str, *, number: str, status: str = "", more: str = "") -> bytes:
    told = f'<salesinvoicestatus type="netvisor">{status}</salesinvoicestatus>' if status else ""
    return (
        f"<root><salesinvoice><salesinvoicenumber>{number}</salesinvoicenumber>"
        '<salesinvoicedate format="ansi">2026-02-03</salesinvoicedate>'
        '<salesinvoiceamount iso4217currencycode="EUR">125,50</salesinvoiceamount>'
        f"{told}{customer}<paymenttermnetdays>14</paymenttermnetdays>"
        f"<invoicelines>{LINE}</invoicelines>{more}</salesinvoice></root>"
    ).encode()


def by_number(number: str) -> str:
    return f'<invoicingcustomeridentifier type="customer">{number}</invoicingcustomeridentifier>'


def sent(integration: Integration, content: bytes) -> Reply:
    return integration.signer().ask("/salesinvoice.nv?method=add", method="POST", body=content)


def kept(integration: Integration, number: str) -> dict[str, Any]:
    [row] = integration.fetch(
        """select i.*, n.items from invoices i left join invoice_items n on n.invoice_id = i.id
           where number = $1""",
        number,
    )
    return row


def customer(integration: Integration) -> tuple[str, int]:
    number = code()
    content = card(f"<name>Oy</name><internalidentifier>{number}</internalidentifier>")
    return number, added(integration.signer(), content)


@pytest.mark.req("R246")
@pytest.mark.parametrize(
    ("status", "sent_on"), [("unsent", None), ("open", date(2026, 2, 3)), ("", date(2026, 2, 3))]
)
def test_the_status_says_whether_karhu_sends_the_invoice_out(
    integration: Integration, status: str, sent_on: date | None
) -> None:
    name, _ = customer(integration)
    number = code()
    reply = sent(integration, invoice(by_number(name), number=number, status=status))
    assert reply.statuses == ["OK"], reply.content
    row = kept(integration, number)
    assert reply.text("Replies/InsertedDataIdentifier") == str(row["key"])
    assert (row["sent_on"], row["source"], row["due_on"]) == (sent_on, "api", date(2026, 2, 17))
    assert str(row["total"]) == "125.50"
    assert '"Työ"' in row["items"]


def test_a_customer_may_be_named_by_its_key_and_a_number_left_to_karhu(
    integration: Integration,
) -> None:
    _, key = customer(integration)
    named = f'<invoicingcustomeridentifier type="netvisor">{key}</invoicingcustomeridentifier>'
    reply = sent(integration, invoice(named, number="", status="unsent"))
    assert reply.statuses == ["OK"], reply.content


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (invoice(by_number("nobody"), number="x1"), "There is no customer nobody"),
        (invoice("", number="x2"), "invoicingcustomeridentifier is missing"),
        (invoice(by_number("1"), number="x3", status="paid"), "open or unsent"),
        (
            invoice(by_number("1"), number="x4", more="<invoicetype>order</invoicetype>"),
            "The invoicetype order is not kept here",
        ),
    ],
)
def test_what_cannot_be_an_invoice_is_refused_in_words(
    integration: Integration, content: bytes, said: str
) -> None:
    reply = sent(integration, content)
    assert reply.code == "INVALID_DATA"
    assert said in reply.content.decode()
