"""A company sees by which ways its letters can go, and what is missing for each."""

import msgspec

from tests.sites import Site, site

__all__ = ["site"]
OPERATOR = "https://operator.example.com/in"


async def seen(site: Site, person: object) -> dict[str, tuple[bool, bool, list[str]]]:
    answer = await person.get("channels")  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.text
    return {
        one["channel"]: (one["is_configured"], one["is_active"], one["missing"])
        for one in answer.json()["items"]
    }


async def test_what_is_missing_for_a_channel_is_said_until_it_is_there(site: Site) -> None:
    admin = await site.administrator()
    found = await seen(site, admin)
    assert found["einvoice"] == (
        False,
        False,
        ["installation_url", "einvoice_address", "einvoice_operator", "bank_account"],
    )
    assert found["print"] == (False, False, ["installation_url", "postal_address"])
    changes = {
        "einvoice_address": "003712345671",
        "einvoice_operator": "003721291126",
        "street": "Katu 1",
        "postcode": "48600",
        "city": "Kotka",
        "sender_email": "laskut@example.com",
        "bank_accounts": [{"currency": "EUR", "iban": "FI2112345600000785"}],
        "active_channels": ["email", "einvoice"],
    }
    assert (await admin.patch("", changes, version=1)).status_code == 200
    found = await seen(site, admin)
    assert found["email"][2] == found["print"][2] == found["einvoice"][2] == ["installation_url"]
    assert [found[name][1] for name in ("email", "einvoice", "print")] == [True, True, False]


async def test_an_installation_with_addresses_has_its_channels(database: str) -> None:
    from karhu.channels.carriers import configured_by
    from karhu.channels.standing import standings
    from karhu.settings import Settings

    settings = Settings.from_environment(
        {"KARHU_EINVOICE_URL": OPERATOR, "KARHU_SMTP_URL": "smtp://localhost"}
    )
    company = {
        "active_channels": ["email"], "sender_email": "", "einvoice_address": "x",
        "einvoice_operator": "y", "bank_accounts": [{}], "street": "", "postcode": "", "city": "",
    }  # fmt: skip
    found = standings(company, configured_by(settings))
    assert [(one.channel, one.is_configured, one.missing) for one in found] == [
        ("email", True, ("sender_email",)),
        ("einvoice", True, ()),
        ("print", False, ("installation_url", "postal_address")),
    ]
    assert msgspec.structs.asdict(found[0])["is_active"]
