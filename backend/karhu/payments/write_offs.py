"""Debts given up, and credit notes set against invoices: payments in which no money moves."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.bookings.service import accounts_of
from karhu.bookings.service import book as book_vouchers
from karhu.claims.claim import claim_of
from karhu.claims.final import count_final
from karhu.claims.recognising import COSTS, Costs, find_costs, rebook, waive_interest
from karhu.customers.ledger import Ledger, hold
from karhu.events import service as log
from karhu.events.log import Event
from karhu.invoices.checks import FIRST_DAY
from karhu.kit.db import Connection
from karhu.kit.ids import uuid7
from karhu.kit.money import ZERO, written
from karhu.kit.problems import Fault, Problem, conflict, missing, refused, unfit
from karhu.payments.allocation import Debt, Part
from karhu.payments.payment import Payment, PaymentKind
from karhu.payments.service import debts_of, held, insert, pay, tell
from karhu.payments.vouchers import voucher_of


class WriteOff(msgspec.Struct, frozen=True, kw_only=True):
    """How much of an invoice's principal is given up; None: all that is open.

    Unless it is said, costs are given up where no principal stays open.
    """

    amount: Decimal | None
    on: date | None
    waives_costs: bool | None
    reports_to_agency: bool


class WrittenOff(msgspec.Struct, frozen=True, kw_only=True):
    """What was given up, part by part; no payment where the principal was paid already."""

    payment_id: UUID | None
    currency: str
    principal: Decimal
    waived: dict[str, Decimal]


async def write_off(
    connection: Connection,
    company_id: UUID,
    invoice_id: UUID,
    wanted: WriteOff,
    *,
    actor: str,
    now: datetime,
) -> WrittenOff:
    """Give up what is open of an invoice; raises 404, 409 if nothing is, 422 with every fault.

    Its lines tell an agency nothing unless that is wanted: the debtor goes on owing (R138-R140).
    """
    ledger = await hold(connection, company_id, now=now)
    debt = (await debts_of(connection, company_id, [invoice_id])).get(invoice_id)
    if debt is None:
        raise missing("invoice")
    amount = max(debt.open, ZERO) if wanted.amount is None else wanted.amount
    on = wanted.on or ledger.today
    if faults := _faults(debt, amount, on, ledger.today):
        raise refused(faults)
    waives = amount == max(debt.open, ZERO) if wanted.waives_costs is None else wanted.waives_costs
    waived = await _waive(connection, ledger, debt, on, actor=actor) if waives else {}
    if not amount and not waived:
        detail = f"Nothing is open of invoice {debt.number}."
        raise conflict("nothing_open", detail)
    payment = None
    if amount:
        parts = [Part(invoice_id=debt.id, part="principal", amount=amount)]
        payment = _moneyless("write_off", amount, debt.currency, on)
        await _record(
            connection, ledger, payment, parts, [debt],
            reports_to_agency=wanted.reports_to_agency, event="invoice_written_off", actor=actor,
        )  # fmt: skip
    return WrittenOff(
        payment_id=payment.id if payment else None,
        currency=debt.currency,
        principal=amount,
        waived=waived,
    )


def _faults(debt: Debt, amount: Decimal, on: date, today: date) -> list[Fault]:
    found = []
    if amount < ZERO or amount > max(debt.open, ZERO):
        detail = f"{written(max(debt.open, ZERO))} is open of invoice {debt.number}."
        found.append(Fault(pointer="/amount", code="exceeds_owed", detail=detail))
    if not FIRST_DAY <= on <= today:
        detail = f"A debt is given up by {today} at the latest; {on} is not such a day."
        found.append(Fault(pointer="/written_off_on", code="date_out_of_range", detail=detail))
    return found


async def _waive(
    connection: Connection, ledger: Ledger, debt: Debt, on: date, *, actor: str
) -> dict[str, Decimal]:
    """Claim no more of the costs than was paid, and none of what runs later.

    Returns what was open of each on the day, claimed by a letter or not.
    """
    given_up = _costs_open(debt, on)
    await waive_interest(connection, ledger.company_id, [debt.id])
    before = await find_costs(connection, ledger.company_id, [debt.id])
    after = [waived(costs) for costs in before]
    await rebook(
        connection, ledger.company_id, before, after,
        kind="costs_reversed", on=ledger.today, actor=actor, now=ledger.now,
    )  # fmt: skip
    await count_final(connection, ledger.company_id, [debt.id])
    if given_up:
        event = Event(
            kind="costs_waived",
            actor=actor,
            occurred_on=ledger.today,
            invoice_id=debt.id,
            customer_id=debt.customer_id,
            detail={cost: written(amount) for cost, amount in given_up.items()}
            | {"currency": debt.currency},
        )
        await log.append(connection, ledger.company_id, [event], now=ledger.now)
    return given_up


def _costs_open(debt: Debt, on: date) -> dict[str, Decimal]:
    assert debt.owed is not None
    claim = claim_of(debt.owed, on)
    found = {
        "fee": claim.fee.open,
        "interest": claim.interest.open,
        "compensation": claim.compensation.open,
    }
    return {cost: amount for cost, amount in found.items() if amount > ZERO}


def waived(costs: Costs) -> Costs:
    """The costs without what is open of them, in the books too."""
    changes: dict[str, Decimal] = {}
    for cost in COSTS:
        paid = getattr(costs, f"{cost}_paid")
        changes |= {cost: paid, f"{cost}_booked": min(getattr(costs, f"{cost}_booked"), paid)}
    return msgspec.structs.replace(costs, **changes)


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """How much of a credit note is set against an invoice."""

    invoice_id: UUID
    amount: Decimal


async def match_credit_note(
    connection: Connection,
    company_id: UUID,
    credit_note_id: UUID,
    matches: Sequence[Match],
    *,
    actor: str,
    now: datetime,
) -> UUID:
    """Set a credit note against invoices of its customer; returns the payment that remembers it.

    Raises 404, and 422 with every fault.
    """
    ledger = await hold(connection, company_id, now=now)
    ids = [credit_note_id, *(match.invoice_id for match in matches)]
    debts = await debts_of(connection, company_id, ids)
    if (note := debts.get(credit_note_id)) is None:
        raise missing("invoice")
    if note.kind != "credit_note":
        raise unfit("", "not_a_credit_note", f"{note.number} is no credit note.")
    if faults := _match_faults(note, matches, debts):
        raise refused(faults)
    total = sum((match.amount for match in matches), ZERO)
    parts = [Part(invoice_id=m.invoice_id, part="principal", amount=m.amount) for m in matches]
    parts.append(Part(invoice_id=note.id, part="principal", amount=-total))
    payment = _moneyless("matching", ZERO, note.currency, ledger.today)
    await _record(
        connection, ledger, payment, parts, list(debts.values()),
        reports_to_agency=True, event="credit_note_matched", actor=actor,
    )  # fmt: skip
    return payment.id


def _match_faults(note: Debt, matches: Sequence[Match], debts: dict[UUID, Debt]) -> list[Fault]:
    found = []

    def fault(index: int, field: str, code: str, detail: str) -> None:
        found.append(Fault(pointer=f"/matches/{index}/{field}", code=code, detail=detail))

    for index, match in enumerate(matches):
        debt = debts.get(match.invoice_id)
        if debt is None:
            fault(index, "invoice_id", "no_invoice", "There is no such invoice.")
        elif debt.kind == "credit_note" or debt.customer_id != note.customer_id:
            detail = f"{debt.number} is no invoice of the customer of {note.number}."
            fault(index, "invoice_id", "other_customer", detail)
        elif debt.currency != note.currency:
            detail = f"{debt.number} is in {debt.currency}, {note.number} in {note.currency}."
            fault(index, "invoice_id", "currency_differs", detail)
        elif match.invoice_id in [before.invoice_id for before in matches[:index]]:
            fault(index, "invoice_id", "named_twice", "Name each invoice once.")
        elif not ZERO < match.amount <= debt.open:
            detail = f"{written(debt.open)} is open of invoice {debt.number}."
            fault(index, "amount", "exceeds_owed", detail)
    total = sum((match.amount for match in matches), ZERO)
    if not found and total > -note.open:
        detail = f"{written(-note.open)} is open of {note.number}, and {written(total)} was wanted."
        found.append(Fault(pointer="/matches", code="exceeds_credit", detail=detail))
    return found


def _moneyless(kind: PaymentKind, amount: Decimal, currency: str, on: date) -> Payment:
    return Payment(
        id=uuid7(), external_id=None, reference=None, payer=None, currency=currency,
        amount=amount, unallocated=ZERO, paid_on=on, kind=kind,
    )  # fmt: skip


async def _record(
    connection: Connection,
    ledger: Ledger,
    payment: Payment,
    parts: Sequence[Part],
    debts: Sequence[Debt],
    *,
    reports_to_agency: bool,
    event: str,
    actor: str,
) -> None:
    before = {debt.id: debt for debt in debts}
    accounts = await accounts_of(connection, ledger.company_id)
    voucher = voucher_of(accounts, payment, parts, before)
    lines = [
        msgspec.structs.replace(line, reports_to_agency=reports_to_agency) for line in voucher.lines
    ]
    voucher = msgspec.structs.replace(voucher, lines=tuple(lines))
    await insert(connection, ledger, payment, parts)
    await book_vouchers(connection, ledger.company_id, [voucher], actor=actor, now=ledger.now)
    await pay(connection, ledger, payment, parts, before)
    await tell(connection, ledger, event, payment, parts, before, actor)


async def undo(
    connection: Connection, company_id: UUID, payment_id: UUID, *, actor: str, now: datetime
) -> None:
    """Take back a write-off or a matching; raises 404, and 409 for money, which has come in.

    A fee that was given up with it stays so until a letter claims it anew.
    """
    ledger = await hold(connection, company_id, now=now)
    payment = await held(connection, company_id, payment_id)
    if payment.kind == "money":
        raise Problem(
            409,
            "money_came_in",
            "This money has come in. Take its allocations back, or record its reversal.",
        )
    rows = await connection.fetch(
        """delete from allocations where company_id = $1 and payment_id = $2
           returning invoice_id, part, amount""",
        company_id, payment_id,
    )  # fmt: skip
    back = [
        Part(invoice_id=row["invoice_id"], part=row["part"], amount=-row["amount"]) for row in rows
    ]
    await waive_interest(
        connection, company_id, [part.invoice_id for part in back], is_waived=False
    )
    debts = await debts_of(connection, company_id, [part.invoice_id for part in back])
    taken_back = msgspec.structs.replace(payment, amount=-payment.amount, paid_on=ledger.today)
    accounts = await accounts_of(connection, company_id)
    voucher = voucher_of(accounts, taken_back, back, debts)
    await connection.execute(
        "delete from payments where company_id = $1 and id = $2", company_id, payment_id
    )
    await book_vouchers(connection, company_id, [voucher], actor=actor, now=now)
    await pay(connection, ledger, payment, back, debts)
    await tell(connection, ledger, f"{payment.kind}_undone", payment, back, debts, actor)
