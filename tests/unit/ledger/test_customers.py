"""Deciding about customers without a database."""

from datetime import date
from typing import Any

import pytest

from karhu.contract import types
from karhu.customers.book import decide
from karhu.customers.customer import sort_key
from tests.unit.ledger.builders import (
    BLOCKED,
    BUSINESSES,
    CONSUMERS,
    OWN,
    TODAY,
    customer,
    customer_book,
)


def write(**more: Any) -> types.CustomerWrite:
    return types.CustomerWrite(**{"kind": "business", "name": "Oy Asiakas Ab", **more})


def test_names_sort_as_the_finnish_alphabet_has_them() -> None:
    names = ["Öljy", "Zeta", "Åke", "Ärje", "aalto", "Ébène", "Ebba", "Wiik", "van Dyck", "Ülo"]
    assert sorted(names, key=sort_key) == [
        "aalto", "Ebba", "Ébène", "van Dyck", "Wiik", "Ülo", "Zeta", "Åke", "Ärje", "Öljy",
    ]  # fmt: skip


def test_a_name_is_found_by_any_part_of_it_whatever_its_case_and_accents() -> None:
    assert sort_key("ÄKÄ") in sort_key("Vihainen  Äkäinen Oy")
    assert sort_key("ebene") in sort_key("Café Ébène")
    assert sort_key("aka") not in sort_key("Äkäinen")


@pytest.mark.req("R031")
@pytest.mark.req("R032")
@pytest.mark.req("R033")
@pytest.mark.req("R074")
@pytest.mark.parametrize(
    ("kind", "country", "rule", "since"),
    [
        ("consumer", "FI", CONSUMERS, TODAY),
        ("business", "FI", BUSINESSES, TODAY),
        ("consumer", "SE", BLOCKED, None),
        ("business", "DE", BLOCKED, None),
    ],
)
def test_a_customer_without_a_rule_is_placed_by_kind_and_country(
    kind: Any, country: str, rule: Any, since: date | None
) -> None:
    book = customer_book()
    outcome = decide(book, write(kind=kind, country=country), matching="create")
    made = book.shelf.get(outcome.id)
    assert made is not None
    assert (made.rule_id, made.automation_since) == (rule.id, since)


@pytest.mark.req("R073")
def test_another_system_chooses_the_rule_by_id_or_by_name() -> None:
    book = customer_book()
    by_id = decide(book, write(number="1", rule_id=str(OWN.id)), matching="any")
    by_name = decide(book, write(number="2", rule_name="suuret"), matching="any")
    rows = [book.shelf.get(by_id.id), book.shelf.get(by_name.id)]
    assert [row.rule_id for row in rows if row] == [OWN.id, OWN.id]
    assert not any(row.is_placed_by_default for row in rows if row)


