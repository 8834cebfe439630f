"""Whatever stands in names, numbers and addresses, a letter says it and does nothing else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from email.errors import NonASCIILocalPartDefect
from email.message import EmailMessage

import pytest

from karhu.channels.email import Outlet
from karhu.dispatch.delivery import deliver
from tests.fault.post import Post, serving
from tests.world import World

INJECTION = "Ab\r\nBcc: victim@example.com\r\nX-Evil: 1\r\n\r\n<b>body</b>"
NAMES = (
    INJECTION,
    "Line one\nLine two",
    '<script>alert("x")</script> & {{ letter.iban }} {% raise %}',
    "Äiti & Örn Åkerlund Ab 漢字 🐻",
    "\u202egnidliub\u202c שלום \u2066abc\u2069",
    '"quoted", comma; <other@example.com>',
    "=?utf-8?q?encoded=0d=0aBcc:_victim@example.com?=",
    "N" * 300,
    "Tab\tand\x0bvertical\x0cform\x85next\u2028line\u2029paragraph\x1bescape",
    ".",
    "",
)
HEADERS = {
    "from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"
}  # fmt: skip


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with serving(Post(), enable_SMTPUTF8=False) as made:
        yield made


@pytest.fixture
async def international() -> AsyncIterator[Post]:
    async with serving(Post(), enable_SMTPUTF8=True) as made:
        yield made


def visible(text: str) -> str:
    """What a reader sees of a text, without its spaces."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


async def sent(world: World, post: Post, *, count: int = 1) -> list[EmailMessage]:
    """The letters as they arrived, in the order of their dispatches, once each is found sound."""
    await world.run("2026-02-08")
    outlet = Outlet(post.url)
    await deliver(outlet.send, now=world.now + timedelta(minutes=30))
    await outlet.close()
    dispatches = await world.dispatches()
    assert [(d["state"], d["failure"]) for d in dispatches] == [("sent", None)] * count
    for envelope, letter in zip(post.mail, post.letters, strict=True):
        assert sound(envelope.content, letter)
        assert envelope.rcpt_tos == [letter["To"].addresses[0].addr_spec]
    arrived = {letter["Message-ID"]: letter for letter in post.letters}
    return [arrived[dispatch["message_id"]] for dispatch in dispatches]


def sound(content: bytes, letter: EmailMessage) -> bool:
    """Nothing but the headers that belong there, each as the standard asks."""
    assert {name.lower() for name in letter.keys()} == HEADERS  # noqa: SIM118
    assert len(letter.keys()) == len(HEADERS)
    found = [defect for header in letter.values() for defect in header.defects]
    assert all(isinstance(defect, NonASCIILocalPartDefect) for defect in found)
    assert len(letter["To"].addresses) == len(letter["From"].addresses) == 1
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    for kind in ("plain", "html"):
        assert "Bcc" not in letter
        assert not set(body(letter, kind)) & set("\u202e\u2066\u2069\x1b\x0b\x0c")
    assert "<script" not in body(letter, "html")
    assert "<b>" not in body(letter, "html")
    return True


def body(letter: EmailMessage, kind: str) -> str:
    part = letter.get_body((kind,))
    assert part is not None
    text: str = part.get_content()
    return text


async def test_a_customers_name_is_only_text(world: World, post: Post) -> None:
    for name in NAMES:
        await world.invoice(await world.customer(name=name), due="2026-02-01")
    letters = await sent(world, post, count=len(NAMES))
    first_lines = [visible(body(letter, "plain").split("\n")[0]) for letter in letters]
    assert sorted(first_lines) == sorted(visible(name) for name in NAMES)


async def test_an_invoice_number_is_only_text(world: World, post: Post) -> None:
    for number in NAMES:
        await world.invoice(due="2026-02-01", number=number)
    letters = await sent(world, post, count=len(NAMES))
    shown = [visible(letter["Subject"]) for letter in letters]
    said = "Maksumuistutus:lasku{},KarhulaOy"
    assert sorted(shown) == sorted(said.format(visible(number)) for number in NAMES)


