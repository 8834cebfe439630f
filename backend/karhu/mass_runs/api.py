"""Operations on mass runs."""

import asyncio
import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from litestar import Response
from msgspec import UNSET

from karhu.cases import moving
from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers.ledger import hold, look
from karhu.evaluation import service as evaluation
from karhu.kit.doorbell import ring
from karhu.kit.money import written
from karhu.kit.pages import cursor_of, read_cursor
from karhu.kit.problems import Fault, Problem, missing, unfit
from karhu.kit.sql import Statements
from karhu.letters.typesetting import typeset
from karhu.mass_runs import lists, sending, service
from karhu.mass_runs.lists import Place, Placed
from karhu.mass_runs.mass_run import Phase, sums, terms_of
from karhu.mass_runs.previewing import document_before
from karhu.mass_runs.sending import Refused, Wanted
from karhu.mass_runs.service import Run
from karhu.mass_runs.summary import Summary, set_summary

sql = Statements(__file__)
OF_PHASE = {"close": "case_id", "move": "invoice_id", "send": "case_id"}
CAN_BE = {"close": "can_be_closed", "move": "can_be_moved", "send": "can_be_sent"}


async def list_mass_runs(
    call: Call, *, limit: int, cursor: str | None = None, state: str | None = None
) -> types.MassRunPage:
    """Mass runs, newest first."""
    (before,) = read_cursor(cursor, UUID)
    ledger = await look(call.connection, call.company_id, now=call.now)
    company = await evaluation.load_company(call.connection, call.company_id)
    rows = await call.connection.fetch(
        sql.list_mass_runs, call.company_id, state, before, limit + 1
    )
    page = rows[:limit]
    following = cursor_of(page[-1]["id"]) if len(rows) > limit else UNSET
    if following is not UNSET:
        call.more_behind(following)
    items = [_shown(row, company, ledger.today, []) for row in page]
    return types.MassRunPage(items=items, next_cursor=following)


async def start_mass_run(call: Call) -> types.MassRun:
    """Begin a mass run, or join the one that is open."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    run = await service.start(call.connection, ledger, actor=call.actor.label)
    return await _answer(call, run, ledger.today)


async def get_mass_run(
    call: Call, *, mass_run_id: UUID, phase: Phase | None = None
) -> types.MassRun:
    """A mass run; a person who asks is shown to the others in it."""
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find(call.connection, call.company_id, mass_run_id)
    if phase is not None and call.actor.kind == "user" and run["state"] == "open":
        await service.note_presence(
            call.connection, run, call.actor.id, call.actor.name, phase, now=call.now
        )
    return await _answer(call, run, ledger.today)


async def update_mass_run(
    call: Call, *, mass_run_id: UUID, body: types.MassRunChanges
) -> types.MassRun:
    """Change the phase or the terms of all its letters, or finish it."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    run = await service.find_open(call.connection, call.company_id, mass_run_id)
    call.edits(run["version"])
    await service.change(call.connection, ledger, run, body, actor=call.actor.label)
    run = await service.find(call.connection, call.company_id, mass_run_id)
    return await _answer(call, run, ledger.today)


async def select_mass_run_rows(
    call: Call, *, mass_run_id: UUID, body: types.MassRunSelection
) -> types.MassRunSelected:
    """Keep which rows of a phase are selected."""
    if (body.ids is UNSET) == (not body.all):
        detail = "Send either ids, or all: true."
        fault = Fault(pointer="/ids", code="choose_one", detail=detail)
        raise Problem(422, "choose_one", detail, faults=[fault])
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find_open(call.connection, call.company_id, mass_run_id)
    listed = await _listed(call, run, body.phase, ledger.today)
    key, can_be = OF_PHASE[body.phase], CAN_BE[body.phase]
    known = {UUID(getattr(one, key)) for _, one in listed if getattr(one, can_be)}
    ids = known if body.ids is UNSET else known & {UUID(id) for id in body.ids}
    await service.select(
        call.connection, call.company_id, mass_run_id, body.phase, sorted(ids),
        is_selected=body.is_selected,
    )  # fmt: skip
    return types.MassRunSelected(changed_count=len(ids))


async def _listed(call: Call, run: Run, phase: Phase, today: date) -> Placed[Any]:
    match phase:
        case "close":
            return await lists.closings(call.connection, call.company_id, run)
        case "move":
            return await lists.transfers(call.connection, call.company_id, run, today)
        case "send":
            return await lists.letters(call.connection, call.company_id, run, today)


