"""PDFs of letters against bare Typst, which sets the same template from figures made beforehand.

Karhu takes documents as the ledger has them, words them, draws their barcode and QR code, and sets
them as PDF/A-2a and PDF/UA-1. Both sides run in turns, each with its compiler kept warm; counted is
the processor's time, so that the figure is one of a core, whoever else works. Then a long batch
shows that the memory stays where it is. The last line is the median ratio of PDFs a second.
`./just bench letters --letters 100` is a smaller one.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
from rich.console import Console
from rich.table import Table

from karhu.invoices.reference import finnish_reference
from karhu.letters.calculation import Calculation, Term
from karhu.letters.document import Basis, Document
from karhu.letters.typesetting import set_sheet, sheet_source, typeset
from tests.builders import a_document, a_line

CREATED = datetime(2026, 2, 8, tzinfo=UTC)
TEXT = (
    "Laskumme on kirjanpitomme mukaan maksamatta. Pyydämme maksamaan sen viimeistään eräpäivänä.\n"
    "Jos olette jo maksaneet, tämä kirje on aiheeton. Jos laskussa on epäselvää, ottakaa yhteyttä."
)
BASES = (
    Basis(part="fee", statute="Perintälaki 513/1999 10 e § 1 mom. 1 k."),
    Basis(part="interest", statute="Korkolaki 633/1982 4 a § 1 mom."),
)


def documents(count: int) -> Iterator[Document]:
    """So many letters, no two with the same debtor, amounts, days or references."""
    for number in range(1, count + 1):
        due_on = date(2026, 1, 1) + timedelta(days=number % 31)
        principal = Decimal(10_000 + 37 * number).scaleb(-2)
        interest = Decimal(100 + number % 900).scaleb(-2)
        reference = finnish_reference(500_000 + number)
        term = Term(
            first_on=due_on + timedelta(days=1), last_on=date(2026, 2, 8),
            day_count=(date(2026, 2, 8) - due_on).days, principal=principal,
            percent=Decimal("10.5"),
        )  # fmt: skip
        line = a_line(
            invoice_number=str(5000 + number), due_on=due_on, reference=reference, total=principal,
            open=principal, fee=Decimal("12.00"), interest=interest,
            interest_until=date(2026, 2, 8),
            calculation=Calculation(terms=(term,), divisor="actual_year"),
        )  # fmt: skip
        document = a_document(line, id=str(number), reference=reference, bases=BASES, text=TEXT)
        debtor = msgspec.structs.replace(
            document.debtor, name=f"Asiakas {number} Oy", street=f"Kauppakatu {number % 200}"
        )
        yield msgspec.structs.replace(document, debtor=debtor)


def by_karhu(count: int) -> float:
    """Processor seconds that Karhu takes, from documents to PDFs."""
    made = list(documents(count))
    typeset(made[0])
    began = time.process_time()
    for document in made:
        assert typeset(document).page_count == 1
    return time.process_time() - began


def by_typst(count: int) -> float:
    """Processor seconds that Typst alone takes, from the same sheets."""
    sheets = [sheet_source(document) for document in documents(count)]
    set_sheet(sheets[0], CREATED)
    began = time.process_time()
    for sheet in sheets:
        assert set_sheet(sheet, CREATED)
    return time.process_time() - began


def batch(count: int) -> tuple[float, float]:
    """The peak (MB) after a tenth of a batch, and after all of it."""
    early = 0.0
    for number, document in enumerate(documents(count), start=1):
        typeset(document)
        if number == count // 10:
            early = peak_mb()
    return early, peak_mb()


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(way: str, count: int) -> list[float]:
    """The figures of a way, measured in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.letters", "--one", way, "--letters", str(count)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [float(figure) for figure in answer.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=500)
    parser.add_argument("--turns", type=int, default=5)
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    match chosen.one:
        case "karhu":
            print(by_karhu(chosen.letters))
        case "typst":
            print(by_typst(chosen.letters))
        case "batch":
            print(*batch(chosen.letters))
        case _:
            compare(chosen.letters, turns=chosen.turns, long=chosen.batch)


def compare(count: int, *, turns: int, long: int) -> None:
    console, ratios = Console(), []
    table = Table("turn", "Typst /s", "Karhu /s", "ratio", "letters")
    for turn in range(1, turns + 1):
        with console.status(f"turn {turn} of {turns}"):
            [bare], [own] = measured("typst", count), measured("karhu", count)
        ratios.append(bare / own)
        rates = [f"{count / seconds:,.0f}" for seconds in (bare, own)]
        table.add_row(str(turn), *rates, f"{ratios[-1]:.2f}", f"{count:,}")
    console.print(table)
    with console.status(f"a batch of {long:,} letters"):
        early, late = measured("batch", long)
    console.print(f"peak {early:.0f} MB after {long // 10:,} letters, {late:.0f} MB after {long:,}")
    print(f"letters ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
