"""Every reason has one meaning, and all that apply are told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from karhu.evaluation import facts as f
from karhu.evaluation.decide import decide
from karhu.evaluation.reasons import CLASS_OF
from karhu.rules.rule import Step
from tests.builders import BLOCKING, DUE, NOTICE, REMINDER, a_company, a_rule, decided, some_facts

REACHED = DUE + timedelta(days=7)
EARLIER = DUE - timedelta(days=9)
NOTICE_ON = REACHED + timedelta(days=14)


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(-1, "wait"), (0, "wait"), (1, "wait"), (6, "wait"), (7, "act"), (8, "act")],
)
def test_a_reminder_goes_on_its_day_and_never_before(days: int, outcome: str) -> None:
    assert decided(DUE + timedelta(days=days)).outcome == outcome


def test_an_invoice_on_its_due_date_is_not_overdue() -> None:
    decision = decided(DUE)
    assert (decision.codes, decision.first_change_on) == (("not_due",), REACHED)


def test_an_act_says_that_its_step_is_reached() -> None:
    decision = decided(REACHED)
    assert (decision.codes, decision.channel, decision.pay_by_on) == (
        ("step_reached",),
        "email",
        REACHED + timedelta(days=14),
    )


FORFEITS: list[tuple[str, dict[str, Any]]] = [
    pytest.param("collection_ban", {"flags": f.HAS_COLLECTION_BAN}, marks=pytest.mark.req("R083")),
    pytest.param("payment_plan", {"flags": f.HAS_PAYMENT_PLAN}, marks=pytest.mark.req("R084")),
    pytest.param("customer_blocked", {"customer_rule_id": BLOCKING}, marks=pytest.mark.req("R086")),
    pytest.param("invoice_opted_out", {"flags": f.IS_OPTED_OUT}, marks=pytest.mark.req("R082")),
    pytest.param("outside_automation", {"flags": f.WAS_OUTSIDE}, marks=pytest.mark.req("R096")),
    pytest.param(
        "already_reminded", {"told_reminded_on": EARLIER}, marks=pytest.mark.req("R087")
    ),
    pytest.param(
        "already_reminded", {"told_noticed_on": EARLIER}, marks=pytest.mark.req("R087")
    ),
    pytest.param("factoring", {"flags": f.IS_FACTORED}, marks=pytest.mark.req("R089")),
    pytest.param("interest_invoice", {"kind": "interest_invoice"}, marks=pytest.mark.req("R092")),
    pytest.param("credit_note", {"kind": "credit_note"}, marks=pytest.mark.req("R093")),
    pytest.param("at_agency", {"flags": f.IS_AT_AGENCY}, marks=pytest.mark.req("R094")),
    pytest.param("direct_debit", {"flags": f.HAS_DIRECT_DEBIT}, marks=pytest.mark.req("R051")),
    pytest.param(
        "consumer_einvoice_agreement",
        {"flags": f.HAS_CONSUMER_EINVOICE, "customer_kind": "consumer"},
        marks=pytest.mark.req("R095"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("code", "changes"), FORFEITS)
def test_a_forfeit_gives_the_step_up(code: str, changes: dict[str, Any]) -> None:
    decision = decided(REACHED, **changes)
    assert (decision.outcome, decision.codes) == ("forfeit", (code,))


@pytest.mark.req("R095")
def test_an_einvoice_agreement_stops_a_consumer_and_not_a_business() -> None:
    assert decided(REACHED, flags=f.HAS_CONSUMER_EINVOICE).outcome == "act"


HOLDS: list[tuple[str, dict[str, Any]]] = [
    pytest.param("in_sending", {"flags": f.IS_IN_SENDING}, marks=pytest.mark.req("R091")),
    ("in_sending", {"decided_outcome": "act"}),
    ("unsent_invoice", {"flags": f.IS_UNSENT}),
    ("missing_contact_data", {"email": None}),
    ("missing_contact_data", {"failed_recipient": "debtor@example.com"}),
    ("disputed", {"disputed_since": DUE}),
    ("promise_to_pay", {"promised_on": REACHED}),
    ("no_bank_account_for_currency", {"currency": "SEK"}),
    ("manual_review", {"case_state": "quarantined"}),
    ("manual_review", {"decided_outcome": "hold", "decided_reasons": ["manual_review"]}),
]


@pytest.mark.parametrize(("code", "changes"), HOLDS)
def test_a_hold_waits_and_is_looked_at_again(code: str, changes: dict[str, Any]) -> None:
    decision = decided(REACHED, **changes)
    assert (decision.outcome, decision.codes) == ("hold", (code,))


@pytest.mark.req("R045")
@pytest.mark.parametrize(
    ("open", "outcome"), [("19.99", "hold"), ("20.00", "act"), ("20.01", "act")]
)
def test_a_step_waits_for_its_smallest_open_amount(open: str, outcome: str) -> None:
    rule = a_rule(Step(kind="reminder", offset_days=7, minimum_open=Decimal("20.00")))
    assert decided(REACHED, rule, open=Decimal(open)).outcome == outcome


@pytest.mark.req("R046")
def test_a_step_may_be_limited_to_trade_names() -> None:
    rule = a_rule(Step(kind="reminder", offset_days=7, trade_names=("Pesula",)))
    assert decided(REACHED, rule, trade_name="Pesula").outcome == "act"
    assert decided(REACHED, rule, trade_name="Kahvila").codes == ("other_trade_name",)
    assert decided(REACHED, rule, trade_name=None).codes == ("other_trade_name",)


ENDS: list[tuple[str, dict[str, Any]]] = [
    ("settled", {"open": Decimal(0)}),
    pytest.param(
        "principal_paid_costs_open",
        {"open": Decimal(0), "costs_open": Decimal("5.00")},
        marks=pytest.mark.req("R088"),
    ),
    pytest.param("negative_balance", {"open": Decimal("-1.00")}, marks=pytest.mark.req("R142")),
    pytest.param(
        "zero_balance", {"open": Decimal(0), "total": Decimal(0)}, marks=pytest.mark.req("R143")
    ),
    ("case_closed", {"case_state": "closed"}),
    ("rule_finished", {"step_number": 3}),
]


@pytest.mark.parametrize(("code", "changes"), ENDS)
def test_nothing_more_is_done_when_it_is_over(code: str, changes: dict[str, Any]) -> None:
    decision = decided(REACHED, **changes)
    assert (decision.outcome, decision.codes) == ("done", (code,))


@pytest.mark.parametrize("rule", [a_rule(mode="off"), a_rule()])
def test_automation_that_is_off_does_nothing(rule: f.RuleFacts) -> None:
    company = a_company(rule, automation_is_on=rule.mode == "off")
    assert decided(REACHED, company=company).codes == ("automation_off",)


def test_every_reason_that_applies_is_told_not_the_first() -> None:
    decision = decided(
        REACHED,
        flags=f.HAS_COLLECTION_BAN | f.HAS_PAYMENT_PLAN | f.IS_UNSENT,
        disputed_since=DUE,
        email=None,
    )
    assert decision.codes == (
        "collection_ban",
        "payment_plan",
        "unsent_invoice",
        "disputed",
        "missing_contact_data",
    )


def test_what_will_stand_in_the_way_is_told_before_the_day() -> None:
    decision = decided(DUE + timedelta(days=1), flags=f.HAS_PAYMENT_PLAN)
    assert (decision.outcome, decision.codes) == ("wait", ("not_reached", "payment_plan"))


def test_a_promise_that_was_broken_ends_by_itself() -> None:
    promised = REACHED + timedelta(days=3)
    decision = decided(REACHED, promised_on=promised)
    assert decision.first_change_on == promised + timedelta(days=1)
    assert decided(promised + timedelta(days=1), promised_on=promised).outcome == "act"


def test_a_hold_that_only_a_person_can_end_names_no_day() -> None:
    assert decided(REACHED, disputed_since=DUE, promised_on=REACHED).first_change_on is None


class TestNotice:
    """A notice needs a reminder, sent or told."""

    def test_it_counts_from_the_day_the_reminder_was_sent(self) -> None:
        late = REACHED + timedelta(days=3)
        facts = {"step_number": 2, "reminder_sent_on": late}
        assert decided(late + timedelta(days=13), **facts).outcome == "wait"
        assert decided(late + timedelta(days=14), **facts).outcome == "act"

    @pytest.mark.req("R099")
    def test_it_counts_from_a_reminder_sent_by_hand(self) -> None:
        told = REACHED + timedelta(days=5)
        facts = {"step_number": 2, "told_reminded_on": told, "flags": f.WAS_OUTSIDE}
        assert decided(told + timedelta(days=14), **facts).outcome == "act"

    @pytest.mark.req("R098")
    def test_without_a_reminder_it_waits_for_one(self) -> None:
        decision = decided(NOTICE_ON, step_number=2, flags=f.WAS_OUTSIDE)
        assert (decision.outcome, decision.codes) == ("hold", ("previous_step_missing",))

    def test_a_notice_told_at_import_gives_it_up(self) -> None:
        facts = {"step_number": 2, "told_noticed_on": DUE, "reminder_sent_on": REACHED}
        assert decided(NOTICE_ON, **facts).codes == ("already_noticed",)

    def test_it_may_count_from_the_due_date_that_the_reminder_gave(self) -> None:
        step = Step(kind="notice", anchor="after_previous_due", offset_days=7)
        pay_by = REACHED + timedelta(days=14)
        facts = {"step_number": 2, "reminder_sent_on": REACHED, "last_pay_by_on": pay_by}
        decision = decided(pay_by, a_rule(REMINDER, step), **facts)
        assert decision.reached_on == pay_by + timedelta(days=7)


class TestChannel:
    """`default` resolves by the customer's data: e-invoice, e-mail, print."""

    ALL = frozenset({"email", "einvoice", "print"})

    @pytest.mark.req("R053")
    @pytest.mark.parametrize(
        ("kind", "flags", "email", "channel"),
        [
            ("business", f.HAS_EINVOICE_ADDRESS | f.HAS_POSTAL_ADDRESS, "a@b.fi", "einvoice"),
            ("business", f.HAS_POSTAL_ADDRESS, "a@b.fi", "email"),
            ("business", f.HAS_POSTAL_ADDRESS, None, "print"),
            ("consumer", f.HAS_EINVOICE_ADDRESS | f.HAS_POSTAL_ADDRESS, "a@b.fi", "email"),
            ("consumer", f.HAS_EINVOICE_ADDRESS | f.HAS_POSTAL_ADDRESS, None, "print"),
        ],
    )
    def test_default_follows_the_customers_data(
        self, kind: str, flags: int, email: str | None, channel: str
    ) -> None:
        company = a_company(active_channels=self.ALL)
        decision = decided(REACHED, company=company, customer_kind=kind, flags=flags, email=email)
        assert decision.channel == channel

    @pytest.mark.req("R105")
    def test_a_channel_that_is_not_active_holds_and_nothing_goes_elsewhere(self) -> None:
        decision = decided(REACHED, flags=f.HAS_EINVOICE_ADDRESS)
        assert (decision.outcome, decision.codes) == ("hold", ("channel_deactivated",))

    def test_print_needs_a_whole_address(self) -> None:
        rule = a_rule(Step(kind="reminder", offset_days=7, channel="print"))
        company = a_company(rule, active_channels=self.ALL)
        assert decided(REACHED, company=company).codes == ("missing_billing_address",)


