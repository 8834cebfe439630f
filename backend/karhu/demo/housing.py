"""The sample office's second company: a housing company, whose letters people send in mass runs."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import moving
from karhu.contract import types
from karhu.customers import service as customers
from karhu.customers.ledger import hold
from karhu.demo.company import ACCOUNTANT, ACCOUNTS, BOOKS
from karhu.dispatch.by_hand import send_by_hand
from karhu.dispatch.proposing import propose
from karhu.evaluation import service as evaluation
from karhu.identity import service as identity
from karhu.identity.company import NewCompany
from karhu.invoices import service as invoices
from karhu.invoices.reference import finnish_reference
from karhu.kit import db
from karhu.kit.db import Connection
from karhu.kit.money import written
from karhu.payments import service as payments
from karhu.replay.nights import instant
from karhu.rules import service as rules
from karhu.rules.rule import Step
from karhu.rules.service import NewRule

LEDGER = "api_key:Isännöinti"
COMPANY = NewCompany(
    name="Karhunkulman Asunto Oy",
    country="FI",
    business_id="9234567-8",
    sender_email="isannointi@karhunkulma.example.com",
)
UNIT_RULE = "Vastikkeet"
STEPS = (
    Step(kind="reminder", offset_days=14, fee=Decimal("5.00"), claims_interest=True),
    Step(
        kind="collection_letter", anchor="after_previous_due", offset_days=7, channel="print",
        fee=Decimal("10.00"), claims_interest=True, minimum_open=Decimal("300.00"),
        minimum_count=2,
    ),
    Step(
        kind="possession_warning", anchor="after_previous_due", offset_days=14, channel="print",
        claims_interest=True, is_in_mass_runs=False,
    ),
)  # fmt: skip
PEOPLE = (
    "Salla Lehto", "Onni Rinne", "Kaarina Aalto", "Veli Mattila", "Elsa Harju", "Toivo Koski",
    "Henna Virta", "Jalmari Niemi", "Sisko Laine", "Urho Salo", "Lempi Peltola", "Ilmari Saari",
    "Astrid Lindholm", "Göran Sundqvist", "Maija Kallio", "Pentti Hakala", "Aune Vuori",
    "Reino Mäkinen", "Tuula Järvi", "Eino Heikkilä", "Sirkka Ojala", "Martti Nurmi",
    "Inkeri Seppä", "Kalervo Vuorela", "Raili Kangas", "Taimi Lampi", "Arvo Metsälä",
    "Hilkka Suomi", "Oiva Rantala", "Kerttu Pohja",
)  # fmt: skip
SWEDISH = ("Astrid Lindholm", "Göran Sundqvist")
MONTHS = 6
LETTER_DAYS_AGO = 45


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A payment unit: its place in the house, and how many of its charges are not paid."""

    place: int
    unpaid_count: int

    @property
    def number(self) -> str:
        """Its number, such as `A 7`."""
        return f"{'ABC'[self.place // 10]} {self.place % 10 + 1}"

    @property
    def charge(self) -> Decimal:
        """Its monthly charge, by the size of the flat."""
        return Decimal(180 + 37 * (self.place * 7 % 9))

    @property
    def was_reminded(self) -> bool:
        """Whether it has had a letter already: who is behind by four months or more."""
        return self.unpaid_count >= 4


UNITS = tuple(
    Unit(place=place, unpaid_count=count)
    for place, count in enumerate(
        (0, 1, 0, 2, 6, 0, 1, 3, 0, 4, 0, 2, 5, 3, 0, 1, 0, 6, 2, 0, 4, 0, 1, 0, 3, 5, 0, 2, 0, 1)
    )
)
PAID_AFTER_TRANSFER = (3, 11)  # units whose case has nothing open any more
WITHOUT_ADDRESS = (9, 13)


def began_on(today: date) -> date:
    """The day on which the housing company is founded."""
    return today - timedelta(days=MONTHS * 31 + 30)


async def found_housing_company(today: date) -> None:
    """Found the housing company beside the sample company, with half a year behind it; once."""
    async with db.transaction_over_all() as connection:
        office_id = await connection.fetchval("select office_id from companies order by id limit 1")
        known = await connection.fetchval(
            "select count(*) from companies where office_id = $1 and name = $2",
            office_id, COMPANY.name,
        )  # fmt: skip
        if known:
            return
        company_id = await _found(connection, office_id, now=instant(began_on(today), time(9)))
        await _tell(connection, company_id, today)
        await _send_first_letters(connection, company_id, today)


async def settle_some(today: date) -> None:
    """Let two units pay what they were moved into collection for."""
    async with db.transaction_over_all() as connection:
        company_id = await connection.fetchval(
            "select id from companies where name = $1", COMPANY.name
        )
        records = [
            _payment(today, UNITS[place], month, on=today - timedelta(days=3))
            for place in PAID_AFTER_TRANSFER
            for month in _months_unpaid(UNITS[place])
        ]
        now = instant(today - timedelta(days=2), time(9))
        await payments.upsert(connection, company_id, records, actor=LEDGER, now=now)


