"""What a customer body means."""

from typing import Any

import msgspec
import pytest

from karhu.netvisor.card import added, edited, read
from karhu.netvisor.envelope import Refusal
from karhu.netvisor.message import payload


def told(base: str = "", additional: str = "", more: str = "") -> Any:
    text = (
        f"<root><customer><customerbaseinformation>{base}</customerbaseinformation>{more}"
        f"<customeradditionalinformation>{additional}</customeradditionalinformation>"
        "</customer></root>"
    )
    return read(payload(text.encode(), "", name="customer"))


def row(**fields: Any) -> dict[str, Any]:
    return {"kind": "business", "business_id": None, "email": None, "netvisor": {}, **fields}


def values(struct: Any) -> dict[str, Any]:
    fields = msgspec.structs.asdict(struct)
    return {name: value for name, value in fields.items() if value is not msgspec.UNSET}


def test_a_minimal_customer_is_a_business_with_a_name() -> None:
    wanted, extras = added(told('<internalidentifier type="automatic"/><name> Oy  Ab </name>'))
    assert values(wanted) == {"kind": "business", "name": "Oy Ab"}
    assert extras == {}


def test_fields_of_karhu_are_fields_and_the_rest_is_kept() -> None:
    wanted, extras = added(
        told(
            "<name>N</name><internalidentifier>7</internalidentifier><country>se</country>"
            "<externalidentifier>1234567-8</externalidentifier><nameextension>c/o X</nameextension>"
            "<isactive>1</isactive><email>a@b.fi</email>",
            '<invoicinglanguage type="ISO-3166">SE</invoicinglanguage><comment>Hei\nsinä</comment>'
            '<defaultpaymentterm type="netvisor">3</defaultpaymentterm>'
            "<defaultsalesperson><salespersonid>9</salespersonid></defaultsalesperson>",
            "<customerfinvoicedetails><finvoiceaddress>0037</finvoiceaddress></customerfinvoicedetails>"
            "<customerdimensiondetails><dimension><dimensionname>A</dimensionname>"
            "<dimensionitem>B</dimensionitem></dimension></customerdimensiondetails>",
        )
    )
    assert values(wanted) == {
        "kind": "business", "name": "N", "number": "7", "country": "SE", "language": "sv",
        "business_id": "1234567-8", "email": "a@b.fi", "einvoice_address": "0037",
    }  # fmt: skip
    assert extras == {
        "nameextension": "c/o X", "isactive": "1", "comment": "Hei\nsinä",
        "defaultpaymentterm": "3", "defaultpaymentterm@type": "netvisor", "salespersonid": "9",
        "dimensions": [["A", "B"]],
    }  # fmt: skip


def test_a_persons_identity_code_is_no_business_id() -> None:
    body = "<name>N</name><isprivatecustomer>1</isprivatecustomer>"
    wanted, extras = added(told(body + "<externalidentifier>131052-308T</externalidentifier>"))
    assert "business_id" not in values(wanted)
    assert extras == {"externalidentifier": "131052-308T"}


def test_reminders_go_to_the_invoicing_address_and_both_are_kept() -> None:
    body = (
        "<name>N</name><email>a@b.fi</email><emailinvoicingaddress>l@b.fi</emailinvoicingaddress>"
    )
    wanted, extras = added(told(body))
    assert (wanted.email, extras) == ("l@b.fi", {"email": "a@b.fi"})
    stored = row(email="l@b.fi", netvisor={"email": "a@b.fi"})
    changes, extras = edited(told("<email>c@b.fi</email>"), stored, home="FI")
    assert (values(changes), extras) == ({"email": "l@b.fi"}, {"email": "c@b.fi"})
    changes, extras = edited(told("<emailinvoicingaddress/>"), stored, home="FI")
    assert (values(changes), extras) == ({"email": "a@b.fi"}, {})


def test_an_edit_keeps_what_is_absent_and_empties_what_is_blank() -> None:
    stored = row(netvisor={"comment": "x", "nameextension": "y"})
    changes, extras = edited(
        told("<city/><phonenumber>040</phonenumber>", "<comment/>"), stored, home="FI"
    )
    assert values(changes) == {"city": None, "phone": "040"}
    assert extras == {"nameextension": "y"}


def test_an_edit_that_says_nothing_changes_nothing() -> None:
    stored = row(netvisor={"comment": "x"})
    assert edited(told(), stored, home="FI") == (None, {"comment": "x"})


def test_a_blank_code_and_language_stay_and_a_blank_country_is_home() -> None:
    changes, _ = edited(
        told("<internalidentifier/><country/>", "<invoicinglanguage/>"), row(), home="FI"
    )
    assert values(changes) == {"country": "FI"}


def test_a_business_that_becomes_a_person_keeps_its_identifier_to_itself() -> None:
    stored = row(business_id="1234567-8")
    changes, extras = edited(told("<isprivatecustomer>1</isprivatecustomer>"), stored, home="FI")
    assert values(changes) == {"kind": "consumer", "business_id": None}
    assert extras == {"externalidentifier": "1234567-8"}


@pytest.mark.parametrize(
    ("base", "additional", "code", "named"),
    [
        ("", "", "INVALID_DATA", "name"),
        ("<name/>", "", "INVALID_DATA", "name"),
        (
            "<name>N</name><isprivatecustomer>yes</isprivatecustomer>",
            "",
            "INVALID_DATA",
            "isprivatecustomer",
        ),
        ("<name>N</name><country>Finland</country>", "", "INVALID_DATA", "country"),
        ("<name>N</name><email>not an address</email>", "", "INVALID_DATA", "email"),
        (
            "<name>N</name>",
            "<invoicinglanguage>DE</invoicinglanguage>",
            "INVALID_DATA",
            "invoicinglanguage",
        ),
        (f"<name>{'N' * 251}</name>", "", "INVALID_DATA_SIZE", "name"),
        (f"<name>N</name><city>{'c' * 81}</city>", "", "INVALID_DATA_SIZE", "city"),
        ("<name>N</name>", f"<comment>{'c' * 2001}</comment>", "INVALID_DATA_SIZE", "comment"),
    ],
)
def test_what_cannot_be_used_is_refused_by_its_element(
    base: str, additional: str, code: str, named: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        added(told(base, additional))
    assert refusal.value.code == code
    assert named in refusal.value.text


@pytest.mark.req("R073")
@pytest.mark.parametrize(
    "element", ["receivablesmanagementautomationrule", "receivablemanagementautomationrule"]
)
def test_the_rule_is_read_under_both_spellings(element: str) -> None:
    by_name = told(additional=f'<{element} type="customer">B2B 14+14</{element}>').rule
    by_key = told(additional=f'<{element} type="netvisor">4</{element}>').rule
    assert (by_name.by, by_name.text) == ("customer", "B2B 14+14")
    assert (by_key.by, by_key.text) == ("netvisor", "4")
    assert told(additional=f"<{element}/>").rule.text == ""
    assert told().rule is None
