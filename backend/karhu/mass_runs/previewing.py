"""A letter of a mass run before it is sent: exactly what would go."""

from datetime import date, datetime
from uuid import UUID

from karhu.dispatch.by_hand import send_by_hand
from karhu.dispatch.proposing import propose
from karhu.dispatch.reading import document_of
from karhu.evaluation import service as evaluation
from karhu.kit.db import Connection
from karhu.kit.problems import conflict, missing
from karhu.letters.document import Document
from karhu.mass_runs import service
from karhu.mass_runs.mass_run import NO_CHOICE, can_be_sent, terms_of
from karhu.mass_runs.service import Run


async def document_before(
    connection: Connection, company_id: UUID, run: Run, case_id: UUID, *, today: date, now: datetime
) -> Document:
    """The letter of a case as it would go now; raises 404 or 409.

    It is sent and taken back within one savepoint, so that a preview cannot differ from a letter.
    """
    company = await evaluation.load_company(connection, company_id)
    choices = await service.choices_of(connection, company_id, run["id"], "send")
    choice = choices.get(case_id, NO_CHOICE)
    customer_id = await connection.fetchval(
        "select customer_id from cases where company_id = $1 and id = $2", company_id, case_id
    )
    if customer_id is None:
        raise missing("open case")
    found = await propose(
        connection, company, today=today, case_ids=[case_id], terms=terms_of(run, company, today),
        asked={case_id: choice.asks(None, customer_id)},
    )  # fmt: skip
    if not found:
        raise missing("open case")
    [proposal] = found
    if not can_be_sent(proposal):
        codes = ", ".join(proposal.decision.codes)
        raise conflict("cannot_be_sent", f"This letter cannot go now: {codes}.")
    savepoint = connection.transaction()
    await savepoint.start()
    try:
        [first, *_] = await send_by_hand(
            connection, company, [proposal.chosen()], actor="system:preview", today=today, now=now
        )
        row = await connection.fetchrow(
            "select * from dispatches where company_id = $1 and id = $2", company_id, first
        )
        return await document_of(connection, company_id, row, now=now)
    finally:
        await savepoint.rollback()
