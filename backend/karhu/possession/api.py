"""Operations on possession warnings."""

import asyncio
from typing import Any
from uuid import UUID

import msgspec
from litestar import Response
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.kit.ids import uuid7
from karhu.letters.typesetting import typeset
from karhu.possession import service
from karhu.possession.record import Record
from karhu.possession.shown import possession_shown
from karhu.possession.tenant import tenant_copy


async def get_possession(call: Call, *, case_id: UUID) -> types.Possession:
    """How far it has come on a case."""
    course = await service.read(call.connection, call.company_id, case_id, now=call.now)
    return possession_shown(course)


async def get_tenant_copy_pdf(call: Call, *, case_id: UUID) -> Response[bytes]:
    """The tenant's copy of the warning on paper, without amounts."""
    course = await service.read(call.connection, call.company_id, case_id, now=call.now)
    document = await tenant_copy(call.connection, call.company_id, course)
    paper = await asyncio.to_thread(typeset, document)
    return Response(
        paper.pdf,
        media_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="tenant-{course.so_far.today}.pdf"'},
    )


async def record_possession(
    call: Call, *, case_id: UUID, body: types.PossessionRecordWrite
) -> types.Possession:
    """Record one thing, and answer how it stands then."""
    await service.record(
        call.connection,
        call.company_id,
        case_id,
        _record(body),
        is_further=body.is_further is True,
        actor=call.actor.label,
        now=call.now,
    )
    return await get_possession(call, case_id=case_id)


async def withdraw_possession(
    call: Call, *, case_id: UUID, body: types.PossessionWithdrawal
) -> types.Possession:
    """Withdraw what was recorded in error, and answer how it stands then."""
    await service.withdraw(
        call.connection,
        call.company_id,
        case_id,
        UUID(body.record_id),
        actor=call.actor.label,
        now=call.now,
    )
    return await get_possession(call, case_id=case_id)


def _record(body: types.PossessionRecordWrite) -> Record:
    sent: dict[str, Any] = {
        name: value for name, value in msgspec.structs.asdict(body).items() if value is not UNSET
    }
    sent.pop("is_further", None)
    if body.kind == "service":
        sent.setdefault("outcome", "under_way")
    return msgspec.convert({"id": uuid7(), **_own(sent)}, Record)


# what belongs to another kind is left out, whatever was sent
OF_KIND = {
    "tenant_name": "board_decision", "subject": "service", "addressee": "service",
    "way": "service", "outcome": "service", "served_on": "service",
    "lasts_until": "meeting_decision",
}  # fmt: skip


def _own(sent: dict[str, Any]) -> dict[str, Any]:
    kind = sent["kind"]
    return {name: value for name, value in sent.items() if OF_KIND.get(name, kind) == kind}
