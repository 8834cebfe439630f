"""What is told of a night in which invoices failed: one mail and one SMS, no debtor and no sum."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
import structlog
from markupsafe import escape

from karhu.channels.address import ascii_domain
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.channels.sms import Gateway
from karhu.first_dispatch.answers import LAST_ATTEMPT, RETRIES
from karhu.first_dispatch.sending import LEASE, Send
from karhu.kit import db
from karhu.kit.sql import Statements
from karhu.letters.document import Document, Party
from karhu.letters.letter import Letter
from karhu.letters.plain import one_line

log = structlog.get_logger()
sql = Statements(__file__)

Row = Mapping[str, Any]

SUBJECT = {
    "fi": "Laskujen automaattinen lähetys: {failed} epäonnistui ({company})",
    "sv": "Automatiskt utskick av fakturor: {failed} misslyckades ({company})",
    "en": "Automatic dispatch of invoices: {failed} failed ({company})",
}
SAID = {
    "fi": "Yön {night} automaattisessa lähetyksessä lähti {sent} laskua, ohitettiin {ignored} ja"
    " epäonnistui {failed}. Epäonnistuneita ei yritetä uudelleen: korjatkaa syy ja lähettäkää"
    " laskut itse.",
    "sv": "Natten {night} skickades {sent} fakturor automatiskt, {ignored} ignorerades och {failed}"
    " misslyckades. De misslyckade skickas inte på nytt: åtgärda orsaken och skicka dem själva.",
    "en": "In the night of {night} {sent} invoices were sent automatically, {ignored} were ignored"
    " and {failed} failed. The failed ones are not tried again: mend the cause and send them"
    " yourselves.",
}
SHORT = {
    "fi": "{company}: automaattinen lähetys {night}, epäonnistui {failed} laskua. {url}",
    "sv": "{company}: automatiskt utskick {night}, {failed} fakturor misslyckades. {url}",
    "en": "{company}: automatic dispatch {night}, {failed} invoices failed. {url}",
}
FACTS = """
    select b.night_of, b.sent_count, b.ignored_count, b.failed_count, c.sender_name, c.sender_email,
           c.language, c.country, c.currency
    from first_dispatch_batches b join companies c on c.id = b.company_id
    where b.company_id = $1 and b.id = $2
"""


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """By what alerts go here; without a way they wait. `public_url` is where people look."""

    mail: Send | None
    text: Gateway | None
    public_url: str


async def tell(ways: Ways, *, now: datetime) -> int:
    """Tell the companies of the nights that failed; returns how many messages were taken up."""
    token = uuid4()
    async with db.transaction_over_all() as connection:
        due = await connection.fetch(sql.claim_alerts, now, token, now + LEASE)
    for alert in due:
        receipt = await _told(ways, alert)
        state, send_after = _outcome(alert, receipt, now)
        async with db.transaction(alert["company_id"]) as connection:
            await connection.execute(
                sql.record_alert, alert["company_id"], alert["id"], token, state, receipt.text,
                send_after,
            )  # fmt: skip
    return len(due)


async def _told(ways: Ways, alert: Row) -> Receipt:
    async with db.transaction(alert["company_id"]) as connection:
        facts = await connection.fetchrow(FACTS, alert["company_id"], alert["batch_id"])
    try:
        if alert["way"] == "email" and ways.mail is not None:
            return await ways.mail(parcel_of(alert, facts, ways.public_url))
        if alert["way"] == "sms" and ways.text is not None:
            said = short_text(alert, facts, ways.public_url)
            return await ways.text.send(to=alert["recipient"], text=said)
    except Exception as error:  # who knows how far it came
        log.exception("alert_raised")
        return Receipt(verdict="unknown", text=repr(error)[:500])
    return Receipt(verdict="deferred", text="this installation has no way to send it")


def _outcome(alert: Row, receipt: Receipt, now: datetime) -> tuple[str, datetime | None]:
    match receipt.verdict:
        case "sent":
            return "sent", None
        case "deferred" if alert["attempt_count"] < LAST_ATTEMPT:
            return "queued", now + RETRIES[min(alert["attempt_count"], len(RETRIES)) - 1]
        case _:
            return "failed", None


def parcel_of(alert: Row, facts: Row, public_url: str) -> Parcel:
    """The mail about a night as a channel takes it: a document that claims nothing."""
    mail = letter_of(alert, facts, public_url)
    own = Party(name=one_line(facts["sender_name"]))
    document = Document(
        kind="account_statement", id=str(alert["id"]), language=facts["language"],
        country=facts["country"], sent_on=facts["night_of"], due_on=facts["night_of"],
        creditor=own, debtor=own, currency=facts["currency"], title=mail.subject, text=mail.text,
    )  # fmt: skip
    return Parcel(
        id=alert["id"],
        company_id=alert["company_id"],
        channel="email",
        document=document,
        mail=mail,
    )


def letter_of(alert: Row, facts: Row, public_url: str) -> Letter:
    """The mail about a night, in the company's language."""
    words = _words(alert, facts, public_url)
    said = SAID[facts["language"]].format(**words)
    sender = facts["sender_email"] or alert["recipient"]
    domain = ascii_domain(sender.rpartition("@")[2]) or "localhost"
    url = escape(words["url"])
    return Letter(
        subject=SUBJECT[facts["language"]].format(**words),
        text=f"{said}\n\n{words['url']}\n",
        html=f'<!doctype html><html lang="{facts["language"]}"><body><p>{escape(said)}</p>'
        f'<p><a href="{url}">{url}</a></p></body></html>\n',
        sender_name="Karhu",
        sender_email=sender,
        recipient=alert["recipient"],
        message_id=f"<{alert['id']}@{domain}>",
    )


def short_text(alert: Row, facts: Row, public_url: str) -> str:
    """The SMS about a night, in the company's language."""
    return SHORT[facts["language"]].format(**_words(alert, facts, public_url))


def _words(alert: Row, facts: Row, public_url: str) -> dict[str, str]:
    night, company_id = facts["night_of"], UUID(str(alert["company_id"]))
    return {
        "company": one_line(facts["sender_name"]),
        "night": f"{night.day}.{night.month}.{night.year}",
        "sent": str(facts["sent_count"]),
        "ignored": str(facts["ignored_count"]),
        "failed": str(facts["failed_count"]),
        "url": f"{public_url}/c/{company_id}/invoices?first_dispatch=failed",
    }
