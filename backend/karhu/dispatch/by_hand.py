"""Letters that a person sends, many at once: of one invoice or of all that a customer owes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import service as cases
from karhu.claims import service as claims
from karhu.claims.service import Charge
from karhu.customers.recipients import Addressee, addressees_of
from karhu.dispatch.service import event_of, noted
from karhu.evaluation.addressing import Way, ways_of
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.places import Place, read_places, store_by_hand
from karhu.events import service as log
from karhu.exceptions import service as exceptions
from karhu.kit.db import Connection
from karhu.kit.ids import uuids7
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.rules.rule import PROPOSED_ONLY

sql = Statements(__file__)


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """One letter that a person chose: the case as it was decided, and what the letter claims.

    `items` are the invoices, the oldest first: one, or those of a customer's case. `charged` are
    those whose new interest is claimed, counted up to `interest_on` or to the day it goes. Each of
    `recipients` gets a letter of their own, the first with the costs and the others as its copies;
    empty: all to whom the customer's letters go. One about a single invoice goes to the customer.
    """

    facts: Facts
    decision: Decision
    items: tuple[Facts, ...]
    charged: frozenset[UUID] = frozenset()
    interest_on: date | None = None
    text: str | None = None
    recognises_income: str | None = None
    recipients: tuple[Addressee, ...] = ()

    @property
    def is_collective(self) -> bool:
        """Whether it is a letter about all that a customer owes."""
        return self.facts.rule.scope == "customer"

    @property
    def leading(self) -> Facts:
        """The invoice whose fee slot the letter's fee is written into."""
        return leading_of(self.items)


def leading_of(items: Sequence[Facts]) -> Facts:
    """The oldest unpaid of a letter's invoices."""
    return next((item for item in items if item.open > 0), items[0])


async def send_by_hand(
    connection: Connection,
    company: CompanyFacts,
    chosen: Sequence[Chosen],
    *,
    actor: str,
    today: date,
    now: datetime,
) -> list[UUID]:
    """Queue letters that a person chose, with the undo window; returns the messages' ids.

    Every decision is an act. The steps between are passed over, the case stands at the chosen step,
    and where it stood is kept: a letter that is taken back puts it there again.
    """
    if not chosen:
        return []
    ids = [_case_id(one) for one in chosen]
    places = await read_places(connection, company.id, ids)
    charges = await _charges(connection, company.id, chosen, today)
    ways = await _ways(connection, company.id, chosen)
    rows = [row for one in chosen for row in _rows(one, ways, places[_case_id(one)], charges)]
    decided = [(one.facts, one.decision) for one in chosen]
    await store_by_hand(connection, company.id, decided, as_of=today)
    steps = {_case_id(one): (one.decision.step_number, today) for one in chosen}
    await cases.put_at_steps(connection, company.id, steps)
    after = now + timedelta(minutes=company.undo_window_minutes)
    await connection.execute(sql.queue_by_hand, company.id, after, today, rows_as_json(rows))
    queued = [row["id"] for row in rows if row["state"] == "queued"]
    await claims.write_approved_charges(connection, company.id, queued)
    events = [_event(row, actor, today) for row in rows]
    await log.append(connection, company.id, events, now=now)
    await _tell_left_out(connection, company.id, rows, ways, today=today, now=now)
    return [row["id"] for row in rows]


def _case_id(one: Chosen) -> UUID:
    assert one.facts.case_id is not None
    return one.facts.case_id


async def drafted(
    connection: Connection, company_id: UUID, chosen: Chosen, today: date
) -> list[dict[str, Any]]:
    """The messages of a letter to its first recipient, as they would be queued."""
    places = await read_places(connection, company_id, [_case_id(chosen)])
    charges = await _charges(connection, company_id, [chosen], today)
    ways = await _ways(connection, company_id, [chosen])
    rows = _rows(chosen, ways, places[_case_id(chosen)], charges)
    return [row for row in rows if not row["is_copy"]]


async def _charges(
    connection: Connection, company_id: UUID, chosen: Sequence[Chosen], today: date
) -> dict[UUID, Charge]:
    """What the letters claim beside fees, by invoice; a statement a day of interest."""
    by_day: dict[date, dict[UUID, Decimal | None]] = {}
    for one in chosen:
        fees = by_day.setdefault(one.interest_on or today, {})
        for item in one.items:
            if item.invoice_id in one.charged:
                fees[item.invoice_id] = one.decision.fee if item is one.leading else None
    found: dict[UUID, Charge] = {}
    for day, fees in by_day.items():
        if fees:
            found |= await claims.charges_of(connection, company_id, fees, on=day)
    return found


