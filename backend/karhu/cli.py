"""The command line: a thin list of what each capability offers."""

import asyncio
import sys

import cyclopts

from karhu.kit.embedded import EmbeddedError
from karhu.kit.supervise import AlreadyRunning, ChildFailed
from karhu.settings import Settings, SettingsError

app = cyclopts.App(name="karhu", help="Unpaid invoices become reminders: by rule, once.")


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


def main() -> None:
    """Run the command that the arguments name; what the user can mend is one sentence."""
    try:
        app()
    except (SettingsError, EmbeddedError, AlreadyRunning, ChildFailed) as error:
        print(error, file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