class TestFee:
    """The law of the debtor's country clamps, and says which article did it."""

    def fee(self, wanted: str, day: date, **more: Any) -> tuple[Decimal | None, str | None]:
        rule = a_rule(Step(kind="reminder", offset_days=1, fee=Decimal(wanted)))
        decision = decided(day, rule, **more)
        assert decision.outcome == "act"
        return decision.fee, decision.fee_basis

    def test_a_finnish_consumer_pays_at_most_five_euros(self) -> None:
        fee, basis = self.fee("10.00", DUE + timedelta(days=15), customer_kind="consumer")
        assert fee == Decimal("5.00")
        assert basis is not None
        assert "513/1999 10 a §" in basis

    def test_a_finnish_consumer_pays_nothing_before_two_weeks(self) -> None:
        """The first of February 2026 is a Sunday: the second was still in time."""
        for days, amount in ((13, None), (14, None), (15, Decimal("5.00"))):
            day = DUE + timedelta(days=days)
            fee, basis = self.fee("5.00", day, customer_kind="consumer")
            assert fee == amount
            assert (basis is None) == (amount is not None)

    @pytest.mark.parametrize(("billed", "amount"), [("2026-01-18", "5.00"), ("2026-01-19", None)])
    def test_a_finnish_consumer_billed_too_late_pays_nothing(
        self, billed: str, amount: str | None
    ) -> None:
        day, sent_on = DUE + timedelta(days=20), date.fromisoformat(billed)
        fee, basis = self.fee("5.00", day, customer_kind="consumer", sent_on=sent_on)
        assert fee == (amount and Decimal(amount))
        assert bool(basis) == (amount is None)

    def test_a_housing_charge_is_no_consumer_claim(self) -> None:
        rule = a_rule(Step(kind="reminder", offset_days=1, fee=Decimal("20.00")))
        company = a_company(rule, is_housing_company=True)
        decision = decided(REACHED, company=company, customer_kind="consumer")
        assert decision.fee == Decimal("12.00")

    @pytest.mark.parametrize(("is_agreed", "amount"), [(True, "60.00"), (False, None)])
    def test_a_swedish_reminder_costs_something_only_if_that_was_agreed(
        self, is_agreed: bool, amount: str | None
    ) -> None:
        rule = a_rule(Step(kind="reminder", offset_days=1, fee=Decimal("75.00")))
        accounts = frozenset({"SEK"})
        company = a_company(rule, account_currencies=accounts, reminder_fee_is_agreed=is_agreed)
        decision = decided(REACHED, company=company, country="SE", currency="SEK")
        assert decision.fee == (amount and Decimal(amount))
        assert "1981:739" in (decision.fee_basis or "")

    @pytest.mark.parametrize(("count", "amount"), [(1, "30.00"), (2, None)])
    def test_a_norwegian_pays_for_two_letters_at_most(self, count: int, amount: str | None) -> None:
        rule = a_rule(Step(kind="reminder", offset_days=1, fee=Decimal("30.00")))
        company = a_company(rule, account_currencies=frozenset({"NOK"}))
        day = DUE + timedelta(days=40)
        decision = decided(day, company=company, country="NO", currency="NOK", fee_count=count)
        assert decision.fee == (amount and Decimal(amount))

    def test_a_finnish_business_pays_at_most_twelve_euros(self) -> None:
        assert self.fee("12.00", REACHED) == (Decimal("12.00"), None)
        assert self.fee("12.01", REACHED)[0] == Decimal("12.00")

    @pytest.mark.req("R058")
    def test_the_fees_number_counts_in_the_invoices_currency(self) -> None:
        company = a_company(
            a_rule(Step(kind="reminder", offset_days=1, fee=Decimal("10.00"))),
            account_currencies=frozenset({"SEK"}),
        )
        decision = decided(REACHED, company=company, currency="SEK")
        assert decision.fee == Decimal("10.00")

    def test_a_country_without_figures_allows_no_fee(self) -> None:
        assert self.fee("5.00", REACHED, country="EE")[0] is None


