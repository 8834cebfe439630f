"""Signs `.nv` requests as clients other than the PyPI one do, down to the bytes on the wire."""

import hashlib
import hmac
import http.client
import time
import uuid
from typing import Any
from urllib.parse import quote, urlsplit

import msgspec
from lxml import etree

from karhu.netvisor.credentials import Credentials

AUTHENTICATION = "X-Netvisor-Authentication-"


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def root(self) -> Any:
        """The document; its elements have the capitals that clients expect."""
        return etree.fromstring(self.content)

    @property
    def statuses(self) -> list[str]:
        """The texts of the Status elements."""
        return [status.text for status in self.root.findall("ResponseStatus/Status")]

    @property
    def code(self) -> str:
        """OK, or the code of the failure."""
        return self.statuses[0] if len(self.statuses) == 1 else self.statuses[1].split(" :: ")[0]

    def text(self, path: str) -> str | None:
        """The text at a path below the root."""
        return self.root.findtext(path)


class Signer:
    """One client: what it signs, how it writes it, what it sends."""

    def __init__(
        self,
        url: str,
        credentials: Credentials,
        organisation_id: str,
        *,
        sender: str = "Testi Oy",
        charset: str = "iso-8859-1",
        algorithm: str = "HMACSHA256",
        statuses: str | None = "1",
    ) -> None:
        self.url = url
        self.credentials = credentials
        self.organisation_id = organisation_id
        self.sender = sender
        self.charset = charset
        self.algorithm = algorithm
        self.statuses = statuses

    def headers(self, signed_url: str, **changes: Any) -> dict[str, str]:
        """The headers of a request to an address, as it is signed."""
        moment = changes.get("moment", time.time())
        values = {
            "Sender": self.sender,
            "CustomerId": self.credentials.customer_id,
            "PartnerId": self.credentials.partner_id,
            "Timestamp": time.strftime("%Y-%m-%d %H:%M:%S.000", time.gmtime(moment)),
            "TransactionId": changes.get("transaction_id", str(uuid.uuid4())),
            "TimestampUnix": str(int(moment)),
            "MACHashCalculationAlgorithm": self.algorithm,
        }
        values["MAC"] = changes.get("mac") or self._mac(signed_url, values)
        if self.statuses is not None:
            values["UseHTTPResponseStatusCodes"] = self.statuses
        named = {AUTHENTICATION + name: value for name, value in values.items()}
        named["X-Netvisor-Interface-Language"] = "FI"
        named["X-Netvisor-Organisation-ID"] = self.organisation_id
        return named

    def _mac(self, signed_url: str, values: dict[str, str]) -> str:
        keys = (self.credentials.customer_key, self.credentials.partner_key)
        names = ["Sender", "CustomerId", "Timestamp"]
        fields = [signed_url, *(values[name] for name in names), "FI", self.organisation_id]
        fields.append(values["TransactionId"])
        if self.algorithm == "HMACSHA256":
            message = "&".join([*fields, values["TimestampUnix"], *keys]).encode(self.charset)
            return hmac.new("&".join(keys).encode(self.charset), message, "sha256").hexdigest()
        return hashlib.new(self.algorithm.lower(), "&".join([*fields, *keys]).encode()).hexdigest()

    def ask(
        self,
        target: str,
        *,
        method: str = "GET",
        body: bytes | None = None,
        signs: str | None = None,
        content_type: str | None = None,
        **changes: Any,
    ) -> Reply:
        """Send a request; `signs` is the address in the signature when it is not the target."""
        headers = self.headers(self.url + (signs if signs is not None else target), **changes)
        if content_type is not None:
            headers["Content-Type"] = content_type
        headers |= changes.get("more", {})
        return self.send(target, headers, method=method, body=body)

    def send(
        self,
        target: str,
        headers: dict[str, str],
        *,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Reply:
        """Send exactly these headers; their text goes out in Latin-1."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=20)
        try:
            encoded = {name: value.encode("latin-1") for name, value in headers.items()}
            connection.request(method, quote(target, safe="/?=&%+,:"), body=body, headers=encoded)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        told = {name.lower(): value for name, value in response.getheaders()}
        return Reply(status=response.status, headers=told, content=content)
