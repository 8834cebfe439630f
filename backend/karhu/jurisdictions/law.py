"""Law packs: dated statutory figures of one country, as data in `packs/<country>.toml`."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from karhu.jurisdictions import figures as f
from karhu.jurisdictions.calendar import banking_day
from karhu.jurisdictions.checks import LawError, check
from karhu.jurisdictions.figures import ClaimClass, Divisor, LateRate, in_force

PACKS = Path(__file__).with_name("packs")


class LawPack(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, eq=False):
    """The figures of one debtor's country. A country without figures allows nothing.

    Packs are compared and kept in caches by identity: there is one of each.
    """

    country: str
    currency: str
    known_on: date | None = None
    weaker_currencies: tuple[str, ...] = ()
    rates_are: Literal["reference", "late"] = "reference"
    rates: tuple[f.Rate, ...] = ()
    margins: tuple[f.Margin, ...] = ()
    ceilings: tuple[f.Ceiling, ...] = ()
    day_counts: tuple[f.DayCount, ...] = ()
    due_days: tuple[f.DueDay, ...] = ()
    fees: tuple[f.Fee, ...] = ()
    totals: tuple[f.Total, ...] = ()
    waits: tuple[f.Wait, ...] = ()
    bill_leads: tuple[f.BillLead, ...] = ()
    counts: tuple[f.Count, ...] = ()
    compensations: tuple[f.Compensation, ...] = ()
    allocations: tuple[f.Allocation, ...] = ()
    limitations: tuple[f.Limitation, ...] = ()
    terms: tuple[f.Term, ...] = ()
    contents: tuple[f.Contents, ...] = ()
    own_letters: tuple[f.OwnLetter, ...] = ()
    deadlines: tuple[f.Deadline, ...] = ()

    @property
    def version(self) -> str:
        """What a decision names: the country, and the day the figures were known."""
        return f"{self.country} {self.known_on or 'none'}"

    def binds_in(self, currency: str) -> bool:
        """Whether the figures can be held against an amount in a currency, number for number."""
        return currency == self.currency or currency in self.weaker_currencies

    def late_rates(self, claim_class: ClaimClass) -> tuple[LateRate, ...]:
        """The statutory late rates of a class of claims by day, the oldest first."""
        return _late_rates(self, claim_class)

    def rates_known_until(self) -> date | None:
        """The last day for which a rate is known."""
        return self.rates[-1].to if self.rates else None

    def due_day(self, due_on: date) -> date:
        """The last day to pay in time: the due date, or the banking day that it moves to."""
        moves = any(row.moves and row.holds(due_on) for row in self.due_days)
        return banking_day(self.country, due_on) if moves else due_on

    def divisor(self, on: date, claim_class: ClaimClass) -> Divisor:
        """By what a year's interest is divided."""
        row = in_force(self.day_counts, on, claim_class)
        return row.divisor if row else "actual_year"


@cache  # counted once a pack: a file of payments asks for every invoice that was late
def _late_rates(law: LawPack, claim_class: ClaimClass) -> tuple[LateRate, ...]:
    found = []
    for rate in law.rates:
        margin = in_force(law.margins, rate.from_, claim_class)
        if margin is not None:
            found.append(
                LateRate(
                    from_=rate.from_,
                    to=rate.to,
                    percent=rate.percent + margin.percent,
                    basis=_basis(margin, rate),
                    is_flagged=rate.is_flagged or margin.is_flagged,
                )
            )
    return tuple(found)


def _basis(margin: f.Margin, rate: f.Rate) -> str:
    return f"{margin.statute} ({rate.source})" if rate.source else margin.statute


@cache
def law_of(country: str) -> LawPack:
    """The pack of a country; one without figures is empty and says so in its version."""
    path = PACKS / f"{country.lower()}.toml"
    if not path.exists():
        return LawPack(country=country, currency="")
    return read_pack(path.read_text(encoding="utf-8"), name=path.name)


def read_pack(text: str, *, name: str) -> LawPack:
    """Read and check a pack; raises LawError that names the file, the row and the fault."""
    try:
        pack = msgspec.convert(tomllib.loads(text), LawPack, strict=False)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise LawError(f"{name}: {error}") from None
    if faults := check(pack):
        raise LawError(f"{name}: " + "; ".join(faults))
    return pack


def packs() -> tuple[LawPack, ...]:
    """Every pack there is, by country; raises LawError for the first that cannot be used."""
    return tuple(law_of(path.stem.upper()) for path in sorted(PACKS.glob("*.toml")))
