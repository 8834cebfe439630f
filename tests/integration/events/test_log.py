"""Reading the log, and proving that it is whole."""

import asyncio
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from karhu.events.log import Event
from karhu.events.service import append, verify
from karhu.kit import clock, db
from karhu.kit.ids import uuid7
from karhu.kit.pages import cursor_of
from tests.sites import Person, Site


async def write(person: Person, *events: dict[str, Any]) -> None:
    company_id = UUID(str(person.company_id))
    made = [
        Event(**{"kind": "noted", "actor": "test", "occurred_on": date(2026, 3, 1), **fields})
        for fields in events
    ]
    async with db.transaction(company_id) as connection:
        await append(connection, company_id, made, now=clock.now())


async def read(person: Person, **query: Any) -> list[dict[str, Any]]:
    answer = await person.get("events", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


async def invoice(person: Person) -> dict[str, Any]:
    customer = await person.post("customers", {"kind": "business", "name": "Oy Asiakas Ab"})
    answer = await person.post(
        "invoices",
        {
            "number": "5001",
            "customer_id": customer.json()["id"],
            "currency": "EUR",
            "total": "100.00",
            "invoice_on": "2026-01-01",
            "due_on": "2026-01-15",
        },
    )
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.req("R078")
async def test_the_log_is_read_newest_first_in_pages(site: Site) -> None:
    admin = await site.administrator()
    await write(admin, *({"detail": {"n": n}} for n in range(7)))
    page = (
        await admin.get("events", params={"kind": "noted", "limit": 3, "with_count": True})
    ).json()
    assert page["total_count"] == 7
    seen = [event["detail"]["n"] for event in page["items"]]
    while "next_cursor" in page:
        query = {"kind": "noted", "limit": 3, "cursor": page["next_cursor"]}
        answer = await admin.get("events", params=query)
        page = answer.json()
        seen += [event["detail"]["n"] for event in page["items"]]
    assert seen == [6, 5, 4, 3, 2, 1, 0]


@pytest.mark.req("R076")
@pytest.mark.req("R079")
async def test_the_log_is_filtered_by_everything_it_names(site: Site) -> None:
    admin = await site.administrator()
    billed = await invoice(admin)
    rule = (await admin.get("rules")).json()["items"][0]
    case_id = uuid7()
    async with db.transaction(UUID(str(admin.company_id))) as connection:
        await connection.execute(
            """insert into cases (company_id, id, invoice_id, customer_id, rule_id, rule_version,
                   state, step_number, opened_on)
               values ($1, $2, $3, $4, $5, 1, 'open', 1, '2026-01-15')""",
            UUID(str(admin.company_id)),
            case_id,
            UUID(billed["id"]),
            UUID(billed["customer_id"]),
            UUID(rule["id"]),
        )
    ids = {
        "rule_id": UUID(rule["id"]),
        "case_id": case_id,
        "invoice_id": UUID(billed["id"]),
        "customer_id": UUID(billed["customer_id"]),
    }
    full = {
        "kind": "held",
        "outcome": "hold",
        "occurred_on": date(2026, 3, 5),
        "reasons": ("disputed",),
    }
    await write(admin, {}, {**full, **ids, "step": "reminder"}, {})
    for name, value in {
        **{name: str(value) for name, value in ids.items()},
        "invoice_number": "5001",
        "kind": "held",
        "outcome": "hold",
        "from": "2026-03-05",
    }.items():
        found = [e for e in await read(admin, **{name: value}) if e["kind"] in ("held", "noted")]
        assert [e["kind"] for e in found] == ["held"], name
    [event] = await read(admin, kind="held")
    assert event["rule_name"] == rule["name"]
    assert (event["invoice_number"], event["customer_name"]) == ("5001", "Oy Asiakas Ab")
    assert (event["step"], event["reasons"]) == ("reminder", ["disputed"])
    before = await read(admin, to="2026-03-04", kind="noted")
    assert len(before) == 2
    everything = {
        "invoice_number": "5001",
        "from": "2026-03-05",
        "to": "2026-03-05",
        "outcome": "hold",
    }
    assert len(await read(admin, **everything, rule_id=rule["id"])) == 1
    assert await read(admin, invoice_number="none") == []


@pytest.mark.req("R075")
async def test_the_log_of_a_rule_outlives_the_rule(site: Site) -> None:
    admin = await site.administrator()
    step = {"kind": "reminder", "anchor": "after_due", "offset_days": 10}
    wanted = {"name": "Lyhyt", "customer_kind": "business", "steps": [step]}
    rule = (await admin.post("rules", wanted)).json()
    await admin.delete(f"rules/{rule['id']}")
    told = await read(admin, rule_id=rule["id"])
    assert [(e["kind"], e["rule_name"]) for e in told] == [
        ("rule_deleted", "Lyhyt"),
        ("rule_created", "Lyhyt"),
    ]
    assert told[0]["actor"] == "user:Aino Admin"


async def test_another_tenants_events_are_not_found_by_any_filter(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    billed = await invoice(other)
    await write(other, {"kind": "held", "invoice_id": UUID(billed["id"])})
    assert await read(admin, kind="held") == []
    assert await read(admin, invoice_id=billed["id"]) == []
    assert await read(admin, invoice_number="5001") == []


async def test_days_are_read_in_pages_by_day(site: Site) -> None:
    admin = await site.administrator()
    days = [date(2026, 3, day) for day in (2, 1, 3, 2, 1)]
    await write(admin, *({"occurred_on": d, "detail": {"n": n}} for n, d in enumerate(days)))
    seen: list[int] = []
    cursor: dict[str, str] = {}
    for _ in range(4):
        query = {"from": "2026-03-01", "to": "2026-03-02", "limit": 1, **cursor}
        page = (await admin.get("events", params=query)).json()
        seen += [event["detail"]["n"] for event in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if "next_cursor" in page else {}
    assert seen == [3, 0, 4, 1]
    assert cursor == {}


@pytest.mark.parametrize(
    "cursor",
    [
        cursor_of("2026-03-01", 0),
        cursor_of("2026-03-01", 2**63),
        cursor_of("2026-03-01", "x"),
        cursor_of("yesterday", 1),
        cursor_of(1),
    ],
)
async def test_a_cursor_out_of_range_is_refused(site: Site, cursor: str) -> None:
    admin = await site.administrator()
    assert (await admin.get("events", params={"cursor": cursor})).status_code == 422


async def test_a_whole_chain_is_told_and_a_broken_one_located(site: Site, database: str) -> None:
    admin = await site.administrator()
    await write(admin, *({"detail": {"n": n}} for n in range(5)))
    whole = (await admin.get("event-verification")).json()
    count = whole["event_count"]
    assert whole == {"is_intact": True, "event_count": count}
    owner = await asyncpg.connect(database)
    await owner.execute(
        "update events set detail = '{\"n\":99}' where company_id = $1 and seq = $2",
        UUID(str(admin.company_id)),
        count - 2,
    )
    broken = (await admin.get("event-verification")).json()
    assert (broken["is_intact"], broken["broken_at_seq"]) == (False, count - 2)
    await owner.close()


async def test_an_event_cut_off_the_end_is_missed(site: Site, database: str) -> None:
    admin = await site.administrator()
    await write(admin, {}, {})
    owner = await asyncpg.connect(database)
    await owner.execute(
        "delete from events where company_id = $1 and seq = (select max(seq) from events)",
        UUID(str(admin.company_id)),
    )
    await owner.close()
    assert not (await admin.get("event-verification")).json()["is_intact"]


async def test_a_log_that_grows_while_it_is_verified_is_whole(site: Site) -> None:
    admin = await site.administrator()
    company_id = UUID(str(admin.company_id))

    async def grow() -> None:
        for n in range(60):
            await write(admin, {"detail": {"n": n}})

    async def prove() -> None:
        for _ in range(60):
            async with db.transaction(company_id) as connection:
                assert (await verify(connection, company_id)).broken_at_seq is None

    await asyncio.gather(grow(), prove(), prove())
