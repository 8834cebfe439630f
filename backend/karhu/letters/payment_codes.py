"""What machines read of a payment: the Finnish bank barcode, QR codes, the Swedish giro line."""

from datetime import date
from decimal import Decimal

import msgspec
from stdnum import iso11649, luhn

from karhu.invoices.reference import is_finnish_reference
from karhu.kit.money import written

NO_AMOUNT = Decimal("1000000")  # does not fit into the bank barcode: the payer keys it in
LONGEST_NAME = 70
LONGEST_REMITTANCE = 140
GIRO_KIND = "41"  # which line of the giro reader this is


def bank_barcode(iban: str, reference: str, amount: Decimal, due_on: date | None) -> str | None:
    """The 54 digits of a Finnish bank barcode (Finance Finland's guide 5.3), or None.

    Version 5 carries an RF reference (ISO 11649), version 4 a national one. There is none for an
    account abroad, or without a sound reference.
    """
    account, compact = _compact(iban), _compact(reference)
    if not (account.startswith("FI") and len(account) == 18 and account[2:].isdigit()):
        return None
    if amount >= NO_AMOUNT or amount < 0:
        amount = Decimal(0)
    whole, cents = written(amount).split(".")
    paid, due = f"{whole:0>6}{cents}", f"{due_on:%y%m%d}" if due_on else "000000"
    if is_rf(compact) and compact[4:].isdigit():
        return f"5{account[2:]}{paid}{compact[2:4]}{compact[4:]:0>21}{due}"
    if is_finnish_reference(compact):
        return f"4{account[2:]}{paid}000{compact:0>20}{due}"
    return None


def epc_payload(
    *,
    name: str,
    iban: str,
    bic: str,
    reference: str,
    text: str,
    amount: Decimal,
    due_on: date | None,
) -> str | None:
    """The lines of an EPC QR code (EPC069-12), with the due date as Finnish banks read it.

    The reference goes as structured remittance where its check digits hold, else within the text.
    None when there is nothing to pay.
    """  # fmt: skip
    account, compact = _compact(iban), _compact(reference)
    if not account or amount <= 0:
        return None
    is_sound = is_rf(compact) or is_finnish_reference(compact)
    said = "" if is_sound else " ".join(filter(None, (reference, text)))[:LONGEST_REMITTANCE]
    lines = (
        "BCD", "002", "1", "SCT", bic, _line(name)[:LONGEST_NAME], account,
        f"EUR{written(amount)}", "", compact if is_sound else "", _line(said),
        f"ReqdExctnDt/{due_on.isoformat()}" if due_on else "",
    )  # fmt: skip
    return "\n".join(lines).rstrip("\n")


def swedish_payload(
    *,
    name: str,
    business_id: str,
    account: str,
    kind: str,
    reference: str,
    amount: Decimal,
    currency: str,
    invoice_on: date,
    due_on: date | None,
) -> str | None:
    """The JSON of a Swedish invoice QR code (UsingQR 1); `kind` is `BG` or `IBAN`."""  # fmt: skip
    if not account or amount <= 0:
        return None
    told = {
        "uqr": 1,
        "tp": 1,
        "nme": _line(name)[:LONGEST_NAME],
        "cid": business_id,
        "iref": _compact(reference),
        "idt": f"{invoice_on:%Y%m%d}",
        "ddt": f"{due_on:%Y%m%d}" if due_on else "",
        "due": msgspec.Raw(written(amount).encode()),  # a number, to the cent
        "cur": currency,
        "pt": kind,
        "acc": account,
    }
    return msgspec.json.encode({key: value for key, value in told.items() if value}).decode()


def giro_line(bankgiro: str, reference: str, amount: Decimal) -> str | None:
    """The line that the Swedish bankgiro reads, or None without a sound OCR reference.

    Reference, kronor and öre with the Luhn digit of both, and the bankgiro number.
    """
    compact, number = _compact(reference), bankgiro.replace("-", "").strip()
    if not (is_ocr(compact) and is_bankgiro(number)) or amount <= 0:
        return None
    kronor, ore = written(amount).split(".")
    check = luhn.calc_check_digit(f"{kronor}{ore}")
    return f"# {compact} # {kronor} {ore} {check} > {number}#{GIRO_KIND}#"


def is_rf(reference: str) -> bool:
    """Whether a compact reference is an RF creditor reference (ISO 11649)."""
    return reference.startswith("RF") and bool(iso11649.is_valid(reference))


def is_ocr(reference: str) -> bool:
    """Whether a compact reference is a Swedish OCR number: 2 to 25 digits, the last one Luhn's."""
    is_digits = reference.isascii() and reference.isdigit() and 2 <= len(reference) <= 25
    return is_digits and bool(luhn.is_valid(reference))


def is_bankgiro(number: str) -> bool:
    """Whether digits are a bankgiro number: 7 or 8, the last one Luhn's."""
    is_digits = number.isascii() and number.isdigit() and len(number) in (7, 8)
    return is_digits and bool(luhn.is_valid(number))


def _compact(text: str) -> str:
    return "".join(text.split()).upper()


def _line(text: str) -> str:
    return " ".join(text.split())
