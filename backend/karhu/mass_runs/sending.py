"""Letters of a mass run, sent once each, whoever presses first."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.ledger import Ledger
from karhu.dispatch.by_hand import send_by_hand
from karhu.dispatch.proposing import Proposal, propose
from karhu.evaluation import service as evaluation
from karhu.evaluation.facts import CompanyFacts
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.mass_runs import service
from karhu.mass_runs.lists import row_of
from karhu.mass_runs.mass_run import NO_CHOICE, Choice, can_be_sent, choice_in, terms_of
from karhu.mass_runs.service import Run

sql = Statements(__file__)


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A letter as a person read it before they sent it."""

    case_id: UUID
    step_number: int
    total: Decimal | None = None


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A letter that did not go, why, and if another sent it, who."""

    case_id: UUID
    code: str
    choice: Choice = NO_CHOICE


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What went, and what did not."""

    sent: list[Proposal]
    refused: list[Refused]


async def send(
    connection: Connection, ledger: Ledger, run: Run, wanted: Sequence[Wanted], *, actor: str
) -> Outcome:
    """Queue letters with the undo window; the ledger is held, and what stood in the way is told.

    The rows are held until the transaction ends: who comes second finds the letter sent.
    """
    company = await evaluation.load_company(connection, ledger.company_id)
    wanted = list({one.case_id: one for one in wanted}.values())
    choices = await _claim(connection, ledger.company_id, run, [one.case_id for one in wanted])
    proposals = await _proposals(connection, company, ledger, run, wanted, choices)
    going, refused = [], []
    for one in wanted:
        choice = choices.get(one.case_id, NO_CHOICE)
        if code := _why_not(one, proposals.get(one.case_id), choice):
            refused.append(Refused(case_id=one.case_id, code=code, choice=choice))
        else:
            going.append(proposals[one.case_id])
    ids = await send_by_hand(
        connection, company, [one.chosen() for one in going],
        actor=actor, today=ledger.today, now=ledger.now,
    )  # fmt: skip
    await _record(connection, ledger, run, going, choices, ids, actor)
    return Outcome(sent=going, refused=refused)


async def _claim(
    connection: Connection, company_id: UUID, run: Run, case_ids: Sequence[UUID]
) -> dict[UUID, Choice]:
    """Hold the rows; one that nobody has touched yet is written first."""
    await connection.execute(
        """insert into mass_run_rows (company_id, mass_run_id, phase, subject_id)
           select $1, $2, 'send', k.id from cases k
           where k.company_id = $1 and k.id = any($3::uuid[]) order by k.id
           on conflict do nothing""",
        company_id, run["id"], case_ids,
    )  # fmt: skip
    rows = await connection.fetch(sql.claim_rows, company_id, run["id"], case_ids)
    return {row["subject_id"]: choice_in(row) for row in rows}


async def _proposals(
    connection: Connection,
    company: CompanyFacts,
    ledger: Ledger,
    run: Run,
    wanted: Sequence[Wanted],
    choices: Mapping[UUID, Choice],
) -> dict[UUID, Proposal]:
    rows = await connection.fetch(
        "select id, customer_id from cases where company_id = $1 and id = any($2::uuid[])",
        ledger.company_id, [one.case_id for one in wanted],
    )  # fmt: skip
    customers = {row["id"]: row["customer_id"] for row in rows}
    asked = {
        one.case_id: msgspec.structs.replace(
            choices.get(one.case_id, NO_CHOICE).asks(None, customers[one.case_id]),
            step_number=one.step_number,
        )
        for one in wanted
        if one.case_id in customers
    }
    found = await propose(
        connection, company, today=ledger.today, case_ids=[one.case_id for one in wanted],
        terms=terms_of(run, company, ledger.today), asked=asked,
    )  # fmt: skip
    return {one.case_id: one for one in found}


def _why_not(wanted: Wanted, proposal: Proposal | None, choice: Choice) -> str | None:
    """What has changed since a person read the letter, or was never to be."""
    if choice.is_sent:
        return "already_sent"
    if choice.is_removed:
        return "removed_from_run"
    if proposal is None:
        return "case_closed"
    next_step = proposal.collected.facts.step_number or 1
    meant = choice.step_after(next_step) or next_step
    if wanted.step_number != meant or proposal.decision.step_number != meant:
        return "changed_meanwhile"
    if not can_be_sent(proposal):
        return next(iter(proposal.decision.codes), "settled")
    if wanted.total is not None and wanted.total != proposal.total:
        return "changed_meanwhile"
    return None


async def _record(
    connection: Connection,
    ledger: Ledger,
    run: Run,
    going: Sequence[Proposal],
    choices: Mapping[UUID, Choice],
    ids: Sequence[UUID],
    actor: str,
) -> None:
    """Keep on each row what was sent, so that it reads the same when the case has moved on."""
    if not going:
        return
    found = await connection.fetch(
        """select id, case_id, leads from dispatches
           where company_id = $1 and id = any($2::uuid[]) order by id""",
        ledger.company_id, ids,
    )  # fmt: skip
    names = {
        row["case_id"]: row
        for row in await connection.fetch(sql.list_open_cases, ledger.company_id)
    }
    rows = []
    for one in going:
        mine = [row for row in found if row["case_id"] == one.case_id]
        shown = row_of(names[one.case_id], one, choices.get(one.case_id, NO_CHOICE))
        rows.append(
            {
                "case_id": one.case_id,
                "dispatch_ids": [row["id"] for row in mine],
                "letter": _as_sent(shown, next(row["id"] for row in mine if row["leads"])),
            }
        )
    await connection.execute(
        sql.record_sent, ledger.company_id, run["id"], actor, ledger.now, rows_as_json(rows)
    )
    await service.touch(connection, ledger.company_id, run["id"])


def _as_sent(shown: types.MassRunRow, dispatch_id: UUID) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(shown)
    return {**told, "is_selected": False, "can_be_sent": False, "dispatch_id": str(dispatch_id)}
