"""A mail as a debtor reads it, of whatever a document says. Immutable once it was sent."""

from collections.abc import Iterable, Iterator

import msgspec

from karhu.channels.address import ascii_domain
from karhu.letters.document import Document
from karhu.letters.mail_html import html_of
from karhu.letters.telling import Pair, Told, tell


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """Subject and both bodies, from whom and to whom."""

    subject: str
    text: str
    html: str
    sender_name: str
    sender_email: str
    recipient: str
    message_id: str


def mail_of(document: Document, *, sender_email: str, recipient: str, dispatch_id: str) -> Letter:
    """The document as a mail: subject, text and HTML, in the document's language."""
    told = tell(document)
    domain = ascii_domain(sender_email.rpartition("@")[2]) or "localhost"
    return Letter(
        subject=told.subject,
        text=text_of(told),
        html=html_of(told),
        sender_name=told.creditor,
        sender_email=sender_email,
        recipient=recipient,
        message_id=f"<{dispatch_id}@{domain}>",
    )


def text_of(told: Told) -> str:
    """The mail as plain text, the debtor's name first."""
    parts = [told.debtor, told.title, *told.paragraphs]
    if told.rows:
        parts.append("\n".join(_invoices(told)))
    parts.append(_listed((*told.facts, *told.sums, told.total)))
    parts += [f"{label}: {said}" for label, said in told.notes]
    if told.payment:
        parts.append(_listed(told.payment))
    parts.append("\n".join(filter(None, (told.farewell, told.creditor, told.contact))))
    return "\n\n".join(parts) + "\n"


def _invoices(told: Told) -> Iterator[str]:
    for number, about, *figures in told.rows:
        yield f"{told.heads[0]} {number} ({about})"
        pairs = zip(told.heads[1:], figures, strict=True)
        yield "    " + ", ".join(f"{head}: {one}" for head, one in pairs)


def _listed(pairs: Iterable[Pair]) -> str:
    return "\n".join(f"{label}: {value}" for label, value in pairs)
