"""Whatever happens to a ledger: parts make payments, vouchers balance, nothing is lost.

Part payments, reversals, credit notes, fee overwrites, letters that claim interest, write-offs of
costs, allocations by hand, several currencies, both ways of booking income.
"""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from karhu.bookings.voucher import INCOME, Accounts, Cost, DefaultAccount, Voucher
from karhu.claims.claim import Owed, claim_of
from karhu.claims.recognising import Costs, lines_between
from karhu.kit.money import ZERO
from karhu.payments.allocation import Debt, Part, paid
from karhu.payments.book import decide
from karhu.payments.by_hand import faults_of, merged
from karhu.payments.payment import Payment
from karhu.payments.vouchers import moved
from karhu.payments.write_offs import waived
from tests.unit.ledger.builders import debt, payment_book, payment_write

COSTS: tuple[Cost, ...] = get_args(Cost)
START = date(2026, 2, 1)
ACCOUNTS = Accounts(
    [
        DefaultAccount(role="fee_income", account="3590", vat_percent=Decimal("25.5")),
        DefaultAccount(role="bank", account="1910"),
    ]
)
CURRENCIES = ("EUR", "SEK")
cents = st.integers(min_value=1, max_value=30_000).map(lambda n: Decimal(n) / 100)
small = st.integers(min_value=0, max_value=4_000).map(lambda n: Decimal(n) / 100)


@st.composite
def ledgers(draw: st.DrawFn) -> list[Debt]:
    """Up to four invoices and credit notes in two currencies, of any class, owed in any order."""
    order = draw(st.sampled_from(["principal_first", "interest_first", "costs_first"]))
    kind = draw(st.sampled_from(["business", "consumer"]))
    made = []
    for number in range(draw(st.integers(1, 4))):
        is_note = draw(st.booleans()) and number > 0
        total = draw(cents) * (-1 if is_note else 1)
        currency = draw(st.sampled_from(CURRENCIES))
        one = debt(
            number=str(number), kind="credit_note" if is_note else "invoice", total=total,
            open=total, customer_kind=kind, allocation_order=order, due_on=START, currency=currency,
            reference_key="13",
        )  # fmt: skip
        made.append(msgspec.structs.replace(one, owed=_owed(one)))
    return made


def _owed(one: Debt) -> Owed:
    return Owed(
        kind=one.kind, currency=one.currency, country=one.country, claim_class=one.claim_class,
        total=one.total, open=one.open, due_on=one.due_on, settled_on=None, paid=(), fee=one.fee,
        fee_paid=one.fee_paid, fee_basis=None, last_letter_on=None, interest_basis="statutory",
        interest_percent=None, interest_free_days=0, claims_compensation=True,
    )  # fmt: skip


actions = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.sampled_from([1, -1]), cents, st.integers(0, 120)),
        st.tuples(st.just("letter"), st.integers(0, 3), small, st.integers(0, 120)),
        st.tuples(st.just("waive"), st.integers(0, 3), st.just(ZERO), st.just(0)),
        st.tuples(
            st.sampled_from(["principal", "fee", "interest", "compensation", "collection"]),
            st.integers(0, 3), cents, st.sampled_from([1, -1]),
        ),
    ),
    max_size=14,
)  # fmt: skip


class Books:
    """A ledger with what has been booked of it."""

    def __init__(self, debts: list[Debt], *, books_when_sent: bool) -> None:
        self.book = payment_book(*debts)
        self.book = msgspec.structs.replace(self.book, accounts=ACCOUNTS)
        self.ids = [one.id for one in debts]
        self.books_when_sent = books_when_sent
        self.payments: dict[Any, Payment] = {}
        self.parts: list[tuple[Any, Part]] = []
        self.vouchers: list[Voucher] = []
        self.seen_count = 0

    def debt(self, number: int) -> Debt:
        found = self.book.debts.get(self.ids[number % len(self.ids)])
        assert found is not None
        return found

    def pay(self, amount: Decimal, day: int) -> None:
        """Money comes in by the reference that all invoices share."""
        for currency in CURRENCIES[: 1 + (day % 2)]:
            write = payment_write(
                str(amount), reference="13", currency=currency, paid_on=START + timedelta(days=day)
            )
            outcome = decide(self.book, write, matching="any")
            payment = self.book.shelf.get(outcome.id)
            assert payment is not None
            self.payments[payment.id] = payment
        self.vouchers += self.book.vouchers[self.seen_count :]
        self.seen_count = len(self.book.vouchers)

    def letter(self, number: int, fee: Decimal, day: int) -> None:
        """A letter overwrites the fee and claims all interest that has run."""
        before = self.debt(number)
        if before.kind == "credit_note" or before.owed is None:
            return
        on = START + timedelta(days=day)
        run = max(_run(before.owed, on), before.interest_paid)
        after = msgspec.structs.replace(
            before, fee=max(fee, before.fee_paid), interest=run, interest_until=on
        )
        if self.books_when_sent:
            costs = _costs(after)
            booked = {f"{cost}_booked": getattr(costs, cost) for cost in COSTS}
            self._rebook(costs, msgspec.structs.replace(costs, **booked))
            after = msgspec.structs.replace(after, **booked)
        self.book.debts.put(after)

    def waive(self, number: int) -> None:
        """Nothing more is claimed of the costs."""
        before = self.debt(number)
        costs = waived(_costs(before))
        self._rebook(_costs(before), costs)
        names = [name for cost in COSTS for name in (cost, f"{cost}_booked")]
        changes = {name: getattr(costs, name) for name in names}
        self.book.debts.put(msgspec.structs.replace(before, **changes))

    def by_hand(self, kind: Any, number: int, amount: Decimal, sign: int) -> None:
        """A person puts what waits of the last payment, if that can be."""
        waiting = [p for p in self.payments.values() if p.unallocated]
        if not waiting:
            return
        payment, target = waiting[-1], self.debt(number)
        part = Part(invoice_id=target.id, part=kind, amount=amount * sign)
        if faults_of(payment, [part], {target.id: target}):
            return
        [part] = merged([part])
        self.vouchers.append(
            moved(ACCOUNTS, payment, [part], {target.id: target}, on=payment.paid_on)
        )
        self.parts.append((payment.id, part))
        self.payments[payment.id] = msgspec.structs.replace(
            payment, unallocated=payment.unallocated - part.amount
        )
        self.book.debts.put(paid(target, [part], paid_on=payment.paid_on))

    def _rebook(self, before: Costs, after: Costs) -> None:
        lines = tuple(lines_between(ACCOUNTS, before, after))
        self.vouchers.append(
            Voucher(kind="costs_sent", booked_on=START, currency=before.currency, lines=lines)
        )

    def balance(self, role: str, invoice_id: Any) -> Decimal:
        """What is booked of an invoice on a role's account, VAT with its income."""
        return sum(
            (
                line.amount
                for voucher in self.vouchers
                for line in voucher.lines
                if line.role == role and line.invoice_id == invoice_id
            ),
            ZERO,
        )


