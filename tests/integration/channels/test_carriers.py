"""A parcel goes by its own channel, as that channel's operator takes it."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import typst
from lxml import etree

from karhu.channels.carriers import Carriers
from karhu.channels.finvoice import schema
from karhu.channels.print import page_count
from karhu.channels.sms import Gateway
from karhu.letters.typesetting import typeset
from karhu.settings import Settings
from tests.documents import CREDITOR, DEBTOR, document, letter, line, parcel
from tests.fault.post import Post, serving
from tests.integration.channels.operator import (
    HttpOperator,
    SftpOperator,
    http_operator,
    sftp_operator,
)


@pytest.fixture
async def operator() -> AsyncIterator[HttpOperator]:
    async with http_operator() as made:
        yield made


@pytest.fixture
async def files(tmp_path: Path) -> AsyncIterator[SftpOperator]:
    async with sftp_operator(tmp_path / "operator") as made:
        yield made


def settings(**urls: Any) -> Settings:
    return Settings(home=Path("/tmp"), **urls)


async def carried(one: Any, **urls: Any) -> Any:
    carriers = Carriers(settings(**urls))
    receipt = await carriers.send(one)
    await carriers.close()
    return receipt


def pdf_of(page_count: int, *, standard: str = "a-2a") -> bytes:
    """A PDF of so many pages, as the letters' own typesetter makes it."""
    pages = "#pagebreak()".join(["Hei"] * page_count)
    head = '#set document(title: "Kirje", date: datetime(year: 2026, month: 2, day: 8))'
    source = f"{head}\n{pages}".encode()
    made: bytes = typst.compile(source, format="pdf", pdf_standards=[standard])
    return made


def paper(**more: Any) -> Any:
    return parcel(channel="print", pdf=pdf_of(2), **more)


async def test_what_an_installation_has_addresses_for_is_what_it_carries(
    operator: HttpOperator,
) -> None:
    carriers = Carriers(settings(einvoice_url=operator.url, print_url=operator.url))
    assert carriers.configured == {"einvoice", "print"}
    assert (carriers.sms, set(carriers.speakers)) == (None, {"einvoice", "print"})
    receipt = await carriers.send(parcel(mail=letter()))
    assert (receipt.verdict, operator.requests) == ("deferred", [])
    await carriers.close()


async def test_mail_goes_to_the_mail_server_alone(operator: HttpOperator) -> None:
    async with serving(Post()) as post:
        urls = {"smtp_url": post.url, "einvoice_url": operator.url, "print_url": operator.url}
        assert (await carried(parcel(mail=letter()), **urls)).verdict == "sent"
    assert (len(post.mail), operator.requests) == (1, [])


@pytest.mark.req("R053")
async def test_an_einvoice_is_handed_over_in_its_frame(operator: HttpOperator) -> None:
    one = parcel(channel="einvoice")
    receipt = await carried(one, einvoice_url=operator.url)
    assert (receipt.verdict, receipt.text) == ("sent", "HTTP 201, number OP-1")
    [request] = operator.requests
    assert request.key == str(one.id)
    frame, invoice = (
        etree.fromstring(b"<?xml" + part) for part in request.body.split(b"<?xml")[1:]
    )
    assert schema().validate(invoice)
    assert frame.findtext(".//{*}MessageId").startswith(one.id.hex)


async def test_each_attempt_at_an_einvoice_has_a_message_id_of_its_own(
    operator: HttpOperator,
) -> None:
    one = parcel(channel="einvoice")
    for _ in range(2):
        await carried(one, einvoice_url=operator.url)
    ids = {
        etree.fromstring(b"<?xml" + r.body.split(b"<?xml")[1]).findtext(".//{*}MessageId")
        for r in operator.requests
    }
    assert len(ids) == 2
    assert {request.key for request in operator.requests} == {str(one.id)}


async def test_an_einvoice_that_would_not_be_valid_is_never_handed_over(
    operator: HttpOperator,
) -> None:
    long = "9" * 30
    receipt = await carried(
        parcel("invoice", number=long, channel="einvoice"), einvoice_url=operator.url
    )
    assert (receipt.verdict, operator.requests) == ("refused", [])
    assert receipt.text.startswith("InvoiceNumber takes 20 characters")
    nobody = await carried(
        parcel(channel="einvoice", account=None), einvoice_url=operator.url
    )  # fmt: skip
    assert (nobody.verdict, nobody.text) == ("deferred", "the company has no bank account for EUR")


