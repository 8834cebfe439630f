"""The sales invoice: what a `salesinvoice.nv` body means for an invoice of Karhu (5.1)."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from karhu.contract import types
from karhu.contract.operations import validator
from karhu.contract.reading import faults_of
from karhu.kit.money import ZERO, rounded, written
from karhu.netvisor.envelope import invalid
from karhu.netvisor.message import Node

P = "salesinvoice"
NET_DAYS = 14  # where a body gives neither a due date nor days
NOTHING = Node(name="", text="", attributes={}, children=())


def read(node: Node, *, number: str, currency: str) -> types.InvoiceWrite:
    """The invoice that a body describes; raises Refusal.

    `number` and `currency` stand in for what the body leaves out. The status `unsent` leaves the
    sending to Karhu, `open` says that somebody else has sent it (R246).
    """
    kind = _text(node, "invoicetype") or "invoice"
    if kind != "invoice":
        raise invalid(f"The invoicetype {kind} is not kept here. Send invoices only.")
    on = _day(node, f"{P}date")
    if on is None:
        raise invalid(f"The element {P}date is missing.")
    amount = node.child(f"{P}amount") or NOTHING
    items = list(_items(node))
    total = _decimal(amount.text, f"{P}amount") if amount.text else _sum(items)
    named: dict[str, Any] = {
        "number": _text(node, f"{P}number") or number,
        "kind": "credit_note" if total < ZERO else "invoice",
        "currency": amount.attributes.get("iso4217currencycode") or currency,
        "total": written(total),
        "invoice_on": on.isoformat(),
        "due_on": _due(node, on).isoformat(),
        "sent_on": _sent_on(node, on),
        "source": "api",
        **_customer(node),
        **_texts(node),
    }
    # a given amount outweighs the rows, which are told only where they say the same
    if items and _sum(items) == total:
        named["items"] = items
    return _checked(named)


def has_number(node: Node) -> bool:
    """Whether the body gives the invoice's number."""
    return bool(_text(node, f"{P}number"))


def _checked(named: dict[str, Any]) -> types.InvoiceWrite:
    check = validator({"$ref": "#/components/schemas/InvoiceWrite"})
    if faults := faults_of(check, named):
        raise invalid(f"{faults[0].pointer.strip('/')}: {faults[0].detail}")
    return msgspec.convert(named, types.InvoiceWrite)


def _sent_on(node: Node, on: date) -> str | None:
    status = _text(node, f"{P}status").lower()
    match status:
        case "unsent":
            return None
        case "open" | "":
            return on.isoformat()
        case _:
            raise invalid(f"The {P}status of an invoice is open or unsent, not {status[:40]}.")


def _due(node: Node, on: date) -> date:
    due = _day(node, f"{P}duedate")
    if due is not None:
        return due
    days = _text(node, "paymenttermnetdays") or str(NET_DAYS)
    if not days.isascii() or not days.isdecimal() or len(days) > 3:
        raise invalid("The element paymenttermnetdays takes whole days.")
    return on + timedelta(days=int(days))


def _customer(node: Node) -> dict[str, str]:
    """By the company's own customer number; a key is looked up by who asks."""
    found = node.child("invoicingcustomeridentifier")
    if found is None or not found.text:
        raise invalid("The element invoicingcustomeridentifier is missing.")
    by = found.attributes.get("type", "netvisor").lower()
    if by == "customer":
        return {"customer_number": found.text}
    if by == "netvisor":
        return {}
    raise invalid("The type of invoicingcustomeridentifier is netvisor or customer.")


def customer_key(node: Node) -> int | None:
    """The customer's key, where the body names it by that."""
    found = node.child("invoicingcustomeridentifier") or NOTHING
    if found.attributes.get("type", "netvisor").lower() != "netvisor":
        return None
    if not found.text.isascii() or not found.text.isdecimal() or len(found.text) > 9:
        raise invalid(f"Customer not found with Netvisor identifier: {found.text[:40]}")
    return int(found.text)


def _texts(node: Node) -> dict[str, str]:
    reference, name = _text(node, f"{P}referencenumber"), _text(node, "secondname")
    told = {"reference": reference, "trade_name": name}
    return {field: text for field, text in told.items() if text}


def _items(node: Node) -> Iterator[dict[str, str]]:
    for line in (node.child("invoicelines") or NOTHING).named("invoiceline"):
        for row in line.named(f"{P}productline"):
            yield _item(row)


def _item(row: Node) -> dict[str, str]:
    quantity = _decimal(_text(row, f"{P}productlinequantity") or "1", "quantity")
    percent = _decimal(_text(row, "productvatpercentage") or "0", "productvatpercentage")
    unit_price = row.child("productunitprice") or NOTHING
    price = _decimal(unit_price.text or "0", "productunitprice")
    if unit_price.attributes.get("type", "net").lower() == "gross":
        price = price / (1 + percent / 100)
    discount = _decimal(_text(row, f"{P}productlinediscountpercentage") or "0", "discount")
    net = rounded(quantity * price * (1 - discount / 100))
    told_net, told_vat = _text(row, f"{P}productlinesum"), _text(row, f"{P}productlinevatsum")
    net = rounded(_decimal(told_net, f"{P}productlinesum")) if told_net else net
    vat = rounded(net * percent / 100)
    vat = rounded(_decimal(told_vat, f"{P}productlinevatsum")) if told_vat else vat
    text = _text(row, "productname") or _text(row, "productidentifier") or "–"
    return {
        "text": text[:500],
        "quantity": _plain(quantity, 4),
        "unit": _text(row, "productunitname")[:20],
        "unit_price": _plain(price, 6),
        "vat_percent": _plain(percent, 2),
        "net": written(net),
        "vat": written(vat),
    }


def _sum(items: list[dict[str, str]]) -> Decimal:
    return sum((Decimal(item["net"]) + Decimal(item["vat"]) for item in items), ZERO)


def _plain(number: Decimal, places: int) -> str:
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _text(node: Node, name: str) -> str:
    return (node.child(name) or NOTHING).text


def _day(node: Node, name: str) -> date | None:
    text = _text(node, name)
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise invalid(f"The element {name} is a date like 2026-01-31.") from None


def _decimal(text: str, name: str) -> Decimal:
    try:
        number = Decimal(text.replace("\u00a0", "").replace(" ", "").replace(",", "."))
    except InvalidOperation:
        raise invalid(f"The element {name} is no number: {text[:40]}") from None
    if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
        raise invalid(f"The element {name} is too large: {text[:40]}")
    return number
