"""Exceptions: what a person should look at, with a cause, a cure and an age."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from karhu.kit.db import Connection
from karhu.kit.sql import Statements

sql = Statements(__file__)
AGE_OUT_DAYS = 30  # R119

# What mends a cause. The other holds end by themselves, or in the ledger of record.
CURES = {
    "missing_contact_data": "add_contact",
    "missing_billing_address": "add_address",
    "recipient_left_out": "add_contact",
    "channel_deactivated": "activate_channel",
    "channel_not_allowed": "choose_channel",
    "no_bank_account_for_currency": "add_bank_account",
    "previous_step_missing": "remind_by_hand",
    "manual_review": "review",
    "delivery_failed": "correct_and_resend",
    "outcome_unknown": "say_what_happened",
    "hold_expired": "lift_hold",
    "plan_broken": "decide_by_hand",
}


class Noted(msgspec.Struct, frozen=True, kw_only=True):
    """A cause found at a case's step."""

    cause: str
    case_id: UUID
    step_number: int
    invoice_id: UUID
    customer_id: UUID
    rule_id: UUID
    detail: str = ""
    dispatch_id: UUID | None = None


async def note(
    connection: Connection,
    company_id: UUID,
    found: Sequence[Noted],
    *,
    now: datetime,
    today: date,
) -> None:
    """Put causes on the list; one that is there already keeps its age."""
    if not found:
        return
    await connection.execute(
        sql.note_exceptions,
        company_id,
        now,
        today,
        [one.cause for one in found],
        [one.detail for one in found],
        [one.case_id for one in found],
        [one.step_number for one in found],
        [one.invoice_id for one in found],
        [one.customer_id for one in found],
        [one.rule_id for one in found],
        [one.dispatch_id for one in found],
    )


async def mend(
    connection: Connection,
    company_id: UUID,
    case_ids: Sequence[UUID],
    *,
    now: datetime,
    spared: Sequence[UUID] = (),
    causes: Sequence[str] | None = None,
) -> None:
    """Take what was noted about these cases off the list, or what has these causes.

    What is about the `spared` messages stays, and so does a recipient who got no letter.
    """
    await connection.execute(
        """update exceptions set mended_at = $3
           where company_id = $1 and case_id = any($2::uuid[]) and mended_at is null
           and cause <> 'recipient_left_out'
           and (dispatch_id is null or dispatch_id <> all($4::uuid[]))
           and ($5::text[] is null or cause = any($5))""",
        company_id, case_ids, now, spared, causes,
    )  # fmt: skip


async def mend_recipients(
    connection: Connection, company_id: UUID, customer_ids: Sequence[UUID], *, now: datetime
) -> None:
    """Take off the list that recipients of these customers got no letter."""
    await connection.execute(
        """update exceptions set mended_at = $3
           where company_id = $1 and customer_id = any($2::uuid[]) and mended_at is null
           and cause = 'recipient_left_out'""",
        company_id, customer_ids, now,
    )  # fmt: skip
