"""What a hold does to a decision, and when it ends by itself."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest

from karhu.evaluation.by_hand import decide_by_hand
from karhu.evaluation.collective import collect, decide_collected
from karhu.evaluation.facts import Facts
from karhu.holds.hold import Followed, Held, Instalment, ending_of, paid_in_order
from tests.builders import NOTICE, REMINDER, a_rule, decided, some_facts

FROM = date(2026, 2, 5)


def held(kind: str, **more: Any) -> tuple[Held, ...]:
    return (Held(kind=kind, **{"from_on": FROM, **more}),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("dispute", "disputed"),
        ("promise_to_pay", "promise_to_pay"),
        ("bankruptcy", "bankruptcy"),
        ("deceased", "deceased"),
        ("manual_review", "manual_review"),
    ],
)
def test_a_hold_holds_from_its_first_day_through_its_last(kind: str, code: str) -> None:
    hold = held(kind, until_on=date(2026, 2, 20))
    during = decided("2026-02-20", holds=hold)
    assert (during.outcome, during.codes) == ("hold", (code,))
    assert during.reasons[0].detail == "2026-02-05"
    assert during.first_change_on == date(2026, 2, 21)
    assert decided("2026-02-21", holds=hold).outcome == "act"
    assert decided("2026-02-08", holds=held(kind, from_on=date(2026, 2, 9))).outcome == "act"


def test_a_hold_without_a_last_day_never_falls_away_by_itself() -> None:
    decision = decided("2026-06-01", holds=held("bankruptcy"))
    assert (decision.outcome, decision.first_change_on) == ("hold", None)


def test_a_hold_that_ends_in_a_review_holds_past_its_day_until_somebody_lifts_it() -> None:
    hold = held("dispute", until_on=date(2026, 2, 10), is_reviewed=True)
    decision = decided("2026-03-01", holds=hold)
    assert (decision.codes, decision.first_change_on) == (("disputed",), None)


def test_of_the_ledgers_promise_and_ours_the_later_one_counts() -> None:
    hold = held("promise_to_pay", until_on=date(2026, 2, 28))
    decision = decided("2026-02-10", holds=hold, promised_on=date(2026, 2, 15))
    assert decision.codes == ("promise_to_pay",)
    assert decision.first_change_on == date(2026, 3, 1)


def test_a_review_that_a_hold_asked_for_ends_with_the_hold() -> None:
    stored = {"decided_outcome": "hold", "decided_reasons": ["manual_review"]}
    assert decided("2026-02-10", **stored, flags=4096).outcome == "act"
    assert decided("2026-02-10", **stored).codes == ("manual_review",)


@pytest.mark.req("R084")
def test_a_step_that_comes_due_during_a_payment_plan_is_given_up() -> None:
    decision = decided("2026-02-08", holds=held("payment_plan"))
    assert (decision.outcome, decision.codes) == ("forfeit", ("payment_plan",))


@pytest.mark.req("R085")
@pytest.mark.req("X7")
def test_a_step_that_came_due_during_a_plan_is_given_up_though_nobody_looked_meanwhile() -> None:
    plan = held("payment_plan", ended_on=date(2026, 3, 1))
    assert decided("2026-03-05", holds=plan).outcome == "forfeit"  # it came due on 8 February
    before = held("payment_plan", from_on=date(2026, 2, 2), ended_on=date(2026, 2, 8))
    assert decided("2026-02-08", holds=before).outcome == "act"  # on the day it ended


@pytest.mark.req("R085")
def test_after_a_plan_the_next_step_counts_from_the_day_it_ended() -> None:
    notice = {"step_number": 2, "reminder_sent_on": date(2026, 2, 8), "rule": a_rule()}
    plan = held("payment_plan", from_on=date(2026, 2, 10), ended_on=date(2026, 2, 20))
    assert decided("2026-03-05", **notice, holds=plan).reached_on == date(2026, 3, 6)
    assert decided("2026-03-06", **notice, holds=plan).outcome == "act"


def test_after_a_step_given_up_to_a_plan_the_next_one_counts_from_that_day() -> None:
    rule = a_rule(REMINDER, NOTICE, NOTICE)
    third = {"step_number": 3, "reminder_sent_on": date(2026, 2, 8), "rule": rule}
    assert decided("2026-02-23", **third, counts_from_on=date(2026, 2, 22)).reached_on == date(
        2026, 3, 8
    )


def plan(paid: str, *days: str, grace_days: int | None = None) -> Followed:
    return Followed(
        kind="payment_plan", scope="invoice", until_on=None, afterwards="resume",
        grace_days=grace_days, is_settled=False, paid=Decimal(paid),
        instalments=tuple(
            Instalment(due_on=date.fromisoformat(day), amount=Decimal(50)) for day in days
        ),
    )  # fmt: skip


def test_a_plan_is_broken_once_an_instalment_is_unpaid_longer_than_its_grace() -> None:
    late = plan("70.00", "2026-03-01", "2026-04-01", "2026-05-01")
    assert ending_of(late, date(2026, 4, 6)) is None
    assert ending_of(late, date(2026, 4, 7)) == "broken"
    strict = plan("0.00", "2026-03-01", grace_days=0)
    assert ending_of(strict, date(2026, 3, 1)) is None
    assert ending_of(strict, date(2026, 3, 2)) == "broken"
    assert ending_of(plan("150.00", "2026-03-01", "2026-04-01"), date(2026, 3, 2)) == "kept"


def test_money_counts_on_the_instalments_in_their_order() -> None:
    counted = paid_in_order(plan("70.00", "2026-03-01", "2026-04-01").instalments, Decimal(70))
    assert [one.paid for one in counted] == [Decimal(50), Decimal(20)]
    states = [one.state_on(date(2026, 4, 3), grace_days=5) for one in counted]
    assert states == ["kept", "late"]


def test_a_promise_is_kept_or_broken_and_a_settled_dispute_is_over() -> None:
    def on(kind: str, day: str, *, is_settled: bool = False, **more: Any) -> str | None:
        fields: dict[str, Any] = {
            "scope": "invoice", "until_on": date(2026, 2, 20), "afterwards": "resume",
            "grace_days": None, "is_settled": is_settled, "paid": Decimal(0), **more,
        }  # fmt: skip
        return ending_of(Followed(kind=kind, **fields), date.fromisoformat(day))  # type: ignore[arg-type]

    assert on("promise_to_pay", "2026-02-20") is None
    assert on("promise_to_pay", "2026-02-21") == "broken"
    assert on("promise_to_pay", "2026-02-21", is_settled=True) == "kept"
    assert on("promise_to_pay", "2026-02-21", afterwards="review") is None
    assert on("dispute", "2026-02-10", is_settled=True) == "settled"
    assert on("dispute", "2026-02-21") == "expired"
    assert on("bankruptcy", "2026-02-10", is_settled=True, scope="customer") is None


def test_what_a_person_set_is_not_overridden_by_sending_by_hand() -> None:
    by_hand = some_facts(decided_outcome="hold", decided_reasons=["manual_review"])
    assert decide_by_hand(by_hand, 1, date(2026, 2, 10)).outcome == "act"
    for kind in ("manual_review", "deceased", "payment_plan"):
        facts = some_facts(holds=held(kind))
        assert decide_by_hand(facts, 1, date(2026, 2, 10)).outcome in ("hold", "forfeit"), kind


def test_a_hold_on_one_invoice_leaves_the_others_in_the_letter_of_their_case() -> None:
    def items(**more: Any) -> list[Facts]:
        return [some_facts(invoice_id=UUID(int=41)), some_facts(invoice_id=UUID(int=42), **more)]

    day = date(2026, 2, 10)
    alone = collect(items(holds=held("manual_review")), day)
    assert [one.invoice_id for one in alone.items] == [UUID(int=41)]
    assert [reason.code for reason in alone.left_out[0].reasons] == ["manual_review"]
    assert decide_collected(alone, day).outcome == "act"
    customers = held("bankruptcy", scope="customer")
    whole = collect([msgspec.structs.replace(one, holds=customers) for one in items()], day)
    assert decide_collected(whole, day).codes == ("bankruptcy",)
