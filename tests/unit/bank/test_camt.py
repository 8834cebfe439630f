"""camt.054 and camt.053 as the banks of Finland and Sweden write them."""

from datetime import date
from decimal import Decimal

import pytest

from karhu.bank.entry import BankFileError
from tests.unit.bank.files import ACCOUNT, camt, entries, entry, header, strd, transaction


@pytest.mark.parametrize("kind", ["053", "054"])
@pytest.mark.parametrize("version", ["001.02", "001.08"])
def test_a_batch_is_as_many_payments_as_it_has_transactions(kind: str, version: str) -> None:
    content = camt(
        entry(
            transaction("10.00", "RF332348236", ref="T1", version=version, payer="Åsa Öberg"),
            transaction("20.00", ref="T2", version=version, text="Lasku 5"),
            amount="30.00", version=version, batch=2,
        ),
        kind=kind, version=version,
    )  # fmt: skip
    first, second = entries(content)
    assert (first.amount, first.reference, first.payer) == (
        Decimal("10.00"),
        "2348236",
        "Åsa Öberg",
    )
    assert (first.entry_ref, first.tx_ref, first.ordinal) == ("A1", "T1", 1)
    assert (second.amount, second.reference, second.text) == (Decimal("20.00"), None, "Lasku 5")
    assert {(one.account, one.currency, one.state) for one in (first, second)} == {
        (ACCOUNT, "EUR", "booked")
    }
    assert header(content).format == f"camt.{kind}"
    assert header(content).version == version


def test_a_reference_padded_with_zeros_is_the_reference() -> None:
    [paid] = entries(camt(entry(transaction("100.00", "00000000000000002348236"))))
    assert paid.reference == "2348236"


def test_a_payment_is_paid_on_the_day_the_bank_accepted_it() -> None:
    accepted = transaction(accepted="2026-01-17T22:10:00+02:00")
    [paid] = entries(camt(entry(accepted, valued="2026-01-19")))
    assert (paid.paid_on, paid.valued_on) == (date(2026, 1, 17), date(2026, 1, 19))
    [paid] = entries(camt(entry(transaction(), valued="2026-01-19")))
    assert (paid.paid_on, paid.booked_on) == (date(2026, 1, 19), date(2026, 1, 20))


def test_one_payment_of_several_invoices_and_a_credit_note_is_split() -> None:
    blocks = (
        strd("2020", "30.00", kind="CREN", name="CdtNoteAmt")
        + strd("1012", "100.00")
        + strd("1025", "50.00", name="DuePyblAmt")
    )
    found = entries(camt(entry(transaction("120.00", blocks=blocks), amount="120.00")))
    assert [(one.reference, one.amount) for one in found] == [
        ("1012", Decimal("100.00")), ("1025", Decimal("50.00")), ("2020", Decimal("-30.00")),
    ]  # fmt: skip
    assert not any(one.is_reversal for one in found)


def test_several_references_without_amounts_are_one_payment_of_the_first() -> None:
    [paid] = entries(camt(entry(transaction("100.00", blocks=strd("1012") + strd("1025")))))
    assert (paid.amount, paid.reference) == (Decimal("100.00"), "1012")
    assert paid.text == "1012 1025"


def test_what_is_not_booked_yet_is_pending() -> None:
    states = [one.state for one in entries(camt(entry(status="PDNG"), entry(status="INFO")))]
    assert states == ["pending", "pending"]


@pytest.mark.parametrize("version", ["001.02", "001.08"])
def test_a_reversal_takes_its_payment_back(version: str) -> None:
    reversed_one = entry(
        transaction("100.00", "1012", version=version),
        direction="DBIT", is_reversal=True, version=version,
    )  # fmt: skip
    [paid] = entries(camt(reversed_one, version=version))
    assert (paid.amount, paid.is_reversal, paid.state) == (Decimal("-100.00"), True, "booked")


