"""Operations on the list that is worked by hand."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call, holds_a_secret
from karhu.dispatch.printing import papers_of
from karhu.identity.today import today_of
from karhu.kit.doorbell import ring
from karhu.kit.pages import cursor_of, cut, read_cursor
from karhu.kit.problems import Fault, Problem, conflict, missing, unfit
from karhu.kit.sql import Statements
from karhu.worklist import material, reading
from karhu.worklist.changing import Asked, change_status
from karhu.worklist.filters import Filter, Worked, worked
from karhu.worklist.pdf import joined
from karhu.worklist.standing import Look
from karhu.worklist.tabs import HANDOVER
from karhu.worklist.undoing import Undoing, undo

sql = Statements(__file__)
MOST_ROWS, MOST_LETTERS = 1_000, 200


async def get_worklist(call: Call, *, rule_id: UUID | None = None) -> types.Worklist:
    """The tabs of a rule's list, each with its count and its sums."""
    return await reading.shown_list(call.connection, await _worked(call, rule_id))


async def list_worklist_rows(
    call: Call,
    *,
    limit: int,
    cursor: str | None = None,
    with_count: bool = False,
    search: str | None = None,
    rule_id: UUID | None = None,
    tab: str = "list",
    is_reached: bool | None = None,
) -> types.WorklistPage:
    """The rows of a tab, oldest due date first."""
    due_on, after = read_cursor(cursor, date, UUID)
    listed = await _worked(call, rule_id)
    chosen = Filter(tab=tab, search=search, is_reached=is_reached)
    rows = await reading.page(
        call.connection, listed, chosen, after=(due_on, after), limit=limit + 1
    )
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1].due_on, page[-1].invoice_id) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    total: Any = UNSET
    if with_count:
        total = await reading.count(call.connection, listed, chosen)
    return types.WorklistPage(items=list(page), next_cursor=following, total_count=total)


async def list_status_changes(
    call: Call, *, limit: int, cursor: str | None = None
) -> types.StatusChangePage:
    """Changes of status, newest first."""
    (after,) = read_cursor(cursor, UUID)
    rows = await call.connection.fetch(sql.list_changes, call.company_id, None, after, limit + 1)
    page, has_more = cut(rows, limit)
    following = cursor_of(page[-1]["id"]) if has_more else UNSET
    if following is not UNSET:
        call.more_behind(following)
    return types.StatusChangePage(items=[_change(row) for row in page], next_cursor=following)


async def get_status_change(call: Call, *, status_change_id: UUID) -> types.StatusChange:
    """A change of status, with every row that it could not change."""
    return _change(await _found(call, status_change_id))


async def create_status_change(call: Call, *, body: types.StatusChangeWrite) -> types.StatusChange:
    """Do a step for many cases; letters wait for the undo window, each refused row says why."""
    asks_for = UNSET if body.matching is UNSET else body.matching.rule_id
    listed = await _worked(call, UUID(asks_for) if asks_for is not UNSET else None)
    if body.target == HANDOVER and not listed.agency:
        detail = "The company has no agreement with an agency. Name it in the settings first."
        raise unfit("/target", "agency_missing", detail)
    case_ids = await _chosen(call, listed, body)
    asked = Asked(
        company=listed.company,
        target=body.target,
        look=Look(as_of=listed.today, postal_days=listed.postal_days),
        agency=listed.agency,
        actor=call.actor.label,
        now=call.now,
    )
    id = await change_status(call.connection, asked, case_ids)
    call.after_commit.append(lambda: ring("deliver_due"))
    call.located_at(f"status-changes/{id}")
    return _change(await _found(call, id))


