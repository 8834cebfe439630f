"""Signatures of `.nv` requests: what clients sign differs in small ways, and all of them count.

The order of the fields and the quirks are those of the clients that exist; the string itself is
described in the web service's own documentation (A-77000557880).
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import unquote, unquote_plus

import msgspec

ALLOWED_SKEW = timedelta(minutes=15)
CHARACTER_SETS = ("iso-8859-1", "iso-8859-15", "utf-8")
STRONG = "HMACSHA256"
WEAK = {"MD5": hashlib.md5, "SHA256": hashlib.sha256}
DEFAULT_PORTS = {"http": "80", "https": "443"}

_AUTHENTICATION = "x-netvisor-authentication-"
_NAMES = {
    "sender": _AUTHENTICATION + "sender",
    "customer_id": _AUTHENTICATION + "customerid",
    "partner_id": _AUTHENTICATION + "partnerid",
    "timestamp": _AUTHENTICATION + "timestamp",
    "transaction_id": _AUTHENTICATION + "transactionid",
    "mac": _AUTHENTICATION + "mac",
    "language": "x-netvisor-interface-language",
    "organisation_id": "x-netvisor-organisation-id",
}
_ALGORITHM = _AUTHENTICATION + "machashcalculationalgorithm"
_UNIX = _AUTHENTICATION + "timestampunix"
_MOST = 200  # characters of a header that is stored


class Keys(msgspec.Struct, frozen=True, kw_only=True):
    """The two secrets that never travel."""

    customer_key: str
    partner_key: str


class Signed(msgspec.Struct, frozen=True, kw_only=True):
    """The headers of a request, as the bytes that came (each byte a Latin-1 character)."""

    sender: str
    customer_id: str
    partner_id: str
    timestamp: str
    transaction_id: str
    mac: str
    language: str
    organisation_id: str
    algorithm: str
    timestamp_unix: str

    @property
    def is_weak(self) -> bool:
        """Whether the signature is a plain hash, which the vendor has withdrawn."""
        return self.algorithm in WEAK


def read(headers: Mapping[str, str]) -> Signed | None:
    """The signature's headers by lower-case name; None when one is missing or cannot be."""
    values = {field: headers.get(name, "") for field, name in _NAMES.items()}
    algorithm = headers.get(_ALGORITHM, "MD5").strip().upper()
    if not all(values.values()) or algorithm not in (STRONG, *WEAK):
        return None
    if any(len(value) > _MOST for value in values.values()):
        return None
    return Signed(**values, algorithm=algorithm, timestamp_unix=headers.get(_UNIX, ""))


def is_timely(signed: Signed, now: datetime) -> bool:
    """Whether the request was signed within 15 minutes of now; a plain hash covers no such time."""
    if signed.is_weak:
        return True
    text = signed.timestamp_unix
    if not text.isascii() or not text.isdecimal() or len(text) > 12:
        return False
    return abs(now.timestamp() - int(text)) <= ALLOWED_SKEW.total_seconds()


def urls(target: str, *, scheme: str, hosts: Iterable[str], prefix: str = "") -> Iterator[str]:
    """Every form of the address that a client may have signed, the likeliest first.

    `target` is path and query as they came; `prefix` is a base path that a proxy takes away.
    """
    targets = list(dict.fromkeys([target, prefix + target]))
    decoded = [form(one) for form in (unquote, unquote_plus) for one in targets]
    schemes = dict.fromkeys([scheme, "https", "http"])
    for one in dict.fromkeys([*targets, *decoded]):
        for used in schemes:
            for host in hosts:
                for written in _host_forms(host, DEFAULT_PORTS[used]):
                    yield f"{used}://{written}{one}"


def is_signed(signed: Signed, keys: Keys, addresses: Sequence[str]) -> bool:
    """Whether the signature fits one of the addresses, in constant time for each."""
    sent = signed.mac.lower().encode()
    outcomes = [
        hmac.compare_digest(digest.encode(), sent) for digest in _digests(signed, keys, addresses)
    ]
    return any(outcomes)


def _digests(signed: Signed, keys: Keys, addresses: Sequence[str]) -> set[str]:
    found = set()
    for address in addresses:
        for form in _header_forms(signed):
            for charset in CHARACTER_SETS:
                try:
                    found.add(digest(form, keys, address, charset=charset))
                except UnicodeEncodeError:
                    continue
    return found


def digest(signed: Signed, keys: Keys, address: str, *, charset: str) -> str:
    """The signature of these fields in lower-case hex."""
    fields = [
        address,
        signed.sender,
        signed.customer_id,
        signed.timestamp,
        signed.language,
        signed.organisation_id,
        signed.transaction_id,
        *([] if signed.is_weak else [signed.timestamp_unix]),
        keys.customer_key,
        keys.partner_key,
    ]
    message = "&".join(fields).encode(charset)
    if signed.is_weak:
        return WEAK[signed.algorithm](message).hexdigest()
    key = f"{keys.customer_key}&{keys.partner_key}".encode(charset)
    return hmac.new(key, message, "sha256").hexdigest()


def _header_forms(signed: Signed) -> Iterator[Signed]:
    yield signed
    try:
        again = {
            name: getattr(signed, name).encode("latin-1").decode()
            for name in Signed.__struct_fields__
        }
    except UnicodeError:
        return
    if (decoded := Signed(**again)) != signed:
        yield decoded


def _host_forms(host: str, default_port: str) -> list[str]:
    bare = host.removesuffix(f":{default_port}")
    return list(dict.fromkeys([host, bare, bare if _has_port(bare) else f"{bare}:{default_port}"]))


def _has_port(host: str) -> bool:
    return ":" in host.rpartition("]")[2]
