"""What a dry run would have written, so that its later lines see its earlier ones."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.records import Shelf
from karhu.kit.sql import Statements

sql = Statements(__file__)

FORGET = "delete from import_drafts where company_id = $1 and import_id = $2"


class Drafts(msgspec.Struct, frozen=True, kw_only=True):
    """The drafts of one dry run."""

    connection: Connection
    company_id: UUID
    import_id: UUID

    async def lay(self, shelf: Shelf[Any], kind: type, told: Iterable[tuple[str, str]]) -> None:
        """Put the drafts of rows that are on the shelf, or are named so, in their place."""
        names = [_name(kind, "id", row.id) for row in shelf.rows()]
        names += [_name(kind, key, value) for key, value in told]
        rows = await self.connection.fetch(sql.find_drafts, self.company_id, self.import_id, names)
        for row in rows:
            shelf.put(msgspec.convert(row["record"], kind))

    async def keep(self, shelf: Shelf[Any], kind: type) -> None:
        """Remember every row that was added or changed."""
        names, targets, records = [], [], []
        for row in [*shelf.added(), *(after for _, after in shelf.changed())]:
            target = _name(kind, "id", row.id)
            aliases = [
                _name(kind, key, getattr(row, key)) for key in shelf.keys if getattr(row, key)
            ]
            names += [target, *aliases]
            targets += [target] * (1 + len(aliases))
            records += [msgspec.json.encode(row).decode(), *[None] * len(aliases)]
        await self.connection.execute(
            sql.keep_drafts, self.company_id, self.import_id, names, targets, records
        )

    async def forget(self) -> None:
        """Delete them all."""
        await self.connection.execute(FORGET, self.company_id, self.import_id)


def _name(kind: type, key: str, value: Any) -> str:
    return f"{kind.__name__}:{key}:{value}"
