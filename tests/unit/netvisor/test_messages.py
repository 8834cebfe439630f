"""Bodies as clients write them, and answers as they read them."""

from datetime import UTC, datetime

import pytest
from lxml import etree

from karhu.netvisor.envelope import Refusal, add, failed, invalid, succeeded
from karhu.netvisor.message import decoded, payload

NAME = "<root><customer><name>Mäki €</name></customer></root>"


@pytest.mark.parametrize(
    ("content", "content_type"),
    [
        (NAME.encode(), ""),
        (NAME.encode(), "text/xml; charset=utf-8"),
        (b"\xef\xbb\xbf" + NAME.encode(), "text/plain"),
        (NAME.encode("iso-8859-15"), ""),
        (NAME.encode("iso-8859-15"), "text/xml; charset=iso-8859-15"),
        (NAME.encode("iso-8859-15"), "text/xml; charset=utf-8"),
        (NAME.encode("cp1252"), "text/xml; charset=windows-1252"),
        (b'<?xml version="1.0" encoding="ISO-8859-15"?>' + NAME.encode("iso-8859-15"), ""),
        (b"<?xml version='1.0' encoding='utf-8'?>\n" + NAME.encode(), "text/xml; charset=bogus"),
        (NAME.encode("utf-16"), "text/xml; charset=utf-16"),
    ],
)
def test_a_body_is_read_in_the_charset_that_it_is_in(content: bytes, content_type: str) -> None:
    name = payload(content, content_type, name="customer").child("name")
    assert name is not None
    assert name.text == "Mäki €"


@pytest.mark.parametrize(
    "text", [NAME, NAME.replace("customer", "Customer").replace("root", "ROOT")]
)
def test_capitals_do_not_matter(text: str) -> None:
    assert payload(text.encode(), "", name="customer").children[0].name == "name"


def test_attributes_are_found_whatever_their_capitals() -> None:
    text = '<Root><Customer><Country Type="ISO-3166">FI</Country></Customer></Root>'
    assert payload(text.encode(), "", name="customer").children[0].attributes == {
        "type": "ISO-3166"
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "<root/>",
        "<other><customer/></other>",
        "<root><customer><name>Mäki & Oy</name></customer></root>",
        '<!DOCTYPE root [<!ENTITY a SYSTEM "file:///etc/passwd">]><root><customer>&a;</customer></root>',
        '<!doctype root [<!ENTITY a "aaaa">]><root><customer/></root>',
        "<root><customer>&undefined;</customer></root>",
        "<a>" * 5000,
        "<root><customer>\x00</customer></root>",
    ],
)
def test_what_is_not_a_sound_message_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as refusal:
        payload(text.encode(), "", name="customer")
    assert refusal.value.code == "INVALID_DATA"
    assert "Could not validate xml" in refusal.value.text


def test_a_message_without_end_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        payload(b"<root>" + b" " * 1_000_000, "", name="customer")
    assert refusal.value.code == "INVALID_DATA_SIZE"


def test_every_byte_is_some_letter() -> None:
    assert decoded(bytes(range(128, 256)), "text/xml; charset=nothing") != ""


def test_a_failure_has_two_statuses_and_success_one() -> None:
    now = datetime(2023, 6, 5, 13, 12, 9, tzinfo=UTC)
    refused = failed(now, invalid("Customer not found with Netvisor identifier: 123"))
    text = refused.content.decode()
    assert text.startswith('<?xml version="1.0" encoding="utf-8" standalone="yes"?>')
    assert "<Status>FAILED</Status><Status>INVALID_DATA :: Data form incorrect:. Customer" in text
    assert "<TimeStamp>5.6.2023 16:12:09</TimeStamp>" in text
    assert refused.status == 400
    assert b"<Status>OK</Status>" in succeeded(now).content


def test_what_xml_cannot_hold_is_left_out_of_an_answer() -> None:
    parent = etree.Element("A")
    add(parent, "B", "a\x01b\ufffec & <d>")
    assert etree.tostring(parent) == b"<A><B>abc &amp; &lt;d&gt;</B></A>"
