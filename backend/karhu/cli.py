"""The command line: a thin list of what each capability offers."""

import cyclopts

app = cyclopts.App(name="karhu", help="Unpaid invoices become reminders.")


def main() -> None:
    """Run the command that the arguments name."""
    app()


if __name__ == "__main__":
    main()
