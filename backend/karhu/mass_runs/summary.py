"""The summary of a mass run on paper: its letters row by row, with their sums (R295)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import typst

from karhu.contract import types
from karhu.kit.money import spoken
from karhu.letters.printable import settable
from karhu.letters.typesetting import fonts

HERE = Path(__file__).parent
TEMPLATE = HERE / "summary.typ"
AMOUNTS = ("principal", "old_fees", "old_interest", "new_fee", "new_interest", "total")
WORDS = {
    "en": {
        "title": "Mass run", "interest_on": "Interest up to", "pay_by_on": "Due date",
        "customer": "Customer", "step": "Step", "channel": "Sent by", "principal": "Principal",
        "old_fees": "Earlier fees", "old_interest": "Earlier interest", "new_fee": "New fee",
        "new_interest": "New interest", "total": "Total", "letters": "Letters",
        "none": "No letters are selected.", "sent": "sent", "page": "Page",
        "reminder": "Payment reminder", "notice": "Notice", "collection_letter": "Payment demand",
        "possession_warning": "Possession warning", "email": "E-mail", "print": "Post",
        "einvoice": "E-invoice",
    },
    "fi": {
        "title": "Massa-ajo", "interest_on": "Korot laskettu", "pay_by_on": "Eräpäivä",
        "customer": "Asiakas", "step": "Vaihe", "channel": "Lähetystapa", "principal": "Pääoma",
        "old_fees": "Vanhat kulut", "old_interest": "Vanhat korot", "new_fee": "Uusi kulu",
        "new_interest": "Uudet korot", "total": "Yhteensä", "letters": "Kirjeitä",
        "none": "Yhtään kirjettä ei ole valittu.", "sent": "lähetetty", "page": "Sivu",
        "reminder": "Muistutus", "notice": "Huomautus", "collection_letter": "Maksuvaatimus",
        "possession_warning": "Haltuunottovaroitus", "email": "Sähköposti", "print": "Posti",
        "einvoice": "Verkkolasku",
    },
    "sv": {
        "title": "Masskörning", "interest_on": "Ränta räknad till", "pay_by_on": "Förfallodag",
        "customer": "Kund", "step": "Steg", "channel": "Sätt", "principal": "Kapital",
        "old_fees": "Tidigare avgifter", "old_interest": "Tidigare ränta", "new_fee": "Ny avgift",
        "new_interest": "Ny ränta", "total": "Totalt", "letters": "Brev",
        "none": "Inga brev är valda.", "sent": "skickat", "page": "Sida",
        "reminder": "Påminnelse", "notice": "Anmärkning", "collection_letter": "Inkassovarning",
        "possession_warning": "Varning om besittningstagande", "email": "E-post", "print": "Post",
        "einvoice": "E-faktura",
    },
}  # fmt: skip


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What the summary says: the run's terms and its letters."""

    company: str
    language: str
    on: date
    interest_on: date
    pay_by_on: date
    rows: Sequence[types.MassRunRow]


def set_summary(summary: Summary) -> bytes:
    """The summary as PDF/A-2a and PDF/UA-1; best done in a thread."""
    sheet = msgspec.json.encode(_sheet(summary)).decode()
    pdf = typst.compile(
        str(TEMPLATE), root=str(HERE), font_paths=fonts(), format="pdf",
        sys_inputs={"sheet": settable(sheet)}, pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(summary.on, time(), UTC),
    )  # fmt: skip
    assert isinstance(pdf, bytes)
    return pdf


def _sheet(summary: Summary) -> dict[str, Any]:
    words = WORDS[summary.language]
    currencies = sorted({row.currency for row in summary.rows})
    return {
        "language": summary.language,
        "company": summary.company,
        "words": words,
        "on": _day(summary.on),
        "interest_on": _day(summary.interest_on),
        "pay_by_on": _day(summary.pay_by_on),
        "rows": [_row(row, words, summary.language) for row in summary.rows],
        "sums": [_sum(currency, summary) for currency in currencies],
    }


def _row(row: types.MassRunRow, words: dict[str, str], language: str) -> dict[str, str]:
    told = {name: _said(getattr(row, name), row.currency, language) for name in AMOUNTS}
    step = words.get(str(row.step), "")
    was_sent = isinstance(row.sent_by, str)
    return {
        **told,
        "customer": f"{row.customer_number} {row.customer_name}".strip(),
        "step": f"{step} ({words['sent']})" if was_sent else step,
        "channel": ", ".join(_channels(row, words)),
    }


def _channels(row: types.MassRunRow, words: dict[str, str]) -> list[str]:
    ways = [str(one.channel) for one in row.recipients if one.is_chosen and one.channel]
    return [words.get(way, way) for way in dict.fromkeys(ways)]


def _sum(currency: str, summary: Summary) -> dict[str, Any]:
    rows = [row for row in summary.rows if row.currency == currency]
    added = {
        name: sum((Decimal(getattr(row, name)) for row in rows), Decimal(0)) for name in AMOUNTS
    }
    told = {name: spoken(amount, currency, summary.language) for name, amount in added.items()}
    return {**told, "count": len(rows)}


def _said(amount: str, currency: str, language: str) -> str:
    return spoken(Decimal(amount), currency, language)


def _day(on: date) -> str:
    return f"{on.day}.{on.month}.{on.year}"
