"""The lists of a mass run's three phases: every row, proposed or not, selected or not, and why."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.cases.moving import why_not_moved
from karhu.cases.transfer import proposes_transfer
from karhu.contract import types
from karhu.dispatch.proposing import Proposal, propose
from karhu.evaluation import service as evaluation
from karhu.evaluation.addressing import Way
from karhu.evaluation.facts import CompanyFacts, Facts
from karhu.evaluation.reasons import Reason
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.kit.sql import Statements
from karhu.mass_runs import service
from karhu.mass_runs.mass_run import (
    NO_CHOICE,
    Choice,
    can_be_sent,
    closes,
    is_proposed,
    terms_of,
    why_closed,
    why_not_proposed,
)
from karhu.mass_runs.service import Run

sql = Statements(__file__)
Row = Mapping[str, Any]
Shown = TypeVar("Shown")


class Place(msgspec.Struct, frozen=True, order=True):
    """Where a row stands in its list: what is proposed first, then by name."""

    is_late: bool
    name: str
    id: str


Placed = list[tuple[Place, Shown]]


async def closings(
    connection: Connection, company_id: UUID, run: Run
) -> Placed[types.MassRunClosing]:
    """Open cases, and which are proposed to be closed (R288): two statements."""
    choices = await service.choices_of(connection, company_id, run["id"], "close")
    rows = await connection.fetch(sql.list_open_cases, company_id)
    return _ordered(rows, "case_id", choices, _closing)


def _closing(row: Row, choice: Choice) -> types.MassRunClosing:
    code = why_closed(row["item_count"], row["open_count"], is_busy=row["is_busy"])
    can_be = not row["is_busy"]
    return types.MassRunClosing(
        case_id=str(row["case_id"]),
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        customer_number=row["customer_number"] or "",
        reference=row["reference"],
        currency=row["currency"],
        opened_on=row["opened_on"],
        last_sent_on=row["last_sent_on"] or UNSET,
        item_count=row["item_count"],
        open_count=row["open_count"],
        open=written(row["open"]),
        costs_open=written(row["costs_open"]),
        is_proposed=closes(code),
        is_selected=choice.selects(is_proposed=closes(code), can_be=can_be),
        can_be_closed=can_be,
        reasons=[code],
    )


async def transfers(
    connection: Connection, company_id: UUID, run: Run, today: date
) -> Placed[types.MassRunTransfer]:
    """Overdue invoices outside collection, and which are proposed (R261): five statements."""
    choices = await service.choices_of(connection, company_id, run["id"], "move")
    company = await evaluation.load_company(connection, company_id)
    rows = await connection.fetch(sql.list_overdue, company_id, today)
    found = await evaluation.facts_of(connection, company, [row["invoice_id"] for row in rows])
    facts = {one.invoice_id: one for one in found}

    def shown(row: Row, choice: Choice) -> types.MassRunTransfer:
        return _transfer(row, facts[row["invoice_id"]], choice, company, today)

    return _ordered(rows, "invoice_id", choices, shown)


def _transfer(
    row: Row, facts: Facts, choice: Choice, company: CompanyFacts, today: date
) -> types.MassRunTransfer:
    bar = why_not_moved(facts, today)
    reasons = dict.fromkeys(([bar] if bar else []) + [*proposes_transfer(facts, company, today)])
    return types.MassRunTransfer(
        invoice_id=str(facts.invoice_id),
        invoice_number=row["invoice_number"],
        customer_id=str(facts.customer_id),
        customer_name=row["customer_name"],
        customer_number=row["customer_number"] or "",
        currency=facts.currency,
        due_on=facts.due_on,
        overdue_days=(today - facts.due_on).days,
        open=written(facts.open),
        is_proposed=not reasons,
        is_selected=choice.selects(is_proposed=not reasons, can_be=bar is None),
        can_be_moved=bar is None,
        reasons=list(reasons),
    )


async def letters(
    connection: Connection,
    company_id: UUID,
    run: Run,
    today: date,
    case_ids: Sequence[UUID] | None = None,
) -> Placed[types.MassRunRow]:
    """The letters that cases, or these cases, would get in a run (R292): seven statements."""
    choices = await service.choices_of(connection, company_id, run["id"], "send")
    company = await evaluation.load_company(connection, company_id)
    rows = await connection.fetch(sql.list_open_cases, company_id)
    if case_ids is not None:
        rows = [row for row in rows if row["case_id"] in case_ids]
    proposals = await propose(
        connection, company, today=today, case_ids=case_ids,
        terms=terms_of(run, company, today),
        asked={
            row["case_id"]: choices[row["case_id"]].asks(row["step_number"], row["customer_id"])
            for row in rows if row["case_id"] in choices
        },
    )  # fmt: skip
    by_case = {one.case_id: one for one in proposals}
    with_items = [row for row in rows if row["case_id"] in by_case]

    def shown(row: Row, choice: Choice) -> types.MassRunRow:
        return row_of(row, by_case[row["case_id"]], choice)

    return _ordered(with_items, "case_id", choices, shown)


def row_of(row: Row, proposal: Proposal, choice: Choice) -> types.MassRunRow:
    """One letter of a run; of one that was sent, what it came to then."""
    if choice.is_sent and choice.sent_letter is not None:
        return msgspec.convert(
            {**choice.sent_letter, "sent_by": choice.sent_by, "sent_at": choice.sent_at},
            types.MassRunRow,
        )
    can_be, proposed = can_be_sent(proposal), is_proposed(proposal)
    decision = proposal.decision
    return types.MassRunRow(
        case_id=str(row["case_id"]),
        customer_id=str(row["customer_id"]),
        customer_name=row["customer_name"],
        customer_number=row["customer_number"] or "",
        language=row["language"],
        reference=row["reference"],
        currency=row["currency"],
        item_count=len(proposal.collected.items),
        left_out_count=len(proposal.collected.left_out),
        steps=_steps(proposal.collected.facts),
        step_number=decision.step_number if decision.step else UNSET,
        step=decision.step.kind if decision.step else UNSET,
        recipients=[_recipient(row, way) for way in proposal.recipients],
        pay_by_on=decision.pay_by_on or UNSET,
        fee_set=UNSET if choice.fee is None else written(choice.fee),
        fee_basis=decision.fee_basis or UNSET,
        is_proposed=proposed,
        is_selected=choice.selects(is_proposed=proposed, can_be=can_be),
        is_removed=choice.is_removed,
        can_be_sent=can_be,
        reasons=[_reason(one) for one in why_not_proposed(proposal)],
        obstacles=[] if can_be else [_reason(one) for one in decision.reasons],
        **_amounts(proposal),
    )


def _amounts(proposal: Proposal) -> dict[str, Any]:
    names = ("principal", "old_fees", "old_interest", "new_fee", "new_interest", "total")
    return {name: written(getattr(proposal, name)) for name in names}


def _steps(facts: Facts) -> list[types.MassRunStep]:
    first = facts.step_number or 1
    return [
        types.MassRunStep(number=number, step=step.kind)
        for number, step in enumerate(facts.rule.steps, start=1)
        if number >= first
    ]


def _recipient(row: Row, way: Way) -> types.MassRunRecipient:
    return types.MassRunRecipient(
        id=str(way.addressee.id or row["customer_id"]),
        name=way.addressee.name,
        channel=way.channel or UNSET,
        email=way.addressee.email or UNSET,
        is_chosen=way.is_chosen,
        reasons=[_reason(one) for one in way.reasons],
    )


def _reason(reason: Reason) -> types.Reason:
    return types.Reason(
        code=reason.code,
        reason_class=reason.reason_class,
        detail=reason.detail or UNSET,
        changes_on=reason.changes_on or UNSET,
    )


def _ordered(
    rows: Sequence[Row],
    key: str,
    choices: Mapping[UUID, Choice],
    shown: Callable[[Row, Choice], Any],
) -> Placed[Any]:
    found = []
    for row in rows:
        one = shown(row, choices.get(row[key], NO_CHOICE))
        found.append((Place(not one.is_proposed, row["name_order"], str(row[key])), one))
    return sorted(found, key=lambda pair: pair[0])
