"""ARQ's settings: every job and every cron, the one timetable. Start with `-m karhu.worker`."""

import asyncio
from typing import Any

import structlog
from arq import cron, run_worker

from karhu.channels.email import Outlet
from karhu.dispatch.jobs import deliver_due
from karhu.imports.jobs import continue_import, resume_imports
from karhu.kit import db, doorbell
from karhu.kit.logs import configure_logs
from karhu.runs.jobs import execute_run, resume_runs
from karhu.settings import Settings, SettingsError

log = structlog.get_logger()
STOP_WITHIN_SECONDS = 20


async def start(context: dict[str, Any]) -> None:
    """Open the pool and the way out; then look at once for what waits."""
    settings: Settings = context["settings"]
    await db.open_pool(settings.database_url or "", size=8)
    doorbell.listen_at(settings.redis_url)
    context["outlet"] = Outlet(settings.smtp_url) if settings.smtp_url else None
    context["under_way"], context["is_stopping"] = set(), False
    context["one_delivery"] = asyncio.Semaphore(1)
    for kind in ("resume_runs", "deliver_due", "resume_imports"):
        await doorbell.ring(kind)


async def stop(context: dict[str, Any]) -> None:
    """Let letters that are on their way arrive, then give everything back."""
    context["is_stopping"] = True
    if context["under_way"]:
        await asyncio.wait(context["under_way"], timeout=STOP_WITHIN_SECONDS)
    if context["outlet"] is not None:
        await context["outlet"].close()
    await doorbell.hang_up()
    await db.close_pool()


class Timetable:
    """What ARQ reads. Sweeps make up for every ring that was lost."""

    functions = (deliver_due, execute_run, continue_import, resume_runs, resume_imports)
    cron_jobs = (
        cron("karhu.runs.jobs.start_due_runs", second=0),
        cron("karhu.dispatch.jobs.deliver_due", second={10, 30, 50}),
        cron("karhu.dispatch.jobs.settle_lost", second=20),
        cron("karhu.imports.jobs.resume_imports", second=40),
    )
    on_startup, on_shutdown = start, stop
    job_serializer, job_deserializer = doorbell.serialise, doorbell.deserialise
    keep_result, max_jobs, job_timeout, max_tries = 0, 10, 3600, 1
    poll_delay = 0.2


def main() -> None:
    """Work until told to stop."""
    settings = Settings.from_environment()
    configure_logs(settings.log_level)
    if settings.database_url is None or settings.redis_url is None:
        raise SettingsError("Set KARHU_DATABASE_URL and KARHU_REDIS_URL, or use karhu up.")
    run_worker(
        Timetable,  # type: ignore[arg-type]
        redis_settings=doorbell.redis_settings(settings.redis_url),
        ctx={"settings": settings},
        handle_signals=True,
    )


if __name__ == "__main__":
    main()
