"""By which article a letter may ask for what it asks beside the principal."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Literal

from karhu.jurisdictions.fees import charged_act
from karhu.jurisdictions.figures import ClaimClass, Compensation, Fee, Margin, in_force
from karhu.jurisdictions.law import LawPack

Part = Literal["fee", "interest", "compensation"]


@lru_cache(maxsize=1_000)
def statute_of(
    law: LawPack, part: Part, claim_class: ClaimClass, on: date, step: str = "reminder"
) -> str:
    """The article in force on a day for the letter of a step; empty where the pack has none."""
    act = charged_act(law, step, on, claim_class)
    rows: dict[Part, Iterable[Fee | Margin | Compensation]] = {
        "fee": [fee for fee in law.fees if fee.act == act],
        "interest": law.margins,
        "compensation": law.compensations,
    }
    row = in_force(rows[part], on, claim_class)
    return row.statute if row is not None else ""
