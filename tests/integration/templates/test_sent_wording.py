"""What is sent says what the company wrote: its step's text, the default of its kind, or ours."""

from datetime import date
from uuid import UUID

import pytest

from karhu.rules.rule import Step
from tests.integration.templates.wording import add, change, texts
from tests.sites import Person
from tests.world import World

REMINDER = Step(kind="reminder", offset_days=7)
NOTICE = Step(kind="notice", anchor="after_previous_sent", offset_days=14)


async def kept(world: World) -> list[tuple[str | None, int | None]]:
    """By which text and version each letter was written, oldest first."""
    rows = await world.fetch(
        "select template_id, template_version from letters where company_id = $1 order by id"
    )
    return [(r["template_id"] and str(r["template_id"]), r["template_version"]) for r in rows]


async def test_without_own_words_the_built_in_ones_are_sent(world: World) -> None:
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert "on maksamatta" in world.mail[0].text
    assert await kept(world) == [(None, None)]


@pytest.mark.req("R278")
@pytest.mark.req("R301")
async def test_a_run_sends_the_default_in_each_debtors_language(
    office: Person, world: World
) -> None:
    words = {one: {"title": f"T {one}", "text": f"{one}: {{{{ ERA_PVM }}}}"} for one in
             ("fi", "sv", "en")}  # fmt: skip
    made = await add(office, texts=words, is_default=True)
    for language in ("fi", "sv", "en"):
        customer = await world.customer(language=language)
        await world.invoice(customer, due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    said = {letter.text.split("\n\n")[1]: letter.text.split("\n\n")[2] for letter in world.mail}
    assert said == {
        "T fi": "fi: 1.2.2026", "T sv": "sv: 2026-02-01", "T en": "en: 1 February 2026"
    }  # fmt: skip
    assert await kept(world) == [(made["id"], 1)] * 3


@pytest.mark.req("R278")
async def test_a_steps_own_text_comes_before_the_default(office: Person, world: World) -> None:
    await add(office, "Oletus", texts=texts("Oletus"), is_default=True)
    own = await add(office, "Oma", texts=texts("Askeleen oma"))
    named = Step(kind="reminder", offset_days=7, template_id=UUID(own["id"]))
    await world.rule("named", named)
    await world.invoice(await world.customer(rule="named"), due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert "Askeleen oma" in world.mail[0].text
    assert await kept(world) == [(own["id"], 1)]


async def test_a_text_that_is_gone_gives_way_to_the_default(office: Person, world: World) -> None:
    own = await add(office, "Oma", texts=texts("Askeleen oma"))
    named = Step(kind="reminder", offset_days=7, template_id=UUID(own["id"]))
    await world.rule("named", named)
    await world.invoice(await world.customer(rule="named"), due="2026-02-01")
    await world.run("2026-02-08")
    await world.execute("update templates set deleted_at = now() where company_id = $1")
    await add(office, "Oletus", texts=texts("Oletus"), is_default=True)
    await world.drain()
    assert "Oletus" in world.mail[0].text


@pytest.mark.req("R278")
async def test_a_letter_keeps_the_version_it_was_sent_with(office: Person, world: World) -> None:
    made = await add(office, texts=texts("Eka"), is_default=True)
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    await change(office, made, texts=texts("Toka"))
    [dispatch] = await world.dispatches()
    letter = (await office.get(f"dispatches/{dispatch['id']}/letter")).json()
    assert "Eka" in letter["text"]
    shown = (await office.get(f"templates/{made['id']}")).json()
    assert [(v["version"], v["letter_count"]) for v in shown["versions"]] == [(2, 0), (1, 1)]


@pytest.mark.req("R278")
async def test_a_notice_knows_the_day_of_its_reminder(office: Person, world: World) -> None:
    await add(office, kind="notice", is_default=True, texts=texts("[{{ MUISTUTUS_PVM }}]"))
    await world.invoice(due="2026-02-01")
    world.on("2026-02-01")
    await world.live("2026-03-01")
    sent = [letter.text for letter in world.mail]
    day = date(2026, 2, 8)
    assert f"[{day.day}.{day.month}.{day.year}]" in sent[1]


async def test_a_reminder_told_from_elsewhere_is_known(office: Person, world: World) -> None:
    await add(office, kind="notice", is_default=True, texts=texts("[{{ MUISTUTUS_PVM }}]"))
    invoice = await world.invoice(due="2026-02-01", reminded_on=date(2026, 2, 5))
    answer = await office.get("template-variables", params={"invoice_id": str(invoice)})
    said = {one["name"]: one["example"] for one in answer.json()["items"]}
    assert said["reminder_date"] == said["last_letter_date"] == "5.2.2026"


HOSTILE = "Ab\r\nBcc: v@example.com\n<b>{{ total }}</b>{% if %}#panic()\u202e\u2066"


async def test_hostile_names_and_texts_have_no_effect_on_what_is_sent(
    office: Person, world: World
) -> None:
    await add(
        office,
        is_default=True,
        texts=texts(f"{{% raw %}}{HOSTILE}{{% endraw %}} {{{{ ASIAKAS }}}}"),
    )
    customer = await world.customer(HOSTILE)
    await world.invoice(customer, due="2026-02-01", number=HOSTILE, reference=HOSTILE)
    await world.run("2026-02-08")
    await world.drain()
    [letter] = world.mail
    assert "<b>" not in letter.html
    assert "{{ total }}" in letter.text
    assert "\n" not in letter.subject
    assert not set(letter.text + letter.html + letter.subject) & set("\u202e\u2066\r")


async def test_a_letters_look_is_the_companys(office: Person, world: World) -> None:
    etag = (await office.get("look")).headers["ETag"]
    await office.ask("PUT", "look", json={"colour": "#8a182b"}, headers={"If-Match": etag})
    await world.invoice(due="2026-02-01")
    await world.run("2026-02-08")
    await world.drain()
    assert "#8a182b" in world.mail[0].html
