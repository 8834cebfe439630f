"""What a channel is given to carry: one document to one debtor."""

from typing import Literal
from uuid import UUID

import msgspec

from karhu.letters.document import Document
from karhu.letters.letter import Letter

Channel = Literal["email", "einvoice", "print"]


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF that comes with a mail beside the letter itself."""

    name: str
    pdf: bytes


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """A document in the forms that channels carry; `id` is the same however often it is tried.

    `mail` is set for e-mail only. `pdf` is the document as it was kept, and is set for print
    always, for e-mail where it is attached; `copies` are the invoices that a mail brings.
    """

    id: UUID
    company_id: UUID
    channel: Channel = "email"
    document: Document
    mail: Letter | None = None
    pdf: bytes = b""
    copies: tuple[Copy, ...] = ()
