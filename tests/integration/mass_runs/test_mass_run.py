"""A mass run from beginning to end, left half-way, and with two people in it (R286 to R304)."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

from karhu.kit import clock
from tests.integration.cases.test_customer_cases import state_of
from tests.integration.mass_runs.conftest import Units, statements_of
from tests.sites import Person, Site
from tests.world import World


async def begun(person: Person) -> tuple[str, dict[str, Any], int]:
    """The path of the open run, the run, and its version."""
    answer = await person.post("mass-runs")
    assert answer.status_code == 200, answer.text
    return f"mass-runs/{answer.json()['id']}", answer.json(), version_of(answer)


def version_of(answer: Any) -> int:
    return int(answer.headers["ETag"].strip('"'))


async def rows_of(person: Person, path: str, what: str = "rows") -> dict[str, Any]:
    answer = await person.get(f"{path}/{what}")
    assert answer.status_code == 200, answer.text
    key = "invoice_number" if what == "transfers" else "customer_name"
    return {row[key]: row for row in answer.json()["items"]}


async def send(person: Person, path: str, rows: list[dict[str, Any]], version: int) -> Any:
    wanted = [
        {"case_id": row["case_id"], "step_number": row["step_number"], "total": row["total"]}
        for row in rows
    ]
    return await person.post(
        f"{path}/sendings", {"rows": wanted}, headers={"If-Match": f'"{version}"'}
    )


async def test_a_mass_run_closes_moves_and_sends_and_its_letters_can_be_taken_back(
    world: World, units: Units, office: Person
) -> None:
    """R287 to R304, with a case that is closed and begun anew in the same run (R289)."""
    settled, owing, new = [await units.unit(name) for name in ("A 1", "A 2", "A 3")]
    paid = await units.charge(settled, 60)
    await world.move_in(paid, await units.charge(owing, 60))
    await world.pay(paid)
    again = await units.charge(settled, 40)
    young = await units.charge(new, 3)
    path, run, _ = await begun(office)
    assert (run["phase"], run["state"], run["others"]) == ("close", "open", [])

    closings = await rows_of(office, path, "closings")
    assert {name: (row["is_selected"], row["reasons"]) for name, row in closings.items()} == {
        "A 1": (True, ["nothing_open"]), "A 2": (False, ["open_items"]),
    }  # fmt: skip
    closed = await office.post(f"{path}/closings", {"case_ids": [closings["A 1"]["case_id"]]})
    assert closed.json() == {"done_count": 1, "refused": []}

    transfers = await rows_of(office, path, "transfers")
    assert len(transfers) == 2
    moved = await office.post(f"{path}/transfers", {"invoice_ids": [str(again), str(young)]})
    assert moved.json() == {"done_count": 2, "refused": []}
    states = [(case["state"], case["customer_id"]) for case in await world.cases()]
    assert sorted(states) == sorted(
        [("closed", settled), ("open", settled), ("open", owing), ("open", new)]
    )
    before = await state_of(world)

    changed = await office.patch(path, {"phase": "send"}, version=1)
    assert changed.status_code == 200, changed.text
    rows = await rows_of(office, path)
    assert [(name, row["is_selected"]) for name, row in rows.items()] == [
        ("A 1", True), ("A 2", True), ("A 3", False),
    ]  # fmt: skip
    assert [one["code"] for one in rows["A 3"]["reasons"]] == ["not_reached"]
    assert rows["A 1"]["step"] == "reminder"
    assert [step["step"] for step in rows["A 1"]["steps"]] == ["reminder", "collection_letter"]
    parts = ("principal", "old_fees", "old_interest", "new_fee", "new_interest")
    first = {part: Decimal(rows["A 1"][part]) for part in parts}
    assert (first["principal"], first["new_fee"]) == (Decimal(100), Decimal(5))
    assert first["new_interest"] > 0
    assert Decimal(rows["A 1"]["total"]) == sum(first.values())

    sent = await send(office, path, [rows["A 1"], rows["A 2"]], version_of(changed))
    assert sent.status_code == 200, sent.text
    assert (sent.json()["done_count"], sent.json()["refused"]) == (2, [])
    after = clock.now() + timedelta(minutes=29)
    assert sent.json()["send_after"] > after.isoformat()  # R302
    rows = await rows_of(office, path)
    assert rows["A 1"]["sent_by"].endswith("Aino Admin")
    assert rows["A 1"]["total"] == sent_total(first)

    await office.post("dispatch-cancellations", {"all": True})  # R303
    assert await state_of(world) == before  # R304
    rows = await rows_of(office, path)
    assert (rows["A 1"].get("sent_by"), rows["A 1"]["is_selected"]) == (None, True)
    await send(office, path, [rows["A 1"]], version_of(changed))
    world.now = clock.now()
    await world.drain()
    assert [len(world.mail), world.mail[0].recipient] == [1, (await email_of(world, settled))]


def sent_total(parts: dict[str, Decimal]) -> str:
    return f"{sum(parts.values()):.2f}"


async def email_of(world: World, customer_id: Any) -> str:
    [row] = await world.fetch(
        "select email from customers where company_id = $1 and id = $2", customer_id
    )
    return str(row["email"])


async def test_whoever_comes_back_finds_the_run_as_it_was_left(
    world: World, units: Units, office: Person
) -> None:
    for name in ("A 1", "A 2", "A 3"):
        await world.move_in(await units.charge(await units.unit(name), 60))
    path, run, version = await begun(office)
    today = world.today
    assert run["interest_on"] == today.isoformat()
    assert run["pay_by_on"] == (today + timedelta(days=14)).isoformat()
    rows = await rows_of(office, path)
    pay_by = (today + timedelta(days=21)).isoformat()
    terms = {"phase": "send", "pay_by_on": pay_by, "claims_interest": False, "claims_fees": False}
    changed = await office.patch(path, terms, version=version)
    await office.patch(f"{path}/rows/{rows['A 2']['case_id']}", {"is_removed": True})
    choice = {"step_number": 2, "fee": "3.00", "is_selected": True}
    await office.patch(f"{path}/rows/{rows['A 3']['case_id']}", choice)
    selected = {"phase": "send", "ids": [rows["A 1"]["case_id"]], "is_selected": False}
    assert (await office.post(f"{path}/selections", selected)).json() == {"changed_count": 1}

    again, run, version = await begun(office)
    assert (again, run["phase"], run["pay_by_on"]) == (path, "send", pay_by)
    assert (run["claims_interest"], run["claims_fees"]) == (False, False)
    assert version == version_of(changed)
    rows = await rows_of(office, path)
    assert {name: (row["is_selected"], row["is_removed"]) for name, row in rows.items()} == {
        "A 1": (False, False), "A 2": (False, True), "A 3": (True, False),
    }  # fmt: skip
    assert (rows["A 1"]["new_fee"], rows["A 1"]["new_interest"]) == ("0.00", "0.00")  # R295
    assert rows["A 3"]["step"] == "collection_letter"
    assert (rows["A 3"]["new_fee"], rows["A 3"]["fee_set"]) == ("3.00", "3.00")
    assert rows["A 1"]["pay_by_on"] == pay_by  # R294

    old = await office.patch(path, {"pay_by_on": None}, version=1)
    assert (old.status_code, old.json()["code"]) == (412, "changed_meanwhile")
    late = await office.patch(path, {"pay_by_on": today.isoformat()}, version=version)
    assert late.json()["errors"][0]["code"] == "not_in_future"
    ahead = (today + timedelta(days=1)).isoformat()
    assert (await office.patch(path, {"interest_on": ahead}, version=version)).status_code == 422
    passed = await office.patch(f"{path}/rows/{rows['A 1']['case_id']}", {"step_number": 9})
    assert passed.json()["errors"][0]["code"] == "not_a_next_step"


async def test_two_people_are_told_of_each_other_and_cannot_both_send_a_row(
    world: World, units: Units, office: Person, colleague: Person, site: Site
) -> None:
    owing = [await units.unit(name) for name in ("A 1", "A 2", "A 3")]
    await world.move_in(*[await units.charge(unit, 60) for unit in owing])
    path, _, version = await begun(office)
    assert (await begun(colleague))[0] == path
    await office.get(f"{path}?phase=close")
    seen = (await colleague.get(f"{path}?phase=send")).json()["others"]
    assert [(one["name"], one["phase"]) for one in seen] == [("Aino Admin", "close")]
    await world.execute(
        """update mass_run_presences set seen_at = seen_at - interval '31 seconds'
           where company_id = $1"""
    )
    assert (await colleague.get(path)).json()["others"] == []
    key = await site.api_key(office, "dispatches.read")
    await key.get(f"{path}?phase=send")
    assert len(await world.fetch("select 1 from mass_run_presences where company_id = $1")) == 2

    rows = await rows_of(colleague, path)
    count = (await colleague.get(path)).json()["change_count"]
    assert (await send(office, path, [rows["A 1"]], version)).json()["done_count"] == 1
    assert (await colleague.get(path)).json()["change_count"] > count
    at_once = await asyncio.gather(
        *[send(person, path, [rows["A 3"]], version) for person in (office, colleague)]
    )
    assert sorted(answer.json()["done_count"] for answer in at_once) == [0, 1]
    both = (await send(colleague, path, [rows["A 1"], rows["A 2"]], version)).json()
    assert both["done_count"] == 1
    [refused] = both["refused"]
    assert (refused["case_id"], refused["code"]) == (rows["A 1"]["case_id"], "already_sent")
    assert refused["sent_by"].endswith("Aino Admin")
    letters = await world.fetch(
        "select case_id from dispatches where company_id = $1 and leads and state = 'queued'"
    )
    assert len(letters) == len({row["case_id"] for row in letters}) == 3


async def test_what_has_changed_since_it_was_read_is_refused_row_by_row(
    world: World, units: Units, office: Person
) -> None:
    names = ("paid", "part", "closed", "removed", "stepped", "promised", "good")
    charges = {name: await units.charge(await units.unit(name), 60) for name in names}
    await world.move_in(*charges.values())
    path, _, version = await begun(office)
    rows = await rows_of(office, path)
    await world.pay(charges["paid"])
    await world.change("invoices", charges["part"], open=Decimal("40.00"))
    await world.change("invoices", charges["promised"], promised_on=world.today)
    await office.post(f"{path}/closings", {"case_ids": [rows["closed"]["case_id"]]})
    await office.patch(f"{path}/rows/{rows['removed']['case_id']}", {"is_removed": True})
    await office.patch(f"{path}/rows/{rows['stepped']['case_id']}", {"step_number": 2})
    sent = (await send(office, path, list(rows.values()), version)).json()
    names_of = {row["case_id"]: name for name, row in rows.items()}
    assert {names_of[one["case_id"]]: one["code"] for one in sent["refused"]} == {
        "paid": "settled", "part": "changed_meanwhile", "closed": "case_closed",
        "removed": "removed_from_run", "stepped": "changed_meanwhile",
        "promised": "promise_to_pay",
    }  # fmt: skip
    assert sent["done_count"] == 1
    stale = await send(office, path, [rows["good"]], version + 1)
    assert stale.status_code == 412
    done = await office.patch(path, {"state": "finished"}, version=version)
    assert (done.json()["state"], done.json()["sent_count"]) == ("finished", 1)
    late = await send(office, path, [rows["good"]], version + 1)
    assert (late.status_code, late.json()["code"]) == (409, "mass_run_finished")
    assert (await begun(office))[0] != path
    assert len((await office.get("mass-runs?state=finished")).json()["items"]) == 1


async def test_no_letter_goes_without_a_recipient_and_none_by_einvoice(
    world: World, units: Units, office: Person
) -> None:
    """R297 and R298."""
    gone = {"email": None, "street": None, "postcode": None, "city": None}
    nobody = await units.unit("nobody", **gone)
    einvoice = await units.unit(
        "einvoice", email=None, einvoice_address="003712345678", einvoice_operator="BAWCFI22"
    )
    await world.move_in(*[await units.charge(unit, 60) for unit in (nobody, einvoice)])
    path, _, version = await begun(office)
    rows = await rows_of(office, path)
    row = rows["nobody"]
    assert (row["is_selected"], row["can_be_sent"]) == (False, False)
    assert not [one for one in row["recipients"] if "channel" in one]
    assert [one["code"] for one in row["obstacles"]] == ["missing_contact_data"]
    [by_post] = rows["einvoice"]["recipients"]
    assert (by_post["channel"], by_post["name"]) == ("print", "einvoice")
    none = await office.patch(f"{path}/rows/{row['case_id']}", {"recipient_ids": []})
    assert none.status_code == 400
    owner = {"name": "Omistaja", "role": "owner", "email": "omistaja@example.com"}
    added = await office.post(f"customers/{einvoice}/recipients", owner)
    assert added.status_code == 201, added.text
    [itself, other] = (await rows_of(office, path))["einvoice"]["recipients"]
    assert (itself["id"], other["name"], other["channel"]) == (str(einvoice), "Omistaja", "email")
    case = rows["einvoice"]["case_id"]
    changed = await office.patch(f"{path}/rows/{case}", {"recipient_ids": [other["id"]]})
    assert [one["is_chosen"] for one in changed.json()["recipients"]] == [False, True]
    strange = await office.patch(f"{path}/rows/{case}", {"recipient_ids": [str(nobody)]})
    assert strange.json()["errors"][0]["code"] == "no_such_recipient"
    rows = await rows_of(office, path)
    sent = (await send(office, path, list(rows.values()), version)).json()
    assert [one["code"] for one in sent["refused"]] == ["missing_contact_data"]
    [letter] = await world.dispatches()
    assert (letter["channel"], letter["recipient"]) == ("email", "omistaja@example.com")
    assert (await office.get(f"{path}/rows/{row['case_id']}/letter.pdf")).status_code == 409


async def test_a_preview_is_the_letter_in_the_language_of_its_unit_and_leaves_no_trace(
    world: World, units: Units, office: Person
) -> None:
    """R300, R301, and the summary of R295."""
    unit = await units.unit("A 1", language="sv")
    await world.move_in(await units.charge(unit, 60))
    path, _, version = await begun(office)
    rows = await rows_of(office, path)
    before, log = await state_of(world), len(await world.events())
    answer = await office.get(f"{path}/rows/{rows['A 1']['case_id']}/letter.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    assert await state_of(world) == before
    assert (await world.dispatches(), len(await world.events())) == ([], log)
    summary = await office.get(f"{path}/summary.pdf")
    assert (summary.status_code, summary.content[:5]) == (200, b"%PDF-")
    assert (await send(office, path, [rows["A 1"]], version)).json()["done_count"] == 1
    [dispatch] = await world.dispatches()
    sent = await office.get(f"dispatches/{dispatch['id']}/letter.pdf")
    assert len(sent.content) == len(answer.content)


async def test_pages_and_statements_do_not_grow_with_the_cases(
    world: World, units: Units, office: Person
) -> None:
    from karhu.mass_runs import lists, service

    taken = []
    path = (await begun(office))[0]
    for name in ("A", "B"):
        charges = [await units.charge(await units.unit(f"{name} {n}"), 60) for n in range(3)]
        await units.charge(await units.unit(f"{name} out"), 60)
        await world.move_in(*charges)

        async def listed(connection: Any) -> None:
            run = await service.find(connection, world.company_id, path.split("/")[1])  # type: ignore[arg-type]
            await lists.closings(connection, world.company_id, run)
            await lists.transfers(connection, world.company_id, run, world.today)
            await lists.letters(connection, world.company_id, run, world.today)

        taken.append(await statements_of(world, listed))
    assert taken[0] == taken[1]
    found, query = [], "limit=4"
    while query:
        answer = (await office.get(f"{path}/rows?{query}")).json()
        found += [row["customer_name"] for row in answer["items"]]
        following = answer.get("next_cursor")
        query = f"limit=4&cursor={following}" if following else ""
    assert found == [f"{name} {n}" for name in ("A", "B") for n in range(3)]
    assert answer["selected"][0]["count"] == 6
