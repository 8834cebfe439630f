"""What a replay ends with: a row a month, the totals, the outcomes, the promises."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from karhu.replay.promises import Looked, Promise
from karhu.replay.review import Month

COLUMNS = (
    "month", "invoices in", "amount", "paid", "amount", "reminders", "notices", "kept back",
    "held", "forfeited", "open at the end", "amount",
)  # fmt: skip
SHOWN = 5


def show(console: Console, listed: Sequence[Month], *, currency: str) -> None:
    """Print the months; the last of them is the totals."""
    table = Table(caption=f"Amounts in {currency}. Kept back: paid within the undo window.")
    for name in COLUMNS:
        table.add_column(name, justify="left" if name == "month" else "right")
    for month in listed:
        if month is listed[-1]:
            table.add_section()
        table.add_row(*_cells(month))
    console.print(table)


def _cells(month: Month) -> list[str]:
    counted: tuple[int | Decimal, ...] = (
        month.arrived_count, month.arrived, month.paid_count, month.paid, month.reminder_count,
        month.notice_count, month.stopped_count, month.held_count, month.forfeited_count,
        month.open_count, month.open,
    )  # fmt: skip
    return [month.name, *(_written(value) for value in counted)]


def _written(value: int | Decimal) -> str:
    return f"{value:,}".replace(",", " ") if value else "-"


def show_outcomes(console: Console, looked: Sequence[Looked]) -> None:
    """Print how many invoices ended in which outcome with which reasons."""
    table = Table(title="Outcomes at the end", title_justify="left")
    table.add_column("outcome")
    table.add_column("reasons")
    table.add_column("invoices", justify="right")
    counts = Counter((look.outcome, ", ".join(look.reasons)) for look in looked)
    for (outcome, reasons), count in counts.most_common():
        table.add_row(outcome, reasons, str(count))
    console.print(table)


def show_promises(console: Console, held: Sequence[Promise]) -> None:
    """Print each promise, and where one was broken the first cases of it."""
    for promise in held:
        if not promise.broken:
            console.print(f"[green]kept[/]    {promise.text}")
            continue
        console.print(f"[red]broken[/]  {promise.text} {len(promise.broken)} times:")
        for sentence in promise.broken[:SHOWN]:
            console.print(f"          {sentence}", markup=False, highlight=False)