async def list_mass_run_closings(
    call: Call, *, mass_run_id: UUID, limit: int, cursor: str | None = None
) -> types.MassRunClosingPage:
    """Phase 1: open cases, and which are proposed to be closed."""
    listed, page, following = await _page(call, mass_run_id, "close", limit, cursor)
    return types.MassRunClosingPage(
        items=page,
        next_cursor=following,
        total_count=len(listed),
        selected_count=sum(one.is_selected for _, one in listed),
    )


async def close_mass_run_cases(
    call: Call, *, mass_run_id: UUID, body: types.MassRunCases
) -> types.MassRunCasesDone:
    """Close cases; their invoices leave collection."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    await service.find_open(call.connection, call.company_id, mass_run_id)
    ids = list({UUID(id) for id in body.case_ids})
    moved = await moving.close(call.connection, ledger, ids, actor=call.actor.label)
    await service.touch(call.connection, call.company_id, mass_run_id)
    return types.MassRunCasesDone(done_count=len(moved.done), refused=_refused(moved))


async def list_mass_run_transfers(
    call: Call, *, mass_run_id: UUID, limit: int, cursor: str | None = None
) -> types.MassRunTransferPage:
    """Phase 2: overdue invoices outside collection, and which are proposed to be moved."""
    listed, page, following = await _page(call, mass_run_id, "move", limit, cursor)
    selected = [(one.currency, Decimal(one.open)) for _, one in listed if one.is_selected]
    return types.MassRunTransferPage(
        items=page, next_cursor=following, total_count=len(listed), selected=_sums(selected)
    )


async def move_mass_run_invoices(
    call: Call, *, mass_run_id: UUID, body: types.MassRunInvoices
) -> types.MassRunInvoicesDone:
    """Move invoices into collection."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    await service.find_open(call.connection, call.company_id, mass_run_id)
    ids = list({UUID(id) for id in body.invoice_ids})
    moved = await moving.move_in(call.connection, ledger, ids, actor=call.actor.label)
    await service.touch(call.connection, call.company_id, mass_run_id)
    return types.MassRunInvoicesDone(done_count=len(moved.done), refused=_refused(moved))


async def list_mass_run_rows(
    call: Call, *, mass_run_id: UUID, limit: int, cursor: str | None = None
) -> types.MassRunRowPage:
    """Phase 3: the letters that cases would get."""
    listed, page, following = await _page(call, mass_run_id, "send", limit, cursor)
    selected = [(one.currency, Decimal(one.total)) for _, one in listed if one.is_selected]
    return types.MassRunRowPage(
        items=page, next_cursor=following, total_count=len(listed), selected=_sums(selected)
    )


async def update_mass_run_row(
    call: Call, *, mass_run_id: UUID, case_id: UUID, body: types.MassRunRowChanges
) -> types.MassRunRow:
    """Change what a case's letter is in this run."""
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find_open(call.connection, call.company_id, mass_run_id)
    row = await _row(call, run, case_id, ledger.today)
    if isinstance(body.step_number, int):
        numbers = [step.number for step in row.steps]
        if body.step_number not in numbers:
            detail = f"This case can go to the steps {numbers}; it has passed the others."
            raise unfit("/step_number", "not_a_next_step", detail)
    if isinstance(body.recipient_ids, list):
        known = {one.id for one in row.recipients}
        if unknown := set(body.recipient_ids) - known:
            detail = f"Letters of this customer do not go to {', '.join(sorted(unknown))}."
            raise unfit("/recipient_ids", "no_such_recipient", detail)
    await service.change_row(call.connection, call.company_id, mass_run_id, case_id, body)
    return await _row(call, run, case_id, ledger.today)


async def _row(call: Call, run: Run, case_id: UUID, today: date) -> types.MassRunRow:
    found = await lists.letters(call.connection, call.company_id, run, today, [case_id])
    if not found:
        raise missing("open case")
    return found[0][1]


async def get_mass_run_row_pdf(call: Call, *, mass_run_id: UUID, case_id: UUID) -> Response[bytes]:
    """The letter of a case as it would go now, on paper."""
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find(call.connection, call.company_id, mass_run_id)
    document = await document_before(
        call.connection, call.company_id, run, case_id, today=ledger.today, now=call.now
    )
    paper = await asyncio.to_thread(typeset, document)
    return _pdf(paper.pdf, f"letter-{case_id}.pdf")


