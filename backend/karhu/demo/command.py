"""`karhu demo`: the whole path of a newcomer, from an empty home to a page in the browser."""

import asyncio
import contextlib
import importlib
import io
import os
import time
from collections.abc import Callable
from datetime import date
from types import ModuleType
from uuid import UUID

import msgspec
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from karhu.demo.addresses import ADMINISTRATOR_EMAIL, PASSWORD, READER_EMAIL
from karhu.demo.mailbox import mailbox_of, operator_of
from karhu.demo.post import HOST, mail_child, operator_child, port_for
from karhu.demo.sample import find_sample, is_done
from karhu.demo.story import DAYS, Story
from karhu.kit import clock, db
from karhu.kit.supervise import Supervision
from karhu.migrate import migrate
from karhu.settings import Settings, SettingsError
from karhu.up import serve, servers

ZONE = "Europe/Helsinki"  # where the sample company is
MAIL_PORT_ABOVE = 5  # the mail server listens so far above the API, if it can
OPERATOR_PORT_ABOVE = 6  # and the operator of e-invoices and print


Begin = Callable[..., Callable[..., None]]  # begins a stage; what it returns moves the stage


class Sizes(msgspec.Struct, frozen=True, kw_only=True):
    """How much the first start makes; the sample company keeps what it was founded with."""

    customer_count: int = 500
    invoice_count: int = 5000
    days: int = DAYS

    def story(self, *, today: date) -> Story:
        """The story of these sizes that ends today."""
        return Story(
            today=today,
            customer_count=self.customer_count,
            invoice_count=self.invoice_count,
            days=self.days,
        )


async def demo(settings: Settings, sizes: Sizes) -> None:
    """Show the sample company until Ctrl-C or SIGTERM; the first start makes it."""
    console, started = Console(), time.perf_counter()
    mail_port = port_for(settings.port + MAIL_PORT_ABOVE)
    operator_port = port_for(settings.port + OPERATOR_PORT_ABOVE)
    operator = f"http://{HOST}:{operator_port}"
    settings = msgspec.structs.replace(
        settings, smtp_url=f"smtp://{HOST}:{mail_port}", worker_count=max(1, settings.worker_count),
        einvoice_url=f"{operator}/einvoice", print_url=f"{operator}/print",
        sms_url=f"{operator}/sms",
    )  # fmt: skip
    ports = (mail_port, operator_port)
    with _Bar(console) as bar:
        bar.begin("Starting PostgreSQL and Redis")
        async with servers(settings, write=bar.say) as (tree, connected):
            bar.begin("Bringing the schema up to date")
            with contextlib.redirect_stdout(io.StringIO()):  # Piccolo tells each migration
                await migrate(connected.database_url or "")
            await _open(connected)
            try:
                company_id, story = await past(sizes, bar.begin)
                await _present(tree, connected, company_id, story, bar, ports)
                bar.end()
                await _tell(connected, company_id, console)
            finally:
                await db.close_pool()
            console.print(f"Ready in {time.perf_counter() - started:.1f} s. Ctrl-C stops it.")
            await tree.wait()


class _Bar:
    """One line of progress; what the servers say is kept back until everything runs."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.progress = Progress(
            TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(),
            TimeElapsedColumn(), console=console, transient=True,
        )  # fmt: skip
        self.is_over = False

    def __enter__(self) -> "_Bar":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def begin(self, what: str, total: int | None = None) -> Callable[..., None]:
        """Begin a stage; returns the function that moves it."""
        for task in self.progress.tasks:
            self.progress.remove_task(task.id)
        task_id = self.progress.add_task(what, total=total)
        if not self.console.is_terminal:
            self.console.print(what)

        def move(**changes: float) -> None:
            self.progress.update(task_id, **changes)  # type: ignore[arg-type]

        return move

    def end(self) -> None:
        """Take the line away; from here on the servers are heard."""
        self.progress.stop()
        self.is_over = True

    def say(self, line: str) -> None:
        """One line of a server's."""
        if self.is_over:
            self.console.print(line, markup=False, highlight=False, soft_wrap=True)


async def _open(settings: Settings) -> None:
    # what the history's commits leave unwritten is a second at most, and would be lived again
    joint = "&" if "?" in (settings.database_url or "") else "?"
    await db.open_pool(f"{settings.database_url}{joint}synchronous_commit=off")


async def past(sizes: Sizes, begin: Begin) -> tuple[UUID, Story]:
    """The sample company, lived up to yesterday; founded, or finished, if it is not yet.

    Raises SettingsError in a database that has other companies: letters of theirs would be taken.
    """
    sample = await find_sample()
    if sample.stranger_count:
        raise SettingsError(
            "This database holds companies of your own, and the sample company does not move in "
            "with them. Set KARHU_HOME to another directory, or KARHU_DATABASE_URL to another "
            "database."
        )
    story = sample.story or sizes.story(today=clock.date_in(ZONE, clock.now()))
    if sample.company_id is not None and await is_done(sample.company_id, story.today):
        return sample.company_id, story
    from karhu.demo.past import live_past  # what follows is not needed by a second start

    move = begin(f"Living {story.days} days", total=story.days + 1)
    advance = lambda count: move(completed=count)  # noqa: E731
    return await live_past(sample, story, advance=advance), story


async def _present(
    tree: Supervision,
    settings: Settings,
    company_id: UUID,
    story: Story,
    bar: _Bar,
    ports: tuple[int, int],
) -> None:
    """Start what serves and sends, and let the workers do today's run if it is not done."""
    bar.begin("Starting the API and the workers")
    is_over = await is_done(company_id, story.today)
    if not is_over:
        await _today().prepare_today(company_id)
    environment = {**os.environ, **settings.as_environment()}
    home, (mail_port, operator_port) = settings.home, ports
    mail = mail_child(mailbox_of(home), port=mail_port, environment=environment)
    operator = operator_child(operator_of(home), port=operator_port, environment=environment)
    # gather and not a group, so that a taken port stays one sentence; leaving stops the others
    await asyncio.gather(
        tree.start(mail, operator),
        serve(tree, settings),
        asyncio.to_thread(_summary),  # imported while the API starts
    )
    if not is_over:
        move = bar.begin("Sending today's reminders")
        await _today().run_today(
            company_id,
            settings.redis_url,
            advance=lambda done, total: move(completed=done, total=total or None),
        )


def _today() -> ModuleType:
    return importlib.import_module("karhu.demo.today")


def _summary() -> ModuleType:
    return importlib.import_module("karhu.demo.summary")


async def _tell(settings: Settings, company_id: UUID, console: Console) -> None:
    summary = await _summary().summary_of(company_id, today=clock.date_in(ZONE, clock.now()))
    _summary().show_summary(summary, console)
    count = len(list(mailbox_of(settings.home).glob("*.eml")))
    for line in (
        f"Letters    {count} in {mailbox_of(settings.home)} (karhu mailbox lists them)",
        f"Operator   e-invoices and paper letters in {operator_of(settings.home)}",
        f"Karhu      {settings.public_url}",
        f"Sign in    {ADMINISTRATOR_EMAIL}  {PASSWORD}  (main administrator)",
        f"           {READER_EMAIL}  {PASSWORD}  (ledger reader)",
    ):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
