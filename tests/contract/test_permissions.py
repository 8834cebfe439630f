"""Every role and every scope against every operation, as permissions.yaml says."""

from uuid import uuid4

import pytest

from karhu.contract.operations import Operation, contract, operations
from karhu.contract.permissions import GIVEN, ROLES, granted
from tests.sites import Person, Site

REFUSALS = {"permission_missing"}
GIVEN_PLACES = {"external_id": "none", "country": "FI", "currency": "EUR", "ordinal": "1"}


def path_of(operation: Operation, company_id: object) -> str:
    path = operation.path.replace("{company_id}", str(company_id))
    for parameter in operation.parameters:
        value = GIVEN_PLACES.get(parameter.name, str(uuid4()))
        path = path.replace(f"{{{parameter.name}}}", value)
    return path


async def is_let_in(person: Person, operation: Operation) -> bool:
    """Whether the gate opens; what lies behind it may still refuse the empty request."""
    kind = operation.body_types[0] if operation.body_types else "application/json"
    content = b"{}" if operation.body_types else b""
    answer = await person.ask(
        operation.method,
        path_of(operation, person.company_id),
        content=content,
        headers={"Content-Type": kind},
    )
    assert answer.status_code != 401, f"{operation.id}: {answer.text}"
    assert answer.status_code < 500, f"{operation.id}: {answer.text}"
    return not (answer.status_code == 403 and answer.json()["code"] in REFUSALS)


def asked() -> list[Operation]:
    """All but the end of the session, which would end the asking."""
    return [operation for operation in operations() if operation.id not in ("signOut", "signIn")]


async def check(person: Person, grants: frozenset[str]) -> None:
    for operation in asked():
        expected = operation.permission in grants | GIVEN
        assert await is_let_in(person, operation) == expected, operation.id


@pytest.mark.req("R015")
@pytest.mark.req("R016")
@pytest.mark.req("R017")
@pytest.mark.req("R019")
@pytest.mark.req("R021")
@pytest.mark.parametrize("role", sorted(ROLES))
async def test_a_role_does_what_it_may_and_nothing_else(site: Site, role: str) -> None:
    person = await site.colleague(await site.administrator(), role)
    await check(person, granted(role, owns_invoices_only=False))


@pytest.mark.req("R018")
@pytest.mark.req("R020")
@pytest.mark.req("R022")
@pytest.mark.parametrize("role", sorted(ROLES))
async def test_own_invoices_only_is_refused_rules_and_activation(site: Site, role: str) -> None:
    person = await site.colleague(await site.administrator(), role, owns_invoices_only=True)
    await check(person, granted(role, owns_invoices_only=True))


async def test_an_api_key_does_what_each_of_its_scopes_allows(site: Site) -> None:
    admin = await site.administrator()
    for scope in given_scopes():
        await check(await site.api_key(admin, scope), frozenset({scope}))


def given_scopes() -> list[str]:
    schema = contract()["components"]["schemas"]["ApiKeyCreate"]
    return list(schema["properties"]["scopes"]["items"]["enum"])


async def test_scopes_that_reach_people_or_keys_are_not_given(site: Site) -> None:
    reaching = {"users.edit", "api_keys.edit", "office.edit", "company.edit", "prices.edit"}
    assert not reaching & set(given_scopes())
    admin = await site.administrator()
    answer = await admin.post("api-keys", {"name": "x", "scopes": ["users.edit"]})
    assert answer.status_code == 400


async def test_nobody_is_let_in_but_where_the_contract_says_public(site: Site) -> None:
    founded = await site.found()
    nobody = site.nobody(founded.company_id)
    for operation in asked():
        answer = await nobody.ask(operation.method, path_of(operation, founded.company_id))
        assert (answer.status_code == 401) == (operation.permission != "public"), operation.id


async def test_another_tenants_anything_does_not_exist(site: Site) -> None:
    admin, other = await site.administrator(), await site.administrator()
    key = await site.api_key(admin, *given_scopes())
    for operation in asked():
        if "{company_id}" not in operation.path:
            continue
        for asker in (admin, key):
            answer = await asker.ask(operation.method, path_of(operation, other.company_id))
            assert answer.status_code == 404, operation.id
            assert answer.json()["detail"] == "There is no such company.", operation.id
