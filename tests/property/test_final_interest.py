"""Interest is never forgotten nor counted twice, whatever is paid, ordered and returned."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from karhu.claims.claim import Owed, claim_of
from karhu.claims.final import final_of
from karhu.claims.interest import PaidOn
from karhu.interest_invoices.order import Due, line_of, orders_of
from karhu.kit.money import ZERO

DUE_ON, ID = date(2026, 3, 2), UUID(int=1)
cents = st.integers(min_value=1, max_value=500_000).map(lambda n: Decimal(n) / 100)
payments = st.lists(st.tuples(st.integers(-20, 250), cents), min_size=1, max_size=5)


def owed(paid: list[tuple[int, Decimal]], *, settled: bool, kind: str = "invoice") -> Owed:
    """An invoice whose total these payments make, so many days after its due date."""
    days = sorted(paid)
    parts = tuple(PaidOn(on=DUE_ON + timedelta(days=on), amount=amount) for on, amount in days)
    total = sum((part.amount for part in parts), ZERO)
    kept = parts if settled else parts[:-1]
    open_ = total - sum((part.amount for part in kept), ZERO)
    return Owed(
        kind=kind, currency="EUR", country="FI", claim_class="business", total=total, open=open_,
        due_on=DUE_ON, settled_on=parts[-1].on if settled else None, paid=kept, fee=ZERO,
        fee_paid=ZERO, fee_basis=None, last_letter_on=None, interest_basis="statutory",
        interest_percent=None, interest_free_days=0, claims_compensation=False,
    )  # fmt: skip


@given(paid=payments, settled=st.booleans(), later=st.integers(0, 400))
def test_final_interest_is_what_the_claim_says_on_any_later_day(
    paid: list[tuple[int, Decimal]], settled: bool, later: int
) -> None:
    one = owed(paid, settled=settled)
    final = final_of(ID, one)
    if one.settled_on is None or one.settled_on <= DUE_ON:
        assert final.interest_final is None
        return
    run = claim_of(one, one.settled_on + timedelta(days=later)).interest.run
    assert final.interest_final == run.amount
    assert final.interest_final_on == one.settled_on
    told = sum(Decimal(period["amount"]) for period in final.interest_final_periods or [])
    assert abs(told - run.amount) <= Decimal("0.005") + Decimal("0.00005") * len(run.periods)


@given(paid=payments)
def test_credit_notes_and_interest_invoices_bear_none(paid: list[tuple[int, Decimal]]) -> None:
    for kind in ("credit_note", "interest_invoice"):
        assert final_of(ID, owed(paid, settled=True, kind=kind)).interest_final is None


acts = st.lists(st.tuples(st.sampled_from(["pay", "order", "cancel"]), cents), max_size=8)


@given(counted=cents, acts=acts)
def test_ordered_paid_and_waiting_interest_make_the_final_interest(
    counted: Decimal, acts: list[tuple[str, Decimal]]
) -> None:
    paid, invoiced = ZERO, ZERO
    for act, amount in acts:
        one = due(counted, paid, invoiced)
        match act:
            case "pay":
                paid += min(amount, one.amount)
            case "order":
                [order] = orders_of([one], "customer")
                assert order.total == sum((d.amount for d in order.dues), ZERO)
                invoiced += order.total
            case "cancel":
                invoiced = ZERO
        assert paid + invoiced + due(counted, paid, invoiced).amount == counted


@given(counted=st.lists(cents, min_size=1, max_size=6), per=st.sampled_from(["each", "customer"]))
def test_a_total_is_the_sum_of_its_lines_however_invoices_are_grouped(
    counted: list[Decimal], per: str
) -> None:
    dues = [due(amount, ZERO, ZERO, number=n) for n, amount in enumerate(counted)]
    orders = orders_of(dues, per)  # type: ignore[arg-type]
    assert len(orders) == (1 if per == "customer" else len(counted))
    assert sum((order.total for order in orders), ZERO) == sum(counted, ZERO)
    for order in orders:
        assert order.total == sum((Decimal(line["amount"]) for line in order.lines), ZERO)


def due(counted: Decimal, paid: Decimal, invoiced: Decimal, *, number: int = 1) -> Due:
    """The interest of an invoice, so much of it counted, paid and invoiced."""
    made = Due(
        invoice_id=UUID(int=number), invoice_number=str(number), customer_id=ID, currency="EUR",
        due_on=DUE_ON, settled_on=DUE_ON, counted=counted, paid=paid, invoiced=invoiced,
        periods=[],
    )  # fmt: skip
    assert line_of(made)["amount"] == str(made.amount)
    return made