@pytest.mark.parametrize(
    ("more", "pointer", "code"),
    [
        ({"rule_id": "00000000-0000-0000-0000-0000000000ff"}, "/rule_id", "unknown_rule"),
        ({"rule_name": "Ei ole"}, "/rule_name", "unknown_rule"),
        ({"rule_id": str(CONSUMERS.id)}, "/rule_id", "rule_of_other_kind"),
        ({"rule_name": CONSUMERS.name}, "/rule_name", "rule_of_other_kind"),
        ({"rule_id": str(OWN.id), "rule_name": BLOCKED.name}, "/rule_name", "names_differ"),
        ({"country": "XX"}, "/country", "unknown_country"),
        ({"number": "100"}, "/number", "number_taken"),
        ({"external_id": "known"}, "/external_id", "external_id_taken"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(
    more: dict[str, Any], pointer: str, code: str
) -> None:
    book = customer_book(customer(external_id="known"))
    outcome = decide(book, write(**more), matching="create")
    assert outcome.result == "failed"
    assert (pointer, code) in [(fault.pointer, fault.code) for fault in outcome.faults]
    assert not book.shelf.added()


def test_every_fault_of_a_record_is_told_at_once() -> None:
    outcome = decide(customer_book(), write(country="XX", rule_name="Ei ole"), matching="create")
    assert [fault.code for fault in outcome.faults] == ["unknown_rule", "unknown_country"]


@pytest.mark.req("R030")
@pytest.mark.parametrize(
    ("before", "change", "rule", "since"),
    [
        pytest.param({}, {"kind": "consumer"}, CONSUMERS, date(2025, 1, 1), id="default follows"),
        pytest.param({}, {"country": "SE"}, BLOCKED, None, id="moved abroad"),
        pytest.param(
            {"country": "SE", "rule_id": BLOCKED.id, "automation_since": None},
            {"country": "FI"}, BUSINESSES, TODAY, id="a corrected country",
        ),
        pytest.param(
            {"country": "SE", "rule_id": BLOCKED.id, "automation_since": None,
             "is_placed_by_default": False},
            {"country": "FI"}, BLOCKED, None, id="blocked by choice stays blocked",
        ),
        pytest.param(
            {"rule_id": OWN.id, "is_placed_by_default": False},
            {"country": "SE"}, OWN, date(2025, 1, 1), id="R035: chosen for a foreign one",
        ),
        pytest.param(
            {"rule_id": OWN.id, "is_placed_by_default": False},
            {"kind": "consumer"}, CONSUMERS, date(2025, 1, 1), id="the rule cannot take the kind",
        ),
        pytest.param({}, {"name": "Uusi"}, BUSINESSES, date(2025, 1, 1), id="nothing that places"),
    ],
)  # fmt: skip
def test_a_change_of_kind_or_country_places_again_only_who_was_placed_by_default(
    before: dict[str, Any], change: dict[str, Any], rule: Any, since: date | None
) -> None:
    row = customer(**before)
    book = customer_book(row)
    decide(book, types.CustomerChanges(**change), matching=row.id)
    after = book.shelf.get(row.id)
    assert after is not None
    assert (after.rule_id, after.automation_since) == (rule.id, since)


def test_moving_between_rules_keeps_the_day_and_blocking_forgets_it() -> None:
    row = customer()
    book = customer_book(row)
    decide(book, types.CustomerChanges(rule_id=str(OWN.id)), matching=row.id)
    assert book.shelf.get(row.id).automation_since == date(2025, 1, 1)  # type: ignore[union-attr]
    decide(book, types.CustomerChanges(rule_id=str(BLOCKED.id)), matching=row.id)
    assert book.shelf.get(row.id).automation_since is None  # type: ignore[union-attr]
    decide(book, types.CustomerChanges(rule_id=str(OWN.id)), matching=row.id)
    assert book.shelf.get(row.id).automation_since == TODAY  # type: ignore[union-attr]


def test_a_line_finds_its_customer_by_external_id_and_else_by_number() -> None:
    known, numbered = customer(external_id="a", number="1"), customer(number="2")
    book = customer_book(known, numbered)
    assert decide(book, write(external_id="a", name="X"), matching="any").id == known.id
    assert decide(book, write(number="2", name="X"), matching="any").id == numbered.id
    adopted = decide(book, write(external_id="b", number="2"), matching="any")
    assert adopted.id == numbered.id
    assert book.shelf.find("external_id", "b").id == numbered.id  # type: ignore[union-attr]


def test_a_number_of_somebody_else_is_never_taken_over() -> None:
    book = customer_book(customer(external_id="a", number="1"))
    outcome = decide(book, write(external_id="b", number="1"), matching="any")
    assert [fault.code for fault in outcome.faults] == ["number_taken"]


def test_the_later_of_two_lines_about_one_customer_wins() -> None:
    book = customer_book()
    first = decide(book, write(external_id="a", name="Ensin"), matching="any")
    second = decide(book, write(external_id="a", name="Sitten"), matching="any")
    third = decide(book, write(external_id="a", name="Sitten"), matching="any")
    assert [o.result for o in (first, second, third)] == ["created", "updated", "unchanged"]
    assert [row.name for row in book.shelf.added()] == ["Sitten"]


def test_fields_that_are_absent_stay_and_null_empties() -> None:
    row = customer(email="a@example.com", phone="1")
    book = customer_book(row)
    decide(book, write(number="100", name="Uusi"), matching="any")
    assert book.shelf.get(row.id).email == "a@example.com"  # type: ignore[union-attr]
    decide(book, types.CustomerChanges(phone=None), matching=row.id)
    assert book.shelf.get(row.id).phone is None  # type: ignore[union-attr]


def test_a_customer_is_written_to_in_the_language_of_the_country() -> None:
    book = customer_book()
    outcomes = [decide(book, write(country=c), matching="any") for c in ("FI", "SE", "DE")]
    rows = [book.shelf.get(outcome.id) for outcome in outcomes]
    assert [row.language for row in rows if row] == ["fi", "sv", "en"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"interest_basis": "agreed"}, "rate_missing"),
        ({"interest_percent": "8"}, "rate_not_agreed"),
        ({"interest_basis": "none", "interest_percent": "8"}, "rate_not_agreed"),
    ],
)
def test_a_rate_of_ones_own_comes_with_terms_of_ones_own(more: Any, code: str) -> None:
    outcome = decide(customer_book(), write(**more), matching="create")
    assert [(f.pointer, f.code) for f in outcome.faults] == [("/interest_percent", code)]


def test_terms_told_again_in_other_digits_change_nothing() -> None:
    book = customer_book()
    terms = {"number": "7", "interest_basis": "agreed"}
    for percent, result in (("8", "created"), ("8.00", "unchanged"), ("8.5", "updated")):
        outcome = decide(book, write(**terms, interest_percent=percent), matching="any")
        assert outcome.result == result


def test_what_does_not_speak_of_interest_leaves_the_customers_terms() -> None:
    book = customer_book()
    agreed = write(number="7", interest_basis="agreed", interest_percent="8")
    made = decide(book, agreed, matching="any")
    assert decide(book, write(number="7"), matching="any").result == "unchanged"
    decide(book, write(number="7", interest_basis=None), matching="any")
    after = book.shelf.get(made.id)
    assert after is not None
    assert (after.interest_basis, after.interest_percent) == (None, None)
