"""A housing company's way to a possession warning, and what people record of it."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from karhu.dispatch import service as outbox
from karhu.kit import db
from karhu.kit.problems import Problem
from karhu.possession import service
from karhu.rules.rule import Step
from tests.possession import (
    POST,
    WHO,
    a_proposed_warning,
    course_of,
    decided_by_the_board,
    insert,
    recorded,
    states,
)
from tests.sites import Site, site
from tests.world import World

__all__ = ["site"]

REQUEST = Step(kind="reminder", offset_days=14)
DEMAND = Step(kind="collection_letter", anchor="after_previous_sent", offset_days=14)
WARNING = Step(kind="possession_warning", anchor="after_previous_sent", offset_days=30)


async def warned(world: World, *, until: str = "2026-04-15") -> tuple[UUID, Any]:
    """An unpaid charge whose warning is prepared, and the invoice."""
    await world.settings(is_housing_company=True, active_channels=["email", "print"])
    await world.rule("housing", REQUEST, DEMAND, WARNING, kind="consumer")
    customer = await world.customer("Osakas Olli", rule="housing", kind="consumer", **POST)
    invoice = await world.invoice(customer, due="2026-02-01", total="900.00")
    world.on("2026-02-01")
    await world.live(until=until)
    return invoice, (await world.dispatches())[-1]


async def approve(world: World, ids: list[UUID]) -> outbox.Choice:
    async with db.transaction(world.company_id) as connection:
        return await outbox.approve(
            connection, world.company_id, ids, actor=WHO, today=world.today, now=world.now
        )


async def refused(world: World, case_id: UUID, kind: str, **more: Any) -> str:
    with pytest.raises(Problem) as problem:
        await recorded(world, case_id, kind, **more)
    return problem.value.code


async def test_from_the_payment_request_to_a_warning_cured_by_payment(world: World) -> None:
    """Due 1 February; request, demand, warning prepared, decided, sent, served, paid."""
    invoice, warning = await warned(world)
    case = warning["case_id"]
    gone = await world.dispatches()
    assert [(d["step"], d["state"], d["decided_on"].isoformat()) for d in gone] == [
        ("reminder", "sent", "2026-02-15"),
        ("collection_letter", "sent", "2026-03-01"),
        ("possession_warning", "proposed", "2026-03-31"),
    ]
    with pytest.raises(Problem) as problem:
        await approve(world, [warning["id"]])
    assert (problem.value.status, problem.value.code) == (409, "board_decision_missing")
    assert problem.value.faults[0].pointer == "/dispatch_ids/0"
    assert (await states(world, case))["board_decision"] == "next"

    world.on("2026-04-20")
    await decided_by_the_board(world, case, tenant_name="Veera Vuokralainen")
    assert (await approve(world, [warning["id"]])).done_count == 1
    await world.drain()
    assert (await world.dispatches())[-1]["state"] == "sent"
    world.on("2026-04-22")
    post = {"subject": "warning", "way": "registered_post"}
    await recorded(world, case, "service", **post, addressee="shareholder")
    await recorded(world, case, "service", **post, addressee="tenant")
    world.on("2026-04-28")
    assert (await states(world, case))["warning_served"] == "under_way"
    meeting = {"reference": "1/2026 § 4", "lasts_until": date(2027, 4, 30)}
    assert await refused(world, case, "meeting_decision", **meeting) == "warning_not_served"
    world.on("2026-04-29")
    assert (await course_of(world, case)).so_far.served_on("warning") == date(2026, 4, 29)
    assert (await states(world, case))["meeting_decision"] == "next"
    assert await refused(world, case, "cure") == "charges_open"

    world.on("2026-05-04")
    await world.pay(invoice)
    assert (await states(world, case))["cure"] == "next"
    await recorded(world, case, "cure")
    assert await refused(world, case, "meeting_decision", **meeting) == "possession_cured"
    assert (await states(world, case))["meeting_decision"] == "barred"
    told = [
        (event["kind"], event["actor"], event["case_id"] == case)
        for event in await world.events()
        if event["kind"] in {*service.EVENTS.values(), "dispatch_approved"}
    ]
    assert told == [
        ("board_decision_recorded", WHO, True),
        ("dispatch_approved", WHO, True),
        ("service_recorded", WHO, True),
        ("service_recorded", WHO, True),
        ("possession_cured", WHO, True),
    ]


async def test_a_warning_that_came_back_goes_again_by_the_same_decision(world: World) -> None:
    _, warning = await warned(world)
    await decided_by_the_board(world, warning["case_id"])
    await approve(world, [warning["id"]])
    await world.drain()
    await world.execute(
        "update dispatches set state = 'failed' where company_id = $1 and id = $2", warning["id"]
    )
    row = {**warning, "state": "failed", "sent_at": world.now}
    async with db.transaction(world.company_id) as connection:
        await world_at_its_step(connection, world, warning["case_id"])
        await outbox.send_anew(
            connection, world.company_id, [row], actor=WHO, today=world.today, now=world.now
        )
    assert [d["state"] for d in await world.dispatches()][-2:] == ["cancelled", "queued"]
    assert (await course_of(world, warning["case_id"])).so_far.round == 1


async def world_at_its_step(connection: Any, world: World, case_id: UUID) -> None:
    await connection.execute(
        """update cases set step_number = 3, warning_sent_on = null
           where company_id = $1 and id = $2""",
        world.company_id, case_id,
    )  # fmt: skip


async def test_a_decision_by_which_a_warning_went_is_not_withdrawn(world: World) -> None:
    _, warning = await warned(world)
    case = warning["case_id"]
    first = await decided_by_the_board(world, case)
    await withdraw(world, case, first)
    with pytest.raises(Problem, match="Record its decision"):
        await approve(world, [warning["id"]])
    second = await decided_by_the_board(world, case)
    assert await refused(world, case, "board_decision", reference="§ 1") == "already_recorded"
    await approve(world, [warning["id"]])
    with pytest.raises(Problem) as problem:
        await withdraw(world, case, second)
    assert problem.value.code == "warning_under_way"
    await world.take_back([warning["id"]])
    await withdraw(world, case, second)
    rows = (await course_of(world, case)).rows
    assert [row["withdrawn_by"] for row in rows] == [WHO, WHO]
    assert len(await world.events("possession_record_withdrawn")) == 2


async def withdraw(world: World, case_id: UUID, record_id: UUID) -> None:
    async with db.transaction(world.company_id) as connection:
        await service.withdraw(
            connection, world.company_id, case_id, record_id, actor=WHO, now=world.now
        )


async def test_a_further_warning_needs_a_further_decision(world: World) -> None:
    _, warning = await warned(world)
    case = warning["case_id"]
    await decided_by_the_board(world, case)
    assert await refused(world, case, "board_decision", reference="§ 8", is_further=True) == (
        "warning_not_sent"
    )
    await approve(world, [warning["id"]])
    await world.drain()
    later = await world.fetch("select * from dispatches where company_id = $1 order by id")
    again = {"id": UUID(int=77), "state": "proposed", "round": 2, "sent_at": None}
    values = {**dict(later[-1]), **again}
    await insert(world, "dispatches", **{k: v for k, v in values.items() if k != "company_id"})
    assert (await course_of(world, case)).so_far.round == 2
    with pytest.raises(Problem) as problem:
        await approve(world, [UUID(int=77)])
    assert problem.value.code == "board_decision_missing"
    await decided_by_the_board(world, case)
    assert (await approve(world, [UUID(int=77)])).done_count == 1


class TestOverTheApi:
    """What a client sees, and who may record."""

    async def opened(self, site: Site) -> tuple[Any, str, str]:
        admin = await site.administrator()
        world = World(UUID(str(admin.company_id)))
        world.count = 500
        world.rules["consumer"] = (await world.fetch(
            "select id from rules where company_id = $1 and built_in = 'general_consumer'"
        ))[0]["id"]  # fmt: skip
        await world.settings(is_housing_company=True, automation_is_on=False)
        made = await a_proposed_warning(world, rule="consumer")
        return admin, str(made["case"]), str(made["dispatch"])

    async def test_the_queue_says_which_warnings_wait_for_the_board(self, site: Site) -> None:
        admin, case, dispatch = await self.opened(site)
        [row] = (await admin.get("dispatches?state=proposed")).json()["items"]
        assert (row["remarks"], row["case_id"]) == (["board_decision_missing"], case)
        answer = await admin.post("dispatch-approvals", {"dispatch_ids": [dispatch]})
        assert (answer.status_code, answer.json()["code"]) == (409, "board_decision_missing")
        assert "Record its decision on the case" in answer.json()["detail"]
        decision = {"kind": "board_decision", "happened_on": "2026-04-20", "reference": "3 § 7"}
        stands = (await admin.post(f"cases/{case}/possession-records", decision)).json()
        assert stands["is_decided"] is True
        assert [one["state"] for one in stands["timeline"]][:3] == ["done", "done", "next"]
        assert (await admin.get(f"cases/{case}/possession/tenant-copy.pdf")).status_code == 409
        [row] = (await admin.get("dispatches?state=proposed")).json()["items"]
        assert row["remarks"] == []
        answer = await admin.post("dispatch-approvals", {"dispatch_ids": [dispatch]})
        assert answer.json() == {"done_count": 1, "refused": []}

    async def test_a_reader_sees_it_and_records_nothing(self, site: Site) -> None:
        admin, case, _ = await self.opened(site)
        let = {"kind": "board_decision", "happened_on": "2026-04-20", "reference": "3 § 7",
               "tenant_name": "Veera Vuokralainen"}  # fmt: skip
        await admin.post(f"cases/{case}/possession-records", let)
        reader = await site.colleague(admin, "ledger_reader")
        assert (await reader.get(f"cases/{case}/possession")).status_code == 200
        copy = await reader.get(f"cases/{case}/possession/tenant-copy.pdf")
        assert (copy.status_code, copy.content[:5]) == (200, b"%PDF-")
        decision = {"kind": "board_decision", "happened_on": "2026-04-20", "reference": "3 § 7"}
        refused = await reader.post(f"cases/{case}/possession-records", decision)
        assert (refused.status_code, refused.json()["code"]) == (403, "permission_missing")
        other = await site.administrator()
        assert (await other.get(f"cases/{case}/possession")).status_code == 404
        stranger = await other.post(f"cases/{case}/possession-records", decision)
        assert stranger.status_code == 404
