"""Setting, changing and lifting holds, and following them night by night."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import msgspec

from karhu.customers.ledger import hold as hold_ledger
from karhu.events import service as log
from karhu.events.log import Event
from karhu.exceptions import service as exceptions
from karhu.exceptions.service import Noted
from karhu.holds.checks import check, check_changes, check_plan
from karhu.holds.hold import (
    GRACE_DAYS,
    EndReason,
    Followed,
    HoldKind,
    Instalment,
    ending_of,
)
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.money import ZERO, written
from karhu.kit.problems import conflict, missing, unfit
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)


class NewHold(msgspec.Struct, frozen=True, kw_only=True):
    """What a person wants held; exactly one of invoice and customer."""

    kind: HoldKind
    invoice_id: UUID | None = None
    customer_id: UUID | None = None
    from_on: date | None = None
    until_on: date | None = None
    afterwards: Literal["resume", "review"] = "resume"
    reason: str = ""
    disputed_amount: Decimal | None = None
    currency: str | None = None
    grace_days: int | None = None
    instalments: tuple[Instalment, ...] = ()

    @property
    def scope(self) -> Literal["invoice", "customer"]:
        """What it is on."""
        return "customer" if self.invoice_id is None else "invoice"


async def create(
    connection: Connection, company_id: UUID, new: NewHold, *, actor: str, now: datetime
) -> UUID:
    """Set a hold; raises 404, 409 where one of its kind stands already, 422 with every fault."""
    ledger = await hold_ledger(connection, company_id, now=now)
    new = msgspec.structs.replace(new, from_on=new.from_on or ledger.today)
    customer_id, invoice = await _found(connection, company_id, new)
    check(new, today=ledger.today, open=invoice["open"] if invoice else None)
    owed: list[Any] = []
    if new.kind == "payment_plan":
        owed = await connection.fetch(
            sql.find_owed, company_id, new.invoice_id,
            None if new.invoice_id else customer_id, new.currency,
        )  # fmt: skip
        currency = await _currency_of(connection, company_id, owed)
        owed = [row for row in owed if row["currency"] == currency]
        new = msgspec.structs.replace(new, currency=currency, grace_days=_grace(new))
        check_plan(new.instalments, sum((row["open"] + row["costs_open"] for row in owed), ZERO),
                   currency=currency, today=ledger.today)  # fmt: skip
    elif invoice:
        new = msgspec.structs.replace(new, currency=invoice["currency"])
    hold_id = await _insert(connection, company_id, new, customer_id, actor=actor, now=now)
    await _insert_plan(connection, company_id, hold_id, new.instalments, owed)
    event = _event("hold_set", actor, ledger.today, _named(new, customer_id))
    await log.append(connection, company_id, [event], now=now)
    return hold_id


def _grace(new: NewHold) -> int:
    return GRACE_DAYS if new.grace_days is None else new.grace_days


async def _currency_of(connection: Connection, company_id: UUID, owed: Sequence[Any]) -> str:
    """The one currency that is owed in, or of several the company's."""
    found = {row["currency"] for row in owed}
    if len(found) == 1:
        return str(found.pop())
    currency: str = await connection.fetchval(
        "select currency from companies where id = $1", company_id
    )
    return currency


async def _found(connection: Connection, company_id: UUID, new: NewHold) -> tuple[UUID, Any]:
    if (new.invoice_id is None) == (new.customer_id is None):
        detail = "Send either `invoice_id` or `customer_id`: a hold is on one of the two."
        raise unfit("/invoice_id", "choose_one", detail)
    if new.invoice_id is not None:
        invoice = await connection.fetchrow(
            """select id, customer_id, currency, open from invoices
               where company_id = $1 and id = $2""",
            company_id, new.invoice_id,
        )  # fmt: skip
        if invoice is None:
            raise missing("invoice")
        if invoice["open"] <= 0:
            detail = "Nothing is open on this invoice, so there is nothing to hold."
            raise conflict("nothing_owed", detail, pointer="/invoice_id")
        return invoice["customer_id"], invoice
    customer_id = await connection.fetchval(
        "select id from customers where company_id = $1 and id = $2", company_id, new.customer_id
    )
    if customer_id is None:
        raise missing("customer")
    return customer_id, None


