"""What an agency is given of the cases handed over to it: lines of a CSV file."""

from collections.abc import Iterator, Sequence
from typing import Any

from karhu.kit.spreadsheet import csv_line

COLUMNS = (
    "customer_number", "customer_name", "kind", "business_id", "street", "postcode", "city",
    "country", "language", "phone", "email", "invoice_number", "invoice_on", "due_on", "reference",
    "currency", "total", "open", "fee", "interest", "compensation", "owed", "letters",
    "handed_over_on",
)  # fmt: skip
PARTS = ("open", "fee", "interest", "compensation")


def lines(rows: Sequence[Any]) -> Iterator[str]:
    """The head and a line for each case; `owed` is all that is claimed of it in its currency."""
    yield csv_line(COLUMNS)
    for row in rows:
        told = {
            **row,
            "owed": sum(row[part] for part in PARTS),
            "phone": _dialled(row["phone"]),
        }
        yield csv_line(told[name] for name in COLUMNS)


def _dialled(phone: str | None) -> str | None:
    """A telephone number that no spreadsheet takes for a formula: 00 instead of a plus."""
    return f"00{phone[1:]}" if phone and phone.startswith("+") else phone
