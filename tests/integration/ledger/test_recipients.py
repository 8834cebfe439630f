"""The recipients of a customer's letters over the API."""

from uuid import uuid4

import pytest

from tests.integration.ledger.asking import customer, events, found
from tests.sites import Site

MAIL = {"email": "aino@example.com"}


@pytest.mark.req("R298")
async def test_recipients_are_added_changed_and_removed_and_the_log_tells_it(site: Site) -> None:
    admin = await site.administrator()
    unit = await customer(admin, kind="consumer", name="A 12")
    at = f"customers/{unit['id']}/recipients"
    assert (await admin.get(at)).json() == {"items": []}
    answer = await admin.post(at, {"name": "Aino Virtanen", **MAIL})
    assert answer.status_code == 201, answer.text
    added = answer.json()
    assert answer.headers["location"].endswith(f"{at}/{added['id']}")
    assert (added["role"], added["country"], added["receives_letters"]) == ("owner", "FI", True)
    answer = await admin.patch(f"{at}/{added['id']}", {"email": None, "street": "Metsätie 1"})
    assert answer.json().get("email") is None
    assert answer.json()["street"] == "Metsätie 1"
    tenant = (await admin.post(at, {"name": "Veli", "role": "tenant", **MAIL})).json()
    assert tenant["receives_letters"] is False
    names = [one["name"] for one in (await admin.get(at)).json()["items"]]
    assert names == ["Aino Virtanen", "Veli"]
    assert (await admin.delete(f"{at}/{tenant['id']}")).status_code == 204
    assert (await admin.delete(f"{at}/{tenant['id']}")).status_code == 404
    for kind, count in (("added", 2), ("changed", 1), ("removed", 1)):
        assert len(await events(admin, f"recipient_{kind}")) == count
    [changed] = await events(admin, "recipient_changed")
    assert changed["detail"]["fields"] == ["email", "street"]  # their names, not what is in them


async def test_a_tenant_gets_no_letters_however_it_is_asked(site: Site) -> None:
    admin = await site.administrator()
    unit = await customer(admin, kind="consumer", name="A 12")
    at = f"customers/{unit['id']}/recipients"
    asked = {"name": "Veli", "role": "tenant", "receives_letters": True}
    answer = await admin.post(at, asked)
    assert answer.status_code == 422
    assert found(answer) == [("/receives_letters", "tenant_gets_no_letters")]
    owner = (await admin.post(at, {"name": "Aino", **MAIL})).json()
    moved = await admin.patch(f"{at}/{owner['id']}", {"role": "tenant"})
    assert moved.json()["receives_letters"] is False
    answer = await admin.patch(f"{at}/{owner['id']}", {"receives_letters": True})
    assert found(answer) == [("/receives_letters", "tenant_gets_no_letters")]
    answer = await admin.post(at, {"name": "Aino", "country": "QQ"})
    assert found(answer) == [("/country", "unknown_country")]


async def test_recipients_of_another_company_are_not_there(site: Site) -> None:
    admin, stranger = await site.administrator(), await site.administrator()
    unit = await customer(admin, name="A 12")
    at = f"customers/{unit['id']}/recipients"
    added = (await admin.post(at, {"name": "Aino", **MAIL})).json()
    assert (await stranger.get(at)).status_code == 404
    assert (await stranger.delete(f"{at}/{added['id']}")).status_code == 404
    assert (await admin.get(f"customers/{uuid4()}/recipients")).status_code == 404
