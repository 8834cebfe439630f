"""What each `.nv` resource does; the envelope and the signature are the receiver's."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from lxml import etree
from msgspec import UNSET

from karhu.contract import types
from karhu.customers import service as customers
from karhu.customers.customer import sort_key
from karhu.customers.extras import keep
from karhu.customers.ledger import Ledger, hold
from karhu.identity.service import find_company
from karhu.invoices import service as invoices
from karhu.kit.db import Connection
from karhu.kit.problems import Fault
from karhu.kit.records import CONFLICTS, Outcome
from karhu.kit.sql import Statements
from karhu.netvisor import card, sales_invoice, shown
from karhu.netvisor.card import RuleName, Told
from karhu.netvisor.envelope import Answer, Refusal, inserted, invalid, succeeded
from karhu.netvisor.message import payload
from karhu.rules.rule import built_in_for

sql = Statements(__file__)

MOST_IDS = 500
MOST_CODES = 100
GREATEST_KEY = 2**31 - 1

FIND_RULE_BY_KEY = """
    select id, name, customer_kind from rules
    where company_id = $1 and key = $2 and deleted_at is null
"""
NEXT_NUMBER = """
    select coalesce(max(number::bigint), 0) + 1 from invoices
    where company_id = $1 and number ~ '^[0-9]{1,15}$'
