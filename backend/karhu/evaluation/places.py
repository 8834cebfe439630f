"""Where cases stood before a person chose their step, and putting them back there."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import Facts, told
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json

sql = Statements(__file__)
Place = dict[str, Any]  # as dispatches.place_before keeps it


async def read_places(
    connection: Connection, company_id: UUID, case_ids: Sequence[UUID]
) -> dict[UUID, Place]:
    """Where cases stand: step, day of the next look, and the decisions from that step on."""
    rows = await connection.fetch(sql.read_places, company_id, case_ids)
    return {
        row["id"]: {
            "step_number": row["step_number"],
            "next_on": row["next_on"],
            "decisions": row["decisions"],
        }
        for row in rows
    }


async def store_by_hand(
    connection: Connection,
    company_id: UUID,
    decided: Sequence[tuple[Facts, Decision]],
    *,
    as_of: date,
) -> None:
    """Store acts that a person chose, and give up the steps that they passed over for them."""
    rows = [row for facts, decision in decided for row in _rows(facts, decision, as_of)]
    await connection.execute(sql.store_by_hand, company_id, as_of, rows_as_json(rows))


def _rows(facts: Facts, decision: Decision, as_of: date) -> list[dict[str, Any]]:
    first, chosen = facts.step_number or 1, decision.step_number
    stored = told(facts, as_of) | (
        {"overridden": decision.overridden} if decision.overridden else {}
    )
    shared = {
        "case_id": facts.case_id,
        "rule_version": facts.rule.version,
        "law_version": facts.law.version,
        "facts": msgspec.json.encode(stored).decode(),
    }
    passed = [
        {**shared, "step_number": number, "outcome": "forfeit", "reason": "passed_over"}
        for number in range(first, chosen)
    ]
    act = {**shared, "step_number": chosen, "outcome": "act", "reason": decision.codes[0]}
    return [*passed, act]


async def restore_decisions(
    connection: Connection, company_id: UUID, before: Mapping[UUID, Place]
) -> None:
    """Put the decisions of cases back as they were, and forget those that came after."""
    rows = [
        {"case_id": id, "step_number": place["step_number"], "decisions": place["decisions"]}
        for id, place in before.items()
    ]
    await connection.execute(sql.restore_decisions, company_id, rows_as_json(rows))
