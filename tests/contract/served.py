"""A real server on loopback over a company with something of everything."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import date, timedelta

import httpx
import msgspec

from karhu.identity import password
from karhu.kit import clock, db
from karhu.letters.wording import built_in
from karhu.rules.rule import collective_steps
from tests.possession import a_proposed_warning
from tests.sites import PASSWORD
from tests.world import World, new_world

READY_SECONDS = 60  # on a busy machine
EMAIL = "fuzz@example.com"


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """Where it is, and what the fuzzer needs to know."""

    url: str
    environment: dict[str, str]


@contextlib.asynccontextmanager
async def served(database: str, **more: str) -> AsyncIterator[Served]:
    """The application under granian with a filled company and an administrator."""
    known = await filled(EMAIL)
    async with serving(database, **more) as url:
        yield Served(url=url, environment={**known, "FUZZ_URL": url})


@contextlib.asynccontextmanager
async def serving(database: str, **more: str) -> AsyncIterator[str]:
    """The application under granian at a free port; gives its address."""
    port = _free_port()
    url = f"http://127.0.0.1:{port}"
    environment = {
        **os.environ,
        "KARHU_DATABASE_URL": database,
        "KARHU_PORT": str(port),
        "KARHU_PUBLIC_URL": url,
        "KARHU_LOG_LEVEL": "error",
        **more,
    }
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-access-log", "--log-level", "error", "karhu.app:app"]
    process = subprocess.Popen(command, env=environment)
    try:
        _wait_until_ready(url)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/v1/health").status_code == 200:
                return
        time.sleep(0.1)
    raise TimeoutError("The server did not answer.")


async def filled(email: str) -> dict[str, str]:
    """A company with something of everything and an administrator with this address."""
    world = await new_world()
    today = clock.now().date()
    customer = await world.customer()
    await world.customer(email=None)
    invoice = await world.invoice(customer, due=(today - timedelta(days=7)).isoformat())
    await world.invoice(customer, due=(today - timedelta(days=7)).isoformat())
    await _administrator(world, email)
    await world.settings(automation_activated_on=date(2020, 1, 1))
    await world.run(today)
    dispatch, *_ = await world.dispatches()
    payment = await _payment(world, today)
    return {
        "FUZZ_COMPANY_ID": str(world.company_id),
        "FUZZ_CUSTOMER_ID": str(customer),
        "FUZZ_INVOICE_ID": str(invoice),
        "FUZZ_RULE_ID": str(world.rules["business"]),
        "FUZZ_DISPATCH_ID": str(dispatch["id"]),
        "FUZZ_PAYMENT_ID": payment,
        "FUZZ_TEMPLATE_ID": await _template(world),
        **await _housing(world),
        "FUZZ_EMAIL": email,
        "FUZZ_PASSWORD": PASSWORD,
    }


async def _administrator(world: World, email: str) -> None:
    async with db.transaction_over_all() as connection:
        await connection.execute(
            """insert into users (office_id, name, email, password_hash, office_role)
               select office_id, 'Fuzz', $2, $3, 'office_main_administrator'
               from companies where id = $1""",
            world.company_id, email, await password.hashed(PASSWORD),
        )  # fmt: skip


async def _housing(world: World) -> dict[str, str]:
    """A rule over all of a customer's invoices, and an invoice whose possession warning waits."""
    await world.settings(is_housing_company=True)
    steps = collective_steps(is_housing_company=True)
    rule = await world.rule("collective", *steps, scope="customer", mode="propose")
    made = await a_proposed_warning(world, rule="consumer", due="2020-02-01")
    unit = await world.customer("A 1 Virtanen", rule="collective", kind="consumer")
    charges = [await world.invoice(unit, due=due) for due in ("2026-01-05", "2026-02-05")]
    await world.move_in(charges[0])
    [collection] = await world.cases()
    return {
        "FUZZ_MASS_RUN_ID": await _mass_run(world),
        "FUZZ_COLLECTION_CASE_ID": str(collection["id"]),
        "FUZZ_COLLECTED_INVOICE_ID": str(charges[0]),
        "FUZZ_COLLECTED_CUSTOMER_ID": str(unit),
        "FUZZ_COLLECTIVE_RULE_ID": str(rule),
        "FUZZ_WARNED_INVOICE_ID": str(made["invoice"]),
        "FUZZ_CASE_ID": str(made["case"]),
    }


async def _mass_run(world: World) -> str:
    """An open mass run: a case to close, a charge to move, a letter to send, one to nobody."""
    due = (clock.now().date() - timedelta(days=60)).isoformat()
    names = ("Settled Oy", "Owing Oy", "Outside Oy")
    paid, owed, _ = [
        await world.invoice(await world.customer(name, rule="collective"), due=due)
        for name in names
    ]
    nobody = await world.customer("Nobody Oy", rule="collective", email=None)
    world.now = clock.now()
    await world.move_in(paid, owed, await world.invoice(nobody, due=due))
    await world.pay(paid)
    [row] = await world.fetch(
        """insert into mass_runs (company_id, id, opened_by, opened_at)
           values ($1, uuidv7(), 'user:Fuzz', now()) returning id"""
    )
    return str(row["id"])


async def _template(world: World) -> str:
    [row] = await world.fetch(
        """insert into templates (company_id, kind, name) values ($1, 'reminder', 'Omat sanat')
           returning id"""
    )
    await world.execute(
        """insert into template_versions (company_id, template_id, version, texts, created_by)
           values ($1, $2, 1, $3, 'user:Fuzz')""",
        row["id"], msgspec.to_builtins(built_in("reminder")),
    )  # fmt: skip
    return str(row["id"])


async def _payment(world: World, today: date) -> str:
    [row] = await world.fetch(
        """insert into payments (company_id, key, currency, amount, unallocated, paid_on)
           values ($1, 1, 'EUR', 5, 5, $2) returning id""",
        today,
    )
    return str(row["id"])
