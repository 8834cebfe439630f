"""Which column of a ledger export is what, and how its days are written."""

from collections.abc import Sequence
from typing import Literal

import msgspec

DateFormat = Literal["iso", "dmy", "mdy"]
Kind = Literal["business", "consumer"]

# What each column is usually called; capitals, spaces and signs do not count.
USUAL: dict[str, tuple[str, ...]] = {
    "customer": ("customer", "customer id", "customer number", "asiakas", "asiakasnumero",
                 "kund", "kundnummer"),
    "number": ("number", "invoice number", "invoice", "laskunumero", "fakturanummer"),
    "invoice_date": ("invoice date", "invoice on", "laskun päiväys", "laskupäivä", "fakturadatum"),
    "due_date": ("due date", "due on", "eräpäivä", "förfallodag", "förfallodatum"),
    "amount": ("amount", "invoice amount", "total", "summa", "belopp"),
    "settled_date": ("settled date", "settled on", "paid on", "paid date", "payment date",
                     "maksupäivä", "betalningsdag", "betaldatum"),
    "disputed": ("disputed", "dispute", "riitautettu", "bestriden"),
}  # fmt: skip
OPTIONAL = frozenset({"settled_date", "disputed"})


class ReplayError(Exception):
    """A file or setting that cannot be replayed; the text says why and the cure."""


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """The names of the columns, None where the usual ones do, and what holds for all."""

    customer: str | None = None
    number: str | None = None
    invoice_date: str | None = None
    due_date: str | None = None
    amount: str | None = None
    settled_date: str | None = None
    disputed: str | None = None
    currency: str = "EUR"
    date_format: DateFormat = "iso"
    kind: Kind = "business"

    def places(self, header: Sequence[str]) -> dict[str, int]:
        """Where each column stands in the header; raises ReplayError naming every missing one."""
        found = {field: self._place(field, header) for field in USUAL}
        lacking = [
            field
            for field, place in found.items()
            if place is None and (field not in OPTIONAL or getattr(self, field) is not None)
        ]
        if lacking:
            raise ReplayError(_lacks(self, lacking, header))
        return {field: place for field, place in found.items() if place is not None}

    def _place(self, field: str, header: Sequence[str]) -> int | None:
        named = getattr(self, field)
        wanted = [_plain(name) for name in ((named,) if named is not None else USUAL[field])]
        plain = [_plain(name) for name in header]
        return next((plain.index(name) for name in wanted if name in plain), None)


def _plain(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _lacks(mapping: Mapping, lacking: Sequence[str], header: Sequence[str]) -> str:
    lines = [f"The file has these columns: {', '.join(header)}."]
    for field in lacking:
        option = f"--{field.replace('_', '-')}"
        if (named := getattr(mapping, field)) is not None:
            lines.append(f"None of them is {named!r}; name one with {option} COLUMN.")
        else:
            usual = ", ".join(USUAL[field])
            lines.append(
                f"Name the one with the {field} by {option} COLUMN (found alone: {usual})."
            )
    return "\n".join(lines)
