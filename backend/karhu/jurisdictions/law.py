"""Law packs: dated statutory figures of one country, as data in `<country>.toml`."""

import tomllib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from karhu.kit.money import ZERO


class LetterFee(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter to a debtor of one kind may cost, from a day on, and its statute."""

    debtor: str
    maximum: Decimal
    wait_after_due_days: int
    wait_after_previous_days: int
    statute: str
    from_: date = msgspec.field(name="from")


class LawPack(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one debtor's country. A country without figures allows no fee."""

    country: str
    currency: str
    version: str
    weaker_currencies: tuple[str, ...] = ()
    letter_fee: tuple[LetterFee, ...] = ()

    def letter_fee_for(self, debtor: str, as_of: date) -> LetterFee | None:
        """The row in force on the day of sending."""
        rows = [r for r in self.letter_fee if r.debtor == debtor and r.from_ <= as_of]
        return max(rows, key=lambda row: row.from_, default=None)


class AllowedFee(msgspec.Struct, frozen=True):
    """The fee that may be claimed, and the statute when it is less than was wanted."""

    amount: Decimal
    basis: str | None = None


@cache
def law_of(country: str) -> LawPack:
    """The pack of a country; one without figures is empty and says so in its version."""
    path = Path(__file__).with_name(f"{country.lower()}.toml")
    if not path.exists():
        return LawPack(country=country, currency="", version=f"{country} none")
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), LawPack)


def allowed_fee(
    law: LawPack,
    *,
    wanted: Decimal,
    currency: str,
    debtor: str,
    due_on: date,
    previous_on: date | None,
    as_of: date,
) -> AllowedFee:
    """Clamp a letter's fee to the law of the debtor's country on the day of sending."""
    row = law.letter_fee_for(debtor, as_of)
    if row is None or currency not in (law.currency, *law.weaker_currencies):
        return AllowedFee(ZERO, f"{law.version}: no figure for {debtor} in {currency}")
    waits_from = due_on + timedelta(days=row.wait_after_due_days)
    if previous_on is not None:
        gap = timedelta(days=row.wait_after_previous_days)
        waits_from = max(waits_from, previous_on + gap)
    if as_of < waits_from:
        return AllowedFee(ZERO, row.statute)
    if wanted > row.maximum:
        return AllowedFee(row.maximum, row.statute)
    return AllowedFee(wanted)
