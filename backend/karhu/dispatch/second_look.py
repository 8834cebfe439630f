"""The second look, at the very moment of sending: does what was decided still hold?"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.customers.recipients import Addressee, addressees_of
from karhu.dispatch.charging import claimed_by
from karhu.dispatch.mates import LIVING, Mates, has_mate, mates_of, others_had_it
from karhu.evaluation import service as evaluation
from karhu.evaluation.addressing import NOBODY, seen_as
from karhu.evaluation.by_hand import OVERRIDDEN, decide_by_hand
from karhu.evaluation.collective import Collected, collect
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.reasons import Reason
from karhu.evaluation.resolving import resolve_channel
from karhu.kit.db import Connection

# what the same letter to another recipient, sent already, is no reason against
FOLLOWING = OVERRIDDEN | {"law_wait", "previous_step_missing"}
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
    cause: str = "manual_review"
    keeps_step: bool = False


class Circle(msgspec.Struct, frozen=True):
    """Who gets letters about whole cases now, by customer, and which letters others got already."""

    addressees: Mapping[UUID, Sequence[Addressee]]
    mates: Mates

    def of(self, row: Row) -> Addressee | None:
        """The one a message is for; None if they are to get no letters any more."""
        if row["recipient_id"] is None:
            return Addressee(name="")
        known = self.addressees.get(row["customer_id"], ())
        return next((one for one in known if one.id == row["recipient_id"]), None)


async def look_again(
    connection: Connection, details: Mapping[str, Any], rows: Sequence[Row], today: date
) -> tuple[list[Ready], list[Stopped]]:
    """Decide claimed messages of one company once more: those that go, and those that must not."""
    company = await evaluation.company_facts(connection, details)
    single = [row for row in rows if not row["is_collective"]]
    going, stopped = await _single(connection, company, single, today)
    more, fewer = await _letters(
        connection, company, [row for row in rows if row["is_collective"]], today
    )
    return [*going, *more], [*stopped, *fewer]


async def _letters(
    connection: Connection, company: CompanyFacts, rows: Sequence[Row], today: date
) -> tuple[list[Ready], list[Stopped]]:
    """Letters about whole cases, each to one recipient: three statements, however many."""
    letters: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        key = (row["case_id"], row["step_number"], row["recipient_id"])
        letters.setdefault(key, []).append(row)
    going: list[Ready] = []
    stopped: list[Stopped] = []
    if not letters:
        return going, stopped
    items = await evaluation.items_of(connection, company, list({key[0] for key in letters}))
    customers = list({row["customer_id"] for row in rows})
    addressees = await addressees_of(connection, company.id, customers)
    circle = Circle(addressees, await mates_of(connection, company.id, rows))
    for (case_id, *_), mates in letters.items():
        more, fewer = _collective(items.get(case_id, []), mates, circle, today)
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


def _undecided(facts: Facts, row: Row, *, follows: bool = False) -> Facts:
    """The facts as if nothing were decided of this letter; `follows`: another recipient has it."""
    number = row["step_number"]
    if follows and facts.step_number == number + 1:
        facts = msgspec.structs.replace(facts, step_number=number)
    again = msgspec.structs.replace(facts, decided_outcome=None, decided_reasons=None)
    if own := claimed_by(row):  # what this letter itself claims is not what keeps a case open
        again = msgspec.structs.replace(again, costs_open=facts.costs_open - own)
    if facts.case_state == "open" and facts.step_number != number:
        again = msgspec.structs.replace(again, case_state="closed")
    return again


def _collective(
    items: Sequence[Facts], rows: Sequence[Row], circle: Circle, today: date
) -> tuple[list[Ready], list[Stopped]]:
    """One letter about a whole case: what was settled since falls out, the rest goes."""
    first, row_of = rows[0], {row["invoice_id"]: row for row in rows}
    follows = others_had_it(circle.mates, first)
    known = [
        _undecided(one, row_of[one.invoice_id], follows=follows)
        for one in items
        if one.invoice_id in row_of
    ]
    if not known:  # the case was closed, or everything left it
        return [], [Stopped(row, ("case_closed",)) for row in rows]
    addressee = circle.of(first)
    collected = collect(known, today)
    seen = seen_as(collected.facts, addressee or Addressee(name=""))
    if lacking := _unreachable(seen, first, addressee):
        return [], _left_out(rows, addressee, lacking, circle)
    decision = decide_by_hand(
        seen, first["step_number"], today, overrides=FOLLOWING if follows else OVERRIDDEN
    )
    if decision.outcome != "act" or not collected.items:
        codes = decision.codes if decision.outcome != "act" else ("settled",)
        return [], [Stopped(row, codes) for row in rows]
    going = [
        Ready(_changed(row_of[one.invoice_id], seen, decision), one, today)
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


def _unreachable(facts: Facts, row: Row, addressee: Addressee | None) -> tuple[Reason, ...]:
    """Why a letter cannot reach its recipient any more by the channel it was to go by."""
    if addressee is None:
        return NOBODY
    step = facts.rule.steps[row["step_number"] - 1]
    _, lacking = resolve_channel(facts, msgspec.structs.replace(step, channel=row["channel"]))
    return tuple(lacking)


def _left_out(
    rows: Sequence[Row],
    addressee: Addressee | None,
    lacking: Sequence[Reason],
    circle: Circle,
) -> list[Stopped]:
    """The messages of a recipient who gets no letter; a person is told while others get theirs."""
    codes = tuple(reason.code for reason in lacking)
    name = addressee.name if addressee else ""
    tells = bool(name) and has_mate(circle.mates, rows[0], LIVING)
    return [
        Stopped(row, codes, name if tells and row["leads"] else "", cause="recipient_left_out")
        for row in rows
    ]


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
