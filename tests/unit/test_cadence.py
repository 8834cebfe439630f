"""Which steps make a rule."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from karhu.contract.types import StepWrite
from karhu.rules.cadence import Setting, faults_of, mode_faults, remarks, steps_from
from karhu.rules.rule import (
    Scope,
    Step,
    StepChannel,
    channels_of,
    collective_steps,
    general_steps,
)

REMINDER = Step(kind="reminder", offset_days=7)
NOTICE = Step(kind="notice", anchor="after_previous_sent", offset_days=14)


COLLECTION = Step(kind="collection_letter", anchor="after_previous_sent", offset_days=14)
WARNING = Step(kind="possession_warning", anchor="after_previous_sent", offset_days=14)


def told(
    *steps: Step, kind: str = "business", is_housing: bool = False, scope: Scope = "invoice"
) -> list[tuple[str, str]]:
    faults = faults_of(steps, kind, is_housing_company=is_housing, scope=scope)
    return [(fault.pointer, fault.code) for fault in faults]


def by(channel: StepChannel, step: Step = COLLECTION) -> Step:
    return msgspec.structs.replace(step, channel=channel)


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


def test_a_collection_letter_may_end_a_rule_or_be_all_of_it() -> None:
    alone = Step(kind="collection_letter", offset_days=14)
    assert told(REMINDER, NOTICE, COLLECTION) == told(REMINDER, COLLECTION) == told(alone) == []
    assert told(REMINDER, NOTICE, COLLECTION, COLLECTION) == []


def test_nothing_milder_follows_a_collection_letter() -> None:
    later = msgspec.structs.replace(REMINDER, anchor="after_previous_sent")
    assert told(REMINDER, COLLECTION, NOTICE, later) == [
        ("/steps/2/kind", "milder_after_collection"),
        ("/steps/3/kind", "milder_after_collection"),
    ]
    assert told(REMINDER, WARNING, COLLECTION, is_housing=True) == [
        ("/steps/2/kind", "milder_after_warning")
    ]


def test_a_third_collection_letter_and_a_second_warning_are_too_many() -> None:
    assert told(REMINDER, COLLECTION, COLLECTION, COLLECTION) == [
        ("/steps/3/kind", "too_many_collection_letters")
    ]
    assert told(REMINDER, WARNING, WARNING, is_housing=True) == [
        ("/steps/2/kind", "too_many_possession_warnings")
    ]


@pytest.mark.req("R054")
@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_a_collection_letter_is_never_saved_as_email(kind: str) -> None:
    assert told(REMINDER, NOTICE, by("email"), kind=kind) == [
        ("/steps/2/channel", "channel_not_allowed")
    ]
    assert told(REMINDER, NOTICE, by("print"), kind=kind) == []


@pytest.mark.req("R054")
def test_a_collection_letter_goes_by_einvoice_to_businesses_only() -> None:
    assert told(REMINDER, by("einvoice")) == []
    assert told(REMINDER, by("einvoice"), kind="consumer") == [
        ("/steps/1/channel", "einvoice_to_consumer")
    ]


@pytest.mark.req("R297")
def test_a_housing_companys_collection_letter_is_never_saved_as_einvoice() -> None:
    assert told(REMINDER, by("einvoice"), is_housing=True) == [
        ("/steps/1/channel", "channel_not_allowed")
    ]
    assert told(REMINDER, by("print"), is_housing=True) == []


def test_only_a_housing_company_warns_on_paper_after_a_letter_and_without_a_fee() -> None:
    assert told(REMINDER, WARNING, is_housing=True) == []
    assert told(REMINDER, WARNING) == [("/steps/1/kind", "housing_company_only")]
    first = Step(kind="possession_warning", offset_days=14)
    assert told(first, is_housing=True) == [("/steps/0/kind", "warning_first")]
    costly = msgspec.structs.replace(WARNING, fee=Decimal(5))
    assert told(REMINDER, costly, is_housing=True) == [("/steps/1/fee", "fee_not_allowed")]
    assert told(REMINDER, by("email", WARNING), is_housing=True) == [
        ("/steps/1/channel", "channel_not_allowed")
    ]


@pytest.mark.req("R053")
@pytest.mark.req("R054")
@pytest.mark.parametrize(
    ("kind", "business", "consumer", "housing"),
    [
        ("reminder", "einvoice email print", "email print", "einvoice email print"),
        ("notice", "einvoice email print", "email print", "einvoice email print"),
        ("collection_letter", "einvoice print", "print", "print"),
        ("possession_warning", "print", "print", "print"),
    ],
)
def test_each_kind_of_step_has_its_channels(
    kind: str, business: str, consumer: str, housing: str
) -> None:
    def of(customer_kind: str, *, is_housing: bool = False) -> str:
        channels = channels_of(kind, customer_kind, is_housing_company=is_housing)  # type: ignore[arg-type]
        return " ".join(channels)

    assert (of("business"), of("consumer")) == (business, consumer)
    assert of("business", is_housing=True) == housing


def test_a_rule_tells_that_its_collection_letter_has_no_active_channel() -> None:
    assert remarks([REMINDER, NOTICE, COLLECTION], ["email"]) == ["channel_deactivated"]
    assert remarks([REMINDER, NOTICE, COLLECTION], ["email", "print"]) == []


@pytest.mark.req("R297")
def test_a_rule_tells_that_its_channel_is_not_allowed_once_the_company_is_a_housing_one() -> None:
    steps, every = [REMINDER, by("einvoice")], ["email", "einvoice", "print"]
    assert remarks(steps, every) == []
    housing = Setting(is_housing_company=True)
    assert remarks(steps, every, housing) == ["channel_not_allowed"]


def test_a_rule_tells_that_the_law_wants_a_reminder_before_its_collection_letter() -> None:
    alone, every = [Step(kind="collection_letter", offset_days=14)], ["print"]
    day = date(2026, 3, 1)
    finnish = Setting(customer_kind="consumer", country="FI", as_of=day)
    assert remarks(alone, every, finnish) == ["reminder_needed_by_law"]
    business = msgspec.structs.replace(finnish, customer_kind="business")
    swedish = msgspec.structs.replace(finnish, country="SE")
    assert remarks(alone, every, business) == remarks(alone, every, swedish) == []


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


@pytest.mark.req("R050")
def test_a_general_rule_begins_later_with_consumers_because_their_law_does() -> None:
    assert general_steps("business")[0].offset_days == 7
    assert general_steps("consumer")[0].offset_days == 14


@pytest.mark.req("R265")
@pytest.mark.parametrize("is_housing", [True, False])
@pytest.mark.parametrize("kind", ["business", "consumer"])
def test_a_rule_over_all_invoices_begins_with_sound_steps(kind: str, *, is_housing: bool) -> None:
    """Payment request, payment demand and, in a housing company, the possession warning."""
    steps = collective_steps(is_housing_company=is_housing)
    kinds = ["reminder", "collection_letter", "possession_warning"][: 3 if is_housing else 2]
    assert [step.kind for step in steps] == kinds
    assert told(*steps, kind=kind, is_housing=is_housing, scope="customer") == []


@pytest.mark.req("R260")
@pytest.mark.req("R270")
def test_a_rule_over_all_invoices_never_sends_by_itself() -> None:
    [fault] = mode_faults("send", "customer")
    assert (fault.pointer, fault.code) == ("/mode", "sent_by_a_person")
    assert mode_faults("propose", "customer") == mode_faults("off", "customer") == []
    assert mode_faults("send", "invoice") == []


@pytest.mark.req("R273")
@pytest.mark.req("R277")
def test_counts_and_mass_runs_are_for_rules_over_all_invoices() -> None:
    counted = msgspec.structs.replace(REMINDER, minimum_count=2, is_in_mass_runs=False)
    assert told(counted) == [
        ("/steps/0/minimum_count", "customer_scope_only"),
        ("/steps/0/is_in_mass_runs", "customer_scope_only"),
    ]
    assert told(counted, scope="customer") == []


@pytest.mark.req("R297")
def test_letters_about_all_invoices_never_go_by_einvoice() -> None:
    step = Step(kind="reminder", offset_days=7, channel="einvoice")
    assert told(step, scope="customer") == [("/steps/0/channel", "channel_not_allowed")]
    allowed = channels_of("reminder", "business", is_housing_company=False, scope="customer")
    assert allowed == ("email", "print")
    setting = Setting(scope="customer")
    assert remarks([step], {"einvoice", "print"}, setting) == ["channel_not_allowed"]
