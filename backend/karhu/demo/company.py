"""The sample office: its company, its rules, and two people who can sign in."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from karhu.contract import types
from karhu.customers.ledger import hold
from karhu.demo.addresses import ADMINISTRATOR_EMAIL, PASSWORD, READER_EMAIL
from karhu.demo.debtors import CHECKED, REGULARS
from karhu.demo.sample import FOUNDED
from karhu.demo.story import Story
from karhu.identity import people, prices
from karhu.identity import service as identity
from karhu.identity.company import NewCompany
from karhu.identity.service import Administrator
from karhu.kit import db
from karhu.replay.company import found
from karhu.rules import service as rules
from karhu.rules.rule import Step
from karhu.rules.service import NewRule

ADMINISTRATOR = Administrator(
    name="Aino Karhula", email=ADMINISTRATOR_EMAIL, password=PASSWORD, language="fi"
)
READER = types.UserCreate(
    name="Veikko Lukija",
    email=READER_EMAIL,
    password=PASSWORD,
    role="ledger_reader",
    language="fi",
)
ACCOUNTANT = f"user:{ADMINISTRATOR.name}"
COMPANY = NewCompany(
    name="Karhulan Kahvipaahtimo Oy",
    country="FI",
    business_id="9123456-0",
    sender_email="laskut@karhula.example.com",
)
WHERE = {
    "street": "Satamakatu 4",
    "postcode": "48100",
    "city": "Kotka",
    "phone": "+358 5 123 4567",
    "website": "karhula.example.com",
    "einvoice_address": "003791234560",
    "einvoice_operator": "003799990001",
}
ACCOUNTS = [  # the examples that the banks of both countries print
    types.BankAccount(currency="EUR", iban="FI21 1234 5600 0007 85", bic="NDEAFIHH"),
    types.BankAccount(currency="SEK", iban="SE45 5000 0000 0583 9825 7466", bankgiro="991-2346"),
]
BOOKS = [
    types.DefaultAccount(role="bank", account="1910"),
    types.DefaultAccount(role="bank", account="1940", currency="SEK"),
    types.DefaultAccount(role="receivables", account="1701"),
    types.DefaultAccount(role="unallocated", account="2951"),
    types.DefaultAccount(role="fee_income", account="3590"),
    types.DefaultAccount(role="interest_income", account="9130"),
    types.DefaultAccount(role="compensation_income", account="3591"),
    types.DefaultAccount(
        role="collection_income", account="3592", vat_percent="25.5", vat_code="KOMY"
    ),
    types.DefaultAccount(role="credit_loss", account="7850"),
    types.DefaultAccount(role="vat", account="2939"),
]
DELIVERY_PRICES = {"email": Decimal("0.06"), "einvoice": Decimal("0.38"), "print": Decimal("1.19")}
OWN_RULES = (
    NewRule(
        name=REGULARS,
        description="Pitkäaikaisia asiakkaita muistutetaan vasta kahden viikon päästä.",
        customer_kind="business",
        steps=(
            Step(kind="reminder", offset_days=14, channel="email", fee=Decimal("5.00")),
            Step(
                kind="notice",
                anchor="after_previous_due",
                offset_days=7,
                channel="email",
                fee=Decimal("5.00"),
                claims_interest=True,
            ),
        ),
    ),
    NewRule(
        name=CHECKED,
        description="Kirjanpitäjä hyväksyy jokaisen muistutuksen.",
        customer_kind="business",
        mode="propose",
        steps=(
            Step(kind="reminder", offset_days=3, minimum_open=Decimal("20.00")),
            Step(kind="notice", anchor="after_previous_sent", offset_days=14),
        ),
    ),
)


async def found_sample(story: Story, *, now: datetime) -> UUID:
    """Found the office with its company, rules and people; all of it or nothing."""
    changes = {
        **WHERE,
        "active_channels": ["email", "einvoice", "print"],
        "bank_accounts": ACCOUNTS,
        "accounts": BOOKS,
        "reminder_fee_is_agreed": True,
        "claims_compensation": True,
    }
    async with db.transaction_over_all() as connection:
        founded = await found(
            connection, ADMINISTRATOR, COMPANY, changes=changes, actor=ACCOUNTANT, now=now
        )
        ledger = await hold(connection, founded.company_id, now=now)
        for rule in OWN_RULES:
            await rules.create_rule(connection, ledger, rule, actor=ACCOUNTANT)
        row = await identity.find_company(connection, founded.company_id)
        await people.add_person(connection, row, READER, may=frozenset({"users.edit"}))
        await prices.set_prices(
            connection, row, transaction_price=row["transaction_price"],
            delivery_prices=DELIVERY_PRICES, actor=ACCOUNTANT, now=now,
        )  # fmt: skip
        detail = msgspec.to_builtins(story)
        await identity.note(connection, row, FOUNDED, actor="system:demo", detail=detail, now=now)
    return founded.company_id


async def switch_on(company_id: UUID, *, now: datetime) -> None:
    """Switch the automation on; what is overdue by then waits in quarantine."""
    async with db.transaction(company_id) as connection:
        row = await identity.find_company(connection, company_id)
        if row["automation_is_on"]:
            return
        await identity.switch_automation(
            connection, company_id, is_on=True, backlog_policy="quarantine", now=now
        )
        detail = {"backlog_policy": "quarantine"}
        await identity.note(
            connection, row, "automation_switched_on", actor=ACCOUNTANT, detail=detail, now=now
        )


async def set_undo_window(company_id: UUID, minutes: int, *, now: datetime) -> None:
    """Change how long letters can be taken back."""
    async with db.transaction(company_id) as connection:
        row = await identity.find_company(connection, company_id, locks=True)
        changes = {"undo_window_minutes": minutes}
        await identity.change_company(connection, row, changes, actor=ACCOUNTANT, now=now)