"""
FIND_BUILT_IN = "select id from rules where company_id = $1 and built_in = $2"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """An authentic request; the names of the query are in lower case."""

    connection: Connection
    company_id: UUID
    actor: str
    now: datetime
    query: dict[str, str]
    content: bytes
    content_type: str


Resource = Callable[[Asked], Awaitable[Answer]]


async def customer(asked: Asked) -> Answer:
    """`customer.nv`: add or edit a customer (4.1)."""
    match asked.query.get("method", "").lower():
        case "add":
            return await _add(asked)
        case "edit":
            return await _edit(asked)
        case _:
            raise invalid("The parameter method is add or edit.")


async def getcustomer(asked: Asked) -> Answer:
    """`getcustomer.nv`: one customer, or up to 500 (4.2); unknown ones of a list are left out."""
    options = _number(asked.query.get("replyoption") or "0", "replyoption")
    if "idlist" in asked.query:
        keys = [_number(one, "idlist") for one in _listed(asked.query["idlist"])]
        if len(keys) > MOST_IDS:
            raise invalid(f"The parameter idlist takes {MOST_IDS} identifiers at most.")
        cards = await _cards(asked, keys)
        several = etree.Element("Customers")
        several.extend(shown.customer(cards[key], options) for key in keys if key in cards)
        return succeeded(asked.now, several)
    row = await _card(asked, asked.query.get("id", ""))
    return succeeded(asked.now, shown.customer(row, options))


async def customerlist(asked: Asked) -> Answer:
    """`customerlist.nv`: by word, by codes, or changed since (4.3)."""
    company = await find_company(asked.connection, asked.company_id)
    keyword = asked.query.get("keyword", "").strip() or None
    since = None if keyword else _instant(asked.query.get("changedsince", ""), company["time_zone"])
    codes = _listed(asked.query.get("customercodelist", "")) or None
    if codes is not None and len(codes) > MOST_CODES:
        raise invalid(f"The parameter customercodelist takes {MOST_CODES} codes at most.")
    rows = await asked.connection.fetch(
        sql.list_cards,
        asked.company_id,
        sort_key(keyword) if keyword else None,
        keyword.lower() if keyword else None,
        since,
        codes,
    )
    # a hundred thousand lines take seconds, which others should not wait for
    return await asyncio.to_thread(_list, asked.now, rows)


def _list(now: datetime, rows: Sequence[Mapping[str, Any]]) -> Answer:
    several = etree.Element("Customerlist")
    for row in rows:
        shown.customer_in_list(several, row)
    return succeeded(now, several)


async def salesinvoice(asked: Asked) -> Answer:
    """`salesinvoice.nv`: add an invoice (5.1); without a method it is added, as clients expect."""
    if asked.query.get("method", "add").lower() not in ("add", ""):
        raise invalid("The parameter method is add.")
    node = payload(asked.content, asked.content_type, name="salesinvoice")
    await hold(asked.connection, asked.company_id, now=asked.now)
    company = await find_company(asked.connection, asked.company_id)
    number = ""
    if not sales_invoice.has_number(node):  # finding the next one reads all numbers
        number = str(await asked.connection.fetchval(NEXT_NUMBER, asked.company_id))
    wanted = sales_invoice.read(node, number=number, currency=company["currency"])
    if (key := sales_invoice.customer_key(node)) is not None:
        card_row = await _card(asked, str(key))
        wanted = msgspec.structs.replace(wanted, customer_id=str(card_row["id"]))
    [outcome] = await invoices.upsert(
        asked.connection, asked.company_id, [wanted],
        actor=asked.actor, now=asked.now, matching="create",
    )  # fmt: skip
    key_of = "select key from invoices where company_id = $1 and id = $2"
    made = await asked.connection.fetchval(key_of, asked.company_id, _done(outcome))
    return inserted(asked.now, made)


RESOURCES: Mapping[str, tuple[str, Resource]] = {
    "customer.nv": ("POST", customer),
    "getcustomer.nv": ("GET", getcustomer),
    "customerlist.nv": ("GET", customerlist),
    "salesinvoice.nv": ("POST", salesinvoice),
}


async def _add(asked: Asked) -> Answer:
    told = card.read(payload(asked.content, asked.content_type, name="customer"))
    ledger = await hold(asked.connection, asked.company_id, now=asked.now)
    wanted, extras = card.added(told)
    if told.rule is not None and told.rule.text:
        rule_id = await _rule_id(asked, ledger, told.rule, kind=wanted.kind)
        wanted = msgspec.structs.replace(wanted, rule_id=str(rule_id))
    [outcome] = await customers.upsert(
        asked.connection, asked.company_id, [wanted],
        actor=asked.actor, now=asked.now, matching="create",
    )  # fmt: skip
    customer_id = _done(outcome)
    await keep(asked.connection, asked.company_id, customer_id, extras, now=asked.now)
    key = await asked.connection.fetchval(
        "select key from customers where company_id = $1 and id = $2",
        asked.company_id, customer_id,
    )  # fmt: skip
    return inserted(asked.now, key)


async def _edit(asked: Asked) -> Answer:
    told = card.read(payload(asked.content, asked.content_type, name="customer"))
    ledger = await hold(asked.connection, asked.company_id, now=asked.now)
    row = await _card(asked, asked.query.get("id", ""))
    changes, extras = card.edited(told, row, home=ledger.country)
    changes = await _with_rule(asked, ledger, told, row, changes)
    if changes is not None:
        outcome = await customers.change(
            asked.connection, asked.company_id, row["id"], changes,
            actor=asked.actor, now=asked.now,
        )  # fmt: skip
        _done(outcome)
    if extras != row["netvisor"]:
        await keep(asked.connection, asked.company_id, row["id"], extras, now=asked.now)
    return succeeded(asked.now)


async def _with_rule(
    asked: Asked, ledger: Ledger, told: Told, row: Mapping[str, Any], changes: Any
) -> Any:
    if told.rule is None:
        return changes
    wanted: dict[str, Any] = msgspec.structs.asdict(changes) if changes is not None else {}
    kind = row["kind"] if wanted.get("kind", UNSET) is UNSET else wanted["kind"]
    country = row["country"] if wanted.get("country", UNSET) is UNSET else wanted["country"]
    if told.rule.text:
        rule_id = await _rule_id(asked, ledger, told.rule, kind=kind)
    else:
        built_in = built_in_for(kind=kind, country=country, home=ledger.country)
        rule_id = await asked.connection.fetchval(FIND_BUILT_IN, asked.company_id, built_in)
    return types.CustomerChanges(**{**wanted, "rule_id": str(rule_id)})


async def _rule_id(asked: Asked, ledger: Ledger, name: RuleName, *, kind: str) -> UUID:
    """The rule that a body names (R073, 7.2); raises Refusal with the name of an unknown one."""
    rules = await customers.load_rules(asked.connection, ledger)
    field: dict[str, Any] = {"rule_name": name.text}
    if name.by == "netvisor":
        key = int(name.text) if name.text.isascii() and name.text.isdecimal() else 0
        row = None
        if key <= GREATEST_KEY:
            row = await asked.connection.fetchrow(FIND_RULE_BY_KEY, asked.company_id, key)
        if row is None:
            raise invalid(f"Automation rule not found with Netvisor identifier: {name.text}")
        field = {"rule_id": str(row["id"])}
    rule, faults = rules.chosen(field, kind=kind)
    if rule is None:
        raise invalid(f"Automation rule not found with name: {name.text}")
    if faults:
        raise invalid(faults[0].detail)
    return rule.id


async def _card(asked: Asked, identifier: str) -> Mapping[str, Any]:
    if not identifier:
        raise invalid("The parameter id is missing.")
    key = _number(identifier, "id")
    cards = await _cards(asked, [key])
    if key not in cards:
        raise invalid(f"Customer not found with Netvisor identifier: {key}")
    return cards[key]


async def _cards(asked: Asked, keys: list[int]) -> dict[int, Mapping[str, Any]]:
    known = [key for key in keys if key <= GREATEST_KEY]
    rows = await asked.connection.fetch(sql.find_cards, asked.company_id, known)
    return {row["key"]: row for row in rows}


def _done(outcome: Outcome) -> UUID:
    if outcome.result != "failed" and outcome.id is not None:
        return outcome.id
    fault: Fault = outcome.faults[0]
    if fault.code in CONFLICTS:
        raise Refusal("DUPLICATE_DATA", fault.detail)
    raise invalid(fault.detail)


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def _number(text: str, parameter: str) -> int:
    if not text.isascii() or not text.strip().isdecimal() or len(text) > 18:
        raise invalid(f"The parameter {parameter} takes whole numbers.")
    return int(text)


def _instant(text: str, time_zone: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        raise invalid("The parameter changedsince is like 2026-01-31T12:00:00.") from None
    return found if found.tzinfo is not None else found.replace(tzinfo=ZoneInfo(time_zone))
