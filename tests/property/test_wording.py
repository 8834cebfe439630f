"""A text that may be saved can be filled for every case."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from karhu.letters.document import Document, Line, Party
from karhu.letters.forms import filled_by_form
from karhu.letters.liquid import FILTERS, filled, flaws_of, variables_in
from karhu.letters.plain import lines
from karhu.letters.variables import KNOWN, STEPS, Past, values_of
from karhu.letters.wording import LANGUAGES, Wording, worded

names = st.text(max_size=300)
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
amounts = st.decimals(0, 10**9, places=2)
known = st.sampled_from(sorted(KNOWN))
pieces = st.one_of(
    st.text(max_size=12),
    known.map(lambda name: "{{ " + name + " }}"),
    known.map(lambda name: "{% if " + name + " %}"),
    known.map(lambda name: "{% unless " + name + " contains '1' %}"),
    known.map(lambda name: "{% case " + name + " %}{% when 'FI', " + name + " %}"),
    st.tuples(known, st.sampled_from(sorted(FILTERS)), st.sampled_from(["", ": 'x'", ": 'a', 'b'"]))
    .map(lambda part: "{{ " + " ".join((part[0], "|", part[1] + part[2])) + " }}"),
    st.sampled_from(
        ["{% endif %}", "{% else %}", "{% endunless %}", "{% endcase %}", "{{", "}}", "{%", "%}",
         "{{ nobody }}", "{% for x in total %}", "{{ total | truncate: 3 }}", "{% comment %}",
         "{% endcomment %}", "{{ fee == 1 }}", "{% if fee < 3 %}", "{%- if fee -%}", "{% raw %}"]
    ),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> Document:
    lines = draw(
        st.lists(
            st.builds(
                Line, step=st.sampled_from(["reminder", "notice"]), invoice_number=names,
                invoice_on=days, due_on=days, total=amounts, open=amounts, fee=amounts,
                interest=amounts, pay_by_on=days,
            ),
            max_size=9,
        )
    )  # fmt: skip
    party = st.builds(Party, name=names, street=names, city=names, email=names, phone=names)
    return Document(
        kind=draw(st.sampled_from(sorted(STEPS))), id="1", number=draw(names),
        language=draw(st.sampled_from(LANGUAGES)), country="FI", sent_on=draw(days),
        due_on=draw(days), creditor=draw(party), debtor=draw(party), currency="EUR", title="",
        text="", reference=draw(names), lines=tuple(lines), is_consumer=draw(st.booleans()),
    )  # fmt: skip


past = st.builds(
    Past, reminder_on=st.none() | days, demand_on=st.none() | days, last_on=st.none() | days,
    trade_name=names,
)  # fmt: skip


@given(st.lists(pieces, max_size=12).map("".join), documents(), past)
def test_a_text_that_may_be_saved_is_filled_for_any_case(
    text: str, document: Document, before: Past
) -> None:
    if flaws_of(text, KNOWN):
        return
    said = worded(document, Wording(title=text, text=text), before)
    assert "\n" not in said.title
    assert not set(said.text) & set("\x00\x07\u202e\u2066")


@given(st.lists(pieces, max_size=12).map("".join), documents(), past)
def test_a_form_filled_with_values_reads_as_if_the_text_were_filled_whole(
    text: str, document: Document, before: Past
) -> None:
    if flaws_of(text, KNOWN):
        return
    values = values_of(document, before, variables_in(text))
    assert filled_by_form(text, values, lines) == lines(filled(text, values))


@given(st.text(max_size=400))
def test_whatever_is_written_is_taken_or_refused(text: str) -> None:
    flaws_of(text, KNOWN)


@given(names, documents())
def test_a_name_is_said_as_it_is_and_never_read(name: str, document: Document) -> None:
    debtor = Party(name=name)
    values = {part: getattr(document, part) for part in document.__struct_fields__}
    said = worded(
        Document(**{**values, "debtor": debtor}), Wording(title="x", text="{{ ASIAKAS }}")
    )
    assert len(said.text) <= 300
    assert said.text.count("{{") <= name.count("{{")
