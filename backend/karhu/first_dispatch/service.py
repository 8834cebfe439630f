"""The automatic dispatch: its settings, its switch, and what a person sends by hand."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import msgspec
from stdnum import iban

from karhu.channels.standing import standings
from karhu.events import service as log
from karhu.events.log import Event
from karhu.first_dispatch.chain import CHAIN, Scheme, reached
from karhu.identity.company import compact_iban, next_run_at
from karhu.identity.service import find_company, note, today
from karhu.kit.clock import date_in
from karhu.kit.db import Connection
from karhu.kit.problems import Fault, conflict, refused
from karhu.kit.sql import Statements

sql = Statements(__file__)

Row = Mapping[str, Any]
BATCH_AT = time(0, 5)  # R240, R241: about 00:05 in the company's own time zone
SOURCES = ("contract", "manual", "reinvoiced", "api")

# the order of the parameters of save_settings.sql after the company and the instant
_STORED = (
    "sources", "channels", "timing", "alert_email", "alert_phone", "has_consumer_einvoice",
    "sends_direct_payment_notices", "sends_factoring_notices", "factoring_company",
    "factoring_iban", "factoring_bic", "is_on", "activated_on", "takes_since", "next_batch_at",
)  # fmt: skip
_BEFORE: dict[str, Any] = {
    **dict.fromkeys(_STORED),
    "sources": list(SOURCES),
    "channels": ["einvoice", "email", "print"],
    "timing": "at_once",
    "has_consumer_einvoice": False,
    "sends_direct_payment_notices": False,
    "sends_factoring_notices": False,
    "is_on": False,
    "version": 1,
}


async def find_settings(connection: Connection, company_id: UUID) -> Row:
    """The company's settings; those of a company that has never opened them are the defaults."""
    row = await connection.fetchrow(
        "select * from first_dispatch_settings where company_id = $1", company_id
    )
    return row if row is not None else _BEFORE


async def change_settings(
    connection: Connection,
    company_id: UUID,
    changes: Mapping[str, Any],
    *,
    actor: str,
    now: datetime,
) -> Row:
    """Change settings and log which; raises 422 with every fault. Hold the company first."""
    before = await find_settings(connection, company_id)
    after = {**before, **_compact(changes)}
    if faults := _faults(after):
        raise refused(faults)
    changed = sorted(name for name in changes if after[name] != before[name])
    if not changed:
        return before
    stored = await _save(connection, company_id, after, now=now)
    await _tell(connection, company_id, "first_dispatch_changed", {"changed": changed}, actor, now)
    return stored


async def activate(
    connection: Connection, company_id: UUID, *, includes_earlier: bool, actor: str, now: datetime
) -> Row:
    """Turn the automatic dispatch on; raises 409 where it would send nothing (R226).

    Unsent invoices that were created before are left to a person, unless they are included.
    """
    company = await find_company(connection, company_id, locks=True)
    before = await find_settings(connection, company_id)
    if before["is_on"]:
        return before
    _check_sends(before)
    after = {
        **before,
        "is_on": True,
        "activated_on": before["activated_on"] or today(company, now),
        "takes_since": None if includes_earlier else now,
        "next_batch_at": next_batch(company["time_zone"], after=now),
    }
    stored = await _save(connection, company_id, after, now=now)
    detail = {"includes_earlier": includes_earlier}
    await _tell(connection, company_id, "first_dispatch_activated", detail, actor, now)
    return stored


def _check_sends(settings: Row) -> None:
    if not settings["sources"]:
        detail = "No source is selected, so nothing would be sent. Select one in sources."
        raise conflict("no_source_selected", detail)
    if not reached(frozenset(settings["channels"])):
        detail = (
            "The chain stops at its first channel, the e-invoice, so nothing would be sent."
            " Select einvoice in channels."
        )
        raise conflict("chain_is_empty", detail)


async def deactivate(connection: Connection, company_id: UUID, *, actor: str, now: datetime) -> Row:
    """Turn the automatic dispatch off; what it has queued is ignored when its turn comes."""
    await find_company(connection, company_id, locks=True)
    before = await find_settings(connection, company_id)
    if not before["is_on"]:
        return before
    after = {**before, "is_on": False, "next_batch_at": None}
    stored = await _save(connection, company_id, after, now=now)
    await _tell(connection, company_id, "first_dispatch_deactivated", {}, actor, now)
    return stored


async def _save(connection: Connection, company_id: UUID, row: Row, *, now: datetime) -> Row:
    values = [row[name] for name in _STORED]
    return await connection.fetchrow(sql.save_settings, company_id, now, *values)


async def _tell(
    connection: Connection, company_id: UUID, kind: str, detail: Row, actor: str, now: datetime
) -> None:
    company = await find_company(connection, company_id)
    await note(connection, company, kind, actor=actor, detail=detail, now=now)


