"""The list over the API: whole tabs at once, papers, the material of a hand-over, notes."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from karhu.kit import clock
from tests.integration.worklist.asking import ADDRESS, a_list, an_invoice
from tests.sites import Person, Site
from tests.world import World


async def overdue(world: World, count: int, *, days: int = 8, **customer: Any) -> None:
    """So many invoices that were due some days ago, taken up and looked at today."""
    due = (clock.now().date() - timedelta(days=days)).isoformat()
    owner = await world.customer(rule="by hand", **ADDRESS, **customer)
    for _ in range(count):
        await world.invoice(owner, due=due)
    await world.run(clock.now().date())


@pytest.mark.req("R131")
@pytest.mark.req("R145")
@pytest.mark.req("R146")
async def test_a_whole_tab_changes_is_printed_and_is_taken_back(
    office: Person, world: World
) -> None:
    await a_list(world, groups_letters=False)
    await overdue(world, 2)
    await overdue(world, 1, email=None)
    answer = await office.post(
        "status-changes", {"target": "reminder-1", "matching": {"tab": "list"}}
    )
    assert answer.status_code == 201, answer.text
    done = answer.json()
    counts = ("changed_count", "letter_count", "paper_count", "standing_count")
    assert [done[name] for name in counts] == [3, 3, 1, 3]
    assert (await office.get(f"status-changes/{done['id']}")).json() == done
    for body, pages in (
        ({"status_change_id": done["id"]}, 3),
        ({"status_change_id": done["id"], "channel": "print"}, 1),
        ({"status_change_id": done["id"], "skip": 2}, 1),
    ):
        printed = await office.post("letter-prints", body)
        assert printed.headers["content-type"] == "application/pdf"
        assert len(pikepdf.open(BytesIO(printed.content)).pages) == pages
    listed = (await office.get("worklist/rows", params={"with_count": "true"})).json()
    assert {row["standing"] for row in listed["items"]} == {"in_sending"}
    undone = await office.post(f"status-changes/{done['id']}/undo")
    assert undone.json() == {"undone_count": 3, "refused": []}
    again = await office.post(f"status-changes/{done['id']}/undo")
    assert (again.status_code, again.json()["code"]) == (409, "already_undone")
    nothing = await office.post("letter-prints", {"status_change_id": done["id"]})
    assert nothing.json()["code"] == "no_letters"


@pytest.mark.req("R135")
@pytest.mark.req("R149")
async def test_the_agency_is_given_what_it_needs(office: Person, world: World) -> None:
    await a_list(world)
    await overdue(world, 1, phone="+358401234567")
    whole = {"matching": {"tab": "list"}, "target": "handover"}
    refused = await office.post("status-changes", whole)
    assert (refused.status_code, refused.json()["code"]) == (422, "agency_missing")
    await world.settings(collection_agency="Perijä Oy")
    [case] = (await office.get("worklist/rows")).json()["items"]
    done = (await office.post("status-changes", whole)).json()
    assert (done["changed_count"], done["letter_count"]) == (1, 0)
    answer = await office.get(f"status-changes/{done['id']}/material.csv")
    head, line, _ = answer.text.split("\r\n")
    told = dict(zip(head.split(","), line.split(","), strict=True))
    assert told["phone"] == "00358401234567"
    assert (told["invoice_number"], told["owed"]) == (case["invoice_number"], "100.00")
    tabs = (await office.get("worklist")).json()["tabs"]
    assert [(tab["key"], tab["count"]) for tab in tabs][-1] == ("handover", 1)


async def test_neither_both_ways_of_choosing_nor_none(office: Person, world: World) -> None:
    await a_list(world)
    for body in ({}, {"case_ids": [str(world.company_id)], "matching": {"tab": "list"}}):
        answer = await office.post("status-changes", {"target": "reminder-1", **body})
        assert (answer.status_code, answer.json()["code"]) == (422, "choose_one")
    unknown = await office.post(
        "status-changes", {"target": "reminder-1", "case_ids": [str(world.company_id)]}
    )
    assert [one["code"] for one in unknown.json()["refused"]] == ["not_found"]
    elsewhere = await office.get("worklist", params={"rule_id": str(world.company_id)})
    assert elsewhere.json()["code"] == "unknown_rule"


@pytest.mark.req("R134")
async def test_a_note_is_seen_by_all_and_changed_by_its_author(
    office: Person, site: Site, world: World
) -> None:
    await a_list(world)
    invoice = await an_invoice(world, due=clock.now().date().isoformat())
    path = f"invoices/{invoice}/notes"
    note = (await office.post(path, {"text": " Maksaa perjantaina. "})).json()
    assert (note["text"], note["author"], note["is_own"]) == (
        "Maksaa perjantaina.", "Aino Admin", True,
    )  # fmt: skip
    editor = await site.colleague(office, "ledger_editor")
    reader = await site.colleague(office, "ledger_reader")
    [seen] = (await reader.get(path)).json()["items"]
    assert (seen["text"], seen["is_own"]) == (note["text"], False)
    assert (await reader.post(path, {"text": "x"})).status_code == 403
    for act in (
        editor.ask("PUT", f"notes/{note['id']}", json={"text": "x"}),
        editor.delete(f"notes/{note['id']}"),
    ):
        answer = await act
        assert (answer.status_code, answer.json()["code"]) == (403, "not_your_note")
    changed = await office.ask("PUT", f"notes/{note['id']}", json={"text": "Maksoi."})
    assert changed.json()["edited_at"]
    assert (await office.delete(f"notes/{note['id']}")).status_code == 204
    assert (await office.get(path)).json()["items"] == []
    kinds = [event["kind"] for event in await world.events() if event["kind"].startswith("note_")]
    assert kinds == ["note_written", "note_changed", "note_deleted"]
    nowhere = await office.post(f"invoices/{world.company_id}/notes", {"text": "x"})
    assert nowhere.status_code == 404
