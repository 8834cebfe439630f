"""The second look, at the very moment of sending: does what was decided still hold?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.dispatch.charging import claimed_by
from karhu.evaluation import service as evaluation
from karhu.evaluation.by_hand import decide_by_hand
from karhu.evaluation.collective import Collected, collect
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.kit.db import Connection

Row = Mapping[str, Any]


class Ready(msgspec.Struct, frozen=True):
    """A message that was looked at again and may go."""

    row: Row
    facts: Facts
    sent_on: date


class Stopped(msgspec.Struct, frozen=True):
    """A message that must not go any more; its detail is for the person who has to look at it.

    `keeps_step`: the letter goes without it, so that its case stays where it is.
    """

    row: Row
    codes: tuple[str, ...]
    detail: str = ""
    keeps_step: bool = False


async def look_again(
    connection: Connection, details: Mapping[str, Any], rows: Sequence[Row], today: date
) -> tuple[list[Ready], list[Stopped]]:
    """Decide claimed messages of one company once more: those that go, and those that must not."""
    company = await evaluation.company_facts(connection, details)
    single = [row for row in rows if not row["is_collective"]]
    going, stopped = await _single(connection, company, single, today)
    letters: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        if row["is_collective"]:
            letters.setdefault((row["case_id"], row["step_number"]), []).append(row)
    if letters:
        ids = list({case_id for case_id, _ in letters})
        items = await evaluation.items_of(connection, company, ids)
        for (case_id, _), mates in letters.items():
            more, fewer = _collective(items.get(case_id, []), mates, today)
            going += more
            stopped += fewer
    return going, stopped


async def _single(
    connection: Connection, company: CompanyFacts, rows: Sequence[Row], today: date
) -> tuple[list[Ready], list[Stopped]]:
    wanted = [row["invoice_id"] for row in rows]
    facts = {f.invoice_id: f for f in await evaluation.facts_of(connection, company, wanted)}
    going: list[Ready] = []
    stopped: list[Stopped] = []
    for row in rows:
        found, decision = _look_at(facts[row["invoice_id"]], row, today)
        if decision.outcome == "act":
            going.append(Ready(_changed(row, found, decision), found, today))
        else:
            stopped.append(Stopped(row, decision.codes))
    return going, stopped


def _look_at(facts: Facts, row: Row, today: date) -> tuple[Facts, Decision]:
    again = _undecided(facts, row)
    if row["is_by_hand"] and again.case_state != "closed":
        return again, decide_by_hand(again, row["step_number"], today)
    return evaluation.look(again, today)


def _undecided(facts: Facts, row: Row) -> Facts:
    again = msgspec.structs.replace(facts, decided_outcome=None, decided_reasons=None)
    if own := claimed_by(row):  # what this letter itself claims is not what keeps a case open
        again = msgspec.structs.replace(again, costs_open=facts.costs_open - own)
    if facts.case_state == "open" and facts.step_number != row["step_number"]:
        again = msgspec.structs.replace(again, case_state="closed")
    return again


def _collective(
    items: Sequence[Facts], rows: Sequence[Row], today: date
) -> tuple[list[Ready], list[Stopped]]:
    """One letter about a whole case: what was settled since falls out, the rest goes."""
    row_of = {row["invoice_id"]: row for row in rows}
    known = [_undecided(one, row_of[one.invoice_id]) for one in items if one.invoice_id in row_of]
    if not known:  # the case was closed, or everything left it
        return [], [Stopped(row, ("case_closed",)) for row in rows]
    collected = collect(known, today)
    decision = decide_by_hand(collected.facts, rows[0]["step_number"], today)
    if decision.outcome != "act" or not collected.items:
        codes = decision.codes if decision.outcome != "act" else ("settled",)
        return [], [Stopped(row, codes) for row in rows]
    going = [
        Ready(_changed(row_of[one.invoice_id], one, decision), one, today)
        for one in collected.items
    ]
    kept = {one.invoice_id for one in collected.items}
    why = _reasons(collected)
    stopped = [
        Stopped(row, why.get(row["invoice_id"], ("case_closed",)), keeps_step=True)
        for row in rows
        if row["invoice_id"] not in kept
    ]
    return _led(going), stopped


def _reasons(collected: Collected) -> dict[UUID, tuple[str, ...]]:
    return {
        left.facts.invoice_id: tuple(reason.code for reason in left.reasons)
        for left in collected.left_out
    }


def _led(going: list[Ready]) -> list[Ready]:
    """The letter with one that leads: if that one falls away, the next counts for it."""
    if not any(one.row["leads"] for one in going):
        first = going[0]
        going[0] = Ready({**first.row, "leads": True}, first.facts, first.sent_on)
    return going


def _changed(row: Row, facts: Facts, decision: Decision) -> dict[str, Any]:
    """The message as it goes today; a day to pay by that a person chose stays as they chose it."""
    changed = {**row, "attempt_count": row["attempt_count"] + 1}
    if not row["is_by_hand"]:
        changed["pay_by_on"] = decision.pay_by_on
    if row["channel"] == "email":
        changed["recipient"] = facts.email
    return changed
