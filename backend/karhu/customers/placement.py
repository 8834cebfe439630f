"""Which rule a customer is in: by default, by choice, and since when."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from karhu.customers.customer import Customer
from karhu.kit.problems import Fault
from karhu.kit.records import named
from karhu.rules.rule import BLOCKED, built_in_for


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What placing a customer needs to know of a rule; no kind means that it takes any."""

    id: UUID
    name: str
    built_in: str | None = None
    customer_kind: str | None = None

    def takes(self, kind: str) -> bool:
        """Whether customers of this kind can be in it."""
        return self.customer_kind is None or self.customer_kind == kind


class Rules:
    """The rules of one company that are not deleted."""

    def __init__(self, rules: Sequence[Rule], *, home: str) -> None:
        self.home = home
        self.by_id = {rule.id: rule for rule in rules}
        self._names = {rule.name.casefold(): rule for rule in rules}
        self._built_in = {rule.built_in: rule for rule in rules if rule.built_in}

    def by_default(self, *, kind: str, country: str) -> Rule:
        """The rule for customers whom nobody placed (R030-R034)."""
        return self._built_in[built_in_for(kind=kind, country=country, home=self.home)]

    def chosen(self, fields: Mapping[str, Any], *, kind: str) -> tuple[Rule | None, list[Fault]]:
        """The rule that a record names by id or name, and what is wrong with the choice."""
        finders = {"rule_id": self._by_id, "rule_name": self._by_name}
        rule, faults = named(fields, finders, unknown=unknown_rule)
        if rule is not None and not rule.takes(kind):
            pointer = "/rule_id" if fields.get("rule_id") else "/rule_name"
            faults.append(wrong_kind(rule, pointer=pointer))
        return rule, faults

    def _by_id(self, value: str) -> Rule | None:
        return self.by_id.get(UUID(value))

    def _by_name(self, value: str) -> Rule | None:
        return self._names.get(value.casefold())


def wrong_kind(rule: Rule, *, pointer: str) -> Fault:
    """The fault of a customer who does not fit a rule."""
    detail = f"The rule {rule.name} takes {_PLURALS[rule.customer_kind or '']} only."
    return Fault(pointer=pointer, code="rule_of_other_kind", detail=detail)


_PLURALS = {"business": "businesses", "consumer": "consumers", "": "customers"}


def unknown_rule(field: str, value: Any) -> Fault:
    """The fault of a rule that does not exist or is deleted."""
    detail = f"There is no rule {value}. List the rules to see which there are."
    return Fault(pointer=f"/{field}", code="unknown_rule", detail=detail)


def placed(
    after: Customer, *, before: Customer | None, chosen: Rule | None, rules: Rules, today: date
) -> Customer:
    """The customer in the rule that follows from the record.

    A customer who was placed by default and whose kind or country changes is placed by default
    again: the placement follows the customer card (R030), as it would have at creation. One whom a
    person or another system placed stays, unless the rule cannot take the new kind. A customer who
    was blocked by choice is not let into a rule by a corrected country.
    """
    if chosen is not None:
        if before is not None and before.rule_id == chosen.id:
            return after
        return _enter(after, chosen, before=before, rules=rules, today=today, is_by_default=False)
    default = rules.by_default(kind=after.kind, country=after.country)
    if before is None:
        return _enter(after, default, before=None, rules=rules, today=today, is_by_default=True)
    if (before.kind, before.country) == (after.kind, after.country):
        return after
    current = rules.by_id.get(before.rule_id)
    if current is not None and current.takes(after.kind) and not _stood_by_default(before, rules):
        return after
    return _enter(after, default, before=before, rules=rules, today=today, is_by_default=True)


def _stood_by_default(before: Customer, rules: Rules) -> bool:
    default = rules.by_default(kind=before.kind, country=before.country)
    return before.is_placed_by_default and before.rule_id == default.id


def _enter(
    after: Customer,
    rule: Rule,
    *,
    before: Customer | None,
    rules: Rules,
    today: date,
    is_by_default: bool,
) -> Customer:
    since = before.automation_since if before is not None else None
    return msgspec.structs.replace(
        after,
        rule_id=rule.id,
        is_placed_by_default=is_by_default,
        automation_since=None if rule.built_in == BLOCKED else since or today,
    )
