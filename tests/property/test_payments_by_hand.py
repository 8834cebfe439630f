"""Whatever is put and taken back by hand, money is neither made nor lost."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from karhu.payments.allocation import Debt, Part, paid, split
from karhu.payments.by_hand import faults_of, merged
from karhu.payments.payment import Payment
from tests.unit.ledger.builders import debt as a_debt

DAY = date(2026, 2, 1)
cents = st.integers(min_value=-30_000, max_value=30_000).map(lambda n: Decimal(n) / 100)
wishes = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(["principal", "fee", "collection"]), cents),
    min_size=1, max_size=3,
)  # fmt: skip


def debt(number: int) -> Debt:
    """An invoice of 100.00 with a fee of 5.00; the third is a credit note."""
    amount = Decimal("100.00") if number < 2 else Decimal("-100.00")
    return a_debt(
        id=UUID(int=number), kind="invoice" if number < 2 else "credit_note",
        total=amount, open=amount, fee=Decimal("5.00") if number < 2 else Decimal("0.00"),
        due_on=DAY, key=number,
    )  # fmt: skip


@given(amount=cents.filter(bool), rounds=st.lists(wishes, max_size=6))
def test_parts_and_rest_always_make_the_amount(
    amount: Decimal, rounds: list[list[tuple[int, str, Decimal]]]
) -> None:
    debts = {debt(n).id: debt(n) for n in range(3)}
    parts, rest = split(amount, [debts[UUID(int=0)]], on=DAY)
    held = {UUID(int=0): paid(debts[UUID(int=0)], parts, paid_on=DAY)}
    debts |= held
    payment = Payment(
        id=UUID(int=7), external_id=None, reference=None, payer=None, currency="EUR",
        amount=amount, unallocated=rest, paid_on=DAY,
    )  # fmt: skip
    put = list(parts)
    for wanted in rounds:
        asked = [
            Part(invoice_id=UUID(int=n), part=part, amount=value)  # type: ignore[arg-type]
            for n, part, value in wanted
        ]
        if faults_of(payment, asked, debts):
            continue
        moved = merged(asked)
        put += moved
        debts = {id: paid(one, moved, paid_on=DAY) for id, one in debts.items()}
        rest = payment.unallocated - sum(part.amount for part in moved)
        payment = msgspec.structs.replace(payment, unallocated=rest)
        assert abs(payment.unallocated) <= abs(amount)
    assert sum((part.amount for part in put), payment.unallocated) == amount
    for one in debts.values():
        assert Decimal(0) <= one.open * one.direction <= abs(one.total)
        assert Decimal(0) <= one.fee_paid <= one.fee
        assert (one.settled_on is None) == (one.open * one.direction > 0)
