"""The command line: a thin list of what each capability offers."""

import asyncio
import sys
from datetime import date
from pathlib import Path
from typing import Literal

import cyclopts

from karhu.demo.faults import DemoError
from karhu.kit.embedded import EmbeddedError
from karhu.kit.problems import Problem
from karhu.kit.supervise import AlreadyRunning, ChildFailed
from karhu.replay.mapping import DateFormat, Kind, Mapping, ReplayError
from karhu.settings import Settings, SettingsError

SHORTEST_PASSWORD = 10

app = cyclopts.App(name="karhu", help="Unpaid invoices become reminders: by rule, once.")

MENDABLE = (
    SettingsError,
    EmbeddedError,
    AlreadyRunning,
    ChildFailed,
    ReplayError,
    DemoError,
    Problem,
)


@app.command
def up() -> None:
    """Run Karhu on this machine: PostgreSQL, Redis, the API and its workers."""
    from karhu.up import up as run_everything

    asyncio.run(run_everything(Settings.from_environment()))


@app.command
def migrate() -> None:
    """Bring the schema of the database up to date."""
    from karhu.migrate import migrate as bring_up_to_date
    from karhu.up import reachable

    async def run() -> None:
        async with reachable(Settings.from_environment()) as settings:
            await bring_up_to_date(settings.database_url or "")

    asyncio.run(run())


@app.command
def demo(*, customers: int = 500, invoices: int = 5000, days: int = 425) -> None:
    """Show a sample company: its life so far, today's run, and its letters in a mailbox.

    The first start makes the company; the sizes count then.
    """
    from karhu.demo.command import Sizes
    from karhu.demo.command import demo as show

    sizes = Sizes(customer_count=customers, invoice_count=invoices, days=days)
    asyncio.run(show(Settings.from_environment(), sizes))


law = cyclopts.App(name="law", help="The statutory figures that are applied, by country.")
app.command(law)


@law.command(name="show")
def law_show(country: str, /, *, on: date | None = None) -> None:
    """Show every figure of a country (FI, SE, NO, DK) in force on a day; today by default."""
    from rich.console import Console

    from karhu.jurisdictions.command import show_law
    from karhu.kit import clock

    show_law(country, on or clock.now().date(), Console())


@app.command
def mailbox(number: int | None = None, /) -> None:
    """List the letters that the demo has sent, or show the one with this number."""
    from rich.console import Console

    from karhu.demo.mailbox import show_mailbox

    show_mailbox(Settings.from_environment().home, number, Console())


@app.command
def replay(
    file: Path,
    *,
    customer: str | None = None,
    number: str | None = None,
    invoice_date: str | None = None,
    due_date: str | None = None,
    amount: str | None = None,
    settled_date: str | None = None,
    disputed: str | None = None,
    currency: str = "EUR",
    date_format: DateFormat = "iso",
    kind: Kind = "business",
) -> None:
    """Live through a ledger export (CSV) day by day, and show that every promise was kept.

    The usual names of columns are found alone; the options name others. Nothing is sent, and the
    database of the replay is dropped at its end. Ends with 1 when a promise was broken.
    """
    from karhu.replay.command import replay_file

    mapping = Mapping(
        customer=customer,
        number=number,
        invoice_date=invoice_date,
        due_date=due_date,
        amount=amount,
        settled_date=settled_date,
        disputed=disputed,
        currency=currency,
        date_format=date_format,
        kind=kind,
    )
    is_kept = asyncio.run(replay_file(file, mapping, Settings.from_environment()))
    sys.exit(0 if is_kept else 1)


@app.command(name="import")
def import_(
    file: Path,
    *,
    company: str,
    kind: Literal["customers", "invoices", "payments"],
    dry_run: bool = False,
) -> None:
    """Bring customers, invoices or payments in from a CSV or NDJSON file.

    Every line is answered on its own. Ends with 1 when a line failed.
    """
    from karhu.imports.command import import_file

    settings = Settings.from_environment()
    went_well = asyncio.run(
        import_file(settings, file, kind=kind, company=company, is_dry_run=dry_run)
    )
    sys.exit(0 if went_well else 1)


@app.command
def bank(file: Path, *, company: str) -> None:
    """Record the payments in a file from the bank: camt.054, camt.053, KTL or BgMax.

    The file is taken whole or not at all, and a payment that is known is not recorded again.
    """
    from karhu.bank.command import import_bank_file

    asyncio.run(import_bank_file(Settings.from_environment(), file, company=company))


@app.command
def run(*, company: str, as_of: date | None = None, dry_run: bool = False) -> None:
    """Run a company's evaluation now; a dry run tells what it would do and does nothing."""
    from karhu.runs.command import run_company

    asyncio.run(
        run_company(Settings.from_environment(), company=company, as_of=as_of, is_dry_run=dry_run)
    )


@app.command
def explain(invoice: str, *, company: str, as_of: date | None = None) -> None:
    """Say why an invoice, named by its number, is or is not reminded."""
    from karhu.runs.command import explain_invoice

    asyncio.run(explain_invoice(Settings.from_environment(), invoice, company=company, as_of=as_of))


@app.command
def found(
    *, office: str, company: str, country: str, name: str, email: str, password: str | None = None
) -> None:
    """Make the first office, its company and its main administrator, who can then sign in.

    Without a password it is asked for.
    """
    from getpass import getpass

    from karhu.identity.company import NewCompany
    from karhu.identity.service import Administrator
    from karhu.rules.command import found_office

    secret = password or getpass("Password (at least 10 characters): ")
    if len(secret) < SHORTEST_PASSWORD:
        raise Problem(422, "password_too_short", "Give at least 10 characters.")
    made = found_office(
        Settings.from_environment(),
        office=office,
        administrator=Administrator(name=name, email=email, password=secret),
        company=NewCompany(name=company, country=country),
    )
    print(f"{company} is {asyncio.run(made).company_id}; sign in as {email}.")


@app.command
def keys(*, company: str, partner: str) -> None:
    """Make the credentials of a partner that pushes customer.nv updates; shown this once."""
    from karhu.netvisor.command import make_keys

    made = asyncio.run(make_keys(Settings.from_environment(), company=company, partner=partner))
    for field in made.__struct_fields__:
        print(f"{field:<14} {getattr(made, field)}")


def main() -> None:
    """Run the command that the arguments name; what the user can mend is one sentence."""
    try:
        app()
    except MENDABLE as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
