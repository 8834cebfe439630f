"""The frame in which a Finvoice travels: a SOAP envelope (ebXML 2.0), and the invoice after it.

The two are written one after another into one file, which is no XML document as a whole.
"""

from datetime import datetime

from lxml import etree

from karhu.channels.finvoice_elements import Element, readable
from karhu.letters.document import Document

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
EB = "http://www.oasis-open.org/committees/ebxml-msg/schema/msg-header-2_0.xsd"
LINK = "http://www.w3.org/1999/xlink"
NAMES = {"SOAP-ENV": SOAP, "eb": EB, "xlink": LINK}
AGREEMENT = "yoursandmycpa"  # what the senders of Finvoice have agreed to write here


def interchange(
    document: Document, invoice: Element, *, message_id: str, at: datetime
) -> bytes:  # fmt: skip
    """The file to hand over, in UTF-8; `message_id` is another for each attempt."""
    frame = _frame(document, message_id=message_id, at=at)
    return b"\n".join(_written(part) for part in (frame, invoice))


def _written(root: Element) -> bytes:
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def _frame(document: Document, *, message_id: str, at: datetime) -> Element:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap=NAMES)
    head = etree.SubElement(
        etree.SubElement(envelope, f"{{{SOAP}}}Header"), f"{{{EB}}}MessageHeader"
    )
    head.set(f"{{{SOAP}}}mustUnderstand", "1")
    head.set(f"{{{EB}}}version", "2.0")
    creditor, debtor = document.creditor, document.debtor
    _party(head, "From", creditor.einvoice_address, "Sender")
    _party(head, "From", creditor.einvoice_operator, "Intermediator")
    _party(head, "To", debtor.einvoice_address, "Receiver")
    _party(head, "To", debtor.einvoice_operator, "Intermediator")
    _said(head, "CPAId", AGREEMENT)
    _said(head, "ConversationId", message_id)
    _said(head, "Service", "Routing")
    _said(head, "Action", "ProcessInvoice")
    message = etree.SubElement(head, f"{{{EB}}}MessageData")
    _said(message, "MessageId", message_id)
    _said(message, "Timestamp", at.isoformat(timespec="seconds"))
    _said(message, "RefToMessageId", "")
    body = etree.SubElement(envelope, f"{{{SOAP}}}Body")
    manifest = etree.SubElement(body, f"{{{EB}}}Manifest")
    manifest.set(f"{{{EB}}}id", "Manifest")
    manifest.set(f"{{{EB}}}version", "2.0")
    reference = etree.SubElement(manifest, f"{{{EB}}}Reference")
    reference.set(f"{{{EB}}}id", "Finvoice")
    reference.set(f"{{{LINK}}}href", message_id)
    return envelope


def _party(head: Element, name: str, address: str, role: str) -> None:
    party = etree.SubElement(head, f"{{{EB}}}{name}")
    _said(party, "PartyId", address)
    _said(party, "Role", role)


def _said(parent: Element, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{EB}}}{name}").text = readable(text)
