"""Preparing claimed messages: look again at the moment of sending, write and keep their letters."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
import structlog

from karhu.channels.parcel import Parcel
from karhu.dispatch import service as outbox
from karhu.dispatch.charging import CHARGES, charge_again
from karhu.dispatch.composing import Told, choice_of, compose, kinship, read
from karhu.dispatch.copies import Copies, copies_of
from karhu.dispatch.second_look import Ready, Stopped, look_again
from karhu.dispatch.service import event_of, noted
from karhu.events import service as events_log
from karhu.exceptions import service as exceptions
from karhu.kit import clock
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json, written_as_json
from karhu.letters.choosing import Choice
from karhu.letters.document import Document, Look
from karhu.letters.letter import mail_of
from karhu.letters.typesetting import typeset

log = structlog.get_logger()
sql = Statements(__file__)


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """By what this worker knows its letters again, and until when nobody else settles them."""

    token: UUID
    until: datetime


class Packed(msgspec.Struct, frozen=True):
    """One letter about one message or several, as its channel gets it."""

    letter_id: UUID
    items: tuple[Ready, ...]
    parcel: Parcel
    page_count: int
    choice: Choice


async def prepare(
    connection: Connection, company_id: UUID, rows: list[Any], held: Held, now: datetime
) -> list[Packed]:
    """Look again at the very moment of sending; what must not go any more is cancelled."""
    company = await connection.fetchrow("select * from companies where id = $1", company_id)
    today = clock.date_in(company["time_zone"], now)
    going, stopped = await look_again(connection, company, rows, today)
    await charge_again(connection, company_id, [item.row for item in going], today)  # type: ignore[misc]
    told = await read(connection, company_id, [item.row for item in going])
    copies = await copies_of(connection, company, [item.row for item in going], today)
    packed: list[Packed] = []
    for items in _grouped(company, told, going):
        try:
            packed.append(await _packed(company, told, copies, items, today))
        except Covered:
            stopped += [Stopped(one.row, ("manual_review",), COVERED) for one in items]
        except Exception as error:  # one that cannot be written must not hold up the others
            log.exception("letter_not_written", dispatch_id=str(items[0].row["id"]))
            detail = f"cannot be written: {error!r}"
            stopped += [Stopped(one.row, ("manual_review",), detail) for one in items]
    await _stop(connection, company_id, stopped, now=now, today=today)
    await _keep(connection, company_id, packed, held)
    return packed


COVERED = "credit notes and payments without an invoice cover what is claimed: match them"


class Covered(Exception):
    """The debtor has as much in hand as is claimed."""


def _grouped(
    company: Mapping[str, Any], told: Told, going: Sequence[Ready]
) -> list[tuple[Ready, ...]]:
    """The messages by letter, each letter's oldest invoice first."""
    groups: dict[tuple[Any, ...], list[Ready]] = {}
    for item in sorted(going, key=lambda one: _age(told, one)):
        key = kinship(company, told.names[item.row["invoice_id"]], item.row)
        groups.setdefault(key, []).append(item)
    return [tuple(items) for items in groups.values()]


def _age(told: Told, item: Ready) -> tuple[date, str]:
    return item.facts.due_on, told.names[item.row["invoice_id"]]["number"]


async def _packed(
    company: Mapping[str, Any],
    told: Told,
    copies: Copies,
    items: tuple[Ready, ...],
    today: date,
) -> Packed:
    rows = [item.row for item in items]
    document = compose(company, told, rows, today)
    if document.payable <= 0:
        raise Covered
    dispatch_id = min(row["id"] for row in rows)  # the same however often it is tried
    channel, recipient = rows[0]["channel"], rows[0]["recipient"]
    mail = None
    if channel == "email":
        mail = mail_of(
            document,
            sender_email=company["sender_email"],
            recipient=recipient,
            dispatch_id=str(dispatch_id),
        )
    is_on_paper = channel != "email" or company["attaches_letter"]
    # Typst lets go of the interpreter, so that other letters are carried meanwhile
    paper = await asyncio.to_thread(typeset, document) if is_on_paper else None
    parcel = Parcel(
        id=dispatch_id,
        company_id=company["id"],
        channel=channel,
        document=document,
        mail=mail,
        pdf=paper.pdf if paper else b"",
        copies=tuple(copies[row["invoice_id"]] for row in rows if row["invoice_id"] in copies),
    )
    page_count = paper.page_count if paper else 0
    return Packed(uuid7(), items, parcel, page_count, choice_of(told, rows))


async def _keep(
    connection: Connection, company_id: UUID, packed: Sequence[Packed], held: Held
) -> None:
    """Keep the letters that are about to be sent; from here on a lost answer means unknown."""
    messages = [
        {
            "id": item.row["id"],
            "letter_id": one.letter_id,
            "recipient": item.row["recipient"],
            "pay_by_on": item.row["pay_by_on"],
            "leads": item.row["leads"],
            **{name: item.row[name] for name in CHARGES},
        }
        for one in packed
        for item in one.items
    ]
    mails = [one.parcel.mail for one in packed]
    await connection.execute(
        sql.keep_letters, company_id, held.token, held.until, rows_as_json(messages),
        [one.letter_id for one in packed],
        [mail and mail.message_id for mail in mails],
        [mail and written_as_json(mail) for mail in mails],
        [written_as_json(_kept(one.parcel.document)) for one in packed],
        [one.choice.template_id for one in packed],
        [one.choice.template_version for one in packed],
    )  # fmt: skip
    if papers := [one for one in packed if one.parcel.pdf]:
        await connection.execute(
            sql.keep_pdfs, company_id, [one.letter_id for one in papers],
            [one.parcel.pdf for one in papers], [one.page_count for one in papers],
        )  # fmt: skip


def _kept(document: Document) -> Document:
    """The document without the logo, which is the company's and not the letter's."""
    if not document.look.logo:
        return document
    return msgspec.structs.replace(document, look=Look(colour=document.look.colour))


async def _stop(
    connection: Connection,
    company_id: UUID,
    stopped: Sequence[Stopped],
    *,
    now: datetime,
    today: date,
) -> None:
    """Cancel messages whose reason has gone; the step is decided again by the next run."""
    for one in stopped:
        code = one.codes[0]
        await outbox.undo(
            connection, company_id, one.row, code=code, reason=code,
            keeps_step=one.keeps_step, was_stopped=not one.detail,
        )  # fmt: skip
    unwritten = [noted(one.row, one.cause, one.detail) for one in stopped if one.detail]
    await exceptions.note(connection, company_id, unwritten, now=now, today=today)
    events = [
        event_of(one.row, "dispatch_stopped", actor="automation", today=today, reasons=one.codes)
        for one in stopped
    ]
    await events_log.append(connection, company_id, events, now=now)
