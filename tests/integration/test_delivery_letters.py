"""Forms filled with words read exactly as if their templates were rendered for each letter."""

from datetime import date
from decimal import Decimal
from functools import partial
from itertools import product

import pytest
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from karhu.kit.money import LOCALES, spoken
from karhu.letters.letter import DAYS, TEMPLATES, Letter, LetterFacts, render

KINDS = list(product(("fi", "sv", "en"), ("reminder", "notice"), ("0.00", "5.00"), ("", "1 <3>")))


def facts(language: str, step: str, fee: str, reference: str) -> LetterFacts:
    return LetterFacts(
        step=step,
        language=language,
        company_name="Karhula Oy",
        customer_name="Pa & <b>Ma</b>",
        invoice_number="5001/\ue000",
        invoice_on=date(2026, 1, 18),
        due_on=date(2026, 2, 1),
        pay_by_on=date(2026, 2, 22),
        open=Decimal("1234.50"),
        fee=Decimal(fee),
        currency="EUR",
        iban="FI21 1234 5600 0007 85",
        reference=reference,
        sent_on=date(2026, 2, 8),
    )


def written(letter: LetterFacts) -> Letter:
    return render(
        letter,
        sender_name='Karhula "K" Oy',
        sender_email="laskut@example.com",
        recipient="debtor@example.com",
        dispatch_id="1",
    )


def one_by_one(letter: LetterFacts, name: str) -> str:
    """The template as Jinja renders it with the facts themselves."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    locale = LOCALES[letter.language]
    environment.filters["day"] = partial(format_date, format=DAYS[letter.language], locale=locale)
    environment.globals["money"] = partial(spoken, language=letter.language)
    template = environment.get_template(f"{letter.language}/{name}")
    return template.render({"letter": letter, "creditor": 'Karhula "K" Oy'})


@pytest.mark.parametrize(("language", "step", "fee", "reference"), KINDS)
def test_a_filled_form_reads_like_the_template(
    language: str, step: str, fee: str, reference: str
) -> None:
    plain = facts(language, step, fee, reference)
    letter = written(plain)
    assert letter.subject == one_by_one(plain, "subject.txt").strip()
    assert letter.text == one_by_one(plain, "body.txt")
    assert letter.html == one_by_one(plain, "body.html")
