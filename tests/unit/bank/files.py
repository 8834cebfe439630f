"""Bank files in one line each: camt, reference-payment lists and BgMax."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from karhu.bank import detect
from karhu.bank.entry import BankEntry, BankHeader

ACCOUNT = "FI2112345600000785"


def transaction(
    amount: str | None = "100.00",
    reference: str | None = None,
    *,
    ref: str | None = None,
    payer: str = "Maija Meikäläinen",
    version: str = "001.08",
    currency: str = "EUR",
    accepted: str | None = None,
    text: str | None = None,
    more: str = "",
    blocks: str = "",
) -> str:
    """A `TxDtls` with one `Strd` if it has a reference; `more` ends it, `blocks` replace `Strd`."""
    told = f'<Amt Ccy="{currency}">{amount}</Amt>' if amount else ""
    if version == "001.02" and told:
        told = f"<AmtDtls><TxAmt>{told}</TxAmt></AmtDtls>"
    name = f"<Nm>{payer}</Nm>" if version == "001.02" else f"<Pty><Nm>{payer}</Nm></Pty>"
    refs = f"<Refs><AcctSvcrRef>{ref}</AcctSvcrRef></Refs>" if ref else ""
    if reference and not blocks:
        blocks = strd(reference)
    free = f"<Ustrd>{text}</Ustrd>" if text else ""
    dates = f"<RltdDts><AccptncDtTm>{accepted}</AccptncDtTm></RltdDts>" if accepted else ""
    return (
        f"<TxDtls>{refs}{told}<RltdPties><Dbtr>{name}</Dbtr></RltdPties>"
        f"<RmtInf>{free}{blocks}</RmtInf>{dates}{more}</TxDtls>\n"
    )


def strd(
    reference: str, amount: str | None = None, *, kind: str = "CINV", name: str = "RmtdAmt"
) -> str:
    """A `Strd` with a reference, and its amount if told."""
    document = f"<RfrdDocInf><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp></RfrdDocInf>"
    told = (
        f'<RfrdDocAmt><{name} Ccy="EUR">{amount}</{name}></RfrdDocAmt>'
        if amount is not None
        else ""
    )
    kept = f"<CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf>"
    return f"<Strd>{document if amount is not None else ''}{told}{kept}</Strd>"


def entry(
    *transactions: str,
    amount: str = "100.00",
    ref: str | None = "A1",
    day: str = "2026-01-20",
    valued: str | None = None,
    direction: str = "CRDT",
    status: str = "BOOK",
    version: str = "001.08",
    currency: str = "EUR",
    is_reversal: bool = False,
    batch: int | None = None,
) -> str:
    """An `Ntry` with its transactions."""
    state = status if version == "001.02" else f"<Cd>{status}</Cd>"
    reversal = "<RvslInd>true</RvslInd>" if is_reversal else ""
    own = f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else ""
    count = f"<Btch><NbOfTxs>{batch}</NbOfTxs></Btch>" if batch else ""
    details = "".join(transactions)
    if details or count:
        details = f"<NtryDtls>{count}{details}</NtryDtls>"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd>{reversal}'
        f"<Sts>{state}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>"
        f"<ValDt><Dt>{valued or day}</Dt></ValDt>{own}{details}</Ntry>\n"
    )


def camt(
    *entries: str,
    kind: str = "054",
    version: str = "001.08",
    made: str = "2026-01-21T06:00:00+02:00",
    account: str = ACCOUNT,
    period: str = "",
    before: str = "",
) -> bytes:
    """A whole camt.054 or camt.053."""
    root, section = {
        "054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        "053": ("BkToCstmrStmt", "Stmt"),
    }[kind]
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.{kind}.{version}"
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{before}<Document xmlns="{space}">\n<{root}>'
        f"<GrpHdr><MsgId>M1</MsgId><CreDtTm>{made}</CreDtTm></GrpHdr>\n"
        f"<{section}><Id>S1</Id><CreDtTm>{made}</CreDtTm>{period}"
        f"<Acct><Id><IBAN>{account}</IBAN></Id></Acct>\n{''.join(entries)}</{section}>"
        f"</{root}></Document>\n"
    )
    return text.encode()


def ktl(*payments: dict[str, Any], count: int | None = None, cents: int | None = None) -> bytes:
    """A reference-payment list whose totals are right unless told otherwise."""
    lines = ["0" + "260121" + "0600" + "05" + "123456789" + "1"]
    right, back = [], []
    for given in payments:
        one = {"kind": "3", "cents": 10000, "reference": "13", "archive": "A1", "name": "MAIJA"}
        one |= {"booked": "260120", "paid": "260119", "reversal": "0", "currency": "1", **given}
        (back if one["reversal"] == "1" else right).append(int(one["cents"]))
        lines.append(
            f"{one['kind']}12345600000785{one['booked']}{one['paid']}{one['archive']:<16}"
            f"{one['reference']:0>20}{one['name']:<12}{one['currency']}A{one['cents']:010d}"
            f"{one['reversal']}A0"
        )
    count = len(right) if count is None else count
    cents = sum(right) if cents is None else cents
    lines.append(f"9{count:06d}{cents:011d}{len(back):06d}{sum(back):011d}{0:06d}{0:011d}")
    return "\r\n".join(line.ljust(90) for line in lines).encode("latin-1") + b"\r\n"


def giro(
    amount: int,
    reference: str = "",
    *,
    kind: str = "20",
    code: str = "2",
    serial: str = "490630174260",
    more: Iterable[str] = (),
) -> list[str]:
    """A BgMax payment of so many öre, with the records that follow it."""
    return [f"{kind}{0:010d}{reference:>25}{amount:018d}{code}1{serial}0", *more]


def bgmax(
    *payments: list[str],
    currency: str = "SEK",
    deposit: int | None = None,
    counts: tuple[int, int, int, int] | None = None,
    is_test: bool = False,
) -> bytes:
    """A BgMax file of one section whose totals are right unless told otherwise."""
    told = [line for payment in payments for line in payment]
    of = {kind: [line for line in told if line[:2] == kind] for kind in ("20", "21", "22", "23")}
    sums = {kind: sum(int(line[37:55]) for line in lines) for kind, lines in of.items()}
    total = sums["20"] - sums["21"] if deposit is None else deposit
    count = len(of["20"]) + len(of["21"])
    right = (len(of["20"]), len(of["21"]), len(of["22"]) + len(of["23"]), 1)
    lines = [
        f"01{'BGMAX':<20}0120260120173035010331{'T' if is_test else 'P'}",
        f"050009912346{' ' * 10}{currency}",
        *told,
        f"15{58410000010098:035d}2026012000036{total:018d}{currency}{count:08d} ",
        "70" + "".join(f"{number:08d}" for number in counts or right),
    ]
    return "\n".join(line.ljust(80) for line in lines).encode("latin-1") + b"\n"


class Dripping(io.RawIOBase):
    """A stream that gives its bytes in pieces of its own choosing."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self.given = 0

    def read(self, size: int = -1, /) -> bytes:
        piece = next((piece for piece in self._pieces if piece), b"")
        self.given += len(piece)
        return piece


def read(content: bytes) -> Iterator[BankEntry | BankHeader]:
    """The items of a file."""
    return detect.read(io.BytesIO(content))


def entries(content: bytes) -> list[BankEntry]:
    """The entries of a file."""
    return [item for item in read(content) if isinstance(item, BankEntry)]


def header(content: bytes) -> BankHeader:
    """The one header of a file."""
    [found] = [item for item in read(content) if isinstance(item, BankHeader)]
    return found
