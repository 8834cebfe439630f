"""A whole site for tests: the application in this process, people who sign in, API keys."""

import functools
import uuid
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar.handlers import HTTPRouteHandler

from karhu.app import application
from karhu.contract import serve
from karhu.identity.access import COOKIE, authorise
from karhu.identity.company import NewCompany
from karhu.identity.service import Administrator, Founded
from karhu.identity.sign_in import begin_session
from karhu.kit import clock, db
from karhu.rules.service import found
from karhu.settings import Settings

PASSWORD = "correct horse battery"


class Person:
    """Somebody who asks the site: a signed-in user, an API key, or nobody."""

    def __init__(self, client: httpx.AsyncClient, company_id: UUID | str | None = None) -> None:
        self.client = client
        self.company_id = company_id

    def path(self, path: str) -> str:
        """A path below the person's company, unless it begins with a slash."""
        return (
            path if path.startswith("/") else f"/v1/companies/{self.company_id}/{path}".rstrip("/")
        )

    async def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return await self.client.request(method, self.path(path), **options)

    async def get(self, path: str = "", **options: Any) -> httpx.Response:
        return await self.ask("GET", path, **options)

    async def post(self, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return await self.ask("POST", path, json=json, **options)

    async def patch(self, path: str, json: Any, *, version: int | None = None) -> httpx.Response:
        headers = {"Content-Type": "application/merge-patch+json"}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        content = msgspec.json.encode(json)
        return await self.ask("PATCH", path, content=content, headers=headers)

    async def delete(self, path: str, **options: Any) -> httpx.Response:
        return await self.ask("DELETE", path, **options)


@functools.cache
def _routes() -> tuple[HTTPRouteHandler, ...]:
    return tuple(serve.routes(authorise))


class Site:
    """The application with an empty office or more."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.app = application(settings, _routes())
        self.url = settings.public_url
        self.clients: list[httpx.AsyncClient] = []

    def beside(self, public_url: str) -> "Site":
        """The same database reached at another address."""
        other = Site(msgspec.structs.replace(self.settings, public_url=public_url))
        other.clients = self.clients
        return other

    def client(self, **headers: str) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(
            transport=transport,
            base_url=self.url,
            headers={k.replace("_", "-"): v for k, v in headers.items()},
        )
        self.clients.append(client)
        return client

    def nobody(self, company_id: UUID | None = None) -> Person:
        """Somebody who is not signed in."""
        return Person(self.client(), company_id)

    async def found(self, *, country: str = "FI", language: str | None = None) -> Founded:
        """A new office with a company and its administrator."""
        return await found_site(country=country, language=language)

    async def administrator(self, **options: Any) -> Person:
        """The administrator of a new office, signed in."""
        founded = await self.found(**options)
        return await self.session(founded.user_id, founded.company_id)

    async def session(self, user_id: UUID | str, company_id: UUID | str | None) -> Person:
        """A signed-in user without the slow password."""
        async with db.transaction_over_all() as connection:
            session = await begin_session(connection, UUID(str(user_id)), now=clock.now())
        client = self.client(X_CSRF_Token=session.csrf_token)
        client.cookies.set(COOKIE, session.token)
        return Person(client, company_id)

    async def colleague(self, administrator: Person, role: str, **body: Any) -> Person:
        """Another user of the same company, signed in."""
        wanted = {"name": role, "email": unique_email(), "password": PASSWORD, "role": role, **body}
        answer = await administrator.post("users", wanted)
        assert answer.status_code == 201, answer.text
        return await self.session(answer.json()["id"], administrator.company_id)

    async def api_key(self, administrator: Person, *scopes: str) -> Person:
        """An integration with these scopes."""
        answer = await administrator.post("api-keys", {"name": "ERP", "scopes": list(scopes)})
        assert answer.status_code == 201, answer.text
        client = self.client(Authorization=f"Bearer {answer.json()['secret']}")
        return Person(client, administrator.company_id)


async def found_site(*, country: str = "FI", language: str | None = None) -> Founded:
    """A new office whose administrator signs in with PASSWORD."""
    person = Administrator(name="Aino Admin", email=unique_email(), password=PASSWORD)
    company = NewCompany(name="Esimerkki Oy", country=country, language=language)
    async with db.transaction_over_all() as connection:
        return await found(
            connection, name="Tilitoimisto", administrator=person, company=company, now=clock.now()
        )


def unique_email() -> str:
    """An address that nobody has yet."""
    return f"p{uuid.uuid4().hex}@example.com"


@pytest.fixture
async def site(database: str, tmp_path: Any) -> AsyncIterator[Site]:
    """The application in this process with an open pool."""
    settings = Settings(
        home=tmp_path, database_url=database, public_url="http://karhu.test", log_level="info"
    )
    made = Site(settings)
    try:
        yield made
    finally:
        for client in made.clients:
            await client.aclose()
