"""Whose account a file is of."""

from typing import Any

import pytest

from tests.integration.bank.sending import counts, entries_of, imported, payments, sent
from tests.integration.ledger.asking import found
from tests.sites import Person, Site
from tests.unit.bank.files import bgmax, camt, entry, giro, ktl, transaction

OWN = {"currency": "EUR", "iban": "FI21 1234 5600 0007 85"}
OTHER = "FI5810171000000122"
SWEDISH = {"currency": "SEK", "iban": "SE45 5000 0000 0583 9825 7466"}


async def with_accounts(site: Site, *accounts: dict[str, str], **more: Any) -> Person:
    """The administrator of a company with these accounts."""
    admin = await site.administrator(**more)
    answer = await admin.patch("", {"bank_accounts": list(accounts)}, version=1)
    assert answer.status_code == 200, answer.text
    return admin


@pytest.mark.parametrize("content", [camt(entry()), ktl({"reference": "1012"})])
async def test_a_file_of_an_own_account_is_taken(site: Site, content: bytes) -> None:
    admin = await with_accounts(site, OWN)
    made = await imported(admin, content)
    assert (made["accounts_were_checked"], made["new_count"]) == (True, 1)


@pytest.mark.parametrize(
    ("content", "account"),
    [
        (camt(entry(), account=OTHER), "FI58 1017 1000 0001 22"),
        (camt(account=OTHER), "FI58 1017 1000 0001 22"),
        (ktl({}).replace(b"12345600000785", b"10171000000122"), "FI58 1017 1000 0001 22"),
        (bgmax(giro(100, "1016")), "991-2346"),
    ],
    ids=["camt", "camt without entries", "ktl", "bgmax"],
)
async def test_a_file_of_another_account_is_refused_whole_naming_it_and_the_cure(
    site: Site, content: bytes, account: str
) -> None:
    admin = await with_accounts(site, OWN)
    answer = await sent(admin, content)
    assert (answer.status_code, answer.json()["code"]) == (422, "foreign_account")
    [(pointer, code)] = found(answer)
    assert (pointer.split("/")[1], code) == ("accounts", "foreign_account")
    assert f"the account {account}, which is none of Esimerkki Oy's own" in answer.json()["detail"]
    assert "Settings > Bank accounts" in answer.json()["detail"]
    assert await payments(admin) == []
    assert (await admin.get("bank-files")).json() == {"items": []}
    assert "bank_data_until" not in (await admin.get()).json()


async def test_one_other_account_among_own_ones_refuses_the_whole_file(site: Site) -> None:
    admin = await with_accounts(site, OWN)
    own, other = camt(entry()), camt(entry(), account=OTHER)
    section = other[other.index(b"<Ntfctn>") : other.index(b"</Ntfctn>") + 9]
    answer = await sent(admin, own.replace(b"</Ntfctn>", b"</Ntfctn>" + section))
    assert found(answer) == [(f"/accounts/{OTHER}", "foreign_account")]
    assert await payments(admin) == []


async def test_a_company_without_accounts_takes_every_file_and_the_outcome_says_so(
    site: Site,
) -> None:
    admin = await site.administrator()
    made = await imported(admin, camt(entry()))
    assert made["accounts_were_checked"] is False
    assert counts(made)["new"] == 1


async def test_a_bankgiro_number_of_the_companys_own_takes_its_receipts(site: Site) -> None:
    admin = await with_accounts(site, {**SWEDISH, "bankgiro": "991-2346"}, country="SE")
    shown = (await admin.get()).json()["bank_accounts"]
    assert shown == [{"currency": "SEK", "iban": "SE4550000000058398257466", "bankgiro": "9912346"}]
    made = await imported(admin, bgmax(giro(100, "1016")))
    assert (made["accounts"], made["accounts_were_checked"]) == (["9912346"], True)


@pytest.mark.parametrize(
    ("giro", "status", "code"),
    [("991-2347", 422, "invalid_bankgiro"), ("99-12346", 400, "pattern")],
)
async def test_a_bankgiro_number_that_cannot_be_is_refused_where_it_stands(
    site: Site, giro: str, status: int, code: str
) -> None:
    admin = await site.administrator(country="SE")
    accounts = [{**SWEDISH, "bankgiro": giro}]
    answer = await admin.patch("", {"bank_accounts": accounts}, version=1)
    assert answer.status_code == status
    assert found(answer) == [("/bank_accounts/0/bankgiro", code)]


async def test_a_domestic_number_is_the_account_of_its_iban(site: Site) -> None:
    admin = await with_accounts(site, OWN)
    named = b"<Othr><Id>12345600000785</Id></Othr>"
    content = camt(entry()).replace(b"<IBAN>FI2112345600000785</IBAN>", named)
    assert (await imported(admin, content))["accounts_were_checked"] is True


async def test_a_file_says_who_brought_it_and_which_days_it_covers(site: Site) -> None:
    admin = await with_accounts(site, OWN)
    period = (
        "<FrToDt><FrDtTm>2026-01-12T00:00:00</FrDtTm><ToDtTm>2026-01-19T00:00:00</ToDtTm></FrToDt>"
    )
    made = await imported(admin, camt(entry(day="2026-01-15"), period=period))
    assert (made["covers_from"], made["covers_until"]) == ("2026-01-12", "2026-01-18")
    assert made["actor"] == "user:Aino Admin"
    days = [entry(day=f"2026-01-{day}", ref=f"B{day}") for day in (16, 14)]
    assert (await imported(admin, camt(*days)))["covers_from"] == "2026-01-14"


async def test_entries_are_found_by_payer_reference_and_text(site: Site) -> None:
    admin = await site.administrator()
    parts = [
        transaction("60.00", "RF341012", ref="T1", payer="Kahvila Oy"),
        transaction("40.00", ref="T2", text="Kiitos"),
    ]
    made = await imported(admin, camt(entry(*parts)))
    for sought, amounts in (
        ("kahv", ["60.00"]),
        ("rf34", []),
        ("1012", ["60.00"]),
        ("KIITOS", ["40.00"]),
        ("nobody", []),
    ):
        found_ones = await entries_of(admin, made, search=sought)
        assert [one["amount"] for one in found_ones] == amounts, sought
