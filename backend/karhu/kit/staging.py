"""Bringing rows to the server at once, for statements that read from them.

Row-level security refuses `copy` into a table of ours, and arrays cost the driver two type checks
an element. Up to a thousand or two are cheapest as one parameter of JSON; for thousands a temporary
table takes `copy`, which costs four round trips and the server least.
"""

from collections.abc import Iterable, Sequence

import msgspec

from karhu.kit.db import Connection

FEW = 2_000  # rows up to which one parameter is cheaper


def written_as_json(one: object) -> str:
    """A struct as it is kept where nothing asks inside of it."""
    return msgspec.json.encode(one).decode()


def rows_as_json(rows: Sequence[object]) -> str:
    """Structs or dictionaries as one parameter for `json_to_recordset`."""
    return msgspec.json.encode(rows).decode()


async def stage(
    connection: Connection, name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Fill the temporary table `name` (columns as `name type`) for this transaction only."""
    await connection.execute(
        f"create temp table if not exists {name} ({', '.join(columns)}) on commit delete rows"
    )
    await connection.execute(f"delete from {name}")
    await connection.copy_records_to_table(
        name, records=rows, columns=[column.split()[0] for column in columns]
    )
