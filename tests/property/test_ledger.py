"""What holds for every ledger: money adds up, cutting loses nothing, batches change nothing."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from karhu.imports.lines import Cutter, Line
from karhu.invoices.book import decide as decide_invoice
from karhu.invoices.invoice import Invoice, is_owed
from karhu.kit.money import ZERO
from karhu.payments.allocation import Debt, split
from karhu.payments.book import decide
from tests.unit.ledger.builders import (
    TODAY,
    debt,
    invoice_book,
    invoice_write,
    payment_book,
    payment_write,
)

cents = st.integers(min_value=-30_000, max_value=30_000).map(lambda n: Decimal(n) / 100)
amounts = cents.filter(bool)


@st.composite
def debts(draw: st.DrawFn) -> Debt:
    """Any invoice or credit note, partly paid, with or without a fee."""
    kind = draw(st.sampled_from(["invoice", "credit_note"]))
    sign = -1 if kind == "credit_note" else 1
    total = abs(draw(cents)) * sign
    fee = abs(draw(cents)) if sign > 0 else ZERO
    return debt(
        kind=kind,
        total=total,
        open=total - min(abs(draw(cents)), abs(total)) * sign,
        fee=fee,
        fee_paid=min(abs(draw(cents)), fee),
        reference_key="13",
    )


@given(amounts, st.lists(debts(), max_size=4))
def test_the_parts_and_the_rest_of_a_payment_add_up_to_it(
    amount: Decimal, owed: list[Debt]
) -> None:
    parts, rest = split(amount, owed, on=TODAY)
    assert sum((part.amount for part in parts), rest) == amount
    assert all(part.amount * amount > 0 for part in parts)
    assert len({(part.invoice_id, part.part) for part in parts}) == len(parts)


@given(st.lists(debts(), min_size=1, max_size=4), st.lists(amounts, min_size=1, max_size=12))
def test_nothing_is_paid_beyond_what_is_owed_nor_taken_back_beyond_what_was_paid(
    owed: list[Debt], paid: list[Decimal]
) -> None:
    book = payment_book(*owed)
    for amount in paid:
        decide(book, payment_write(str(amount), reference="13"), matching="any")
    for before in owed:
        after = book.debts.get(before.id)
        assert after is not None
        assert 0 <= after.open * after.direction <= after.total * after.direction
        assert 0 <= after.fee_paid <= after.fee
        own = [s for s in book.splits if s.invoice_id == before.id and s.part == "principal"]
        assert after.open == before.open - sum(s.amount for s in own)
        if own:
            assert (after.settled_on is None) == is_owed(kind=after.kind, open=after.open)
    recorded = book.shelf.added()
    assert sum(p.amount - p.unallocated for p in recorded) == sum(s.amount for s in book.splits)


totals = st.lists(st.tuples(st.sampled_from("abc"), cents), min_size=1, max_size=12)


@given(totals, st.integers(min_value=1, max_value=5))
def test_one_batch_of_lines_does_what_the_lines_do_alone(
    lines: list[tuple[str, Decimal]], size: int
) -> None:
    records = [
        invoice_write(external_id=name, number=f"N{name}", total=str(total))
        for name, total in lines
    ]
    together, apart = invoice_book(), invoice_book()
    outcomes = [decide_invoice(together, record, matching="any").result for record in records]
    alone: list[str] = []
    for record in records:
        apart = invoice_book(*apart.shelf.rows())
        alone.append(decide_invoice(apart, record, matching="any").result)
    assert outcomes == alone
    assert _plain(together.shelf.rows()) == _plain(apart.shelf.rows())


def _plain(rows: Sequence[Invoice]) -> list[tuple[object, ...]]:
    return [(row.external_id, row.total, row.open, row.settled_on) for row in rows]


cells = st.text(alphabet='ab",;\n é', max_size=6)
tables = st.lists(st.lists(cells, min_size=2, max_size=3), min_size=1, max_size=20)


@settings(deadline=None)
@given(tables, st.sampled_from([",", ";"]), st.integers(min_value=1, max_value=7))
def test_cutting_a_file_anywhere_gives_the_records_that_were_written(
    table: list[list[str]], separator: str, piece_size: int
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\n").writerows(table)
    content = text.getvalue().encode()
    cutter, lines = Cutter(separator.encode()), list[Line]()
    for at in range(0, len(content), piece_size):
        lines += cutter.feed(content[at : at + piece_size])
    lines += cutter.finish()
    read = [next(csv.reader([line.content.decode()], delimiter=separator)) for line in lines]
    assert read == table
    starts = [1 + sum(cell.count("\n") for row in table[:n] for cell in row) + n
              for n in range(len(table))]  # fmt: skip
    assert [line.number for line in lines] == starts


@given(st.binary(max_size=300), st.integers(min_value=1, max_value=9))
def test_no_byte_of_any_file_is_lost_in_cutting(content: bytes, piece_size: int) -> None:
    cutter, lines = Cutter(b","), list[Line]()
    for at in range(0, len(content), piece_size):
        lines += cutter.feed(content[at : at + piece_size])
    lines += cutter.finish()
    found = b"\n".join(line.content for line in lines)
    assert found.replace(b"\r", b"") == content.removesuffix(b"\n").replace(b"\r", b"")
