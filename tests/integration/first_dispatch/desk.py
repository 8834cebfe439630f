"""A company that sends its invoices out automatically, in a world with a movable clock."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.channels.sms import Gateway
from karhu.first_dispatch import service
from karhu.first_dispatch.alerts import Ways, tell
from karhu.first_dispatch.nights import begin_due, finish_done
from karhu.first_dispatch.sending import carry_out
from karhu.kit import db
from tests.world import World

HELSINKI = ZoneInfo("Europe/Helsinki")
EVERY = ("einvoice", "email", "print")
REACHABLE = {
    "einvoice_address": "003712345678", "einvoice_operator": "BASWARE", "street": "Katu 1",
    "postcode": "00100", "city": "Helsinki",
}  # fmt: skip
OWN = {
    "street": "Tehtaankatu 1", "postcode": "00140", "city": "Helsinki",
    "einvoice_address": "003712345671", "einvoice_operator": "BASWARE",
}  # fmt: skip
SENT = Receipt(verdict="sent", text="250 OK")


def at(day: str, clock: str = "00:05", *, zone: ZoneInfo = HELSINKI) -> datetime:
    """The instant at which a clock in the zone shows this."""
    local = datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), tzinfo=zone)
    return local.astimezone(UTC)


class Desk:
    """The company's desk: what it created, what went out, by which way."""

    def __init__(self, world: World, *, connected: Collection[str] = EVERY) -> None:
        self.world, self.connected = world, connected
        self.parcels: list[Parcel] = []
        self.gateway: Gateway | None = None
        self.answers: dict[str, Sequence[Receipt]] = {}

    @property
    def ways(self) -> list[str]:
        """By which channels things went out, in their order."""
        return [parcel.channel for parcel in self.parcels]

    async def settings(self, **changes: Any) -> Any:
        async with db.transaction(self.world.company_id) as connection:
            return await service.change_settings(
                connection, self.world.company_id, changes, actor="user:Aino", now=self.world.now
            )

    async def activate(self, now: datetime, *, includes_earlier: bool = False, **more: Any) -> None:
        self.world.now = now
        await self.world.settings(**OWN)
        if more:
            await self.settings(**more)
        async with db.transaction(self.world.company_id) as connection:
            await service.activate(
                connection, self.world.company_id, includes_earlier=includes_earlier,
                actor="user:Aino", now=now,
            )  # fmt: skip

    async def deactivate(self) -> None:
        async with db.transaction(self.world.company_id) as connection:
            await service.deactivate(
                connection, self.world.company_id, actor="user:Aino", now=self.world.now
            )

    async def customer(self, **more: Any) -> UUID:
        """A business that every channel reaches."""
        return await self.world.customer(**{**REACHABLE, **more})

    async def invoice(self, created: datetime, customer: UUID | None = None, **more: Any) -> UUID:
        """An unsent invoice, dated on the day of its creation unless told, due two weeks later."""
        on = created.astimezone(HELSINKI).date()
        dated = date.fromisoformat(more.pop("dated", str(on)))
        values = {"created_at": created, "invoice_on": dated, "sent_on": None, "received_on": on}
        due = str(more.pop("due", dated + timedelta(days=14)))
        customer = customer or await self.customer()
        return await self.world.invoice(customer, due=due, **{**values, **more})

    async def request(self, *invoices: UUID, channel: str | None = None) -> service.Requested:
        async with db.transaction(self.world.company_id) as connection:
            return await service.request(
                connection, self.world.company_id, invoices, channel=channel, actor="user:Aino",
                now=self.world.now,
            )  # fmt: skip

    async def send(self, parcel: Parcel) -> Receipt:
        """The edge: what a channel would carry is captured here."""
        answers = list(self.answers.get(parcel.channel, ()))
        answer = answers.pop(0) if answers else SENT
        if parcel.channel in self.answers and answers:
            self.answers[parcel.channel] = answers
        if answer.verdict == "sent":
            self.parcels.append(parcel)
        return answer

    async def wake(self, now: datetime) -> int:
        """What the worker does at an instant, until all is quiet; returns what the night queued."""
        self.world.now = now
        queued = await begin_due(now=now)
        for _ in range(1000):
            if not await carry_out(self.send, now=now, channels=self.connected):
                break
        await finish_done(now=now)
        ways = Ways(mail=self.send, text=self.gateway, public_url="https://karhu.example.com")
        await tell(ways, now=now)
        return queued

    async def live(self, start: datetime, end: datetime, *, every: timedelta) -> None:
        """Let the worker wake again and again."""
        now = start
        while now <= end:
            await self.wake(now)
            now += every

    async def result(self, invoice_id: UUID, what: str = "invoice") -> tuple[str | None, ...]:
        """State, reason and channel of an invoice's dispatch; all None if there is none."""
        rows = await self.world.fetch(
            """select state, reason, channel from first_dispatches
               where company_id = $1 and invoice_id = $2 and what = $3""",
            invoice_id, what,
        )  # fmt: skip
        return tuple(rows[0]) if rows else (None, None, None)

    async def sent_on(self, invoice_id: UUID) -> date | None:
        [row] = await self.world.fetch(
            "select sent_on from invoices where company_id = $1 and id = $2", invoice_id
        )
        found: date | None = row["sent_on"]
        return found

    async def batch(self) -> Any:
        """The newest night."""
        rows = await self.world.fetch(
            "select * from first_dispatch_batches where company_id = $1 order by night_of desc"
        )
        return rows[0]
