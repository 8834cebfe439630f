"""Rules: the three built-in ones, those of one's own, their versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.customers.ledger import Ledger, hold
from karhu.events.log import Event
from karhu.events.service import append
from karhu.identity.company import NewCompany
from karhu.identity.service import Administrator, Founded, Row, add_company, found_office
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import Problem, conflict, missing, refused
from karhu.kit.sql import Statements
from karhu.rules.cadence import (
    BUILT_IN_NAMES,
    faults_of,
    mode_faults,
    steps_from,
    template_faults,
)
from karhu.rules.rule import BLOCKED, BuiltIn, Mode, Scope, Step, first_steps, general_steps

sql = Statements(__file__)

TAKE_KEY = """
    update companies set last_rule_key = last_rule_key + 1 where id = $1 returning last_rule_key
"""
INSERT = """
    insert into rules (company_id, id, key, built_in, customer_kind, name, description, mode,
                       scope, created_at, updated_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)
"""
INSERT_VERSION = """
    insert into rule_versions (company_id, rule_id, version, mode, steps, created_by, created_at)
    values ($1, $2, $3, $4, $5, $6, $7)
"""
UPDATE = """
    update rules set name = $3, description = $4, mode = $5, version = $6, etag = etag + 1,
                     updated_at = $7
    where company_id = $1 and id = $2
"""
DELETE = "update rules set deleted_at = $3, updated_at = $3 where company_id = $1 and id = $2"


class NewRule(msgspec.Struct, frozen=True, kw_only=True):
    """A rule as it begins; without steps it has the first ones of its scope."""

    name: str
    customer_kind: str | None
    steps: tuple[Step, ...] | None
    description: str = ""
    mode: Mode = "send"
    scope: Scope = "invoice"
    built_in: BuiltIn | None = None


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a rule; None leaves it as it is."""

    name: str | None = None
    description: str | None = None
    mode: Mode | None = None
    steps: tuple[Step, ...] | None = None


def edit_from(body: types.RuleChanges) -> Edit:
    """The edit that a request asks for."""
    sent = {n: v for n, v in msgspec.structs.asdict(body).items() if v is not UNSET}
    sent.pop("moves_open_cases", None)
    if "steps" in sent:
        sent["steps"] = steps_from(sent["steps"])
    if "name" in sent:
        sent["name"] = sent["name"].strip()
    return Edit(**sent)


async def found(
    connection: Connection,
    *,
    name: str,
    administrator: Administrator,
    company: NewCompany,
    now: datetime,
) -> Founded:
    """Make an office, its administrator and its first company with the three built-in rules.

    The transaction must see all companies, and sees the new one only from here on.
    """
    founded = await found_office(
        connection, name=name, administrator=administrator, company=company, now=now
    )
    actor = f"user:{administrator.name}"
    await add_built_in_rules(connection, founded.company_id, company.own_language, actor, now)
    return founded


async def open_company(
    connection: Connection, company: NewCompany, *, office_id: UUID, actor: str, now: datetime
) -> Row:
    """Add a company to an office, with the three built-in rules; raises 422."""
    row = await add_company(connection, company, office_id=office_id, actor=actor, now=now)
    await add_built_in_rules(connection, row["id"], company.own_language, actor, now)
    return row


async def add_built_in_rules(
    connection: Connection, company_id: UUID, language: str, actor: str, now: datetime
) -> None:
    """Add the three built-in rules, named in the company's language (R030-R034)."""
    ledger = await hold(connection, company_id, now=now)
    names = BUILT_IN_NAMES[language]
    for built_in, kind, steps in (
        ("general_business", "business", general_steps("business")),
        ("general_consumer", "consumer", general_steps("consumer")),
        (BLOCKED, None, ()),
    ):
        rule = NewRule(
            name=names[built_in],
            customer_kind=kind,
            steps=steps,
            mode="off" if built_in == BLOCKED else "send",
            built_in=built_in,  # type: ignore[arg-type]
        )
        await _insert(connection, ledger, rule, actor=actor)


async def create_rule(connection: Connection, ledger: Ledger, rule: NewRule, *, actor: str) -> UUID:
    """Add a rule of one's own; raises 409 for a name that is taken, 422 for unsound steps."""
    kind = rule.customer_kind or ""
    if rule.steps is None:
        steps = first_steps(rule.scope, kind, is_housing_company=ledger.is_housing_company)
        rule = msgspec.structs.replace(rule, steps=steps)
    await _check(connection, ledger, rule.mode, rule.steps, kind, rule.scope)
    return await _insert(connection, ledger, rule, actor=actor)


async def list_rules(connection: Connection, company_id: UUID) -> Sequence[Row]:
    """All rules with their counts, the built-in ones first."""
    return await connection.fetch(sql.list_rules, company_id, None)


async def find_rule(connection: Connection, company_id: UUID, rule_id: UUID) -> Row:
    """One rule with its counts; raises 404."""
    row = await connection.fetchrow(sql.list_rules, company_id, rule_id)
    if row is None:
        raise missing("rule")
    return row


async def list_versions(connection: Connection, company_id: UUID, rule_id: UUID) -> Sequence[Row]:
    """Every version of a rule, newest first; raises 404."""
    await find_rule(connection, company_id, rule_id)
    return await connection.fetch(sql.list_versions, company_id, rule_id)