def _run(owed: Owed, on: date) -> Decimal:
    return claim_of(owed, on).interest.run.amount


def _costs(one: Debt) -> Costs:
    fields = set(Costs.__struct_fields__) & set(Debt.__struct_fields__)
    return Costs(invoice_id=one.id, **{name: getattr(one, name) for name in fields})


def _live(debts: list[Debt], done: list[Any], *, books_when_sent: bool) -> Books:
    books = Books(debts, books_when_sent=books_when_sent)
    for kind, first, amount, last in done:
        if kind == "pay":
            books.pay(amount * first, last)
        elif kind == "letter":
            books.letter(first, amount, last)
        elif kind == "waive":
            books.waive(first)
        else:
            books.by_hand(kind, first, amount, last)
    return books


@settings(max_examples=1_500, deadline=None)
@given(ledgers(), actions, st.booleans())
def test_money_reconciles_to_the_cent(debts: list[Debt], done: Any, books_when_sent: bool) -> None:
    books = _live(debts, done, books_when_sent=books_when_sent)
    splits = [(s.payment_id, s.invoice_id, s.part, s.amount) for s in books.book.splits]
    splits += [(id, p.invoice_id, p.part, p.amount) for id, p in books.parts]
    for payment in books.payments.values():
        own = [amount for id, _, _, amount in splits if id == payment.id]
        assert sum(own, payment.unallocated) == payment.amount
        assert abs(payment.unallocated) <= abs(payment.amount)
    for before in debts:
        after = books.book.debts.get(before.id)
        assert after is not None
        got: dict[str, Decimal] = defaultdict(lambda: ZERO)
        for _, invoice_id, part, amount in splits:
            if invoice_id == before.id:
                got[part] += amount
        assert before.open - after.open == got["principal"]
        assert 0 <= after.open * after.direction <= after.total * after.direction
        for cost in COSTS:
            assert getattr(after, f"{cost}_paid") == got[cost]
            assert 0 <= got[cost] <= getattr(after, cost)
        _check_books(books, after, got)


def _check_books(books: Books, after: Debt, got: dict[str, Decimal]) -> None:
    """Income is what was paid or sent, whichever is more; receivables are what is still to come."""
    owed, income = -got["principal"], ZERO
    for cost in COSTS:
        booked, was_paid = getattr(after, f"{cost}_booked"), got[cost]
        owed += max(booked - was_paid, ZERO)
        income += max(booked, was_paid)
    roles = [*INCOME.values(), "vat"]
    collected = -got["collection"]
    booked_income = sum((books.balance(role, after.id) for role in roles), ZERO)
    assert booked_income == -income
    assert books.balance("collection_income", after.id) == collected
    assert books.balance("receivables", after.id) == owed


@settings(max_examples=500, deadline=None)
@given(ledgers(), actions, st.booleans())
def test_the_bank_account_shows_all_money_and_no_currency_is_mixed(
    debts: list[Debt], done: Any, books_when_sent: bool
) -> None:
    books = _live(debts, done, books_when_sent=books_when_sent)
    for currency in CURRENCIES:
        came = sum((p.amount for p in books.payments.values() if p.currency == currency), ZERO)
        waits = sum(
            (p.unallocated for p in books.payments.values() if p.currency == currency), ZERO
        )
        lines = [line for v in books.vouchers if v.currency == currency for line in v.lines]
        assert sum((line.amount for line in lines if line.role == "bank"), ZERO) == came
        assert sum((line.amount for line in lines if line.role == "unallocated"), ZERO) == -waits
        own = {one.id for one in debts if one.currency == currency}
        assert {line.invoice_id for line in lines if line.invoice_id} <= own
