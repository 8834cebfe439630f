"""Facts for tests of the decision: an overdue invoice of 100 EUR, changed in one line."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.channels.parcel import Parcel
from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import CompanyFacts, Facts, RuleFacts
from karhu.evaluation.service import look
from karhu.letters.document import Account, Document, Line, Party
from karhu.letters.letter import Letter
from karhu.rules.rule import Step

DUE = date(2026, 2, 1)
GENERAL, BLOCKING = UUID(int=1), UUID(int=2)
REMINDER = Step(kind="reminder", offset_days=7)
NOTICE = Step(kind="notice", anchor="after_previous_sent", offset_days=14)


def a_rule(*steps: Step, **more: Any) -> RuleFacts:
    """A rule that sends; without steps a reminder after 7 days and a notice 14 days later."""
    fields = {"id": GENERAL, "version": 1, "name": "Rule", "mode": "send", "is_blocking": False}
    return RuleFacts(steps=steps or (REMINDER, NOTICE), **{**fields, **more})


def a_company(rule: RuleFacts | None = None, **more: Any) -> CompanyFacts:
    """A Finnish company with the automation on, e-mail active and an account in euros."""
    rule = rule or a_rule()
    blocking = a_rule(id=BLOCKING, is_blocking=True)
    blocking = msgspec.structs.replace(blocking, steps=())
    fields: dict[str, Any] = {
        "id": UUID(int=9),
        "name": "Karhula Oy",
        "country": "FI",
        "automation_is_on": True,
        "activated_on": date(2026, 1, 1),
        "backlog_policy": "quarantine",
        "active_channels": frozenset({"email"}),
        "account_currencies": frozenset({"EUR"}),
        "bank_data_until": None,
        "bank_data_max_age_days": None,
        "rests_on_quiet_days": False,
        "resumes_corrected": True,
        "undo_window_minutes": 30,
        "is_housing_company": False,
        "reminder_fee_is_agreed": False,
        "recognises_income": "when_paid",
        "blocking_rule_id": BLOCKING,
        "rules": {(rule.id, rule.version): rule, (BLOCKING, 1): blocking},
        "current_versions": {rule.id: rule.version, BLOCKING: 1},
    }
    return CompanyFacts(**{**fields, **more})


def some_facts(rule: RuleFacts | None = None, **more: Any) -> Facts:
    """An open case at its first step; its invoice of 100.00 EUR was due on DUE."""
    company = more.pop("company", None) or a_company(rule)
    fields: dict[str, Any] = dict.fromkeys(Facts.__struct_fields__)
    fields |= {
        "case_id": UUID(int=3),
        "invoice_id": UUID(int=4),
        "customer_id": UUID(int=5),
        "case_state": "open",
        "step_number": 1,
        "customer_rule_id": GENERAL,
        "customer_kind": "business",
        "country": "FI",
        "email": "debtor@example.com",
        "flags": 0,
        "kind": "invoice",
        "currency": "EUR",
        "total": Decimal("100.00"),
        "open": Decimal("100.00"),
        "costs_open": Decimal("0.00"),
        "fee_count": 0,
        "open_count": 1,
        "sent_on": date(2026, 1, 15),
        "due_on": DUE,
        "automation_since": date(2026, 1, 1),
        "received_on": date(2026, 1, 15),
        "rule": rule or company.current_rule(GENERAL),
        "company": company,
    }
    return Facts(**{**fields, **more})


def decided(as_of: date | str, rule: RuleFacts | None = None, **more: Any) -> Decision:
    """What is decided about such an invoice on a day."""
    day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return look(some_facts(rule, **more), day)[1]


def a_line(**more: Any) -> Line:
    """One overdue invoice of 100.00, reminded of."""
    fields: dict[str, Any] = {
        "step": "reminder",
        "invoice_number": "5001",
        "invoice_on": date(2026, 1, 18),
        "due_on": DUE,
        "reference": "500115",
        "total": Decimal("100.00"),
        "open": Decimal("100.00"),
        "pay_by_on": date(2026, 2, 22),
    }
    return Line(**{**fields, **more})


def a_document(*lines: Line, **more: Any) -> Document:
    """A Finnish reminder of one invoice, to be paid to an account in euros."""
    fields: dict[str, Any] = {
        "kind": "reminder",
        "id": "0199f0c0-0000-7000-8000-000000000001",
        "language": "fi",
        "country": "FI",
        "sent_on": date(2026, 2, 8),
        "due_on": date(2026, 2, 22),
        "creditor": Party(
            name="Karhulan Kahvipaahtimo Oy", street="Satamakatu 4", postcode="48600",
            city="Kotka", country="FI", business_id="1234567-1", email="laskut@example.com",
            phone="+358401234567", website="www.example.com",
        ),
        "debtor": Party(
            name="Asiakas Oy", street="Kauppakatu 12 A 3", postcode="48100", city="Kotka",
            country="FI",
        ),
        "currency": "EUR",
        "title": "Maksumuistutus",
        "text": "Laskumme on kirjanpitomme mukaan maksamatta.",
        "reference": "500115",
        "account": Account(iban="FI2112345600000785", bic="NDEAFIHH"),
        "lines": lines or (a_line(),),
    }  # fmt: skip
    return Document(**{**fields, **more})


def a_parcel(mail: Letter | None = None, **more: Any) -> Parcel:
    """A parcel with a mail, or with whatever else is given."""
    fields: dict[str, Any] = {"id": UUID(int=7), "company_id": UUID(int=9)}
    return Parcel(**{**fields, "document": a_document(), "mail": mail, **more})
