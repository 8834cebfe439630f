"""E-invoices: a Finvoice in its frame, handed to the operator of this installation."""

import secrets

from karhu.channels.drop import Drop, File, receipt
from karhu.channels.finvoice import finvoice
from karhu.channels.finvoice_elements import Unfit
from karhu.channels.interchange import interchange
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.kit import clock


class Einvoices:
    """Carries documents as e-invoices through one drop."""

    def __init__(self, drop: Drop) -> None:
        self.drop = drop

    async def send(self, parcel: Parcel) -> Receipt:
        """Hand one e-invoice over; one that would not be valid is refused, and never handed over.

        Each attempt has a MessageId of its own, which begins with the parcel's id.
        """
        document, at = parcel.document, clock.now()
        message_id = f"{parcel.id.hex}-{secrets.token_hex(4)}"
        try:
            invoice = finvoice(document, message_id=message_id, at=at)
        except Unfit as unfit:
            return receipt("refused" if unfit.is_debtors else "deferred", str(unfit))
        content = interchange(document, invoice, message_id=message_id, at=at)
        file = File(name=f"{parcel.id}.xml", content=content, media_type="text/xml; charset=utf-8")
        return await self.drop.put([file], key=str(parcel.id))
