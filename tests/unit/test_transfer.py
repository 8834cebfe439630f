"""Which invoices are proposed for collection."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from karhu.cases.transfer import proposes_transfer
from karhu.evaluation import facts as f
from tests.builders import BLOCKING, a_company, some_facts

DUE = date(2026, 2, 3)  # a Tuesday
LATER = DUE + timedelta(days=60)


def reasons(as_of: date = LATER, *, due_on: date = DUE, **more: Any) -> tuple[str, ...]:
    settings = {name: more[name] for name in more if name.startswith(("transfer", "bank"))}
    company = a_company(**settings)
    others = {name: more[name] for name in more if name not in settings}
    facts = some_facts(company=company, due_on=due_on, **others)
    return proposes_transfer(facts, company, as_of)


@pytest.mark.req("R262")
@pytest.mark.parametrize(
    ("days", "expected"),
    [(0, ("not_due",)), (1, ("not_reached",)), (13, ("not_reached",)), (14, ()), (15, ())],
)
def test_the_waiting_days_are_counted_from_the_due_date(days: int, expected: tuple[str]) -> None:
    assert reasons(DUE + timedelta(days=days)) == expected


@pytest.mark.req("R262")
def test_without_waiting_days_an_invoice_is_proposed_once_it_is_overdue() -> None:
    """Due on a Sunday: it may be paid on Monday."""
    sunday = date(2026, 2, 1)
    found = [
        reasons(sunday + timedelta(days=days), due_on=sunday, transfer_waiting_days=0)
        for days in range(3)
    ]
    assert found == [("not_due",), ("not_due",), ()]


@pytest.mark.req("R263")
@pytest.mark.parametrize(
    ("open", "expected"),
    [("19.99", ("below_minimum_open",)), ("20.00", ()), ("0.00", ("settled",))],
)
def test_small_debts_are_not_proposed(open: str, expected: tuple[str]) -> None:
    assert reasons(open=Decimal(open), transfer_minimum_open=Decimal(20)) == expected


@pytest.mark.req("R264")
@pytest.mark.parametrize(
    ("until", "is_proposed"), [(None, False), (DUE, False), (DUE + timedelta(days=1), True)]
)
def test_bank_data_of_a_later_day_than_the_due_date_may_be_asked_for(
    until: date | None, is_proposed: bool
) -> None:
    asked = reasons(transfer_needs_bank_data=True, bank_data_until=until)
    assert asked == (() if is_proposed else ("stale_bank_data",))
    assert reasons(bank_data_until=until) == ()


@pytest.mark.req("R261")
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("collection_ban", {"flags": f.HAS_COLLECTION_BAN}),
        ("payment_plan", {"flags": f.HAS_PAYMENT_PLAN}),
        ("at_agency", {"flags": f.IS_AT_AGENCY}),
        ("disputed", {"disputed_since": DUE}),
        ("promise_to_pay", {"promised_on": LATER}),
        ("credit_note", {"kind": "credit_note"}),
        ("customer_blocked", {"customer_rule_id": BLOCKING}),
    ],
)
def test_what_could_not_be_collected_is_not_proposed(code: str, changes: dict[str, Any]) -> None:
    assert reasons(**changes) == (code,)
    assert reasons(DUE, **changes) == ("not_due", code)  # every reason, not the first
