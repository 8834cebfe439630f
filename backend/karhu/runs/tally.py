"""Counting what a run saw: outcomes, reasons, and what it would send on which day."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from karhu.evaluation.decide import Decision
from karhu.evaluation.facts import Facts
from karhu.rules.rule import KINDS


class Tally:
    """Grows with every decision; the only thing a run holds for its whole length."""

    def __init__(self) -> None:
        self.looked_at = 0
        self.opened = 0
        self.closed = 0
        self.outcomes: Counter[str] = Counter()
        self.reasons: Counter[tuple[str, str]] = Counter()
        self.days: Counter[tuple[date, str]] = Counter()
        self.amounts: defaultdict[tuple[date, str, str], Decimal] = defaultdict(Decimal)

    def count(self, facts: Facts, decision: Decision, *, first_on: date) -> None:
        """Count one decision; an act also on the day on which it would first happen."""
        self.looked_at += 1
        self.outcomes[decision.outcome] += 1
        if decision.reasons:
            self.reasons[decision.outcome, decision.reasons[0].code] += 1
        if decision.outcome == "act" and decision.step is not None:
            self.days[first_on, decision.step.kind] += 1
            self.amounts[first_on, decision.step.kind, facts.currency] += facts.open

    def reason_counts(self) -> list[dict[str, object]]:
        """Outcome, first reason and count, the most frequent first."""
        return [
            {"outcome": outcome, "reason": reason, "count": count}
            for (outcome, reason), count in self.reasons.most_common()
        ]

    def day_counts(self, days: Iterable[date]) -> list[dict[str, object]]:
        """For each day its steps with counts and sums by currency."""
        return [{"on": day, "counts": self._steps(day)} for day in days]

    def _steps(self, day: date) -> list[dict[str, object]]:
        return [
            {
                "step": step,
                "count": self.days[day, step],
                "amounts": [
                    {"currency": currency, "amount": f"{amount:.2f}"}
                    for (on, kind, currency), amount in sorted(self.amounts.items())
                    if (on, kind) == (day, step)
                ],
            }
            for step in KINDS
            if self.days[day, step]
        ]
