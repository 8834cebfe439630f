"""The mass run itself: begun or joined, changed, finished; its rows selected."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.customers.ledger import Ledger
from karhu.events import service as log
from karhu.events.log import Event
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import conflict, missing, unfit
from karhu.kit.sql import Statements
from karhu.mass_runs.mass_run import NO_CHOICE, SEEN_WITHIN, Choice, Phase, choice_in

sql = Statements(__file__)
Run = Mapping[str, Any]
CHANGED = (
    "phase", "interest_on", "pay_by_on", "claims_interest", "claims_fees", "prints_summary",
)  # fmt: skip


async def start(connection: Connection, ledger: Ledger, *, actor: str) -> Run:
    """The open mass run of the company; without one it begins. The ledger is held."""
    id = await connection.fetchval(
        "select id from mass_runs where company_id = $1 and state = 'open'", ledger.company_id
    )
    if id is None:
        id = uuid7()
        await connection.execute(
            """insert into mass_runs (company_id, id, opened_by, opened_at)
               values ($1, $2, $3, $4)""",
            ledger.company_id, id, actor, ledger.now,
        )  # fmt: skip
        await _note(connection, ledger, "mass_run_opened", id, actor)
    return await find(connection, ledger.company_id, id)


async def find(connection: Connection, company_id: UUID, mass_run_id: UUID) -> Run:
    """A mass run with the number of its letters; raises 404."""
    row = await connection.fetchrow(sql.find_mass_run, company_id, mass_run_id)
    if row is None:
        raise missing("mass run")
    found: Run = row
    return found


async def find_open(connection: Connection, company_id: UUID, mass_run_id: UUID) -> Run:
    """The same, held until the transaction ends; raises 409 once it is finished."""
    await connection.execute(
        "select from mass_runs where company_id = $1 and id = $2 for update",
        company_id, mass_run_id,
    )  # fmt: skip
    run = await find(connection, company_id, mass_run_id)
    if run["state"] == "finished":
        detail = f"{run['finished_by']} finished this mass run. Begin another one."
        raise conflict("mass_run_finished", detail)
    return run


async def change(
    connection: Connection, ledger: Ledger, run: Run, body: types.MassRunChanges, *, actor: str
) -> None:
    """Change what holds for all its letters, move to a phase, or finish it."""
    wished = {name: getattr(body, name) for name in CHANGED if getattr(body, name) is not UNSET}
    pay_by_on = wished.get("pay_by_on")
    if isinstance(pay_by_on, date):
        check_due_date(pay_by_on, ledger.today, pointer="/pay_by_on")
    interest_on = wished.get("interest_on")
    if isinstance(interest_on, date) and interest_on > ledger.today:
        detail = "No interest has run yet for days to come. Choose today or an earlier day."
        raise unfit("/interest_on", "in_future", detail)
    values = [wished.get(name, run[name]) for name in CHANGED]
    await connection.execute(sql.change_run, ledger.company_id, run["id"], *values)
    if body.state is not UNSET:
        await finish(connection, ledger, run["id"], actor=actor)


def check_due_date(pay_by_on: date, today: date, *, pointer: str) -> None:
    """Raises 422 unless letters of today can give this due date (R294)."""
    if pay_by_on <= today:
        detail = f"Letters of {today} need a due date after that day."
        raise unfit(pointer, "not_in_future", detail)


async def finish(connection: Connection, ledger: Ledger, mass_run_id: UUID, *, actor: str) -> None:
    """Finish a mass run: what was not sent in it is left as it was."""
    await connection.execute(
        """update mass_runs set state = 'finished', finished_by = $3, finished_at = $4
           where company_id = $1 and id = $2""",
        ledger.company_id, mass_run_id, actor, ledger.now,
    )  # fmt: skip
    await _note(connection, ledger, "mass_run_finished", mass_run_id, actor)


async def touch(connection: Connection, company_id: UUID, mass_run_id: UUID) -> None:
    """Tell those who look at a run that something in it has changed."""
    await connection.execute(
        """update mass_runs set change_count = change_count + 1
           where company_id = $1 and id = $2""",
        company_id, mass_run_id,
    )  # fmt: skip


async def choices_of(
    connection: Connection, company_id: UUID, mass_run_id: UUID, phase: Phase
) -> dict[UUID, Choice]:
    """What people chose in a phase, by case or invoice."""
    rows = await connection.fetch(sql.read_choices, company_id, mass_run_id, phase)
    return {row["subject_id"]: choice_in(row) for row in rows}


async def select(
    connection: Connection,
    company_id: UUID,
    mass_run_id: UUID,
    phase: Phase,
    ids: Sequence[UUID],
    *,
    is_selected: bool | None,
) -> None:
    """Keep which rows were selected."""
    await connection.execute(
        sql.choose_rows, company_id, mass_run_id, phase, list(ids), is_selected
    )
    await touch(connection, company_id, mass_run_id)


async def change_row(
    connection: Connection,
    company_id: UUID,
    mass_run_id: UUID,
    case_id: UUID,
    body: types.MassRunRowChanges,
) -> None:
    """Keep what a person chose of one letter."""
    known = await choices_of(connection, company_id, mass_run_id, "send")
    before = known.get(case_id, NO_CHOICE)
    if before.is_sent:
        raise conflict("already_sent", f"{before.sent_by} has sent this letter already.")
    wished = {
        name: value
        for name in ("is_selected", "is_removed", "step_number", "fee", "recipient_ids")
        if (value := getattr(body, name)) is not UNSET
    }
    after = msgspec.convert({**msgspec.structs.asdict(before), **wished}, Choice, strict=False)
    await connection.execute(
        sql.change_row, company_id, mass_run_id, case_id,
        after.is_selected, after.is_removed, after.step_number, after.fee,
        after.recipient_ids,
    )  # fmt: skip
    await touch(connection, company_id, mass_run_id)


async def note_presence(
    connection: Connection, run: Run, user_id: UUID, name: str, phase: Phase, *, now: datetime
) -> None:
    """Note that a person is in a run."""
    await connection.execute(
        sql.note_presence, run["company_id"], run["id"], user_id, name, phase, now
    )


async def others_in(
    connection: Connection, run: Run, *, beside: UUID, now: datetime
) -> list[Mapping[str, Any]]:
    """Who else was seen in a run within the last half minute."""
    rows: list[Mapping[str, Any]] = await connection.fetch(
        """select name, phase, seen_at from mass_run_presences
           where company_id = $1 and mass_run_id = $2 and user_id <> $3 and seen_at > $4
           order by name""",
        run["company_id"], run["id"], beside, now - SEEN_WITHIN,
    )  # fmt: skip
    return rows


async def _note(
    connection: Connection, ledger: Ledger, kind: str, mass_run_id: UUID, actor: str
) -> None:
    event = Event(
        kind=kind, actor=actor, occurred_on=ledger.today, detail={"mass_run_id": str(mass_run_id)}
    )
    await log.append(connection, ledger.company_id, [event], now=ledger.now)
