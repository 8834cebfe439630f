"""Loading the facts, explaining one invoice, storing decisions."""

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation.decide import Decision, before_transfer, decide
from karhu.evaluation.facts import CompanyFacts, Facts, RuleFacts
from karhu.evaluation.opening import would_be
from karhu.holds.hold import held_from
from karhu.kit.db import Connection
from karhu.kit.sql import Statements
from karhu.rules.rule import BLOCKED, Step

sql = Statements(__file__)
BATCH = 5_000


async def load_company(connection: Connection, company_id: UUID) -> CompanyFacts:
    """What is the same for all of a company's invoices: settings, rules, versions."""
    row = await connection.fetchrow("select * from companies where id = $1", company_id)
    return await company_facts(connection, row)


async def company_facts(connection: Connection, company: Any) -> CompanyFacts:
    """The same from the company's row, for those who have it."""
    company_id = company["id"]
    rules = await connection.fetch(
        """select r.id, v.version, r.name, r.mode, r.scope, v.steps, r.built_in,
                  r.version as current
           from rules r join rule_versions v on v.company_id = $1 and v.rule_id = r.id
           where r.company_id = $1""",
        company_id,
    )
    blocking = next(rule["id"] for rule in rules if rule["built_in"] == BLOCKED)
    return CompanyFacts(
        id=company_id,
        name=company["name"],
        country=company["country"],
        automation_is_on=company["automation_is_on"],
        activated_on=company["automation_activated_on"],
        backlog_policy=company["backlog_policy"],
        active_channels=frozenset(company["active_channels"]),
        account_currencies=frozenset(account["currency"] for account in company["bank_accounts"]),
        bank_data_until=company["bank_data_until"],
        bank_data_max_age_days=company["bank_data_max_age_days"],
        rests_on_quiet_days=company["rests_on_quiet_days"],
        resumes_corrected=company["resumes_corrected"],
        undo_window_minutes=company["undo_window_minutes"],
        is_housing_company=company["is_housing_company"],
        reminder_fee_is_agreed=company["reminder_fee_is_agreed"],
        recognises_income=company["recognises_income"],
        blocking_rule_id=blocking,
        rules={(rule["id"], rule["version"]): _rule(rule) for rule in rules},
        current_versions={rule["id"]: rule["current"] for rule in rules},
        transfer_waiting_days=company["transfer_waiting_days"],
        transfer_minimum_open=company["transfer_minimum_open"],
        transfer_needs_bank_data=company["transfer_needs_bank_data"],
    )


def _rule(row: Any) -> RuleFacts:
    return RuleFacts(
        id=row["id"],
        version=row["version"],
        name=row["name"],
        mode=row["mode"],
        steps=tuple(msgspec.convert(row["steps"], list[Step])),
        is_blocking=row["built_in"] == BLOCKED,
        scope=row["scope"],
    )


def facts_from(row: Any, company: CompanyFacts) -> Facts:
    """The facts in a row of the loading queries; the last two columns name the rule version."""
    *fields, holds, rule_id, version = row
    fields.append(held_from(holds))
    facts = Facts(*fields, None, company) if rule_id is None else None  # type: ignore[call-arg]
    if facts is None:
        return Facts(*fields, company.rules[rule_id, version], company)  # type: ignore[call-arg]
    return msgspec.structs.replace(facts, rule=company.current_rule(facts.customer_rule_id))


WHOSE = """and h.customer_id in
              (select o.customer_id from invoices o where o.company_id = $1 and o.id = any($2))"""


@cache
def _statement(name: str) -> str:
    text: str = getattr(sql, name)
    joins = sql.fact_joins.replace("{whose}", WHOSE if name == "facts_of_invoices" else "")
    joins = joins.replace("{held}", sql.fact_held)
    return text.replace("{columns}", sql.fact_columns).replace("{joins}", joins)


async def facts_of(
    connection: Connection, company: CompanyFacts, invoice_ids: Sequence[UUID]
) -> list[Facts]:
    """The facts of named invoices; those of another company are simply not among them."""
    rows = await connection.fetch(_statement("facts_of_invoices"), company.id, invoice_ids)
    return [facts_from(row, company) for row in rows]


async def items_of(
    connection: Connection, company: CompanyFacts, case_ids: Sequence[UUID] | None = None
) -> dict[UUID, list[Facts]]:
    """The facts of every invoice inside open cases of scope customer, by case; None: of all."""
    rows = await connection.fetch(_statement("facts_of_items"), company.id, case_ids)
    found: dict[UUID, list[Facts]] = {}
    for row in rows:
        facts = facts_from(row, company)
        assert facts.case_id is not None
        found.setdefault(facts.case_id, []).append(facts)
    return found


