"""Signatures of `.nv` requests, with the quirks of the clients that exist."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from karhu.netvisor.signing import Keys, Signed, digest, is_signed, is_timely, read, urls

KEYS = Keys(customer_key="customer-secret", partner_key="partner-secret")
URL = "http://127.0.0.1:8080/salesinvoicelist.nv?InvoiceStatus=open"
SIGNED_AT = datetime(2026, 1, 15, 8, 30, tzinfo=UTC)


def signed(algorithm: str = "HMACSHA256", **fields: str) -> Signed:
    return Signed(
        **{
            "sender": "Demo Sender",
            "customer_id": "CUST1",
            "partner_id": "PARTNER1",
            "timestamp": "2026-01-15 08:30:00.000",
            "transaction_id": "3f0c7e1e-5a51-4f0e-9f4e-8a4b1c2d3e4f",
            "mac": "",
            "language": "FI",
            "organisation_id": "1234567-8",
            "algorithm": algorithm,
            "timestamp_unix": "1768465800",
            **fields,
        }
    )


@pytest.mark.parametrize(
    ("algorithm", "expected"),
    [
        ("HMACSHA256", "4d21dcf945b0ec2758117ccd00262a1328360ad2033bce480a0a8c1237cc82e0"),
        ("SHA256", "e1732d24b8dd07a007217370b3465d108c25c87a07b2c34e84df19fa667a1455"),
        ("MD5", "58eb07adc62dfb7c598fd53718ad13d0"),
    ],
)
def test_the_signature_is_the_vendors(algorithm: str, expected: str) -> None:
    assert digest(signed(algorithm), KEYS, URL, charset="iso-8859-1") == expected
    for mac in (expected, expected.upper()):
        assert is_signed(signed(algorithm, mac=mac), KEYS, [URL])
    assert not is_signed(signed(algorithm, mac=expected[:-1] + "x"), KEYS, [URL])
    assert not is_signed(signed(algorithm, mac=""), KEYS, [URL])


@pytest.mark.parametrize("charset", ["iso-8859-1", "iso-8859-15", "utf-8"])
def test_a_sender_with_umlauts_may_be_signed_and_sent_in_any_charset(charset: str) -> None:
    mac = digest(signed(sender="Mäki Oy"), KEYS, URL, charset=charset)
    for sent in ("Mäki Oy", "Mäki Oy".encode().decode("latin-1")):
        assert is_signed(signed(sender=sent, mac=mac), KEYS, [URL])


@pytest.mark.parametrize(
    "typed",
    [
        "http://host:8080/CustomerList.nv?Keyword=M%C3%A4ki+%26+Co",
        "http://host:8080/CustomerList.nv?Keyword=Mäki & Co",
        "http://host:8080/CustomerList.nv?Keyword=Mäki+& Co",
        "https://host:8080/CustomerList.nv?Keyword=Mäki & Co",
        "https://karhu.example.com/base/CustomerList.nv?Keyword=M%C3%A4ki+%26+Co",
        "https://karhu.example.com:443/CustomerList.nv?Keyword=M%C3%A4ki+%26+Co",
    ],
)
def test_the_address_counts_as_the_client_typed_it(typed: str) -> None:
    target = "/CustomerList.nv?Keyword=M%C3%A4ki+%26+Co"
    if "Mäki+" in typed:
        target = "/CustomerList.nv?Keyword=M%C3%A4ki+&%20Co"
    hosts = ["host:8080", "karhu.example.com"]
    found = list(urls(target, scheme="http", hosts=hosts, prefix="/base"))
    assert typed in found
    assert len(found) == len(set(found))
    mac = digest(signed(), KEYS, typed, charset="iso-8859-1")
    assert is_signed(signed(mac=mac), KEYS, found)


def test_another_query_is_another_signature() -> None:
    mac = digest(signed(), KEYS, "http://h/getcustomer.nv?id=5", charset="utf-8")
    other = list(urls("/getcustomer.nv?id=6", scheme="http", hosts=["h"]))
    assert not is_signed(signed(mac=mac), KEYS, other)


@pytest.mark.parametrize(
    ("minutes", "expected"), [(-15, True), (0, True), (15, True), (-16, False), (16, False)]
)
def test_a_signature_lasts_fifteen_minutes(minutes: int, expected: bool) -> None:
    assert is_timely(signed(), SIGNED_AT + timedelta(minutes=minutes)) is expected


@pytest.mark.parametrize("text", ["", "now", "-5", "1768465800.5", "٣", "9" * 40])
def test_a_time_that_is_none_is_stale(text: str) -> None:
    assert not is_timely(signed(timestamp_unix=text), SIGNED_AT)


def test_a_request_with_a_header_missing_is_not_signed() -> None:
    start = "x-netvisor-authentication-"
    headers = {
        f"{start}sender": "a", f"{start}customerid": "b", f"{start}partnerid": "c",
        f"{start}timestamp": "d", f"{start}transactionid": "e", f"{start}mac": "f",
        "x-netvisor-interface-language": "FI", "x-netvisor-organisation-id": "g",
    }  # fmt: skip
    found = read(headers)
    assert found is not None
    assert found.algorithm == "MD5"
    assert msgspec.structs.asdict(found)["timestamp_unix"] == ""
    for name in headers:
        assert read({key: value for key, value in headers.items() if key != name}) is None
    assert read({**headers, f"{start}machashcalculationalgorithm": "ROT13"}) is None
    assert read({**headers, f"{start}transactionid": "x" * 201}) is None