async def _insert(
    connection: Connection,
    company_id: UUID,
    new: NewHold,
    customer_id: UUID,
    *,
    actor: str,
    now: datetime,
) -> UUID:
    hold_id = await connection.fetchval(
        sql.add_hold, company_id, uuid7(), new.kind, new.scope, customer_id, new.invoice_id,
        new.from_on, new.until_on, new.afterwards, new.reason, new.disputed_amount, new.currency,
        new.grace_days, actor, now,
    )  # fmt: skip
    if hold_id is None:
        detail = "An active hold of this kind is there already. Change that one, or lift it first."
        raise conflict("already_held", detail, pointer="/kind")
    assert isinstance(hold_id, UUID)
    return hold_id


async def _insert_plan(
    connection: Connection,
    company_id: UUID,
    hold_id: UUID,
    instalments: Sequence[Instalment],
    owed: Sequence[Any],
) -> None:
    if owed:
        await connection.execute(
            """insert into held_invoices (company_id, hold_id, invoice_id, open_before,
                                          costs_paid_before)
               select $1, $2, * from unnest($3::uuid[], $4::numeric[], $5::numeric[])""",
            company_id, hold_id, [row["id"] for row in owed], [row["open"] for row in owed],
            [row["costs_paid"] for row in owed],
        )  # fmt: skip
    if instalments:
        rows = [
            {"ordinal": n, "due_on": one.due_on, "amount": one.amount}
            for n, one in enumerate(instalments, start=1)
        ]
        await connection.execute(
            """insert into hold_instalments (company_id, hold_id, ordinal, due_on, amount)
               select $1, $2, n.* from json_to_recordset($3::json)
                   as n (ordinal smallint, due_on date, amount numeric)""",
            company_id, hold_id, rows_as_json(rows),
        )  # fmt: skip


async def find(connection: Connection, company_id: UUID, hold_id: UUID) -> Any:
    """A hold with how it stands; raises 404."""
    nothing = (None,) * 6
    row = await connection.fetchrow(sql.read_holds, company_id, hold_id, *nothing, 1)
    if row is None:
        raise missing("hold")
    return row


async def change(
    connection: Connection,
    company_id: UUID,
    before: Any,
    changes: dict[str, Any],
    *,
    actor: str,
    now: datetime,
) -> None:
    """Change an active hold; raises 409 once it has ended, 422 with what does not fit."""
    ledger = await hold_ledger(connection, company_id, now=now)
    _must_be_active(before)
    open = None
    if before["invoice_id"] is not None:
        open = await connection.fetchval(
            "select open from invoices where company_id = $1 and id = $2",
            company_id, before["invoice_id"],
        )  # fmt: skip
    check_changes(before, changes, today=ledger.today, open=open)
    instalments = changes.pop("instalments", None)
    if instalments is not None:
        owed = max(before["paid"], ZERO) + before["open"]
        check_plan(instalments, owed, currency=before["currency"])
        await connection.execute(
            "delete from hold_instalments where company_id = $1 and hold_id = $2",
            company_id, before["id"],
        )  # fmt: skip
        await _insert_plan(connection, company_id, before["id"], instalments, ())
    after = {**before, **changes}
    await connection.execute(
        """update holds set until_on = $3, afterwards = $4, reason = $5, disputed_amount = $6,
               grace_days = $7, version = version + 1, updated_at = $8
           where company_id = $1 and id = $2""",
        company_id, before["id"], after["until_on"], after["afterwards"], after["reason"],
        after["disputed_amount"], after["grace_days"], now,
    )  # fmt: skip
    event = _event("hold_changed", actor, ledger.today, after)
    await log.append(connection, company_id, [event], now=now)


def _must_be_active(row: Any) -> None:
    if row["state"] != "active":
        detail = "This hold has ended. Set a new one if it should hold again."
        raise conflict("hold_ended", detail)


