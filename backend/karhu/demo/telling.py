"""What happens to the sample company, day by day: invoices, payments, quarrels, promises."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import msgspec

from karhu.contract import types
from karhu.demo.certain import certain_invoices
from karhu.demo.debtors import Debtor, Habit, make_debtors
from karhu.demo.story import Story
from karhu.invoices.reference import finnish_reference
from karhu.kit.money import rounded, written

TRADE_NAMES = ("Karhulan Teehuone", "Kahvitukku Pohjantähti")
WEEK = 7
LATENESS: dict[Habit, tuple[int, int]] = {  # days from the due date to the payment
    "prompt": (-6, 1),
    "slow": (3, 12),
    "late": (12, 30),
    "very_late": (25, 60),
    "never": (1, 0),
}
CROWNS = Decimal("11.2")  # a euro in Swedish crowns, about
HALF = Decimal("0.5")


class Sale(msgspec.Struct, frozen=True, kw_only=True):
    """One invoice of the story, before it has a number."""

    debtor: Debtor
    invoice_on: date
    due_on: date
    total: Decimal
    habit: Habit
    currency: str
    is_certain: bool = False  # one that a screen needs: nothing else may befall it


class Feed(msgspec.Struct, frozen=True):
    """What the ledger of record sends on one day, in this order."""

    invoices: list[types.InvoiceWrite] = []
    payments: list[types.PaymentWrite] = []


class Told(msgspec.Struct, frozen=True):
    """The whole story: the customers, and the ledger's days."""

    debtors: list[Debtor]
    feeds: dict[date, Feed]


def tell(story: Story) -> Told:
    """The whole story up to and with today."""
    chance = Random(story.seed)
    debtors = make_debtors(story.customer_count, chance)
    certain = certain_invoices(story.today, story.activated_on, first_number=9001)
    sales = _sales(story, debtors, chance, story.invoice_count - len(certain))
    for debtor, due_on, total, currency in certain:
        sales.append(
            Sale(
                debtor=debtor,
                invoice_on=max(due_on - timedelta(days=14), story.first),
                due_on=due_on,
                total=total,
                habit="never",
                currency=currency,
                is_certain=True,
            )
        )
    sales.sort(key=lambda sale: (sale.invoice_on, sale.debtor.number))
    writer = _Writer(story, chance)
    for place, sale in enumerate(sales, start=1):
        writer.write(sale, number=story.first.year % 100 * 100_000 + place)
    return Told([*debtors, *(debtor for debtor, *_ in certain)], dict(writer.feeds))


def _sales(story: Story, debtors: Sequence[Debtor], chance: Random, count: int) -> list[Sale]:
    buyers = chance.choices(debtors, [debtor.weight for debtor in debtors], k=count)
    return [_sale(story, debtor, chance) for debtor in buyers]


def _sale(story: Story, debtor: Debtor, chance: Random) -> Sale:
    days_ago = chance.randrange(story.days)
    if chance.random() < 0.7:  # most are invoiced once a week, on the same weekday as today
        days_ago -= days_ago % WEEK
    invoice_on = story.today - timedelta(days=days_ago)
    is_business = debtor.record.kind == "business"
    [terms] = chance.choices((14, 21, 30), (70, 15, 15)) if is_business else [14]
    amount = chance.lognormvariate(5.3, 0.8) if is_business else chance.lognormvariate(3.8, 0.5)
    total = Decimal(math.ceil(amount * 20)) / 20
    return Sale(
        debtor=debtor,
        invoice_on=invoice_on,
        due_on=invoice_on + timedelta(days=terms),
        total=rounded(total * CROWNS if debtor.currency == "SEK" else total),
        habit=debtor.habit if chance.random() < 0.8 else "prompt",
        currency=debtor.currency,
    )


