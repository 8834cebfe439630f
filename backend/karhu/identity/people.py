"""People of a company: giving, changing and taking away access."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from karhu.contract import types
from karhu.identity import password
from karhu.identity.role import OFFICE_ROLE, Standing, needed_to_give
from karhu.identity.tables import Membership, Session, User
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.problems import Problem, conflict, missing
from karhu.kit.sql import Statements

sql = Statements(__file__)

INSERT = """
    insert into users (id, office_id, name, email, language, password_hash, office_role,
                       owns_invoices_only)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (lower(email)) do nothing
"""
SET_MEMBERSHIP = """
    insert into memberships (company_id, user_id, role, owns_invoices_only)
    values ($1, $2, $3, $4)
    on conflict (company_id, user_id) do update
    set role = excluded.role, owns_invoices_only = excluded.owns_invoices_only
"""
FIND_BY_EMAIL = "select id, office_id, email from users where lower(email) = lower($1)"
OTHERS_AT_HEAD = """
    select count(*) from
    (select id from users where office_id = $1 and office_role = $2 order by id for update) as heads
    where id <> $3
"""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may work with a company."""

    id: UUID
    name: str
    email: str
    language: types.Language
    office_id: UUID
    office_role: types.Role | None
    company_role: types.Role | None
    owns_invoices_only: bool

    @property
    def role(self) -> types.Role:
        """The role that is shown."""
        standing = Standing(
            office_role=self.office_role,
            company_role=self.company_role,
            owns_invoices_only=self.owns_invoices_only,
        )
        assert standing.role is not None  # without a role nobody is listed
        return standing.role


async def list_people(
    connection: Connection, company_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[Person]:
    """People with access, in the order in which they came."""
    rows = await connection.fetch(sql.list_people, company_id, None, after, limit)
    return [Person(**row) for row in rows]


async def find_person(connection: Connection, company_id: UUID, user_id: UUID) -> Person:
    """One person with access; raises 404."""
    row = await connection.fetchrow(sql.list_people, company_id, user_id, None, 1)
    if row is None:
        raise missing("user")
    return Person(**row)


async def add_person(
    connection: Connection, company: Any, body: types.UserCreate, *, may: frozenset[str]
) -> Person:
    """Give a person access, making the person when nobody of the office has the address.

    A person of the same office keeps name, language and password. Raises 403 for a role that
    one may not give, 409 for who has access already or signs in at another office.
    """
    _check_may_give(body.role, may)
    found = await connection.fetchrow(FIND_BY_EMAIL, body.email)
    user_id = found["id"] if found else await _insert(connection, company, body)
    if found is not None:
        await _check_can_join(connection, company, found)
    await _place(connection, company["id"], user_id, body.role, bool(body.owns_invoices_only))
    return await find_person(connection, company["id"], user_id)


async def change_person(
    connection: Connection, company: Any, person: Person, *,
    role: str, owns_invoices_only: bool, may: frozenset[str],
) -> Person:  # fmt: skip
    """Change role or restriction; raises 403 for a role out of reach, 409 for the last head."""
    _check_may_give(person.role, may)
    _check_may_give(role, may)
    if person.office_role is not None and role != OFFICE_ROLE:
        await _check_not_last(connection, person)
    await _place(connection, company["id"], person.id, role, owns_invoices_only)
    return await find_person(connection, company["id"], person.id)


async def remove_person(
    connection: Connection, company_id: UUID, person: Person, *, may: frozenset[str]
) -> None:
    """Take access away, a role of the office too; who has none left anywhere cannot sign in."""
    _check_may_give(person.role, may)
    if person.office_role is not None:
        await _check_not_last(connection, person)
    await User.update({User.office_role: None}).where(User.id == person.id)
    await Membership.delete().where(
        (Membership.company_id == company_id) & (Membership.user_id == person.id)
    )
    await _forget_if_idle(connection, person.id)


async def _insert(connection: Connection, company: Any, body: types.UserCreate) -> UUID:
    user_id = uuid7()
    language = body.language if isinstance(body.language, str) else company["language"]
    status = await connection.execute(
        INSERT, user_id, company["office_id"], body.name, body.email, language,
        await password.hashed(body.password), None, False,
    )  # fmt: skip
    if status == "INSERT 0 0":
        raise _taken(body.email)
    return user_id


async def _place(
    connection: Connection, company_id: UUID, user_id: UUID, role: str, owns_invoices_only: bool
) -> None:
    if role == OFFICE_ROLE:
        changes: dict[Any, Any] = {
            User.office_role: role,
            User.owns_invoices_only: owns_invoices_only,
        }
        await User.update(changes).where(User.id == user_id)
        return
    await User.update({User.office_role: None, User.owns_invoices_only: False}).where(
        User.id == user_id
    )
    await connection.execute(SET_MEMBERSHIP, company_id, user_id, role, owns_invoices_only)


async def _check_can_join(connection: Connection, company: Any, user: Any) -> None:
    if user["office_id"] != company["office_id"]:
        raise _taken(user["email"])
    if await connection.fetchrow(sql.list_people, company["id"], user["id"], None, 1):
        raise conflict("has_access", f"{user['email']} has access already.", pointer="/email")


async def _check_not_last(connection: Connection, person: Person) -> None:
    asked = (person.office_id, OFFICE_ROLE, person.id)
    if await connection.fetchval(OTHERS_AT_HEAD, *asked) == 0:
        detail = "This is the office's last main administrator. Give somebody else the role first."
        raise conflict("last_administrator", detail)


async def _forget_if_idle(connection: Connection, user_id: UUID) -> None:
    try:
        async with connection.transaction():
            await Session.delete().where(Session.user_id == user_id)
            await User.delete().where(User.id == user_id)
    except asyncpg.ForeignKeyViolationError:
        return  # a member of another company, which cannot be seen from here


def _check_may_give(role: str, may: frozenset[str]) -> None:
    if (needed := needed_to_give(role)) not in may:
        detail = f"The role {role} is given and taken by those who hold {needed}."
        raise Problem(403, "permission_missing", detail)


def _taken(email: str) -> Problem:
    detail = f"{email} already signs in here. Give another address."
    return conflict("email_taken", detail, pointer="/email")
