"""Companies and their settings."""

import pytest

from tests.sites import Person, Site


async def test_a_company_shows_its_settings_and_its_date(site: Site) -> None:
    admin = await site.administrator(country="SE")
    answer = await admin.get()
    shown = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (shown["country"], shown["language"], shown["currency"]) == ("SE", "sv", "SEK")
    assert (shown["automation_is_on"], shown["active_channels"]) == (False, ["email"])
    assert shown["run_at"] == "02:00"
    assert "automation_activated_on" not in shown


async def test_settings_are_changed_by_whoever_read_them_last(site: Site) -> None:
    admin = await site.administrator()
    assert (await admin.patch("", {"name": "Uusi Oy"})).status_code == 428
    assert (await admin.patch("", {"name": "Uusi Oy"}, version=7)).status_code == 412
    answer = await admin.patch("", {"name": "Uusi Oy", "run_at": "03:15"}, version=1)
    assert (answer.json()["name"], answer.json()["run_at"]) == ("Uusi Oy", "03:15")
    assert answer.headers["etag"] == '"2"'
    assert (await admin.patch("", {"name": "Taas Oy"}, version=1)).status_code == 412


async def test_a_change_that_changes_nothing_makes_no_new_version(site: Site) -> None:
    admin = await site.administrator()
    answer = await admin.patch("", {"name": "Esimerkki Oy"}, version=1)
    assert answer.headers["etag"] == '"1"'


async def test_bank_accounts_are_kept_compact(site: Site) -> None:
    admin = await site.administrator()
    accounts = [{"currency": "EUR", "iban": "fi21 1234 5600 0007 85"}]
    answer = await admin.patch("", {"bank_accounts": accounts}, version=1)
    assert answer.json()["bank_accounts"] == [{"currency": "EUR", "iban": "FI2112345600000785"}]


async def test_a_company_says_where_it_is_and_where_its_einvoices_come_from(site: Site) -> None:
    admin = await site.administrator()
    said = {
        "street": "Paahtimonkatu 1",
        "postcode": "48600",
        "city": "Kotka",
        "phone": "+358 5 123 4567",
        "website": "karhula.example.com",
        "einvoice_address": "003791234560",
        "einvoice_operator": "003721291126",
    }
    accounts = [{"currency": "EUR", "iban": "FI2112345600000785", "bic": "ndeafihh"}]
    answer = (await admin.patch("", {**said, "bank_accounts": accounts}, version=1)).json()
    assert {name: answer[name] for name in said} == said
    assert answer["bank_accounts"][0]["bic"] == "NDEAFIHH"
    emptied = (await admin.patch("", dict.fromkeys(said, ""), version=2)).json()
    assert {emptied[name] for name in said} == {""}


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"time_zone": "Mars/Olympus"}, "/time_zone", "unknown_time_zone"),
        (
            {"bank_accounts": [{"currency": "ZZZ", "iban": "FI2112345600000785"}]},
            "/bank_accounts/0/currency",
            "unknown_currency",
        ),
        (
            {"bank_accounts": [{"currency": "EUR", "iban": "FI0012345600000785"}]},
            "/bank_accounts/0/iban",
            "invalid_iban",
        ),
        ({"bank_data_until": "2999-01-01"}, "/bank_data_until", "in_the_future"),
    ],
)
async def test_a_setting_that_cannot_be_is_refused_with_its_place(
    site: Site, change: dict[str, object], pointer: str, code: str
) -> None:
    admin = await site.administrator()
    answer = await admin.patch("", change, version=1)
    assert answer.status_code == 422
    assert [(e["pointer"], e["code"]) for e in answer.json()["errors"]] == [(pointer, code)]


async def test_bank_data_age_can_be_set_and_taken_away(site: Site) -> None:
    admin = await site.administrator()
    assert (await admin.patch("", {"bank_data_max_age_days": 3}, version=1)).json()[
        "bank_data_max_age_days"
    ] == 3
    assert (
        "bank_data_max_age_days"
        not in (await admin.patch("", {"bank_data_max_age_days": None}, version=2)).json()
    )


async def test_changes_of_settings_are_in_the_log_without_their_values(site: Site) -> None:
    admin = await site.administrator()
    await admin.patch("", {"sender_email": "laskut@example.com", "language": "sv"}, version=1)
    from karhu.kit import db

    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(
            "select kind, actor, detail from events where kind like 'company%' order by seq"
        )
    assert [row["kind"] for row in rows] == ["company_created", "company_changed"]
    assert rows[1]["actor"] == "user:Aino Admin"
    assert rows[1]["detail"] == '{"changed":["language","sender_email"]}'


async def add_companies(site: Site, admin: Person, *names: str) -> None:
    from karhu.identity.company import NewCompany
    from karhu.identity.service import add_company
    from karhu.kit import clock, db

    for name in names:
        async with db.transaction_over_all() as connection:
            office_id = await connection.fetchval(
                "select office_id from companies where id = $1", admin.company_id
            )
            company = NewCompany(name=name, country="FI")
            await add_company(
                connection, company, office_id=office_id, actor="user:Aino", now=clock.now()
            )


async def test_companies_come_by_name_in_pages_to_those_who_may_see_them(site: Site) -> None:
    admin = await site.administrator()
    await site.administrator()
    reader = await site.colleague(admin, "ledger_reader")
    await add_companies(site, admin, "Ääni Oy", "alku Oy", "Beeta Oy", "ä" * 250)
    names, cursor = [], ""
    while True:
        page = (await admin.get(f"/v1/companies?limit=2&with_count=true{cursor}")).json()
        assert page["total_count"] == 5
        names += [company["name"] for company in page["items"]]
        if "next_cursor" not in page:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert names[:3] == ["alku Oy", "Beeta Oy", "Esimerkki Oy"]
    assert len(names) == len(set(names)) == 5
    assert len((await reader.get("/v1/companies")).json()["items"]) == 1
    me = (await admin.get("/v1/me")).json()
    assert {company["role"] for company in me["companies"]} == {"office_main_administrator"}
