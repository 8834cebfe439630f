"""Which steps make a rule."""

from decimal import Decimal

import pytest

from karhu.contract.types import StepWrite
from karhu.rules.cadence import faults_of, remarks, steps_from
from karhu.rules.rule import Step, general_steps

REMINDER = Step(kind="reminder", offset_days=7)
NOTICE = Step(kind="notice", anchor="after_previous_sent", offset_days=14)


def told(*steps: Step, kind: str = "business") -> list[tuple[str, str]]:
    return [(fault.pointer, fault.code) for fault in faults_of(steps, kind)]


@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_the_general_rules_are_sound(kind: str) -> None:
    assert told(*general_steps(kind), kind=kind) == []  # type: ignore[arg-type]


def test_a_reminder_may_be_followed_by_any_number_of_notices() -> None:
    assert told(REMINDER) == told(REMINDER, NOTICE, NOTICE) == []


def test_a_rule_has_a_step() -> None:
    assert told() == [("/steps", "steps_missing")]


def test_the_first_step_counts_from_the_due_date_and_later_ones_do_not() -> None:
    first = Step(kind="reminder", anchor="after_previous_sent", offset_days=7)
    later = Step(kind="notice", anchor="after_due", offset_days=14)
    assert told(first, later) == [
        ("/steps/0/anchor", "first_counts_from_due"),
        ("/steps/1/anchor", "later_counts_from_previous"),
    ]


def test_a_notice_never_comes_first() -> None:
    assert told(Step(kind="notice", offset_days=7)) == [("/steps/0/kind", "notice_before_reminder")]


@pytest.mark.req("R125")
def test_a_rule_may_remind_twice_and_not_after_a_notice() -> None:
    again = Step(kind="reminder", anchor="after_previous_due", offset_days=7)
    assert told(REMINDER, again, NOTICE) == []
    assert told(REMINDER, NOTICE, again) == [("/steps/2/kind", "reminder_after_notice")]


@pytest.mark.req("R052")
def test_consumers_are_not_reminded_by_einvoice() -> None:
    step = Step(kind="reminder", offset_days=7, channel="einvoice")
    assert told(step, kind="consumer") == [("/steps/0/channel", "einvoice_to_consumer")]
    assert told(step, kind="business") == []


@pytest.mark.req("R105")
def test_a_rule_tells_that_a_channel_it_names_is_not_active() -> None:
    by_print = Step(kind="reminder", offset_days=7, channel="print")
    assert remarks([by_print, NOTICE], ["email"]) == ["channel_deactivated"]
    assert remarks([by_print, NOTICE], ["email", "print"]) == []
    assert remarks([REMINDER], ["email"]) == []
    assert remarks([REMINDER], []) == ["channel_deactivated"]


def test_what_a_step_leaves_out_is_filled_in() -> None:
    written = StepWrite(
        kind="reminder", anchor="after_due", offset_days=5, fee="5", trade_names=["A", " A "]
    )
    [step] = steps_from([written])
    assert (step.fee, step.minimum_open, step.channel) == (Decimal(5), Decimal(0), "default")
    assert (step.trade_names, step.days_to_pay) == (("A",), 14)
