"""What a letter may cost its debtor: the wanted fee, clamped to the law of the day of sending."""

from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

import msgspec

from karhu.jurisdictions.figures import (
    Act,
    BillLead,
    ClaimClass,
    Count,
    Fee,
    OwnLetter,
    Total,
    Wait,
    in_force,
    tier_of,
)
from karhu.jurisdictions.law import LawPack
from karhu.kit.money import ZERO


class AllowedFee(msgspec.Struct, frozen=True):
    """The fee that may be claimed, and the statute when it is less than was wanted."""

    amount: Decimal
    basis: str | None = None


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A creditor's own letter about to be sent, as far as the law asks.

    `principal` is what is being collected: by it the law grades what a letter may cost.
    """

    step: str = "reminder"
    currency: str
    claim_class: ClaimClass
    principal: Decimal
    due_on: date
    billed_on: date | None
    previous_on: date | None
    charged_count: int
    is_agreed: bool
    sent_on: date


def allowed_fee(law: LawPack, *, wanted: Decimal, letter: Letter) -> AllowedFee:
    """Clamp a letter's fee; one that may cost nothing says by which article."""
    act = charged_act(law, letter.step, letter.sent_on, letter.claim_class)
    if act is None:
        own = own_letter(law, letter.step, letter.sent_on, letter.claim_class)
        return AllowedFee(ZERO, own.statute if own else law.version)
    figures = _figures(law, letter.sent_on, letter.claim_class, act)
    if figures.fee is None or not law.binds_in(letter.currency):
        detail = f"{law.version}: no figure for {letter.claim_class} in {letter.currency}"
        return AllowedFee(ZERO, detail)
    if bar := _bar(figures, law, letter):
        return AllowedFee(ZERO, bar)
    highest = highest_fee(
        law, letter.claim_class, currency=letter.currency, principal=letter.principal,
        on=letter.sent_on, step=letter.step,
    )  # fmt: skip
    return highest if wanted > highest.amount else AllowedFee(wanted)


def highest_fee(
    law: LawPack, claim_class: ClaimClass, *, currency: str, principal: Decimal, on: date,
    step: str = "reminder",
) -> AllowedFee:  # fmt: skip
    """The most that may stand in the fee slot of a claim after a step, and by which statute."""
    figures = _figures(law, on, claim_class, charged_act(law, step, on, claim_class) or "reminder")
    if figures.fee is None or not law.binds_in(currency):
        return AllowedFee(ZERO, f"{law.version}: no figure for {claim_class} in {currency}")
    maximum, statute = min((tier_of(row.tiers, principal), row.statute) for row in figures.caps)
    return AllowedFee(maximum, statute)


@lru_cache(maxsize=1_000)
def own_letter(law: LawPack, step: str, on: date, claim_class: ClaimClass) -> OwnLetter | None:
    """What a creditor's own step is to the law; None: it is a reminder."""
    return in_force([row for row in law.own_letters if row.step == step], on, claim_class)


def charged_act(law: LawPack, step: str, on: date, claim_class: ClaimClass) -> Act | None:
    """The act whose fee the letter of a step may carry; None: it may cost nothing."""
    own = own_letter(law, step, on, claim_class)
    return own.charged_as if own is not None else "reminder"


@lru_cache(maxsize=1_000)
def waits_before(law: LawPack, step: str, on: date, claim_class: ClaimClass) -> tuple[Wait, ...]:
    """The waits without which the letter of a step may not be sent at all, in force on a day."""
    own = own_letter(law, step, on, claim_class)
    act = own.act if own is not None else "reminder"
    return tuple(
        row
        for row in law.waits
        if (row.act, row.gates) == (act, "act") and row.holds(on, claim_class)
    )


class _Figures(msgspec.Struct, frozen=True, kw_only=True):
    """What is in force on a day for a class of claims."""

    fee: Fee | None
    caps: tuple[Fee | Total, ...]
    waits: tuple[Wait, ...]
    lead: BillLead | None
    count: Count | None


@lru_cache(maxsize=1_000)
def _figures(law: LawPack, on: date, claim_class: ClaimClass, act: Act) -> _Figures:
    fee = in_force([row for row in law.fees if row.act == act], on, claim_class)
    total = in_force(law.totals, on, claim_class)
    return _Figures(
        fee=fee,
        caps=tuple(row for row in (fee, total) if row is not None),
        waits=tuple(
            row
            for row in law.waits
            if (row.act, row.gates) == (act, "fee") and row.holds(on, claim_class)
        ),
        lead=in_force(law.bill_leads, on, claim_class),
        count=in_force([row for row in law.counts if row.act == act], on, claim_class),
    )


def _bar(figures: _Figures, law: LawPack, letter: Letter) -> str | None:
    """The article by which the letter may cost nothing at all."""
    fee, lead, count = figures.fee, figures.lead, figures.count
    if fee is not None and fee.needs_agreement and not letter.is_agreed:
        return fee.statute
    if lead is not None and _lead_days(letter) < lead.days:
        return lead.statute
    for wait in figures.waits:
        since = law.due_day(letter.due_on) if wait.since == "due_day" else letter.previous_on
        if since is not None and letter.sent_on < since + timedelta(days=wait.days):
            return wait.statute
    if count is not None and letter.charged_count >= count.count:
        return count.statute
    return None


def _lead_days(letter: Letter) -> int:
    """Days from the bill to its due date; one that was not sent never told the debtor."""
    return (letter.due_on - letter.billed_on).days if letter.billed_on else 0