def next_batch(time_zone: str, *, after: datetime) -> datetime:
    """The next instant at which the company's clock shows five past midnight (UTC)."""
    return next_run_at(run_at=BATCH_AT, time_zone=time_zone, after=after)


def scheme_of(settings: Row, company: Row, *, connected: frozenset[str]) -> Scheme:
    """The choices that decide by which way an invoice goes."""
    return Scheme(
        is_on=settings["is_on"],
        sources=frozenset(settings["sources"]),
        channels=frozenset(settings["channels"]),
        timing=settings["timing"],
        has_consumer_einvoice=settings["has_consumer_einvoice"],
        sends_direct_payment_notices=settings["sends_direct_payment_notices"],
        sends_factoring_notices=settings["sends_factoring_notices"],
        connected=connected,
        incomplete=incomplete_for(company),
    )


def incomplete_for(company: Row) -> frozenset[str]:
    """The channels for which the company lacks details of its own, such as its address."""
    found = standings(company, CHAIN)
    return frozenset(one.channel for one in found if one.missing)


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """Unsent invoices without a dispatch, and those of them that the next night takes."""

    unsent: int
    waiting: int


async def count_waiting(connection: Connection, company_id: UUID, settings: Row) -> Waiting:
    """What the next night would take as things stand; nothing while the dispatch is off."""
    company = await find_company(connection, company_id)
    at = settings["next_batch_at"]
    row = await connection.fetchrow(
        sql.count_waiting, company_id, settings["sources"], settings["takes_since"],
        settings["timing"] == "by_invoice_date", date_in(company["time_zone"], at) if at else None,
    )  # fmt: skip
    return Waiting(unsent=row["unsent"], waiting=row["waiting"] if settings["is_on"] else 0)


class Requested(msgspec.Struct, frozen=True, kw_only=True):
    """How many invoices were queued, and which were refused with which code."""

    done_count: int
    refused: list[tuple[UUID, str]]


async def request(
    connection: Connection,
    company_id: UUID,
    invoice_ids: Sequence[UUID],
    *,
    channel: str | None,
    actor: str,
    now: datetime,
) -> Requested:
    """Queue invoices at a person's word, whatever became of them before (R252, R254).

    One that went out is not sent again; if it was the paper of its direct payment that failed, the
    paper is.
    """
    rows = await connection.fetch(
        sql.request_invoices, company_id, invoice_ids, channel, now, actor
    )
    left = set(invoice_ids) - {row["invoice_id"] for row in rows}
    papers = await connection.fetch(sql.request_notices, company_id, list(left), now, actor)
    done = [*rows, *papers]
    left -= {row["invoice_id"] for row in papers}
    known = {row["id"]: row["code"] for row in await connection.fetch(
        sql.find_refused, company_id, list(left)
    )}  # fmt: skip
    company = await find_company(connection, company_id)
    events = [event_of(row, "first_dispatch_requested", today=today(company, now)) for row in done]
    await log.append(connection, company_id, events, now=now)
    refusals = [(id, known.get(id, "not_found")) for id in invoice_ids if id in left]
    return Requested(done_count=len(done), refused=refusals)


def event_of(
    row: Row,
    kind: str,
    *,
    today: date,
    reason: str | None = None,
    detail: Mapping[str, Any] | None = None,
) -> Event:
    """The log's entry about one invoice that is sent out."""
    told = {"what": row["what"], **{k: v for k, v in (detail or {}).items() if v}}
    return Event(
        kind=kind,
        actor=row["actor"],
        occurred_on=today,
        reasons=(reason,) if reason else (),
        invoice_id=row["invoice_id"],
        customer_id=row["customer_id"],
        detail=told,
    )


def _compact(changes: Mapping[str, Any]) -> dict[str, Any]:
    texts: dict[str, Any] = {
        name: (value.strip() or None) if isinstance(value, str) else value
        for name, value in changes.items()
    }
    if texts.get("factoring_iban"):
        texts["factoring_iban"] = compact_iban(texts["factoring_iban"])
    if texts.get("alert_phone"):
        texts["alert_phone"] = texts["alert_phone"].replace(" ", "")
    for name in ("sources", "channels"):
        if name in texts:
            texts[name] = sorted(texts[name])
    return texts


def _faults(settings: Row) -> list[Fault]:
    found = []
    account = settings["factoring_iban"]
    if account and not iban.is_valid(account):
        detail = f"{account} is no IBAN: its length or its check digits are wrong."
        found.append(Fault(pointer="/factoring_iban", code="invalid_iban", detail=detail))
    for name in ("factoring_company", "factoring_iban"):
        if settings["sends_factoring_notices"] and not settings[name]:
            detail = "A notice of transfer names the company and its account. Give both."
            found.append(Fault(pointer=f"/{name}", code="factoring_details_missing", detail=detail))
    return found