class TestQuietDays:
    def test_nothing_goes_on_a_sunday_or_a_holiday_when_the_company_rests(self) -> None:
        company = a_company(rests_on_quiet_days=True)
        decision = decided("2026-02-08", company=company)
        assert (decision.codes, decision.first_change_on) == (("quiet_day",), date(2026, 2, 9))
        assert decided("2026-02-09", company=company).outcome == "act"

    def test_other_companies_send_on_any_day(self) -> None:
        assert decided("2026-02-08").outcome == "act"


class TestBankData:
    @pytest.mark.parametrize(("age", "outcome"), [(0, "act"), (2, "act"), (3, "hold")])
    def test_old_bank_data_hold(self, age: int, outcome: str) -> None:
        until = REACHED - timedelta(days=age)
        company = a_company(bank_data_max_age_days=2, bank_data_until=until)
        assert decided(REACHED, company=company).outcome == outcome

    @pytest.mark.req("R264")
    def test_bank_data_that_end_before_the_due_date_hold_however_new(self) -> None:
        day_before = a_company(bank_data_max_age_days=60, bank_data_until=DUE - timedelta(days=1))
        assert decided(REACHED, company=day_before).codes == ("stale_bank_data",)
        that_day = a_company(bank_data_max_age_days=60, bank_data_until=DUE)
        assert decided(REACHED, company=that_day).outcome == "act"

    def test_a_gate_without_any_bank_data_holds(self) -> None:
        company = a_company(bank_data_max_age_days=2)
        assert decided(REACHED, company=company).codes == ("stale_bank_data",)


def test_every_reason_that_a_decision_can_give_has_one_class() -> None:
    codes = {
        code
        for entry in (*FORFEITS, *HOLDS, *ENDS)
        for code in [getattr(entry, "values", entry)[0]]
    }
    assert codes <= set(CLASS_OF)


def test_a_decision_is_the_same_however_often_it_is_made() -> None:
    facts = some_facts()
    assert {decide(facts, REMINDER, facts.law, REACHED).codes for _ in range(3)} == {
        ("step_reached",)
    }
    assert decide(facts, NOTICE, facts.law, REACHED).step == NOTICE