async def change_rule(
    connection: Connection, ledger: Ledger, rule: Row, edit: Edit, *, actor: str
) -> bool:
    """Change a rule; returns whether that made a new version, as steps and mode do.

    Raises 409 for what a built-in rule does not allow and for a name that is taken, 422 for
    unsound steps.
    """
    _check_built_in(rule, edit)
    if edit.steps is not None or edit.mode is not None:
        mode = edit.mode or rule["mode"]
        await _check(connection, ledger, mode, edit.steps, rule["customer_kind"], rule["scope"])
    before = _state(rule)
    after = {**before, **{n: v for n, v in msgspec.structs.asdict(edit).items() if v is not None}}
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return False
    is_new_version = bool({"mode", "steps"} & set(changed))
    version = rule["version"] + 1 if is_new_version else rule["version"]
    await _store(connection, ledger, rule["id"], after, version=version)
    if is_new_version:
        await _insert_version(connection, ledger, rule["id"], version, after, actor)
    told = {"version": version, "name": after["name"], "changed": changed}
    await _note(connection, ledger, "rule_changed", rule["id"], actor, told)
    return is_new_version


async def _check(
    connection: Connection,
    ledger: Ledger,
    mode: Mode,
    steps: Sequence[Step] | None,
    customer_kind: str,
    scope: Scope,
) -> None:
    """Raise 422 with every fault; steps that are None stay as they are."""
    faults = mode_faults(mode, scope)
    if steps is not None:
        faults += faults_of(
            steps, customer_kind, is_housing_company=ledger.is_housing_company, scope=scope
        )
    named = [step.template_id for step in steps or () if step.template_id is not None]
    if named:
        rows = await connection.fetch(sql.find_templates, ledger.company_id, named)
        faults += template_faults(steps or (), {row["id"]: row["kind"] for row in rows})
    if faults:
        raise refused(faults)


async def delete_rule(connection: Connection, ledger: Ledger, rule: Row, *, actor: str) -> None:
    """Delete a rule of one's own; raises 409 while customers or open cases are in it."""
    if rule["built_in"] is not None:
        raise _built_in("A built-in rule cannot be deleted. Move its customers instead.")
    if (count := rule["customer_count"]) > 0:
        detail = f"{_counted(count, 'customer')} in this rule. Move them to another rule first."
        raise conflict("rule_has_customers", detail)
    if (count := rule["open_case_count"]) > 0:
        detail = (
            f"{_counted(count, 'open case')} still following this rule. Delete it once they end."
        )
        raise conflict("rule_has_cases", detail)
    await connection.execute(DELETE, ledger.company_id, rule["id"], ledger.now)
    told = {"version": rule["version"], "name": rule["name"]}
    await _note(connection, ledger, "rule_deleted", rule["id"], actor, told)


async def _insert(connection: Connection, ledger: Ledger, rule: NewRule, *, actor: str) -> UUID:
    rule_id, company_id = uuid7(), ledger.company_id
    key = await connection.fetchval(TAKE_KEY, company_id)
    described = (
        rule.customer_kind, rule.name.strip(), rule.description, rule.mode, rule.scope, ledger.now
    )  # fmt: skip
    try:
        async with connection.transaction():
            await connection.execute(INSERT, company_id, rule_id, key, rule.built_in, *described)
    except asyncpg.UniqueViolationError:
        raise _name_taken(rule.name) from None
    state = {"mode": rule.mode, "steps": rule.steps}
    await _insert_version(connection, ledger, rule_id, 1, state, actor)
    detail = {"version": 1, "name": rule.name.strip(), "scope": rule.scope}
    await _note(connection, ledger, "rule_created", rule_id, actor, detail)
    return rule_id


async def _insert_version(
    connection: Connection,
    ledger: Ledger,
    rule_id: UUID,
    version: int,
    state: Mapping[str, Any],
    actor: str,
) -> None:
    steps = msgspec.to_builtins(state["steps"])
    values = (version, state["mode"], steps, actor, ledger.now)
    await connection.execute(INSERT_VERSION, ledger.company_id, rule_id, *values)


async def _store(
    connection: Connection, ledger: Ledger, rule_id: UUID, state: Row, *, version: int
) -> None:
    values = (state["name"], state["description"], state["mode"], version, ledger.now)
    try:
        async with connection.transaction():
            await connection.execute(UPDATE, ledger.company_id, rule_id, *values)
    except asyncpg.UniqueViolationError:
        raise _name_taken(state["name"]) from None


def steps_of(row: Row) -> tuple[Step, ...]:
    """The steps in a row of rules or of their versions."""
    return msgspec.convert(row["steps"], tuple[Step, ...])


def _state(rule: Row) -> dict[str, Any]:
    return {
        "name": rule["name"],
        "description": rule["description"],
        "mode": rule["mode"],
        "steps": steps_of(rule),
    }


def _check_built_in(rule: Row, edit: Edit) -> None:
    if rule["built_in"] == BLOCKED:
        raise _built_in("This rule leaves its customers alone, and that cannot be changed.")
    if rule["built_in"] is not None and edit.name not in (None, rule["name"]):
        raise _built_in("A built-in rule keeps its name. Its steps can be changed.", "/name")


def _built_in(detail: str, pointer: str | None = None) -> Problem:
    return conflict("built_in_rule", detail, pointer=pointer)


def _name_taken(name: str) -> Problem:
    detail = f"There is a rule {name.strip()} already. Names differ by more than their capitals."
    return conflict("name_taken", detail, pointer="/name")


def _counted(count: int, what: str) -> str:
    return f"1 {what} is" if count == 1 else f"{count} {what}s are"


async def _note(
    connection: Connection, ledger: Ledger, kind: str, rule_id: UUID, actor: str, detail: Row
) -> None:
    event = Event(
        kind=kind, actor=actor, occurred_on=ledger.today, rule_id=rule_id, detail=dict(detail)
    )
    await append(connection, ledger.company_id, [event], now=ledger.now)
