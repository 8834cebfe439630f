"""Vouchers: balanced lines on the company's default accounts. No I/O."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

import msgspec

from karhu.kit.money import ZERO, rounded

Role = Literal[
    "bank", "receivables", "unallocated", "fee_income", "interest_income", "compensation_income",
    "collection_income", "credit_loss", "vat",
]  # fmt: skip
Kind = Literal["payment", "allocation", "matching", "write_off", "costs_sent", "costs_reversed"]
Cost = Literal["fee", "interest", "compensation"]
INCOME: dict[Cost, Role] = {
    "fee": "fee_income",
    "interest": "interest_income",
    "compensation": "compensation_income",
}


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line: a debit is positive, a credit negative, in the voucher's currency."""

    role: Role
    amount: Decimal
    account: str | None = None
    vat_code: str | None = None
    invoice_id: UUID | None = None
    customer_id: UUID | None = None
    reports_to_agency: bool = True


class Voucher(msgspec.Struct, frozen=True, kw_only=True):
    """Lines that add up to nothing, booked on one day for one cause."""

    kind: Kind
    booked_on: date
    currency: str
    lines: tuple[Line, ...]
    payment_id: UUID | None = None

    def __post_init__(self) -> None:
        total = sum((line.amount for line in self.lines), ZERO)
        if total != ZERO:
            raise ValueError(f"a voucher of {self.kind} is out of balance by {total}")


class DefaultAccount(msgspec.Struct, frozen=True, kw_only=True):
    """The account of a role, for one currency or for all, and the VAT that its income contains."""

    role: Role
    account: str
    currency: str | None = None
    vat_percent: Decimal = ZERO
    vat_code: str | None = None


class Accounts:
    """A company's default accounts; a role without one is booked without a number."""

    def __init__(self, accounts: Iterable[DefaultAccount] = ()) -> None:
        self._by_role = {(a.role, a.currency): a for a in accounts}

    def line(self, role: Role, amount: Decimal, *, currency: str, **more: Any) -> Line:
        """A line on the role's account."""
        found = self._found(role, currency)
        number = more.pop("account", None) or (found.account if found else None)
        vat_code = found.vat_code if found else None
        return Line(role=role, amount=amount, account=number, vat_code=vat_code, **more)

    def income(self, role: Role, gross: Decimal, *, currency: str, **more: Any) -> list[Line]:
        """The credit of an income, its VAT apart where the role's account has any."""
        found = self._found(role, currency)
        percent = found.vat_percent if found else ZERO
        vat = gross - rounded(gross * 100 / (100 + percent))
        lines = [self.line(role, vat - gross, currency=currency, **more)]
        if vat:
            lines.append(self.line("vat", -vat, currency=currency, **more))
        return lines

    def _found(self, role: Role, currency: str) -> DefaultAccount | None:
        return self._by_role.get((role, currency)) or self._by_role.get((role, None))


class Recognised(msgspec.Struct, frozen=True):
    """Of one cost: what was booked as income when a letter was sent, and what has been paid."""

    booked: Decimal
    paid: Decimal

    @property
    def income(self) -> Decimal:
        """What is income by now: what a letter brought into the books, or more if more was paid."""
        return max(self.booked, self.paid)

    @property
    def receivable(self) -> Decimal:
        """What of the booked part is still to be paid."""
        return max(self.booked - self.paid, ZERO)


def cost_lines(
    accounts: Accounts,
    cost: Cost,
    before: Recognised,
    after: Recognised,
    *,
    currency: str,
    **more: Any,
) -> list[Line]:
    """The lines that lead from one state of a cost to another, but for the money itself."""
    lines = []
    if change := after.receivable - before.receivable:
        lines.append(accounts.line("receivables", change, currency=currency, **more))
    if change := after.income - before.income:
        lines += accounts.income(INCOME[cost], change, currency=currency, **more)
    return lines


def read_accounts(stored: Sequence[dict[str, Any]]) -> Accounts:
    """The accounts out of the company's settings."""
    return Accounts(msgspec.convert(stored, list[DefaultAccount], strict=False))
