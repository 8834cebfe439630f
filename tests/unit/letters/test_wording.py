"""What letters say, in the company's words and in the built-in ones."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from karhu.letters.variables import STEPS, VARIABLES, Past, values_of
from karhu.letters.wording import LANGUAGES, Texts, Wording, built_in, faults_in, worded
from tests.builders import a_document, a_line

unworded = partial(a_document, title="", text="")
PAST = Past(reminder_on=date(2026, 2, 8), demand_on=date(2026, 2, 10), last_on=date(2026, 2, 10))


def texts(**more: Wording) -> Texts:
    plain = Wording(title="T", text="T")
    return Texts(**{**dict.fromkeys(LANGUAGES, plain), **more})


@pytest.mark.req("R279")
@pytest.mark.parametrize("kind", STEPS)
def test_every_kind_of_letter_has_built_in_words_in_three_languages(kind: str) -> None:
    own = built_in(kind)  # type: ignore[arg-type]
    assert faults_in(own) == []
    for language in LANGUAGES:
        said = worded(unworded(kind=kind, language=language), own.by(language))
        assert said.title
        assert "{" not in said.title + said.text
        assert "  " not in said.text


@pytest.mark.req("R278")
def test_finnish_and_english_names_say_the_same() -> None:
    values = values_of(unworded(), PAST)
    for one in VARIABLES:
        assert values[one.name] == values[one.finnish], one.name


@pytest.mark.req("R278")
def test_a_text_knows_the_days_of_the_reminder_and_the_demand() -> None:
    text = "{{ MUISTUTUS_PVM }} / {{ VAATIMUS_PVM }} / {{ last_letter_date }}"
    said = worded(unworded(), Wording(title="T", text=text), PAST)
    assert said.text == "8.2.2026 / 10.2.2026 / 10.2.2026"


@pytest.mark.req("R278")
def test_a_variable_without_a_value_is_empty_and_can_be_asked_for() -> None:
    text = "[{{ MUISTUTUS_PVM }}]{% if MUISTUTUS_PVM %} reminded{% else %} not yet{% endif %}"
    assert worded(unworded(), Wording(title="T", text=text)).text == "[] not yet"


@pytest.mark.req("R279")
def test_what_is_missing_is_named_by_language() -> None:
    found = faults_in(texts(sv=Wording(title=" ", text="Hej"), en=Wording(title="Hi", text="")))
    told = [(one.language, one.part, one.flaw.code) for one in found]
    assert told == [("sv", "title", "title_missing"), ("en", "text", "text_missing")]
    assert "Swedish title" in found[0].flaw.detail


def test_amounts_and_days_are_written_in_the_letters_language() -> None:
    wording = Wording(title="{{ step_name }}", text="{{ total }} {{ fee }} {{ due_date }}")
    one = a_line(fee=Decimal("5.00"))
    said = {
        language: worded(unworded(one, language=language), wording).text for language in LANGUAGES
    }
    assert said == {
        "fi": "105,00\xa0€ 5,00\xa0€ 1.2.2026",
        "sv": "105,00\xa0€ 5,00\xa0€ 2026-02-01",
        "en": "€105.00 €5.00 1 February 2026",
    }


def test_many_invoices_are_counted_out_in_a_sentence() -> None:
    lines = [a_line(invoice_number=str(number)) for number in range(1, 13)]
    said = worded(unworded(*lines), Wording(title="T", text="{{ LASKUNUMERO }}"))
    assert said.text == "1, 2, 3, 4, 5 ja 7 muuta"


DEMAND = {"kind": "collection_letter", "is_consumer": True}
RIGHT = {"fi": "perintä keskeytetään", "sv": "indrivningen avbryts", "en": "be suspended"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_demand_says_how_and_until_when_and_to_whom_to_object(language: str) -> None:
    document = unworded(**DEMAND, language=language)
    text = worded(document, built_in("collection_letter").by(language)).text  # type: ignore[arg-type]
    until = values_of(document, Past())["pay_by_date"]
    assert text.count(until) >= 2
    assert "laskut@example.com" in text
    assert "Kahvipaahtimo Oy" in text
    assert RIGHT[language] in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("other", [{"is_consumer": False}, {"country": "SE"}])
def test_only_finnish_consumers_are_told_of_the_right_to_stop_collection(
    language: str, other: dict[str, object]
) -> None:
    document = unworded(**{**DEMAND, **other}, language=language)
    text = worded(document, built_in("collection_letter").by(language)).text  # type: ignore[arg-type]
    assert RIGHT[language] not in text


@pytest.mark.parametrize("kind", ["reminder", "notice", "collection_letter"])
def test_who_has_paid_already_is_told_to_disregard_it(kind: str) -> None:
    text = worded(unworded(kind=kind), built_in(kind).fi).text  # type: ignore[arg-type]
    assert "jo maksaneet" in text


HOSTILE = "Aino\n{{ total }}\u202e<b>#panic()</b>\x00\u2028{% if"


def test_a_hostile_name_stays_one_harmless_line() -> None:
    document = unworded()
    debtor = type(document.debtor)(name=HOSTILE)
    wording = Wording(title="{{ customer_name }}", text="{{ ASIAKAS }}")
    said = worded(unworded(debtor=debtor), wording)
    assert said.title == said.text == "Aino {{ total }} <b>#panic()</b> {% if"


def test_a_text_keeps_its_paragraphs_and_loses_what_cannot_be_printed() -> None:
    wording = Wording(title="a\tb", text="  one \r\n two\n\n\n\nthree\x07\u202e  ")
    said = worded(unworded(), wording)
    assert (said.title, said.text) == ("a b", "one\ntwo\n\nthree")