async def lift(
    connection: Connection, company_id: UUID, row: Any, *, actor: str, now: datetime
) -> None:
    """Lift an active hold; what it held is decided by the next run. Raises 409 once it ended."""
    ledger = await hold_ledger(connection, company_id, now=now)
    _must_be_active(row)
    events = await _end(connection, company_id, {row["id"]: "lifted"}, actor, ledger.today, now)
    await log.append(connection, company_id, events, now=now)
    held = await connection.fetch(sql.find_held_cases, company_id, [row["id"]])
    ids = [one["case_id"] for one in held]
    await exceptions.mend(connection, company_id, ids, now=now, causes=("hold_expired",))


async def follow(
    connection: Connection, company_id: UUID, *, as_of: date, now: datetime
) -> list[Event]:
    """End the holds whose day has passed, or whose money came or did not; returns what to log."""
    nothing = (None,) * 4
    rows = await connection.fetch(sql.read_holds, company_id, *nothing, "active", None, None, None)
    endings = {row["id"]: why for row in rows if (why := ending_of(followed(row), as_of))}
    left = [row["id"] for row in rows if row["id"] not in endings and awaits_person(row, as_of)]
    broken = [id for id, why in endings.items() if why == "broken"]
    plans = [row["id"] for row in rows if row["kind"] == "payment_plan" and row["id"] in broken]
    held = await connection.fetch(sql.find_held_cases, company_id, [*left, *plans])
    found = [
        *_noted(held, plans, "plan_broken"),
        *_noted(held, left, "hold_expired"),
    ]
    await exceptions.note(connection, company_id, found, now=now, today=as_of)
    return await _end(connection, company_id, endings, "automation", as_of, now)


def _noted(held: Sequence[Any], hold_ids: Sequence[UUID], cause: str) -> list[Noted]:
    """One exception a hold: on its oldest case."""
    oldest: dict[UUID, Any] = {}
    for row in held:
        if row["hold_id"] in hold_ids:
            oldest.setdefault(row["hold_id"], row)
    return [
        Noted(
            cause=cause,
            case_id=row["case_id"],
            step_number=row["step_number"],
            invoice_id=row["invoice_id"],
            customer_id=row["customer_id"],
            rule_id=row["rule_id"],
        )
        for row in oldest.values()
    ]


async def _end(
    connection: Connection,
    company_id: UUID,
    endings: dict[UUID, EndReason],
    actor: str,
    on: date,
    now: datetime,
) -> list[Event]:
    if not endings:
        return []
    rows = await connection.fetch(
        sql.end_holds, company_id, on, actor, now, list(endings), list(endings.values())
    )
    kind = "hold_ended" if actor == "automation" else "hold_lifted"
    return [_event(kind, actor, on, row) for row in rows]


def awaits_person(row: Any, as_of: date) -> bool:
    """Whether an active hold's last day has passed and it still holds, until somebody lifts it."""
    is_over = row["until_on"] is not None and row["until_on"] < as_of
    return row["state"] == "active" and is_over and row["afterwards"] == "review"


def followed(row: Any) -> Followed:
    """A row of the list as its ending is judged by."""
    return Followed(
        kind=row["kind"],
        scope=row["scope"],
        until_on=row["until_on"],
        afterwards=row["afterwards"],
        grace_days=row["grace_days"],
        is_settled=row["is_settled"],
        paid=row["paid"] or ZERO,
        instalments=instalments_of(row),
    )


def instalments_of(row: Any) -> tuple[Instalment, ...]:
    """The instalments of a row, as they were agreed."""
    return msgspec.convert(row["instalments"] or (), tuple[Instalment, ...], strict=False)


def _named(new: NewHold, customer_id: UUID) -> dict[str, Any]:
    fields = {name: getattr(new, name) for name in new.__struct_fields__}
    return {**fields, "customer_id": customer_id}


def _event(kind: str, actor: str, on: date, hold: Any) -> Event:
    """What the log keeps of a hold: never a person's words about another person."""
    told: dict[str, Any] = {"hold": hold["kind"]}
    for name in ("until_on", "end_reason"):
        if hold.get(name):
            told[name] = str(hold[name])
    if hold.get("disputed_amount") is not None:
        told["disputed_amount"] = written(hold["disputed_amount"])
    return Event(
        kind=kind,
        actor=actor,
        occurred_on=on,
        invoice_id=hold["invoice_id"],
        customer_id=hold["customer_id"],
        detail=told,
    )
