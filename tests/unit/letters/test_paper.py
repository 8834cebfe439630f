"""Letters on paper: what an archive, a screen reader, a window and a debtor ask of them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import msgspec
import pikepdf
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karhu.letters.calculation import Calculation, Term
from karhu.letters.document import Account, Basis, Credit, Document, Item, Line, Look
from karhu.letters.labels import LABELS, LETTER_TITLES
from karhu.letters.printable import SETTABLE, printable, settable
from karhu.letters.sheet import sheet_of
from karhu.letters.slip import slips_of
from karhu.letters.typesetting import set_sheet, sheet_source, typeset
from tests.builders import a_document, a_line
from tests.unit.letters.seeing import codes_of

LANGUAGES = ("fi", "sv", "en")
ITEMS = (
    Item(text="Kahvi, tumma paahto", quantity=Decimal(12), unit="kg", unit_price=Decimal("8.3333"),
         vat_percent=Decimal("14"), net=Decimal("100.00"), vat=Decimal("14.00")),
    Item(text="Toimitus", net=Decimal("10.00"), vat_percent=Decimal("25.5"), vat=Decimal("2.55")),
)  # fmt: skip
COUNTED = Calculation(
    terms=(
        Term(first_on=date(2026, 2, 2), last_on=date(2026, 2, 8), day_count=7,
             principal=Decimal("100.00"), percent=Decimal("10.5")),
    ),
    divisor="actual_year",
)  # fmt: skip
WHOLE = {"fee": Decimal("12.00"), "interest": Decimal("0.20"), "interest_until": date(2026, 2, 8),
         "calculation": COUNTED, "compensation": Decimal("28.00")}  # fmt: skip
BASES = (
    Basis(part="fee", statute="Perintälaki 513/1999 10 e §"),
    Basis(part="interest", statute="Korkolaki 633/1982 4 a §"),
    Basis(part="compensation", statute="Perintälaki 513/1999 10 i §"),
)


def of_kind(kind: Any, language: Any) -> Document:
    """A document of any kind in any language, with all that it can have."""
    if kind in ("invoice", "credit_note", "interest_invoice"):
        items = ITEMS if kind != "credit_note" else tuple(
            msgspec.structs.replace(item, net=-item.net, vat=-item.vat) for item in ITEMS
        )  # fmt: skip
        document = a_document(kind=kind, language=language, items=items, number="7001", title="")
        return msgspec.structs.replace(document, lines=())
    step = kind if kind != "account_statement" else "reminder"
    return a_document(
        a_line(step=step, **WHOLE), kind=kind, language=language, title="", bases=BASES
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTER_TITLES)
def test_every_letter_is_an_archive_that_a_screen_reader_can_read(kind: str, language: str) -> None:
    document = of_kind(kind, language)
    pdf = pikepdf.open(BytesIO(typeset(document).pdf))
    assert str(pdf.Root.Lang) in (language, f"{language}-{language.upper()}")
    assert pdf.Root.MarkInfo.Marked
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as told:
        assert told["dc:title"].startswith(LETTER_TITLES[document.kind][document.language])
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["pdfuaid:part"] == "1"
        assert told["dc:creator"] == [document.creditor.name]
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert pdf.Root.StructTreeRoot.K is not None
    assert "Encrypt" not in pdf.trailer
    assert {"/Table", "/TR", "/TH", "/TD", "/H1", "/P"} <= roles(pdf)
    fonts = list(fonts_of(pdf))
    assert fonts
    assert all(is_embedded for _, is_embedded in fonts)
    assert all("Inter" in name or "OCR" in name for name, _ in fonts)


def roles(pdf: pikepdf.Pdf) -> set[str]:
    """The roles in the tree of structure."""
    return {
        str(one.S)
        for one in pdf.objects
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
    }


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[tuple[str, bool]]:
    """The name of each font, and whether its program is in the file."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/FontDescriptor":
            files = ("/FontFile", "/FontFile2", "/FontFile3")
            yield str(one.FontName), any(name in one for name in files)


def text_of(document: Document) -> str:
    """What stands on the pages, in the order of reading."""
    return "\n".join(texts(msgspec.to_builtins(sheet_of(document))))


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from texts(one)


def test_a_pictures_alternative_says_what_it_is() -> None:
    pdf = pikepdf.open(BytesIO(typeset(of_kind("reminder", "fi")).pdf))
    told = [
        str(one.Alt) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one
    ]
    assert sorted(text.split(" ")[0] for text in told) == ["QR-koodi", "Virtuaaliviivakoodi"]


