"""Whether the sample company is in a database, and how far its story has come."""

from datetime import date
from uuid import UUID

import msgspec

from karhu.demo.story import Story
from karhu.kit import db

FOUNDED = "sample_founded"  # the event that holds the story
UNDO_MINUTES = 30


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """The sample company in this database, its story, and how many companies other offices have."""

    company_id: UUID | None
    story: Story | None
    stranger_count: int


async def find_sample() -> Sample:
    """Look for the sample company; its story is what its log says it was founded with."""
    async with db.transaction_over_all() as connection:
        row = await connection.fetchrow(
            "select company_id, detail from events where kind = $1 limit 1", FOUNDED
        )
        company_id = row["company_id"] if row else None
        count = await connection.fetchval(
            """select count(*) from companies c where not exists (
                   select from companies s where s.id = $1 and s.office_id = c.office_id)""",
            company_id,
        )
    story = msgspec.json.decode(row["detail"], type=Story) if row else None
    return Sample(company_id=company_id, story=story, stranger_count=count)


async def is_done(company_id: UUID, today: date) -> bool:
    """Whether the run of a day has been done, with the undo window back to what it was."""
    async with db.transaction(company_id) as connection:
        found = await connection.fetchval(
            """select undo_window_minutes = $3 and exists (select from runs where company_id = $1
                   and as_of >= $2 and state = 'finished' and not is_dry_run)
               from companies where id = $1""",
            company_id, today, UNDO_MINUTES,
        )  # fmt: skip
    return bool(found)
