"""The worker's part in imports; the rows are the jobs."""

from typing import Any
from uuid import UUID

from karhu.imports import service
from karhu.kit import clock, db
from karhu.kit.doorbell import ring


async def continue_import(context: dict[str, Any], company_id: str, import_id: str) -> None:
    """Work on one import until it is finished, or until another worker has it."""
    await service.carry_on(UUID(company_id), UUID(import_id), clock=clock.now)


async def resume_imports(context: dict[str, Any]) -> None:
    """End the uploads that broke off, and ring for every import that waits."""
    async with db.transaction_over_all() as connection:
        await service.end_abandoned(connection, now=clock.now())
        waiting = await service.unfinished_imports(connection)
    for company_id, import_id in waiting:
        await ring("continue_import", company_id, import_id)
