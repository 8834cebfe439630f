"""The operations on law packs: what is applied, so that anybody can read it."""

from datetime import date

import msgspec
from msgspec import UNSET

from karhu.contract import types
from karhu.contract.call import Call
from karhu.jurisdictions.law import LawPack, law_of, packs
from karhu.jurisdictions.shown import figure_shown, figures_on, late_rates_on
from karhu.kit.problems import missing


async def list_law_packs(call: Call) -> types.LawPackList:
    """The countries whose figures are known."""
    return types.LawPackList(
        items=[
            types.LawPackSummary(
                country=law.country,
                currency=law.currency,
                version=law.version,
                known_on=law.known_on or UNSET,
                rates_known_until=law.rates_known_until() or UNSET,
            )
            for law in packs()
        ]
    )


async def get_law_pack(call: Call, *, country: str, as_of: date | None = None) -> types.LawPack:
    """Every figure of a country that is in force on a day."""
    if country not in {law.country for law in packs()}:
        raise missing("law pack")
    return _shown(law_of(country), as_of or call.now.date())


def _shown(law: LawPack, as_of: date) -> types.LawPack:
    figures = [figure_shown(kind, row) for kind, row in figures_on(law, as_of)]
    return types.LawPack(
        country=law.country,
        currency=law.currency,
        version=law.version,
        known_on=law.known_on or UNSET,
        rates_known_until=law.rates_known_until() or UNSET,
        as_of=as_of,
        late_rates=msgspec.convert(late_rates_on(law, as_of), list[types.LateRate]),
        figures=msgspec.convert(figures, list[types.LawFigure]),
    )
