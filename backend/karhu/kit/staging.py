"""Bringing many rows to the server at once, for statements that insert from them.

Row-level security refuses `copy` into a table of ours, and arrays cost the driver two type checks
an element; a temporary table takes `copy` and costs the server little.
"""

from collections.abc import Iterable, Sequence

from karhu.kit.db import Connection


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
