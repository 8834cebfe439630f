"""ARQ's settings: every job and every cron, the one timetable. Start with `-m karhu.worker`."""

import asyncio
import contextlib
import sys
from typing import Any

import asyncpg
import structlog
import uvloop
from arq import Worker, cron
from arq.worker import create_worker

from karhu.channels.carriers import Carriers
from karhu.dispatch import returned as letters
from karhu.dispatch.jobs import Sending, deliver_due
from karhu.first_dispatch import returned as invoices
from karhu.first_dispatch.alerts import Ways
from karhu.first_dispatch.jobs import Posting, send_invoices
from karhu.imports.jobs import continue_import, resume_imports
from karhu.jurisdictions.law import packs
from karhu.kit import db, doorbell
from karhu.kit.logs import configure_logs
from karhu.runs.jobs import execute_run, resume_runs
from karhu.settings import Settings, SettingsError

log = structlog.get_logger()
STOP_WITHIN_S = 20.0
LOOK_EVERY_S, ANSWER_WITHIN_S = 2.0, 30.0


async def start(context: dict[str, Any]) -> None:
    """Open the pool and the ways out; then look at once for what waits."""
    settings: Settings = context["settings"]
    await db.open_pool(settings.database_url or "", size=8)
    doorbell.listen_at(settings.redis_url)
    carriers = context["carriers"] = Carriers(settings)
    ways = carriers.configured
    context["sending"] = Sending(carriers.send, ways) if ways else None
    context["posting"] = _posting(carriers, settings)
    context["listeners"] = (letters.take_everywhere, invoices.take_everywhere)
    for kind in ("resume_runs", "deliver_due", "send_invoices", "resume_imports"):
        await doorbell.ring(kind)


def _posting(carriers: Carriers, settings: Settings) -> Posting | None:
    if not carriers.configured:
        return None
    ways = Ways(
        mail=carriers.send if "email" in carriers.configured else None,
        text=carriers.sms,
        public_url=settings.public_url,
    )
    return Posting(carriers.send, channels=carriers.configured, ways=ways)


class Timetable:
    """What ARQ reads. Sweeps make up for every ring that was lost."""

    functions = (
        deliver_due, send_invoices, execute_run, continue_import, resume_runs, resume_imports,
    )  # fmt: skip
    cron_jobs = (
        cron("karhu.runs.jobs.start_due_runs", second=0),
        cron("karhu.dispatch.jobs.deliver_due", second={10, 30, 50}),
        cron("karhu.dispatch.jobs.settle_lost", second=20),
        cron("karhu.first_dispatch.jobs.begin_due_nights", second=5),
        cron("karhu.first_dispatch.jobs.send_invoices", second={15, 45}),
        cron("karhu.first_dispatch.jobs.settle_lost_invoices", second=35),
        cron("karhu.dispatch.jobs.read_answers", second=25, unique=True, timeout=300),
        cron("karhu.imports.jobs.resume_imports", second=40),
        cron("karhu.identity.jobs.forget", hour=3, minute=30),
        cron("karhu.interest_invoices.jobs.count_where_off", hour=3, minute=45),
    )
    on_startup = start
    job_serializer, job_deserializer = doorbell.serialise, doorbell.deserialise
    keep_result, max_jobs, job_timeout, max_tries = 0, 10, 3600, 1
    poll_delay = 0.2


async def work(worker: Worker, database_url: str) -> None:
    """Work until a signal; raises when PostgreSQL or Redis went away: a fresh start mends that."""
    working = asyncio.create_task(worker.async_run())
    watching = asyncio.create_task(watch(database_url))
    try:
        await asyncio.wait({working, watching}, return_when=asyncio.FIRST_COMPLETED)
        for task in (watching, working):
            if task.done() and not task.cancelled():
                task.result()
    finally:
        await stop(worker)
        for task in (watching, working):
            task.cancel()


async def watch(database_url: str) -> None:
    """Look after PostgreSQL; raises when it is gone, or silent for too long."""
    connection = await asyncpg.connect(database_url, timeout=ANSWER_WITHIN_S)
    try:
        while True:
            await connection.execute("select 1", timeout=ANSWER_WITHIN_S)
            await asyncio.sleep(LOOK_EVERY_S)
    finally:
        connection.terminate()


async def stop(worker: Worker) -> None:
    """Let what is on its way arrive, then give everything back; bounded, whatever hangs."""
    context, jobs = worker.ctx, set(worker.tasks.values())
    for kind in ("sending", "posting"):
        if context.get(kind) is not None:
            context[kind].stop()
            jobs |= context[kind].under_way
    if jobs:
        _, late = await asyncio.wait(jobs, timeout=STOP_WITHIN_S)
        for job in late:
            job.cancel()
    if context.get("carriers") is not None:
        await _briefly(context["carriers"].close())
    await _briefly(doorbell.hang_up())
    await _briefly(db.close_pool())


async def _briefly(closing: Any) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait_for(closing, 3)


def main() -> None:
    """Work until told to stop; ends with 1 when a server went away."""
    settings = Settings.from_environment()
    configure_logs(settings.log_level)
    packs()  # a law pack that cannot be used stops the start
    if settings.database_url is None or settings.redis_url is None:
        raise SettingsError("Set KARHU_DATABASE_URL and KARHU_REDIS_URL, or use karhu up.")
    loop = uvloop.new_event_loop()
    asyncio.set_event_loop(loop)  # ARQ asks for it
    worker = create_worker(
        Timetable,  # type: ignore[arg-type]
        redis_settings=doorbell.redis_settings(settings.redis_url),
        ctx={"settings": settings},
    )
    try:
        loop.run_until_complete(work(worker, settings.database_url))
    except Exception:
        log.exception("worker_ended")
        sys.exit(1)


if __name__ == "__main__":
    main()