async def _found(connection: Connection, office_id: UUID, *, now: datetime) -> UUID:
    row = await rules.open_company(
        connection, COMPANY, office_id=office_id, actor=ACCOUNTANT, now=now
    )
    company_id: UUID = row["id"]
    changes = {
        "street": "Karhunkulma 2", "postcode": "48100", "city": "Kotka",
        "is_housing_company": True, "active_channels": ["email", "print"],
        "bank_accounts": ACCOUNTS[:1], "accounts": BOOKS, "reminder_fee_is_agreed": True,
        "transfer_waiting_days": 30, "transfer_minimum_open": Decimal("200.00"),
    }  # fmt: skip
    row = await identity.find_company(connection, company_id, locks=True)
    await identity.change_company(connection, row, changes, actor=ACCOUNTANT, now=now)
    ledger = await hold(connection, company_id, now=now)
    rule = NewRule(
        name=UNIT_RULE, description="Kaikki huoneiston avoimet vastikkeet samassa perinnässä.",
        customer_kind="consumer", steps=STEPS, mode="propose", scope="customer",
    )  # fmt: skip
    await rules.create_rule(connection, ledger, rule, actor=ACCOUNTANT)
    await identity.switch_automation(
        connection, company_id, is_on=True, backlog_policy="ignore", now=now
    )
    return company_id


async def _tell(connection: Connection, company_id: UUID, today: date) -> None:
    now = instant(today - timedelta(days=LETTER_DAYS_AGO), time(8))
    cards = [_card(unit) for unit in UNITS]
    await customers.upsert(connection, company_id, cards, actor=LEDGER, now=now)
    charges = [_charge(today, unit, month) for unit in UNITS for month in range(MONTHS)]
    await invoices.upsert(connection, company_id, charges, actor=LEDGER, now=now)
    paid = [
        _payment(today, unit, month, on=_due_on(today, month))
        for unit in UNITS
        for month in range(MONTHS)
        if month not in _months_unpaid(unit)
    ]
    await payments.upsert(connection, company_id, paid, actor=LEDGER, now=now)


async def _send_first_letters(connection: Connection, company_id: UUID, today: date) -> None:
    """Six weeks ago those far behind were moved into collection and got a payment request."""
    now = instant(today - timedelta(days=LETTER_DAYS_AGO), time(10))
    ledger = await hold(connection, company_id, now=now)
    reminded = [unit for unit in UNITS if unit.was_reminded]
    await _move(connection, company_id, ledger, today, reminded)
    company = await evaluation.load_company(connection, company_id)
    proposals = await propose(connection, company, today=ledger.today)
    chosen = [one.chosen() for one in proposals if one.decision.outcome == "act"]
    await send_by_hand(
        connection, company, chosen, actor=ACCOUNTANT, today=ledger.today, now=ledger.now
    )
    await _move(connection, company_id, ledger, today, [UNITS[at] for at in PAID_AFTER_TRANSFER])


async def _move(
    connection: Connection, company_id: UUID, ledger: Any, today: date, units: Sequence[Unit]
) -> None:
    numbers = [_number(unit, month) for unit in units for month in _months_unpaid(unit)]
    rows = await connection.fetch(
        """select id from invoices where company_id = $1 and number = any($2) and due_on < $3""",
        company_id, numbers, ledger.today,
    )  # fmt: skip
    await moving.move_in(connection, ledger, [row["id"] for row in rows], actor=ACCOUNTANT)


def _months_unpaid(unit: Unit) -> range:
    """Months by how long ago they are; those who paid after their transfer owed old ones."""
    first = 2 if unit.place in PAID_AFTER_TRANSFER else 0
    return range(first, first + unit.unpaid_count)


def _due_on(today: date, months_ago: int) -> date:
    month = today.replace(day=1)
    for _ in range(months_ago):
        month = (month - timedelta(days=1)).replace(day=1)
    return month + timedelta(days=4)


def _number(unit: Unit, month: int) -> str:
    return str(700_000 + 100 * (MONTHS - month) + unit.place)


def _card(unit: Unit) -> types.CustomerWrite:
    name = PEOPLE[unit.place]
    card: dict[str, Any] = {"street": f"Karhunkulma 2 {unit.number}", "postcode": "48100"}
    card |= {"city": "Kotka", "email": f"huoneisto{unit.place + 1}@karhunkulma.example.com"}
    return types.CustomerWrite(
        kind="consumer",
        number=unit.number,
        name=name,
        country="FI",
        language="sv" if name in SWEDISH else "fi",
        rule_name=UNIT_RULE,
        **({} if unit.place in WITHOUT_ADDRESS else card),
    )


def _charge(today: date, unit: Unit, month: int) -> types.InvoiceWrite:
    number, due_on = _number(unit, month), _due_on(today, month)
    return types.InvoiceWrite(
        number=number,
        external_id=f"V{number}",
        customer_number=unit.number,
        currency="EUR",
        total=written(unit.charge),
        invoice_on=due_on - timedelta(days=20),
        due_on=due_on,
        sent_on=due_on - timedelta(days=20),
        reference=finnish_reference(int(number)),
    )


def _payment(today: date, unit: Unit, month: int, *, on: date) -> types.PaymentWrite:
    number = _number(unit, month)
    return types.PaymentWrite(
        external_id=f"M{number}",
        reference=finnish_reference(int(number)),
        currency="EUR",
        amount=written(unit.charge),
        paid_on=min(on, today - timedelta(days=1)),
    )