def test_the_same_document_is_the_same_file() -> None:
    assert typeset(of_kind("notice", "fi")).pdf == typeset(of_kind("notice", "fi")).pdf


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_codes_on_paper_say_what_is_to_be_paid(language: str) -> None:
    document = of_kind("reminder", language)
    found = dict(codes_of(document))
    assert document.payable == Decimal("140.20")
    barcode = "421123456000007850001402000000000000000000500115260222"
    assert found[zxingcpp.BarcodeFormat.Code128] == barcode
    lines = found[zxingcpp.BarcodeFormat.QRCode].split("\n")
    assert lines[6:8] == ["FI2112345600000785", "EUR140.20"]
    assert lines[9:] == ["500115", "", "ReqdExctnDt/2026-02-22"]


def test_a_swedish_letter_has_its_giro_line_and_code() -> None:
    document = a_document(
        a_line(reference="12345674", fee=Decimal("60.00")),
        language="sv", currency="SEK", reference="12345674", title="",
        account=Account(iban="SE4550000000058398257466", bankgiro="5805-6201"),
    )  # fmt: skip
    [slip] = slips_of(document)
    assert slip.giro == "# 12345674 # 160 00 2 > 58056201#41#"
    [(kind, said)] = codes_of(document)
    assert kind == zxingcpp.BarcodeFormat.QRCode
    assert msgspec.json.decode(said)["acc"] == "5805-6201"
    names = {name for name, _ in fonts_of(pikepdf.open(BytesIO(typeset(document).pdf)))}
    assert any("OCR" in name for name in names)


def many(*, credited: str = "0", count: int = 3) -> Document:
    """A notice of several invoices of 100, 200, 300 ..., of which credits pay the oldest first."""
    lines = [
        a_line(invoice_number=str(5000 + n), step="notice" if n == 1 else "reminder",
               total=Decimal(100 * n), open=Decimal(100 * n), fee=Decimal("5.00"))
        for n in range(1, count + 1)
    ]  # fmt: skip
    credit = Credit(kind="payment", number="9", on=date(2026, 2, 3), amount=Decimal(credited))
    return a_document(
        *lines, kind="notice", reference="", credits=(credit,) if credit.amount else ()
    )


def test_a_letter_about_many_invoices_adds_up_and_has_a_slip_for_each() -> None:
    document = many(credited="150.00")
    assert (document.claimed, document.payable) == (Decimal("615.00"), Decimal("465.00"))
    slips = slips_of(document)
    assert [slip.facts[-1][1] for slip in slips] == ["160,00\xa0€", "305,00\xa0€"]
    assert sheet_of(document).table.sums == (
        ("Yhteensä", "615,00\xa0€"),
        ("Kohdistamaton maksu 9, 3.2.2026", "-150,00\xa0€"),
        ("Maksettava", "465,00\xa0€"),
    )
    found = [text for kind, text in codes_of(document) if kind == zxingcpp.BarcodeFormat.QRCode]
    assert sorted(text.split("\n")[7] for text in found) == ["EUR160.00", "EUR305.00"]


def test_each_invoice_stands_at_its_own_step() -> None:
    steps = [row[1] for row in sheet_of(many()).table.rows]
    assert steps == ["Huomautus", "Maksumuistutus", "Maksumuistutus"]


def test_what_is_covered_by_credits_asks_for_nothing() -> None:
    document = many(credited="700.00")
    assert slips_of(document) == ()
    assert sheet_of(document).no_payment == LABELS["fi"]["no_payment"]
    assert codes_of(document) == []


def test_a_long_list_goes_on_over_pages() -> None:
    found = typeset(many(count=60))
    assert found.page_count == len(pikepdf.open(BytesIO(found.pdf)).pages) > 10


def test_a_foreign_country_stands_below_the_address_and_the_own_does_not() -> None:
    home = sheet_of(a_document())
    assert home.address == ("Asiakas Oy", "Kauppakatu 12 A 3", "48100 Kotka")
    abroad = a_document()
    abroad = msgspec.structs.replace(
        abroad, debtor=msgspec.structs.replace(abroad.debtor, country="SE")
    )
    assert sheet_of(abroad).address[-1] == "SE"


