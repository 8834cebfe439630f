"""Processes that do Karhu's work and die in the middle of it.

They are forked from a server that has imported everything, so that a new one is there in a moment.
"""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from typing import Any
from uuid import UUID

import asyncpg
import msgspec

from karhu.channels.email import Outlet
from karhu.dispatch.delivery import deliver, end_leases
from karhu.first_dispatch.sending import carry_out, end_lost
from karhu.kit import clock, db
from karhu.runs import service as runs

STATEMENTS = ("execute", "executemany", "fetch", "fetchrow", "fetchval", "copy_records_to_table")
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload([__name__])


class Orders(msgspec.Struct, frozen=True, kw_only=True):
    """What to work on, and when to die: before the n-th statement that holds this text."""

    database_url: str
    smtp_url: str = ""
    lease_s: float = 2.0
    company_id: UUID | None = None
    run_id: UUID | None = None
    now: datetime | None = None
    begins_at: float = 0.0
    dies_before: int = 0
    dies_at: str = ""


def start(work: Callable[[Orders], None], orders: Orders) -> ForkServerProcess:
    """A new process at work."""
    process = _forks.Process(target=work, args=(orders,), daemon=True)
    process.start()
    return process


def send(orders: Orders) -> None:
    """Send what is due, and settle what others left, until killed."""
    asyncio.run(_send(orders))


async def _send(orders: Orders) -> None:
    _take_oath(orders)
    await db.open_pool(orders.database_url, size=3)
    outlet, lease = Outlet(orders.smtp_url), timedelta(seconds=orders.lease_s)
    while True:
        if not await deliver(outlet.send, now=clock.now(), lease=lease):
            await end_leases(now=clock.now())
            await asyncio.sleep(0.1)


def post(orders: Orders) -> None:
    """Send invoices out, and settle what others left, until killed."""
    asyncio.run(_post(orders))


async def _post(orders: Orders) -> None:
    _take_oath(orders)
    await db.open_pool(orders.database_url, size=3)
    outlet, lease = Outlet(orders.smtp_url), timedelta(seconds=orders.lease_s)
    while True:
        if not await carry_out(outlet.send, now=clock.now(), lease=lease):
            await end_lost(now=clock.now())
            await asyncio.sleep(0.1)


def execute_run(orders: Orders) -> None:
    """Request a run and execute it; the end is in the exit code."""
    asyncio.run(_execute_run(orders))


async def _execute_run(orders: Orders) -> None:
    await db.open_pool(orders.database_url, size=5)
    assert orders.company_id is not None
    assert orders.now is not None
    now = orders.now
    if orders.begins_at:
        await asyncio.sleep(orders.begins_at - time.time())
    async with db.transaction(orders.company_id) as connection:
        run_id = await runs.request(
            connection, orders.company_id, as_of=now.date(), is_dry_run=False, now=now
        )
    _take_oath(orders)
    await runs.execute(orders.company_id, run_id, clock=lambda: now)
    await db.close_pool()


def _take_oath(orders: Orders) -> None:
    """From here on the process dies before the statement that it was told."""
    if not orders.dies_before:
        return
    left = orders.dies_before

    def dying(statement: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def before(connection: Any, *arguments: Any, **options: Any) -> Any:
            nonlocal left
            if orders.dies_at in str(arguments[0]):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
            return await statement(connection, *arguments, **options)

        return before

    for name in STATEMENTS:
        setattr(asyncpg.Connection, name, dying(getattr(asyncpg.Connection, name)))
