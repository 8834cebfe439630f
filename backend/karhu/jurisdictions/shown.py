"""Law packs as people read them: each figure in force, and the late rates of a day."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from karhu.jurisdictions.figures import CLASSES, ClaimClass, Figure
from karhu.jurisdictions.law import LawPack

KINDS = {
    "rates": "rate", "margins": "margin", "ceilings": "ceiling", "day_counts": "day_count",
    "due_days": "due_day", "fees": "fee", "totals": "total", "waits": "wait",
    "bill_leads": "bill_lead", "counts": "count", "compensations": "compensation",
    "allocations": "allocation", "limitations": "limitation", "terms": "term",
    "contents": "contents", "own_letters": "own_letter", "deadlines": "deadline",
}  # fmt: skip


def figures_on(law: LawPack, as_of: date) -> Iterator[tuple[str, Figure]]:
    """Every figure in force on a day, with its kind."""
    for plural, kind in KINDS.items():
        for row in getattr(law, plural):
            if row.holds(as_of):
                yield kind, row


def late_rates_on(law: LawPack, as_of: date) -> list[dict[str, Any]]:
    """The statutory late rate of each class of claims on a day."""
    return [
        {"claim_class": claim_class, **_written(rate)}
        for claim_class in CLASSES
        for rate in law.late_rates(claim_class)
        if rate.from_ <= as_of and (rate.to is None or as_of <= rate.to)
    ]


def figure_shown(kind: str, row: Figure) -> dict[str, Any]:
    """A figure's own values by name, as JSON has them; what it has not is absent."""
    return {"kind": kind, "is_flagged": row.is_flagged, **_written(row)}


def _written(row: msgspec.Struct) -> dict[str, Any]:
    fields = {name: getattr(row, name) for name in row.__struct_fields__}
    named = {name.rstrip("_"): _value(value) for name, value in fields.items()}
    return {name: value for name, value in named.items() if value is not None}


def _value(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
        case tuple():
            return [_value(one) for one in value]
        case msgspec.Struct():
            return _written(value)
        case _:
            return value


def value_told(kind: str, row: Any) -> str:
    """The value of a figure in one line, for a terminal."""
    shown = _written(row)
    said = [f"{name} {shown[name]}" for name in TOLD if name in shown]
    if "tiers" in shown:
        said += [_tier_told(tier) for tier in shown["tiers"]]
    for name, unit in UNITS.items():
        if shown.get(name):
            said.append(f"{_plain(shown[name])}{unit}")
    said += [name.replace("_", " ") for name in SWITCHES if shown.get(name)]
    return ", ".join(said) or kind


TOLD = ("step", "of", "act", "charged_as", "gates", "since")
UNITS = {
    "percent": " %", "amount": "", "days": " days", "margin_days": " more to be safe",
    "years": " years", "count": " times", "divisor": "", "order": "", "items": "",
}  # fmt: skip
SWITCHES = ("needs_agreement", "is_binding", "moves", "nets_fees")


def _tier_told(tier: dict[str, str]) -> str:
    return f"up to {tier['up_to']}: {tier['amount']}" if "up_to" in tier else tier["amount"]


def _plain(value: Any) -> str:
    return " > ".join(value) if isinstance(value, list) else str(value)


def classes_told(classes: tuple[ClaimClass, ...]) -> str:
    """The classes of a figure in one line."""
    return "all" if set(classes) == set(CLASSES) else ", ".join(classes)
