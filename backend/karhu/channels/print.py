"""Paper letters: the PDF and what a print service must know of it, handed to one operator."""

import hashlib
import re
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from karhu.channels.drop import Drop, File, receipt
from karhu.channels.parcel import Parcel
from karhu.channels.receipt import Receipt
from karhu.letters.document import Party
from karhu.letters.envelope import window_of
from karhu.letters.plain import one_line

PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
STREAM = re.compile(rb"/Type\s*/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)
MOST_UNPACKED = 20_000_000  # of one stream of objects
NAME_LINES = 2

# what a job is unless the installation says otherwise
MAIL_CLASS, ENVELOPE = "economy", "c5"


class PrintJobs:
    """Carries documents as paper letters through one drop; `options` are those of its URL."""

    def __init__(self, drop: Drop, options: Mapping[str, str] | None = None) -> None:
        self.drop = drop
        self.options = dict(options or {})

    async def send(self, parcel: Parcel) -> Receipt:
        """Hand one letter over with its sidecar; one without a whole address is refused."""
        if not _is_whole(parcel.document.debtor):
            return receipt("refused", "the customer has no whole postal address")
        if not _is_whole(parcel.document.creditor):
            return receipt("deferred", "the company has no whole postal address to return to")
        if not parcel.pdf.startswith(b"%PDF-"):
            return receipt("deferred", "there is no PDF to print")
        job = msgspec.json.format(msgspec.json.encode(self.job_of(parcel)), indent=2)
        name = str(parcel.id)
        files = [
            File(name=f"{name}.pdf", content=parcel.pdf, media_type="application/pdf"),
            File(name=f"{name}.json", content=job, media_type="application/json"),
        ]
        return await self.drop.put(files, key=name)

    def job_of(self, parcel: Parcel) -> dict[str, Any]:
        """What the print service must know: whom to, by which post, and whether it got it whole."""
        document = parcel.document
        return {
            "item_id": str(parcel.id),
            "sha256": hashlib.sha256(parcel.pdf).hexdigest(),
            "page_count": page_count(parcel.pdf),
            "title": one_line(document.title),
            "recipient": _addressed(document.debtor, document.country),
            "return_address": _addressed(document.creditor, document.country),
            "mail_class": self.options.get("class", MAIL_CLASS),
            "is_colour": self.options.get("colour") == "yes",
            "is_duplex": self.options.get("duplex") != "no",
            "envelope_profile": self.options.get("envelope", ENVELOPE),
            "address_window_mm": window_of(document.creditor.country),
        }


def _is_whole(party: Party) -> bool:
    return bool(party.street and party.postcode and party.city)


def _addressed(party: Party, home: str) -> dict[str, Any]:
    """Name and lines as they stand in the window; a country is named only abroad."""
    place = " ".join(part for part in (one_line(party.postcode), one_line(party.city)) if part)
    lines = [line for line in (one_line(party.street), place) if line]
    country = one_line(party.country)
    return {
        "name": one_line(party.name),
        "lines": [*lines, *([country] if country and country != home else [])],
        "street": one_line(party.street),
        "postcode": one_line(party.postcode),
        "city": one_line(party.city),
        "country": country,
    }


def page_count(pdf: bytes) -> int:
    """How many pages a PDF of ours has, also where its objects are packed (PDF 1.5)."""
    found = len(PAGE.findall(pdf))
    for packed in STREAM.findall(pdf):
        try:
            plain = zlib.decompressobj().decompress(packed, MOST_UNPACKED)
        except zlib.error:
            continue
        found += len(PAGE.findall(plain))
    return found
