"""Every way out that this installation has, built from its settings."""

from typing import assert_never, get_args
from urllib.parse import urlsplit

from karhu.channels.drop import Drop, Speaker, receipt
from karhu.channels.einvoice import Einvoices
from karhu.channels.email import Outlet
from karhu.channels.http_drop import HttpDrop
from karhu.channels.mailbox import Mailbox
from karhu.channels.parcel import Parcel
from karhu.channels.print import PrintJobs
from karhu.channels.receipt import Receipt
from karhu.channels.sftp_drop import SftpDrop
from karhu.channels.sms import Gateway
from karhu.kit.hosts import options_of
from karhu.rules.rule import StepKind, channels_of
from karhu.settings import Settings

LETTERS = frozenset(get_args(StepKind))


class Carriers:
    """What carries parcels, by channel; `speakers` answer afterwards, by channel."""

    def __init__(self, settings: Settings) -> None:
        self.speakers: dict[str, Speaker] = {}
        self._email: Outlet | None = None
        self._einvoices: Einvoices | None = None
        self._prints: PrintJobs | None = None
        self.sms = Gateway(settings.sms_url) if settings.sms_url else None
        if settings.smtp_url:
            self._email = Outlet(settings.smtp_url, bounce_address=settings.bounce_address)
        if settings.bounce_url:
            self.speakers["email"] = Mailbox(settings.bounce_url)
        if settings.einvoice_url:
            self._einvoices = Einvoices(drop_at(settings.einvoice_url))
            self.speakers["einvoice"] = self._einvoices.drop
        if settings.print_url:
            self._prints = PrintJobs(drop_at(settings.print_url), options_of(settings.print_url))
            self.speakers["print"] = self._prints.drop
        self.configured = configured_by(settings)

    async def send(self, parcel: Parcel) -> Receipt:
        """Hand a parcel over by its channel; never raises, and never by another way than that."""
        if (reason := barred(parcel)) is not None:
            return receipt("refused", reason)
        carrier = self._carrier(parcel)
        if carrier is None:
            return receipt("deferred", f"this installation has no way out by {parcel.channel}")
        return await carrier.send(parcel)

    def _carrier(self, parcel: Parcel) -> Outlet | Einvoices | PrintJobs | None:
        match parcel.channel:
            case "email":
                return self._email
            case "einvoice":
                return self._einvoices
            case "print":
                return self._prints
        assert_never(parcel.channel)

    async def close(self) -> None:
        """Say goodbye everywhere."""
        for way in (self._email, self.sms, *self.speakers.values()):
            if way is not None:
                await way.close()


def configured_by(settings: Settings) -> frozenset[str]:
    """The channels that an installation has an address for: `email`, `einvoice`, `print`."""
    named = {
        "email": settings.smtp_url,
        "einvoice": settings.einvoice_url,
        "print": settings.print_url,
    }
    return frozenset(channel for channel, url in named.items() if url)


def drop_at(url: str) -> Drop:
    """The drop that a URL names by its scheme."""
    return SftpDrop(url) if urlsplit(url).scheme == "sftp" else HttpDrop(url)


def barred(parcel: Parcel) -> str | None:
    """Why a letter must not go this way, whatever a rule says; None if it may (R052, R054)."""
    kind: str = parcel.document.kind
    if kind not in LETTERS:
        return None
    whom = "consumer" if parcel.document.is_consumer else "business"
    # housing companies are held to more, which the decision knows and a document does not
    if parcel.channel in channels_of(kind, whom, is_housing_company=False):
        return None
    return f"a {kind} to a {whom} never goes by {parcel.channel}"