class _Writer:
    """Writes each sale into the days on which the ledger tells of it."""

    def __init__(self, story: Story, chance: Random) -> None:
        self.story, self.chance = story, chance
        self.feeds: defaultdict[date, Feed] = defaultdict(Feed)

    def write(self, sale: Sale, *, number: int) -> None:
        """Tell of one sale: the invoice, and what became of it."""
        record = self._record(sale, number)
        self._send(sale.invoice_on, record)
        if sale.is_certain:
            return
        fates = (self._credit, self._quarrel, self._plan, self._promise, self._part, self._pay)
        [fate] = self.chance.choices(fates, (1.2, 1.0, 0.8, 0.8, 2.0, 94.2))
        fate(sale, record)

    def _record(self, sale: Sale, number: int) -> types.InvoiceWrite:
        is_ours = sale.debtor.record.country == "FI" and not sale.is_certain
        has_trade_name = is_ours and self.chance.random() < 0.1
        opts_out = is_ours and self.chance.random() < 0.004
        is_factored = is_ours and self.chance.random() < 0.004
        is_fresh = sale.invoice_on == self.story.today
        return types.InvoiceWrite(
            number=str(number),
            external_id=f"K{number}",
            customer_number=sale.debtor.number,
            currency=sale.currency,
            total=written(sale.total),
            invoice_on=sale.invoice_on,
            due_on=sale.due_on,
            sent_on=None if is_fresh and self.chance.random() < 0.2 else sale.invoice_on,
            reference=finnish_reference(number),
            trade_name=self.chance.choice(TRADE_NAMES) if has_trade_name else msgspec.UNSET,
            reminds_automatically=not opts_out,
            financing="factoring" if is_factored else "none",
        )

    def _credit(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """Some of it is credited, sometimes all; the rest is paid."""
        is_whole = self.chance.random() < 0.4
        credited = sale.total if is_whole else rounded(sale.total * HALF)
        on = sale.invoice_on + timedelta(days=self.chance.randint(2, 12))
        note = msgspec.structs.replace(
            record,
            number=f"H{record.number}",
            external_id=f"H{record.number}",
            kind="credit_note",
            total=written(-credited),
            invoice_on=on,
            due_on=on,
            sent_on=on,
            original_number=record.number,
            reference=msgspec.UNSET,
        )
        self._send(on, note)
        if not is_whole:
            self._receive(record, sale.total - credited, self._paid_on(sale), part=1)

    def _quarrel(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """The customer disputes it; most quarrels end, and then it is paid."""
        since = sale.due_on - timedelta(days=self.chance.randint(0, 10))
        self._send(since, msgspec.structs.replace(record, disputed_since=since))
        if self.chance.random() < 0.6:
            over_on = sale.due_on + timedelta(days=self.chance.randint(15, 50))
            self._send(over_on, msgspec.structs.replace(record, disputed_since=None))
            paid_on = over_on + timedelta(days=self.chance.randint(1, 20))
            self._receive(record, sale.total, paid_on, part=1)

    def _plan(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """It is paid in instalments."""
        agreed_on = sale.due_on + timedelta(days=self.chance.randint(-3, 10))
        self._send(agreed_on, msgspec.structs.replace(record, has_payment_plan=True))
        part = rounded(sale.total / 4)
        for place in range(1, 4):
            self._receive(record, part, agreed_on + timedelta(days=30 * place), part=place)
        self._receive(record, sale.total - 3 * part, agreed_on + timedelta(days=120), part=4)

    def _promise(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """The customer promises a day, and most keep it."""
        told_on = sale.due_on + timedelta(days=self.chance.randint(-2, 6))
        promised_on = told_on + timedelta(days=self.chance.randint(7, 21))
        self._send(told_on, msgspec.structs.replace(record, promised_on=promised_on))
        if self.chance.random() < 0.7:
            self._receive(record, sale.total, promised_on, part=1)

    def _part(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """Half is paid in time, the rest by habit."""
        first = rounded(sale.total * HALF)
        self._receive(record, first, sale.due_on, part=1)
        if sale.habit != "never" and self.chance.random() < 0.7:
            paid_on = sale.due_on + timedelta(days=self.chance.randint(10, 50))
            self._receive(record, sale.total - first, paid_on, part=2)

    def _pay(self, sale: Sale, record: types.InvoiceWrite) -> None:
        """It is paid when this customer pays; a few pay too much."""
        if sale.habit == "never":
            return
        over = Decimal(10) if self.chance.random() < 0.004 else Decimal(0)
        self._receive(record, sale.total + over, self._paid_on(sale), part=1)

    def _paid_on(self, sale: Sale) -> date:
        if sale.habit == "never":
            return date.max
        return sale.due_on + timedelta(days=self.chance.randint(*LATENESS[sale.habit]))

    def _send(self, on: date, record: types.InvoiceWrite) -> None:
        on = max(on, record.invoice_on)
        if on <= self.story.today:
            self.feeds[on].invoices.append(record)

    def _receive(
        self, record: types.InvoiceWrite, amount: Decimal, paid_on: date, *, part: int
    ) -> None:
        paid_on = max(paid_on, record.invoice_on)
        known_on = _bank_day(paid_on) if paid_on < date.max else date.max
        if known_on >= self.story.today:
            return
        payment = types.PaymentWrite(
            external_id=f"P{record.number}-{part}",
            reference=record.reference,
            currency=record.currency,
            amount=written(amount),
            paid_on=paid_on,
        )
        self.feeds[known_on].payments.append(payment)


def _bank_day(day: date) -> date:
    """The day on which the bank tells of a payment: on Monday what was paid at the weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