async def get_mass_run_summary_pdf(call: Call, *, mass_run_id: UUID) -> Response[bytes]:
    """The letters selected and sent in a run, with their sums."""
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find(call.connection, call.company_id, mass_run_id)
    company = await evaluation.load_company(call.connection, call.company_id)
    listed = await _listed(call, run, "send", ledger.today)
    terms = terms_of(run, company, ledger.today)
    summary = Summary(
        company=company.name,
        language=ledger.language,
        on=ledger.today,
        interest_on=terms.interest_on or ledger.today,
        pay_by_on=terms.pay_by_on or ledger.today,
        rows=[one for _, one in listed if one.is_selected or one.sent_by is not UNSET],
    )
    return _pdf(await asyncio.to_thread(set_summary, summary), f"mass-run-{ledger.today}.pdf")


async def send_mass_run_rows(
    call: Call, *, mass_run_id: UUID, body: types.MassRunSending
) -> types.MassRunSent:
    """Send letters, with the undo window."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    run = await service.find_open(call.connection, call.company_id, mass_run_id)
    call.edits(run["version"])
    if run["pay_by_on"] is not None:
        service.check_due_date(run["pay_by_on"], ledger.today, pointer="/pay_by_on")
    outcome = await sending.send(
        call.connection, ledger, run, [_wanted(row) for row in body.rows], actor=call.actor.label
    )
    call.after_commit.append(lambda: ring("deliver_due"))
    company = await evaluation.load_company(call.connection, call.company_id)
    return types.MassRunSent(
        done_count=len(outcome.sent),
        send_after=call.now + timedelta(minutes=company.undo_window_minutes)
        if outcome.sent
        else UNSET,
        sent=_sums([(one.collected.facts.currency, one.total) for one in outcome.sent]),
        refused=[_refused_row(one) for one in outcome.refused],
    )


def _wanted(row: types.MassRunLetter) -> Wanted:
    total = None if row.total is UNSET else Decimal(row.total)
    return Wanted(case_id=UUID(row.case_id), step_number=row.step_number, total=total)


def _refused_row(one: Refused) -> types.MassRunRefusedRow:
    return types.MassRunRefusedRow(
        case_id=str(one.case_id),
        code=one.code,
        sent_by=one.choice.sent_by or UNSET,
        sent_at=one.choice.sent_at or UNSET,
    )


def _refused(moved: moving.Moved) -> list[types.MassRunRefused]:
    return [types.MassRunRefused(id=str(id), code=code) for id, code in moved.refused]


async def _page(
    call: Call, mass_run_id: UUID, phase: Phase, limit: int, cursor: str | None
) -> tuple[Placed[Any], list[Any], Any]:
    """All rows of a phase, those of the asked page, and the cursor behind them."""
    late, name, id = read_cursor(cursor, bool, str, str)
    ledger = await look(call.connection, call.company_id, now=call.now)
    run = await service.find(call.connection, call.company_id, mass_run_id)
    listed = await _listed(call, run, phase, ledger.today)
    places = [place for place, _ in listed]
    start = 0 if cursor is None else bisect.bisect_right(places, Place(late, name, id))
    page = listed[start : start + limit]
    if start + limit >= len(listed):
        return listed, [one for _, one in page], UNSET
    last = page[-1][0]
    following = cursor_of(last.is_late, last.name, last.id)
    call.more_behind(following)
    return listed, [one for _, one in page], following


def _sums(rows: list[tuple[str, Decimal]]) -> list[types.MassRunSum]:
    return [
        types.MassRunSum(currency=currency, count=count, amount=written(amount))
        for currency, count, amount in sums(rows)
    ]


def _pdf(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )


async def _answer(call: Call, run: Run, today: date) -> types.MassRun:
    company = await evaluation.load_company(call.connection, call.company_id)
    others = await service.others_in(call.connection, run, beside=call.actor.id, now=call.now)
    call.etag(run["version"])
    return _shown(run, company, today, others)


def _shown(run: Run, company: Any, today: date, others: Sequence[Any]) -> types.MassRun:
    terms = terms_of(run, company, today)
    tri = {
        name: UNSET if run[name] is None else run[name]
        for name in ("claims_interest", "claims_fees", "finished_by", "finished_at")
    }
    return types.MassRun(
        id=str(run["id"]),
        state=run["state"],
        phase=run["phase"],
        interest_on=terms.interest_on or today,
        pay_by_on=terms.pay_by_on or today,
        prints_summary=run["prints_summary"],
        opened_by=run["opened_by"],
        opened_at=run["opened_at"],
        change_count=run["change_count"],
        sent_count=run["sent_count"],
        others=[
            types.MassRunPresence(name=row["name"], phase=row["phase"], seen_at=row["seen_at"])
            for row in others
        ],
        **tri,
    )
