"""How much there is of the sample company, and when its story ends."""

from datetime import date, timedelta

import msgspec

DAYS = 425  # about fourteen months
QUIET_PART = 7  # a seventh of them pass before the automation is switched on


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is of everything, and when it ends; the same words make the same story."""

    today: date
    customer_count: int = 500
    invoice_count: int = 5000
    seed: int = 1
    days: int = DAYS

    @property
    def first(self) -> date:
        """The day on which the company is founded."""
        return self.today - timedelta(days=self.days)

    @property
    def activated_on(self) -> date:
        """The day on which the automation is switched on."""
        return self.first + timedelta(days=self.days // QUIET_PART)
