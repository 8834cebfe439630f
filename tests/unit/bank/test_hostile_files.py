"""Files that are none, and files made to do harm."""

import io
import itertools
import resource
import time
from collections.abc import Iterator

import pytest

from karhu.bank import detect
from karhu.bank.entry import BankEntry, BankFileError
from tests.unit.bank.files import Dripping, bgmax, camt, entries, entry, giro, transaction

BOMB = (
    '<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MEGABYTE = 1_000_000


def refused(content: bytes) -> BankFileError:
    with pytest.raises(BankFileError) as caught:
        entries(content)
    return caught.value


@pytest.mark.parametrize(
    ("content", "code", "seen"),
    [
        (b"", "empty", "empty"),
        (b" \r\n", "empty", "empty"),
        (b"number;amount\n1;2\n", "not_understood", "number;amount"),
        (b"%PDF-1.7", "not_understood", "%PDF"),
        (b"PK\x03\x04", "not_understood", "archive"),
        (b"{}", "not_understood", "{}"),
        (b"<html><body/></html>", "not_understood", "html"),
        (b'<Document xmlns="urn:x:pain.001.001.03"/>', "not_understood", "pain.001"),
        (b'<Document xmlns="urn:x:camt.052.001.08"/>', "not_understood", "camt.052"),
        (b'<Document xmlns="urn:x:camt.054.001.08"/>', "nothing_inside", "Ntfctn"),
        (b"<" + b"x" * 200_000, "not_understood", "no element"),
        ("<Document/>".encode("utf-16"), "not_understood", "begins with"),
        (b"<\x00D\x00o\x00c\x00", "charset", "UTF-16"),
        (b'<?xml version="1.0" encoding="UTF-7"?><Document/>', "charset", "UTF-7"),
    ],
)
def test_what_is_no_bank_file_is_refused_saying_what_was_seen(
    content: bytes, code: str, seen: str
) -> None:
    error = refused(content)
    assert error.code == code
    assert seen in error.detail


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!doctype html>", f"<!-- -->\n<?a b?>{BOMB}"])
def test_a_document_type_is_refused_before_it_can_define_anything(doctype: str) -> None:
    error = refused(camt(entry(transaction(text="&c;&a;")), before=doctype))
    assert error.code == "doctype"


def test_an_entity_that_nobody_defined_is_refused() -> None:
    assert refused(camt(entry(transaction(text="&a;")))).code == "malformed_xml"


def endless(before: bytes, piece: bytes) -> Dripping:
    """A thousand pieces of a megabyte behind a beginning."""
    more = piece * (MEGABYTE // len(piece))
    return Dripping(itertools.chain([before], itertools.repeat(more, 1000)))


ONE = camt(entry(transaction(text="@")))
INSIDE = ONE[: ONE.index(b"@")]
ENTRY = ONE[ONE.index(b"<Ntry>") : ONE.index(b"</Ntfctn>")]


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (INSIDE, b"a"),
        (INSIDE, b"<b>c</b>"),
        (INSIDE, b"<b>"),
        (ONE[: ONE.index(b"<Acct>")], b"<b>c</b>"),
        (ONE[: ONE.index(b"<Document")], b"<!-- a -->"),
    ],
    ids=["text", "elements", "depth", "heading", "comments"],
)
def test_one_endless_element_is_refused_early_and_costs_no_memory(
    before: bytes, piece: bytes
) -> None:
    stream = endless(before, piece)
    peak, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    with pytest.raises(BankFileError):
        list(detect.read(stream))
    assert stream.given < 5 * MEGABYTE
    assert time.process_time() - began < 5
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024 < 100


def test_a_line_that_never_ends_is_refused_early() -> None:
    stream = endless(b"0260121060005123456789", b"1")
    with pytest.raises(BankFileError) as caught:
        list(detect.read(stream))
    assert caught.value.code == "line_too_long"
    assert stream.given < 3 * MEGABYTE


@pytest.mark.parametrize("junk", [b"", b"<X>y</X>"], ids=["entries", "entries and other elements"])
def test_a_long_file_is_read_in_constant_memory(junk: bytes) -> None:
    def pieces() -> Iterator[bytes]:
        yield ONE[: ONE.index(b"<Ntry>")]
        for _ in range(40):
            yield (ENTRY + junk) * 500
        yield b"</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"

    found = detect.read(Dripping(pieces()))  # type: ignore[arg-type]
    next(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert sum(1 for _ in found) == 20_000  # 19,999 entries and a header
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024 < 30


def test_a_swedish_section_of_any_length_is_read_in_constant_memory() -> None:
    content = bgmax(*[giro(100, str(n), serial=f"{n:012d}") for n in range(50_000)])
    found = detect.read(io.BytesIO(content))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    amounts = [item.amount for item in found if isinstance(item, BankEntry) and item.ordinal % 2]
    assert len(amounts) == 25_000
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024 < 15


def test_a_swedish_payment_with_no_end_of_texts_is_refused_early() -> None:
    stream = endless(b"\n".join(bgmax(giro(100)).splitlines()[:3]) + b"\n", b"25TEXT\n")
    with pytest.raises(BankFileError) as caught:
        list(detect.read(stream))
    assert caught.value.code == "entry_too_large"
    assert stream.given < 3 * MEGABYTE
