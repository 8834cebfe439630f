"""Finding a company by what a person types on the command line."""

from uuid import UUID

from karhu.kit import db
from karhu.kit.problems import Problem

COMPANIES = "select id, name from companies where lower(name) = lower($1) or id::text = $1"


async def company_named(text: str) -> UUID:
    """The one company of this name or id; raises Problem with the cure."""
    async with db.transaction_over_all() as connection:
        rows = await connection.fetch(COMPANIES, text)
    if len(rows) != 1:
        found = f"{len(rows)} companies are" if rows else "No company is"
        raise Problem(404, "not_found", f"{found} called {text}. Name it by its id.")
    company_id: UUID = rows[0]["id"]
    return company_id
