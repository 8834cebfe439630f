"""Writing a company's own texts of letters: what is kept, what is refused, who may."""

import pytest

from tests.integration.templates.wording import add, change, texts
from tests.sites import Person, Site
from tests.world import World


@pytest.mark.req("R278")
async def test_a_text_is_kept_with_every_version_of_it(office: Person, world: World) -> None:
    made = await add(office)
    answer = await change(office, made, texts=texts("Toinen {{ total }}"))
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert (shown["version"], shown["texts"]["fi"]["text"]) == (2, "Toinen {{ total }}")
    assert [
        (v["version"], v["texts"]["fi"]["text"], v["created_by"]) for v in shown["versions"]
    ] == [
        (2, "Toinen {{ total }}", "user:Aino Admin"),
        (1, "Maksakaa {{ YHTEENSA }}.", "user:Aino Admin"),
    ]
    kinds = [event["kind"] for event in await world.events()]
    assert kinds == ["template_created", "template_changed"]


async def test_a_new_name_makes_no_new_version(office: Person) -> None:
    answer = await change(office, await add(office), name=" Toiset ")
    assert (answer.json()["name"], answer.json()["version"]) == ("Toiset", 1)


@pytest.mark.req("R279")
async def test_a_missing_language_is_refused_and_named(office: Person) -> None:
    body = {"kind": "notice", "name": "x", "texts": {"fi": {"title": "a", "text": "b"}, "en": {}}}
    answer = await office.post("templates", body)
    assert answer.status_code == 422
    told = [(fault["pointer"], fault["code"]) for fault in answer.json()["errors"]]
    assert told == [
        ("/texts/sv/title", "title_missing"),
        ("/texts/sv/text", "text_missing"),
        ("/texts/en/title", "title_missing"),
        ("/texts/en/text", "text_missing"),
    ]


@pytest.mark.req("R278")
async def test_an_unknown_variable_is_refused_at_its_line_and_column(office: Person) -> None:
    made = await add(office)
    answer = await change(office, made, texts=texts("yksi\nkaksi {{ TUNTEMATON }}"))
    fault = answer.json()["errors"][0]
    assert answer.status_code == 422
    assert (fault["pointer"], fault["code"]) == ("/texts/fi/text", "unknown_variable")
    assert (fault["line"], fault["column"]) == (2, 10)


async def test_one_text_of_a_kind_is_the_default(office: Person) -> None:
    first = await add(office, "Yksi", is_default=True)
    await add(office, "Kaksi", is_default=True)
    await add(office, "Muu", kind="notice", is_default=True)
    found = (await office.get("templates")).json()["items"]
    assert [(one["kind"], one["name"], one["is_default"]) for one in found] == [
        ("notice", "Muu", True), ("reminder", "Kaksi", True), ("reminder", "Yksi", False),
    ]  # fmt: skip
    assert (await change(office, first, is_default=True)).json()["is_default"]


async def test_a_name_is_taken_once_a_kind(office: Person) -> None:
    await add(office, "Sama")
    body = {"kind": "reminder", "name": "SAMA", "texts": texts()}
    answer = await office.post("templates", body)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    await add(office, "Sama", kind="notice")


async def test_a_text_is_changed_by_whoever_read_it_last(office: Person) -> None:
    made = await add(office)
    path = f"templates/{made['id']}"
    assert (await office.patch(path, {"name": "x"})).status_code == 428
    assert (await office.patch(path, {"name": "x"}, version=9)).status_code == 412


async def test_a_default_is_not_deleted_until_it_is_none(office: Person) -> None:
    made = await add(office, is_default=True)
    refused = await office.delete(f"templates/{made['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "template_is_default")
    await change(office, made, is_default=False)
    assert (await office.delete(f"templates/{made['id']}")).status_code == 204
    assert (await office.get(f"templates/{made['id']}")).status_code == 404
    assert (await office.get("templates")).json()["items"] == []
    await add(office)  # its name is free again


async def test_a_text_that_a_rule_names_is_not_deleted(office: Person) -> None:
    made = await add(office)
    step = {"kind": "reminder", "anchor": "after_due", "offset_days": 14}
    body = {"name": "Oma", "customer_kind": "business"}
    answer = await office.post("rules", {**body, "steps": [{**step, "template_id": made["id"]}]})
    assert answer.status_code == 201, answer.text
    rule = answer.json()
    assert rule["steps"][0]["template_id"] == made["id"]
    refused = await office.delete(f"templates/{made['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "template_in_use")
    assert (await office.get("templates")).json()["items"][0]["rule_count"] == 1
    changed = await office.patch(f"rules/{rule['id']}", {"steps": [step]}, version=1)
    assert changed.status_code == 200, changed.text
    assert (await office.delete(f"templates/{made['id']}")).status_code == 204


async def test_a_step_names_a_text_of_its_own_kind_that_is_there(office: Person) -> None:
    notice = await add(office, kind="notice")
    step = {"kind": "reminder", "anchor": "after_due", "offset_days": 14}
    body = {"name": "Oma", "customer_kind": "business"}
    for template_id, code in (
        (notice["id"], "template_of_other_kind"),
        ("0199f0c0-0000-7000-8000-000000000000", "unknown_template"),
    ):
        answer = await office.post(
            "rules", {**body, "steps": [{**step, "template_id": template_id}]}
        )
        fault = answer.json()["errors"][0]
        assert (answer.status_code, fault["code"]) == (422, code)
        assert fault["pointer"] == "/steps/0/template_id"


async def test_readers_read_and_editors_write(site: Site, office: Person) -> None:
    made = await add(office)
    for role, status in (("ledger_reader", 403), ("ledger_editor", 201)):
        person = await site.colleague(office, role)
        assert (await person.get(f"templates/{made['id']}")).status_code == 200
        body = {"kind": "reminder", "name": role, "texts": texts()}
        assert (await person.post("templates", body)).status_code == status


async def test_another_companys_text_does_not_exist(site: Site, office: Person) -> None:
    made = await add(office)
    other = await site.administrator()
    assert (await other.get(f"templates/{made['id']}")).status_code == 404
    step = {"kind": "reminder", "anchor": "after_due", "offset_days": 14}
    body = {"name": "Oma", "customer_kind": "business"}
    answer = await other.post("rules", {**body, "steps": [{**step, "template_id": made["id"]}]})
    assert answer.json()["errors"][0]["code"] == "unknown_template"


@pytest.mark.req("R278")
async def test_built_in_texts_are_there_to_begin_with(office: Person) -> None:
    items = (await office.get("built-in-texts")).json()["items"]
    assert len(items) == 8
    for one in items:
        await add(office, f"Oma {one['kind']}", kind=one["kind"], texts=one["texts"])