@pytest.mark.parametrize(("country", "x"), [("FI", 20), ("SE", 112), ("NO", 15), ("DE", 20)])
def test_the_window_is_where_envelopes_of_the_senders_country_have_it(country: str, x: int) -> None:
    document = a_document()
    creditor = msgspec.structs.replace(document.creditor, country=country)
    document = msgspec.structs.replace(document, creditor=creditor)
    assert sheet_of(document).window.x == x
    assert typeset(document).page_count == 1


HOSTILE = (
    '#panic("x")', "#sys.inputs", "*bold* _it_ `raw` $x$", "<label> @ref", "\\ #let x = 1",
    "= heading", "- list", "// comment", '"; #read("/etc/passwd")', "line\nbreak\r\n#panic()",
    "\u202eevil\u202c", "\u2066abc\u2069", "\x00\x07\x1b[31m", "漢字 🐻 สวัสดี", "مرحبا שלום",
    "\ue000\uf8ff", "a\u0301\u0302\u0303" * 30, "N" * 300, "{{ creditor }}{% raise %}", "",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_stands_in_names_and_texts_is_set_and_does_nothing(text: str) -> None:
    document = a_document(a_line(invoice_number=text), title=text, text=text)
    document = msgspec.structs.replace(
        document,
        debtor=msgspec.structs.replace(document.debtor, name=text, street=text, city=text),
        creditor=msgspec.structs.replace(document.creditor, name=text or "K"),
    )
    assert typeset(document).page_count >= 1
    shown = text_of(document)
    assert not set(shown) & set("\u202e\u2066\x00\x1b\ue000\r")


def test_what_is_said_to_be_settable_is() -> None:
    name = "".join(sorted(SETTABLE))
    document = a_document(text=name)
    assert set_sheet(sheet_source(document), datetime(2026, 1, 1, tzinfo=UTC))


@given(st.text(max_size=60))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_name_can_be_set(name: str) -> None:
    document = a_document()
    debtor = msgspec.structs.replace(document.debtor, name=name)
    assert typeset(msgspec.structs.replace(document, debtor=debtor)).page_count == 1


@given(st.text(max_size=100))
def test_what_is_printable_is_so_however_often_one_asks(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    assert "\n" not in once
    assert len(settable(once)) == len(once)


@pytest.mark.parametrize("kind", ["svg", "png", "jpg"])
def test_a_logo_stands_at_the_top(kind: Any) -> None:
    logo = {"svg": SVG, "png": png(), "jpg": jpeg()}[kind]
    look = Look(colour="#7a1f1f", logo=logo, logo_kind=kind)
    document = a_document(look=look)
    assert len(typeset(document).pdf) > 0
    assert sheet_of(document).logo.startswith("<svg")


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10">'
    b'<rect width="40" height="10"/></svg>'
)


def png() -> bytes:
    from PIL import Image

    kept = BytesIO()
    Image.new("RGBA", (120, 40), (10, 90, 60, 128)).save(kept, "PNG")
    return kept.getvalue()


def jpeg() -> bytes:
    from PIL import Image

    kept = BytesIO()
    Image.new("RGB", (120, 40), (10, 90, 60)).save(kept, "JPEG")
    return kept.getvalue()


amounts = st.decimals("0.01", "99999.99", places=2)


@given(st.lists(st.tuples(amounts, amounts), min_size=1, max_size=6), st.lists(amounts, max_size=3))
def test_slips_ask_for_exactly_what_is_payable(
    parts: list[tuple[Decimal, Decimal]], credited: list[Decimal]
) -> None:
    lines: list[Line] = [a_line(open=one, total=one, fee=fee) for one, fee in parts]
    credits = tuple(
        Credit(kind="payment", number=str(n), on=date(2026, 2, 1), amount=amount)
        for n, amount in enumerate(credited)
    )
    document = a_document(*lines, credits=credits)
    asked = [slip.facts[-1][1] for slip in slips_of(document)]
    cents = sum(int("".join(filter(str.isdigit, text))) for text in asked)
    assert cents == max(document.payable, Decimal(0)) * 100


@pytest.mark.parametrize(
    ("kind", "name"), [("reminder", "Muistutuskulu"), ("collection_letter", "Perintäkulut")]
)
def test_the_cost_of_a_demand_is_not_called_a_reminders(kind: str, name: str) -> None:
    assert name in [row[0] for row in sheet_of(of_kind(kind, "fi")).table.rows]
