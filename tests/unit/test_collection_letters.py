"""A collection letter: what must have gone before it, how it goes, and what it may cost."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from karhu.evaluation import facts as f
from karhu.evaluation.decide import Decision, decide
from karhu.evaluation.reasons import CLASS_OF
from karhu.jurisdictions.fees import Letter, allowed_fee
from karhu.jurisdictions.law import PACKS, law_of, read_pack
from karhu.rules.rule import Step
from tests.builders import DUE, NOTICE, REMINDER, a_company, a_rule, decided, some_facts

COLLECTION = Step(kind="collection_letter", anchor="after_previous_sent", offset_days=10)
WARNING = Step(kind="possession_warning", anchor="after_previous_sent", offset_days=10)
REMINDED, NOTICED = DUE + timedelta(days=14), DUE + timedelta(days=28)
ALL = frozenset({"email", "einvoice", "print"})
ADDRESSED = f.HAS_POSTAL_ADDRESS
LATE = DUE + timedelta(days=90)


def collected(as_of: date = LATE, *steps: Step, **more: Any) -> Decision:
    """What is decided about the last step of a rule whose letters before it were sent."""
    rule = a_rule(*(steps or (REMINDER, NOTICE, COLLECTION)))
    settings = {"active_channels": ALL, **more.pop("settings", {})}
    fields = {
        "reminder_sent_on": REMINDED,
        "notice_sent_on": NOTICED,
        "flags": ADDRESSED,
        "step_number": len(rule.steps),
        **more,
    }
    return decided(as_of, company=a_company(rule, **settings), **fields)


class TestLettersBefore:
    """It is never a first contact, unless the rule has nothing before it."""

    @pytest.mark.parametrize(
        ("sent", "missing"),
        [
            ({"reminder_sent_on": None, "notice_sent_on": None}, ["reminder, notice"]),
            ({"notice_sent_on": None}, ["notice"]),
            ({"reminder_sent_on": None}, []),  # who was noticed was reminded
            ({"notice_sent_on": None, "told_noticed_on": NOTICED}, []),
            ({"reminder_sent_on": None, "notice_sent_on": None, "told_noticed_on": NOTICED}, []),
        ],
    )
    def test_it_needs_a_reminder_and_a_notice_sent_or_told(
        self, sent: dict[str, Any], missing: list[str]
    ) -> None:
        decision = collected(**sent)
        assert decision.outcome == ("hold" if missing else "act")
        assert [r.detail for r in decision.reasons if r.code == "previous_step_missing"] == missing

    def test_it_asks_only_for_steps_that_its_rule_has(self) -> None:
        assert collected(LATE, REMINDER, COLLECTION, notice_sent_on=None).outcome == "act"
        alone = Step(kind="collection_letter", offset_days=10)
        nothing = {"reminder_sent_on": None, "notice_sent_on": None}
        assert collected(LATE, alone, **nothing).outcome == "act"

    def test_one_told_at_import_gives_it_up(self) -> None:
        decision = collected(told_collected_on=NOTICED)
        assert (decision.outcome, decision.codes) == ("forfeit", ("already_collected",))
        assert CLASS_OF["already_collected"] == "forfeit"

    def test_one_told_at_import_gives_the_milder_letters_up_too(self) -> None:
        told = {"told_collected_on": DUE, "flags": ADDRESSED}
        assert decided(LATE, **told).codes == ("already_reminded",)
        assert decided(LATE, step_number=2, **told).codes == ("already_noticed",)


class TestLawWait:
    """513/1999 5 § 1 mom.: a consumer has fourteen days after the letter before; Karhu adds one."""

    @pytest.mark.parametrize(("days", "outcome"), [(10, "hold"), (14, "hold"), (15, "act")])
    def test_a_finnish_consumer_has_a_fortnight_after_the_letter_before(
        self, days: int, outcome: str
    ) -> None:
        decision = collected(NOTICED + timedelta(days=days), customer_kind="consumer")
        assert decision.outcome == outcome
        if outcome == "hold":
            [reason] = decision.reasons
            free_on = NOTICED + timedelta(days=15)
            assert (reason.code, reason.changes_on) == ("law_wait", free_on)
            assert "513/1999 5 §" in reason.detail
            assert decision.first_change_on == free_on

    def test_a_letter_told_at_import_counts_for_the_wait(self) -> None:
        told = NOTICED + timedelta(days=20)
        decision = collected(
            told + timedelta(days=12), customer_kind="consumer", told_reminded_on=told
        )
        assert (decision.codes, decision.first_change_on) == (
            ("law_wait",), told + timedelta(days=15),
        )  # fmt: skip

    def test_a_consumer_nobody_wrote_to_waits_for_a_person(self) -> None:
        alone = Step(kind="collection_letter", offset_days=10)
        nothing = {"reminder_sent_on": None, "notice_sent_on": None}
        decision = collected(LATE, alone, customer_kind="consumer", **nothing)
        assert (decision.codes, decision.first_change_on) == (("previous_step_missing",), None)

    @pytest.mark.parametrize(
        "more",
        [
            {"customer_kind": "business"},
            {"customer_kind": "consumer", "settings": {"is_housing_company": True}},
            {"customer_kind": "consumer", "country": "SE"},
        ],
    )
    def test_others_wait_only_as_long_as_the_rule_says(self, more: dict[str, Any]) -> None:
        assert collected(NOTICED + timedelta(days=9), **more).outcome == "wait"
        assert collected(NOTICED + timedelta(days=10), **more).outcome == "act"

    def test_the_wait_is_told_before_the_steps_day(self) -> None:
        decision = collected(NOTICED + timedelta(days=5), customer_kind="consumer")
        assert (decision.outcome, decision.codes) == ("wait", ("not_reached", "law_wait"))


class TestChannel:
    """E-invoice for businesses, else print; never e-mail."""

    @pytest.mark.req("R054")
    @pytest.mark.parametrize(
        ("kind", "flags", "channel"),
        [
            ("business", f.HAS_EINVOICE_ADDRESS | ADDRESSED, "einvoice"),
            ("business", ADDRESSED, "print"),
            ("consumer", f.HAS_EINVOICE_ADDRESS | ADDRESSED, "print"),
        ],
    )
    def test_default_is_einvoice_for_a_business_and_else_print(
        self, kind: str, flags: int, channel: str
    ) -> None:
        assert collected(customer_kind=kind, flags=flags).channel == channel

    @pytest.mark.req("R054")
    def test_an_email_address_is_no_way_out_when_the_postal_one_is_missing(self) -> None:
        decision = collected(flags=0, email="debtor@example.com")
        assert (decision.outcome, decision.codes) == ("hold", ("missing_billing_address",))

    @pytest.mark.req("R054")
    def test_one_that_was_stored_as_email_goes_nowhere(self) -> None:
        by_email = Step(
            kind="collection_letter", anchor="after_previous_sent", offset_days=10, channel="email"
        )
        decision = collected(LATE, REMINDER, NOTICE, by_email)
        assert (decision.outcome, decision.codes) == ("hold", ("channel_not_allowed",))

    @pytest.mark.req("R297")
    def test_a_housing_companys_goes_by_print_only(self) -> None:
        housing = {"is_housing_company": True}
        flags = f.HAS_EINVOICE_ADDRESS | ADDRESSED
        assert collected(flags=flags, settings=housing).channel == "print"
        named = Step(
            kind="collection_letter",
            anchor="after_previous_sent",
            offset_days=10,
            channel="einvoice",
        )
        decision = collected(LATE, REMINDER, NOTICE, named, flags=flags, settings=housing)
        assert decision.codes == ("channel_not_allowed",)

    @pytest.mark.req("R105")
    def test_a_channel_that_is_not_active_holds_and_nothing_goes_elsewhere(self) -> None:
        only_email = {"active_channels": frozenset({"email"})}
        assert collected(settings=only_email).codes == ("channel_deactivated",)
        no_einvoice = {"active_channels": frozenset({"email", "print"})}
        flags = f.HAS_EINVOICE_ADDRESS | ADDRESSED
        assert collected(flags=flags, settings=no_einvoice).codes == ("channel_deactivated",)


class TestCustomersOfTheBank:
    """Who pays by direct payment or has ordered e-invoices is left to the bank, at every step."""

    @pytest.mark.req("R051")
    @pytest.mark.req("R095")
    @pytest.mark.parametrize("number", [1, 2, 3])
    def test_no_letter_of_any_kind_goes_to_them(self, number: int) -> None:
        for flag, code in (
            (f.HAS_DIRECT_DEBIT, "direct_debit"),
            (f.HAS_CONSUMER_EINVOICE, "consumer_einvoice_agreement"),
        ):
            decision = collected(customer_kind="consumer", flags=flag | ADDRESSED,
                                 step_number=number)  # fmt: skip
            assert (decision.outcome, decision.codes) == ("forfeit", (code,))


class TestFee:
    """What a creditor's own letter is to the law stands in the pack, not in code."""

    def fee(self, wanted: str, **more: Any) -> tuple[Decimal | None, str | None]:
        step = Step(
            kind="collection_letter",
            anchor="after_previous_sent",
            offset_days=10,
            fee=Decimal(wanted),
        )
        decision = collected(LATE, REMINDER, NOTICE, step, **more)
        assert decision.outcome == "act"
        return decision.fee, decision.fee_basis

    @pytest.mark.req("R059")
    def test_without_a_fee_the_slot_is_left(self) -> None:
        assert collected().fee is None

    @pytest.mark.parametrize(("kind", "most"), [("consumer", "5.00"), ("business", "12.00")])
    def test_a_finnish_creditors_own_letter_costs_what_a_reminder_does(
        self, kind: str, most: str
    ) -> None:
        fee, basis = self.fee("50.00", customer_kind=kind)
        assert fee == Decimal(most)
        assert "513/1999 10" in (basis or "")

    def swedish(self, wanted: str, **settings: Any) -> tuple[Decimal | None, str | None]:
        settings = {"account_currencies": frozenset({"SEK"}), **settings}
        return self.fee(wanted, country="SE", currency="SEK", settings=settings)

    def test_a_swedish_demand_costs_at_most_180_agreed_or_not(self) -> None:
        fee, basis = self.swedish("200.00")
        assert fee == Decimal("180.00")
        assert "1981:739 3, 4 §§" in (basis or "")
        assert self.swedish("180.00") == (Decimal("180.00"), None)

    @pytest.mark.parametrize(("count", "fee"), [(1, "37.50"), (2, None)])
    def test_a_norwegian_notice_of_collection_is_one_of_the_two_that_cost(
        self, count: int, fee: str | None
    ) -> None:
        settings = {"account_currencies": frozenset({"NOK"})}
        more = {"country": "NO", "currency": "NOK", "fee_count": count, "settings": settings}
        assert self.fee("100.00", **more)[0] == (fee and Decimal(fee))

    def test_a_danish_one_is_one_of_the_three_reminders(self) -> None:
        settings = {"account_currencies": frozenset({"DKK"})}
        more = {"country": "DK", "currency": "DKK", "settings": settings}
        assert self.fee("150.00", fee_count=2, **more)[0] == Decimal("100.00")
        assert self.fee("150.00", fee_count=3, **more)[0] is None

    @pytest.mark.req("R060")
    @pytest.mark.parametrize(
        ("open", "most"),
        [("100.00", "14.00"), ("100.01", "24.00"), ("1000.00", "24.00"), ("1000.01", "50.00")],
    )
    def test_where_the_law_grades_it_the_open_amount_decides_the_most(
        self, open: str, most: str
    ) -> None:
        text = (PACKS / "fi.toml").read_text(encoding="utf-8")
        as_collector = text.replace('charged_as = "reminder"', 'charged_as = "demand"')
        pack = read_pack(as_collector, name="a collector's")
        letter = Letter(
            step="collection_letter",
            currency="EUR",
            claim_class="consumer",
            principal=Decimal(open),
            due_on=DUE,
            billed_on=DUE - timedelta(days=20),
            previous_on=NOTICED,
            charged_count=0,
            is_agreed=False,
            sent_on=LATE,
        )
        wanted = Decimal("80.00")
        assert allowed_fee(pack, wanted=wanted, letter=letter).amount == Decimal(most)
        assert allowed_fee(law_of("FI"), wanted=wanted, letter=letter).amount == Decimal("5.00")

    @pytest.mark.req("R060")
    def test_what_was_paid_lowers_what_is_being_collected(self) -> None:
        text = (PACKS / "fi.toml").read_text(encoding="utf-8")
        pack = read_pack(
            text.replace('charged_as = "reminder"', 'charged_as = "demand"'), name="a collector's"
        )
        step = Step(
            kind="collection_letter", anchor="after_previous_sent", offset_days=10, fee=Decimal(80)
        )
        company = a_company(a_rule(REMINDER, NOTICE, step), active_channels=ALL)
        facts = some_facts(
            company=company, customer_kind="consumer", flags=ADDRESSED, step_number=3,
            reminder_sent_on=REMINDED, notice_sent_on=NOTICED,
            total=Decimal("1200.00"), open=Decimal("80.00"),
        )  # fmt: skip
        assert decide(facts, step, pack, LATE).fee == Decimal("14.00")


