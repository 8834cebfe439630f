"""A company in a test: a movable clock, builders in one line, mail captured at the edge."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from karhu.cases import moving
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.contract import types
from karhu.customers import recipients
from karhu.customers.ledger import hold
from karhu.customers.recipients import addressees_of
from karhu.dispatch import service as outbox
from karhu.dispatch.by_hand import Chosen, send_by_hand
from karhu.dispatch.delivery import deliver
from karhu.evaluation import service as evaluation
from karhu.evaluation.addressing import faced, ways_of
from karhu.evaluation.by_hand import Wish, decide_by_hand
from karhu.evaluation.collective import collect
from karhu.evaluation.decide import Decision
from karhu.kit import db
from karhu.kit.ids import uuid7
from karhu.letters.letter import Letter
from karhu.rules.rule import Step, general_steps
from karhu.runs import service as runs
from karhu.runs.tally import Tally

LAUNCH = date(2026, 1, 1)
EVERY = ("email", "einvoice", "print")


class World:
    """One company's world; `today` moves when a test says so."""

    def __init__(self, company_id: UUID) -> None:
        self.company_id = company_id
        self.now = datetime.combine(LAUNCH, time(1, 0), UTC)
        self.rules: dict[str, UUID] = {}
        self.mail: list[Letter] = []
        self.parcels: list[Parcel] = []
        self.answer = Receipt(verdict="sent", text="250 OK")
        self.count = 0

    @property
    def today(self) -> date:
        """The company's date."""
        return self.now.date()

    def on(self, day: date | str) -> "World":
        """Move the clock to two in the morning of a day."""
        day = date.fromisoformat(day) if isinstance(day, str) else day
        self.now = datetime.combine(day, time(0, 0), UTC)
        return self

    async def fetch(self, query: str, *arguments: Any) -> list[Any]:
        """Rows of the company; `$1` is its id."""
        async with db.transaction(self.company_id) as connection:
            return await connection.fetch(query, self.company_id, *arguments)

    async def execute(self, query: str, *arguments: Any) -> None:
        """Change rows of the company; `$1` is its id."""
        async with db.transaction(self.company_id) as connection:
            await connection.execute(query, self.company_id, *arguments)

    async def settings(self, **changes: Any) -> None:
        """Change columns of the company."""
        for name, value in changes.items():
            await self.execute(f"update companies set {name} = $2 where id = $1", value)

    async def rule(self, name: str, *steps: Step, kind: str = "business", **more: Any) -> UUID:
        """A rule with steps."""
        self.count += 1
        rule_id = uuid7()
        built_in = more.get("built_in")
        await self.execute(
            """insert into rules (company_id, id, key, built_in, customer_kind, name, mode, scope)
               values ($1, $2, $3, $4, $5, $6, $7, $8)""",
            rule_id, self.count, built_in, kind if built_in != "automation_blocked" else None,
            name, more.get("mode", "send"), more.get("scope", "invoice"),
        )  # fmt: skip
        await self.execute(
            """insert into rule_versions (company_id, rule_id, version, mode, steps, created_by)
               values ($1, $2, 1, 'send', $3, 'test')""",
            rule_id, msgspec.to_builtins(steps),
        )  # fmt: skip
        self.rules[name] = rule_id
        return rule_id

    async def customer(
        self, name: str = "Asiakas Oy", *, rule: str = "business", **more: Any
    ) -> UUID:
        """A domestic customer with an e-mail address, in a rule since the launch."""
        self.count += 1
        customer_id = uuid7()
        values = {
            "key": self.count,
            "number": str(1000 + self.count),
            "kind": "consumer" if rule == "consumer" else "business",
            "name": name,
            "name_order": name.lower(),
            "email": f"debtor{self.count}@example.com",
            "country": "FI",
            "language": "fi",
            "rule_id": self.rules[rule],
            "automation_since": None if rule == "blocked" else LAUNCH,
            **more,
        }
        await self._insert("customers", {"id": customer_id, **values})
        return customer_id

    async def invoice(
        self, customer: UUID | None = None, *, due: str = "2026-02-01", **more: Any
    ) -> UUID:
        """An open invoice of 100.00 EUR, sent and received two weeks before its due date."""
        customer = customer or await self.customer()
        self.count += 1
        invoice_id, due_on = uuid7(), date.fromisoformat(due)
        total = Decimal(more.pop("total", "100.00"))
        before = due_on - timedelta(days=14)
        values = {
            "key": self.count,
            "number": str(5000 + self.count),
            "customer_id": customer,
            "currency": "EUR",
            "total": total,
            "open": total,
            "invoice_on": before,
            "due_on": due_on,
            "sent_on": before,
            "received_on": before,
            "reference": "13",
            **more,
        }
        await self._insert("invoices", {"id": invoice_id, **values})
        return invoice_id

    async def _insert(self, table: str, values: dict[str, Any]) -> None:
        names = ", ".join(values)
        places = ", ".join(f"${n}" for n in range(2, len(values) + 2))
        await self.execute(
            f"insert into {table} (company_id, {names}) values ($1, {places})", *values.values()
        )

    async def change(self, table: str, id: UUID, **changes: Any) -> None:
        """Change columns of one row."""
        for name, value in changes.items():
            await self.execute(
                f"update {table} set {name} = $3 where company_id = $1 and id = $2", id, value
            )

    async def pay(self, invoice_id: UUID) -> None:
        """Settle an invoice today."""
        await self.change("invoices", invoice_id, open=Decimal(0), settled_on=self.today)

    async def run(self, day: date | str | None = None) -> Tally:
        """The nightly run of a day."""
        if day is not None:
            self.on(day)
        async with db.transaction(self.company_id) as connection:
            run_id = await runs.request(
                connection, self.company_id, as_of=self.today, is_dry_run=False, now=self.now
            )
        tally = await runs.execute(self.company_id, run_id, clock=lambda: self.now)
        assert tally is not None
        return tally

    async def send(self, parcel: Parcel) -> Receipt:
        """The edge: what a channel would carry is captured here."""
        if self.answer.verdict == "sent":
            self.parcels.append(parcel)
            if parcel.mail is not None:
                self.mail.append(parcel.mail)
        return self.answer

    async def drain(self, *, later: timedelta = timedelta(minutes=31)) -> None:
        """Let the undo window pass and carry out what is due until quiet."""
        self.now += later
        for _ in range(100):
            if not await deliver(self.send, now=self.now, channels=EVERY):
                return

    async def live(self, until: str) -> None:
        """Live from today to a day: the run every night, everything sent."""
        last = date.fromisoformat(until)
        while self.today <= last:
            await self.run()
            await self.drain()
            self.on(self.today + timedelta(days=1))

    async def explain(self, invoice_id: UUID, as_of: date | None = None) -> Decision:
        """The decision about one invoice on a day, nothing stored."""
        async with db.transaction(self.company_id) as connection:
            company = await evaluation.load_company(connection, self.company_id)
            [facts] = await evaluation.facts_of(connection, company, [invoice_id])
        return evaluation.look(facts, as_of or self.today)[1]

    async def dispatches(self) -> list[Any]:
        """Every outward message, oldest first."""
        return await self.fetch(
            """select d.*, l.message_id, l.document, l.pdf
               from dispatches d left join letters l on l.company_id = $1 and l.id = d.letter_id
               where d.company_id = $1 order by d.id"""
        )

    async def events(self, kind: str | None = None) -> list[Any]:
        """The log, oldest first."""
        return await self.fetch(
            """select * from events where company_id = $1 and ($2::text is null or kind = $2)
               order by seq""",
            kind,
        )

    async def move_in(self, *invoices: UUID) -> moving.Moved:
        """Move invoices into collection."""
        async with db.transaction(self.company_id) as connection:
            ledger = await hold(connection, self.company_id, now=self.now)
            return await moving.move_in(connection, ledger, invoices, actor="user:test")

    async def move_out(self, *invoices: UUID) -> moving.Moved:
        """Take invoices out of collection."""
        async with db.transaction(self.company_id) as connection:
            ledger = await hold(connection, self.company_id, now=self.now)
            return await moving.move_out(connection, ledger, invoices, actor="user:test")

    async def close(self, *cases: UUID) -> moving.Moved:
        """Close cases of all that a customer owes."""
        async with db.transaction(self.company_id) as connection:
            ledger = await hold(connection, self.company_id, now=self.now)
            return await moving.close(connection, ledger, cases, actor="user:test")

    async def cases(self) -> list[Any]:
        """The cases of all that customers owe, oldest first."""
        return await self.fetch(
            "select * from cases where company_id = $1 and scope = 'customer' order by id"
        )

    async def send_by_hand(
        self, case_id: UUID, number: int | None = None, wish: Wish | None = None, **more: Any
    ) -> Decision:
        """Send a customer's letter as a person does: the case's next step, or the one chosen."""
        async with db.transaction(self.company_id) as connection:
            company = await evaluation.load_company(connection, self.company_id)
            items = await evaluation.items_of(connection, company, [case_id])
            if case_id not in items:
                return Decision(outcome="done", reasons=())
            collected = collect(items[case_id], self.today)
            step = number or collected.facts.step_number or 1
            customer_id = collected.facts.customer_id
            known = await addressees_of(connection, self.company_id, [customer_id])
            facts = faced(collected.facts, ways_of(collected.facts, step, known[customer_id]))
            decision = decide_by_hand(facts, step, self.today, wish=wish)
            if decision.outcome == "act" and collected.items:
                ids = frozenset(one.invoice_id for one in collected.items)
                chosen = Chosen(
                    facts=collected.facts, decision=decision, items=collected.items,
                    **{"charged": ids, **more},
                )  # fmt: skip
                await send_by_hand(
                    connection, company, [chosen],
                    actor="user:test", today=self.today, now=self.now,
                )  # fmt: skip
            return decision

    async def recipient(self, customer: UUID, name: str, **more: Any) -> UUID:
        """Somebody else to whom a customer's letters go."""
        async with db.transaction(self.company_id) as connection:
            ledger = await hold(connection, self.company_id, now=self.now)
            added = await recipients.add(
                connection, ledger, customer, types.RecipientWrite(name=name, **more),
                actor="user:test",
            )  # fmt: skip
        return added.id

    async def take_back(self, ids: Sequence[UUID] | None = None) -> outbox.Choice:
        """Cancel messages within their undo window."""
        async with db.transaction(self.company_id) as connection:
            return await outbox.take_back(
                connection, self.company_id, ids, actor="user:test", today=self.today, now=self.now
            )


async def new_world(name: str = "Karhula Oy") -> World:
    """A Finnish company with its built-in rules and the automation on since the launch."""
    company_id, office_id = uuid7(), uuid7()
    async with db.transaction_over_all() as connection:
        await connection.execute(
            "insert into offices (id, name) values ($1, 'Toimisto')", office_id
        )
        await connection.execute(
            """insert into companies (id, office_id, name, country, time_zone, language, currency,
                   automation_is_on, automation_activated_on, sender_name, sender_email,
                   bank_accounts, last_customer_key, last_invoice_key, last_payment_key,
                   last_rule_key)
               values ($1, $2, $3, 'FI', 'Europe/Helsinki', 'fi', 'EUR', true, $4, $3,
                   'laskut@example.com', $5, 10000, 10000, 10000, 10000)""",
            company_id, office_id, name, LAUNCH,
            [{"currency": "EUR", "iban": "FI2112345600000785"}],
        )  # fmt: skip
    world = World(company_id)
    await world.rule("business", *general_steps("business"), built_in="general_business")
    await world.rule(
        "consumer", *general_steps("consumer"), kind="consumer", built_in="general_consumer"
    )
    await world.rule("blocked", built_in="automation_blocked", mode="off")
    return world