async def _chosen(call: Call, listed: Worked, body: types.StatusChangeWrite) -> list[UUID]:
    if (body.case_ids is UNSET) == (body.matching is UNSET):
        detail = "Send either case_ids, or matching."
        fault = Fault(pointer="/case_ids", code="choose_one", detail=detail)
        raise Problem(422, "choose_one", detail, faults=[fault])
    if body.case_ids is not UNSET:
        return [UUID(id) for id in body.case_ids]
    wanted = body.matching
    assert wanted is not UNSET
    chosen = Filter(
        tab=wanted.tab,
        search=None if wanted.search is UNSET else wanted.search,
        is_reached=None if wanted.is_reached is UNSET else wanted.is_reached,
    )
    ids = await reading.matching(call.connection, listed, chosen, limit=MOST_ROWS + 1)
    if len(ids) > MOST_ROWS:
        detail = f"More than {MOST_ROWS} rows match. Narrow the search, or choose rows."
        raise unfit("/matching", "too_many_rows", detail)
    return ids


async def undo_status_change(call: Call, *, status_change_id: UUID) -> types.StatusChangeUndone:
    """Take a change of status back, as one; what has gone out stays and is named."""
    row = await _found(call, status_change_id)
    if row["undone_at"] is not None:
        detail = "This change of status has been taken back already."
        raise conflict("already_undone", detail)
    asked = Undoing(
        company_id=call.company_id,
        change_id=status_change_id,
        actor=call.actor.label,
        today=await today_of(call.connection, call.company_id, call.now),
        now=call.now,
    )
    done = await undo(call.connection, asked)
    refused = [_refused(msgspec.to_builtins(one)) for one in done.refused]
    return types.StatusChangeUndone(undone_count=done.count, refused=refused)


async def get_handover_material(call: Call, *, status_change_id: UUID) -> Response[str]:
    """What the agency needs of the cases handed over, as CSV."""
    await _found(call, status_change_id)
    rows = await call.connection.fetch(sql.read_material, call.company_id, status_change_id)
    return Response(
        "".join(material.lines(rows)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="handover.csv"'},
    )


@holds_a_secret  # and megabytes of it: no answer is kept for repeats
async def print_letters(call: Call, *, body: types.LetterPrint) -> Response[bytes]:
    """Letters as one PDF: those of a change of status, or the newest of cases."""
    if (body.case_ids is UNSET) == (body.status_change_id is UNSET):
        detail = "Send either status_change_id, or case_ids."
        fault = Fault(pointer="/status_change_id", code="choose_one", detail=detail)
        raise Problem(422, "choose_one", detail, faults=[fault])
    rows = await _letters(call, body)
    if not rows:
        raise unfit("/channel", "no_letters", "None of these has a letter to print.")
    today = await today_of(call.connection, call.company_id, call.now)
    papers = await papers_of(call.connection, call.company_id, rows, today)
    content = await asyncio.to_thread(joined, papers)
    return Response(
        content,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="letters-{today}.pdf"'},
    )


async def _letters(call: Call, body: types.LetterPrint) -> list[Any]:
    channel = None if body.channel is UNSET else body.channel
    page = (MOST_LETTERS, 0 if body.skip is UNSET else body.skip)
    if body.status_change_id is not UNSET:
        change_id = UUID(body.status_change_id)
        await _found(call, change_id)
        return await call.connection.fetch(
            sql.letters_of_change, call.company_id, change_id, channel, *page
        )
    ids = [UUID(id) for id in body.case_ids or ()]
    return await call.connection.fetch(sql.letters_of_cases, call.company_id, ids, channel, *page)


async def _worked(call: Call, rule_id: UUID | None) -> Worked:
    return await worked(call.connection, call.company_id, rule_id, call.now)


async def _found(call: Call, change_id: UUID) -> Any:
    rows = await call.connection.fetch(sql.list_changes, call.company_id, change_id, None, 1)
    if not rows:
        raise missing("change of status")
    return rows[0]


def _change(row: Any) -> types.StatusChange:
    return types.StatusChange(
        id=str(row["id"]),
        target=row["target"],
        actor=row["actor"],
        changed_at=row["changed_at"],
        changed_count=row["changed_count"],
        letter_count=row["letter_count"],
        paper_count=row["paper_count"],
        standing_count=row["standing_count"],
        refused=[_refused(one) for one in row["refused"]],
        undone_at=row["undone_at"] or UNSET,
        undone_by=row["undone_by"] or UNSET,
    )


def _refused(one: dict[str, Any]) -> types.RefusedRow:
    return msgspec.convert(one, types.RefusedRow)
