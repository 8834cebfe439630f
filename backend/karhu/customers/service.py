"""Customers: written many at a time, moved between rules, read with what they owe."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.book import KEYS, Book, Record, decide
from karhu.customers.customer import Customer
from karhu.customers.ledger import Ledger, hold, take_keys
from karhu.customers.placement import Rule, Rules, unknown_rule, wrong_kind
from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.problems import Fault, missing, refused, unfit
from karhu.kit.records import Matching, Outcome, Shelf, changed_fields, columns, given, keyed
from karhu.kit.sql import Statements
from karhu.rules.rule import BLOCKED

sql = Statements(__file__)

COLUMNS = (*Customer.__struct_fields__, "name_order")
PLACEMENT = {"rule_id", "is_placed_by_default", "automation_since"}
MISFITS_SHOWN = 100
RULES = """
    select id, name, built_in, customer_kind from rules
    where company_id = $1 and deleted_at is null
"""


async def upsert(
    connection: Connection,
    company_id: UUID,
    records: Sequence[types.CustomerWrite],
    *,
    actor: str,
    now: datetime,
    matching: Matching = "any",
) -> list[Outcome]:
    """Add customers or bring them up to date; each is answered on its own, in order."""
    ledger = await hold(connection, company_id, now=now)
    book = await load(connection, ledger, records)
    outcomes = [decide(book, record, matching=matching) for record in records]
    await store(connection, book, actor=actor)
    return outcomes


async def change(
    connection: Connection,
    company_id: UUID,
    customer_id: UUID,
    changes: types.CustomerChanges,
    *,
    actor: str,
    now: datetime,
) -> Outcome:
    """Change one customer by hand; the log keeps the names of the fields, not their contents."""
    ledger = await hold(connection, company_id, now=now)
    book = await load(connection, ledger, [changes], ids=[customer_id])
    before = book.shelf.get(customer_id)
    if before is None:
        raise missing("customer")
    outcome = decide(book, changes, matching=customer_id)
    if outcome.result != "updated":
        return outcome
    after = book.shelf.get(customer_id) or before
    by_hand = sorted(set(changed_fields(before, after)) - PLACEMENT)
    events = [_event("customer_changed", before, ledger, actor, {"fields": by_hand})]
    await store(connection, book, actor=actor, events=events if by_hand else [])
    return outcome


async def load(
    connection: Connection, ledger: Ledger, records: Sequence[Record], *, ids: Sequence[UUID] = ()
) -> Book:
    """What deciding these records needs, in three statements; hold the ledger first."""
    named = [given(record) for record in records]
    rows = await connection.fetch(
        sql.find_customers,
        ledger.company_id,
        ids,
        [f["external_id"] for f in named if f.get("external_id")],
        [f["number"] for f in named if f.get("number")],
    )
    unnumbered_count = 0 if ids else sum(not fields.get("number") for fields in named)
    return Book(
        ledger=ledger,
        shelf=Shelf((Customer(**row) for row in rows), keys=KEYS),
        rules=await load_rules(connection, ledger),
        free_numbers=await _free_numbers(connection, ledger, len(named), unnumbered_count),
    )


async def load_rules(connection: Connection, ledger: Ledger) -> Rules:
    """The company's rules, as far as placing a customer needs them."""
    rows = await connection.fetch(RULES, ledger.company_id)
    return Rules([Rule(**row) for row in rows], home=ledger.country)


async def _free_numbers(
    connection: Connection, ledger: Ledger, record_count: int, unnumbered_count: int
) -> Iterator[str]:
    if not unnumbered_count:
        return iter(())
    # a record of the batch may itself take one of them, so there are enough for every record
    rows = await connection.fetch(sql.free_numbers, ledger.company_id, 2 * record_count)
    return iter([row["number"] for row in rows])