def test_a_returned_credit_takes_its_payment_back() -> None:
    returned = transaction("100.00", "1012", more="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    [paid] = entries(camt(entry(returned, direction="DBIT")))
    assert (paid.amount, paid.is_reversal, paid.state) == (Decimal("-100.00"), True, "booked")


@pytest.mark.parametrize(
    ("more", "cause"),
    [
        ({"direction": "DBIT"}, "outgoing"),
        ({"direction": "CRDT", "is_reversal": True}, "own_payment_reversed"),
        ({"amount": "0.00"}, "zero"),
        ({"batch": 12, "direction": "DBIT"}, "outgoing"),
    ],
)
def test_what_is_no_customers_money_is_ignored_and_says_why(
    more: dict[str, object], cause: str
) -> None:
    [one] = entries(camt(entry(**more)))  # type: ignore[arg-type]
    assert (one.state, one.cause) == ("ignored", cause)


@pytest.mark.parametrize("status", ["BOOK", "PDNG"])
def test_a_total_that_says_it_is_several_payments_waits_for_them(status: str) -> None:
    [one] = entries(camt(entry(batch=12, status=status)))
    assert (one.state, one.cause) == ("pending", "awaiting_details")
    [back] = entries(camt(entry(batch=12, direction="DBIT", is_reversal=True)))
    assert (back.state, back.amount, back.is_reversal) == ("pending", Decimal("-100.00"), True)


def test_a_total_of_one_payment_is_that_payment() -> None:
    [one] = entries(camt(entry(batch=1)))
    assert (one.state, one.booking_amount) == ("booked", None)


def test_a_single_transaction_has_the_amount_that_reached_the_account() -> None:
    abroad = transaction("110.00", "1012", currency="USD")
    [paid] = entries(camt(entry(abroad, amount="100.00")))
    assert (paid.amount, paid.currency, paid.reference) == (Decimal("100.00"), "EUR", "1012")


def test_a_batch_that_does_not_come_to_its_entry_is_refused_with_the_difference() -> None:
    wrong = entry(transaction("10.00"), transaction("20.00"), amount="31.00")
    with pytest.raises(BankFileError) as refused:
        entries(camt(entry(), wrong))
    assert refused.value.code == "does_not_balance"
    assert "Entry 2 (line " in refused.value.detail
    assert "-1.00 differ" in refused.value.detail


def test_a_swedish_account_is_its_bankgiro_number() -> None:
    content = camt(entry(transaction("100.00", "12345674", currency="SEK"), currency="SEK"))
    other = b"<Othr><Id>991-2346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr>"
    content = content.replace(b"<IBAN>" + ACCOUNT.encode() + b"</IBAN>", other)
    [paid] = entries(content)
    assert (paid.account, paid.currency, paid.reference) == ("991-2346", "SEK", "12345674")


def test_a_file_covers_its_period_or_else_what_it_must_have_seen() -> None:
    def covered(kind: str = "054", **more: str) -> date | None:
        return header(camt(entry(day="2026-01-18"), kind=kind, **more)).covers_until

    ends = "<FrToDt><FrDtTm>2026-01-01T00:00:00</FrDtTm><ToDtTm>{}</ToDtTm></FrToDt>"
    closed = "<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Dt><Dt>2026-01-16</Dt></Dt></Bal>"
    assert covered(period=ends.format("2026-01-19T23:59:59")) == date(2026, 1, 19)
    assert covered(period=ends.format("2026-01-20T00:00:00")) == date(2026, 1, 19)
    assert covered("053", period=closed) == date(2026, 1, 16)
    assert covered() == date(2026, 1, 20)  # made on the 21st
    assert covered(made="2026-01-18T18:00:00+02:00") == date(2026, 1, 18)


def test_each_account_of_a_file_has_a_header_of_its_own() -> None:
    one = camt(entry(transaction(ref="T1")))
    section = one[one.index(b"<Ntfctn>") : one.index(b"</BkToCstmr")]
    other = section.replace(ACCOUNT.encode(), b"FI5544444444444444")
    both = one.replace(section, section + other)
    accounts = [paid.account for paid in entries(both)]
    assert accounts == [ACCOUNT, "FI5544444444444444"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("<Cd>BOOK</Cd>", "<Cd>MAYBE</Cd>", "unknown_status", "Entry 1 (line 5)"),
        ('Ccy="EUR"', 'Ccy="EUX"', "unknown_currency", "Entry 1 (line 5)"),
        (">100.00<", ">1e2.<", "bad_amount", "Entry 1 (line 5)"),
        (">100.00<", ">9999999999999.00<", "bad_amount", "Entry 1 (line 5)"),
        (">100.00<", ">NaN<", "bad_amount", "Entry 1 (line 5)"),
        ("2026-01-20", "2026-02-30", "bad_date", "Entry 1 (line 5)"),
        ("2026-01-20", "0001-01-20", "bad_date", "Entry 1 (line 5)"),
        ("CRDT", "UP", "bad_direction", "Entry 1 (line 5)"),
        ("<IBAN>FI2112345600000785</IBAN>", "", "no_account", "Ntfctn (line 4)"),
        ("2026-01-21T06:00", "yesterday", "bad_date", "Ntfctn (line 4)"),
        ("</Ntry>", "</Ntri>", "malformed_xml", "Line 6"),
        ("</Document>", "", "malformed_xml", "Line 8"),
    ],
)
def test_a_wrong_value_is_refused_with_its_place(old: str, new: str, code: str, place: str) -> None:
    content = camt(entry(transaction("100.00", "1012"))).decode().replace(old, new)
    with pytest.raises(BankFileError) as refused:
        entries(content.encode())
    assert refused.value.code == code, refused.value.detail
    assert refused.value.status == 422
    assert place in refused.value.detail