async def due_cases(
    connection: Connection, company: CompanyFacts, as_of: date
) -> AsyncIterator[list[Facts]]:
    """Batches of facts of the open cases whose next step may be reached."""
    async for batch in _batches(connection, "facts_of_due_cases", company, as_of):
        yield batch


async def untaken(
    connection: Connection, company: CompanyFacts, as_of: date
) -> AsyncIterator[list[Facts]]:
    """Batches of facts of the due invoices that no case was opened for."""
    async for batch in _batches(connection, "facts_of_untaken", company, as_of):
        yield batch


async def joiners(connection: Connection, company: CompanyFacts) -> AsyncIterator[list[Facts]]:
    """Batches of facts of cases opened outside the automation whose customer has joined since."""
    async for batch in _batches(connection, "facts_of_joiners", company, company.blocking_rule_id):
        yield batch


async def changed_since(
    connection: Connection, company: CompanyFacts, instant: datetime
) -> AsyncIterator[list[Facts]]:
    """Batches of facts of the cases whose invoice was changed since an instant."""
    async for batch in _batches(connection, "facts_of_changed", company, instant):
        yield batch


async def _batches(
    connection: Connection, name: str, company: CompanyFacts, argument: object
) -> AsyncIterator[list[Facts]]:
    cursor = await connection.cursor(_statement(name), company.id, argument)
    while rows := await cursor.fetch(BATCH):
        yield [facts_from(row, company) for row in rows]


def look(facts: Facts, as_of: date) -> tuple[Facts, Decision]:
    """Decide what a run on a day would; an invoice without a case as if it were taken up then."""
    if facts.case_id is None:
        if facts.rule.scope == "customer":
            return facts, before_transfer(facts, as_of)
        facts = would_be(facts, as_of)
    number, steps = facts.step_number or 1, facts.rule.steps
    step = steps[number - 1] if number <= len(steps) else None
    return facts, decide(facts, step, facts.law, as_of)


async def store(connection: Connection, company_id: UUID, *, run_id: UUID, as_of: date) -> int:
    """Store the staged decisions; returns how many were. Fewer: another run was faster."""
    tag = await connection.execute(sql.store_decisions, company_id, as_of, run_id)
    return int(tag.rsplit(" ", 1)[-1])


async def hold_again(
    connection: Connection,
    company_id: UUID,
    *,
    case_id: UUID,
    step_number: int,
    reason: str,
    failed_recipient: str | None = None,
    was_stopped: bool = False,
) -> None:
    """Turn an act that did not happen back into a hold: taken back, stopped, or refused.

    One that was stopped by what has changed since is decided and told anew by the next run.
    """
    await connection.execute(
        """update decisions set outcome = 'hold', reasons = array[$4],
           facts = (facts::jsonb
               || jsonb_strip_nulls(jsonb_build_object(
                   'failed_recipient', $5::text, 'was_stopped', nullif($6, false))))::text
           where company_id = $1 and case_id = $2 and step_number = $3""",
        company_id, case_id, step_number, reason, failed_recipient, was_stopped,
    )  # fmt: skip


async def act_again(
    connection: Connection, company_id: UUID, *, case_id: UUID, step_number: int
) -> None:
    """Turn a hold back into the act that a person asks for."""
    await connection.execute(
        """update decisions set outcome = 'act', reasons = '{step_reached}'
           where company_id = $1 and case_id = $2 and step_number = $3 and outcome <> 'act'""",
        company_id, case_id, step_number,
    )  # fmt: skip


async def forget(connection: Connection, company_id: UUID, case_ids: Sequence[UUID]) -> None:
    """Let the holds of these cases' next steps be decided afresh; what failed stays known."""
    await connection.execute(
        """update decisions d set reasons = '{}' from cases k
           where d.company_id = $1 and d.case_id = any($2::uuid[]) and d.outcome = 'hold'
           and k.company_id = $1 and k.id = d.case_id and k.step_number = d.step_number""",
        company_id, case_ids,
    )  # fmt: skip


async def history(connection: Connection, company_id: UUID, invoice_id: UUID) -> list[Any]:
    """Every stored decision about an invoice, alone or in its customer's case, the oldest first."""
    return await connection.fetch(sql.read_history, company_id, invoice_id)
