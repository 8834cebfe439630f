"""How interest was counted, as the contract shows it."""

from karhu.claims.interest import Period
from karhu.contract import types
from karhu.kit.money import percent_shown, written


def period_shown(period: Period) -> types.InterestPeriod:
    """A period with its exact interest in four places."""
    return types.InterestPeriod(
        first_on=period.first_on,
        last_on=period.last_on,
        day_count=period.day_count,
        principal=written(period.principal),
        percent=percent_shown(period.percent),
        amount=f"{period.interest:.4f}",
        basis=period.basis,
        is_flagged=period.is_flagged,
    )
