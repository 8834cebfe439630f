"""A ledger's history, lived through day by day, keeps every promise."""

import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from rich.console import Console

from karhu.kit.embedded import PostgresServer
from karhu.replay.command import Replayed, replay
from karhu.replay.export import read_amount, read_day, read_export
from karhu.replay.mapping import Mapping, ReplayError
from karhu.replay.promises import Lived, Looked, Sent, promises
from karhu.rules.rule import general_steps

CHECKOUT = Path(__file__).resolve().parents[2]
SAMPLE = Path(
    os.environ.get(
        "KARHU_REPLAY_SAMPLE", CHECKOUT.parent / "shared" / "data" / "ibm-late-payments.csv"
    )
)
IS_THERE = SAMPLE.exists()

SMALL = """\
Kundnummer;Fakturanummer;Fakturadatum;Förfallodatum;Belopp;Betaldatum;Bestriden
K1;1;2.1.2026;16.1.2026;1 234,50;15.1.2026;nej
K1;2;2.1.2026;16.1.2026;100,00;23.1.2026;nej
K2;3;2.1.2026;16.1.2026;100,00;24.1.2026;nej
K2;4;2.1.2026;16.1.2026;100,00;20.2.2026;nej
K3;5;2.1.2026;16.1.2026;100,00;20.2.2026;ja
K3;6;2.1.2026;16.1.2026;-50,00;;nej
K4;7;2.1.2026;16.1.2026;80,00;;nej
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A Swedish export in Latin-1 with semicolons."""
    path = tmp_path / "kundreskontra.csv"
    path.write_text(SMALL, encoding="latin-1")
    return path


async def lived_through(path: Path, mapping: Mapping, postgres: PostgresServer) -> Replayed:
    console = Console(quiet=True)
    return await replay(path, mapping, server_url=postgres.url, console=console)


async def test_a_small_export_is_lived_through_with_every_promise_kept(
    small: Path, postgres: PostgresServer, template: str
) -> None:
    replayed = await lived_through(small, Mapping(date_format="dmy"), postgres)
    assert [promise.text for promise in replayed.promises if promise.broken] == []
    letters = sorted((s.sent_on, s.number, s.step) for s in replayed.lived.letters)
    assert letters == [
        (date(2026, 1, 23), "3", "reminder"),
        (date(2026, 1, 23), "4", "reminder"),
        (date(2026, 1, 23), "7", "reminder"),
        (date(2026, 2, 6), "4", "notice"),
        (date(2026, 2, 6), "7", "notice"),
    ]


async def test_the_months_of_a_replay_add_up_to_its_totals(
    small: Path, postgres: PostgresServer, template: str
) -> None:
    replayed = await lived_through(small, Mapping(date_format="dmy"), postgres)
    *months, total = replayed.months
    assert [month.name for month in months] == ["2026-01", "2026-02", "2026-03"]
    assert total.arrived_count == 6
    assert total.arrived == sum(month.arrived for month in months) == Decimal("1714.50")
    assert total.paid == sum(month.paid for month in months) == Decimal("1634.50")
    assert (total.reminder_count, total.notice_count) == (3, 2)
    assert total.stopped_count == 1  # invoice 2 was paid within the undo window
    assert total.held_count == 1  # invoice 5 was disputed
    assert (total.open_count, total.open) == (1, Decimal("80.00"))


async def test_every_invoice_of_a_replay_ends_with_one_reasoned_outcome(
    small: Path, postgres: PostgresServer, template: str
) -> None:
    replayed = await lived_through(small, Mapping(date_format="dmy"), postgres)
    outcomes = {look.number: look.outcome for look in replayed.lived.looked}
    assert outcomes == dict.fromkeys("123457", "done")
    assert all(look.reasons for look in replayed.lived.looked)


async def test_the_public_sample_of_two_years_keeps_every_promise(
    postgres: PostgresServer, template: str
) -> None:
    if not IS_THERE:
        pytest.skip(f"The public sample is not at {SAMPLE}; name it with KARHU_REPLAY_SAMPLE.")
    replayed = await lived_through(SAMPLE, Mapping(date_format="mdy"), postgres)
    assert [promise for promise in replayed.promises if promise.broken] == []
    assert len(replayed.lived.looked) == 2466
    assert replayed.months[-1].paid_count == 2466
    assert replayed.months[-1].reminder_count > 100


def test_semicolons_and_latin_1_are_found_out_and_credits_are_left_out_aloud(small: Path) -> None:
    export = read_export(small, Mapping(date_format="dmy"))
    assert (export.encoding, export.separator) == ("Latin-1", ";")
    assert [entry.number for entry in export.entries] == ["1", "2", "3", "4", "5", "7"]
    assert export.left_out == ("Line 7: -50.00 is not an amount that can be owed.",)
    assert export.entries[0].total == Decimal("1234.50")


def test_a_missing_column_is_told_with_the_columns_there_are(small: Path) -> None:
    with pytest.raises(ReplayError) as refusal:
        read_export(small, Mapping(due_date="Due", date_format="dmy"))
    assert "Kundnummer, Fakturanummer" in str(refusal.value)
    assert "name one with --due-date COLUMN" in str(refusal.value)


def test_days_in_another_order_are_told_with_the_cure(small: Path) -> None:
    with pytest.raises(ReplayError, match=r"Line 2: '2\.1\.2026' is no day like 2026-01-31"):
        read_export(small, Mapping())


def test_a_number_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.csv"
    path.write_text(
        "customer,number,invoice date,due date,amount\n" + "A,1,2026-01-01,2026-01-15,10.00\n" * 2,
    )
    with pytest.raises(ReplayError, match="the number 1 stands on 2 lines"):
        read_export(path, Mapping())


@pytest.mark.parametrize(
    ("text", "amount"),
    [("55.94", "55.94"), ("1 234,50", "1234.50"), ("1,234.50", "1234.50"), ("1.234,5", "1234.50"),
     ("1,234", "1234.00"), ("−3,10", "-3.10")],
)  # fmt: skip
def test_amounts_are_read_with_points_and_commas(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "date_format"),
    [("3/4/2026", "mdy"), ("4.3.2026", "dmy"), ("2026-03-04", "iso"), ("2026-03-04T10:00", "iso")],
)
def test_days_are_read_in_the_order_that_is_told(text: str, date_format: str) -> None:
    assert read_day(text, date_format) == date(2026, 3, 4)  # type: ignore[arg-type]


async def test_a_broken_promise_is_told_with_the_invoice_and_the_day(small: Path) -> None:
    entries = read_export(small, Mapping(date_format="dmy")).entries
    wrong = Lived(
        entries={entry.number: entry for entry in entries},
        steps=general_steps("business"),
        letters=(
            Sent(number="1", step="notice", sent_on=date(2026, 1, 16), message_id="a"),
            Sent(number="1", step="notice", sent_on=date(2026, 1, 17), message_id="a"),
            Sent(number="5", step="reminder", sent_on=date(2026, 1, 23), message_id="b"),
        ),
        looked=(Looked(number="1", outcome="done", reasons=()),),
        lost=("<c> arrived, and no sent dispatch knows it",),
        ended_on=date(2026, 3, 2),
    )
    told = promises(wrong)
    assert all(promise.broken for promise in told), [p.text for p in told if not p.broken]
    assert told[0].broken[0] == "invoice 1: a notice on 2026-01-16, and it was paid on 2026-01-15"
