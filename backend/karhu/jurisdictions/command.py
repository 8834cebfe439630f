"""`karhu law show`: the figures of a country on a day, in a terminal."""

from datetime import date

from rich.console import Console
from rich.table import Table

from karhu.jurisdictions.law import law_of, packs
from karhu.jurisdictions.shown import classes_told, figures_on, late_rates_on, value_told
from karhu.kit.problems import missing


def show_law(country: str, as_of: date, console: Console) -> None:
    """Print the late rates and every figure in force; raises Problem for a country without any."""
    if country.upper() not in {law.country for law in packs()}:
        raise missing(f"law pack of {country}")
    law = law_of(country.upper())
    rates = Table("late rate", "percent", "from", "to", "basis", title=f"{law.version} on {as_of}")
    for rate in late_rates_on(law, as_of):
        percent = f"{rate['percent']}{' (look first)' if rate['is_flagged'] else ''}"
        rates.add_row(rate["claim_class"], percent, rate["from"], rate["to"], rate["basis"])
    console.print(rates)
    figures = Table("figure", "for", "value", "from", "statute", "confidence")
    for kind, row in figures_on(law, as_of):
        told = (kind, classes_told(row.classes), value_told(kind, row), str(row.from_))
        figures.add_row(*told, row.statute, row.confidence)
    console.print(figures)