@pytest.mark.req("R235")
async def test_a_paper_letter_goes_with_what_the_print_service_must_know(
    operator: HttpOperator,
) -> None:
    one = paper(language="fi")
    receipt = await carried(one, print_url=f"{operator.url}?class=priority&colour=yes")
    assert (receipt.verdict, receipt.text) == ("sent", "HTTP 201, number OP-1")
    parts = operator.requests[0].parts
    job = json.loads(parts["json"])
    assert parts["pdf"] == one.pdf
    assert job["item_id"] == str(one.id)
    assert job["sha256"] == hashlib.sha256(one.pdf).hexdigest()
    assert job["page_count"] == 2
    assert job["recipient"]["name"] == "Asiakas Oy"
    assert job["recipient"]["lines"] == ["Kujakatu 2", "00100 Helsinki"]
    assert job["return_address"]["lines"] == ["Paahtimonkatu 1", "48600 Kotka"]
    assert job["address_window_mm"] == {"x": 20.0, "y": 42.0, "width": 90.0, "height": 30.0}
    assert (job["mail_class"], job["is_colour"], job["is_duplex"]) == ("priority", True, True)


async def test_a_paper_letter_by_files_is_complete_when_its_marker_is_there(
    files: SftpOperator,
) -> None:
    one = paper()
    assert (await carried(one, print_url=files.url)).verdict == "sent"
    assert files.names == [f"{one.id}.{kind}" for kind in ("json", "pdf", "ready")]
    assert (files.directory / f"{one.id}.pdf").read_bytes() == one.pdf


async def test_a_letter_abroad_names_the_country_and_one_at_home_does_not(
    operator: HttpOperator,
) -> None:
    swede = msgspec.structs.replace(DEBTOR, country="SE")
    await carried(paper(debtor=swede), print_url=operator.url)
    job = json.loads(operator.requests[0].parts["json"])
    assert job["recipient"]["lines"][-1] == "SE"


@pytest.mark.parametrize("missing", ["street", "postcode", "city"])
async def test_a_letter_without_a_whole_address_is_not_printed(
    operator: HttpOperator, missing: str
) -> None:
    receipt = await carried(
        paper(debtor=msgspec.structs.replace(DEBTOR, **{missing: ""})), print_url=operator.url
    )
    assert (receipt.verdict, operator.requests) == ("refused", [])
    assert receipt.text == "the customer has no whole postal address"


async def test_a_letter_that_could_not_return_waits_and_blames_no_debtor(
    operator: HttpOperator,
) -> None:
    nowhere = msgspec.structs.replace(CREDITOR, city="")
    receipt = await carried(paper(creditor=nowhere), print_url=operator.url)
    assert (receipt.verdict, operator.requests) == ("deferred", [])
    assert receipt.text == "the company has no whole postal address to return to"


@pytest.mark.parametrize("count", [1, 10, 60])
def test_the_pages_of_a_real_letter_are_those_that_were_set(count: int) -> None:
    lines = tuple(line(invoice_number=str(number)) for number in range(count))
    made = typeset(document(lines=lines))
    assert page_count(made.pdf) == made.page_count


@pytest.mark.parametrize("standard", ["a-2a", "1.7", "1.4"])
@pytest.mark.parametrize("count", [1, 2, 30])
def test_the_pages_of_a_letter_are_counted_however_the_pdf_is_packed(
    count: int, standard: str
) -> None:
    assert page_count(pdf_of(count, standard=standard)) == count


def test_what_is_no_pdf_has_no_pages() -> None:
    assert page_count(b"") == page_count(b"%PDF-1.7 /Type /ObjStm stream\nx\nendstream") == 0


@pytest.mark.req("R052")
@pytest.mark.parametrize("kind", ["reminder", "notice", "collection_letter"])
async def test_no_letter_to_a_consumer_is_an_einvoice_whatever_a_rule_says(
    operator: HttpOperator, kind: str
) -> None:
    one = parcel(kind, channel="einvoice", is_consumer=True)
    receipt = await carried(one, einvoice_url=operator.url)
    assert (receipt.verdict, operator.requests) == ("refused", [])
    assert receipt.text == f"a {kind} to a consumer never goes by einvoice"


@pytest.mark.req("R054")
@pytest.mark.parametrize("kind", ["collection_letter", "possession_warning"])
@pytest.mark.parametrize("is_consumer", [True, False])
async def test_a_collection_letter_is_never_mailed_whatever_a_rule_says(
    kind: str, is_consumer: bool
) -> None:
    one = parcel(kind, mail=letter(), is_consumer=is_consumer)
    async with serving(Post()) as post:
        receipt = await carried(one, smtp_url=post.url)
    assert (receipt.verdict, post.mail) == ("refused", [])
    assert receipt.text.endswith("never goes by email")


async def test_an_alert_goes_to_a_number_in_international_form(operator: HttpOperator) -> None:
    gateway = Gateway(f"{operator.url}?from=Karhu")
    good = await gateway.send(to="+358 40 123-4567", text="Laskujen lähetys epäonnistui.")
    assert good.verdict == "sent"
    told = {"to": "+358401234567", "text": "Laskujen lähetys epäonnistui.", "from": "Karhu"}
    assert json.loads(operator.requests[0].body) == told
    for number in ("040 123 4567", "+0401234567", "+358", "maija", "+358401234567; rm"):
        receipt = await gateway.send(to=number, text="x")
        assert receipt.verdict == "refused", number
    assert (await gateway.send(to="+358401234567", text=" ")).verdict == "refused"
    assert len(operator.requests) == 1
    await gateway.close()
