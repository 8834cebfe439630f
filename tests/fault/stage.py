"""What the fault tests stand on: a crowd of debtors, a sink, and the question what came of it."""

import contextlib
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from karhu.events import service as log
from karhu.kit import db
from tests.world import World

ROOT = Path(__file__).parents[2]
CROWD = """
    with numbers as (select n from generate_series(1, $2::int) n),
    debtors as (
        insert into customers (company_id, key, number, kind, name, name_order, email, country,
                               language, rule_id, automation_since)
        select $1, n, n::text, 'business', 'Asiakas ' || n, 'asiakas ' || n,
               'debtor' || n || '@example.com', 'FI', 'fi', $3, $4::date - 60
        from numbers
        returning id, key
    )
    insert into invoices (company_id, key, number, customer_id, currency, total, open, invoice_on,
                          due_on, sent_on, received_on, reference)
    select $1, key, key::text, id, 'EUR', 100 + key, 100 + key, $4::date - 24, $4::date - 10,
           $4::date - 24, $4::date - 24, '13'
    from debtors
"""


async def crowd(world: World, *, count: int, rule: str = "business") -> None:
    """So many debtors whose invoices reach their reminder today, by the machine's own clock."""
    world.now = datetime.now(UTC)
    await world.settings(
        time_zone="UTC", undo_window_minutes=0, attaches_letter=False,
        automation_activated_on=world.today - timedelta(days=50),
    )  # fmt: skip
    await world.execute(CROWD, count, world.rules[rule], world.today)


class Sink:
    """A mail server in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.url = f"smtp://127.0.0.1:{self._read()}"

    def counts(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(msgspec.json.decode(self._ask("counts")))

    def count(self) -> int:
        """How many letters arrived."""
        return int(self._ask("count"))

    def kill_clients(self, point: str, every: int) -> None:
        """End the process at the other side of every n-th dialogue, at a point of it."""
        self._ask(f"kill {point} {every}")

    def slow_down(self, milliseconds: int) -> None:
        """Take so much time for every letter from now on."""
        self._ask(f"slow {milliseconds}")

    def _ask(self, question: str) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{question}\n")
        self._process.stdin.flush()
        return self._read()

    def _read(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextlib.contextmanager
def running_sink() -> Iterator[Sink]:
    """A sink; gone afterwards."""
    command = [sys.executable, "-m", "tests.fault.sink"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        try:
            yield Sink(process)
        finally:
            process.kill()


FINAL = ("sent", "failed", "unknown", "cancelled")


async def unsettled(world: World) -> int:
    """How many messages are not in a final state."""
    [row] = await world.fetch(
        "select count(*) from dispatches where company_id = $1 and state <> all($2)", FINAL
    )
    return int(row[0])


async def reckoned(world: World, sink: Sink, *, count: int) -> Counter[str]:
    """The states of all messages, once it is clear that none was lost and none came twice."""
    arrived = sink.counts()
    assert max(arrived.values(), default=0) <= 1
    rows = await world.fetch(
        """select d.state, d.id || '@example.com' as name, d.case_id, k.step_number,
               k.reminder_sent_on is not null as is_reminded,
               (select count(*) from exceptions x where x.company_id = $1 and x.dispatch_id = d.id
                and x.mended_at is null and x.cause = 'outcome_unknown') as exception_count
           from dispatches d join cases k on k.company_id = $1 and k.id = d.case_id
           where d.company_id = $1"""
    )
    states = Counter(row["state"] for row in rows)
    assert (len(rows), len({row["case_id"] for row in rows})) == (count, count)
    assert set(states) <= set(FINAL)
    sent = {f"<{row['name']}>" for row in rows if row["state"] == "sent"}
    lost = {f"<{row['name']}>" for row in rows if row["state"] == "unknown"}
    assert sent <= set(arrived) <= sent | lost
    for row in rows:
        is_sent = row["state"] == "sent"
        assert row["exception_count"] == (row["state"] == "unknown")
        assert (row["is_reminded"], row["step_number"]) == (is_sent, 2 if is_sent else 1)
    async with db.transaction(world.company_id) as connection:
        assert (await log.verify(connection, world.company_id)).broken_at_seq is None
    return states
