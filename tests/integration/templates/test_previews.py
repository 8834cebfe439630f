"""Seeing a letter with unsaved texts, and what each variable says of the case that is shown."""

import pytest

from tests.integration.templates.wording import texts
from tests.sites import Person
from tests.world import World


async def preview(person: Person, **more: object) -> object:
    body = {"kind": "reminder", "language": "fi", "texts": texts(), **more}
    return await person.post("template-previews", body)


@pytest.mark.req("R278")
@pytest.mark.parametrize(
    "kind",
    [
        "reminder", "notice", "collection_letter", "possession_warning", "interest_invoice",
        "account_statement", "invoice", "credit_note",
    ],
)  # fmt: skip
@pytest.mark.parametrize("has_invoice", [True, False])
async def test_every_kind_is_shown_with_a_real_case_or_a_sample(
    office: Person, world: World, kind: str, has_invoice: bool
) -> None:
    if has_invoice:
        await world.invoice(due="2025-12-01")
    answer = await preview(office, kind=kind)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


async def test_only_the_language_that_is_shown_has_to_be_written(office: Person) -> None:
    answer = await preview(office, texts={"fi": {"title": "a", "text": "b"}})
    assert answer.status_code == 200, answer.text
    answer = await preview(office, texts={"sv": {"title": "a", "text": "b"}})
    assert answer.json()["errors"][0]["pointer"] == "/texts/fi/title"


async def test_an_invoice_that_is_not_there_is_not_shown(office: Person) -> None:
    answer = await preview(office, invoice_id="0199f0c0-0000-7000-8000-000000000000")
    assert answer.status_code == 404


@pytest.mark.req("R278")
async def test_variables_say_what_they_would_say_of_the_case(office: Person, world: World) -> None:
    customer = await world.customer("Meri Mäkelä")
    invoice = await world.invoice(customer, due="2025-12-01", number="777")
    await world.change("invoices", invoice, reminded_on=world.today)
    answer = await office.get("template-variables", params={"language": "en"})
    said = {one["finnish_name"]: one["example"] for one in answer.json()["items"]}
    assert said["ASIAKAS"] == "Meri Mäkelä"
    assert said["LASKUNUMERO"] == "777"
    assert said["ERA_PVM"] == "1 December 2025"
    assert said["MUISTUTUS_PVM"] == "1 January 2026"
    assert said["VAATIMUS_PVM"] == ""


async def test_without_invoices_variables_speak_of_a_sample(office: Person) -> None:
    answer = await office.get("template-variables", params={"kind": "possession_warning"})
    said = {one["name"]: one["example"] for one in answer.json()["items"]}
    assert said["customer_name"] == "Maija Mallikas"
    assert said["demand_date"]
