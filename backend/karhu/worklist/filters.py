"""What a list shows: which rule's, which tab, what is searched for."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from karhu.evaluation import service as evaluation
from karhu.evaluation.facts import CompanyFacts, RuleFacts
from karhu.identity.service import find_company, today
from karhu.kit.db import Connection
from karhu.kit.problems import unfit
from karhu.kit.sql import Statements
from karhu.kit.staging import rows_as_json
from karhu.worklist.tabs import LIST, places_of

sql = Statements(__file__)


class Worked(msgspec.Struct, frozen=True, kw_only=True):
    """The list of one rule on a day: what every statement about its rows is given."""

    company: CompanyFacts
    rule: RuleFacts
    today: date
    postal_days: int
    agency: str

    @property
    def scope(self) -> tuple[Any, ...]:
        """The first parameters of every statement: company, rule, day, postal days, places."""
        steps = {key: rule.steps for key, rule in self.company.rules.items()}
        places = rows_as_json(places_of(steps, self.rule.id))
        return (self.company.id, self.rule.id, self.today, self.postal_days, places)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which rows of a list."""

    tab: str = LIST
    search: str | None = None
    is_reached: bool | None = None

    @property
    def parameters(self) -> tuple[Any, ...]:
        """The parameters after the scope: tab, pattern, whether the next step is reached."""
        pattern = f"%{_escaped(self.search)}%" if self.search else None
        return (self.tab, pattern, self.is_reached)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def statement(name: str) -> str:
    """A statement of this capability with the rows it reads put in."""
    text: str = getattr(sql, name)
    return text.replace("{rows}", sql.rows_of_rule.rstrip())


async def worked(
    connection: Connection, company_id: UUID, rule_id: UUID | None, now: datetime
) -> Worked:
    """The list of a rule, or of the one that a list begins with; raises 422 for an unknown one."""
    row = await find_company(connection, company_id)
    company = await evaluation.company_facts(connection, row)
    if rule_id is None:
        rule_id = await connection.fetchval(sql.first_rule, company_id)
    if rule_id not in company.current_versions:
        raise unfit("rule_id", "unknown_rule", "There is no such rule. Leave it out, or see rules.")
    return Worked(
        company=company,
        rule=company.current_rule(rule_id),
        today=today(row, now),
        postal_days=row["postal_days"],
        agency=row["collection_agency"],
    )