class TestPossessionWarning:
    """Prepared for the board, and carried on paper (1599/2009 8 luku 3 §)."""

    HOUSING: dict[str, Any] = {"settings": {"is_housing_company": True}}  # noqa: RUF012
    STEPS = (REMINDER, NOTICE, COLLECTION, WARNING)
    SENT: dict[str, Any] = {"collection_sent_on": NOTICED + timedelta(days=15)}  # noqa: RUF012

    def test_it_follows_every_letter_of_its_rule(self) -> None:
        before = collected(LATE, *self.STEPS, **self.HOUSING)
        assert [(r.code, r.detail) for r in before.reasons] == [
            ("previous_step_missing", "collection_letter")
        ]
        assert collected(LATE, *self.STEPS, **self.SENT, **self.HOUSING).outcome == "act"

    def test_it_goes_on_paper_whatever_addresses_there_are(self) -> None:
        flags = f.HAS_EINVOICE_ADDRESS | ADDRESSED
        decision = collected(LATE, *self.STEPS, **self.SENT, **self.HOUSING, flags=flags)
        assert decision.channel == "print"

    def test_it_costs_nothing_of_its_own(self) -> None:
        asking = Step(
            kind="possession_warning",
            anchor="after_previous_sent",
            offset_days=10,
            fee=Decimal("12.00"),
        )
        steps = (REMINDER, NOTICE, COLLECTION, asking)
        decision = collected(LATE, *steps, **self.SENT, **self.HOUSING)
        assert decision.fee is None
        assert "1599/2009" in (decision.fee_basis or "")