async def _ways(
    connection: Connection, company_id: UUID, chosen: Sequence[Chosen]
) -> dict[UUID, tuple[Way, ...]]:
    """To whom each letter goes, by case: one statement, however many."""
    asking = {one.facts.customer_id for one in chosen if one.is_collective and not one.recipients}
    known = await addressees_of(connection, company_id, list(asking)) if asking else {}
    found: dict[UUID, tuple[Way, ...]] = {}
    for one in chosen:
        if not one.is_collective:
            customer = Addressee(name="", email=one.facts.email)
            found[_case_id(one)] = (Way(addressee=customer, channel=one.decision.channel),)
            continue
        addressees = one.recipients or known.get(one.facts.customer_id, ())
        found[_case_id(one)] = ways_of(one.facts, one.decision.step_number, addressees)
    return found


def _rows(
    one: Chosen,
    ways: Mapping[UUID, Sequence[Way]],
    place: Place,
    charges: dict[UUID, Charge],
) -> list[dict[str, Any]]:
    """The messages of a letter, those of the first recipient before those of its copies."""
    open_ways = [way for way in ways[_case_id(one)] if way.is_open]
    if not open_ways:
        raise ValueError(f"nobody would get the letter of case {_case_id(one)}")
    ids = iter(sorted(uuids7(len(open_ways) * len(one.items))))
    shared = _shared(one, place)
    leading = one.leading.invoice_id
    return [
        {
            **shared,
            "id": next(ids),
            "channel": way.channel,
            "recipient": (way.addressee.email or "") if way.channel == "email" else "",
            "recipient_id": way.addressee.id,
            "is_copy": way is not open_ways[0],
            "invoice_id": item.invoice_id,
            "leads": item.invoice_id == leading,
            **_claimed(one, item, charges, is_copy=way is not open_ways[0]),
        }
        for way in open_ways
        for item in one.items
    ]


def _shared(one: Chosen, place: Place) -> dict[str, Any]:
    decision = one.decision
    assert decision.step is not None
    return {
        "case_id": one.facts.case_id,
        "step_number": decision.step_number,
        "customer_id": one.facts.customer_id,
        "rule_id": one.facts.rule.id,
        "step": decision.step.kind,
        "state": "proposed" if decision.step.kind in PROPOSED_ONLY else "queued",
        "pay_by_on": decision.pay_by_on,
        "is_collective": one.is_collective,
        "interest_on": one.interest_on,
        "text": one.text,
        "recognises_income": one.recognises_income,
        "place_before": place,
    }


def _claimed(
    one: Chosen, item: Facts, charges: Mapping[UUID, Charge], *, is_copy: bool
) -> dict[str, Any]:
    """What a message claims: a copy says the same as the first letter, and claims nothing."""
    has_fee = not is_copy and item.invoice_id == one.leading.invoice_id
    return {
        "fee": one.decision.fee if has_fee else None,
        "fee_basis": one.decision.fee_basis if has_fee else None,
        **_charged(None if is_copy else charges.get(item.invoice_id)),
    }


def _charged(charge: Charge | None) -> dict[str, Any]:
    if charge is None:
        return {"interest": None, "interest_until": None, "compensation": None}
    return {
        "interest": charge.interest,
        "interest_until": charge.interest_until,
        "compensation": charge.compensation,
    }


def _event(row: dict[str, Any], actor: str, today: date) -> Any:
    told = {name: row[name] for name in ("fee", "interest", "pay_by_on") if row[name] is not None}
    detail = {name: f"{value}" for name, value in told.items()}
    return event_of(
        row, "sent_by_hand", actor=actor, today=today, reasons=("sent_by_hand",), detail=detail
    )


async def _tell_left_out(
    connection: Connection,
    company_id: UUID,
    rows: Sequence[Mapping[str, Any]],
    ways: Mapping[UUID, Sequence[Way]],
    *,
    today: date,
    now: datetime,
) -> None:
    """Let a person know who would have got a letter, had there been an address that works."""
    leading = [row for row in rows if row["is_collective"] and row["leads"] and not row["is_copy"]]
    if not leading:
        return
    customers = [row["customer_id"] for row in leading]
    await exceptions.mend_recipients(connection, company_id, customers, now=now)
    found = [
        noted(row, "recipient_left_out", ", ".join(lacking))
        for row in leading
        if (lacking := [way.addressee.name for way in ways[row["case_id"]] if not way.is_open])
    ]
    await exceptions.note(connection, company_id, found, now=now, today=today)