async def store(
    connection: Connection, book: Book, *, actor: str, events: Sequence[Event] = ()
) -> None:
    """Write what was decided: one statement for the new, one for the changed, one for the log."""
    ledger, added, changed = book.ledger, book.shelf.added(), book.shelf.changed()
    if changed:  # first, for a changed number may be free for a new customer
        await _write(connection, sql.update_customers, ledger, [after for _, after in changed])
    if added:
        keys = await take_keys(connection, ledger.company_id, "customer", len(added))
        await _write(connection, sql.insert_customers, ledger, keyed(added, keys))
    moved = [_moved(b, a, ledger, actor) for b, a in changed if b.rule_id != a.rule_id]
    await log.append(connection, ledger.company_id, [*events, *moved], now=ledger.now)


async def _write(
    connection: Connection, statement: str, ledger: Ledger, rows: Sequence[Customer]
) -> None:
    await connection.execute(statement, ledger.company_id, ledger.now, *columns(rows, COLUMNS))


async def move(
    connection: Connection,
    company_id: UUID,
    wanted: types.CustomerMove,
    *,
    actor: str,
    now: datetime,
) -> int:
    """Move customers to a rule; returns how many were not in it. Raises 422 if any cannot go."""
    ledger = await hold(connection, company_id, now=now)
    rule = await _target(connection, ledger, wanted)
    ids = None if wanted.customer_ids is msgspec.UNSET else [UUID(i) for i in wanted.customer_ids]
    source = None if wanted.from_rule_id is msgspec.UNSET else UUID(wanted.from_rule_id)
    await _refuse_misfits(connection, ledger, rule, ids=ids, source=source)
    rows = await connection.fetch(
        sql.move_customers, company_id, ids, source, rule.id, rule.built_in == BLOCKED,
        ledger.today, now,
    )  # fmt: skip
    events = [_moved_out_of(row, rule, ledger, actor) for row in rows]
    await log.append(connection, company_id, events, now=now)
    return len(rows)


async def _target(connection: Connection, ledger: Ledger, wanted: types.CustomerMove) -> Rule:
    if (wanted.customer_ids is msgspec.UNSET) == (wanted.from_rule_id is msgspec.UNSET):
        detail = "Name either customer_ids or from_rule_id."
        raise unfit("/customer_ids", "choose_one", detail)
    rules = await load_rules(connection, ledger)
    for field in ("rule_id", "from_rule_id"):
        value = getattr(wanted, field)
        if value is not msgspec.UNSET and UUID(value) not in rules.by_id:
            raise refused([unknown_rule(field, value)])
    return rules.by_id[UUID(wanted.rule_id)]


async def _refuse_misfits(
    connection: Connection,
    ledger: Ledger,
    rule: Rule,
    *,
    ids: list[UUID] | None,
    source: UUID | None,
) -> None:
    rows = await connection.fetch(
        sql.find_misfits, ledger.company_id, ids, source, rule.customer_kind, MISFITS_SHOWN
    )
    if not rows:
        return
    raise refused([_misfit(row, rule) for row in rows])


def _misfit(row: Any, rule: Rule) -> Fault:
    pointer = "/from_rule_id" if row["place"] is None else f"/customer_ids/{row['place'] - 1}"
    if row["number"] is None:
        return Fault(pointer=pointer, code="unknown_customer", detail="There is no such customer.")
    return wrong_kind(rule, pointer=pointer)


def _moved(before: Customer, after: Customer, ledger: Ledger, actor: str) -> Event:
    return _event("customer_moved", after, ledger, actor, {"from_rule_id": str(before.rule_id)})


def _moved_out_of(row: Any, rule: Rule, ledger: Ledger, actor: str) -> Event:
    return Event(
        kind="customer_moved",
        actor=actor,
        occurred_on=ledger.today,
        rule_id=rule.id,
        customer_id=row["id"],
        detail={"from_rule_id": str(row["from_rule_id"])},
    )


def _event(
    kind: str, customer: Customer, ledger: Ledger, actor: str, detail: dict[str, Any]
) -> Event:
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=ledger.today,
        rule_id=customer.rule_id,
        customer_id=customer.id,
        detail=detail,
    )
