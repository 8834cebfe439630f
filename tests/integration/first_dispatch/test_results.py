"""What becomes of an invoice that is sent out: sent, ignored or failed, and why."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import msgspec
import pytest

from karhu.channels.answer import Answer, Outcome
from karhu.channels.receipt import Receipt
from karhu.channels.sms import Gateway
from karhu.contract import types
from karhu.customers.ledger import hold
from karhu.first_dispatch import returned
from karhu.first_dispatch.sending import carry_out, end_lost
from karhu.invoices import service as invoices
from karhu.kit import db
from tests.integration.channels.operator import http_operator
from tests.integration.first_dispatch.desk import Desk, at
from tests.world import World

CREATED, NIGHT = at("2026-03-10", "13:00"), at("2026-03-11")
REFUSED = Receipt(verdict="refused", text="550 unknown receiver")
DEFERRED = Receipt(verdict="deferred", text="no connection")
UNKNOWN = Receipt(verdict="unknown", text="no answer")


@pytest.fixture
async def desk(world: World) -> Desk:
    made = Desk(world)
    await made.activate(at("2026-03-09", "12:00"))
    return made


async def kinds(desk: Desk, invoice: UUID) -> list[str]:
    rows = await desk.world.fetch(
        "select kind from events where company_id = $1 and invoice_id = $2 order by seq", invoice
    )
    return [row["kind"] for row in rows]


@pytest.mark.req("R248")
@pytest.mark.req("R249")
async def test_what_was_sent_has_its_day_its_paper_its_receipt_and_its_event(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED)
    await desk.wake(NIGHT)
    assert await desk.sent_on(invoice) == date(2026, 3, 11)
    [row] = await desk.world.fetch(
        """select d.receipt, d.recipient, p.pdf from first_dispatches d
           join first_dispatch_papers p on p.first_dispatch_id = d.id where d.company_id = $1"""
    )
    assert (row["receipt"], row["recipient"]) == ("250 OK", "003712345678, BASWARE")
    assert row["pdf"].startswith(b"%PDF-")
    assert await kinds(desk, invoice) == ["first_dispatch_sent"]
    [parcel] = desk.parcels
    assert (parcel.document.kind, parcel.document.claimed) == ("invoice", 100)


@pytest.mark.req("R236")
@pytest.mark.req("R250")
async def test_an_invoice_whose_channel_is_not_selected_is_ignored_with_why(desk: Desk) -> None:
    await desk.settings(channels=["einvoice"])
    invoice = await desk.invoice(CREATED, await desk.customer(einvoice_address=None))
    await desk.wake(NIGHT)
    assert await desk.result(invoice) == ("ignored", "channel_not_selected", None)
    assert (desk.parcels, await desk.sent_on(invoice)) == ([], None)
    [event] = await desk.world.events("first_dispatch_ignored")
    assert event["reasons"] == ["channel_not_selected"]
    assert "E-mail: it is not selected, so the chain stops there." in event["detail"]


@pytest.mark.req("R238")
@pytest.mark.req("R251")
async def test_a_refused_einvoice_goes_on_as_mail_and_fails_where_the_chain_ends(
    desk: Desk,
) -> None:
    desk.answers = {"einvoice": [REFUSED, REFUSED]}
    first = await desk.invoice(CREATED)
    await desk.wake(NIGHT)
    assert await desk.result(first) == ("sent", None, "email")
    await desk.settings(channels=["einvoice", "print"])
    second = await desk.invoice(at("2026-03-11", "13:00"))
    await desk.wake(at("2026-03-12"))
    assert await desk.result(second) == ("failed", "delivery_failed", None)
    [row] = await desk.world.fetch(
        "select detail from first_dispatches where company_id = $1 and invoice_id = $2", second
    )
    assert row["detail"] == (
        "E-invoice: it was refused (550 unknown receiver)."
        " E-mail: it is not selected, so the chain stops there."
    )
    assert desk.ways == ["email"]


@pytest.mark.req("R252")
async def test_neither_ignored_nor_failed_is_tried_again_until_a_person_does(desk: Desk) -> None:
    debtor = await desk.customer(einvoice_address=None, email=None, street=None)
    failed = await desk.invoice(CREATED, debtor)
    await desk.wake(NIGHT)
    assert await desk.result(failed) == ("failed", "missing_contact_data", None)
    await desk.world.change("customers", debtor, email="now@example.com")
    await desk.live(at("2026-03-12"), at("2026-03-20"), every=timedelta(days=1))
    assert await desk.result(failed) == ("failed", "missing_contact_data", None)
    assert (await desk.request(failed)).done_count == 1
    await desk.wake(at("2026-03-20", "09:00"))
    assert await desk.result(failed) == ("sent", None, "email")
    assert await kinds(desk, failed) == [
        "first_dispatch_failed", "first_dispatch_requested", "first_dispatch_sent",
    ]  # fmt: skip
    again = await desk.request(failed)
    assert (again.done_count, again.refused) == (0, [(failed, "already_sent")])


async def test_a_channel_that_is_away_is_waited_for_and_no_other_is_taken(desk: Desk) -> None:
    desk.answers = {"email": [DEFERRED] * 20}
    invoice = await desk.invoice(CREATED, await desk.customer(einvoice_address=None))
    await desk.wake(NIGHT)
    assert (await desk.result(invoice))[0] == "queued"
    await desk.live(NIGHT, NIGHT + timedelta(hours=14), every=timedelta(minutes=30))
    assert await desk.result(invoice) == ("failed", "channel_unavailable", "email")
    assert desk.parcels == []


async def test_a_channel_that_comes_back_sends_within_the_same_batch(desk: Desk) -> None:
    desk.answers = {"einvoice": [DEFERRED, DEFERRED, Receipt(verdict="sent", text="taken")]}
    invoice = await desk.invoice(CREATED)
    await desk.live(NIGHT, NIGHT + timedelta(minutes=10), every=timedelta(minutes=1))
    assert await desk.result(invoice) == ("sent", None, "einvoice")
    assert (await desk.batch())["state"] == "finished"


async def test_a_lost_answer_fails_as_unknown_and_nothing_else_is_tried(desk: Desk) -> None:
    desk.answers = {"einvoice": [UNKNOWN]}
    invoice = await desk.invoice(CREATED)
    await desk.live(NIGHT, at("2026-03-13"), every=timedelta(hours=6))
    assert await desk.result(invoice) == ("failed", "outcome_unknown", "einvoice")
    assert (desk.parcels, await desk.sent_on(invoice)) == ([], None)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"sent_on": date(2026, 3, 10)}, "already_sent"),
        ({"dispatches_automatically": False}, "switched_off"),
    ],
)
async def test_what_changes_while_an_invoice_is_queued_stops_it(
    desk: Desk, change: dict[str, Any], reason: str
) -> None:
    invoice = await desk.invoice(CREATED)
    desk.answers = {"einvoice": [DEFERRED]}
    await desk.wake(NIGHT)
    await desk.world.change("invoices", invoice, **change)
    await desk.wake(NIGHT + timedelta(minutes=2))
    assert await desk.result(invoice) == ("ignored", reason, None)


async def test_turning_the_service_off_stops_what_is_queued(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED)
    desk.answers = {"einvoice": [DEFERRED]}
    await desk.wake(NIGHT)
    await desk.deactivate()
    await desk.wake(NIGHT + timedelta(minutes=2))
    assert await desk.result(invoice) == ("ignored", "service_off", None)


async def test_an_invoice_that_nobody_could_pay_is_not_sent(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED, currency="SEK")
    await desk.wake(NIGHT)
    assert await desk.result(invoice) == ("failed", "no_bank_account_for_currency", None)


@pytest.mark.req("R244")
async def test_a_financed_invoice_says_to_whom_it_was_transferred(desk: Desk) -> None:
    without = await desk.invoice(CREATED, financing="factoring")
    await desk.wake(NIGHT)
    assert await desk.result(without) == ("ignored", "factoring_notices_off", None)
    await desk.settings(
        sends_factoring_notices=True, factoring_company="Rahoitus Oy",
        factoring_iban="FI49 5000 9420 0287 30",
    )  # fmt: skip
    financed = await desk.invoice(at("2026-03-11", "13:00"), financing="factoring")
    await desk.wake(at("2026-03-12"))
    assert await desk.result(financed) == ("sent", None, "einvoice")
    document = desk.parcels[-1].document
    assert "siirretty yhtiölle Rahoitus Oy" in document.text
    assert "FI49 5000 9420 0287 30" in document.text
    assert document.account is not None
    assert document.account.iban == "FI4950009420028730"


async def direct_debtor(desk: Desk) -> UUID:
    return await desk.customer(rule="consumer", kind="consumer", has_direct_debit=True)


@pytest.mark.req("R245")
async def test_the_notice_of_a_direct_payment_goes_on_paper_after_its_einvoice(desk: Desk) -> None:
    await desk.settings(sends_direct_payment_notices=True, has_consumer_einvoice=True)
    invoice = await desk.invoice(CREATED, await direct_debtor(desk))
    await desk.wake(NIGHT)
    assert desk.ways == ["einvoice", "print"]
    notice = desk.parcels[1].document
    assert (notice.title, notice.account) == ("Suoramaksun ennakkoilmoitus", None)
    assert await desk.result(invoice, "direct_payment_notice") == ("sent", None, "print")
    await desk.wake(at("2026-03-12"))
    assert len(desk.parcels) == 2


@pytest.mark.req("R245")
async def test_without_print_the_notice_is_ignored_and_the_invoice_goes(desk: Desk) -> None:
    await desk.settings(
        sends_direct_payment_notices=True, has_consumer_einvoice=True,
        channels=["einvoice", "email"],
    )  # fmt: skip
    invoice = await desk.invoice(CREATED, await direct_debtor(desk))
    await desk.wake(NIGHT)
    assert (await desk.result(invoice))[0] == "sent"
    assert await desk.result(invoice, "direct_payment_notice") == (
        "ignored", "direct_payment_needs_both", None,
    )  # fmt: skip
    assert (await desk.request(invoice)).done_count == 1
    await desk.wake(at("2026-03-11", "09:00"))
    assert desk.ways == ["einvoice", "print"]


@pytest.mark.req("R225")
async def test_failures_are_told_once_a_night_by_mail_and_by_sms_without_debts(
    desk: Desk,
) -> None:
    await desk.settings(alert_email="aino@example.com", alert_phone="+358 40 123 4567")
    nobody = await desk.customer(einvoice_address=None, email=None, street=None)
    for _ in range(3):
        await desk.invoice(CREATED, nobody)
    await desk.invoice(CREATED)
    async with http_operator() as operator:
        desk.gateway = Gateway(operator.url)
        await desk.live(NIGHT, NIGHT + timedelta(minutes=3), every=timedelta(minutes=1))
        await desk.gateway.close()
    [mail] = [parcel.mail for parcel in desk.parcels if parcel.mail is not None]
    assert mail.recipient == "aino@example.com"
    assert mail.subject == "Laskujen automaattinen lähetys: 3 epäonnistui (Karhula Oy)"
    assert "first_dispatch=failed" in mail.text
    [request] = operator.requests
    told = msgspec.json.decode(request.body)
    said = told["text"]
    assert (told["to"], "epäonnistui 3 laskua" in said) == ("+358401234567", True)
    for text in (mail.text, mail.html, said):
        assert "100" not in text
        assert "Asiakas" not in text
    batch = await desk.batch()
    assert [batch[f"{name}_count"] for name in ("invoice", "sent", "failed")] == [4, 1, 3]


@pytest.mark.req("R225")
async def test_a_night_without_failures_tells_nobody(desk: Desk) -> None:
    await desk.settings(alert_email="aino@example.com")
    await desk.invoice(CREATED)
    await desk.wake(NIGHT)
    assert [parcel.channel for parcel in desk.parcels] == ["einvoice"]


async def test_a_worker_that_died_leaves_an_invoice_unknown_and_alive_still_knows(
    desk: Desk,
) -> None:
    invoice = await desk.invoice(CREATED)

    async def slow(parcel: Any) -> Receipt:
        assert await end_lost(now=NIGHT + timedelta(hours=1)) == 1
        assert await desk.result(invoice) == ("failed", "outcome_unknown", "einvoice")
        return Receipt(verdict="sent", text="taken after all")

    desk.connected = ()
    await desk.world.execute(
        """insert into first_dispatches (company_id, invoice_id, customer_id, what, state,
               send_after, actor, created_at)
           select $1, id, customer_id, 'invoice', 'queued', $2, 'automation', $2
           from invoices where company_id = $1""",
        NIGHT,
    )
    await carry_out(slow, now=NIGHT, channels=("einvoice",))
    assert await desk.result(invoice) == ("sent", None, "einvoice")
    assert await desk.sent_on(invoice) == date(2026, 3, 11)


@pytest.mark.req("R246")
async def test_a_ledger_that_repeats_unsent_does_not_undo_what_was_sent(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED, external_id="erp-1", number="900")
    await desk.wake(NIGHT)
    record = types.InvoiceWrite(
        number="900", external_id="erp-1", currency="EUR", total="100.00",
        invoice_on=date(2026, 3, 10), due_on=date(2026, 3, 24), sent_on=None,
    )  # fmt: skip
    async with db.transaction(desk.world.company_id) as connection:
        await hold(connection, desk.world.company_id, now=NIGHT)
        await invoices.upsert(
            connection, desk.world.company_id, [record], actor="api_key:ERP", now=NIGHT
        )
    assert await desk.sent_on(invoice) == date(2026, 3, 11)
    await desk.wake(at("2026-03-12"))
    assert len(desk.parcels) == 1


async def said(desk: Desk, outcome: Outcome, text: str = "") -> bool:
    """What an operator says afterwards of the last parcel."""
    answer = Answer(dispatch_id=desk.parcels[-1].id, outcome=outcome, text=text)
    return await returned.take_everywhere([answer], now=desk.world.now)


async def test_an_invoice_that_bounced_has_failed_and_is_unsent_again(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED)
    await desk.wake(NIGHT)
    assert await said(desk, "rejected", "no such receiver")
    assert await said(desk, "rejected", "no such receiver")
    [row] = await desk.world.fetch("select * from first_dispatches where company_id = $1")
    assert (row["state"], row["reason"], row["detail"]) == (
        "failed", "rejected", "no such receiver"
    )  # fmt: skip
    assert await desk.sent_on(invoice) is None
    assert (await kinds(desk, invoice)).count("first_dispatch_failed") == 1


async def test_what_an_operator_says_of_an_invoice_that_arrived_is_kept(desk: Desk) -> None:
    invoice = await desk.invoice(CREATED)
    await desk.wake(NIGHT)
    assert await said(desk, "delivered", "in the mailbox")
    [row] = await desk.world.fetch("select * from first_dispatches where company_id = $1")
    assert (row["state"], row["detail"]) == ("sent", "in the mailbox")
    assert await desk.sent_on(invoice) == date(2026, 3, 11)


async def test_an_answer_about_nobodys_invoice_is_left_out(desk: Desk) -> None:
    answer = Answer(dispatch_id=UUID(int=1), outcome="bounced")
    assert await returned.take_everywhere([answer], now=desk.world.now)
