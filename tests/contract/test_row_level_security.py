"""The database itself keeps companies apart."""

from uuid import uuid4

import asyncpg
import pytest

from karhu.kit import db
from tests.sites import found_site

TENANT_TABLES = """
    select c.relname, c.relrowsecurity, c.relkind, c.relispartition,
           pg_get_userbyid(c.relowner) as owner,
           exists (select from pg_policy p where p.polrelid = c.oid) as has_policy,
           has_table_privilege('karhu_app', c.oid, 'select') as can_read
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
    where c.relkind in ('r', 'p')
"""


async def test_every_table_of_a_company_is_held_by_a_policy(database: str) -> None:
    async with db.transaction_over_all() as connection:
        tables = await connection.fetch(TENANT_TABLES)
    assert len(tables) > 20
    for table in tables:
        name = table["relname"]
        if table["relispartition"]:
            assert not table["can_read"], f"{name} could be read past its parent's policy"
            continue
        assert table["relrowsecurity"], f"{name} has no row-level security"
        assert table["has_policy"], f"{name} has no policy"


async def test_the_role_of_the_application_owns_nothing_and_bypasses_nothing(database: str) -> None:
    async with db.transaction_over_all() as connection:
        role = await connection.fetchrow("select * from pg_roles where rolname = 'karhu_app'")
        owned = await connection.fetchval(
            "select count(*) from pg_class where relowner = 'karhu_app'::regrole"
        )
        assert await connection.fetchval("select current_user") == "karhu_app"
    powers = ("rolsuper", "rolbypassrls", "rolcanlogin", "rolcreaterole", "rolcreatedb")
    assert not any(role[power] for power in powers)
    assert owned == 0


async def test_a_transaction_of_one_company_sees_no_row_of_another(database: str) -> None:
    mine, theirs = await found_site(), await found_site()
    async with db.transaction(mine.company_id) as connection:
        assert [r["id"] for r in await connection.fetch("select id from companies")] == [
            mine.company_id
        ]
        for [name] in await connection.fetch(
            f"select relname from ({TENANT_TABLES}) t where not relispartition"
        ):
            query = f"select count(*) from {name} where company_id = $1"
            assert await connection.fetchval(query, theirs.company_id) == 0, name
    async with db.transaction(theirs.company_id) as connection:
        query = "select count(*) from events where company_id = $1"
        assert await connection.fetchval(query, theirs.company_id) > 0


async def test_a_row_cannot_be_written_into_another_company(database: str) -> None:
    mine, theirs = await found_site(), await found_site()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with db.transaction(mine.company_id) as connection:
            await connection.execute(
                "insert into memberships (company_id, user_id, role) values ($1, $2, 'x')",
                theirs.company_id,
                mine.user_id,
            )


async def test_a_transaction_without_a_company_sees_nothing(database: str) -> None:
    await found_site()
    async with db.transaction(uuid4()) as connection:
        for table in ("companies", "memberships", "api_keys", "events"):
            assert await connection.fetchval(f"select count(*) from {table}") == 0


@pytest.mark.parametrize("statement", ["update events set kind = 'x'", "delete from events"])
async def test_nobody_rewrites_the_log(database: str, statement: str) -> None:
    founded = await found_site()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with db.transaction(founded.company_id) as connection:
            await connection.execute(statement)
