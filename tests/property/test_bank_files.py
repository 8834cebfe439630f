"""What holds for every bank file: no way of cutting it changes it, and no cent is lost."""

from collections.abc import Iterator
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from karhu.bank import detect
from karhu.bank.entry import shared
from karhu.bank.recognition import Known, Named, Recogniser, unknown
from tests.unit.bank.files import Dripping, bgmax, camt, entries, entry, giro, ktl, transaction

cents = st.integers(min_value=1, max_value=10**9)
FILES = [
    camt(entry(transaction("10.00", "1012", ref="T1"), transaction("90.00", text="Åland"))),
    camt(entry(transaction(payer="Ö" * 40), direction="DBIT"), entry(status="PDNG"), kind="053"),
    ktl({"name": "ÄÄ"}, {"cents": 5, "reversal": "1"}),
    bgmax(giro(100, "1016"), giro(50, "9", kind="21"), giro(7, more=["26ÅÄÖ"])),
]


def written(amount: int) -> str:
    return f"{Decimal(amount) / 100:.2f}"


def pieces(content: bytes, cuts: list[int]) -> Iterator[bytes]:
    places = sorted({cut % (len(content) + 1) for cut in cuts})
    for start, end in zip([0, *places], [*places, len(content)], strict=True):
        yield content[start:end]


@given(st.sampled_from(FILES), st.lists(st.integers(min_value=0, max_value=10**6), max_size=30))
def test_a_file_reads_the_same_however_its_bytes_come(content: bytes, cuts: list[int]) -> None:
    dripping = Dripping(pieces(content, cuts))
    assert list(detect.read(dripping)) == list(detect.read(Dripping([content])))


@given(st.lists(st.lists(cents, min_size=1, max_size=5), min_size=1, max_size=5))
@settings(max_examples=50)
def test_the_entries_of_a_notification_sum_up_to_it(batches: list[list[int]]) -> None:
    content = camt(
        *(
            entry(*(transaction(written(amount)) for amount in batch), amount=written(sum(batch)))
            for batch in batches
        )
    )
    total = sum(amount for batch in batches for amount in batch)
    assert sum(one.amount for one in entries(content)) * 100 == total


amounts = st.one_of(st.none(), st.integers(-500, 500).map(lambda n: Decimal(n) / 100))


@given(st.integers(1, 10**6), st.lists(st.tuples(st.none() | st.just("13"), amounts), min_size=1))
def test_a_payment_is_split_to_the_last_cent(
    total: int, parts: list[tuple[str | None, Decimal | None]]
) -> None:
    whole = Decimal(total) / 100
    assert sum(amount for _, amount in shared(whole, parts)) == whole
    exact = sum((amount for _, amount in parts if amount), Decimal(0))
    if exact > 0:
        assert sum(amount for _, amount in shared(exact, parts)) == exact


def named(content: bytes) -> list[Named]:
    recogniser = Recogniser()
    return [recogniser.name(one) for one in entries(content)]


payments = st.lists(
    st.tuples(st.sampled_from([100, 200]), st.sampled_from(["A", "B", None])), max_size=8
)


@given(payments, payments)
@settings(max_examples=50)
def test_a_file_twice_is_known_and_every_movement_in_it_is_one(
    before: list[tuple[int, str | None]], after: list[tuple[int, str | None]]
) -> None:
    def file(told: list[tuple[int, str | None]]) -> list[Named]:
        return named(
            camt(
                *(
                    entry(transaction(written(n), ref=ref), ref=None, amount=written(n))
                    for n, ref in told
                )
            )
        )

    first, second = file(before), file(before + after)
    assert len({one.identity for one in first}) == len(before)
    stored = [
        Known(
            identity=one.identity,
            booking_identity=one.booking_identity,
            has_tx_ref=one.entry.tx_ref is not None,
        )
        for one in first
    ]
    assert unknown(first, stored) == []
    assert len(unknown(second, stored)) == len(after)
