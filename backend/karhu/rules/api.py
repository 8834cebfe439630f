"""The operations on rules, and the one that makes a company with its rules."""

from uuid import UUID

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.customers import service as customers
from karhu.customers.ledger import hold
from karhu.identity.company import NewCompany
from karhu.identity.shown import company_shown
from karhu.rules import service
from karhu.rules.cadence import steps_from
from karhu.rules.rule import Mode
from karhu.rules.shown import rule_shown, version_shown


async def create_company(call: Call, *, body: types.CompanyCreate) -> types.Company:
    """Add a company to one's office, with its built-in rules."""
    sent = {n: v for n, v in msgspec.structs.asdict(body).items() if v is not UNSET}
    assert call.actor.office_id is not None  # only people hold office.edit
    row = await service.open_company(
        call.connection,
        NewCompany(**sent),
        office_id=call.actor.office_id,
        actor=call.actor.label,
        now=call.now,
    )
    call.headers["Location"] = f"/v1/companies/{row['id']}"
    return company_shown(row, call.now)


async def list_rules(call: Call) -> types.RulePage:
    """All rules, the built-in ones first."""
    rows = await service.list_rules(call.connection, call.company_id)
    return types.RulePage(items=[rule_shown(row, on=call.now.date()) for row in rows])


async def create_rule(call: Call, *, body: types.RuleWrite) -> types.Rule:
    """Add a rule, and move customers into it."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    rule = service.NewRule(
        name=body.name,
        customer_kind=body.customer_kind,
        steps=None if body.steps is UNSET else steps_from(body.steps),
        description="" if body.description is UNSET else body.description,
        mode=_mode(body),
        scope=body.scope or "invoice",
    )
    rule_id = await service.create_rule(call.connection, ledger, rule, actor=call.actor.label)
    if body.customer_ids:
        move = types.CustomerMove(rule_id=str(rule_id), customer_ids=body.customer_ids)
        await customers.move(
            call.connection, call.company_id, move, actor=call.actor.label, now=call.now
        )
    call.located_at(f"rules/{rule_id}")
    return await _one(call, rule_id)


def _mode(body: types.RuleWrite) -> Mode:
    """What a rule does when nobody says: only one about single invoices sends by itself."""
    if body.mode is UNSET:
        return "propose" if body.scope == "customer" else "send"
    return body.mode


async def get_rule(call: Call, *, rule_id: UUID) -> types.Rule:
    """A rule as it is now."""
    return await _one(call, rule_id)


async def delete_rule(call: Call, *, rule_id: UUID) -> None:
    """Delete a rule of one's own that is empty."""
    ledger = await hold(call.connection, call.company_id, now=call.now)
    rule = await service.find_rule(call.connection, call.company_id, rule_id)
    await service.delete_rule(call.connection, ledger, rule, actor=call.actor.label)


async def list_rule_versions(call: Call, *, rule_id: UUID) -> types.RuleVersionPage:
    """Every version of a rule, newest first."""
    rows = await service.list_versions(call.connection, call.company_id, rule_id)
    return types.RuleVersionPage(items=[version_shown(row) for row in rows])


async def _one(call: Call, rule_id: UUID) -> types.Rule:
    row = await service.find_rule(call.connection, call.company_id, rule_id)
    call.etag(row["etag"])
    return rule_shown(row, on=call.now.date())