async def test_a_companys_sender_name_is_only_text(world: World, post: Post) -> None:
    for name in NAMES:
        await world.invoice(due="2026-02-01", trade_name=name)
    letters = await sent(world, post, count=len(NAMES))
    senders = [letter["From"].addresses[0] for letter in letters]
    assert {sender.addr_spec for sender in senders} == {"laskut@example.com"}
    shown = [visible(sender.display_name) for sender in senders]
    # an invoice without a trade name is the company's own
    assert sorted(shown) == sorted(visible(name) or "KarhulaOy" for name in NAMES)


NO_ADDRESSES = (
    "a@example.com\r\nRCPT TO:<victim@example.com>",
    "a@example.com\nBcc: victim@example.com",
    "a@example.com>\r\nDATA",
    "a@example.com, victim@example.com",
    "a@example.com> <victim@example.com",
    "<victim@example.com>",
    "a b@example.com",
    "no-at-sign",
    "@example.com",
    "a@",
    "a@\u202eexample.com",
    "a@exam\x7fple.com",
    "a@faß.de",
    "ä@example.com",
    "a" * 65 + "@example.com",
)


async def test_an_address_that_is_none_fails_its_letter_and_no_other(
    world: World, post: Post
) -> None:
    for address in (*NO_ADDRESSES, "b@example.com"):
        await world.invoice(await world.customer(email=address), due="2026-02-01")
    await world.run("2026-02-08")
    outlet = Outlet(post.url)
    await deliver(outlet.send, now=world.now + timedelta(minutes=30))
    await outlet.close()
    states = {d["recipient"]: d["state"] for d in await world.dispatches()}
    assert states == {**dict.fromkeys(NO_ADDRESSES, "failed"), "b@example.com": "sent"}
    assert post.tried == ["b@example.com"]


async def test_an_address_with_a_name_of_its_own_script_is_reached(
    world: World, international: Post
) -> None:
    await world.invoice(await world.customer(email="päivi@example.com"), due="2026-02-01")
    [letter] = await sent(world, international)
    assert letter["To"].addresses[0].addr_spec == "päivi@example.com"


async def test_a_domain_of_its_own_script_is_written_in_ascii(world: World, post: Post) -> None:
    await world.settings(sender_email="laskut@yhtiö.fi")
    await world.invoice(await world.customer(email="debtor@sähkö.fi"), due="2026-02-01")
    [letter] = await sent(world, post)
    assert letter["To"].addresses[0].addr_spec == "debtor@xn--shk-qla6g.fi"
    assert letter["From"].addresses[0].addr_spec == "laskut@xn--yhti-8qa.fi"
    assert letter["Message-ID"].endswith("@xn--yhti-8qa.fi>")


async def test_a_letter_says_the_same_in_text_and_html(world: World, post: Post) -> None:
    customer = await world.customer(name="Åke & Söner", language="sv")
    await world.invoice(customer, due="2026-02-01")
    [letter] = await sent(world, post)
    assert letter.get_content_type() == "multipart/mixed"
    said, paper = letter.iter_parts()
    assert [part.get_content_type() for part in said.iter_parts()] == ["text/plain", "text/html"]
    assert paper.get_content_type() == "application/pdf"
    assert paper.get_filename().endswith(".pdf")
    assert paper.get_content() == (await world.dispatches())[0]["pdf"]
    assert "Åke & Söner" in body(letter, "plain")
    assert "Åke &amp; Söner" in body(letter, "html")
    for kind in ("plain", "html"):
        assert "FI21 1234 5600 0007 85" in body(letter, kind)
        assert "2026" in body(letter, kind)
    assert letter["Auto-Submitted"] == "auto-generated"


async def test_a_letter_gives_the_first_account_in_the_invoices_currency(
    world: World, post: Post
) -> None:
    ibans = ("SE4550000000058398257466", "FI2112345600000785", "FI5810171000000122")
    accounts = zip(("SEK", "EUR", "EUR"), ibans, strict=True)
    await world.settings(bank_accounts=[{"currency": c, "iban": i} for c, i in accounts])
    await world.invoice(await world.customer(), due="2026-01-15")
    [letter] = await sent(world, post)
    assert "FI21 1234 5600 0007 85" in body(letter, "plain")
    assert "FI58" not in body(letter, "plain")
