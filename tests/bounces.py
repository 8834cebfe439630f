"""Reports of mail servers about letters that they could not deliver."""

from email.message import EmailMessage, Message
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from uuid import UUID

from karhu.channels.address import verp


def report(
    dispatch_id: UUID, *, action: str = "failed", status: str = "5.1.1",
    said: str = "smtp; 550 5.1.1 no such user", to: str | None = None, returns: str = "headers",
) -> bytes:  # fmt: skip
    """A delivery status notification; `returns` is what of the letter: headers, whole."""
    outer = MIMEMultipart("report", **{"report-type": "delivery-status"})
    outer["From"] = "Mail Delivery System <MAILER-DAEMON@mx.example.net>"
    outer["To"] = to or verp("bounces@karhu.example.com", dispatch_id)
    outer["Subject"] = "Undelivered Mail Returned to Sender"
    outer["Date"] = "Sun, 08 Feb 2026 09:30:00 +0200"
    outer["Message-ID"] = "<bounce-1@mx.example.net>"
    outer.attach(MIMEText("I'm sorry to have to inform you", "plain"))
    status_part = MIMEMessage.__new__(MIMEMessage)
    Message.__init__(status_part)
    status_part["Content-Type"] = "message/delivery-status"
    first, block = Message(), Message()
    first["Reporting-MTA"] = "dns; mx.example.net"
    block["Final-Recipient"] = "rfc822; debtor@example.com"
    block["Action"], block["Status"], block["Diagnostic-Code"] = action, status, said
    status_part.set_payload([first, block])
    outer.attach(status_part)
    letter = EmailMessage()
    letter["From"] = "laskut@example.com"
    letter["To"] = "debtor@example.com"
    letter["Message-ID"] = f"<{dispatch_id}@example.com>"
    if returns == "whole":
        letter.set_content("Hei")
        outer.attach(MIMEMessage(letter))
    elif returns == "headers":
        outer.attach(MIMEText(letter.as_string(), "rfc822-headers"))
    return outer.as_bytes()
